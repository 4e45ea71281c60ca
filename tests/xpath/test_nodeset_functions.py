from __future__ import annotations

import pytest

from app.xpath.values import NAN, NodeSet, to_text


@pytest.mark.parametrize(("name", "expected"), [("count", 3.0), ("count-non-empty", 2.0)])
def test_nodes_are_counted(call, nodes, name: str, expected: float) -> None:
    assert call(name, nodes("a", "", 1.0)) == expected
    assert call(name, NodeSet()) == 0.0
    assert call(name, "no node") == 0.0


@pytest.mark.parametrize(
    ("letters", "seed", "order"),
    [
        ("ABCDEF", 42.0, "AFCBDE"),
        ("ABCDEF", "42", "AFCBDE"),
        ("ABCDEF", -42.0, "EDAFBC"),
        ("ABCDEF", 1.0, "BFEACD"),
        ("ABCDEF", 1.1, "BFEACD"),
        ("ABCDEF", 11111111.0, "ACDBFE"),
        ("ABCDEF", 0.0, "CBEAFD"),
        ("ABCDEF", NAN, "CBEAFD"),
        ("ABCDEF", "", "CBEAFD"),
        ("ABCDEF", "mirror", "ACBEDF"),
        ("ABCDEF", 5989458117437254.0, "ACBEDF"),
        ("ABCDEFGH", 1234.0, "GFEDAHBC"),
        ("ABCDEFGH", "foo", "EADBHGCF"),
        ("abcdefgh", "somestring", "ebcgdafh"),
        ("ABCDEF", float("inf"), "ECFDBA"),
        ("ABCDEF", float("-inf"), "ABFCDE"),
    ],
)
def test_a_seed_gives_the_order_of_odk(call, nodes, letters: str, seed: object, order: str) -> None:
    shuffled = call("randomize", nodes(*letters), seed)
    assert "".join(to_text(node.value) for node in shuffled) == order


def test_without_a_seed_the_order_is_chance(call, nodes) -> None:
    letters = nodes(*"ABCDEFGHIJ")
    orders = {"".join(node.text() for node in call("randomize", letters)) for _ in range(10)}
    assert len(orders) > 1
    assert all(sorted(order) == list("ABCDEFGHIJ") for order in orders)


def test_nothing_is_shuffled_into_nothing(call) -> None:
    assert call("randomize", NodeSet(), 1.0) == []
    assert call("randomize", "no node") == []


def test_no_node_has_an_identifier(call) -> None:
    assert call("id", "a") == []
