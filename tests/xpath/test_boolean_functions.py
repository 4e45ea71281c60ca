from __future__ import annotations

import pytest

from app.xpath.values import NAN


@pytest.mark.parametrize(
    ("name", "arguments", "result"),
    [
        ("true", (), True),
        ("false", (), False),
        ("boolean", ("false",), True),
        ("boolean", ("",), False),
        ("boolean", (NAN,), False),
        ("boolean", (0.0,), False),
        ("boolean-from-string", ("true",), True),
        ("boolean-from-string", ("1",), True),
        ("boolean-from-string", (1.0,), True),
        ("boolean-from-string", (True,), True),
        ("boolean-from-string", ("yes",), False),
        ("boolean-from-string", ("",), False),
        ("boolean-from-string", (NAN,), False),
        ("not", ("",), True),
        ("not", (NAN,), True),
        ("not", ("x",), False),
        ("regex", ("12345", "[0-9]{5}"), True),
        ("regex", ("123456", "[0-9]{5}"), False),
        ("regex", ("", ".+"), False),
        ("regex", ("", ""), True),
        ("regex", (5.0, r"\d"), True),
        ("regex", ("x", "("), False),
        ("checklist", (1.0, 2.0, "a", "", "b"), True),
        ("checklist", (1.0, 1.0, "a", "b"), False),
        ("checklist", (1.0, -1.0, "a", "b"), True),
        ("checklist", (-1.0, 1.0), True),
        ("checklist", (-1.0, 1.0, "a", "b"), False),
        ("checklist", (3.0, -1.0, "a", "b", NAN), False),
        ("checklist", ("", "", ""), True),
        ("weighted-checklist", (3.0, 5.0, "a", 2.0, "b", 2.0), True),
        ("weighted-checklist", (3.0, 5.0, "a", 2.0, "", 2.0), False),
        ("weighted-checklist", (3.0, -1.0, "a", 200.0), True),
        ("weighted-checklist", (-1.0, 1.0, "a", 0.5), True),
        ("weighted-checklist", (0.0, 1.0, "a", NAN), False),
        ("weighted-checklist", (0.0, 1.0, "", NAN), True),
    ],
)
def test_boolean_functions(call, name: str, arguments: tuple, result: bool) -> None:
    assert call(name, *arguments) is result


def test_checklists_count_the_nodes_of_a_set(call, nodes) -> None:
    assert call("checklist", 2.0, 2.0, nodes("a", "", "b"))
    assert call("weighted-checklist", 5.0, 5.0, nodes("a", "", "b"), nodes(2.0, 9.0, 3.0))
    assert not call("weighted-checklist", 0.0, -1.0, nodes("a", "b"), nodes(1.0))
