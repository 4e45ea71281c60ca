"""An interview whose form keeps an audit log: the runner saves its events with the answers."""

from __future__ import annotations

import csv
import io
from concurrent.futures import Future
from datetime import datetime

from PySide6.QtCore import Qt

from app.core.errors import AppError, ErrorCode
from app.core.ids import BlobId, RecordId
from app.operations import attachments
from app.store import revisions
from app.ui.runner.saving import Keeper
from tests.ui.runner.conftest import Begin, wait_until, xform

FORM = xform(
    "<town/><name/><meta><audit/></meta>",
    '<bind nodeset="/data/meta/audit" type="binary" odk:track-changes="true"/>',
    '<input ref="/data/town"><label>Town</label></input>'
    '<input ref="/data/name"><label>Name</label></input>',
)


def test_every_answer_stands_in_the_audit_log_of_the_finished_interview(begin: Begin) -> None:
    talk = begin(FORM)
    talk.answer_with("Narva")
    talk.answer_with("Mari")
    talk.wait_until_saved()
    talk.page.finish()
    wait_until(lambda: bool(talk.finished))
    workspace = talk.page.desk.services.workspace
    values = revisions.view_of(workspace, RecordId(talk.finished[0])).values
    blob = BlobId(values["meta/file/audit.csv"])
    log = attachments.read_file(talk.page.desk.services, blob).decode()
    rows = list(csv.DictReader(io.StringIO(log)))
    answered = [(row["node"], row["new-value"]) for row in rows if row["event"] == "question"]
    assert answered == [("/data/town", "Narva"), ("/data/name", "Mari")]
    assert (rows[0]["event"], rows[-1]["event"]) == ("form start", "form finalize")


def test_answers_of_an_audited_interview_can_be_taken_back(begin: Begin) -> None:
    talk = begin(FORM)
    talk.answer_with("Narva")
    talk.ctrl(Qt.Key.Key_Z)
    assert talk.value("/data/town") == ""
    talk.wait_until_saved()


def test_what_the_person_looked_at_stands_in_the_audit_log(begin: Begin) -> None:
    talk = begin(FORM)
    talk.page.go_to("/data/name")
    talk.page.go_to_end()
    talk.page.go_to("/data/town")
    talk.wait_until_saved()
    _node, log = talk.page.session.audit_log() or ("", b"")
    rows = [(row["event"], row["node"]) for row in csv.DictReader(io.StringIO(log.decode()))]
    assert ("question", "/data/name") in rows
    assert rows.index(("question", "/data/name")) < rows.index(("end screen", ""))


def test_that_saving_failed_stands_in_the_audit_log_once(begin: Begin) -> None:
    talk = begin(FORM)
    keeper = talk.page.log._keeper
    refused: Future[datetime] = Future()
    refused.set_exception(AppError(ErrorCode.DISK_FULL, path="work.sild"))
    talk.page.log._keeper = Keeper(lambda _step: refused, keeper.retry)
    talk.answer_with("Narva")
    wait_until(lambda: talk.page.log.error is not None)
    talk.answer_with("Mari")
    wait_until(lambda: not talk.page.log._under_way)
    _node, log = talk.page.session.audit_log() or ("", b"")
    events = [row["event"] for row in csv.DictReader(io.StringIO(log.decode()))]
    assert events.count("save error") == 1
    talk.page.log._keeper = keeper
    talk.page.log._waiting.clear()
