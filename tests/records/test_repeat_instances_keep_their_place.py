"""Order keys and identities of repeat instances."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records.repeats import counted_identity, key_between, keys_in_a_row, new_identity


@given(st.lists(st.floats(0, 1, exclude_max=True), max_size=150))
def test_an_instance_can_be_put_between_any_two(places):
    keys: list[str] = []
    for place in places:
        at = int(place * (len(keys) + 1))
        before = keys[at - 1] if at else ""
        after = keys[at] if at < len(keys) else ""
        key = key_between(before, after)
        assert before < key
        assert not after or key < after
        keys.insert(at, key)
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("where", ["end", "start"])
def test_adding_at_one_end_keeps_keys_short(where):
    key = ""
    for _ in range(20_000):
        key = key_between(key, "") if where == "end" else key_between("", key)
    assert len(key) <= 5


def test_inserting_at_one_place_for_ever_still_works():
    before, after = keys_in_a_row(2)
    for _ in range(400):
        after = key_between(before, after)
        assert before < after
    low = before
    for _ in range(400):
        low = key_between(low, after)
        assert low < after


def test_two_instances_at_one_place_leave_it_to_their_identities():
    assert key_between("a5", "a5") == "a5"


@pytest.mark.parametrize(
    "neighbours", [("a5", "a4"), ("", "?"), ("b0", ""), ("a50", ""), ("a4", "a4V0")]
)
def test_what_is_no_key_is_refused(neighbours):
    with pytest.raises(ValueError, match=r"key|order"):
        key_between(*neighbours)


def test_keys_at_the_ends_of_the_alphabet():
    assert key_between("", "Zz") == "Zy"
    assert key_between("Zz", "") == "a0"
    assert key_between("az", "") == "b00"
    assert key_between("", "b00") == "az"
    assert key_between("", "A" + "0" * 25 + "1") > "A" + "0" * 26
    assert key_between("z" * 27, "") > "z" * 27
    assert key_between("a0", "a2") == "a1"


def test_a_counted_instance_has_the_same_identity_on_every_machine():
    interview = "3b1c7b1e-5c1e-4e53-9d3f-0d0f3d3a1c11"
    first = counted_identity(interview, "/data/person", 1)
    assert first == counted_identity(interview, "/data/person", 1)
    assert uuid.UUID(first).version == 5
    others = {
        counted_identity(interview, "/data/person", 2),
        counted_identity(interview, "/data/child", 1),
        counted_identity("entity of another program", "/data/person", 1),
    }
    assert first not in others
    assert len(others) == 3


def test_an_added_instance_has_a_random_identity():
    assert uuid.UUID(new_identity()).version == 4
    assert new_identity() != new_identity()
