"""Two laptops and a coordinator: packages there and back give everybody the same, nobody unknown gets in."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from app import bootstrap
from app.core.errors import AppError, ErrorCode
from app.core.ids import RecordId
from app.core.progress import Progress
from app.forms.state import Address
from app.operations import attachments, cases, forms, interviews, members, sync, workspace
from app.records.erasures import erasure_fields
from app.records.revision import Content, Kind
from app.store import holdings, keys, outbox, revisions
from app.sync import seal
from tests.operations.laptops import founded, joined
from tests.operations.workbooks import SURVEY, write_workbook
from tests.store.arrivals import firm


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "ROUNDS", 1)
    monkeypatch.setattr(seal, "seal_by_passphrase", lambda octets, word: octets + word.encode())
    monkeypatch.setattr(seal, "unseal_by_passphrase", unseal_quickly)


def unseal_quickly(octets: bytes, passphrase: str, *, path: str = "") -> bytes:
    """Take the place of scrypt, which takes seconds; what it does is tested with packages themselves."""
    if not octets.endswith(passphrase.encode()):
        raise AppError(ErrorCode.PACKAGE_PASSPHRASE_WRONG, path=path)
    return octets.removesuffix(passphrase.encode())


@pytest.fixture
def office(tmp_path: Path, clock, workbook):
    with founded(tmp_path, clock, workbook, "kontor") as laptop:
        yield laptop


@pytest.fixture
def mari(office):
    with joined(office, "Mari", "Mari Maasik", "mari") as laptop:
        yield laptop


@pytest.fixture
def ivan(office):
    with joined(office, "Ivan", "Иван Пример", "ivan") as laptop:
        yield laptop


def refused(work, *args, **kwargs) -> AppError:
    with pytest.raises(AppError) as raised:
        work(*args, **kwargs)
    return raised.value


def test_an_invitation_brings_project_form_members_and_keys(office, mari):
    assert mari.services.workspace.identity.project == office.services.workspace.identity.project
    record = mari.interview()
    assert interviews.get_interview(mari.services, record).form_id == "firm"
    assert "Kai Kontor" in {each.name for each in members.members(mari.services)}
    roles = {key.state: key.role for key in sync.list_keys(mari.services)}
    assert roles == {"own": "interviewer", "trusted": "coordinator"}


def test_interviews_of_two_laptops_come_together_and_back(office, mari, ivan):
    mari.interview("Mari OÜ")
    ivan.interview("Иван ООО")
    report = office.merge(mari.write(), ivan.write())
    assert (report.conflicts, report.quarantined, report.clones, report.gaps) == (0, 0, 0, ())
    assert office.titles() == ["Mari OÜ", "Иван ООО"]
    back = office.write(to=(mari.fingerprint, ivan.fingerprint))
    mari.merge(back)
    ivan.merge(back)
    assert mari.digest == ivan.digest == office.digest == report_digest(office)


def report_digest(laptop) -> str:
    return workspace.describe(laptop.services).digest


def test_any_order_and_any_number_of_times_give_the_same(office, mari, ivan, tmp_path, clock):
    record = mari.interview("Mari OÜ")
    first = mari.write()
    office.merge(first)
    ivan.merge(office.write(to=(ivan.fingerprint,)))
    mari.correct(record, "Mari AS")
    ivan.correct(record, "Иван АО")
    packages = [first, mari.write(), ivan.write()]
    base = office.digest
    digests, conflicts = set(), set()
    for order in itertools.permutations(packages):
        for path in (*order, order[0]):
            office.merge(path)
        digests.add(office.digest)
        conflicts.add(tuple(holdings.list_conflicts(office.services.workspace)))
        while office.digest != base:
            sync.undo_merge(office.services)
    assert len(digests) == len(conflicts) == 1
    ((_, _, path), *_) = conflicts.pop()
    assert path == "answers/data/firm"


def test_the_same_package_again_brings_nothing_new(office, mari):
    mari.interview()
    path = mari.write()
    first = office.merge(path)
    again = office.merge(path)
    assert first.new > 0
    assert (again.new, again.known, again.digest) == (0, first.new + first.known, first.digest)
    assert first.packages[0].merged_before is None
    assert again.packages[0].merged_before is not None


def test_a_preview_tells_what_the_merge_will_do_and_changes_nothing(office, mari):
    mari.interview()
    before = office.digest
    with sync.preview_package(office.services, [mari.write()]) as preview:
        told = preview.report
        assert office.digest == before
        report = preview.merge()
    done = report.packages[0]
    assert (told.new, told.known, told.conflicts) == (done.new, done.known, done.conflicts)
    assert told.records == done.records == {"interview": 1, "member": 1}
    assert list((office.services.workspace.folder / "staging").iterdir()) == []


def test_an_undone_merge_leaves_the_digest_that_was_there(office, mari):
    before = office.digest
    mari.interview()
    path = mari.write()
    after = office.merge(path).digest
    undone = sync.undo_merge(office.services)
    assert (undone.digest, undone.kept) == (before, ())
    assert office.titles() == []
    assert office.merge(path).digest == after


def test_what_somebody_went_on_with_stays_and_is_named(office, mari):
    record = mari.interview()
    office.merge(mari.write())
    office.correct(record, "Office OÜ")
    undone = sync.undo_merge(office.services)
    assert undone.kept == (record,)
    assert office.titles() == ["Office OÜ"]


def test_an_unknown_signer_is_refused_with_the_fingerprint_and_admitted_by_it(
    office, mari, tmp_path, clock
):
    stranger = bootstrap.join_workspace(
        tmp_path / "stranger.sild",
        bootstrap.Joining(package=office.campaign(passphrase="kutse"), package_passphrase="kutse"),
        name="Stranger",
        clock=clock,
    ).services
    before = office.digest
    path = tmp_path / "s.sildpack"
    workspace.set_current_member(stranger, "Võõras", "interviewer")
    sync.prepare_package(stranger, path)
    error = refused(office.merge, path)
    told = sync.own_key(stranger)
    stranger.close()
    assert error.code is ErrorCode.PACKAGE_SIGNER_UNKNOWN
    assert error.params["fingerprint"] == told.fingerprint
    assert office.digest == before
    assert refused(office.merge, path, trust=[mari.fingerprint]).code is error.code
    assert office.merge(path, trust=[" ".join(told.words("et"))]).new == 1
    assert office.merge(path).new == 0
    (known,) = [key for key in sync.list_keys(office.services) if key.device == told.device]
    assert (known.state, known.role, known.name) == ("trusted", "interviewer", "Võõras")


def test_a_package_of_another_project_is_refused(office, tmp_path, clock, workbook):
    (tmp_path / "x").mkdir()
    with founded(tmp_path / "x", clock, workbook) as other:
        path = other.write()
        fingerprint = other.fingerprint
        error = refused(office.merge, path, trust=[fingerprint])
    assert error.code is ErrorCode.PACKAGE_OTHER_PROJECT
    assert error.params["fingerprint"] == fingerprint


def test_what_is_not_sealed_to_a_laptop_it_cannot_read(office, mari, ivan):
    mari.interview()
    assert refused(ivan.merge, mari.write()).code is ErrorCode.PACKAGE_NOT_FOR_US


def test_a_confirmation_clears_the_outbox_and_the_next_package_is_empty(office, mari):
    mari.interview()
    path = mari.write()
    (kept,) = sync.list_outbox(mari.services)
    copy = outbox.folder_of(mari.services.workspace) / kept.files[0]
    assert copy.read_bytes() == path.read_bytes()
    assert sync.prepare_package(mari.services, mari.target()).revisions > 0
    office.merge(path)
    report = mari.merge(office.confirm())
    assert set(report.confirmed) == {each.package for each in sync.list_outbox(mari.services)}
    assert not copy.exists()
    assert sync.prepare_package(mari.services, mari.target()).revisions == 0
    everything = sync.prepare_package(
        mari.services, mari.target(), sync.PackageWish(everything=True)
    )
    assert everything.revisions == len(revisions.all_ids(mari.services.workspace))


def test_a_confirmation_of_nobody_known_confirms_nothing(office, mari, ivan):
    mari.interview()
    path = mari.write()
    office.merge(path)
    ivan.merge(office.confirm())
    assert refused(sync.prepare_confirmation, ivan.services, ivan.target()).code is (
        ErrorCode.NOT_COORDINATOR
    )
    assert all(each.confirmed_at is None for each in sync.list_outbox(mari.services))


def test_a_lost_package_heals_itself_and_its_gap_is_named(office, mari):
    mari.interview("A")
    first = mari.write()
    office.merge(first)
    mari.merge(office.confirm())
    mari.interview("B")
    mari.write().unlink()
    mari.interview("C")
    report = office.merge(mari.write())
    assert report.gaps == ()
    assert office.titles() == ["A", "B", "C"]


def test_a_campaign_carries_the_cases_of_its_receiver_only(office, mari, ivan):
    office.case("Mari firma", "Mari Maasik")
    office.case("Иван firma", "Иван Пример")
    mari.merge(office.campaign(to=mari.fingerprint, holder="Mari Maasik"))
    assert [row.case.name for row in cases.list_cases(mari.services)] == ["Mari firma"]
    assert mari.merge(office.confirm()).gaps == ()


def test_attachments_travel_with_their_interviews(office, mari, tmp_path):
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"\xff\xd8" + bytes(range(256)) * 9000)
    kept = attachments.keep_file(mari.services, photo)
    record = mari.interview()
    from app.records.revision import Content, Kind
    from app.store import history

    view = revisions.view_of(mari.services.workspace, record)
    fields = {**view.values, f"meta/file/{kept.name}": kept.blob}
    content = Content(
        record=record,
        kind=Kind.INTERVIEW,
        fields=fields,
        decides=frozenset({f"meta/file/{kept.name}"}),
        parents=view.heads,
    )
    mari.services.workspace.call(history.write, mari.services.workspace.device, content)
    office.merge(mari.write())
    assert attachments.read_file(office.services, kept.blob) == photo.read_bytes()


def test_a_split_package_goes_in_with_all_its_parts_or_not_at_all(office, mari, tmp_path):
    import os

    from app.store import blobs

    mari.interview()
    for _ in range(3):
        blobs.add_blob(mari.services.workspace, os.urandom(900_000))
    from app.core.progress import Progress
    from app.operations import sync_contents, sync_keys
    from app.operations.sync_sending import _Address, send
    from app.sync.manifest import PackageKind

    contents = sync_contents.contents_of(
        mari.services, sync_contents.held_ranges(mari.services), Progress()
    )
    contents.blobs = {each.id for each in blobs.list_blobs(mari.services.workspace)}
    address = _Address(
        PackageKind.FIELD, sync_keys.project_recipients(mari.services), None, 1 << 20
    )
    written = send(mari.services, mari.target(), contents, address, Progress())
    assert len(written.files) > 1
    assert refused(office.merge, written.files[0]).code is ErrorCode.PACKAGE_PART_MISSING
    office.merge(*reversed(written.files))
    assert len(blobs.list_blobs(office.services.workspace)) == 3


def test_a_revoked_laptop_is_refused_everywhere(office, mari, ivan):
    mari.interview("Enne")
    before = mari.write()
    office.merge(before)
    sync.revoke_key(office.services, mari.fingerprint)
    mari.interview("Pärast")
    assert refused(office.merge, mari.write()).code is ErrorCode.PACKAGE_SIGNER_REVOKED
    ivan.merge(office.confirm())
    states = {key.device: key.state for key in sync.list_keys(ivan.services)}
    assert states[sync.own_key(mari.services).device] == "revoked"
    assert office.titles() == ["Enne"]


def test_a_package_says_what_it_holds_before_it_is_merged(office, mari):
    mari.interview()
    facts = sync.inspect_package(mari.write(), office.services)
    assert (facts.signer_state, facts.sealing, facts.member_name) == (
        "trusted",
        "age",
        "Mari Maasik",
    )
    assert facts.holdings["interview"] == 1
    assert facts.revisions == sum(facts.holdings.values())


def test_an_unprotected_project_writes_packages_that_are_not_sealed(tmp_path, clock, workbook):
    with founded(tmp_path, clock, workbook) as office:
        written = sync.prepare_package(office.services, office.target())
        assert not written.sealed
        made = bootstrap.join_workspace(
            tmp_path / "m.sild",
            bootstrap.Joining(package=written.files[0]),
            name="Mari",
            clock=clock,
        )
        try:
            assert revisions.digest(made.services.workspace) == office.digest
        finally:
            made.services.close()


def test_nobody_joins_a_project_by_an_interviewers_package(tmp_path, clock, workbook):
    with founded(tmp_path, clock, workbook) as office, joined(office, "Mari", "Mari") as mari:
        joining = bootstrap.Joining(package=mari.write())
        error = refused(
            bootstrap.join_workspace, tmp_path / "m.sild", joining, name="M", clock=clock
        )
    assert error.code is ErrorCode.PACKAGE_NO_CAMPAIGN
    assert not (tmp_path / "m.sild").exists()


def test_the_projects_recovery_key_opens_every_protected_workspace_of_it(tmp_path, clock, workbook):
    made = bootstrap.create_workspace(
        tmp_path / "office.sild", name="Office", passphrase="kontor", clock=clock
    )
    assert made.project_key is not None
    invitation = tmp_path / "i.sildpack"
    wish = sync.CampaignWish(passphrase="kutse")
    sync.prepare_campaign(made.services, invitation, wish)
    joining = bootstrap.Joining(package=invitation, package_passphrase="kutse")
    folder = tmp_path / "mari.sild"
    bootstrap.join_workspace(
        folder, joining, name="Mari", passphrase="unustatud", clock=clock
    ).services.close()
    made.services.close()
    opened = bootstrap.open_workspace(folder, recovery_key=made.project_key, clock=clock)
    workspace.change_forgotten_passphrase(opened, made.project_key, "uus")
    opened.close()
    bootstrap.open_workspace(folder, "uus", clock=clock).close()
    other = bootstrap.create_workspace(
        tmp_path / "other.sild", name="Other", passphrase="x", clock=clock
    )
    other.services.close()
    error = refused(bootstrap.open_workspace, folder, recovery_key=other.project_key)
    assert error.code is ErrorCode.PROJECT_KEY_WRONG


def test_a_half_done_interview_goes_on_with_a_colleague_and_back(office, mari, ivan):
    invite_each_other(office, mari, ivan)
    opened = mari.draft("Pooleli OÜ")
    target = mari.target()
    _, written = sync.hand_over(mari.services, opened.draft, ivan.fingerprint, target)
    (row,) = interviews.list_interviews(mari.services)
    assert (row.kind, row.status, row.title) == ("finished", "draft", "Pooleli OÜ")
    error = refused(interviews.reopen_interview, mari.services, opened.record, "edasi")
    assert (error.code, error.params["to"]) == (ErrorCode.INTERVIEW_HANDED_OVER, "Иван Пример")
    ivan.merge(*written.files)
    (handed,) = sync.handed_to_us(ivan.services)
    going_on = sync.take_over(ivan.services, handed.record)
    assert going_on.session.snapshot().fields["answers/data/firm"] == "Pooleli OÜ"
    answer(ivan, going_on, "/data/employees", "7")
    _, back = sync.hand_over(ivan.services, going_on.draft, mari.fingerprint, ivan.target())
    mari.merge(*back.files)
    again = sync.take_over(mari.services, opened.record)
    assert again.record == opened.record
    answer(mari, again, "/data/exports", "no")
    interviews.finish_interview(mari.services, again.draft, again.session)
    office.merge(mari.write())
    (done,) = interviews.list_interviews(office.services)
    assert (done.status, done.conflicts, done.started) == ("finished", 0, row.started)
    values = revisions.view_of(office.services.workspace, opened.record).values
    assert values["answers/data/employees"] == "7"


def test_nobody_else_goes_on_with_what_was_handed_over(office, mari, ivan):
    invite_each_other(office, mari, ivan)
    opened = mari.draft()
    _, written = sync.hand_over(mari.services, opened.draft, ivan.fingerprint, mari.target())
    office.merge(*written.files)
    for laptop in (mari, office):
        error = refused(sync.take_over, laptop.services, opened.record)
        assert error.code is ErrorCode.INTERVIEW_NOT_HANDED_OVER
    assert refused(sync.hand_over, mari.services, opened.draft, "x", mari.target()).code is (
        ErrorCode.KEY_UNKNOWN
    )


def invite_each_other(office, *laptops):
    """Let the laptops know of each other what the office knows of them."""
    confirmation = office.confirm()
    for laptop in laptops:
        laptop.merge(confirmation)


def answer(laptop, opened, path: str, value: str) -> None:
    batch = opened.session.answer(Address(path), value)
    interviews.save_step(laptop.services, opened.draft, batch.step)


def written_by(laptop, lines) -> Path:
    """Write a package of a laptop that holds just these lines, whatever they are."""
    from app.operations import sync_contents, sync_keys, sync_sending
    from app.sync.manifest import PackageKind
    from app.sync.ranges import NO_RANGES
    from app.sync.writing import Plan, write_package

    recipients = sync_keys.project_recipients(laptop.services)
    address = sync_sending.address_to(PackageKind.FIELD, recipients)
    contents = sync_contents.Contents(NO_RANGES)
    letter = sync_sending.letter_of(laptop.services, contents, address)
    plan = Plan(letter=letter, revisions=lines)
    sign = laptop.services.workspace.device.sign
    return write_package(laptop.target(), plan, sign=sign, progress=Progress()).paths[0]


def test_one_bad_record_is_set_aside_and_the_rest_goes_in(office, mari):
    mari.interview("Hea OÜ")
    from app.operations import sync_contents

    ranges = sync_contents.held_ranges(mari.services)
    good = list(sync_contents.read_ranges(mari.services, ranges))
    bad = [b'{"not":"a revision"}', b"{", good[0].replace(b'"seq":"', b'"seq":"0')]
    report = office.merge(written_by(mari, [bad[0], *good, *bad[1:]]))
    assert (report.quarantined, office.titles()) == (3, ["Hea OÜ"])
    aside = sync.list_quarantine(office.services)
    assert {each.content for each in aside} == set(bad)
    assert {each.reason for each in aside} == {"shape", "not_canonical"}
    assert {each.signer for each in aside} == {mari.services.workspace.device.id}
    sync.undo_merge(office.services)
    assert sync.list_quarantine(office.services) == []


def test_two_laptops_that_write_as_one_are_told_and_both_are_kept(office, mari, ivan):
    device = mari.services.workspace.device.id
    clones = [firm(n, device=device, seq=50).canonical for n in (1, 2)]
    first = office.merge(written_by(mari, clones[:1]))
    second = office.merge(written_by(mari, clones[1:]))
    assert (first.clones, second.clones) == (0, 1)
    assert second.packages[0].clones == (device,)
    assert second.new == 1
    assert [gap.name for gap in second.gaps] == ["Mari Maasik"]


def test_a_clock_that_runs_far_ahead_is_named_and_does_not_drag_ours_along(office, mari):
    from app.core.clock import Stamp
    from app.records.revision import Content, Kind, Place, compose

    content = Content(record="r", kind=Kind.SETTING, fields={"a": "1"}, decides=frozenset("a"))
    device = mari.services.workspace.device.id
    late = compose(content, Place(Stamp("0fffffffffff0000"), device, 60))
    (report,) = office.merge(written_by(mari, [late.canonical])).packages
    (odd,) = report.odd_clocks
    assert (odd.device, odd.name, odd.revisions) == (device, "Mari Maasik", 1)
    assert odd.hours > 24
    office.case("Uus", "")
    stamps = holdings.of_kind(office.services.workspace, "entity", None)
    assert max(each.hlc for each in stamps) < "0fff"


def test_a_second_coordinator_reads_confirms_and_is_believed(office, mari, ivan):
    key = sync.own_key(ivan.services)
    sync.trust_device(office.services, key.text, name="Иван", role="coordinator")
    confirmation = office.confirm()
    mari.merge(confirmation)
    ivan.merge(confirmation)
    assert sync.is_coordinator(ivan.services)
    record = mari.interview("Mari OÜ")
    ivan.merge(mari.write())
    mari.merge(ivan.confirm())
    (kept, *_) = sync.list_outbox(mari.services)
    assert kept.confirmed_at is not None
    assert sync.prepare_package(mari.services, mari.target()).revisions > 0
    office.merge(ivan.write())
    assert interviews.get_interview(office.services, record).title == "Mari OÜ"


def test_a_laptop_with_a_new_key_is_unknown_until_it_is_trusted_again(office, mari, clock):
    before = sync.own_key(mari.services)
    folder = mari.services.workspace.folder
    sync.renew_own_key(mari.services)
    mari.services.close()
    mari.services = bootstrap.open_workspace(folder, "mari", clock=clock)
    after = sync.own_key(mari.services)
    assert (after.device != before.device, after.role) == (True, before.role)
    mari.interview()
    path = mari.write()
    assert refused(office.merge, path).code is ErrorCode.PACKAGE_SIGNER_UNKNOWN
    assert office.merge(path, trust=[after.fingerprint]).new > 0
    mari.services.close()


def test_another_form_of_the_same_name_and_version_is_kept_beside_it(office, mari, tmp_path):
    other = (*SURVEY, ("text", "extra", "Veel", "More", "", "", ""))
    imported = forms.import_form(
        mari.services, write_workbook(tmp_path / "firm.xlsx", survey=other)
    )
    (report,) = office.merge(mari.write()).packages
    assert report.namesakes == report.forms == (imported.bundle,)
    rows = forms.list_forms(office.services)
    assert {row.bundle for row in rows} == {imported.bundle, office.bundle}
    assert len({(row.form_id, row.version) for row in rows}) == 1
    sync.undo_merge(office.services)
    assert [row.bundle for row in forms.list_forms(office.services)] == [office.bundle]


def test_an_erasure_that_travels_is_no_gap_and_refuses_what_it_names(office, mari):
    record = mari.interview("Kustutatav OÜ")
    path = mari.write()
    office.merge(path)
    gone = revisions.revisions_of(office.services.workspace, record)
    named = erasure_fields(gone)
    content = Content(
        record=RecordId("e"), kind=Kind.ERASURE, fields=named, decides=frozenset(named)
    )
    revisions.write(office.services.workspace, content)
    report = office.merge(path)
    assert (report.new, report.packages[0].refused, report.gaps) == (0, 1, ())
    assert office.titles() == []
    mari.merge(office.write(to=(mari.fingerprint,)))
    assert mari.titles() == []
    assert mari.digest == office.digest
