from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import AppError, ErrorCode
from app.forms import external
from app.forms.definition import Item
from app.forms.external import read_list
from tests.forms.books import definition


def rows(item: Item) -> list[dict[str, str]]:
    return [{kid.name: kid.value for kid in row.children} for row in item.children]


def test_each_csv_row_is_an_item_with_a_child_per_column():
    root = read_list("towns.csv", b"name,label\nnarva,Narva\ntartu,Tartu\n")
    assert rows(root) == [{"name": "narva", "label": "Narva"}, {"name": "tartu", "label": "Tartu"}]
    assert root.children[0].parent is root


def test_csv_of_a_local_spreadsheet_comes_with_semicolons_and_a_byte_order_mark():
    root = read_list("towns.csv", "\ufeffname;label\nnarva;Narva, linn\n".encode())
    assert rows(root) == [{"name": "narva", "label": "Narva, linn"}]


def test_csv_in_an_old_code_page_keeps_its_letters():
    root = read_list("towns.csv", "name,label\np,Põlva\n".encode("cp1252"))
    assert rows(root)[0]["label"] == "Põlva"


def test_short_csv_rows_are_filled_and_empty_ones_left_out():
    assert rows(read_list("t.csv", b"a,b\n1\n\n,\n2,3\n")) == [
        {"a": "1", "b": ""},
        {"a": "2", "b": "3"},
    ]


def test_xml_list_keeps_its_elements():
    root = read_list("t.xml", b"<root><item x='1'><name>a</name></item></root>")
    assert rows(root) == [{"name": "a"}]
    assert root.children[0].attributes == {"x": "1"}


def test_xml_list_with_document_type_is_refused():
    with pytest.raises(AppError) as caught:
        read_list("t.xml", b"<!DOCTYPE r><r/>")
    assert caught.value.code is ErrorCode.XFORM_DOCTYPE


def test_geojson_feature_gets_its_geometry_in_odks_form():
    feature = {
        "type": "Feature",
        "id": "f1",
        "geometry": {"type": "Point", "coordinates": [28.2, 59.4]},
        "properties": {"title": "Narva", "open": True, "beds": 3},
    }
    root = read_list(
        "t.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    )
    [row] = rows(root)
    assert row == {
        "title": "Narva",
        "open": "true",
        "beds": "3",
        "id": "f1",
        "geometry": "59.4 28.2 0 0",
    }


def test_geojson_line_and_area_are_points_with_semicolons():
    line = {"geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, "properties": None}
    area = {
        "geometry": {"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 2]]]},
        "properties": {},
    }
    root = read_list("t.geojson", json.dumps({"features": [line, area]}).encode())
    assert [row["geometry"] for row in rows(root)] == [
        "2 1 0 0; 4 3 0 0",
        "2 1 0 0; 4 3 0 0; 2 1 0 0",
    ]


BROKEN = [
    b"",
    b"[]",
    b"{}",
    b'{"features": 5}',
    b'{"features": [1]}',
    b"\xff\xfe",
    b"[" * 9999,
]


@pytest.mark.parametrize("data", BROKEN)
def test_broken_geojson_is_named(data: bytes):
    with pytest.raises(AppError) as caught:
        read_list("t.geojson", data)
    assert caught.value.code is ErrorCode.LIST_BROKEN


def test_list_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(external, "MOST_ROWS", 2)
    with pytest.raises(AppError) as caught:
        read_list("t.csv", b"a\n1\n2\n3\n")
    assert caught.value.code is ErrorCode.LIST_TOO_LARGE


def test_broad_list_is_limited_by_its_cells(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(external, "MOST_CELLS", 6)
    assert len(read_list("t.csv", b"a,b,c\n1,2,3\n4,5,6\n").children) == 2
    with pytest.raises(AppError) as caught:
        read_list("t.csv", b"a,b,c\n1,2,3\n4,5,6\n7,8,9\n")
    assert (caught.value.code, caught.value.params["limit"]) == (ErrorCode.LIST_TOO_LARGE, 2)


def test_a_million_choices_and_one_more_are_refused():
    with pytest.raises(AppError) as caught:
        read_list("t.csv", b"name\n" + b"x\n" * 1_000_001)
    assert (caught.value.code, caught.value.params["limit"]) == (
        ErrorCode.LIST_TOO_LARGE,
        1_000_000,
    )


def test_a_value_is_found_without_walking_over_the_row_and_the_same_after():
    row = read_list("t.csv", b"name,,label,name\nn,lost,Narva,second\n").children[0]
    before = [row.field(name) for name in ("name", "label", "", "gone")]
    assert before == ["n", "Narva", None, None]
    assert [kid.value for kid in row.children] == ["n", "Narva", "second"]
    assert row.children is row.children
    assert all(kid.parent is row for kid in row.children)
    assert [row.field(name) for name in ("name", "label", "", "gone")] == before


def test_rows_of_xml_may_hold_what_no_table_does():
    data = b"<root><item a='1'><name>x</name><geo><lat>5</lat></geo></item><item><name b='2'/></item></root>"
    first, second = read_list("t.xml", data).children
    assert (first.attributes["a"], first.field("name"), first.field("geo")) == ("1", "x", "")
    assert first.children[1].field("lat") == "5"
    assert second.children[0].attributes["b"] == "2"


@given(st.binary(max_size=300), st.sampled_from(["t.csv", "t.xml", "t.geojson"]))
def test_any_bytes_are_a_list_or_an_app_error(data: bytes, name: str):
    with contextlib.suppress(AppError):
        read_list(name, data)


def test_form_reads_its_list_from_the_attachments():
    model = """<instance><data id="f"><a/></data></instance><instance id="t" src="jr://file-csv/t.csv"/>"""
    form = definition(model, attachments={"t.csv": b"name,label\n1,One\n"})
    assert rows(form.instances["t"].root) == [{"name": "1", "label": "One"}]


def test_missing_list_leaves_the_form_readable():
    model = """<instance><data id="f"><a/></data></instance><instance id="t" src="jr://file-csv/t.csv"/>"""
    assert definition(model).instances["t"].root is None
