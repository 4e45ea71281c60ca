from __future__ import annotations

import pytest

from app.xpath.errors import SyntaxFault, XPathSyntaxError
from app.xpath.nodes import Binary, Call, Filter, Negation, Number, Path, Step, Text
from app.xpath.parser import HEIGHT_LIMIT, LENGTH_LIMIT, NESTING_LIMIT, parse


def path(*names: str, absolute: bool = False) -> Path:
    return Path(absolute, tuple(Step("child", name) for name in names))


@pytest.mark.parametrize("name", ["div", "mod", "and", "or", "*"])
def test_words_are_operators_only_between_operands(name: str) -> None:
    assert parse(f"{name} * 2") == Binary("*", path(name), Number(2))


def test_names_hold_hyphens_dots_and_one_colon() -> None:
    assert parse("/data/orx:meta/a-b.c") == path("data", "orx:meta", "a-b.c", absolute=True)


def test_names_may_be_in_any_script() -> None:
    assert parse("küsimus + возраст") == Binary("+", path("küsimus"), path("возраст"))


@pytest.mark.parametrize(
    ("source", "same"),
    [
        ("1 + 2 * 3", "1 + (2 * 3)"),
        ("1 - 2 - 3", "(1 - 2) - 3"),
        ("a or b and c = d < e + f", "a or (b and (c = (d < (e + f))))"),
        ("-a + b", "(-a) + b"),
        ("-a * b", "(-a) * b"),
        ("-a | b", "-(a | b)"),
        ("8 div 4 mod 3", "(8 div 4) mod 3"),
        ("a = b != c", "(a = b) != c"),
    ],
)
def test_operators_bind_as_in_xpath(source: str, same: str) -> None:
    assert parse(source) == parse(same)


def test_minus_after_a_blank_subtracts() -> None:
    assert parse("a -b") == Binary("-", path("a"), path("b"))
    assert parse("a-b") == path("a-b")


def test_paths_continue_from_calls_and_filters() -> None:
    item = Step("child", "item", (Binary("=", path("name"), Text("x")),))
    expected = Path(
        False, (Step("child", "root"), item, Step("child", "label")), Call("instance", (Text("l"),))
    )
    assert parse("instance('l')/root/item[name = 'x']/label") == expected
    assert parse("(a | b)[1]") == Filter(Binary("|", path("a"), path("b")), (Number(1),))


def test_steps_have_axes_and_abbreviations() -> None:
    expected = (
        Step("self", "node()"),
        Step("parent", "node()"),
        Step("attribute", "x"),
        Step("child", "*"),
    )
    assert parse("./../@x/*") == Path(False, expected)
    assert parse("self::node()/parent::node()/attribute::x/child::*") == Path(False, expected)


def test_the_root_alone_is_a_path() -> None:
    assert parse("/") == Path(True, ())
    assert parse("/ = 1") == Binary("=", Path(True, ()), Number(1))


def test_texts_keep_the_other_quote() -> None:
    assert parse("""concat("it's", 'a "b"', '')""") == Call(
        "concat", (Text("it's"), Text('a "b"'), Text(""))
    )


@pytest.mark.parametrize(
    ("source", "number"), [("1", 1.0), ("1.", 1.0), (".5", 0.5), ("007", 7.0), ("1.50", 1.5)]
)
def test_numbers_are_read(source: str, number: float) -> None:
    assert parse(source) == Number(number)


def test_minus_is_an_operator_before_a_number() -> None:
    assert parse("--1") == Negation(Negation(Number(1)))


def test_offsets_count_characters() -> None:
    tree = parse("ä + f( b )")
    assert isinstance(tree, Binary)
    assert isinstance(tree.right, Call)
    assert (tree.at, tree.right.at, tree.right.arguments[0].at) == (2, 4, 7)


@pytest.mark.parametrize(
    ("source", "fault", "at"),
    [
        ("", SyntaxFault.EMPTY, 0),
        ("  \n", SyntaxFault.EMPTY, 3),
        ("1 +", SyntaxFault.UNEXPECTED_END, 3),
        ("a b", SyntaxFault.UNEXPECTED, 2),
        ("f(1,)", SyntaxFault.UNEXPECTED, 4),
        ("f(,1)", SyntaxFault.UNEXPECTED, 2),
        ("a/f()", SyntaxFault.UNEXPECTED, 3),
        ("a/", SyntaxFault.UNEXPECTED_END, 2),
        ("(1", SyntaxFault.UNCLOSED, 0),
        ("f(1", SyntaxFault.UNCLOSED, 1),
        ("a[1", SyntaxFault.UNCLOSED, 1),
        ("1)", SyntaxFault.UNEXPECTED, 1),
        ("'abc", SyntaxFault.UNTERMINATED_TEXT, 0),
        ("1 # 2", SyntaxFault.UNKNOWN_CHARACTER, 2),
        ("1 == 2", SyntaxFault.UNEXPECTED, 3),
        ("//a", SyntaxFault.DESCENDANTS, 0),
        ("a//b", SyntaxFault.DESCENDANTS, 1),
        ("f()//b", SyntaxFault.DESCENDANTS, 3),
        ("ancestor::a", SyntaxFault.UNSUPPORTED_AXIS, 0),
        ("a/text()", SyntaxFault.UNSUPPORTED_NODE_TEST, 2),
        ("1 + ${age}", SyntaxFault.VARIABLE, 4),
    ],
)
def test_faults_have_a_code_and_a_place(source: str, fault: SyntaxFault, at: int) -> None:
    with pytest.raises(XPathSyntaxError) as raised:
        parse(source)
    assert (raised.value.message_code, raised.value.at) == (fault, at)


def test_a_fault_names_what_was_found() -> None:
    with pytest.raises(XPathSyntaxError) as raised:
        parse("${age} > 3")
    assert raised.value.params == {"name": "age"}
    assert str(raised.value) == "variable at 0: {'name': 'age'}"


@pytest.mark.parametrize(
    "source",
    [
        "(" * 5000 + "1" + ")" * 5000,
        "-" * 5000 + "1",
        "f(" * 5000 + ")" * 5000,
        "a[" * 5000 + "1" + "]" * 5000,
        "1" + " + 1" * 5000,
        "a" + "|a" * 5000,
        "if(a, 1, " * (NESTING_LIMIT + 1) + "1" + ")" * (NESTING_LIMIT + 1),
        "a[1" + " + 1" * HEIGHT_LIMIT + "]",
    ],
)
def test_hostile_depth_is_refused(source: str) -> None:
    with pytest.raises(XPathSyntaxError) as raised:
        parse(source)
    assert raised.value.message_code is SyntaxFault.TOO_DEEP


def test_length_is_limited() -> None:
    with pytest.raises(XPathSyntaxError) as raised:
        parse("x" * (LENGTH_LIMIT + 1))
    assert raised.value.message_code is SyntaxFault.TOO_LONG


def test_a_thousand_alternatives_make_a_low_tree() -> None:
    tree = parse(" or ".join(f"q{number} = 1" for number in range(1000)))
    assert height(tree) < 15
    assert leaves(tree) == [f"q{number}" for number in range(1000)]


def height(tree: object) -> int:
    return 1 + max(height(tree.left), height(tree.right)) if isinstance(tree, Binary) else 1


def leaves(tree: object) -> list[str]:
    if isinstance(tree, Binary) and tree.operator == "or":
        return leaves(tree.left) + leaves(tree.right)
    assert isinstance(tree, Binary)
    assert isinstance(tree.left, Path)
    return [tree.left.steps[0].test]


def test_a_text_is_read_once() -> None:
    assert parse("a + 1") is parse("a + 1")
