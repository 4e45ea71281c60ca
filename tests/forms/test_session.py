"""What a person can do in a form, and what the form does in return."""

from __future__ import annotations

import pytest

from app.forms.session import IncompleteInterview, NotAnswerable
from app.forms.state import Address
from tests.forms.scenario import Scenario, form, inputs, repeat, select

FAMILY = form(
    "<name/><adult/><age/><job/><boss/><greeting/>",
    {
        "/data/name": {"type": "string", "required": "true()"},
        "/data/age": {"type": "int", "constraint": ". >= 0 and . <= 120"},
        "/data/adult": {"type": "string", "calculate": "if(/data/age >= 18, 'yes', 'no')"},
        "/data/job": {"type": "string", "relevant": "/data/adult = 'yes'"},
        "/data/boss": {"type": "string", "relevant": "/data/job != ''"},
        "/data/greeting": {"type": "string", "calculate": "concat('Hi ', /data/name)"},
    },
    inputs("/data/name", "/data/age", "/data/job", "/data/boss"),
)


def test_an_answer_reaches_everything_that_hangs_on_it_in_one_batch() -> None:
    person = Scenario(FAMILY).answer("/data/age", "40")
    assert person.value("/data/adult") == "yes"
    assert person.relevant("/data/job")
    assert person.changed() == {"/data/age", "/data/adult", "/data/job"}
    assert len(person.batches) == 1


def test_hidden_question_keeps_its_answer_but_reads_as_empty() -> None:
    person = Scenario(FAMILY).answer("/data/age", "40").answer("/data/job", "cook")
    assert person.relevant("/data/boss")
    person.answer("/data/age", "7")
    assert not person.relevant("/data/boss")
    assert person.value("/data/job") == ""
    person.answer("/data/age", "41")
    assert person.value("/data/job") == "cook"
    assert person.relevant("/data/boss")


def test_a_broken_constraint_keeps_the_answer_and_reads_as_invalid() -> None:
    person = Scenario(FAMILY).answer("/data/age", "130")
    assert person.value("/data/age") == "130"
    assert not person.valid("/data/age")
    assert person.answer("/data/age", "").valid("/data/age")


def test_a_required_question_is_invalid_until_answered_or_missing() -> None:
    person = Scenario(FAMILY)
    assert not person.valid("/data/name")
    person.session.give_missing(person.at("/data/name"), "refused")
    assert person.valid("/data/name")
    assert person.state("/data/name").missing == "refused"
    person.answer("/data/name", "Mari")
    assert person.state("/data/name").missing is None
    assert person.value("/data/greeting") == "Hi Mari"


def test_a_missing_answer_reads_as_empty_and_its_constraint_is_not_asked() -> None:
    person = Scenario(FAMILY).answer("/data/age", "130")
    person.session.give_missing(person.at("/data/age"), "dont_know")
    assert person.value("/data/age") == ""
    assert person.valid("/data/age")
    assert person.value("/data/adult") == "no"


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/data/job", "irrelevant"), ("/data/adult", "kind"), ("/data", "kind")],
)
def test_what_cannot_be_answered_is_refused_without_change(path: str, reason: str) -> None:
    person = Scenario(FAMILY)
    before = person.everything()
    with pytest.raises(NotAnswerable) as refused:
        person.answer(path, "x")
    assert refused.value.reason == reason
    assert person.everything() == before
    assert not person.batches


def test_an_unknown_address_is_refused() -> None:
    with pytest.raises(NotAnswerable):
        Scenario(FAMILY).session.answer(Address("/data/nobody"), "x")


def test_read_only_is_inherited_from_the_group() -> None:
    definition = form(
        "<lock/><g><a/></g>",
        {"/data/g": {"readonly": "/data/lock = 'yes'"}},
        inputs("/data/lock") + f'<group ref="/data/g">{inputs("/data/g/a")}</group>',
    )
    person = Scenario(definition).answer("/data/g/a", "x").answer("/data/lock", "yes")
    assert person.state("/data/g/a").readonly
    assert "/data/g/a" in person.changed()
    with pytest.raises(NotAnswerable):
        person.answer("/data/g/a", "y")


def test_a_listener_that_left_hears_nothing() -> None:
    person = Scenario(FAMILY)
    heard: list[object] = []
    stop = person.session.subscribe(heard.append)
    person.answer("/data/age", "1")
    stop()
    person.answer("/data/age", "2")
    assert len(heard) == 1


def test_finishing_names_everything_that_is_missing_and_changes_nothing() -> None:
    person = Scenario(FAMILY).answer("/data/age", "130")
    with pytest.raises(IncompleteInterview) as incomplete:
        person.session.finish()
    assert [(p.address, p.cause) for p in incomplete.value.problems] == [
        ("/data/name", "required"),
        ("/data/age", "constraint"),
    ]
    assert person.answer("/data/age", "12").valid("/data/age")


def test_a_finished_interview_holds_only_what_is_relevant_and_takes_no_more_answers() -> None:
    person = Scenario(FAMILY).answer("/data/age", "40").answer("/data/job", "cook")
    person.answer("/data/age", "7").answer("/data/name", "Mari")
    snapshot = person.session.finish()
    assert snapshot.finished
    assert snapshot.fields["answers/data/name"] == "Mari"
    assert "answers/data/job" not in snapshot.fields
    with pytest.raises(NotAnswerable):
        person.answer("/data/age", "8")


def test_a_finish_that_could_not_be_saved_is_taken_back() -> None:
    person = Scenario(FAMILY).answer("/data/name", "Mari")
    before = person.everything()
    person.session.finish()
    person.session.take_back_finish()
    assert person.everything() == before
    assert person.answer("/data/name", "Ivan").undo().value("/data/name") == "Mari"


def test_only_what_a_person_can_mend_keeps_an_interview_open() -> None:
    definition = form(
        "<calc/><note/><locked/><q/>",
        {
            "/data/calc": {"calculate": "''", "required": "true()"},
            "/data/note": {"readonly": "true()", "required": "true()"},
            "/data/q": {"required": "true()"},
        },
        inputs("/data/note", "/data/q"),
    )
    assert [p.address for p in Scenario(definition).session.validate()] == ["/data/q"]


def test_a_snapshot_before_the_end_keeps_what_filters_hide() -> None:
    person = Scenario(FAMILY).answer("/data/age", "40").answer("/data/job", "cook")
    assert person.answer("/data/age", "7").session.snapshot().fields["answers/data/job"] == "cook"


def test_remarks_stand_at_their_question_and_can_be_taken_back() -> None:
    person = Scenario(FAMILY)
    batch = person.session.remark(person.at("/data/age"), "Guessed", by="Mari")
    assert "/data/age" in batch.changed
    (remark,) = person.session.remarks(person.at("/data/age"))
    assert (remark.text, remark.by, remark.state) == ("Guessed", "Mari", "open")
    person.session.remark(
        remark_address := person.at("/data/age"),
        "Checked",
        by="Ivan",
        remark=remark.id,
        state="resolved",
    )
    assert person.session.remarks(remark_address)[0].text == "Checked"
    person.undo()
    assert person.session.remarks(remark_address)[0].text == "Guessed"
    person.undo()
    assert not person.session.remarks()


def test_the_language_of_asking_is_noted_and_is_no_step_of_undo() -> None:
    person = Scenario(FAMILY)
    person.session.note_asked(person.at("/data/age"), "Russian (ru)")
    assert person.session.asked(person.at("/data/age")) == "Russian (ru)"
    assert not person.session.can_undo
    assert person.session.snapshot().fields["asked/data/age"] == "Russian (ru)"


def test_files_are_answers_with_bytes_elsewhere() -> None:
    definition = form(
        "<photo/>",
        {"/data/photo": {"type": "binary"}},
        '<upload ref="/data/photo" mediatype="image/*"><label>Photo</label></upload>',
    )
    person = Scenario(definition)
    person.session.attach(person.at("/data/photo"), "house.jpg", "ab" * 32)
    assert person.value("/data/photo") == "house.jpg"
    assert person.session.snapshot().attached == {"house.jpg": "ab" * 32}
    assert person.replayed().session.attached == {"house.jpg": "ab" * 32}


def test_several_choices_are_stored_in_the_order_of_the_list() -> None:
    definition = form(
        "<f/>",
        body=select("/data/f", "instance('l')/root/item", many=True),
        lists={"l": [{"name": n, "label": n.upper()} for n in "abc"]},
    )
    person = Scenario(definition).answer("/data/f", "c a")
    assert person.value("/data/f") == "a c"
    assert person.session.choice_labels(person.at("/data/f"), "a c") == ["A", "C"]


def test_children_expand_repeats_to_their_instances() -> None:
    definition = form(
        "<p><n/></p><end/>", body=repeat("/data/p", "/data/p/n") + inputs("/data/end")
    )
    person = Scenario(definition).add("/data/p")
    names = [person.session.ordinal_path(a) for a in person.session.children(person.session.root)]
    assert names == ["/data/p[1]", "/data/p[2]", "/data/end"]
    assert person.session.parent(person.at("/data/p[2]/n")) == person.at("/data/p[2]")
