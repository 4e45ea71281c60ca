"""What a form does by itself: preloads, values at first load, in new rows, when an answer changes."""

from __future__ import annotations

from tests.forms.scenario import RECORD, Scenario, form, inputs, repeat

EVENTS = {
    "load": "odk-instance-first-load",
    "row": "odk-new-repeat",
    "changed": "xforms-value-changed",
}


def setvalue(event: str, ref: str, value: str) -> str:
    return f'<setvalue event="{event}" ref="{ref}" value="{value}"/>'


def test_the_device_fills_what_it_knows() -> None:
    definition = form(
        "<start/><end/><today/><device/><user/><meta><instanceID/></meta><note/>",
        {
            "/data/start": {
                "type": "dateTime",
                "jr:preload": "timestamp",
                "jr:preloadParams": "start",
            },
            "/data/end": {"type": "dateTime", "jr:preload": "timestamp", "jr:preloadParams": "end"},
            "/data/today": {"type": "date", "jr:preload": "date", "jr:preloadParams": "today"},
            "/data/device": {"jr:preload": "property", "jr:preloadParams": "deviceid"},
            "/data/user": {"jr:preload": "property", "jr:preloadParams": "username"},
            "/data/meta/instanceID": {"jr:preload": "uid", "readonly": "true()"},
            "/data/note": {"calculate": "concat(/data/user, ' ', /data/today)"},
        },
    )
    person = Scenario(definition)
    assert person.value("/data/start") == "2024-03-15T12:00:00.000+02:00"
    assert person.value("/data/note") == "mari 2024-03-15"
    assert person.value("/data/device") == "device-7"
    assert person.value("/data/meta/instanceID") == f"uuid:{RECORD}"
    assert person.value("/data/end") == ""
    again = person.later(hours=2).replayed()
    again.later(hours=3)
    assert again.everything() == person.everything()
    assert again.session.finish().fields["answers/data/end"] == "2024-03-15T15:00:00.000+02:00"


def test_a_default_does_not_see_calculations_further_down() -> None:
    named = ("above", "seen", "unseen", "whole", "below", "outside")
    row = "".join(f"<{name}/>" for name in named[:-1])
    definition = form(
        f"<above/><seen/><unseen/><below/><p jr:template=''>{row}</p><p>{row}</p><outside/>",
        {
            **{f"/data{at}/above": {"calculate": "'above'"} for at in ("", "/p")},
            **{f"/data{at}/below": {"calculate": "'below'"} for at in ("", "/p")},
            "/data/outside": {"calculate": "'outside'"},
        },
        inputs("/data/seen", "/data/unseen")
        + repeat("/data/p", "/data/p/seen", "/data/p/unseen", "/data/p/whole"),
        model=setvalue(EVENTS["load"], "/data/seen", "concat(/data/above, '!')")
        + setvalue(EVENTS["load"], "/data/unseen", "concat(/data/below, '!')")
        + "".join(
            setvalue(f"{EVENTS['load']} {EVENTS['row']}", f"/data/p/{name}", value)
            for name, value in (
                ("seen", "concat(../above, '!')"),
                ("unseen", "concat(../below, '!')"),
                ("whole", "concat(/data/outside, '!')"),
            )
        ),
    )
    person = Scenario(definition).add("/data/p")

    assert (person.value("/data/seen"), person.value("/data/unseen")) == ("above!", "!")
    assert person.values("/data/p", "seen") == ["above!", "above!"]
    assert person.values("/data/p", "unseen") == ["!", "!"]
    assert person.values("/data/p", "whole") == ["!", "outside!"]
    assert person.values("/data/p", "below") == ["below", "below"]
    assert person.replayed().everything() == person.everything()


def test_a_stored_zero_has_no_sign() -> None:
    definition = form(
        "<x/><zero/><part/>",
        {
            "/data/x": {"type": "int"},
            "/data/zero": {"calculate": "/data/x * -1"},
            "/data/part": {"calculate": "49 div /data/zero"},
        },
        inputs("/data/x"),
    )
    assert Scenario(definition).answer("/data/x", "0").value("/data/part") == "Infinity"


def test_dynamic_defaults_are_set_once_and_can_be_changed() -> None:
    definition = form(
        "<a/><b/>",
        {"/data/a": {"type": "int"}, "/data/b": {"type": "int"}},
        inputs("/data/a", "/data/b"),
        model=setvalue(EVENTS["load"], "/data/a", "1 + 1")
        + setvalue(EVENTS["load"], "/data/b", "/data/a * 2"),
    )
    person = Scenario(definition)
    assert (person.value("/data/a"), person.value("/data/b")) == ("2", "4")
    assert person.answer("/data/a", "9").value("/data/b") == "4"
    assert person.replayed().everything() == person.everything()


def test_a_new_row_gets_its_dynamic_default() -> None:
    action = setvalue(f"{EVENTS['load']} {EVENTS['row']}", "/data/p/a", "position(..) * 10")
    definition = form(
        '<p jr:template=""><a/></p><p><a/></p>',
        {"/data/p/a": {"type": "int"}},
        f'<group ref="/data/p"><repeat nodeset="/data/p">{action}{inputs("/data/p/a")}</repeat></group>',
    )
    person = Scenario(definition).add("/data/p").answer("/data/p[1]/a", "1")
    assert person.add("/data/p").values("/data/p", "a") == ["1", "20", "30"]
    assert person.replayed().everything() == person.everything()


def test_a_changed_answer_sets_another_of_the_same_row() -> None:
    action = setvalue(EVENTS["changed"], "/data/p/when", "concat('at ', ../a)")
    definition = form(
        "<p><a/><when/></p>",
        {"/data/p/a": {"type": "string"}},
        f'<group ref="/data/p"><repeat nodeset="/data/p"><input ref="/data/p/a">{action}</input></repeat></group>',
    )
    person = Scenario(definition).add("/data/p").answer("/data/p[2]/a", "x")
    assert person.values("/data/p", "when") == ["", "at x"]
    assert person.undo().values("/data/p", "when") == ["", ""]
    assert person.redo().replayed().values("/data/p", "when") == ["", "at x"]


def test_a_calculation_can_trigger_too_and_an_empty_value_clears() -> None:
    definition = form(
        "<a/><twice/><note>old</note>",
        {"/data/a": {"type": "int"}, "/data/twice": {"calculate": "/data/a * 2"}},
        inputs("/data/a")
        + '<input ref="/data/twice"><setvalue event="xforms-value-changed" ref="/data/note"/></input>',
    )
    assert Scenario(definition).answer("/data/a", "2").value("/data/note") == ""


def test_adding_a_row_sets_off_what_hangs_on_it_but_not_the_beginnings_of_the_row() -> None:
    definition = form(
        '<n/><log/><p jr:template=""><a>1</a><b/></p>',
        {"/data/n": {"calculate": "count(/data/p)"}},
        '<input ref="/data/n"><setvalue event="xforms-value-changed" ref="/data/log" value="/data/n"/></input>'
        '<group ref="/data/p"><repeat nodeset="/data/p"><input ref="/data/p/a">'
        '<setvalue event="xforms-value-changed" ref="/data/p/b">changed</setvalue></input></repeat></group>',
    )
    person = Scenario(definition).add("/data/p")
    assert person.value("/data/log") == "1"
    assert person.value("/data/p[1]/b") == ""
    assert person.answer("/data/p[1]/a", "2").value("/data/p[1]/b") == "changed"


def test_random_and_unique_values_survive_a_replay_as_they_were() -> None:
    definition = form(
        "<a/><id/><roll/>",
        {"/data/id": {"calculate": "once(uuid())"}, "/data/roll": {"type": "decimal"}},
        f'<input ref="/data/a">{setvalue(EVENTS["changed"], "/data/roll", "random()")}</input>',
    )
    person = Scenario(definition).answer("/data/a", "x")
    kept = person.value("/data/id"), person.value("/data/roll")
    person.answer("/data/a", "y")
    assert person.value("/data/id") == kept[0]
    assert person.value("/data/roll") != kept[1]
    assert person.replayed().everything() == person.everything()


def test_rows_that_a_count_makes_get_their_dynamic_defaults_too() -> None:
    both = "odk-instance-first-load odk-new-repeat"
    actions = "".join(
        f'<setvalue event="{event}" ref="/data/p/{name}" value="{value}"/>'
        for event, name, value in (
            (both, "a", "position(..) * 10"),
            ("odk-new-repeat", "b", "'new'"),
        )
    )
    definition = form(
        '<n/><p jr:template=""><a/><b/></p><p><a/><b/></p>',
        {"/data/n": {"type": "int"}, "/data/p/a": {"type": "int"}},
        inputs("/data/n") + repeat("/data/p", "/data/p/a", "/data/p/b", actions, count="/data/n"),
    )
    person = Scenario(definition).answer("/data/n", "2")
    assert person.values("/data/p", "a") == ["10", "20"]
    person.answer("/data/p[1]/a", "5").answer("/data/n", "1").answer("/data/n", "3")
    assert person.values("/data/p", "a") == ["5", "20", "30"]
    assert person.values("/data/p", "b") == ["new"] * 3
    assert person.replayed().everything() == person.everything()
    person.undo().undo().undo().undo()
    assert person.session.instances(person.at("/data/p")) == []


def test_rows_that_a_count_makes_set_nothing_off_by_coming() -> None:
    changed = '<setvalue event="xforms-value-changed" ref="/data/p/b" value="\'changed\'"/>'
    definition = form(
        "<n/><p><a/><b/></p>",
        {"/data/n": {"type": "int"}, "/data/p/a": {"calculate": "position(..)"}},
        inputs("/data/n")
        + repeat(
            "/data/p",
            f'<input ref="/data/p/a"><label>A</label>{changed}</input>',
            "/data/p/b",
            count="/data/n",
        ),
    )
    person = Scenario(definition).answer("/data/n", "2")
    assert person.values("/data/p", "b") == ["", ""]


def test_the_device_fills_what_stands_in_new_rows_too() -> None:
    definition = form(
        "<n/><u/><p><day/><id/><q/></p><c><by/><x/></c>",
        {
            "/data/u": {"jr:preload": "uid"},
            "/data/p/day": {"jr:preload": "date", "jr:preloadParams": "today", "type": "date"},
            "/data/p/id": {"jr:preload": "uid"},
            "/data/c/by": {"jr:preload": "property", "jr:preloadParams": "username"},
        },
        inputs("/data/n")
        + repeat("/data/p", "/data/p/q")
        + repeat("/data/c", "/data/c/x", count="/data/n"),
    )
    person = Scenario(definition).later(days=1).add("/data/p").answer("/data/n", "2")
    *_, day = person.values("/data/p", "day")
    assert day == "2024-03-16"
    assert person.values("/data/c", "by") == ["mari", "mari"]
    ids = {person.value("/data/u"), *person.values("/data/p", "id")}
    assert len(ids) == 1 + len(person.values("/data/p", "id"))
    assert all(each.startswith("uuid:") for each in ids)
    assert person.replayed(days_later=9).everything() == person.everything()
