"""Packages taken in: looked at first without changing anything, merged in one short transaction each, taken back whole.

Verify, stage, preview (reads only), commit, report. What the preview said is worked out again by the merge itself,
because the workspace may have moved on in between.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import orjson

from app.core.changes import Changes
from app.core.progress import Progress
from app.operations import (
    erasure,
    sync_contents,
    sync_keys,
    sync_letters,
    sync_opening,
    sync_staging,
)
from app.operations.sync_reports import Gap, MergeReport, OddClock, PackageReport, UndoReport

__all__ = [
    "Gap",
    "MergeReport",
    "OddClock",
    "PackageReport",
    "Preview",
    "UndoReport",
    "digest",
    "gaps",
    "list_merges",
    "list_quarantine",
    "merge_packages",
    "merge_parcels",
    "preview_package",
    "undo_merge",
]

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from app.core.ids import BundleId
    from app.operations.services import Services
    from app.operations.sync_opening import OpenParcel
    from app.operations.sync_staging import StagedLines
    from app.store.keyring import KnownKey
    from app.store.merging import Arrival, MergeEntry, StagedForm
    from app.store.quarantine import SetAside
    from app.store.staging import Stage
    from app.sync.merge import MergePlan
    from app.sync.ranges import DeviceRanges


class Preview:
    """A package on the stage; reading it changes nothing. `merge` takes it in; close it in any case."""

    def __init__(self, staged: _Staged) -> None:
        self._staged = staged
        self.report = staged.report()
        self.plan: MergePlan = staged.plan

    def merge(self, progress: Progress | None = None) -> MergeReport:
        """Take the package in. Raises AppError DISK_FULL; `Cancelled`."""
        return _reported(self._staged.services, [self._staged.commit(progress or Progress())])

    def close(self) -> None:
        """Let go of what was staged."""
        self._staged.stage.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def preview_package(
    services: Services,
    paths: Sequence[Path],
    trust: Sequence[str] = (),
    progress: Progress | None = None,
    passphrase: str | None = None,
) -> Preview:
    """Stage one package, given by all its parts, and say what merging it would change.

    Raises AppError PACKAGE_*, DISK_FULL; `Cancelled`.
    """
    progress = progress or Progress()
    with sync_opening.opened(services, paths, progress, passphrase) as parcels:
        parcel = parcels[0]
        signer = sync_opening.admit(services, parcel, trust)
        return Preview(_stage(services, parcel, signer, progress))


def merge_packages(
    services: Services,
    paths: Sequence[Path],
    trust: Sequence[str] = (),
    progress: Progress | None = None,
    passphrase: str | None = None,
) -> MergeReport:
    """Merge packages, each in one transaction, in the order given; all are verified before the first goes in.

    ``trust`` are fingerprints of signers to let in from now on. Raises AppError PACKAGE_*, DISK_FULL; `Cancelled`.
    """
    progress = progress or Progress()
    with sync_opening.opened(services, paths, progress, passphrase) as parcels:
        return merge_parcels(services, parcels, trust, progress)


def merge_parcels(
    services: Services,
    parcels: Sequence[OpenParcel],
    trust: Sequence[str] = (),
    progress: Progress | None = None,
) -> MergeReport:
    """Do what `merge_packages` does with packages that are open and verified."""
    progress = progress or Progress()
    signers = [sync_opening.admit(services, parcel, trust) for parcel in parcels]
    done: list[_Committed] = []
    for parcel, signer in zip(parcels, signers, strict=True):
        staged = _stage(services, parcel, signer, progress)
        with staged.stage:
            done.append(staged.commit(progress))
    return _reported(services, done)


def undo_merge(services: Services, number: int | None = None) -> UndoReport:
    """Take a merge back, the latest that stands when none is named. Raises AppError MERGE_UNKNOWN."""
    from app.store import revisions, undoing

    undone = undoing.undo(services.workspace, number)
    return UndoReport(
        number=undone.number,
        removed=undone.removed,
        kept=tuple(sorted(set(undone.kept.values()))),
        digest=revisions.digest(services.workspace),
        changes=Changes(everything=True),
    )


def list_merges(services: Services) -> list[MergeEntry]:
    """List every merge, the latest first."""
    from app.store import merging

    return merging.list_merges(services.workspace)


def list_quarantine(services: Services) -> list[SetAside]:
    """List the lines that were set aside, the latest first."""
    from app.store import quarantine

    return quarantine.list_quarantine(services.workspace)


def digest(services: Services) -> str:
    """Return the digest of everything held: two workspaces that show the same hold the same."""
    from app.store import revisions

    return revisions.digest(services.workspace)


def gaps(services: Services) -> tuple[Gap, ...]:
    """Name what is missing of each device; only a coordinator is meant to have everything."""
    from app.sync import ranges

    return _gaps(services, ranges.gaps(sync_contents.held_ranges(services)))


@dataclass(slots=True)
class _Committed:
    report: PackageReport
    changes: Changes
    confirmed: tuple[str, ...]


@dataclass(slots=True)
class _Staged:
    """A package on the stage, with what merging it would change."""

    services: Services
    parcel: OpenParcel
    signer: KnownKey | None
    stage: Stage
    lines: StagedLines
    forms: tuple[list[StagedForm], list[BundleId]]
    plan: MergePlan

    def report(self) -> PackageReport:
        """Say what merging would change."""
        plan = self.plan
        conflicts = sum(each.is_new for each in plan.conflicts)
        return self._report(
            new=len(plan.new),
            conflicts=conflicts + sum(each.is_new for each in plan.deletions),
            number=0,
        )

    def commit(self, progress: Progress) -> _Committed:
        """Take it in."""
        from app.store import merging

        workspace = self.services.workspace
        before = self.report()
        merged = merging.merge(workspace, self.stage, self._arrival(before), progress)
        report = replace(
            before, new=merged.new, conflicts=len(merged.conflicts), number=merged.number
        )
        confirmed = sync_letters.after_merge(self.services, self.parcel.letter, self.signer)
        if self.plan.erasing:
            erasure.clean(self.services)
        changes = Changes(
            interviews=merged.records.get("interview", frozenset()),
            entities=merged.records.get("entity", frozenset()),
            forms=frozenset(merged.forms) | merged.records.get("form", frozenset()),
            members="member" in merged.records,
            settings=True,
        )
        return _Committed(report, changes, confirmed)

    def _arrival(self, report: PackageReport) -> Arrival:
        from app.store.merging import Arrival

        letter = self.parcel.letter
        told = {"kind": report.kind, "written_at": report.written_at, "name": report.signer_name}
        counts = {
            "known": report.known,
            "conflicts": report.conflicts,
            "quarantined": report.quarantined,
            "clones": report.clone_places,
            "forms": len(report.forms),
        }
        return Arrival(
            package=letter.package,
            sha256=self.parcel.sha256,
            signer=self.parcel.signer,
            kind=letter.kind.value,
            counts={name: str(count) for name, count in counts.items()},
            report=orjson.dumps(told).decode(),
            forms=self.forms[0],
            set_aside=self.lines.set_aside,
            keys=sync_letters.keys_from(self.services, letter, self.signer),
            receipts=sync_letters.receipts_from(self.services, letter, self.signer),
        )

    def _report(self, *, new: int, conflicts: int, number: int) -> PackageReport:
        plan, letter = self.plan, self.parcel.letter
        added, broken = self.forms
        names = _names(self.services)
        return PackageReport(
            package=letter.package,
            path=self.parcel.path,
            kind=letter.kind.value,
            signer=self.parcel.signer,
            signer_name=letter.member_name or letter.device_name,
            written_at=letter.written_at,
            new=new,
            known=plan.known + self.lines.known,
            conflicts=conflicts,
            settled=plan.settled,
            quarantined=plan.set_aside,
            refused=len(plan.refused),
            erased=len(plan.erasing),
            parked=plan.parked,
            records=plan.records,
            clones=tuple(dict.fromkeys(each.device for each in plan.clones)),
            clone_places=len(plan.clones),
            gaps=_gaps(self.services, plan.gaps),
            odd_clocks=tuple(
                OddClock(
                    each.device,
                    names.get(each.device, ""),
                    int(each.ahead.total_seconds() // 3600),
                    each.revisions,
                )
                for each in plan.odd_clocks
            ),
            forms=tuple(form.bundle for form in added),
            namesakes=_namesakes(self.services, added),
            broken_forms=tuple(broken),
            merged_before=sync_opening.merged_at(self.services, letter.package),
            number=number,
        )


def _stage(
    services: Services, parcel: OpenParcel, signer: KnownKey | None, progress: Progress
) -> _Staged:
    from app.store.staging import Stage
    from app.sync.merge import plan_merge

    stage = Stage(services.workspace)
    try:
        lines = sync_staging.StagedLines(services, parcel, stage, progress)
        held = sync_staging.WorkspaceHoldings(services, lines)
        plan = plan_merge(lines, held, now=services.clock.now(), progress=progress)
        forms = sync_staging.stage_files(services, parcel, stage, progress)
    except BaseException:
        stage.close()
        raise
    return _Staged(services, parcel, signer, stage, lines, forms, plan)


def _reported(services: Services, done: Sequence[_Committed]) -> MergeReport:
    from app.store import revisions

    changes = Changes()
    for each in done:
        changes |= each.changes
    return MergeReport(
        packages=tuple(each.report for each in done),
        digest=revisions.digest(services.workspace),
        confirmed=tuple(package for each in done for package in each.confirmed),
        changes=changes,
    )


def _gaps(services: Services, missing: DeviceRanges) -> tuple[Gap, ...]:
    if not sync_keys.is_coordinator(services):
        return ()
    names = _names(services)
    return tuple(
        Gap(device, names.get(device, ""), str(ranges)) for device, ranges in missing.items()
    )


def _names(services: Services) -> Mapping[str, str]:
    return {key.device: key.name for key in sync_keys.list_keys(services)}


def _namesakes(services: Services, added: Sequence[StagedForm]) -> tuple[BundleId, ...]:
    from app.store import forms

    held = {
        (form.labels.form_id, form.labels.version): form.bundle
        for form in forms.list_forms(services.workspace)
    }

    def others() -> Iterator[BundleId]:
        for form in added:
            named = held.get((form.labels.form_id, form.labels.version))
            if named is not None and named != form.bundle:
                yield form.bundle

    return tuple(others())
