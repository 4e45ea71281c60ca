from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from app.xpath.errors import XPathSyntaxError
from app.xpath.nodes import Binary, Call, Expression, Filter, Negation, Number, Path, Step, Text
from app.xpath.parser import parse

OPERATORS = ["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"]
NAMES = st.sampled_from(
    ["a", "div", "mod", "and", "or", "a-b", "a.b", "orx:meta", "nimi", "имя", "_x1"]
)
FUNCTIONS = st.sampled_from(["concat", "jr:itext", "count-selected", "or", "div"])


def written(tree: Expression) -> str:
    """Write a tree with every bracket that it may need."""
    match tree:
        case Number(value):
            return f"{value:f}"
        case Text(text):
            return f"'{text}'" if '"' in text else f'"{text}"'
        case Negation(operand):
            return f"(-{written(operand)})"
        case Binary(operator, left, right):
            return f"({written(left)} {operator} {written(right)})"
        case Call(name, arguments):
            return f"{name}({', '.join(map(written, arguments))})"
        case Filter(base, predicates):
            return f"{written(base)}{brackets(predicates)}"
        case Path(absolute, steps, start):
            begin = f"{written(start)}/" if start else "/" if absolute else ""
            return begin + "/".join(map(step_text, steps)) or "/"
    raise AssertionError(tree)


def step_text(step: Step) -> str:
    return f"{step.axis}::{step.test}{brackets(step.predicates)}"


def brackets(predicates: tuple[Expression, ...]) -> str:
    return "".join(f"[{written(predicate)}]" for predicate in predicates)


def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    predicates = st.lists(inner, max_size=2).map(tuple)
    some_predicates = st.lists(inner, min_size=1, max_size=2).map(tuple)
    steps = st.lists(
        st.builds(
            Step,
            st.sampled_from(["child", "parent", "self", "attribute"]),
            st.one_of(NAMES, st.sampled_from(["*", "node()"])),
            predicates,
        ),
        min_size=1,
        max_size=3,
    ).map(tuple)
    calls = st.builds(Call, FUNCTIONS, st.lists(inner, max_size=3).map(tuple))
    filters = st.builds(Filter, calls, some_predicates)
    return st.one_of(
        st.builds(Binary, st.sampled_from(OPERATORS), inner, inner),
        st.builds(Negation, inner),
        calls,
        filters,
        st.builds(Path, st.booleans(), steps),
        st.builds(Path, st.just(False), steps, st.one_of(calls, filters)),
    )


LEAVES = st.one_of(
    st.builds(Number, st.integers(0, 10**6).map(lambda number: number / 8)),
    st.builds(Text, st.text(st.characters(exclude_characters="'", codec="utf-8"), max_size=8)),
    st.builds(
        Path, st.booleans(), st.builds(Step, st.just("child"), NAMES).map(lambda step: (step,))
    ),
)
TREES = st.recursive(LEAVES, grown, max_leaves=12)
WORDS = st.sampled_from(
    [
        *OPERATORS,
        *"()[],./@|'\"$#",
        "//",
        "..",
        "::",
        "a",
        "f(",
        "1",
        "1.5",
        " ",
        "node()",
        "text()",
        "ü",
    ]
)


@given(TREES)
@settings(max_examples=150, deadline=None)
def test_a_written_tree_reads_as_itself(tree: Expression) -> None:
    assert parse(written(tree)) == tree


@given(st.lists(WORDS, max_size=25).map("".join))
@settings(max_examples=300, deadline=None)
def test_nothing_but_a_syntax_error_comes_of_words(source: str) -> None:
    check(source)


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_nothing_but_a_syntax_error_comes_of_any_text(source: str) -> None:
    check(source)


def check(source: str) -> None:
    with suppress(XPathSyntaxError):
        tree = parse(source)
        assert parse(written(tree)) == tree
