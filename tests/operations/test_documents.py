"""One interview on paper and as a file: printed in each language, seen page by page, written whole, sent as XML."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import bootstrap
from app.core.errors import AppError, ErrorCode
from app.core.ids import BlobId, BundleId
from app.core.progress import Progress
from app.forms.bundle import build_bundle
from app.forms.state import Address
from app.operations import attachments, forms, interviews, reports, sitting, submissions
from app.operations.interviews import OpenInterview
from app.operations.services import Services
from app.operations.sitting import BreakOff, Closing, Reason, Respondent
from app.store import forms as form_store


@pytest.fixture
def opened(services: Services, bundle: BundleId) -> OpenInterview:
    opened = interviews.start_interview(services, bundle, language="et", test=True)
    opened.session.answer(Address("/data/firm"), "Näidis Õun OÜ")
    return opened


def finished(services: Services, opened: OpenInterview) -> str:
    interviews.finish_interview(services, opened.draft, opened.session)
    return opened.record


def text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize("language", ["et", "ru", "en"])
def test_a_finished_interview_prints_in_each_language(
    services: Services, opened: OpenInterview, language: str
) -> None:
    text = text_of(reports.interview_page(services, finished(services, opened), language))
    assert "Näidis Õun OÜ" in text
    assert "Aive Näidis" in text


@pytest.mark.parametrize(
    ("language", "said"), [("et", "väga hea"), ("ru", "очень высокая"), ("en", "very good")]
)
def test_the_head_says_who_answered_where_and_how_it_went(
    services: Services, opened: OpenInterview, language: str, said: str
) -> None:
    mari = Respondent(sitting.new_id(), "Mari Mets", "juhataja", "yes")
    opened.session.note_facts(sitting.write_respondent(mari))
    opened.session.note_facts(sitting.give_sections(["/data/partner"], mari.id))
    closing = Closing("Narva, Puškini 1", "praktikant", "et/ru", "5", "Räägib vabalt.")
    opened.session.note_facts(sitting.write_closing(closing))
    broken = BreakOff(
        id=sitting.new_id(), reason=Reason.OTHER, at=services.clock.now(), words="tulekahju"
    )
    opened.session.note_facts(sitting.write_break_off(broken))
    text = text_of(reports.interview_page(services, finished(services, opened), language))
    flat = " ".join(text.split())
    for each in (
        "Mari Mets, juhataja",
        "Narva, Puškini 1",
        "praktikant",
        "Räägib vabalt.",
        "tulekahju",
        said,
    ):
        assert each in flat


def test_a_draft_prints_what_is_saved_of_it(services: Services, opened: OpenInterview) -> None:
    batch = opened.session.answer(Address("/data/firm"), "Salvestatud OÜ")
    assert batch.step is not None
    interviews.save_step(services, opened.draft, batch.step)
    assert "Salvestatud OÜ" in text_of(reports.interview_page(services, opened.draft, "et"))


def test_the_same_interview_at_the_same_time_prints_the_same_bytes(
    services: Services, opened: OpenInterview
) -> None:
    record = finished(services, opened)
    first = reports.interview_page(services, record, "en")
    assert first == reports.interview_page(services, record, "en")


def test_pages_are_seen_as_pixels(services: Services, opened: OpenInterview) -> None:
    pdf = reports.interview_page(services, finished(services, opened), "et", Progress())
    pages = list(reports.page_images(pdf, scale=1.0))
    assert [(page.width, page.height) for page in pages] == [(595, 842)]
    assert all(len(page.rgba) == page.width * page.height * 4 for page in pages)


def test_a_document_replaces_a_file_whole_and_says_where_it_cannot(tmp_path: Path) -> None:
    target = tmp_path / "page.pdf"
    target.write_bytes(b"old")
    reports.save_pdf(b"new", target)
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]
    with pytest.raises(AppError) as raised:
        reports.save_pdf(b"new", tmp_path / "nowhere" / "page.pdf")
    assert raised.value.code is ErrorCode.FILE_UNWRITABLE


def test_an_interview_is_an_odk_submission(services: Services, opened: OpenInterview) -> None:
    record = finished(services, opened)
    xml = interviews.interview_xml(services, record).decode()
    assert f"uuid:{record}" in xml
    assert "<firm>Näidis Õun OÜ</firm>" in xml


def test_a_file_given_as_an_answer_is_kept_in_the_workspace(
    services: Services, tmp_path: Path
) -> None:
    picture = tmp_path / "Mari Maasika maja.JPG"
    picture.write_bytes(b"\xff\xd8 not much of a picture")
    kept = attachments.keep_file(services, picture)
    assert kept.name.endswith(".jpg")
    assert "Mari" not in kept.name
    picture.unlink()
    assert attachments.read_file(services, kept.blob).startswith(b"\xff\xd8")


def test_a_file_that_is_not_there_has_a_name_for_it(
    services: Services, bundle: BundleId, tmp_path: Path
) -> None:
    with pytest.raises(AppError) as raised:
        attachments.keep_file(services, tmp_path / "gone.jpg")
    assert raised.value.code is ErrorCode.FILE_MISSING
    with pytest.raises(AppError) as raised:
        attachments.read_file(services, BlobId("0" * 64))
    assert raised.value.code is ErrorCode.FILE_MISSING
    assert attachments.form_file(services, bundle, "jr://images/none.png") is None


def test_one_file_of_a_form_is_read_without_the_others(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = build_bundle(b"<h:html/>", attachments={"a.png": b"picture a", "b.png": b"picture b"})
    labels = form_store.Labels("f", "1", {}, (), 1)
    form_store.add_bundle(services.workspace, form, labels)
    monkeypatch.setattr(form_store, "get_files", None)
    assert attachments.form_file(services, form.id, "jr://images/b.png") == b"picture b"
    assert attachments.form_file(services, form.id, "form.xml") is None
    services.workspace.call(lambda c: c.exec_driver_sql("UPDATE form_file SET content = x'00'"))
    with pytest.raises(AppError) as raised:
        attachments.form_file(services, form.id, "a.png")
    assert raised.value.code is ErrorCode.WORKSPACE_DAMAGED


def test_a_submission_comes_back_in_another_workspace_once(
    services: Services, opened: OpenInterview, workbook: Path, tmp_path: Path
) -> None:
    record = finished(services, opened)
    file = tmp_path / "interview.xml"
    reports.save_pdf(interviews.interview_xml(services, record), file)
    other = bootstrap.create_workspace(tmp_path / "other.sild", name="Other").services
    try:
        with pytest.raises(AppError) as raised:
            submissions.import_submission(other, file)
        assert raised.value.code is ErrorCode.SUBMISSION_OTHER_FORM
        forms.import_form(other, workbook)
        imported = submissions.import_submission(other, file)
        assert (imported.record, imported.was_known) == (record, False)
        assert submissions.import_submission(other, file).was_known
        (row,) = interviews.list_interviews(other)
        assert (row.id, row.status, row.title) == (record, "finished", "Näidis Õun OÜ")
        assert interviews.interview_xml(other, record) == file.read_bytes()
    finally:
        other.close()


def test_notes_longer_than_a_page_are_printed_whole(
    services: Services, opened: OpenInterview
) -> None:
    notes = "Räägib vabalt ja pikalt. " * 900
    opened.session.note_facts(sitting.write_closing(Closing(place="Narva", notes=notes)))
    text = text_of(reports.interview_page(services, finished(services, opened), "et"))
    assert " ".join(text.split()).count("vabalt ja pikalt") == 900
