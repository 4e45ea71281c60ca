"""A revision is the same bytes on every machine."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import Stamp
from app.core.ids import DeviceId, RecordId, RevisionId
from app.records.canonical import NotCanonicalError, decode, encode
from app.records.revision import Content, Kind, Place, RevisionMalformedError, compose, read

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
JSON = st.recursive(
    TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
MEMBERS = st.dictionaries(TEXT, JSON, max_size=5)


def normalised(value):
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [normalised(item) for item in value]
    return {normalised(name): normalised(item) for name, item in value.items()}


def written(members):
    try:
        return encode(members)
    except NotCanonicalError:
        return None


@given(MEMBERS)
def test_what_was_written_is_read_back_in_nfc(members):
    canonical = written(members)
    if canonical is not None:
        assert decode(canonical) == normalised(members)
        assert encode(decode(canonical)) == canonical


@given(st.dictionaries(TEXT, TEXT, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_members_makes_no_difference(members, random):
    shuffled = list(members.items())
    random.shuffle(shuffled)
    assert written(dict(shuffled)) == written(members)


@given(st.dictionaries(TEXT, TEXT, max_size=6))
def test_composed_and_decomposed_texts_are_the_same_bytes(members):
    taken_apart = {n: unicodedata.normalize("NFD", v) for n, v in members.items()}
    assert written(taken_apart) == written(members)


@given(TEXT)
def test_texts_are_escaped_as_rfc_8785_says(text):
    text = unicodedata.normalize("NFC", text)
    assert encode({"a": text}) == f'{{"a":{json.dumps(text, ensure_ascii=False)}}}'.encode()


def test_names_are_sorted_by_utf_16_units():
    names = {
        "\U0001f600": "1",
        "\ufb33": "2",
        "\u20ac": "3",
        "\r": "4",
        "1": "5",
        "\u0080": "6",
        "\u00f6": "7",
    }
    order = [json.loads(f"[{part}]")[0] for part in ('"\\r"', '"1"', '"\\u0080"')]
    order += ["\u00f6", "\u20ac", "\U0001f600"]
    decomposed_dagesh = unicodedata.normalize("NFC", "\ufb33")
    found = list(json.loads(encode(names)))
    assert found[:3] == order[:3]
    assert found.index("\u20ac") < found.index("\U0001f600")
    assert decomposed_dagesh in found


def test_a_name_above_the_plane_sorts_before_a_private_one():
    assert list(json.loads(encode({"\uffee": "", "\U00010000": ""}))) == ["\U00010000", "\uffee"]


@pytest.mark.parametrize("leaf", [1, 1.5, None, True, b"x"])
def test_only_texts_are_leaves(leaf):
    with pytest.raises(NotCanonicalError):
        encode({"a": leaf})


def test_two_names_that_are_one_are_refused():
    with pytest.raises(NotCanonicalError):
        encode({"õ": "1", "o\u0303": "2"})


def test_a_lone_surrogate_is_kept_as_the_replacement_character():
    assert json.loads(encode({"a": "x\ud83dy"})) == {"a": "x\ufffdy"}


@pytest.mark.parametrize(
    "octets",
    [b"", b"{", b"[]", b'{"b":"1","a":"2"}', b'{ "a":"1"}', b'{"a":1}', b'{"a":"1","a":"1"}', b'"\xff"',
     b'{"a":"\\u0041"}', '{"a":"o\u0303"}'.encode()],
)  # fmt: skip
def test_bytes_that_nobody_can_have_written_are_refused(octets):
    with pytest.raises(NotCanonicalError):
        decode(octets)


PLACE = Place(Stamp("0196a0b0c0d00000"), DeviceId("aa" * 32), 7)


def a_revision(**changes):
    content = {"record": RecordId("r-1"), "kind": Kind.INTERVIEW, "fields": {"answers/data/a": "1"}}
    return compose(
        Content(**{**content, "decides": frozenset({"answers/data/a"}), **changes}), PLACE
    )


@given(st.dictionaries(TEXT, TEXT, max_size=5), TEXT)
def test_a_revision_is_read_back_as_it_was_composed(fields, reason):
    if written(fields) is None:
        return
    made = a_revision(fields=fields, decides=frozenset({"a/b"}), reason=reason)
    again = read(made.canonical)
    assert again == made
    assert dict(again.fields) == normalised(fields)


def test_equal_content_at_an_equal_place_has_an_equal_id():
    parents = [RevisionId("b" * 64), RevisionId("a" * 64)]
    assert a_revision(parents=parents).id == a_revision(parents=parents[::-1]).id
    assert a_revision(parents=parents).id != a_revision().id


def test_the_id_is_the_tagged_hash_of_the_bytes():
    import hashlib

    made = a_revision()
    assert made.id == hashlib.sha256(b"sild-revision-1\0" + made.canonical).hexdigest()


def test_an_unknown_member_and_an_unknown_kind_are_kept():
    members = json.loads(a_revision().canonical) | {"kind": "weather", "mood": {"of": ["day"]}}
    revision = read(encode(members))
    assert revision.is_parked
    assert b'"mood":{"of":["day"]}' in revision.canonical
    assert not a_revision().is_parked


@pytest.mark.parametrize(
    "change",
    [{"op": "move"}, {"seq": "07"}, {"seq": "-1"}, {"seq": "9" * 19}, {"hlc": "1"}, {"hlc": "G" * 16}, {"fields": []},
     {"fields": {"a": {}}}, {"set": "a"}, {"set": ["b", "a"]}, {"parents": ["a", "a"]}, {"record": {}}],
)  # fmt: skip
def test_a_malformed_revision_is_told(change):
    members = json.loads(a_revision().canonical) | change
    with pytest.raises(RevisionMalformedError):
        read(encode(members))


@pytest.mark.parametrize("depth", [33, 300, 1_000, 100_000])
def test_what_is_too_deep_is_refused_before_anything_goes_through_it(depth):
    deep = b'{"a":' + b"[" * depth + b"]" * depth + b"}"
    with pytest.raises(NotCanonicalError):
        decode(deep)


@pytest.mark.parametrize(
    "octets",
    [
        '{"a":"e\u0301"}',
        '{"a":["e\u0301"]}',
        '{"a":{"b":"e\u0301"}}',
        '{"b":"1","a":"2"}',
        '{"\ufb01":"1","\U0001f600":"2"}',
        '{"a":1}',
        '{"a":[1]}',
        '{"a":{"b":null}}',
        '{"a":"1","a":"1"}',
        '{"a": "1"}',
        '{"a":"\\u00e9"}',
    ],
)
def test_bytes_that_only_look_canonical_are_refused(octets):
    with pytest.raises(NotCanonicalError):
        decode(octets.encode())


def test_letters_above_the_first_plane_are_ordered_as_utf_16():
    canonical = '{"\U0001f600":"1","\ufb01":"2"}'.encode()
    assert encode(decode(canonical)) == canonical
