"""Choices, what filters them, and every word of a form in each of its languages."""

from __future__ import annotations

import pytest

from tests.forms.scenario import Scenario, form, inputs, repeat, select

TOWNS = [
    {"name": "narva", "label": "Narva", "county": "ida"},
    {"name": "johvi", "label": "Jõhvi", "county": "ida"},
    {"name": "tartu", "label": "Tartu", "county": "tartu"},
]
COUNTIES = [{"name": "ida", "label": "Ida"}, {"name": "tartu", "label": "Tartumaa"}]

PLACE = form(
    "<county/><town/><where/>",
    {
        "/data/where": {"calculate": "jr:choice-name(/data/town, '/data/town')"},
    },
    select("/data/county", "instance('counties')/root/item")
    + select("/data/town", "instance('towns')/root/item[county = /data/county]"),
    lists={"counties": COUNTIES, "towns": TOWNS},
)


def test_a_list_follows_the_answer_it_is_filtered_by() -> None:
    person = Scenario(PLACE)
    assert person.choices("/data/town") == []
    person.answer("/data/county", "ida")
    assert person.choices("/data/town") == ["narva", "johvi"]
    assert "/data/town" in person.changed()


def test_an_answer_that_is_not_offered_any_more_is_hidden_and_comes_back() -> None:
    person = Scenario(PLACE).answer("/data/county", "ida").answer("/data/town", "narva")
    assert person.value("/data/where") == "Narva"
    person.answer("/data/county", "tartu")
    assert (person.value("/data/town"), person.value("/data/where")) == ("", "")
    assert "answers/data/town" not in Scenario(PLACE).session.finish().fields
    person.answer("/data/county", "ida")
    assert (person.value("/data/town"), person.value("/data/where")) == ("narva", "Narva")


def test_a_calculated_choice_outside_of_its_list_is_no_choice() -> None:
    definition = form(
        "<n/><level/>",
        {
            "/data/n": {"type": "int"},
            "/data/level": {"calculate": "if(/data/n > 5, 'ida', 'none')"},
        },
        inputs("/data/n") + select("/data/level", "instance('counties')/root/item"),
        lists={"counties": COUNTIES},
    )
    person = Scenario(definition)
    assert person.value("/data/level") == ""
    assert person.answer("/data/n", "6").value("/data/level") == "ida"


def test_rows_of_a_repeat_can_be_chosen_from() -> None:
    definition = form(
        "<p><name/><label/></p><head/>",
        body=repeat("/data/p", "/data/p/name", "/data/p/label")
        + select("/data/head", "/data/p[label != '']"),
    )
    person = Scenario(definition).answer("/data/p[1]/name", "a").answer("/data/p[1]/label", "Anna")
    person.add("/data/p").answer("/data/p[2]/name", "b")
    assert person.choices("/data/head") == ["a"]
    person.answer("/data/p[2]/label", "Boris").answer("/data/head", "b")
    assert person.session.choice_labels(person.at("/data/head"), "b") == ["Boris"]
    assert person.remove("/data/p[2]").value("/data/head") == ""


def test_a_seeded_order_is_the_same_every_time() -> None:
    definition = form(
        "<s/><seed>42</seed>",
        body=select("/data/s", "randomize(instance('l')/root/item, /data/seed)"),
        lists={"l": [{"name": str(n), "label": str(n)} for n in range(20)]},
    )
    first, second = Scenario(definition).choices("/data/s"), Scenario(definition).choices("/data/s")
    assert first == second
    assert sorted(first, key=int) == [str(n) for n in range(20)]
    assert first != sorted(first, key=int)


TEXTS = """
<itext>
  <translation lang="Estonian (et)" default="true()">
    <text id="q:label"><value>Nimi on <output value="/data/name"/></value><value form="image">jr://images/et.png</value></text>
    <text id="q:hint"><value>Vihje</value></text><text id="q:msg"><value>Liiga pikk</value></text>
    <text id="yes"><value>jah</value></text><text id="no"><value>ei</value></text>
  </translation>
  <translation lang="Russian (ru)">
    <text id="q:label"><value>Имя <output value="/data/name"/></value></text>
    <text id="yes"><value>да</value></text><text id="no"><value>нет</value></text>
  </translation>
</itext>
"""

SPOKEN = form(
    "<name/><yn/><said/>",
    {
        "/data/name": {
            "constraint": "string-length(.) < 9",
            "jr:constraintMsg": "jr:itext('q:msg')",
        },
        "/data/said": {"calculate": "jr:choice-name(/data/yn, '/data/yn')"},
    },
    '<input ref="/data/name"><label ref="jr:itext(\'q:label\')"/><hint ref="jr:itext(\'q:hint\')"/></input>'
    '<select1 ref="/data/yn"><itemset nodeset="instance(\'yn\')/root/item">'
    '<value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>',
    model=TEXTS,
    lists={"yn": [{"name": "y", "itextId": "yes"}, {"name": "n", "itextId": "no"}]},
)


def test_switching_the_language_keeps_answers_and_changes_every_word() -> None:
    person = Scenario(SPOKEN).answer("/data/name", "Mari").answer("/data/yn", "y")
    assert person.label("/data/name") == "Nimi on Mari"
    assert person.value("/data/said") == "jah"
    batch = person.session.switch_language("Russian (ru)")
    assert batch.language
    assert person.label("/data/name") == "Имя Mari"
    assert person.value("/data/said") == "да"
    assert person.value("/data/name") == "Mari"
    assert [c.label for c in person.session.choices(person.at("/data/yn"))] == ["да", "нет"]


def test_a_missing_translation_is_answered_in_the_default_language() -> None:
    person = Scenario(SPOKEN, language="Russian (ru)")
    assert person.session.hint(person.at("/data/name")) == "Vihje"
    assert person.session.constraint_message(person.at("/data/name")) == "Liiga pikk"
    assert person.session.media(person.at("/data/name")) == {"image": "jr://images/et.png"}


def test_words_can_be_asked_for_in_a_language_that_is_not_shown() -> None:
    person = Scenario(SPOKEN).answer("/data/name", "Mari")
    assert person.session.label(person.at("/data/name"), "Russian (ru)") == "Имя Mari"
    assert person.session.choice_labels(person.at("/data/yn"), "n", "Russian (ru)") == ["нет"]


def test_a_language_that_the_form_has_not_is_refused() -> None:
    with pytest.raises(KeyError):
        Scenario(SPOKEN).session.switch_language("French (fr)")
    assert Scenario(SPOKEN, language="French (fr)").session.language == "Estonian (et)"


def test_who_quotes_an_answer_is_told_when_it_changes() -> None:
    person = Scenario(SPOKEN).answer("/data/name", "Ivan")
    assert "/data/name" in person.changed()
    quoted = form(
        "<a/><b/>",
        body='<input ref="/data/a"/><input ref="/data/b"><label>So <output value="/data/a"/></label></input>',
    )
    other = Scenario(quoted).answer("/data/a", "it is")
    assert "/data/b" in other.changed()
    assert other.label("/data/b") == "So it is"
    assert "/data/b" in {
        other.session.ordinal_path(a) for a in (other.session.undo() or other.batches[-1]).changed
    }


def test_undo_across_a_switch_of_language_speaks_the_language_now_shown() -> None:
    person = Scenario(SPOKEN).answer("/data/yn", "y").answer("/data/yn", "n")
    person.session.switch_language("Russian (ru)")
    assert person.undo().value("/data/said") == "да"
    assert person.redo().value("/data/said") == "нет"
    assert person.replayed().everything() == person.everything()
    assert person.replayed().session.language == "Russian (ru)"
