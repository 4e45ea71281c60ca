"""Rows of registers, and the case that a finished interview belongs to; both derived, so filled after the step."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"

MOMENT = sa.String(24)
DOCUMENT = sa.Text().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Add the table of entities and the column that names the case."""
    op.create_table(
        "entity",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("properties", DOCUMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_entity")),
    )
    op.create_index(op.f("ix_entity_list"), "entity", ["list"], unique=False)
    op.add_column("interview", sa.Column("case_id", sa.Text(), nullable=False, server_default=""))
    op.create_index(op.f("ix_interview_case_id"), "interview", ["case_id"], unique=False)
