"""An interview at one moment, in the field paths of records.md: what a revision holds and what a correction opens.

Apart from the session because the store, the operations and the reports handle snapshots without running a form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from app.forms.definition import nothing

if TYPE_CHECKING:
    from collections.abc import Mapping

RemarkState = Literal["open", "answered", "resolved"]
"""``answered``: what a reviewer asked was answered."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a person gave and the form worked out.

    ``fields`` are records.md field paths: ``answers/data/person{ID}/age``, ``order/data/person{ID}``,
    ``missing/data/income``, ``asked/data/income``, ``remark/UUID/text``. ``attached`` maps the file names that occur
    as answers to the ids of their blobs. With ``finished`` only relevant nodes are in ``fields``; else every
    answered node is, so that a draft handed over keeps what its filters hide. ``disputed`` are the fields of which
    several versions stand, one of them here.
    """

    fields: Mapping[str, str] = field(default_factory=nothing)
    attached: Mapping[str, str] = field(default_factory=nothing)
    finished: bool = False
    disputed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Remark:
    """A note that an interviewer or reviewer left at a question (``address`` '' = at the whole interview).

    ``review`` names the decision with which a reviewer returned the interview, '' when nobody did; ``reply`` is what
    the interviewer answered.
    """

    id: str
    address: str
    text: str
    by: str
    at: str
    state: RemarkState = "open"
    reply: str = ""
    review: str = ""


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """What preloads may ask of the device and its user; '' where it is not known."""

    device_id: str = ""
    username: str = ""
    email: str = ""
    phone_number: str = ""

    def property_of(self, name: str) -> str:
        """Return what OpenRosa calls a property of the device: ``deviceid``, ``username``...; '' when there is none."""
        return {
            "deviceid": self.device_id,
            "imei": self.device_id,
            "username": self.username,
            "email": self.email,
            "phonenumber": self.phone_number,
        }.get(name.removeprefix("uri:"), "")
