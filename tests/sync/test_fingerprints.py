"""Two people on the telephone can tell whether they mean the same key."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import AppError, ErrorCode
from app.core.ids import DeviceId
from app.sync.fingerprints import (
    LANGUAGES,
    WORDS,
    fingerprint,
    matches,
    qr,
    read_fingerprint,
    word_list,
    words,
)

DEVICES = st.binary(min_size=32, max_size=32).map(lambda octets: DeviceId(octets.hex()))
DEVICE = DeviceId("ab" * 32)


def plain(word: str) -> str:
    split = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def differ_by_one_letter(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next(
        (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    rest = short[same + 1 :] if len(short) == len(long) else short[same:]
    return rest == long[same + 1 :]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_words_of_a_language_can_be_mistaken_for_each_other(language):
    listed = [plain(word) for word in word_list(language)]
    assert len(set(listed)) == 256
    for one, other in itertools.combinations(listed, 2):
        assert not differ_by_one_letter(one, other), (one, other)
        assert not one.startswith(other), (one, other)
        assert not other.startswith(one), (one, other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_short_lower_case_and_of_one_alphabet(language):
    for word in word_list(language):
        assert word == word.lower() == unicodedata.normalize("NFC", word)
        assert word.isalpha()
        assert 3 <= len(word) <= 9
        assert all(
            ("CYRILLIC" in unicodedata.name(letter)) == (language == "ru") for letter in word
        )


@given(DEVICES, st.sampled_from(LANGUAGES))
def test_words_mean_the_same_key_as_the_digits(device, language):
    spoken = words(device, language)
    assert len(spoken) == WORDS
    digits = fingerprint(device).replace(" ", "")
    assert read_fingerprint(" ".join(spoken)) == digits
    assert read_fingerprint("-".join(spoken).upper()) == digits
    assert read_fingerprint(plain(" ".join(spoken))) == digits
    assert read_fingerprint(fingerprint(device).upper()) == digits


def test_another_key_does_not_match():
    other = DeviceId("cd" * 32)
    assert matches(DEVICE, ", ".join(words(DEVICE, "et")))
    assert matches(DEVICE, DEVICE)
    assert not matches(DEVICE, fingerprint(other))


@pytest.mark.parametrize("language", LANGUAGES)
def test_mistyped_word_is_named(language):
    spoken = list(words(DEVICE, language))
    spoken[6] += "zz"
    with pytest.raises(AppError) as refused:
        read_fingerprint(" ".join(spoken))
    assert refused.value.code is ErrorCode.FINGERPRINT_MISTYPED
    assert refused.value.params == {"word": 7}


@pytest.mark.parametrize("text", ["", "ahven", "00" * 9, " ".join(["õun"] * 11)])
def test_too_little_and_too_much_is_no_fingerprint(text):
    with pytest.raises(AppError) as refused:
        read_fingerprint(text)
    assert refused.value.code is ErrorCode.FINGERPRINT_MISTYPED


def test_qr_code_is_a_square_with_a_light_border_and_can_be_read():
    import cv2
    import numpy

    rows = qr(DEVICE)
    assert {len(row) for row in rows} == {len(rows)}
    assert not any(any(row) for row in (*rows[:4], *rows[-4:]))
    picture = numpy.where(numpy.array(rows), 0, 255).astype("uint8").repeat(8, 0).repeat(8, 1)
    assert cv2.QRCodeDetector().detectAndDecode(picture)[0] == DEVICE
