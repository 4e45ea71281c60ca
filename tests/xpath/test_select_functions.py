from __future__ import annotations

import pytest

from app.xpath.values import NAN


@pytest.mark.parametrize(
    ("name", "arguments", "result"),
    [
        ("selected", ("a b c", "b"), True),
        ("selected", ("abc", "b"), False),
        ("selected", ("a b", " b "), True),
        ("selected", ("", ""), True),
        ("selected", (" ", " "), True),
        ("selected", ("a", ""), False),
        ("selected", ("", "a"), False),
        ("selected", (1.0, "1"), True),
        ("is-selected", ("a b", "a"), True),
        ("selected-at", ("a b c", 0.0), "a"),
        ("selected-at", ("a  b c", 1.0), "b"),
        ("selected-at", ("a b c", 3.0), ""),
        ("selected-at", ("a b c", -1.0), ""),
        ("selected-at", ("a b c", ""), ""),
        ("selected-at", ("a b c", NAN), ""),
        ("selected-at", ("", 0.0), ""),
        ("count-selected", ("a b c",), 3.0),
        ("count-selected", (" ",), 0.0),
        ("count-selected", ("",), 0.0),
        ("count-selected", (7.0,), 1.0),
    ],
)
def test_select_functions(call, name: str, arguments: tuple, result: object) -> None:
    assert call(name, *arguments) == result


def test_a_node_is_its_value(call, nodes) -> None:
    assert call("selected", nodes("a b"), nodes("b"))
