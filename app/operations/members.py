"""Who works in this workspace, and who of them sits here now. Members are records and travel; "now" is a setting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, cast

from app.core.changes import Changes
from app.core.errors import AppError, ErrorCode

if TYPE_CHECKING:
    from app.core.ids import MemberId
    from app.forms.session import DeviceInfo
    from app.operations.services import Services
    from app.store import members as store

Role = Literal["interviewer", "coordinator", "reviewer"]

CURRENT: Final = "member/current"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works in this workspace."""

    id: MemberId
    name: str
    role: Role


def members(services: Services) -> tuple[Member, ...]:
    """List who works in this workspace, by name."""
    from app.store import members as store

    return tuple(_shown(member) for member in store.list_members(services.workspace))


def current_member(services: Services) -> Member | None:
    """Tell who works here now; None until somebody said so."""
    from app.store import settings

    current = settings.get_setting(services.workspace, CURRENT)
    return next((member for member in members(services) if member.id == current), None)


def set_current_member(services: Services, name: str, role: Role) -> Changes:
    """Say who works here now; somebody new becomes a member, a known name takes the role given.

    Raises AppError MEMBER_MISSING for a name of blanks.
    """
    from app.store import members as store
    from app.store import settings

    wanted = " ".join(name.split())
    if not wanted:
        raise AppError(ErrorCode.MEMBER_MISSING)
    workspace = services.workspace
    known = {member.name.casefold(): member for member in store.list_members(workspace)}
    member = known.get(wanted.casefold())
    if member is None:
        member = store.add_member(workspace, wanted, role)
    elif member.role != role:
        member = store.change_member(workspace, replace(member, role=role))
    settings.set_setting(workspace, CURRENT, member.id)
    return Changes(members=True)


def actor(services: Services) -> str:
    """Return the id of who works here now, '' when nobody said so: what a revision names as its actor."""
    member = current_member(services)
    return member.id if member is not None else ""


def device(services: Services) -> DeviceInfo:
    """Return what a form may ask of the device, with the name of who works here now."""
    member = current_member(services)
    return replace(services.device, username=member.name) if member is not None else services.device


def _shown(member: store.Member) -> Member:
    return Member(member.id, member.name, cast("Role", member.role))
