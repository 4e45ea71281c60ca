"""Projects: founded, joined from a package, and the recovery key that opens every protected workspace of one.

The project's recovery key is an age key whose secret half is printed once, when a protected project is founded. Its
public half goes to everybody who joins; every protected workspace wraps its own key to it, so that a coordinator can
help whoever lost a passphrase.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from app.core.errors import AppError, ErrorCode
from app.core.places import data_folder
from app.core.progress import Progress
from app.operations import sync_keys, sync_merging, sync_opening, sync_recovery

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.operations.services import Services
    from app.operations.sync_reports import MergeReport
    from app.sync.reading import Package

DEMO: Final = "demo"


@dataclass(frozen=True, slots=True)
class DemoProject:
    """The project of all demonstrations. Its keys are public: nothing in it is a secret."""

    project: str
    recovery: str
    recovery_secret: str = field(repr=False)


@cache
def demo_project() -> DemoProject:
    """Return the demonstration's project, as it is printed in ``resources``."""
    told = json.loads((data_folder("resources") / "demo" / "project.json").read_bytes())
    return DemoProject(told["project"], told["recovery"], told["recovery_secret"])


def found_project(services: Services, *, protected: bool) -> str | None:
    """Make this device the first coordinator; return the project's recovery key, to print, if it is protected.

    The secret half is kept nowhere.
    """
    from app.sync import seal

    sync_keys.set_own_role(services, sync_keys.COORDINATOR)
    if not protected:
        return None
    sync_keys.mint_age_key(services)
    made = seal.new_identity()
    sync_recovery.adopt_recovery(services, made.recipient)
    return made.secret


def found_demo(services: Services) -> None:
    """Take part in the demonstration's project: everybody in it opens every package."""
    from app.store import keyring

    demo = demo_project()
    sync_keys.set_own_role(services, sync_keys.COORDINATOR)
    key = keyring.AgeKey(demo.recovery, "recovery", demo.recovery_secret)
    keyring.put_age_key(services.workspace, key)
    sync_keys.mint_age_key(services)
    sync_recovery.wrap_for_project(services)


@contextmanager
def invitation(path: Path, passphrase: str | None = None) -> Iterator[Package]:
    """Open the package with which somebody joins a project, once: a passphrase takes seconds.

    Raises AppError PACKAGE_NO_CAMPAIGN unless a coordinator wrote it, and PACKAGE_*.
    """
    from app.sync.reading import open_package

    with open_package(path, passphrase=passphrase) as package:
        if package.manifest.letter.role != sync_keys.COORDINATOR:
            raise AppError(ErrorCode.PACKAGE_NO_CAMPAIGN, path=str(path))
        package.verify(Progress())
        yield package


def join_project(
    services: Services, package: Package, progress: Progress | None = None
) -> MergeReport:
    """Take over what a coordinator's package says and holds: keys, forms, registers, members, cases.

    Raises AppError PACKAGE_*, DISK_FULL; `Cancelled`.
    """
    from app.store import keyring

    letter, now = package.manifest.letter, services.clock.now()
    coordinator = keyring.KnownKey(
        device=letter.device,
        name=letter.member_name or letter.device_name,
        member=letter.member,
        role=sync_keys.COORDINATOR,
        age=letter.reply_to,
        since=now,
        changed_at=now,
    )
    keyring.put_keys(services.workspace, [coordinator])
    sync_keys.set_own_role(services, sync_keys.INTERVIEWER)
    if letter.reply_to:
        sync_keys.mint_age_key(services)
    parcels = sync_opening.together([package])
    return sync_merging.merge_parcels(services, parcels, progress=progress)
