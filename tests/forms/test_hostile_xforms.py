from __future__ import annotations

import contextlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import AppError, ErrorCode
from app.forms import reader_xml
from app.forms.reader import read_xform
from tests.forms.books import xform

SIMPLE = xform('<instance><data id="f"><a/></data></instance>', '<input ref="/data/a"/>')
RICH = xform(
    """<itext><translation lang="et"><text id="l"><value>A <output value="/data/a"/></value></text>
    </translation></itext>
    <instance><data id="f"><a/><r jr:template=""><b/></r><r><b/></r><meta><instanceID/></meta></data></instance>
    <instance id="c"><root><item><name>1</name></item></root></instance>
    <bind nodeset="/data/a" type="int" relevant="1 = 1" jr:constraintMsg="jr:itext('l')"/>
    <setvalue event="odk-instance-first-load" ref="/data/a" value="1"/>""",
    """<input ref="/data/a"><label ref="jr:itext('l')"/></input><group ref="/data/r"><repeat nodeset="/data/r">
    <select1 ref="/data/r/b"><itemset nodeset="instance('c')/root/item"><value ref="name"/></itemset></select1>
    </repeat></group>""",
)
NAMES = st.sampled_from(
    [
        "group",
        "repeat",
        "input",
        "itext",
        "translation",
        "text",
        "value",
        "instance",
        "bind",
        "select1",
        "item",
        "label",
    ]
)
LAUGHS = b"""<?xml version="1.0"?><!-- x --><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<h:html xmlns:h="http://www.w3.org/1999/xhtml">&b;</h:html>"""


def refusal(data: bytes) -> ErrorCode:
    with pytest.raises(AppError) as caught:
        read_xform(data, path="form.xml")
    return caught.value.code


def test_document_type_is_refused_by_its_own_code():
    assert refusal(LAUGHS) is ErrorCode.XFORM_DOCTYPE


def test_document_type_in_another_encoding_is_refused_too():
    text = LAUGHS.decode().replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
    assert refusal(text.encode("utf-16")) in {ErrorCode.XFORM_DOCTYPE, ErrorCode.XFORM_BROKEN}


def test_the_word_doctype_inside_a_form_is_only_a_word():
    data = SIMPLE.replace(b"Test", b"<![CDATA[<!DOCTYPE]]>")
    assert read_xform(data).title == "<!DOCTYPE"


@pytest.mark.parametrize(
    "data", [b"", b"no xml", b"<a>", b"<a/>", b"\x00\x01", b"<?xml version='1.0'?>"]
)
def test_what_is_no_form_is_broken(data: bytes):
    assert refusal(data) is ErrorCode.XFORM_BROKEN


def test_broken_form_names_its_line():
    with pytest.raises(AppError) as caught:
        read_xform(SIMPLE.replace(b"</model>", b""), path="form.xml")
    assert caught.value.params["line"] >= 5


def test_form_without_instance_is_broken():
    assert refusal(xform("")) is ErrorCode.XFORM_BROKEN


def test_form_nested_too_deep_is_refused():
    depth = 150
    nested = "<g>" * depth + "</g>" * depth
    assert (
        refusal(xform(f'<instance><data id="f">{nested}</data></instance>'))
        is ErrorCode.XFORM_TOO_DEEP
    )


def test_form_nested_out_of_all_bounds_is_refused():
    nested = "<g>" * 100_000 + "</g>" * 100_000
    assert refusal(xform(f'<instance><data id="f">{nested}</data></instance>')) in {
        ErrorCode.XFORM_BROKEN,
        ErrorCode.XFORM_TOO_DEEP,
    }


def test_form_beyond_the_size_limit_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reader_xml, "LARGEST_BYTES", 100)
    assert refusal(SIMPLE) is ErrorCode.XFORM_TOO_LARGE


def test_form_of_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reader_xml, "MOST_ELEMENTS", 5)
    assert refusal(SIMPLE) is ErrorCode.XFORM_TOO_LARGE


def test_external_entities_are_never_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    data = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>'.encode()
    assert refusal(data) is ErrorCode.XFORM_DOCTYPE


@given(seed=st.integers(0, 2**32), changes=st.integers(1, 12))
@settings(max_examples=150, deadline=None)
def test_mutated_form_never_raises_anything_but_app_errors(seed: int, changes: int):
    chance = random.Random(seed)
    data = bytearray(RICH)
    for _ in range(changes):
        place = chance.randrange(len(data))
        kind = chance.randrange(3)
        if kind == 0:
            data[place] = chance.randrange(256)
        elif kind == 1:
            del data[place : place + chance.randrange(1, 40)]
        else:
            start = chance.randrange(len(data))
            data[place:place] = data[start : start + chance.randrange(1, 60)]
    with contextlib.suppress(AppError):
        read_xform(bytes(data))


@given(
    st.recursive(
        st.just(""),
        lambda inner: st.builds(lambda n, i: f"<{n}>{i}{i}</{n}>", NAMES, inner),
        max_leaves=8,
    )
)
@settings(max_examples=80, deadline=None)
def test_form_of_known_elements_in_any_order_is_read_or_refused(inside: str):
    with contextlib.suppress(AppError):
        read_xform(xform(f'<instance><data id="f"><a/></data></instance>{inside}', inside))
