"""What a workspace promises holds in a folder and on a PostgreSQL server alike, and both come to the same digest."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from app.core.errors import AppError, ErrorCode
from app.core.ids import BlobId, DeviceId, new_record_id
from app.forms.bundle import FormBundle
from app.forms.state import Step
from app.records.revision import Kind
from app.store import (
    blobs,
    checking,
    drafts,
    finishing,
    forms,
    holdings,
    keyring,
    members,
    quarantine,
    receipts,
    recordings,
    registers,
    revisions,
    settings,
    undoing,
    views,
)
from app.store.finishing import Finished
from app.store.registers import EntityEdit
from app.store.schema import FormFileRow
from app.store.workspace import Workspace
from tests.store import arrivals, engines


@pytest.fixture(params=["folder", "server"])
def held(request: pytest.FixtureRequest, tmp_path: Path):
    """A workspace on one engine and then on the other."""
    if request.param == "folder":
        made = engines.in_folder(tmp_path / "field.sild")
    else:
        address = request.getfixturevalue("address")
        made = engines.on_server(address, tmp_path / "home", make=True)
    with made:
        yield made


def begun(held: Workspace, form: FormBundle, labels: forms.Labels) -> drafts.Draft:
    forms.add_bundle(held, form, labels)
    return drafts.create_draft(
        held, drafts.NewDraft(record=new_record_id(), bundle=form.id, total=12), step("o", "1")
    )


def step(name: str, value: str) -> Step:
    return Step("set", f"/data/{name}", {"value": value}, {"once": "2026"})


def finished(held: Workspace, draft: drafts.Draft, title: str) -> None:
    fields = {"answers/data/a": "1", "meta/title": title, "meta/form": draft.bundle}
    finishing.finish(held, draft.id, Finished(fields=fields, actor="m"))


def test_steps_are_kept_in_order_and_so_is_what_the_list_shows(held, form, labels):
    draft = begun(held, form, labels)
    told = drafts.Summary("Viru Õmblus", 2, 12, "Estonian (et)")
    saved = [drafts.append_step(held, draft.id, step("a", "õ"), told) for _time in range(3)]
    assert [each.result().seq for each in saved] == [2, 3, 4]
    assert drafts.steps_of(held, draft.id) == [step("o", "1"), *[step("a", "õ")] * 3]
    (row,) = views.list_interviews(held, views.ListQuery(text="viru ÕMB"))
    assert (row.title, row.answered, row.status) == ("Viru Õmblus", 2, "draft")


def test_a_finished_interview_leaves_its_draft_and_can_be_corrected(held, form, labels):
    draft = begun(held, form, labels)
    finished(held, draft, "Enne")
    with pytest.raises(AppError) as told:
        drafts.append_step(held, draft.id, step("a", "2")).result()
    assert told.value.code is ErrorCode.INTERVIEW_UNKNOWN
    again = drafts.create_correction(held, draft.record, reason="viga")
    finished(held, again, "Pärast")
    (row,) = views.list_interviews(held)
    assert (row.title, row.status) == ("Pärast", "finished")
    assert len(revisions.revisions_of(held, draft.record)) == 2
    assert views.counts_by_status(held) == {"finished": 1}


def test_forms_are_kept_once_listed_and_retired(held, form, labels):
    assert forms.add_bundle(held, form, labels)
    assert not forms.add_bundle(held, form, labels)
    assert forms.get_files(held, form.id) == form.files
    forms.retire(held, form.id)
    (listed,) = forms.list_forms(held)
    assert listed.retired_at is not None
    assert listed.labels.titles == labels.titles


def test_attachments_are_kept_once_and_read_back_piece_by_piece(held):
    content = bytes(range(256)) * 10_000
    first = blobs.add_blob(held, content, "image/png")
    assert blobs.add_blob(held, content) == first
    assert b"".join(blobs.read_blob(held, first)) == content
    assert [each.pieces for each in blobs.list_blobs(held)] == [3]
    with pytest.raises(AppError):
        blobs.add_pieces(held, BlobId("0" * 64), [b"another"])
    assert blobs.get_blob(held, BlobId("0" * 64)) is None


def test_a_recording_grows_and_goes(held, form, labels):
    draft = begun(held, form, labels)
    recording = recordings.begin(held, draft.id, "/data/a")
    for place in range(3):
        recordings.append(held, recording, place, b"piece", 1000 * place)
    assert recordings.content_of(held, recording) == b"piece" * 3
    assert [each.milliseconds for each in recordings.list_of(held, draft.id)] == [2000]
    recordings.drop(held, recording)
    assert recordings.list_of(held, draft.id) == []


def test_rows_of_a_register_are_written_edited_and_struck(held):
    edit = EntityEdit(new_record_id(), "Viru Metall", {"phone": "555", "due": "2026-06-01"})
    registers.write_entities(held, "cases", [edit])
    registers.write_entities(held, "cases", [EntityEdit(edit.record, "Viru", {"due": ""})])
    (row,) = registers.list_entities(held, "cases")
    assert (row.label, dict(row.properties)) == ("Viru", {"phone": "555"})
    registers.strike(held, Kind.ENTITY, [edit.record], actor="m")
    assert registers.list_entities(held, "cases") == []
    assert registers.counts_by_list(held) == {}


def test_people_and_settings_are_kept(held):
    member = members.set_current_member(held, "Kai", "coordinator")
    assert members.current_member(held) == member
    for value in ("a", "b"):
        settings.set_setting(held, "rule", value)
    assert settings.get_setting(held, "rule") == "b"


def test_the_same_package_again_brings_nothing_and_undoing_brings_back_what_was(held):
    arrivals.merge(held, engines.firms(1, 20))
    before = arrivals.digest(held)
    merged = arrivals.merge(held, engines.firms(10, 40), package="q")
    assert merged.new == len(engines.firms(20, 40))
    assert arrivals.merge(held, engines.firms(10, 40), package="q").new == 0
    assert holdings.count_conflicts(held) == 13
    undone = undoing.undo(held, merged.number)
    assert (undone.removed, arrivals.digest(held)) == (merged.new, before)
    assert holdings.count_conflicts(held) == 6


def test_an_erased_revision_never_comes_back(held):
    from app.records.erasures import erasure_fields

    firm = arrivals.firm(1)
    erasure = arrivals.written(
        "00000000-0000-4000-8000-00000000000e",
        erasure_fields([firm]),
        seq=900,
        kind=Kind.ERASURE,
    )
    arrivals.merge(held, [firm])
    arrivals.merge(held, [erasure], package="e")
    assert arrivals.merge(held, [firm], package="again").new == 0
    assert registers.list_entities(held, "stakeholders") == []
    assert holdings.erased(held) == {firm.id}


def test_keys_receipts_and_lines_set_aside_take_the_place_of_those_before(held):
    now = held.clock.now()
    for name in ("Mari", "Mari Maasik"):
        known = keyring.KnownKey(
            device=DeviceId(arrivals.FAR), name=name, since=now, changed_at=now
        )
        keyring.put_keys(held, [known])
        kept = receipts.KeptReceipt(held.device.id, DeviceId(arrivals.FAR), "1-3", name, b"s")
        receipts.put_receipts(held, [kept])
        line = quarantine.SetAside(
            sha256="0" * 64,
            reason=name,
            place="1:1",
            package="p",
            signer=DeviceId(arrivals.FAR),
            content=b"{}",
            at=now,
        )
        held.call(quarantine.write, [line])
    assert [each.name for each in keyring.list_keys(held)] == ["Mari Maasik"]
    assert [each.signed_at for each in receipts.list_receipts(held)] == ["Mari Maasik"]
    assert [each.reason for each in quarantine.list_quarantine(held)] == ["Mari Maasik"]
    assert keyring.own_devices(held) == [held.device.id]


def test_the_list_is_sorted_alike(held, form, labels):
    forms.add_bundle(held, form, labels)
    for title in ("Öö", "aed", "Zebra", "Õun", "ab c", "Ab", "žürii"):
        draft = drafts.create_draft(
            held, drafts.NewDraft(record=new_record_id(), bundle=form.id, title=title)
        )
        finished(held, draft, title)
    query = views.ListQuery(sort=views.SortBy.TITLE, descending=False)
    titles = [row.title for row in views.list_interviews(held, query)]
    assert titles == ["Ab", "ab c", "aed", "Öö", "Õun", "Zebra", "žürii"]
    for sort in views.SortBy:
        assert len(views.list_interviews(held, views.ListQuery(sort=sort, limit=3))) == 3


def test_what_was_derived_can_be_derived_again(held):
    arrivals.merge(held, engines.firms(1, 30))
    before = registers.list_entities(held, "stakeholders")
    assert views.rebuild(held) == len(before)
    assert registers.list_entities(held, "stakeholders") == before


def test_a_full_check_finds_what_is_not_as_it_was_written(held, form, labels):
    begun(held, form, labels)
    assert checking.verify(held).damage == ()
    held.call(lambda connection: connection.execute(update(FormFileRow).values(content=b"x")))
    assert {each.code for each in checking.verify(held).damage} == {"form_file"}


def test_both_engines_come_to_the_same_digest_in_whatever_order(tmp_path, address):
    brought = [engines.firms(1, 60), engines.firms(40, 120), engines.firms(90, 140)]
    folder = engines.in_folder(tmp_path / "field.sild")
    shared = engines.on_server(address, tmp_path / "home", make=True)
    with folder, shared:
        for place, some in enumerate(brought):
            arrivals.merge(folder, some, package=f"f{place}")
        for place, some in enumerate(reversed(brought)):
            arrivals.merge(shared, engines.shuffled(some, place), package=f"s{place}")
        assert arrivals.digest(shared) == arrivals.digest(folder)
        assert holdings.list_conflicts(shared) == holdings.list_conflicts(folder)
        both = [registers.list_entities(each, "stakeholders") for each in (shared, folder)]
        assert [each.label for each in both[0]] == [each.label for each in both[1]]
        assert checking.verify(shared).damage == ()
