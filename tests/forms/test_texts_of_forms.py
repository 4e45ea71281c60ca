from __future__ import annotations

from app.forms.definition import Output
from tests.forms.books import definition

ITEXT = """<itext>
<translation lang="English (en)"><text id="/data/a:label"><value> Hello <output value=" /data/n "/> ! </value>
  <value form="image">jr://images/a.png</value></text>
  <text id="/data/a:hint"><value>-</value><value form="guidance">tell them</value></text>
  <text id="dash"><value>-</value></text></translation>
<translation lang="Eesti (et)" default="true()"><text id="/data/a:label"><value>-</value></text>
  <text id="/data/a:hint"><value>vihje</value><value form="guidance">-</value></text>
  <text id="dash"><value>-</value></text></translation></itext>"""
MODEL = ITEXT + '<instance><data id="f"><a/><n/></data></instance>'
BODY = """<input ref="/data/a"><label ref="jr:itext('/data/a:label')"/><hint ref="jr:itext('/data/a:hint')"/></input>"""


def test_languages_keep_the_forms_order_and_spelling():
    form = definition(MODEL, BODY)
    assert form.languages == ("English (en)", "Eesti (et)")
    assert form.default_language == "Eesti (et)"


def test_first_language_is_the_default_when_none_says_so():
    form = definition(MODEL.replace(' default="true()"', ""), BODY)
    assert form.default_language == "English (en)"


def test_output_stands_between_the_words():
    label = definition(MODEL, BODY).node("/data/a").control.label
    assert label.words["English (en)"] == ("Hello ", Output("/data/n"), " !")


def test_dash_that_fills_a_missing_translation_is_no_translation():
    label = definition(MODEL, BODY).node("/data/a").control.label
    assert "Eesti (et)" not in label.words


def test_dash_that_every_language_says_is_meant():
    assert definition(MODEL, BODY).texts["dash"].words == {
        "English (en)": ("-",),
        "Eesti (et)": ("-",),
    }


def test_guidance_comes_with_the_hint_and_apart_from_it():
    control = definition(MODEL, BODY).node("/data/a").control
    assert control.hint.words == {"Eesti (et)": ("vihje",)}
    assert control.guidance.words == {"English (en)": ("tell them",)}


def test_media_are_kept_by_kind_and_language():
    label = definition(MODEL, BODY).node("/data/a").control.label
    assert label.media == {"image": {"English (en)": "jr://images/a.png"}}


def test_words_in_the_body_are_good_for_every_language():
    body = '<input ref="/data/a"><label>Age of <output value="/data/n"/></label></input>'
    label = definition(MODEL, body).node("/data/a").control.label
    assert label.words == {"": ("Age of ", Output("/data/n"))}


def test_label_may_be_the_value_of_a_node():
    body = '<input ref="/data/a"><label ref="/data/n"/></input>'
    assert definition(MODEL, body).node("/data/a").control.label.words == {"": (Output("/data/n"),)}
