"""Lines and areas on the map, typed point after point in the real runner."""

from __future__ import annotations

from tests.ui.runner.conftest import Begin, xform

MAP = xform(
    "<way/><field/><end/>",
    '<bind nodeset="/data/way" type="geotrace"/><bind nodeset="/data/field" type="geoshape"/>',
    '<input ref="/data/way"><label>Way?</label></input>'
    '<input ref="/data/field"><label>Field?</label></input>'
    '<input ref="/data/end"><label>End?</label></input>',
)


def test_a_way_and_a_field_are_typed_and_kept(begin: Begin) -> None:
    person = begin(MAP)
    person.answer_with("59.4370 24.7536; 59.44 24.76")
    assert person.here == "/data/field"
    assert person.value("/data/way") == "59.437 24.7536 0.0 0.0;59.44 24.76 0.0 0.0"
    person.answer_with("1 2; 1 3; 2 3")
    assert person.here == "/data/end"
    assert person.value("/data/field").endswith(";1.0 2.0 0.0 0.0")


def test_a_way_of_one_point_is_no_answer(begin: Begin) -> None:
    person = begin(MAP)
    person.answer_with("59.4370 24.7536")
    assert (person.here, person.value("/data/way")) == ("/data/way", "")
    assert "at least 2 points" in person.page.stage.blocks[0].complaint
