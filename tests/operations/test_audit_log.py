"""The audit log of an interview is as durable as its answers, and a file of the finished record."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from app.core.ids import BlobId, BundleId, RecordId
from app.forms.state import Address, Batch
from app.operations import attachments, forms, interviews
from app.operations.interviews import OpenInterview
from app.operations.services import Services
from app.store import revisions
from tests.forms.books import SETTINGS, write_book

FORM = """
| survey   |       |       |       |                                          |
|          | type  | name  | label | parameters                               |
|          | audit | audit |       | track-changes=true identify-user=true track-changes-reasons=on-form-edit |
|          | text  | town  | Town  |                                          |
"""
TOWN = Address("/data/town")


@pytest.fixture
def audited(services: Services, tmp_path: Path) -> BundleId:
    imported = forms.import_form(services, write_book(tmp_path, FORM + SETTINGS))
    assert imported.bundle is not None, imported.check.findings
    return imported.bundle


def keep(services: Services, opened: OpenInterview) -> None:
    def save(batch: Batch) -> None:
        if batch.step is not None:
            interviews.save_step(services, opened.draft, batch.step)

    opened.session.subscribe(save)


def log_of(services: Services, record: RecordId) -> list[dict[str, str]]:
    values = revisions.view_of(services.workspace, record).values
    assert values["answers/data/meta/audit"] == "audit.csv"
    blob = BlobId(values["meta/file/audit.csv"])
    return list(csv.DictReader(io.StringIO(attachments.read_file(services, blob).decode())))


def test_log_tells_the_whole_life_of_an_interview(services: Services, audited: BundleId) -> None:
    opened = interviews.start_interview(services, audited)
    keep(services, opened)
    opened.session.answer(TOWN, "Narva")
    opened.session.reached_end()
    opened.session.left()
    interviews.close_interview(services, opened.draft)
    again = interviews.continue_interview(services, opened.draft)
    interviews.finish_interview(services, again.draft, again.session)
    told = log_of(services, opened.record)
    assert [row["event"] for row in told] == [
        "form start",
        "question",
        "end screen",
        "form save",
        "form exit",
        "form resume",
        "form save",
        "form exit",
        "form finalize",
    ]
    assert {row["user"] for row in told} == {"Aive Näidis"}
    assert told[1]["new-value"] == "Narva"


def test_correction_adds_its_reason_to_the_log(services: Services, audited: BundleId) -> None:
    opened = interviews.start_interview(services, audited)
    interviews.finish_interview(services, opened.draft, opened.session)
    again = interviews.reopen_interview(services, opened.record, "misheard")
    again.session.answer(TOWN, "Narva")
    interviews.finish_interview(services, again.draft, again.session)
    told = log_of(services, opened.record)
    assert [row["event"] for row in told].count("form finalize") == 2
    assert [row["change-reason"] for row in told if row["event"] == "change reason"] == ["misheard"]
    assert b"audit.csv" in interviews.interview_xml(services, opened.record)


def test_failed_finish_leaves_no_end_in_the_log(services: Services, audited: BundleId) -> None:
    opened = interviews.start_interview(services, audited)
    opened.session.finish()
    opened.session.take_back_finish()
    written = opened.session.audit_log()
    assert written is not None
    assert written[1].count(b"form finalize") == 1
