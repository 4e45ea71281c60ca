"""Any history of laptops, memory sticks and coordinators, against a model of nothing but sets: a Hypothesis machine.

Real workspaces, real packages. Four laptops with clocks that are wrong, each with a name, do what people do: finish,
correct, change and delete firms, log attempts, write packages, lose and copy sticks, merge any of them in any grouping,
look first, take merges back, confirm, erase, hand over half-done interviews, restore a backup, run as a cloned folder.

The model knows, per laptop, the set of revisions that must be held after each step, and what a coordinator really held
whenever it confirmed. What must be true of every step:

- what is held is exactly what the model says; so packages of one set give one digest, in any order and grouping;
- what a laptop wrote itself is there, unless an erasure took it (or an older backup was put in its place);
- every live value is shown, found by walking the parents of every revision anew; equal values never conflict;
- the same package again changes nothing, and looking at one never does;
- taking a merge back leaves what was there before, but for what something kept builds on;
- a package counts as confirmed only when coordinators really held each revision of it, and a new package leaves out
  only what its receivers really held.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from app import bootstrap
from app.core.clock import StillClock
from app.core.errors import AppError, ErrorCode
from app.core.ids import RecordId, RevisionId
from app.operations import attempts, erasure, forms, interviews, sync, sync_contents, workspace
from app.operations.attempts import NewAttempt
from app.records.erasures import erased_by
from app.records.outcomes import Channel, Outcome
from app.records.revision import Kind, Revision, read, revision_id
from app.store import holdings, outbox, registers, revisions
from app.store.schema import RevisionRow
from app.sync.ranges import SeqRanges
from tests.operations.laptops import Laptop, founded, joined

MOMENT = "2026-11-21T10:00:00+02:00"
SKEWS = {"office": 0, "branch": 1, "mari": -400 * 24, "ivan": 1}
"""By how many hours each laptop's clock is wrong."""
COORDINATORS = ("office", "branch")
FIELD = ("mari", "ivan")
FIRMS = tuple(RecordId(f"00000000-0000-4000-8000-00000000000{n}") for n in range(3))
BUSY = {
    ErrorCode.INTERVIEW_HANDED_OVER,
    ErrorCode.INTERVIEW_UNKNOWN,
    ErrorCode.KEY_UNKNOWN,
    ErrorCode.RECORD_UNKNOWN,
    ErrorCode.CASE_LOCKED,
}
"""What a person may be told for good reasons in the middle of any history."""

who = st.sampled_from([*SKEWS, "clone"])
number = st.integers(0, 30)


@dataclass
class Stick:
    """A package on a memory stick: its file, what is in it, and what its writer held when it was written."""

    path: Path
    ids: frozenset[RevisionId]
    writer: str
    held: frozenset[RevisionId]


@dataclass
class Station:
    """A laptop and what the model knows of it."""

    laptop: Laptop
    clock: StillClock
    folder: Path
    held: dict[RevisionId, Revision] = field(default_factory=dict)
    own: set[RevisionId] = field(default_factory=set)
    parcels: dict[str, frozenset[RevisionId]] = field(default_factory=dict)
    told: dict[str, set[RevisionId]] = field(default_factory=dict)
    before: dict[int, frozenset[RevisionId]] = field(default_factory=dict)
    saved: set[RevisionId] | None = None

    @property
    def services(self):
        return self.laptop.services

    def ids(self) -> frozenset[RevisionId]:
        return frozenset(self.held)

    def erased(self) -> set[RevisionId]:
        return {each.id for one in self.held.values() for each in erased_by(one)}


def make_template(home: Path, workbook: Path) -> None:
    """Make a project of two coordinators and two interviewers who know each other, with three firms and a case."""
    clock = StillClock.at(MOMENT)
    with founded(home, clock, workbook) as office:
        edits = [
            registers.EntityEdit(each, f"Firma {each[-1]}", {"town": "Tartu"}) for each in FIRMS
        ]
        registers.write_entities(office.services.workspace, "stakeholders", edits)
        office.case("Juhtum", "Mari")
        with (
            joined(office, "branch", "Branch Kontor") as branch,
            joined(office, "mari", "Mari") as mari,
            joined(office, "ivan", "Иван") as ivan,
        ):
            key = sync.own_key(branch.services)
            sync.trust_device(office.services, key.text, name="Branch Kontor", role="coordinator")
            confirmation = office.confirm()
            for laptop in (branch, mari, ivan):
                laptop.merge(confirmation)
    for path in home.glob("*.sildpack"):
        path.unlink()


def read_package(path: Path) -> frozenset[RevisionId]:
    """Return the ids of what a package that is not sealed holds."""
    from app.core.progress import Progress
    from app.sync.reading import open_package

    with open_package(path) as package:
        package.verify(Progress())
        return frozenset(revision_id(line.octets) for line in package.revision_lines(Progress()))


def conflicts_of(held: Iterable[Revision]) -> set[tuple[str, str, str]]:
    """Return what is in conflict, found the long way: for each field, the writes from which no other one descends."""
    records: dict[tuple[str, str], dict[RevisionId, Revision]] = {}
    for each in held:
        records.setdefault((each.record, each.kind), {})[each.id] = each
    found = set()
    for (record, kind), mine in records.items():
        above = {name: _ancestors(mine, name) for name in mine}
        for path, values in _live(mine, above).items():
            if len(values) > 1:
                found.add((record, kind, path))
        heads = {one.op for name, one in mine.items() if not any(name in above[o] for o in mine)}
        if len(heads) > 1:
            found.add((record, kind, ""))
    return found


def _ancestors(mine: Mapping[RevisionId, Revision], name: RevisionId) -> set[RevisionId]:
    seen: set[RevisionId] = set()
    waiting = list(mine[name].parents)
    while waiting:
        parent = waiting.pop()
        if parent in mine and parent not in seen:
            seen.add(parent)
            waiting.extend(mine[parent].parents)
    return seen


def _live(
    mine: Mapping[RevisionId, Revision], above: Mapping[RevisionId, set[RevisionId]]
) -> dict[str, set[str | None]]:
    writers: dict[str, set[RevisionId]] = {}
    for name, one in mine.items():
        is_cut_off = one.op == "put" and any(parent not in mine for parent in one.parents)
        for path in one.decides | (one.fields.keys() if is_cut_off else frozenset()):
            writers.setdefault(path, set()).add(name)
    return {
        path: {mine[n].fields.get(path) for n in names if not any(n in above[o] for o in names)}
        for path, names in writers.items()
    }


class Histories(RuleBasedStateMachine):
    """Laptops, sticks and coordinators; `template` is made once by whoever runs this."""

    template: Path

    @initialize()
    def unpack(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="sild-history-"))
        self.sticks: list[Stick] = []
        self.stations: dict[str, Station] = {}
        self.keys: set[str] = set()
        self.files = 0
        for name, skew in SKEWS.items():
            shutil.copytree(self.template / f"{name}.sild", self.home / f"{name}.sild")
            self._open(name, self.home / f"{name}.sild", skew)
        for station in self.stations.values():
            station.told["office"] = set(self.stations["office"].held)
            for parcel in outbox.list_parcels(station.services.workspace):
                sent = {device: SeqRanges.read(text) for device, text in parcel.ranges.items()}
                station.parcels[parcel.package] = frozenset(
                    name
                    for name, one in station.held.items()
                    if one.device in sent and one.seq in sent[one.device]
                )

    def teardown(self) -> None:
        for station in getattr(self, "stations", {}).values():
            station.services.close()
        if hasattr(self, "home"):
            shutil.rmtree(self.home)

    def _open(self, name: str, folder: Path, skew: int) -> None:
        clock = StillClock.at(MOMENT)
        clock.move(timedelta(hours=skew))
        services = bootstrap.open_workspace(folder, clock=clock)
        self.stations[name] = Station(Laptop(services, self.home), clock, folder)
        self._look(self.stations[name])

    def _at(self, name: str) -> Station:
        station = self.stations.get(name) or self.stations["mari"]
        station.clock.move(timedelta(minutes=7))
        return station

    def _look(self, station: Station) -> frozenset[RevisionId]:
        """Read what a laptop holds; return what is new."""
        before = station.ids()
        names = set(revisions.all_ids(station.services.workspace))
        station.held = {name: one for name, one in station.held.items() if name in names}
        if names - station.held.keys():
            ranges = sync_contents.held_ranges(station.services, with_erased=False)
            for octets in sync_contents.read_ranges(station.services, ranges):
                name = revision_id(octets)
                if name not in station.held:
                    station.held[name] = read(octets)
        assert station.held.keys() == names
        return station.ids() - before

    def _wrote(self, station: Station) -> frozenset[RevisionId]:
        """Note what a laptop wrote by itself: nothing else may have changed."""
        before = station.ids()
        added = self._look(station)
        gone = {each.id for name in added for each in erased_by(station.held[name])}
        assert before - gone <= station.ids()
        station.own |= added
        station.before.clear()
        return added

    def _target(self) -> Path:
        self.files += 1
        return self.home / f"stick-{self.files}.sildpack"

    def _keep(self, name: str, path: Path) -> Stick:
        station = self.stations[name]
        known = frozenset(station.ids() | station.erased())
        stick = Stick(path, read_package(path), name, known)
        station.parcels[sync.list_outbox(station.services)[0].package] = stick.ids
        for each in sync.list_outbox(station.services):
            station.parcels.setdefault(each.package, stick.ids)
        self.sticks.append(stick)
        return stick

    # --- what people do on their laptops

    @rule(name=who, firm=st.sampled_from(["Õun", "Kask"]))
    def finishes_an_interview(self, name: str, firm: str) -> None:
        station = self._at(name)
        if not self._has_form(station):
            return
        record = station.laptop.interview(firm)
        added = self._wrote(station)
        assert {station.held[each].record for each in added} >= {record}

    @rule(name=who, pick=number, firm=st.sampled_from(["Õun", "Kask", "Mänd"]))
    def corrects_an_interview(self, name: str, pick: int, firm: str) -> None:
        station = self._at(name)
        rows = interviews.list_interviews(station.services)
        if rows:
            self._unless_busy(station.laptop.correct, rows[pick % len(rows)].record, firm)
            self._wrote(station)

    @rule(
        name=who,
        firm=st.sampled_from(FIRMS),
        label=st.sampled_from(["Alfa", "Beeta"]),
        town=st.sampled_from(["Tartu", "Narva", ""]),
    )
    def changes_a_firm(self, name: str, firm: RecordId, label: str, town: str) -> None:
        station = self._at(name)
        edit = registers.EntityEdit(firm, label, {"town": town})
        registers.write_entities(station.services.workspace, "stakeholders", [edit])
        self._wrote(station)

    @rule(name=who, firm=st.sampled_from(FIRMS))
    def deletes_a_firm(self, name: str, firm: RecordId) -> None:
        station = self._at(name)
        registers.strike(station.services.workspace, Kind.ENTITY, [firm], actor="")
        self._wrote(station)

    @rule(name=who, outcome=st.sampled_from([Outcome.NO_CONTACT, Outcome.REFUSED_FOR_NOW]))
    def logs_an_attempt(self, name: str, outcome: Outcome) -> None:
        station = self._at(name)
        new = NewAttempt(at=station.clock.now(), channel=Channel.PHONE, outcome=outcome)
        for case in registers.list_entities(station.services.workspace, "cases")[:1]:
            self._unless_busy(attempts.log_attempt, station.services, case.record, new)
        self._wrote(station)

    def _has_form(self, station: Station) -> bool:
        """Whether the questionnaire is there: who takes back the merge that founded a workspace loses it."""
        return bool(forms.list_forms(station.services))

    def _unless_busy(self, work, *args) -> bool:
        try:
            work(*args)
        except AppError as error:
            if error.code not in BUSY:
                raise
            return False
        return True

    @rule(name=who, hours=st.sampled_from([-400 * 24, -1, 30, 400 * 24]))
    def a_clock_jumps(self, name: str, hours: int) -> None:
        self._at(name).clock.move(timedelta(hours=hours))

    # --- sticks

    @rule(name=who, everything=st.booleans())
    def writes_a_package(self, name: str, everything: bool) -> None:
        name = name if name in self.stations else "mari"
        station = self._at(name)
        path = self._target()
        wish = sync.PackageWish(everything=everything)
        sync.prepare_package(station.services, path, wish)
        stick = self._keep(name, path)
        receivers = [each for each in COORDINATORS if each != name]
        there = [station.told.get(each, set()) | self.stations[each].own for each in receivers]
        left_out = station.ids() - stick.ids
        assert not everything or not left_out
        written_there = {
            each
            for each in left_out
            for other in receivers
            if station.held[each].device == self.stations[other].services.workspace.device.id
        }
        assert left_out - written_there <= set.intersection(*there)

    @rule(pick=number)
    @precondition(lambda self: self.sticks)
    def a_stick_is_lost(self, pick: int) -> None:
        self.sticks.pop(pick % len(self.sticks)).path.unlink()

    @rule(pick=number)
    @precondition(lambda self: self.sticks)
    def a_stick_is_copied(self, pick: int) -> None:
        stick = self.sticks[pick % len(self.sticks)]
        path = Path(shutil.copy(stick.path, self._target()))
        self.sticks.append(Stick(path, stick.ids, stick.writer, stick.held))

    @rule(name=who, picks=st.lists(number, min_size=1, max_size=4))
    @precondition(lambda self: self.sticks)
    def merges_sticks(self, name: str, picks: list[int]) -> None:
        station = self._at(name)
        chosen = [self.sticks[pick % len(self.sticks)] for pick in picks]
        self._merge(station, list(dict.fromkeys(each.path for each in chosen)))

    @rule(giver=who, taker=who, is_lost=st.booleans())
    def gives_all_to(self, giver: str, taker: str, is_lost: bool) -> None:
        self.writes_a_package(giver, everything=True)
        self._merge(self._at(taker), [self.sticks[-1].path])
        if is_lost:
            self.a_stick_is_lost(len(self.sticks) - 1)

    @rule(one=who, other=who, firm=st.sampled_from(FIRMS), word=st.sampled_from(["Alfa", "Beeta"]))
    def two_change_one_firm(self, one: str, other: str, firm: RecordId, word: str) -> None:
        self.changes_a_firm(one, firm, word, "Tartu")
        self.changes_a_firm(other, firm, "Gamma", "Narva")

    @rule(name=who, pick=number)
    @precondition(lambda self: self.sticks)
    def merges_the_same_twice(self, name: str, pick: int) -> None:
        station = self._at(name)
        path = self.sticks[pick % len(self.sticks)].path
        self._merge(station, [path])
        digest = station.laptop.digest
        again = self._merge(station, [path])
        assert (again.new, again.digest) == (0, digest)

    @rule(name=who, pick=number)
    @precondition(lambda self: self.sticks)
    def looks_at_a_stick(self, name: str, pick: int) -> None:
        station = self._at(name)
        stick = self.sticks[pick % len(self.sticks)]
        digest = station.laptop.digest
        trust = self._fingerprints()
        with sync.preview_package(station.services, [stick.path], trust) as preview:
            new = stick.ids - station.ids() - station.erased()
            assert preview.report.new <= len(new)
        assert station.laptop.digest == digest
        assert list((station.folder / "staging").iterdir()) == []

    def _fingerprints(self) -> list[str]:
        self.keys |= {each.laptop.fingerprint for each in self.stations.values()}
        return sorted(self.keys)

    def _merge(self, station: Station, paths: list[Path]):
        brought = [each for each in self.sticks if each.path in paths]
        before = station.ids()
        confirmed = self._confirmed(station)
        number_before = self._latest(station)
        report = sync.merge_packages(station.services, paths, self._fingerprints())
        self._look(station)
        union = before.union(*(each.ids for each in brought))
        gone = station.erased()
        assert station.ids() == union - gone
        assert report.quarantined == 0
        for each in brought:
            if each.writer in COORDINATORS:
                station.told.setdefault(each.writer, set()).update(each.held)
        really = set().union(*station.told.values(), set())
        for package in self._confirmed(station) - confirmed:
            assert station.parcels[package] <= really
        station.before.clear()
        if self._latest(station) == number_before + 1:
            station.before[number_before + 1] = before
        return report

    def _confirmed(self, station: Station) -> set[str]:
        parcels = outbox.list_parcels(station.services.workspace)
        return {each.package for each in parcels if each.confirmed_at is not None}

    def _latest(self, station: Station) -> int:
        return max((each.number for each in sync.list_merges(station.services)), default=0)

    # --- taking back, confirming, erasing

    @rule(name=who)
    def takes_a_merge_back(self, name: str) -> None:
        station = self._at(name)
        standing = [e for e in sync.list_merges(station.services) if e.undone_at is None]
        if not standing:
            return
        latest = standing[0].number
        query = select(RevisionRow.id).where(RevisionRow.came_with == latest)
        came = set(station.services.workspace.call(lambda c: list(c.scalars(query))))
        before = dict(station.held)
        sync.undo_merge(station.services)
        needed, waiting = set(), [name for name in came if before[name].kind == Kind.ERASURE]
        waiting += [p for n, one in before.items() if n not in came for p in one.parents]
        while waiting:
            one = waiting.pop()
            if one in came and one not in needed:
                needed.add(one)
                waiting.extend(before[one].parents)
        self._look(station)
        assert station.ids() == before.keys() - (came - needed)
        was = station.before.pop(latest, None)
        if was is not None and not needed:
            assert station.ids() == was
        station.own -= came - needed
        station.before.clear()

    @rule(name=st.sampled_from(COORDINATORS))
    def confirms(self, name: str) -> None:
        station = self._at(name)
        path = self._target()
        sync.prepare_confirmation(station.services, path)
        self._keep(name, path)

    @rule(name=st.sampled_from(COORDINATORS), pick=number)
    def erases_somebody(self, name: str, pick: int) -> None:
        station = self._at(name)
        records = sorted({e.record for e in station.held.values() if e.kind == Kind.INTERVIEW})
        if not records:
            return
        record = records[pick % len(records)]
        erasure.erase(station.services, erasure.ErasureWish(records=[("interview", record)]))
        self._wrote(station)
        assert record not in {each.record for each in station.held.values()}

    # --- handing over, losing a disk, cloning a folder

    @rule(giver=st.sampled_from(FIELD), is_taken=st.booleans())
    def hands_over(self, giver: str, is_taken: bool) -> None:
        station = self._at(giver)
        taker = next(name for name in FIELD if name != giver)
        if not self._has_form(station):
            return
        opened = station.laptop.draft()
        path = self._target()
        other = self.stations[taker].laptop.fingerprint

        given = (station.services, opened.draft, other, path)
        if not self._unless_busy(sync.hand_over, *given):
            interviews.discard_draft(station.services, opened.draft)
            return
        self._wrote(station)
        self._keep(giver, path)
        if is_taken:
            self._merge(self.stations[taker], [path])
            self._go_on(taker)

    def _go_on(self, name: str) -> None:
        station = self._at(name)
        for row in sync.handed_to_us(station.services):
            opened = sync.take_over(station.services, row.record)
            interviews.finish_interview(station.services, opened.draft, opened.session)
        self._wrote(station)

    @rule(name=st.sampled_from(FIELD))
    def backs_up(self, name: str) -> None:
        station = self._at(name)
        workspace.back_up(station.services)
        station.saved = set(station.ids())

    @rule(name=st.sampled_from(FIELD))
    def loses_the_disk_and_restores(self, name: str) -> None:
        station = self._at(name)
        if station.saved is None:
            return
        device = station.services.workspace.device.id
        self._fingerprints()
        station.services.close()
        services = bootstrap.restore_workspace(station.folder, clock=station.clock)
        station.laptop = Laptop(services, self.home)
        assert services.workspace.device.id != device
        self._look(station)
        assert station.ids() == station.saved
        station.own &= station.saved
        station.before.clear()

    @rule()
    @precondition(lambda self: "clone" not in self.stations)
    def a_folder_is_cloned(self) -> None:
        station = self.stations["mari"]
        station.services.close()
        folder = self.home / "clone.sild"
        shutil.copytree(station.folder, folder)
        services = bootstrap.open_workspace(station.folder, clock=station.clock)
        station.laptop = Laptop(services, self.home)
        self._open("clone", folder, 2)
        clone = self.stations["clone"]
        assert clone.services.workspace.device.id == services.workspace.device.id
        clone.own = set(station.own)
        clone.parcels = dict(station.parcels)
        clone.told = {each: set(ids) for each, ids in station.told.items()}

    # --- what is always true

    @invariant()
    def nothing_acknowledged_is_missing(self) -> None:
        for station in getattr(self, "stations", {}).values():
            assert station.own - station.erased() <= station.held.keys()
            assert not station.erased() & station.held.keys()

    @invariant()
    def stamps_never_run_backwards(self) -> None:
        for name in COORDINATORS:
            station = getattr(self, "stations", {}).get(name)
            if station is not None:
                device = station.services.workspace.device.id
                mine = [one for one in station.held.values() if one.device == device]
                stamps = [one.hlc for one in sorted(mine, key=lambda one: one.seq)]
                assert stamps == sorted(set(stamps))

    @invariant()
    def every_live_value_is_shown(self) -> None:
        for station in getattr(self, "stations", {}).values():
            shown = set(holdings.list_conflicts(station.services.workspace))
            assert shown == conflicts_of(station.held.values())
