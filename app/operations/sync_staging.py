"""A package on the stage: every line judged, what is not held yet kept aside, encrypted, until somebody decides.

Reads the workspace, writes only to its stage, and runs on the caller's thread: answers are saved meanwhile.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from app.core.errors import AppError
from app.core.ids import BundleId, DeviceId, RecordId, RevisionId
from app.operations import sync_actors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.core.progress import Progress
    from app.forms.definition import FormDefinition
    from app.operations.services import Services
    from app.operations.sync_opening import OpenParcel
    from app.records.revision import Revision
    from app.store.forms import Labels
    from app.store.merging import StagedForm
    from app.store.quarantine import SetAside
    from app.store.staging import Stage
    from app.sync.judging import Misfit, Rules
    from app.sync.merge import Place
    from app.sync.ranges import DeviceRanges
    from app.sync.reading import Line

AT_ONCE: Final = 1000
_READ_BEFORE: Final = 4


@dataclass(slots=True)
class WorkspaceHoldings:
    """What the workspace holds, as `app.sync.merge` asks; ``lines`` know already that what they yield is not held."""

    services: Services
    lines: StagedLines
    _ranges: DeviceRanges | None = None

    def known(self, ids: Sequence[RevisionId]) -> set[RevisionId]:
        """Return which of these revisions are held."""
        from app.store import holdings

        asked = [name for name in ids if name not in self.lines.fresh]
        return holdings.known(self.services.workspace, asked) if asked else set()

    def at(self, places: Sequence[Place]) -> Mapping[Place, Sequence[RevisionId]]:
        """Return the revisions that are held at these places; most places of a package are beyond what is held."""
        from app.store import holdings

        held = self._ranges or self.ranges()
        taken = [place for place in places if place[0] in held and place[1] in held[place[0]]]
        return holdings.at(self.services.workspace, taken) if taken else {}

    def of_records(self, records: Sequence[RecordId]) -> Mapping[RecordId, Sequence[Revision]]:
        """Return all held revisions of these records."""
        from app.store import holdings

        return holdings.of_records(self.services.workspace, records)

    def ranges(self) -> DeviceRanges:
        """Return what is held by device, erased revisions included."""
        from app.operations.sync_contents import held_ranges

        self._ranges = held_ranges(self.services)
        return self._ranges


@dataclass(slots=True)
class StagedLines:
    """The lines of a package that are not held yet: judged and staged the first time they are gone through.

    ``known`` counts those that were held already; they are not judged again, their bytes are those that are held.
    """

    services: Services
    parcel: OpenParcel
    stage: Stage
    progress: Progress
    known: int = 0
    fresh: set[RevisionId] = field(default_factory=set)
    set_aside: list[SetAside] = field(default_factory=list)
    _misfits: list[Misfit] = field(default_factory=list)
    _is_staged: bool = False
    _places: dict[RecordId, set[int]] = field(default_factory=dict)
    _portions: int = 0
    _read: OrderedDict[int, list[Revision]] = field(default_factory=OrderedDict)
    _known_rules: Rules | None = None

    def __iter__(self) -> Iterator[Revision | Misfit]:
        if self._is_staged:
            for place in range(self._portions):
                yield from self._portion(place)
            yield from self._misfits
            return
        for lines in self._batches():
            yield from self._take(lines)
        self._is_staged = True

    def of_records(self, records: Sequence[RecordId]) -> Mapping[RecordId, Sequence[Revision]]:
        """Return the staged revisions of these records."""
        wanted: dict[RecordId, list[Revision]] = {record: [] for record in records}
        places = {place for record in records for place in self._places.get(record, ())}
        for place in sorted(places):
            for revision in self._portion(place):
                if revision.record in wanted:
                    wanted[revision.record].append(revision)
        return wanted

    def _batches(self) -> Iterator[list[Line]]:
        batch: list[Line] = []
        for package in self.parcel.packages:
            for line in package.revision_lines(self.progress):
                batch.append(line)
                if len(batch) == AT_ONCE:
                    yield batch
                    batch = []
        if batch:
            yield batch

    def _take(self, lines: Sequence[Line]) -> Iterator[Revision | Misfit]:
        from app.records.revision import Revision, revision_id
        from app.store import holdings
        from app.sync.judging import judge

        named = {revision_id(line.octets): line for line in lines}
        held = holdings.known(self.services.workspace, list(named))
        self.known += len(held)
        fresh: list[Revision] = []
        for name, line in named.items():
            if name in held:
                continue
            judged = judge(line, self._rules(), name)
            if isinstance(judged, Revision):
                fresh.append(judged)
                self.fresh.add(name)
                self._places.setdefault(judged.record, set()).add(self._portions)
            else:
                self._put_aside(judged, line)
            yield judged
        if fresh:
            self.stage.add(fresh)
            self._portions += 1

    def _put_aside(self, misfit: Misfit, line: Line) -> None:
        from app.store.quarantine import SetAside
        from app.sync.judging import Why

        self._misfits.append(misfit)
        if misfit.why is Why.ERASED:
            return
        self.set_aside.append(
            SetAside(
                sha256=misfit.sha256,
                reason=misfit.why.value,
                place=f"{misfit.member}:{misfit.number}",
                package=self.parcel.letter.package,
                signer=self.parcel.signer,
                content=line.octets,
                at=self.services.clock.now(),
            )
        )

    def _portion(self, place: int) -> list[Revision]:
        """Return one portion of the stage; those read last stay, because records lie close together."""
        if place in self._read:
            self._read.move_to_end(place)
            return self._read[place]
        found = self.stage.portion(place)
        self._read[place] = found
        while len(self._read) > _READ_BEFORE:
            self._read.popitem(last=False)
        return found

    def _rules(self) -> Rules:
        if self._known_rules is None:
            self._known_rules = _rules(self.services)
        return self._known_rules


def stage_files(
    services: Services, parcel: OpenParcel, stage: Stage, progress: Progress
) -> tuple[list[StagedForm], list[BundleId]]:
    """Stage form files and attachments that are not held; return the new forms, and those that cannot be read."""
    from app.store import blobs, forms
    from app.sync.reading import read_whole

    workspace = services.workspace
    held = {
        "form": forms.held_files(workspace),
        "blob": {str(blob.id) for blob in blobs.list_blobs(workspace)},
    }
    pieces = {(e.kind, e.sha256) for package in parcel.packages for e in package.pieces()}
    for done, (kind, sha256) in enumerate(sorted(pieces)):
        progress.step(done, len(pieces), "staging_files")
        if sha256 not in held[kind]:
            stage.add_file(kind, sha256, read_whole(parcel.packages, sha256, kind))
    return _new_forms(services, parcel, stage)


def _rules(services: Services) -> Rules:
    from app.store import holdings, keyring
    from app.sync.judging import Rules

    known = keyring.list_keys(services.workspace)
    revoked = {DeviceId(key.device): key.last_seq for key in known if not key.is_trusted}
    return Rules(
        may_write=sync_actors.writers(services),
        revoked=revoked,
        erased=holdings.erased(services.workspace),
    )


def _new_forms(
    services: Services, parcel: OpenParcel, stage: Stage
) -> tuple[list[StagedForm], list[BundleId]]:
    from app.store import forms
    from app.store.merging import StagedForm

    held = forms.manifests(services.workspace)
    found: list[StagedForm] = []
    broken: list[BundleId] = []
    for bundle, manifest in parcel.letter.bundles.items():
        if bundle in held:
            continue
        labels = _labels(services, stage, bundle, manifest)
        if labels is None:
            broken.append(bundle)
        else:
            found.append(StagedForm(bundle, labels, manifest))
    return found, broken


def _labels(
    services: Services, stage: Stage, bundle: BundleId, manifest: Mapping[str, str]
) -> Labels | None:
    """Read a form as it came, once for all its interviews; None when its files are not what it is named after."""
    from app.forms.bundle import bundle_of
    from app.forms.loading import open_bundle
    from app.store import forms

    staged = set(stage.files("form"))
    files: dict[str, bytes] = {}
    for name, sha256 in manifest.items():
        content = (
            b"".join(stage.read_file("form", sha256))
            if sha256 in staged
            else forms.file_of(services.workspace, sha256)
        )
        if content is None:
            return None
        files[name] = content
    form = bundle_of(files)
    if form.id != bundle:
        return None
    try:
        return labels_of(open_bundle(form))
    except AppError:
        return None


def labels_of(definition: FormDefinition) -> Labels:
    """Return what the list of forms shows of a form."""
    from app.forms.definition import NodeKind
    from app.store.forms import Labels

    questions = sum(
        node.kind is NodeKind.VALUE and node.control is not None for node in definition.nodes
    )
    return Labels(
        definition.form_id,
        definition.version,
        definition.titles.by_language,
        definition.languages,
        questions,
    )
