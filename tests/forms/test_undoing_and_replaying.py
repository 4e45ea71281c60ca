"""Undo, redo, and the draft log: whatever was done can be taken back and told again, and comes out the same."""

from __future__ import annotations

from app.forms.state import Step
from tests.forms.scenario import Scenario, form, inputs, repeat

HOUSEHOLD = form(
    "<n/><late/><total/><uid/><drawn/><told/><p><age/><twice/></p>",
    {
        "/data/n": {"type": "int"},
        "/data/late": {"relevant": "/data/n > 3"},
        "/data/total": {"type": "string", "calculate": "sum(/data/p/age)"},
        "/data/uid": {"type": "string", "calculate": "once(uuid())"},
        "/data/drawn": {"type": "string", "calculate": "random() + /data/n * 0"},
        "/data/told": {"type": "dateTime", "calculate": "if(/data/n > 0, now(), '')"},
        "/data/p/age": {"type": "int"},
        "/data/p/twice": {"type": "string", "calculate": "../age * 2"},
    },
    inputs("/data/n", "/data/late") + repeat("/data/p", "/data/p/age"),
)


def filled() -> Scenario:
    person = Scenario(HOUSEHOLD).answer("/data/n", "5").answer("/data/late", "so")
    person.answer("/data/p[1]/age", "30").add("/data/p").answer("/data/p[2]/age", "4")
    return person


def test_undo_takes_back_an_answer_and_all_it_changed() -> None:
    person = Scenario(HOUSEHOLD)
    before = person.everything()
    person.answer("/data/n", "5").undo()
    assert person.everything() == before
    assert not person.relevant("/data/late")
    assert not person.session.can_undo
    person.redo()
    assert person.relevant("/data/late")


def test_undo_brings_a_removed_instance_back_with_its_identity_and_answers() -> None:
    person = filled()
    before, row = person.everything(), person.at("/data/p[1]")
    person.remove("/data/p[1]")
    assert person.value("/data/total") == "4"
    assert person.values("/data/p", "age") == ["4"]
    batch = person.session.undo()
    assert batch is not None
    assert row in batch.changed
    assert batch.repeats == {person.at("/data/p")}
    assert person.everything() == before
    assert person.at("/data/p[1]") == row


def test_undo_of_an_added_instance_takes_it_away() -> None:
    person = filled()
    row = person.at("/data/p[2]")
    person.undo()
    batch = person.session.undo()
    assert batch is not None
    assert row in batch.gone
    assert person.value("/data/total") == "30"


def test_something_new_forgets_what_was_undone() -> None:
    person = filled().undo()
    assert person.session.can_redo
    person.answer("/data/n", "1")
    assert person.session.redo() is None


def test_undoing_everything_ends_where_the_interview_began() -> None:
    person = filled().remove("/data/p[2]")
    began = Scenario(HOUSEHOLD, steps=[person.log[0]]).everything()
    done = person.everything()
    while person.session.can_undo:
        person.undo()
    assert person.everything() == began
    while person.session.can_redo:
        person.redo()
    assert person.everything() == done


def test_a_replay_gives_the_same_states_days_later() -> None:
    person = filled().later(days=2).remove("/data/p[1]").undo().answer("/data/n", "7")
    again = person.replayed(days_later=30)
    assert again.everything() == person.everything()


def test_undo_works_after_a_restart_and_through_it() -> None:
    person = filled()
    before = person.everything()
    again = person.remove("/data/p[1]").replayed()
    again.undo()
    assert again.everything() == before
    assert again.replayed().everything() == before


def test_chance_and_clock_are_stored_with_the_step_that_asked_for_them() -> None:
    person = Scenario(HOUSEHOLD)
    opening = person.session.opening
    assert opening.effects["/data/uid"] == person.value("/data/uid")
    person.answer("/data/n", "1")
    step = person.log[-1]
    assert step.op == "set"
    assert step.effects["/data/told"] == person.value("/data/told")
    assert step.effects["/data/drawn"] == person.value("/data/drawn")
    assert "/data/uid" not in step.effects


def test_a_step_is_text_all_through() -> None:
    for step in filled().remove("/data/p[1]").undo().log:
        assert isinstance(step, Step)
        for mapping in (step.payload, step.effects):
            assert all(isinstance(k, str) and isinstance(v, str) for k, v in mapping.items())


def test_steps_that_fit_nothing_any_more_are_passed_over() -> None:
    person = filled()
    other = form("<n/>", {"/data/n": {"type": "int"}}, inputs("/data/n"))
    assert Scenario(other, steps=person.log).value("/data/n") == "5"


def test_one_moment_is_told_throughout_one_step() -> None:
    definition = form(
        "<a/><b/><c/>",
        {
            "/data/b": {"calculate": "if(/data/a != '', now(), '')"},
            "/data/c": {"calculate": "if(/data/b != '', now(), '')"},
        },
        inputs("/data/a"),
    )
    person = Scenario(definition).later(hours=1).answer("/data/a", "x")
    assert person.value("/data/b") == person.value("/data/c") == "2024-03-15T13:00:00.000+02:00"
