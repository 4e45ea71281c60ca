"""Erased means gone from every file of the workspace, here and wherever the erasure arrives, and never back again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import AppError, ErrorCode
from app.core.ids import DraftId
from app.forms.state import Address
from app.operations import (
    attachments,
    erasure,
    export_log,
    interviews,
    keeping,
    sync,
    workspace,
)
from app.operations.erasure import ErasureWish
from app.records.revision import Content, Kind
from app.store import backup, blobs, outbox, revisions, settings, views
from tests.operations.laptops import Laptop, founded, joined

NAME = "Kustutatav Kadri Põhjatäht"
RAW = NAME.encode()


@pytest.fixture
def office(tmp_path: Path, clock, workbook) -> Iterator[Laptop]:
    with founded(tmp_path, clock, workbook) as laptop:
        yield laptop


def files_with(folder: Path, needle: bytes = RAW) -> list[str]:
    found = [path for path in folder.rglob("*") if path.is_file() and needle in path.read_bytes()]
    return [str(path.relative_to(folder)) for path in found]


def wish_for(*records, **more) -> ErasureWish:
    return ErasureWish(records=[(Kind.INTERVIEW.value, each) for each in records], **more)


def flushed(laptop: Laptop) -> Path:
    from app.store import erasing

    erasing.flush_log(laptop.services.workspace)
    return laptop.services.workspace.folder


def test_no_byte_of_an_erased_interview_is_left_in_the_folder(office: Laptop) -> None:
    for number in range(12):
        office.interview(f"Muu firma {number}")
    record = office.interview(NAME)
    office.correct(record, f"{NAME} teist korda")
    office.interview("Järgmine")
    office.write()
    assert files_with(flushed(office)) == ["workspace.db"]
    packed = office.services.workspace.folder / "outbox"
    assert len(list(packed.iterdir())) == 1
    report = erasure.erase(office.services, wish_for(record))
    assert (report.records, report.revisions, report.packages) == (1, 2, 1)
    assert files_with(office.services.workspace.folder) == []
    assert list(packed.iterdir()) == []
    assert office.titles() == sorted([*(f"Muu firma {n}" for n in range(12)), "Järgmine"])


def test_drafts_and_the_wastebasket_are_reached_too(office: Laptop) -> None:
    record = office.interview("Vana nimi")
    opened = interviews.reopen_interview(office.services, record, "viga")
    batch = opened.session.answer(Address("/data/firm"), NAME)
    interviews.save_step(office.services, opened.draft, batch.step)
    interviews.close_interview(office.services, opened.draft)
    lone = office.draft(NAME)
    interviews.close_interview(office.services, lone.draft)
    interviews.discard_draft(office.services, lone.draft)
    report = erasure.erase(office.services, wish_for(record, drafts=[lone.draft]))
    assert report.drafts == 2
    assert views.wastebasket(office.services.workspace) == []
    assert files_with(office.services.workspace.folder) == []


def test_an_open_interview_is_not_pulled_from_under_a_person(office: Laptop) -> None:
    opened = office.draft(NAME)
    with pytest.raises(AppError) as caught:
        erasure.erase(office.services, ErasureWish(drafts=[opened.draft]))
    assert caught.value.code is ErrorCode.ERASURE_IN_USE


def test_an_erasure_travels_and_refuses_what_comes_again(office: Laptop, tmp_path: Path) -> None:
    with joined(office, "laptop", "Aive Näidis") as laptop:
        record = laptop.interview(NAME)
        laptop.interview("Jääb")
        first = laptop.write()
        office.merge(first)
        erasure.erase(office.services, wish_for(record))
        sent = office.write(to=(sync.own_key(laptop.services).device,), everything=True)
        laptop.merge(sent)
        assert files_with(laptop.services.workspace.folder) == []
        again = office.merge(first)
        assert again.packages[0].new == 0
        assert files_with(flushed(office)) == []
        assert laptop.titles() == office.titles() == ["Jääb"]
        office.merge(laptop.write(everything=True))
        laptop.merge(office.write(to=(sync.own_key(laptop.services).device,), everything=True))
        assert laptop.digest == office.digest


def test_what_left_the_house_is_named(office: Laptop, tmp_path: Path) -> None:
    record = office.interview(NAME)
    written = sync.prepare_package(office.services, office.target())
    sync.mark_handed_over(office.services, written.package)
    backup.back_up(office.services.workspace)
    export_log.note(office.services, "pdf", tmp_path / "leht.pdf", record=record)
    export_log.note(office.services, "csv", tmp_path / "koik.csv", form="firm", interviews=1)
    export_log.note(office.services, "csv", tmp_path / "muu.csv", form="other", interviews=4)
    (office.services.workspace.folder / "damaged-20260101T000000").mkdir()
    planned = erasure.plan(office.services, wish_for(record))
    assert [Path(each).name for each in planned.beyond.asides] == ["damaged-20260101T000000"]
    assert (planned.kinds, planned.revisions) == ({"interview": 1}, 1)
    assert [each.package for each in planned.beyond.packages] == [written.package]
    names = {Path(each.file).name for each in planned.beyond.exports}
    assert {"leht.pdf"} <= names
    assert "muu.csv" not in names
    assert len(planned.beyond.backups) == 1
    assert erasure.erase(office.services, wish_for(record)).beyond == planned.beyond
    (parcel,) = outbox.list_parcels(office.services.workspace)
    assert parcel.files == ()
    assert parcel.handed_over_at is not None


def test_backups_forget_within_thirty_days(office: Laptop, clock) -> None:
    record = office.interview(NAME)
    folder = office.services.workspace.folder
    backup.back_up(office.services.workspace)
    erasure.erase(office.services, wish_for(record))
    assert all(name.startswith("backups") for name in files_with(folder))
    clock.move(timedelta(days=31))
    backup.back_up(office.services.workspace)
    assert files_with(folder) == []


def keep_picture(services, content: bytes, clock) -> str:
    kept = attachments.keep_content(services, content, ".png")
    clock.move(timedelta(minutes=2))
    return kept.blob


def written_with_file(office: Laptop, blob: str, title: str = NAME):
    fields = {"meta/title": title, "meta/file/pilt.png": blob, "meta/status": "finished"}
    from app.core.ids import new_record_id

    content = Content(
        record=new_record_id(), kind=Kind.INTERVIEW, fields=fields, decides=frozenset(fields)
    )
    return revisions.write(office.services.workspace, content).record


def test_an_attachment_goes_with_the_last_that_names_it(office: Laptop, clock) -> None:
    blob = keep_picture(office.services, b"\x89PNG" + RAW * 50, clock)
    one, other = (written_with_file(office, blob, title) for title in ("üks", "teine"))
    assert erasure.erase(office.services, wish_for(one)).attachments == 0
    assert blobs.get_blob(office.services.workspace, blob) is not None
    assert erasure.erase(office.services, wish_for(other)).attachments == 1
    assert blobs.get_blob(office.services.workspace, blob) is None
    assert files_with(office.services.workspace.folder) == []


def test_an_attachment_stays_while_a_draft_or_its_undo_names_it(office: Laptop, clock) -> None:
    blob = keep_picture(office.services, b"\x89PNG kaader", clock)
    opened = office.draft("Pooleli")
    from app.forms.state import Step

    step = Step("attach", "/data/firm", {"value": "pilt.png", "blob": blob})
    interviews.save_step(office.services, opened.draft, step)
    assert erasure.clean(office.services).attachments == 0
    interviews.close_interview(office.services, opened.draft)
    interviews.discard_draft(office.services, opened.draft)
    assert erasure.clean(office.services).attachments == 0
    interviews.empty_wastebasket(office.services, [DraftId(opened.draft)])
    assert blobs.get_blob(office.services.workspace, blob) is None


def test_an_attachment_that_came_just_now_is_left_alone(office: Laptop, clock) -> None:
    kept = attachments.keep_content(office.services, b"\x89PNG", ".png")
    assert erasure.clean(office.services).postponed
    assert erasure.is_waiting(office.services)
    clock.move(timedelta(minutes=2))
    keeping.tidy_if_waiting(office.services)
    assert not erasure.is_waiting(office.services)
    assert blobs.get_blob(office.services.workspace, kept.blob) is None


def test_an_attachment_that_is_given_again_counts_as_new(office: Laptop, clock) -> None:
    blob = keep_picture(office.services, b"\x89PNG", clock)
    assert attachments.keep_content(office.services, b"\x89PNG", ".png").blob == blob
    assert erasure.clean(office.services).postponed
    assert blobs.get_blob(office.services.workspace, blob) is not None


def test_a_backup_keeps_an_attachment_as_long_as_it_may_need_it(office: Laptop, clock) -> None:
    blob = keep_picture(office.services, b"\x89PNG" + RAW, clock)
    record = written_with_file(office, blob)
    backup.back_up(office.services.workspace)
    clock.move(timedelta(minutes=2))
    erasure.erase(office.services, wish_for(record))
    clock.move(timedelta(days=1))
    backup.back_up(office.services.workspace)
    assert "backups/blobs.db" in files_with(office.services.workspace.folder)
    clock.move(timedelta(days=31))
    backup.back_up(office.services.workspace)
    assert files_with(office.services.workspace.folder) == []


def entity(office: Laptop, properties: dict[str, tuple[str, str]], parents=(), label="Viru"):
    """Write an entity whose properties are (value, source); source '' for a person's own word."""
    told = {f"property/{name}": value for name, (value, _) in properties.items()}
    sources = {
        f"meta/source/property/{name}": source for name, (_, source) in properties.items() if source
    }
    fields = {"list": "stakeholders", **({"label": label} if label else {}), **told, **sources}
    content = Content(
        record="firm-1", kind=Kind.ENTITY, fields=fields, decides=frozenset(fields), parents=parents
    )
    return revisions.write(office.services.workspace, content)


def test_an_entity_loses_what_only_the_erased_interview_said(office: Laptop) -> None:
    record = office.interview("Allikas")
    (source,) = revisions.heads(office.services.workspace, record)
    entity(office, {"phone": (NAME, source), "size": ("5", "")})
    report = erasure.erase(office.services, wish_for(record))
    assert report.cleaned == 1
    view = revisions.view_of(office.services.workspace, "firm-1", Kind.ENTITY)
    assert view.values == {"list": "stakeholders", "label": "Viru", "property/size": "5"}
    assert not view.conflicts
    assert files_with(office.services.workspace.folder) == []


def test_what_somebody_else_said_as_well_stays(office: Laptop) -> None:
    record = office.interview("Allikas")
    (source,) = revisions.heads(office.services.workspace, record)
    first = entity(office, {"phone": ("5551234", "")})
    entity(office, {"phone": ("5551234", source)}, parents=[first.id])
    erasure.erase(office.services, wish_for(record))
    view = revisions.view_of(office.services.workspace, "firm-1", Kind.ENTITY)
    assert view.values["property/phone"] == "5551234"


def test_an_entity_that_only_the_interview_made_goes_with_it(office: Laptop) -> None:
    record = office.interview("Allikas")
    (source,) = revisions.heads(office.services.workspace, record)
    entity(office, {"phone": (NAME, source)}, label="")
    report = erasure.erase(office.services, wish_for(record))
    assert report.records == 2
    with pytest.raises(AppError):
        revisions.view_of(office.services.workspace, "firm-1", Kind.ENTITY)


def test_one_remark_goes_and_the_interview_stays(office: Laptop) -> None:
    record = office.interview("Jääb")
    (head,) = revisions.heads(office.services.workspace, record)
    view = revisions.view_of(office.services.workspace, record)
    fields = {**view.values, "remark/1/text": NAME}
    content = Content(
        record=record,
        kind=Kind.INTERVIEW,
        fields=fields,
        decides=frozenset({"remark/1/text"}),
        parents=[head],
    )
    revisions.write(office.services.workspace, content)
    place = (Kind.INTERVIEW.value, record)
    erasure.erase(office.services, ErasureWish(paths={place: {"remark/1/text"}}))
    assert revisions.view_of(office.services.workspace, record).values == view.values
    assert files_with(office.services.workspace.folder) == []


def test_erasing_again_changes_nothing(office: Laptop) -> None:
    record = office.interview(NAME)
    erasure.erase(office.services, wish_for(record))
    before = office.digest
    report = erasure.erase(office.services, wish_for(record))
    assert (report.revisions, report.erasure) == (0, "")
    assert office.digest == before


def test_the_log_of_exports_holds_no_answers(office: Laptop, tmp_path: Path) -> None:
    export_log.note(office.services, "xlsx", tmp_path / "a.xlsx", form="firm", interviews=3)
    (made,) = export_log.list_exports(office.services)
    assert (made.kind, made.form, made.interviews) == ("xlsx", "firm", 3)
    settings.set_setting(office.services.workspace, f"{export_log.NAME}odd", "{")
    assert export_log.list_exports(office.services) == (made,)


def test_member_names_stay_known(office: Laptop) -> None:
    assert workspace.current_member(office.services) is not None


@pytest.mark.parametrize("passphrase", [None, "vana sild"])
def test_a_backup_put_back_does_not_bring_it_back(tmp_path, clock, workbook, passphrase) -> None:
    from app import bootstrap

    with founded(tmp_path, clock, workbook, passphrase) as office:
        record = office.interview(NAME)
        office.interview("Jääb")
        backup.back_up(office.services.workspace)
        erasure.erase(office.services, wish_for(record))
        folder = office.services.workspace.folder
        office.services.close()
    restored = bootstrap.restore_workspace(folder, passphrase, clock=clock)
    try:
        assert [row.title for row in interviews.list_interviews(restored)] == ["Jääb"]
        erasure.clean(restored)
        assert all(name.startswith("backups") for name in files_with(folder))
    finally:
        restored.close()
