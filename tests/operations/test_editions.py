"""A corrected interview leaves under an id of its own that names the one before, and comes back as the same record."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from app.core.ids import BundleId, RecordId
from app.forms.state import Address
from app.operations import interviews, submissions
from app.operations.services import Services

FIRM = Address("/data/firm")


def finish(services: Services, bundle: BundleId) -> RecordId:
    opened = interviews.start_interview(services, bundle)
    opened.session.answer(FIRM, "Näidis OÜ")
    interviews.finish_interview(services, opened.draft, opened.session)
    return opened.record


def correct(services: Services, record: RecordId, firm: str) -> None:
    opened = interviews.reopen_interview(services, record, "misheard")
    opened.session.answer(FIRM, firm)
    interviews.finish_interview(services, opened.draft, opened.session)


def ids(services: Services, record: RecordId) -> tuple[str, str]:
    root = etree.fromstring(interviews.interview_xml(services, record))
    found = {etree.QName(each).localname: each.text or "" for each in root.iter()}
    return found["instanceID"], found.get("deprecatedID", "")


def test_first_finished_state_bears_the_id_of_the_record(
    services: Services, bundle: BundleId
) -> None:
    record = finish(services, bundle)
    assert ids(services, record) == (f"uuid:{record}", "")


def test_every_correction_names_the_one_before(services: Services, bundle: BundleId) -> None:
    record = finish(services, bundle)
    correct(services, record, "Proov OÜ")
    second, first = ids(services, record)
    assert first == f"uuid:{record}"
    correct(services, record, "Katse OÜ")
    third, before = ids(services, record)
    assert (before, len({first, second, third})) == (second, 3)
    assert ids(services, record) == (third, second)


def test_correction_from_this_program_is_recognised_as_the_record_it_is_of(
    services: Services, bundle: BundleId, tmp_path: Path
) -> None:
    record = finish(services, bundle)
    correct(services, record, "Proov OÜ")
    file = tmp_path / "sent.xml"
    file.write_bytes(interviews.interview_xml(services, record))
    taken = submissions.import_submission(services, file)
    assert (taken.record, taken.was_known) == (record, True)
