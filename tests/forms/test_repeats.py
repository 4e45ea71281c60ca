"""Repeat instances: adding, removing, counting, numbering, identities, what they start from."""

from __future__ import annotations

import pytest

from app.core.ids import new_record_id
from app.forms.evaluation import MOST_INSTANCES
from app.forms.refusals import Refusal
from app.forms.session import FormSession, NotAnswerable
from app.forms.state import Address
from tests.forms.scenario import Scenario, form, inputs, repeat

ROSTER = form(
    '<p jr:template=""><no/><age>1</age><before/><running/></p><p><no/><age>1</age><before/><running/></p>'
    "<many/><total/>",
    {
        "/data/p/no": {"calculate": "position(..)"},
        "/data/p/age": {"type": "int"},
        "/data/p/before": {"calculate": "/data/p[position() = position(current()/..) - 1]/age"},
        "/data/p/running": {"calculate": "sum(/data/p[position() <= position(current()/..)]/age)"},
        "/data/many": {"calculate": "count(/data/p)"},
        "/data/total": {"calculate": "sum(/data/p/age)"},
    },
    repeat("/data/p", "/data/p/age"),
)


def roster(*ages: str) -> Scenario:
    person = Scenario(ROSTER)
    for number, age in enumerate(ages, 1):
        if number > 1:
            person.add("/data/p")
        person.answer(f"/data/p[{number}]/age", age)
    return person


def test_rows_know_their_number_the_row_before_and_the_sum_so_far() -> None:
    person = roster("5", "6", "7")
    assert person.values("/data/p", "no") == ["1", "2", "3"]
    assert person.values("/data/p", "before") == ["", "5", "6"]
    assert person.values("/data/p", "running") == ["5", "11", "18"]
    assert (person.value("/data/many"), person.value("/data/total")) == ("3", "18")


def test_removing_a_row_in_the_middle_renumbers_those_after_it() -> None:
    person = roster("5", "6", "7").remove("/data/p[2]")
    assert person.values("/data/p", "no") == ["1", "2"]
    assert person.values("/data/p", "before") == ["", "5"]
    assert person.values("/data/p", "running") == ["5", "12"]


def test_a_row_can_be_put_between_two_others() -> None:
    person = roster("5", "7")
    second = person.at("/data/p[2]").rpartition("{")[2].removesuffix("}")
    person.add("/data/p", before=second).answer("/data/p[2]/age", "6")
    assert person.values("/data/p", "age") == ["5", "6", "7"]
    assert person.values("/data/p", "running") == ["5", "11", "18"]


def test_an_answer_wakes_only_rows_that_look_at_it() -> None:
    person = roster("5", "6", "7", "8").answer("/data/p[3]/age", "70")
    assert person.changed() == {
        "/data/p[3]/age",
        "/data/p[3]/running",
        "/data/p[4]/before",
        "/data/p[4]/running",
        "/data/total",
    }


def test_a_new_row_starts_from_the_template() -> None:
    assert roster("5").add("/data/p").value("/data/p[2]/age") == "1"


def test_without_a_template_a_new_row_starts_empty() -> None:
    definition = form("<p><a>first</a></p>", body=repeat("/data/p", "/data/p/a"))
    person = Scenario(definition).add("/data/p")
    assert person.values("/data/p", "a") == ["first", ""]


def test_rows_that_stand_in_the_form_come_with_their_answers_and_rows_of_their_own() -> None:
    definition = form(
        '<h jr:template=""><n/><p jr:template=""><a/></p></h>'
        "<h><n>one</n><p><a>x</a></p><p><a>y</a></p></h><h><n>two</n></h>",
        body=repeat("/data/h", "/data/h/n", repeat("/data/h/p", "/data/h/p/a")),
    )
    person = Scenario(definition)
    assert person.values("/data/h", "n") == ["one", "two"]
    assert person.values("/data/h[1]/p", "a") == ["x", "y"]
    assert person.values("/data/h[2]/p", "a") == []
    assert person.add("/data/h").values("/data/h[3]/p", "a") == []


def test_inner_rows_belong_to_their_outer_row() -> None:
    definition = form(
        "<h><sum/><p><a/></p></h><all/>",
        {
            "/data/h/sum": {"calculate": "sum(../p/a)"},
            "/data/h/p/a": {"type": "int"},
            "/data/all": {"calculate": "sum(/data/h/p/a)"},
        },
        repeat("/data/h", repeat("/data/h/p", "/data/h/p/a")),
    )
    person = Scenario(definition).add("/data/h").add("/data/h[2]/p")
    person.answer("/data/h[1]/p[1]/a", "1").answer("/data/h[2]/p[2]/a", "20")
    assert person.values("/data/h", "sum") == ["1", "20"]
    assert person.value("/data/all") == "21"


def test_a_count_makes_and_removes_rows_and_a_slip_loses_nothing() -> None:
    definition = form(
        "<n/><p><a/></p><many/>",
        {"/data/n": {"type": "int"}, "/data/many": {"calculate": "count(/data/p)"}},
        inputs("/data/n") + repeat("/data/p", "/data/p/a", count="/data/n"),
    )
    person = Scenario(definition)
    assert person.value("/data/many") == "0"
    person.answer("/data/n", "3").answer("/data/p[3]/a", "kept")
    person.answer("/data/n", "1")
    assert person.value("/data/many") == "1"
    person.answer("/data/n", "3")
    assert person.values("/data/p", "a") == ["", "", "kept"]
    with pytest.raises(NotAnswerable):
        person.add("/data/p")
    assert person.session.count_allowed(person.at("/data/p")) == (False, False)
    assert person.replayed().everything() == person.everything()


def test_a_count_that_makes_no_sense_is_limited() -> None:
    definition = form(
        "<n/><p><a/></p>",
        {"/data/n": {"type": "int"}},
        inputs("/data/n") + repeat("/data/p", "/data/p/a", count="/data/n"),
    )
    person = Scenario(definition).answer("/data/n", "999999999")
    assert len(person.session.instances(person.at("/data/p"))) == MOST_INSTANCES
    assert not person.answer("/data/n", "-3").values("/data/p", "a")


def test_counts_inside_counts_stop_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.forms.evaluation.MOST_NODES", 500)
    definition = form(
        "<n/><p><q><x/></q></p>",
        {"/data/n": {"type": "int"}},
        inputs("/data/n")
        + repeat("/data/p", repeat("/data/p/q", "/data/p/q/x", count="/data/n"), count="/data/n"),
    )
    assert len(Scenario(definition).answer("/data/n", "99").everything()) < 600


def test_a_count_that_is_wiped_out_changes_nothing_until_there_is_a_new_one() -> None:
    definition = form(
        "<n/><p><a/></p>",
        {"/data/n": {"type": "int"}},
        inputs("/data/n") + repeat("/data/p", "/data/p/a", count="/data/n"),
    )
    person = Scenario(definition).answer("/data/n", "2").answer("/data/p[1]/a", "x")
    assert person.answer("/data/n", "").values("/data/p", "a") == ["x", ""]
    assert person.answer("/data/n", "1").values("/data/p", "a") == ["x"]


def test_rows_that_nobody_added_have_the_same_identity_on_every_machine() -> None:
    assert Scenario(ROSTER).at("/data/p[1]") == Scenario(ROSTER).at("/data/p[1]")
    person = Scenario(ROSTER)
    other = FormSession.open(ROSTER, record=new_record_id(), clock=person.clock)
    assert other.address("/data/p[1]") != person.at("/data/p[1]")


def test_rows_of_a_fixed_repeat_can_be_neither_added_nor_removed() -> None:
    definition = form(
        "<p><a/></p>",
        body='<group ref="/data/p"><repeat nodeset="/data/p" jr:noAddRemove="true()">'
        f"{inputs('/data/p/a')}</repeat></group>",
    )
    person = Scenario(definition)
    with pytest.raises(NotAnswerable):
        person.add("/data/p")
    with pytest.raises(NotAnswerable):
        person.remove("/data/p[1]")


def test_a_repeat_that_would_not_be_relevant_takes_no_rows() -> None:
    definition = form(
        "<has/><p jr:template=''><a/></p>".replace("'", '"'),
        {"/data/p": {"relevant": "/data/has = 'yes'"}},
        inputs("/data/has") + repeat("/data/p", "/data/p/a"),
    )
    person = Scenario(definition)
    assert person.session.count_allowed(person.at("/data/p")) == (False, False)
    with pytest.raises(NotAnswerable):
        person.add("/data/p")
    person.answer("/data/has", "yes").add("/data/p").answer("/data/p[1]/a", "x")
    person.answer("/data/has", "no")
    assert not person.relevant("/data/p[1]")
    assert not person.relevant("/data/p[1]/a")


def test_irrelevant_rows_are_not_counted() -> None:
    definition = form(
        "<p><in/><a/></p><many/><sum/>",
        {
            "/data/p/a": {"type": "int", "relevant": "../in != 'no'"},
            "/data/many": {"calculate": "count(/data/p/a)"},
            "/data/sum": {"calculate": "sum(/data/p/a)"},
        },
        repeat("/data/p", "/data/p/in", "/data/p/a"),
    )
    person = Scenario(definition).add("/data/p")
    person.answer("/data/p[1]/a", "1").answer("/data/p[2]/a", "2").answer("/data/p[1]/in", "no")
    assert (person.value("/data/many"), person.value("/data/sum")) == ("1", "2")


def named(label: str) -> Scenario:
    group = f'<group ref="/data/p/g"><label>{label}</label>{inputs("/data/p/g/name")}</group>'
    return Scenario(form("<p><calc/><g><name/></g></p>", {}, repeat("/data/p", group)))


def test_the_first_group_of_a_row_names_the_row_when_its_label_quotes_answers() -> None:
    person = named('Person <output value="/data/p/g/name"/>')
    if not person.session.instances(person.at("/data/p")):
        person.add("/data/p")
    person.answer("/data/p[1]/g/name", "Mari")
    group = person.session.naming_group(person.at("/data/p[1]"))
    assert group == person.at("/data/p[1]/g")
    assert person.session.label(group) == "Person Mari"


def test_a_group_with_the_same_words_in_every_row_names_none() -> None:
    person = named("Person")
    if not person.session.instances(person.at("/data/p")):
        person.add("/data/p")
    assert person.session.naming_group(person.at("/data/p[1]")) is None


def test_an_instance_that_is_not_relevant_cannot_be_removed() -> None:
    definition = form(
        "<n/><p><x/></p>",
        {"/data/p": {"relevant": "/data/n = 'yes'"}},
        inputs("/data/n") + repeat("/data/p", "/data/p/x"),
    )
    person = Scenario(definition)
    with pytest.raises(NotAnswerable) as caught:
        person.remove("/data/p[1]")
    assert caught.value.reason is Refusal.IRRELEVANT
    person.answer("/data/n", "yes").remove("/data/p[1]")
    assert person.session.instances(Address("/data/p")) == []
