"""From an interview to the fields of a revision, and from a revision to a correction."""

from __future__ import annotations

from app.forms.session import Snapshot
from tests.forms.scenario import Scenario, form, inputs, repeat

HOUSE = form(
    "<name/><uid/><n/><p><age/></p><c><x/></c><total/>",
    {
        "/data/name": {"required": "true()"},
        "/data/uid": {"calculate": "once(uuid())"},
        "/data/p/age": {"type": "int"},
        "/data/n": {"type": "int"},
        "/data/total": {"calculate": "sum(/data/p/age)"},
    },
    inputs("/data/name", "/data/n")
    + repeat("/data/p", "/data/p/age")
    + repeat("/data/c", "/data/c/x", count="/data/n"),
)


def house() -> Scenario:
    person = Scenario(HOUSE).answer("/data/name", "Mari").answer("/data/n", "2")
    person.answer("/data/p[1]/age", "30").add("/data/p").answer("/data/p[2]/age", "5")
    first = person.at("/data/p[1]").rpartition("{")[2].removesuffix("}")
    person.add("/data/p", before=first).answer("/data/p[1]/age", "60").answer("/data/c[2]/x", "z")
    return person


def test_fields_name_instances_by_identity_and_order_them_by_key() -> None:
    person = house()
    fields = person.session.snapshot().fields
    rows = person.session.instances(person.at("/data/p"))
    keys = [fields[f"order{row}"] for row in rows]
    assert keys == sorted(keys)
    assert [fields[f"answers{row}/age"] for row in rows] == ["60", "30", "5"]
    assert all("[" not in path for path in fields)


def test_a_correction_opens_as_the_interview_was_finished() -> None:
    person = house()
    person.session.give_missing(person.at("/data/c[1]/x"), "dont_know")
    person.session.remark(person.at("/data/name"), "Spelled so", by="Mari")
    snapshot = person.session.finish()
    again = Scenario(HOUSE, snapshot=snapshot)
    assert again.everything() == person.everything()
    assert [r.text for r in again.session.remarks()] == ["Spelled so"]
    assert again.session.snapshot().fields == snapshot.fields


def test_a_correction_is_a_log_of_its_own() -> None:
    snapshot = house().session.finish()
    again = Scenario(HOUSE, snapshot=snapshot).answer("/data/p[2]/age", "31").add("/data/p")
    assert again.value("/data/total") == "96"
    replayed = Scenario(HOUSE, snapshot=snapshot, steps=again.log)
    assert replayed.everything() == again.everything()
    replayed.undo().undo()
    assert replayed.value("/data/total") == "95"
    assert not replayed.session.can_undo


def test_a_snapshot_of_an_older_form_brings_what_fits() -> None:
    fields = {"answers/data/name": "Ivan", "answers/data/gone": "x", "answers/data/q{1}/age": "4"}
    again = Scenario(HOUSE, snapshot=Snapshot(fields))
    assert again.value("/data/name") == "Ivan"
    assert again.values("/data/p", "age") == []


def test_rows_without_order_keys_stand_and_take_more() -> None:
    fields = {"answers/data/p{b}/age": "2", "answers/data/p{a}/age": "1"}
    again = Scenario(HOUSE, snapshot=Snapshot(fields))
    assert again.values("/data/p", "age") == ["1", "2"]
    assert again.add("/data/p").values("/data/p", "age") == ["1", "2", ""]


def test_only_files_in_use_are_named() -> None:
    definition = form(
        "<f/>", {"/data/f": {"type": "binary"}}, '<upload ref="/data/f" mediatype="image/*"/>'
    )
    person = Scenario(definition)
    person.session.attach(person.at("/data/f"), "a.jpg", "1" * 64)
    person.session.attach(person.at("/data/f"), "b.jpg", "2" * 64)
    assert person.session.finish().attached == {"b.jpg": "2" * 64}
