"""What packages need: keys, merges, receipts, outbox, quarantine; and the lists of conflicts and erased revisions.

``conflict`` and ``erased`` are derived, so they are filled after the step.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"

MOMENT = sa.String(24)
DOCUMENT = sa.Text().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Add the tables, and the column that names the merge with which a revision came."""
    op.add_column("revision", sa.Column("came_with", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_revision_came_with"), "revision", ["came_with"], unique=False)
    _add("conflict", _texts("record", "kind", "path"), ("record", "kind", "path"))
    _add(
        "erased",
        [
            *_texts("id", "erasure", "device"),
            sa.Column("seq", sa.BigInteger(), nullable=False),
        ],
        ("id",),
    )
    _add_keys()
    _add_merges()
    _add(
        "receipt",
        [
            *_texts("coordinator", "device", "ranges", "signed_at"),
            sa.Column("signature", sa.LargeBinary(), nullable=False),
        ],
        ("coordinator", "device"),
    )
    _add(
        "outbox",
        [
            *_texts("package", "kind", "file", "sha256"),
            sa.Column("size_bytes", sa.BigInteger(), nullable=False),
            sa.Column("ranges", DOCUMENT, nullable=False),
            *_texts("recipients"),
            _moment("written_at"),
            _moment("handed_over_at", nullable=True),
            _moment("confirmed_at", nullable=True),
        ],
        ("package",),
    )


def _add_keys() -> None:
    _add(
        "trusted_key",
        [
            *_texts("device", "name", "member", "role", "age", "state"),
            sa.Column("last_seq", sa.BigInteger(), nullable=False),
            _moment("since"),
            _moment("changed_at"),
        ],
        ("device",),
    )
    _add("age_key", [*_texts("recipient", "purpose", "identity"), _moment("since")], ("recipient",))


def _add_merges() -> None:
    _add(
        "merge_log",
        [
            sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
            *_texts("package", "sha256", "signer", "kind"),
            _moment("at"),
            sa.Column("counts", DOCUMENT, nullable=False),
            *_texts("report", "forms"),
            _moment("undone_at", nullable=True),
        ],
        ("number",),
    )
    op.create_index(op.f("ix_merge_log_package"), "merge_log", ["package"], unique=False)
    _add(
        "quarantine",
        [
            *_texts("sha256", "reason", "place", "package", "signer"),
            sa.Column("content", sa.LargeBinary(), nullable=False),
            _moment("at"),
        ],
        ("sha256",),
    )


def _add(name: str, columns: list[sa.Column[object]], key: tuple[str, ...]) -> None:
    op.create_table(name, *columns, sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")))


def _texts(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, MOMENT, nullable=nullable)
