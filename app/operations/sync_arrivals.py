"""Package files that somebody brought: which packages they are, whom they are from, what each would change.

One bad file never hides the others: every package comes with what it brings or with why it cannot be taken in.
Reads only; merging is `sync_merging`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal

from app.core.errors import AppError, ErrorCode
from app.core.progress import Progress
from app.operations import sync_contents, sync_keys, sync_merging, sync_opening, sync_outlook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from app.operations.services import Services
    from app.operations.sync import MergeReport, PackageReport
    from app.operations.sync_opening import PackageFacts

ENDING: Final = ".sildpack"
DEEPEST: Final = 2
"""How many folders deep packages are looked for."""
DAY_S: Final = 86_400

ArrivalState = Literal["good", "unknown", "locked", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One package with all its parts that were brought.

    ``good`` has a ``report`` of what it would change; ``unknown`` waits until somebody trusts its signer; ``locked``
    waits for a passphrase; ``refused`` says why in ``error``. ``days_behind`` is how far the sender's clock lags.
    """

    paths: tuple[Path, ...]
    state: ArrivalState
    facts: PackageFacts | None = None
    report: PackageReport | None = None
    error: AppError | None = None
    days_behind: int = 0


def found_in(paths: Iterable[Path]) -> list[Path]:
    """Return the package files among these, and those in folders among these."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            for depth in range(DEEPEST):
                pattern = "*/" * depth + "*" + ENDING
                found.update(dict.fromkeys(sorted(path.glob(pattern))))
        else:
            found[path] = None
    return list(found)


def look_into(
    services: Services,
    paths: Sequence[Path],
    trust: Sequence[str] = (),
    progress: Progress | None = None,
    passphrase: str | None = None,
) -> list[Arrival]:
    """Say of every package among the files what taking it in would change. Raises `Cancelled`."""
    progress = progress or Progress()
    arrivals: list[Arrival] = []
    groups: dict[str, list[tuple[Path, PackageFacts]]] = {}
    for number, path in enumerate(paths):
        progress.step(number, 2 * len(paths), "looking")
        told = _facts(services, path, passphrase)
        if isinstance(told, Arrival):
            arrivals.append(told)
        else:
            groups.setdefault(told.package, []).append((path, told))
    for number, group in enumerate(groups.values()):
        progress.step(len(paths) + number, len(paths) + len(groups), "looking")
        arrivals.append(_arrival(services, group, trust, passphrase))
    return arrivals


def take_in(
    services: Services,
    arrivals: Sequence[Arrival],
    trust: Sequence[str] = (),
    progress: Progress | None = None,
    passphrase: str | None = None,
) -> MergeReport:
    """Merge those of the arrivals that are good. Raises AppError PACKAGE_*, DISK_FULL; `Cancelled`."""
    paths = [path for each in arrivals if each.state == "good" for path in each.paths]
    return sync_merging.merge_packages(services, paths, trust, progress, passphrase)


def _facts(services: Services, path: Path, passphrase: str | None) -> PackageFacts | Arrival:
    try:
        if passphrase is None and sync_opening.needs_passphrase(path):
            return Arrival(paths=(path,), state="locked")
        return sync_opening.inspect_package(path, services, passphrase)
    except AppError as error:
        wrong = error.code is ErrorCode.PACKAGE_PASSPHRASE_WRONG
        return Arrival(paths=(path,), state="locked" if wrong else "refused", error=error)


def _arrival(
    services: Services,
    group: Sequence[tuple[Path, PackageFacts]],
    trust: Sequence[str],
    passphrase: str | None,
) -> Arrival:
    paths, facts = tuple(path for path, _ in group), group[0][1]
    if facts.signer_state == "unknown" and facts.device not in trust:
        return Arrival(paths=paths, state="unknown", facts=facts)
    try:
        with sync_merging.preview_package(services, paths, trust, None, passphrase) as preview:
            report = preview.report
    except AppError as error:
        return Arrival(paths=paths, state="refused", facts=facts, error=error)
    behind = _days_behind(services, paths[0], passphrase)
    return Arrival(paths=paths, state="good", facts=facts, report=report, days_behind=behind)


def _days_behind(services: Services, path: Path, passphrase: str | None) -> int:
    """Return how many days the sender's clock is behind at least: it holds things written later than it believes.

    Stamps of revisions never run backwards, so what the sender holds dates its package from below.
    """
    from app.sync.reading import open_package

    keys = sync_keys.identities(services)
    with open_package(path, identities=keys, passphrase=passphrase) as package:
        letter = package.manifest.letter
    try:
        written = datetime.fromisoformat(letter.written_at)
    except ValueError:
        return 0
    held = sync_contents.held_ranges(services, with_erased=False)
    common = {
        device: min(ranges.spans[-1][1], held[device].spans[-1][1])
        for device, ranges in letter.holds.items()
        if ranges.spans and device in held and held[device].spans
    }
    latest = sync_outlook.latest_of(services, common)
    return max(0, int((latest - written).total_seconds() // DAY_S)) if latest else 0
