"""The second laptop of the demonstration: a campaign goes to it, its interviews come back in a package.

So a demonstration that ends has shown that two workspaces come together, and leaves a package to try things with.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from app.operations import forms, sync, workspace
from app.operations.demo import chain
from app.operations.sync_keys import COORDINATOR

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.core.clock import StillClock
    from app.core.progress import Progress
    from app.operations.services import Services

PACKAGE: Final = "demo.sildpack"
SHARE: Final = 10
"""Every how manieth interview is held on the second laptop, but at least one."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What came over from the second laptop."""

    package: Path
    merged: Mapping[str, int]


def share_of(interviews: int) -> int:
    """Return how many of the interviews the second laptop holds.

    >>> share_of(0), share_of(1), share_of(3), share_of(40)
    (0, 0, 1, 4)
    """
    return max(1, interviews // SHARE) if interviews > 1 else 0


def exchange(
    office: Services, other: Services, clock: StillClock, wish: chain.DemoWish, progress: Progress
) -> Exchanged:
    """Let the second laptop take a campaign over, hold its interviews and send them. Raises AppError, `Cancelled`.

    Everybody of the demonstration works on both, in whoever's name; so it is believed like a coordinator meanwhile.
    """
    folder = office.workspace.folder.parent
    campaign = other.workspace.folder.parent / "campaign.sildpack"
    own = sync.own_key(other)
    sync.trust_device(office, own.text, name=own.name)
    sync.prepare_campaign(office, campaign, sync.CampaignWish(to=own.fingerprint), progress)
    sync.merge_packages(other, [campaign], [sync.own_key(office).fingerprint], progress)
    random = Random(wish.seed + 1)
    bundles = [form.bundle for form in forms.list_forms(other)]
    wanted = share_of(wish.interviews)
    while wanted and bundles:
        progress.step(0, wanted, "interviews")
        if chain.hold_interview(other, clock, random.choice(bundles), random) is not None:
            wanted -= 1
    package = folder / PACKAGE
    sync.prepare_package(other, package, progress=progress)
    sync.trust_device(office, own.device, name=own.name, role=COORDINATOR)
    report = sync.merge_packages(office, [package], progress=progress)
    sync.trust_device(office, own.device, name=own.name)
    merged = {
        "new": report.new,
        "known": report.known,
        "conflicts": report.conflicts,
        "quarantined": report.quarantined,
        "clones": report.clones,
        "gaps": len(report.gaps),
    }
    workspace.verify(office, progress)
    return Exchanged(package, merged)
