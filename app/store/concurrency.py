"""Who may change what at the same moment, where several programs write into one database. In a file nobody else does.

Two transactions that bring revisions of one record must not derive its rows without knowing of each other, so each
record has a row whose lock its changer holds until the end, taken in the order of their ids: nobody waits in a circle,
and mergers of different records never wait at all. Locks on rows, because the server has room for only some thousand
others. What an erasure names may come at the same moment from elsewhere: an erasure waits for all changers, and they
for it; so do undoing a merge and deriving everything anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Sequence,
    String,
    Table,
    bindparam,
    func,
    select,
    text,
)
from sqlalchemy.types import ARRAY

from app.store.engine import POSTGRESQL

if TYPE_CHECKING:
    from collections.abc import Iterable


SERVER = MetaData()
"""What only a server has, beside the tables of `schema`."""
RECORD_LOCK = Table(
    "record_lock", SERVER, Column("record", String(collation="C"), primary_key=True)
)
MERGE_NUMBER = Sequence("merge_number", metadata=SERVER)
_EVERYTHING = 0x53494C44
"""The number under which a server knows the lock of all records."""
_AT_ONCE = 20_000

_CLAIM = text(
    "INSERT INTO record_lock (record) SELECT unnest(:records) ON CONFLICT DO NOTHING RETURNING record"
).bindparams(bindparam("records", type_=ARRAY(String)))
_HOLD = text(
    "SELECT record FROM record_lock WHERE record = ANY(:records) ORDER BY record FOR UPDATE"
).bindparams(bindparam("records", type_=ARRAY(String)))


def hold_all_of(connection: Connection, records: Iterable[str], *, alone: bool) -> None:
    """Let nobody else change these records until the end of the transaction; ``alone``: nor any other."""
    if connection.dialect.name != POSTGRESQL:
        return
    if alone:
        hold_everything(connection)
        return
    connection.execute(select(func.pg_advisory_xact_lock_shared(_EVERYTHING)))
    wanted = sorted(set(records))
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        fresh = set(connection.scalars(_CLAIM, {"records": some}))
        known = [record for record in some if record not in fresh]
        if known:
            connection.execute(_HOLD, {"records": known}).close()


def hold_everything(connection: Connection) -> None:
    """Let nobody else change any record until the end of the transaction."""
    if connection.dialect.name == POSTGRESQL:
        connection.execute(select(func.pg_advisory_xact_lock(_EVERYTHING)))


def next_merge(connection: Connection, last: int | None) -> int:
    """Return the number of the next merge; on a server a merge that fails leaves its number out."""
    if connection.dialect.name == POSTGRESQL:
        return int(connection.execute(MERGE_NUMBER.next_value()).scalar_one())
    return (last or 0) + 1
