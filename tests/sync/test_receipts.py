"""A receipt counts only when a coordinator signed it, and only for what it names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.sync.ranges import SeqRanges
from app.sync.receipts import confirmed, is_genuine, sign_receipt
from tests.sync.making import Laptop

FIELD, BOSS, STRANGER = Laptop("Aino"), Laptop("Olga"), Laptop("Nobody")
AT = "2026-05-05T09:00:00+03:00"


def receipt(by: Laptop = BOSS):
    return sign_receipt(FIELD.id, SeqRanges(((1, 9),)), coordinator=by.id, at=AT, sign=by.sign)


def test_receipt_of_a_coordinator_confirms_what_it_names():
    assert is_genuine(receipt())
    assert confirmed([receipt(), receipt(STRANGER)], {BOSS.id}) == {FIELD.id: SeqRanges(((1, 9),))}


@pytest.mark.parametrize(
    "changed",
    [
        {"ranges": SeqRanges(((1, 10),))},
        {"device": STRANGER.id},
        {"coordinator": STRANGER.id},
        {"at": "2027-05-05T09:00:00+03:00"},
        {"signature": bytes(64)},
        {"signature": b""},
    ],
)
def test_receipt_that_was_changed_confirms_nothing(changed):
    assert confirmed([replace(receipt(), **changed)], {BOSS.id, STRANGER.id}) == {}
