"""A later schema that does not exist: a parent table rewritten in batch, and a new column."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("draft", recreate="always") as batch:
        batch.add_column(sa.Column("mood", sa.Text(), nullable=False, server_default="calm"))
    op.create_table("weather", sa.Column("id", sa.Text(), primary_key=True))
