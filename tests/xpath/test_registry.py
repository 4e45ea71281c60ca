from __future__ import annotations

import pytest

from app.xpath.errors import CallFault
from app.xpath.functions import KNOWN_DIALECT, REGISTRY, calls, check_calls
from app.xpath.parser import parse

# fmt: off
SPECIFIED = [
    "string", "concat", "join", "substr", "substring-before", "substring-after", "translate",
    "string-length", "normalize-space", "contains", "starts-with", "ends-with", "uuid", "digest",
    "pulldata", "if", "coalesce", "once", "true", "false", "boolean", "boolean-from-string",
    "not", "regex", "checklist", "weighted-checklist", "number", "random", "int", "sum", "max",
    "min", "round", "pow", "log", "log10", "abs", "sin", "cos", "tan", "asin", "acos", "atan",
    "atan2", "sqrt", "exp", "exp10", "pi", "count", "count-non-empty", "position", "instance",
    "current", "randomize", "today", "now", "format-date", "format-date-time", "date",
    "decimal-date-time", "decimal-time", "selected", "selected-at", "count-selected",
    "jr:choice-name", "jr:itext", "indexed-repeat", "area", "distance", "base64-decode",
]
LATER = ["geofence", "intersects", "extract-signed"]
BEYOND = [
    "date-time", "enclosed-area", "is-selected", "property", "version", "depend", "last", "name",
    "local-name", "namespace-uri", "id", "lang", "substring", "floor", "ceiling",
]
# fmt: on


def test_every_function_of_the_standard_is_there() -> None:
    assert len(SPECIFIED) == len(set(SPECIFIED)) == 70
    assert set(REGISTRY) == {*SPECIFIED, *LATER, *BEYOND}


def test_functions_of_other_products_are_not() -> None:
    assert not KNOWN_DIALECT & set(REGISTRY)


def test_functions_that_need_the_tree_are_left_to_the_compiler() -> None:
    special = {name for name, function in REGISTRY.items() if function.special}
    assert special == {
        *[
            "if",
            "coalesce",
            "once",
            "current",
            "instance",
            "position",
            "last",
            "indexed-repeat",
            "pulldata",
        ],
        *[
            "jr:choice-name",
            "jr:itext",
            "name",
            "local-name",
            "namespace-uri",
            "property",
            "version",
        ],
    }


def test_only_time_and_chance_make_a_function_impure() -> None:
    assert {name for name, function in REGISTRY.items() if not function.pure} == {
        "today",
        "now",
        "random",
        "uuid",
        "randomize",
    }


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("if(1, 2, 3) + round(1.5, 1)", []),
        ("foo(1)", [(CallFault.UNKNOWN_FUNCTION, 0, {"name": "foo"})]),
        ("1 + count-if(/a, 1)", [(CallFault.DIALECT_FUNCTION, 4, {"name": "count-if"})]),
        ("if(1, 2)", [(CallFault.TOO_FEW_ARGUMENTS, 0, {"name": "if", "found": 2, "minimum": 3})]),
        (
            "today(1)",
            [(CallFault.TOO_MANY_ARGUMENTS, 0, {"name": "today", "found": 1, "maximum": 0})],
        ),
        (
            "indexed-repeat(a, b, 1, c)",
            [(CallFault.UNPAIRED_ARGUMENTS, 0, {"name": "indexed-repeat", "found": 4})],
        ),
        (
            "weighted-checklist(1, 2, a)",
            [(CallFault.UNPAIRED_ARGUMENTS, 0, {"name": "weighted-checklist", "found": 3})],
        ),
        (
            "regex(., '[0-9')",
            [
                (
                    CallFault.UNREADABLE_PATTERN,
                    0,
                    {"name": "regex", "pattern": "[0-9", "at": 0, "reason": "unclosed"},
                )
            ],
        ),
        ("regex(., '[0-9]+') and regex(., /data/pattern)", []),
    ],
)
def test_calls_are_checked_without_a_session(source: str, faults: list) -> None:
    assert [(bad.code, bad.at, dict(bad.params)) for bad in check_calls(parse(source))] == faults


def test_calls_are_found_everywhere() -> None:
    tree = parse("f(a[g()], -h())/b[i()] + (j() | k())[l()] + /x/y[m() = 1]")
    assert sorted(call.name for call in calls(tree)) == list("fghijklm")
