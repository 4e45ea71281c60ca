"""Who works in the project: a name and a role each, kept as records, because they travel and change."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from app.core.errors import AppError, ErrorCode
from app.core.ids import MemberId, RecordId
from app.records.live import live_view
from app.records.revision import Content, Kind
from app.store import history, settings
from app.store.schema import MemberRow

if TYPE_CHECKING:
    from app.store.workspace import Workspace


CURRENT = "current_member"


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the project. ``role`` is a code, such as ``interviewer`` or ``coordinator``."""

    id: MemberId
    name: str
    role: str


def add_member(workspace: Workspace, name: str, role: str, *, actor: str = "") -> Member:
    """Add a member; the first one adds itself."""
    member = Member(MemberId(str(uuid.uuid4())), name, role)
    workspace.call(_write, workspace, member, actor or member.id)
    return member


def change_member(workspace: Workspace, member: Member, *, actor: str = "") -> Member:
    """Write a member's new name or role; everything already written by that member shows it."""
    workspace.call(_write, workspace, member, actor or member.id)
    return member


def get_member(workspace: Workspace, member: MemberId) -> Member:
    """Return a member. Raises AppError MEMBER_MISSING."""
    found = next((each for each in list_members(workspace) if each.id == member), None)
    if found is None:
        raise AppError(ErrorCode.MEMBER_MISSING)
    return found


def current_member(workspace: Workspace) -> Member | None:
    """Return who works here now; None until somebody said so."""
    chosen = settings.get_setting(workspace, CURRENT)
    return next((each for each in list_members(workspace) if each.id == chosen), None)


def set_current_member(workspace: Workspace, name: str, role: str) -> Member:
    """Say who works here now: a known name takes the role given, a new one becomes a member."""
    known = next((each for each in list_members(workspace) if each.name == name), None)
    if known is None:
        member = add_member(workspace, name, role)
    else:
        member = change_member(workspace, Member(known.id, name, role))
    settings.set_setting(workspace, CURRENT, member.id)
    return member


def list_members(workspace: Workspace) -> list[Member]:
    """Return the members by name."""
    return workspace.call(_list)


def _write(connection: Connection, workspace: Workspace, member: Member, actor: str) -> None:
    record = RecordId(member.id)
    view = live_view(history.of_record(connection, record, Kind.MEMBER))
    told = {"meta/name": member.name, "meta/role": member.role}
    content = Content(
        record=record,
        kind=Kind.MEMBER,
        fields={**view.values, **told},
        decides=frozenset(path for path, value in told.items() if view.values.get(path) != value),
        parents=view.heads,
        actor=actor,
    )
    if content.decides:
        history.write(connection, workspace.device, content)


def _list(connection: Connection) -> list[Member]:
    query = select(MemberRow.id, MemberRow.name, MemberRow.role).where(MemberRow.deleted.is_(False))
    rows = connection.execute(query.order_by(MemberRow.name, MemberRow.id))
    return [Member(MemberId(row.id), row.name, row.role) for row in rows]
