"""The audit log: which question was looked at when, what changed, what happened to the interview; ODK's file of it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from app.core.clock import StillClock
from app.forms.audit import AuditEvent, AuditOptions, events_in, options_of, to_csv, to_step
from app.forms.session import FormSession, IncompleteInterview
from app.forms.trail import AuditTrail
from tests.forms.scenario import RECORD, Scenario, form, inputs, repeat

TREE = "<a/><g><b/><c/></g><r jr:template=''><d/></r><meta><audit/></meta>"
BODY = (
    inputs("/data/a")
    + f'<group ref="/data/g" appearance="field-list">{inputs("/data/g/b", "/data/g/c")}</group>'
    + repeat("/data/r", "/data/r/d")
)
NOON_MS = 1710496800000


def asking(**asked: str) -> Scenario:
    audit = {"type": "binary", **{f"odk:{key.replace('_', '-')}": v for key, v in asked.items()}}
    return Scenario(
        form(TREE, {"/data/meta/audit": audit, "/data/a": {"constraint": ". != 'no'"}}, BODY)
    )


def rows(talk: Scenario, reason: str = "", before: bytes = b"") -> list[dict[str, str]]:
    written = talk.session.audit_log(reason, before)
    assert written is not None
    return list(csv.DictReader(io.StringIO(written[1].decode())))


def told(talk: Scenario) -> list[tuple[str, str]]:
    return [(row["event"], row["node"]) for row in rows(talk)][:-3]


def test_form_without_audit_keeps_none():
    talk = Scenario(form("<a/>", body=inputs("/data/a"))).answer("/data/a", "1")
    talk.session.visited(talk.at("/data/a"))
    assert talk.session.audit_log() is None
    assert [step.op for step in talk.log] == ["open", "set"]


def test_file_begins_with_the_plain_columns_and_ends_with_the_end():
    talk = asking()
    node, written = talk.session.audit_log()
    assert node == "/data/meta/audit"
    assert written.decode().split("\n") == [
        "event,node,start,end",
        f"form save,,{NOON_MS},",
        f"form exit,,{NOON_MS},",
        f"form finalize,,{NOON_MS},",
        "",
    ]


@pytest.mark.parametrize(
    ("asked", "columns"),
    [
        ({"track_changes": "true"}, ["old-value", "new-value"]),
        ({"identify_user": "true"}, ["user"]),
        ({"track_changes_reasons": "on-form-edit"}, ["change-reason"]),
        ({"location_priority": "balanced"}, ["latitude", "longitude", "accuracy"]),
        (
            {"track_changes": "true", "identify_user": "true", "track_changes_reasons": "x"},
            ["old-value", "new-value", "user", "change-reason"],
        ),
    ],
)
def test_parameters_add_their_columns(asked: dict[str, str], columns: list[str]):
    assert list(rows(asking(**asked))[0]) == ["event", "node", "start", "end", *columns]


def test_visit_of_a_question_lasts_until_the_next_one():
    talk = asking()
    talk.session.visited(talk.at("/data/a"))
    talk.later(seconds=3)
    talk.session.visited(talk.at("/data/g/b"))
    first = rows(talk)[0]
    assert (first["event"], first["node"]) == ("question", "/data/a")
    assert (int(first["start"]), int(first["end"])) == (NOON_MS, NOON_MS + 3000)


def test_changes_are_tracked_only_when_asked():
    talk = asking(track_changes="true").answer("/data/a", "x, y")
    talk.session.visited(talk.at("/data/g/b"))
    talk.answer("/data/a", "")
    assert [(row["old-value"], row["new-value"]) for row in rows(talk)[:3]] == [
        ("", "x, y"),
        ("", ""),
        ("x, y", ""),
    ]
    assert "x, y" not in asking().answer("/data/a", "x, y").session.audit_log()[1].decode()


def test_group_on_one_screen_is_one_visit_and_each_changed_question_one_line():
    talk = asking()
    talk.session.visited(talk.at("/data/g"))
    talk.answer("/data/g/b", "1").answer("/data/g/c", "2")
    talk.session.visited(talk.at("/data/a"))
    assert told(talk)[:3] == [
        ("group questions", "/data/g"),
        ("question", "/data/g/b"),
        ("question", "/data/g/c"),
    ]


def test_rows_are_told_by_ordinal_when_they_come_and_go():
    talk = asking().add("/data/r").add("/data/r").remove("/data/r[1]")
    talk.answer("/data/r[1]/d", "x")
    assert told(talk) == [
        ("add repeat", "/data/r[1]"),
        ("add repeat", "/data/r[2]"),
        ("delete repeat", "/data/r[1]"),
        ("question", "/data/r[1]/d"),
    ]


def test_what_a_person_did_is_the_last_that_is_heard_of_it():
    talk = asking().add("/data/r").answer("/data/a", "x").remove("/data/r[1]")
    assert [step.op for step in talk.log] == ["open", "event", "add", "set", "event", "remove"]


def test_broken_constraint_and_failed_finish_are_told():
    talk = asking().answer("/data/a", "no")
    with pytest.raises(IncompleteInterview):
        talk.session.finish()
    assert told(talk) == [
        ("question", "/data/a"),
        ("constraint error", "/data/a"),
        ("finalize error", ""),
    ]


def test_looking_for_a_place_and_the_end_are_told():
    talk = asking()
    talk.session.jumped()
    talk.session.reached_end()
    assert told(talk) == [("jump", ""), ("end screen", "")]


def test_taking_back_is_told_as_a_change():
    talk = asking(track_changes="true").answer("/data/a", "x")
    talk.session.visited(talk.at("/data/g/b"))
    talk.undo()
    back = rows(talk)[1]
    assert (back["node"], back["old-value"], back["new-value"]) == ("/data/a", "x", "")


def test_clock_that_was_set_is_told_with_both_times():
    clock = StillClock.at("2024-03-15T12:00:00+02:00")
    talk = asking()

    class Jumping:
        def now(self):
            return clock.now()

        def monotonic_ms(self) -> int:
            return 0

    trail = AuditTrail(AuditOptions("/data/meta/audit"), talk.session, Jumping(), "", [])
    clock.move(timedelta(hours=1))
    trail.visited(talk.at("/data/a"))
    [event] = trail.events
    assert (event.event, event.start, event.end) == ("clock moved", NOON_MS, NOON_MS + 3600_000)


def test_time_that_passes_is_no_clock_that_moved():
    talk = asking()
    talk.later(hours=1)
    talk.session.visited(talk.at("/data/a"))
    assert ("clock moved", "") not in told(talk)


def test_events_stand_in_the_log_of_the_draft_and_come_back():
    talk = asking(track_changes="true").answer("/data/a", "x")
    talk.session.visited(talk.at("/data/g/b"))
    again = talk.replayed()
    assert told(again) == [("question", "/data/a")]
    assert again.value("/data/a") == "x"
    assert [step.op for step in talk.log] == ["open", "set", "event"]


def test_user_is_named_where_the_form_wants_it():
    talk = asking(identify_user="true")
    talk.session.note_event("form start")
    assert rows(talk)[0]["user"] == "mari"


def test_log_of_a_correction_goes_on_where_the_first_one_ended():
    talk = asking(track_changes_reasons="on-form-edit")
    _, first = talk.session.audit_log()
    _, whole = talk.session.audit_log("misheard", first)
    assert whole.startswith(first)
    [told_reason] = [
        row for row in csv.DictReader(io.StringIO(whole.decode())) if row["change-reason"]
    ]
    assert (told_reason["event"], told_reason["change-reason"]) == ("change reason", "misheard")


def test_event_survives_being_a_step():
    event = AuditEvent(event="question", start=1, end=2, node="/data/a", old="x", new="y", user="m")
    assert events_in([to_step(event)]) == [event]


def test_values_with_commas_and_lines_are_quoted():
    options = AuditOptions("/data/meta/audit", track_changes=True)
    event = AuditEvent(event="question", start=1, end=2, old='a "b"', new="c\nd")
    assert to_csv(options, [event]).decode().endswith('question,,1,2,"a ""b""","c\nd"\n')


def test_options_need_the_node_in_meta():
    assert options_of(form("<audit/>", {"/data/audit": {"type": "binary"}})) is None
    clock = StillClock.at("2024-03-15T12:00:00+02:00")
    assert FormSession.open(form("<a/>"), record=RECORD, clock=clock).audit_log() is None
