"""A step that changes the schema, writes, and then fails."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0003"


def upgrade() -> None:
    op.create_table("weather", sa.Column("id", sa.Text(), primary_key=True))
    op.execute("DELETE FROM draft")
    op.execute("INSERT INTO no_such_table VALUES (1)")
