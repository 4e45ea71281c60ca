"""One bad line is set aside with a reason, and the rest goes in."""

from __future__ import annotations

import hashlib

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records.revision import Revision, revision_id
from app.sync.judging import LONGEST_LINE, Misfit, Rules, Why, judge, judge_all
from tests.sync.making import Laptop, line

AINO, OLGA = Laptop("Aino"), Laptop("Olga")
GOOD = AINO.write({"answers/data/name": "Õunaaed", "meta/status": "finished"})


def told(**changed: object) -> bytes:
    return orjson.dumps(orjson.loads(GOOD.canonical) | changed, option=orjson.OPT_SORT_KEYS)


def why(octets: bytes, rules: Rules | None = None) -> Why:
    judged = judge(line(octets), rules or Rules())
    assert isinstance(judged, Misfit)
    assert judged.sha256 == hashlib.sha256(octets).hexdigest()
    return judged.why


def test_good_line_is_the_revision_it_was():
    assert judge(line(GOOD.canonical)) == GOOD


def test_id_is_that_of_the_bytes_that_came():
    changed = judge(line(told(reason="other")))
    assert isinstance(changed, Revision)
    assert changed.id == revision_id(changed.canonical) != GOOD.id


def test_unknown_kind_and_unknown_members_are_kept():
    parked = judge(line(told(kind="drawing", colour={"of": ["ink"]})))
    assert isinstance(parked, Revision)
    assert parked.is_parked
    assert b'"colour"' in parked.canonical


@pytest.mark.parametrize(
    ("octets", "reason"),
    [
        (b"", Why.NOT_CANONICAL),
        (b"{}", Why.SHAPE),
        (b"[]", Why.NOT_CANONICAL),
        (b"nonsense", Why.NOT_CANONICAL),
        (b"\xff\xfe", Why.NOT_CANONICAL),
        (GOOD.canonical + b" ", Why.NOT_CANONICAL),
        (GOOD.canonical.replace(b'"seq":"1"', b'"seq":1'), Why.NOT_CANONICAL),
        (GOOD.canonical[:-1], Why.NOT_CANONICAL),
        (told(answer="e\u0301"), Why.NOT_CANONICAL),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, Why.TOO_DEEP),
        (b"[" * 100_000, Why.TOO_DEEP),
        (told(x=orjson.loads("[" * 40 + "]" * 40)), Why.TOO_DEEP),
        (b'"' + b"x" * LONGEST_LINE + b'"', Why.TOO_LONG),
        (told(op="erase"), Why.SHAPE),
        (told(seq="0"), Why.SHAPE),
        (told(seq="01"), Why.SHAPE),
        (told(hlc="x" * 16), Why.SHAPE),
        (told(device="ab"), Why.SHAPE),
        (told(record=""), Why.SHAPE),
        (told(record="x" * 201), Why.SHAPE),
        (told(actor="x" * 201), Why.SHAPE),
        (told(kind=""), Why.SHAPE),
        (told(parents=["x"]), Why.SHAPE),
        (told(parents=["b" * 64, "a" * 64]), Why.SHAPE),
        (told(parents=[f"{n:064x}" for n in range(1_001)]), Why.SHAPE),
        (told(fields=["x"]), Why.SHAPE),
        (told(set={"x": "y"}), Why.SHAPE),
    ],
)
def test_line_that_is_no_revision_is_set_aside(octets, reason):
    assert why(octets) is reason


def test_deep_brackets_inside_an_answer_are_only_text():
    judged = judge(line(told(reason="[" * 500 + '\\"')))
    assert isinstance(judged, Revision)


def test_member_at_fault_is_named():
    judged = judge(line(told(op="erase"), number=7))
    assert isinstance(judged, Misfit)
    assert (judged.member, judged.number, judged.detail) == ("revisions/0001", 7, "op")


def test_member_who_may_not_write_on_that_device_is_set_aside():
    rules = Rules(may_write=lambda actor, device: (actor, device) == ("Aino", OLGA.id))
    assert why(GOOD.canonical, rules) is Why.ACTOR
    own = Rules(may_write=lambda actor, device: (actor, device) == ("Aino", AINO.id))
    assert judge(line(GOOD.canonical), own) == GOOD


def test_lost_laptop_counts_up_to_its_revocation():
    early, late = GOOD, AINO.write({"meta/status": "approved"}, seq=9)
    rules = Rules(revoked={AINO.id: 8})
    assert judge(line(early.canonical), rules) == early
    assert why(late.canonical, rules) is Why.REVOKED


def test_erased_revision_is_not_taken_back():
    judged = judge(line(GOOD.canonical), Rules(erased={GOOD.id}))
    assert isinstance(judged, Misfit)
    assert (judged.why, judged.revision) == (Why.ERASED, GOOD.id)


def test_one_bad_line_does_not_hold_up_the_rest():
    lines = [line(GOOD.canonical, 1), line(b"nonsense", 2), line(told(reason="x"), 3)]
    judged = list(judge_all(lines))
    assert [isinstance(each, Misfit) for each in judged] == [False, True, False]


@given(st.binary(max_size=200) | st.binary(max_size=20).map(lambda b: GOOD.canonical[:30] + b))
def test_any_bytes_are_judged(octets):
    assert isinstance(judge(line(octets)), Misfit)


JSON = st.recursive(
    st.none() | st.integers(-9, 9) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.sampled_from([*orjson.loads(GOOD.canonical), "unknown"]), JSON)
def test_any_member_may_be_anything(name, value):
    octets = told(**{name: value})
    judged = judge(line(octets))
    assert isinstance(judged, Misfit) or judged.canonical == octets
