from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.core.clock import StillClock
from app.core.errors import AppError, ErrorCode
from app.core.ids import new_record_id
from app.forms.session import FormSession
from app.forms.submission import from_xml, to_xml
from tests.forms.books import definition

MODEL = """
<instance><data id="f" version="3"><a/><hidden>kept</hidden><r jr:template=""><b/><s><c/></s></r><r><b/><s><c/></s></r>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/hidden" relevant="/data/a = 'x'"/>
<bind nodeset="/data/orx:meta/orx:instanceID" jr:preload="uid"/>"""
BODY = """<input ref="/data/a"/><input ref="/data/hidden"/><group ref="/data/r"><repeat nodeset="/data/r">
<input ref="/data/r/b"/><group ref="/data/r/s"><repeat nodeset="/data/r/s"><input ref="/data/r/s/c"/></repeat></group>
</repeat></group>"""
FORM = definition(MODEL, BODY)
CLOCK = StillClock.at("2026-01-01T12:00:00+02:00")


def session(**given: object) -> FormSession:
    return FormSession.open(FORM, **{"record": new_record_id(), "clock": CLOCK, **given})


def test_answers_stand_in_their_elements_with_form_and_version():
    running = session()
    running.answer(running.address("/data/a"), "x & <y>")
    root = etree.fromstring(to_xml(running))
    assert (root.tag, root.get("id"), root.get("version")) == ("data", "f", "3")
    assert root.findtext("a") == "x & <y>"


def test_irrelevant_nodes_are_left_out():
    running = session()
    assert etree.fromstring(to_xml(running)).find("hidden") is None
    running.answer(running.address("/data/a"), "x")
    assert etree.fromstring(to_xml(running)).findtext("hidden") == "kept"


def test_identity_of_the_record_is_the_instance_id():
    running = session()
    root = etree.fromstring(to_xml(running))
    [identity] = root.iter("{http://openrosa.org/xforms}instanceID")
    assert identity.text == f"uuid:{running.record}"


def test_form_without_meta_gets_an_instance_id_all_the_same():
    form = definition('<instance><data id="f"><a/></data></instance>')
    running = FormSession.open(form, record=new_record_id(), clock=CLOCK)
    assert from_xml(form, to_xml(running)).record == running.record


def test_missing_answers_say_why():
    running = session()
    running.give_missing(running.address("/data/a"), "refused")
    assert (
        etree.fromstring(to_xml(running)).find("a").get("{urn:sild:xforms:1}missing") == "refused"
    )


def test_interview_comes_back_with_answers_reasons_and_identities():
    running = session()
    running.add_repeat(running.parent(running.address("/data/r[1]")) + "/r")
    running.answer(running.address("/data/r[2]/b"), "two")
    running.give_missing(running.address("/data/a"), "dont_know")
    back = from_xml(FORM, to_xml(running))
    again = session(record=back.record, snapshot=back.snapshot)
    assert to_xml(again) == to_xml(running)
    assert again.address("/data/r[2]/b") == running.address("/data/r[2]/b")


def test_submission_of_another_engine_gets_identities_by_place():
    xml = b'<data id="f"><a>1</a><r><b>x</b></r><r><b>y</b><s><c>z</c></s></r><unknown>1</unknown></data>'
    one, other = (
        from_xml(FORM, xml.replace(b"<a>", b"<meta><instanceID>uuid:u</instanceID></meta><a>"))
        for _ in "ab"
    )
    assert one == other
    again = session(record=one.record, snapshot=one.snapshot)
    assert again.state(again.address("/data/r[2]/s[1]/c")).value == "z"


def test_forged_identities_are_not_taken_over():
    xml = b"""<data id="f" xmlns:sild="urn:sild:xforms:1"><r sild:id="a}/x"><b>1</b></r><r sild:id="same"><b>2</b></r>
    <r sild:id="same"><b>3</b></r></data>"""
    snapshot = from_xml(FORM, xml).snapshot
    assert len([key for key in snapshot.fields if key.startswith("order/data/r{")]) == 3
    assert not any("a}/x" in key for key in snapshot.fields)


def test_submission_of_another_form_is_refused():
    with pytest.raises(AppError) as caught:
        from_xml(FORM, b'<data id="g"/>')
    assert caught.value.code is ErrorCode.SUBMISSION_OTHER_FORM


@pytest.mark.parametrize("xml", [b"", b"<data", b'<!DOCTYPE data><data id="f"/>'])
def test_broken_submission_is_refused(xml: bytes):
    with pytest.raises(AppError) as caught:
        from_xml(FORM, xml)
    assert caught.value.code is ErrorCode.SUBMISSION_BROKEN


@given(st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_answer_can_be_written(answer: str):
    running = session()
    running.answer(running.address("/data/a"), answer)
    assert from_xml(FORM, to_xml(running)).record == running.record
