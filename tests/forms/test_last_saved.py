"""The last saved interview as a list that a form reads."""

from __future__ import annotations

from app.forms.last_saved import last_saved_ids, last_saved_tree
from tests.forms.scenario import Scenario, form, inputs, repeat

SOURCE = '<instance id="__last-saved" src="jr://instance/last-saved"/>'
READ = {
    "/data/again": {"calculate": "instance('__last-saved')/data/town"},
    "/data/names": {"calculate": "count(instance('__last-saved')/data/person)"},
}
FORM = form(
    "<town/><again/><names/><person jr:template=''><name/></person>",
    READ,
    inputs("/data/town") + repeat("/data/person", "/data/person/name"),
)


def listed():
    from dataclasses import replace

    from app.forms.definition import SecondaryInstance

    source = SecondaryInstance("__last-saved", "jr://instance/last-saved")
    return replace(FORM, instances={"__last-saved": source})


def test_answers_and_rows_of_the_last_one_can_be_read():
    asking = listed()
    fields = {
        "answers/data/town": "Narva",
        "order/data/person{b}": "a1",
        "order/data/person{a}": "a0",
        "answers/data/person{a}/name": "Mari",
        "answers/data/gone": "no longer asked",
    }
    [name] = last_saved_ids(asking)
    talk = Scenario(asking, lists={name: last_saved_tree(asking, fields)})
    assert (talk.value("/data/again"), talk.value("/data/names")) == ("Narva", "2")


def test_there_may_be_no_last_one():
    talk = Scenario(listed())
    assert (talk.value("/data/again"), talk.value("/data/names")) == ("", "0")
