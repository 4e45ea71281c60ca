"""Records of packages that could not be taken in, kept with the reason, so that somebody can look at them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, func, select

from app.core.ids import DeviceId
from app.store import rows
from app.store.sync_schema import QuarantineRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.store.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A line that was set aside: a code for why, where it stood (``MEMBER:LINE``), and its bytes."""

    sha256: str
    reason: str
    place: str
    package: str
    signer: DeviceId
    content: bytes = field(repr=False)
    at: datetime


def list_quarantine(workspace: Workspace) -> list[SetAside]:
    """Return what was set aside, the latest first."""
    return workspace.call(_list)


def count_quarantine(workspace: Workspace) -> int:
    """Return how many lines were set aside."""
    return workspace.call(_count)


def let_go(workspace: Workspace, sha256: Sequence[str]) -> None:
    """Throw away what somebody has looked at."""
    workspace.call(_let_go, list(sha256))


def write(connection: Connection, lines: Sequence[SetAside]) -> None:
    """Set lines aside, inside a job; the same bytes once."""
    for line in lines:
        values = {name: getattr(line, name) for name in SetAside.__slots__}
        rows.put(connection, QuarantineRow, values)


def forget_package(connection: Connection, package: str) -> None:
    """Let go of what came with a package, inside a job."""
    connection.execute(delete(QuarantineRow).where(QuarantineRow.package == package))


def _list(connection: Connection) -> list[SetAside]:
    row = QuarantineRow
    query = select(row.__table__).order_by(row.at.desc(), row.sha256)
    return [
        SetAside(
            sha256=each.sha256,
            reason=each.reason,
            place=each.place,
            package=each.package,
            signer=DeviceId(each.signer),
            content=each.content,
            at=each.at,
        )
        for each in connection.execute(query)
    ]


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(QuarantineRow)).scalar_one()


def _let_go(connection: Connection, sha256: list[str]) -> None:
    connection.execute(delete(QuarantineRow).where(QuarantineRow.sha256.in_(sha256)))
