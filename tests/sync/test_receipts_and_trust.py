"""A receipt counts only when a coordinator signed it; a package comes in only when its signer is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import AppError, ErrorCode
from app.sync.fingerprints import fingerprint, words
from app.sync.manifest import Manifest
from app.sync.ranges import SeqRanges
from app.sync.receipts import confirmed, is_genuine, sign_receipt
from app.sync.trust import admit
from tests.sync.making import PROJECT, Laptop

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


def manifest(**told: object) -> Manifest:
    return Manifest(letter=FIELD.letter(**told), part=1, parts=1, members=())


def admit_it(told: Manifest, **known: object) -> None:
    rules: dict[str, object] = {"project": PROJECT, "trusted": {FIELD.id}}
    admit(Path("a.sildpack"), told, **{**rules, **known})  # type: ignore[arg-type]


def test_known_signer_of_our_project_is_admitted():
    admit_it(manifest())


@pytest.mark.parametrize(
    ("told", "known", "code"),
    [
        ({"project": "other"}, {}, ErrorCode.PACKAGE_OTHER_PROJECT),
        ({"project": "other"}, {"admitted": [FIELD.id]}, ErrorCode.PACKAGE_OTHER_PROJECT),
        ({}, {"trusted": {BOSS.id}}, ErrorCode.PACKAGE_SIGNER_UNKNOWN),
        (
            {},
            {"trusted": {BOSS.id}, "admitted": [fingerprint(BOSS.id)]},
            ErrorCode.PACKAGE_SIGNER_UNKNOWN,
        ),
        ({}, {"revoked": {FIELD.id}}, ErrorCode.PACKAGE_SIGNER_REVOKED),
    ],
)
def test_package_is_refused_with_the_fingerprint_of_its_signer(told, known, code):
    with pytest.raises(AppError) as refused:
        admit_it(manifest(**told), **known)
    assert refused.value.code is code
    assert refused.value.params["fingerprint"] == fingerprint(FIELD.id)


@pytest.mark.parametrize("said", [fingerprint(FIELD.id), " ".join(words(FIELD.id, "ru")), FIELD.id])
def test_person_who_compared_the_fingerprint_admits_an_unknown_signer(said):
    admit_it(manifest(), trusted=set(), admitted=[said])
