"""A manifest comes back as it was written, and a stranger's is refused at its first odd member."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.ids import BundleId, DeviceId, MemberId
from app.records.canonical import normal
from app.sync import manifest_text
from app.sync.manifest import (
    Holding,
    Letter,
    Manifest,
    Member,
    PackageKind,
    Revocation,
    TrustedKey,
)
from app.sync.manifest_text import ManifestBrokenError, ManifestNewerError, ManifestUnsafeError
from app.sync.ranges import SeqRanges, by_device
from app.sync.receipts import Receipt
from tests.sync.making import Laptop

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20).map(normal)
HASH = st.binary(min_size=32, max_size=32).map(bytes.hex)
DEVICE = HASH.map(DeviceId)
COUNT = st.integers(0, 10**17)
RANGES = st.frozensets(st.integers(1, 50)).map(SeqRanges.of)
BY_DEVICE = st.dictionaries(DEVICE, RANGES, max_size=3).map(by_device)
RECEIPT = st.builds(
    Receipt,
    device=DEVICE,
    ranges=RANGES,
    coordinator=DEVICE,
    at=TEXT,
    signature=st.binary(min_size=64, max_size=64),
)
LETTER = st.builds(
    Letter,
    package=TEXT,
    kind=st.sampled_from(PackageKind),
    project=TEXT,
    project_name=TEXT,
    device=DEVICE,
    device_name=TEXT,
    member=TEXT.map(MemberId),
    member_name=TEXT,
    role=TEXT,
    written_at=TEXT,
    holds=BY_DEVICE,
    sends=BY_DEVICE,
    recipients=st.lists(TEXT, max_size=3).map(tuple),
    reply_to=TEXT,
    holdings=st.lists(st.builds(Holding, TEXT, TEXT, COUNT), max_size=3).map(tuple),
    bundles=st.dictionaries(
        HASH.map(BundleId), st.dictionaries(TEXT, HASH, max_size=3), max_size=2
    ),
    trusted=st.lists(
        st.builds(TrustedKey, DEVICE, TEXT.map(MemberId), TEXT, TEXT, TEXT), max_size=2
    ).map(tuple),
    revoked=st.lists(st.builds(Revocation, DEVICE, COUNT, TEXT), max_size=2).map(tuple),
    receipts=st.lists(RECEIPT, max_size=2).map(tuple),
    unknown=st.dictionaries(TEXT.map(lambda t: f"new_{t}"), TEXT | st.lists(TEXT), max_size=2),
)
SIZE = st.integers(0, 1 << 20)
MEMBER = st.builds(
    Member, HASH.map(lambda name: f"blobs/{name}"), SIZE, SIZE, HASH, st.integers(1, 10_000)
)
MANIFEST = st.builds(
    Manifest,
    letter=LETTER,
    part=st.just(1),
    parts=st.integers(1, 9),
    members=st.lists(MEMBER, max_size=4, unique_by=lambda member: member.name).map(tuple),
)


@given(MANIFEST)
def test_manifest_comes_back_as_it_was_written(manifest):
    octets = manifest_text.write(manifest)
    assert manifest_text.read(octets) == manifest
    assert manifest_text.write(manifest_text.read(octets)) == octets


WHOLE = Manifest(
    letter=Laptop("Aino").letter(
        holds=by_device({Laptop("Aino").id: SeqRanges(((1, 3),))}),
        holdings=(Holding("interviews", "consent", 3),),
    ),
    part=1,
    parts=2,
    members=(Member("revisions/0001", 10, 20, "ab" * 32, 3),),
)


def told(**changed: object) -> bytes:
    members = orjson.loads(manifest_text.write(WHOLE)) | changed
    return orjson.dumps(members, option=orjson.OPT_SORT_KEYS)


def member(**changed: object) -> list[dict[str, object]]:
    return [orjson.loads(manifest_text.write(WHOLE))["members"][0] | changed]


@pytest.mark.parametrize(
    "changed",
    [
        {"device": "ab"},
        {"device": "AB" * 32},
        {"kind": "letter"},
        {"part": "0"},
        {"part": "3"},
        {"part": "01"},
        {"part": 1},
        {"parts": "-1"},
        {"project": "x" * 1001},
        {"project": ["x"]},
        {"recipients": "age1"},
        {"recipients": ["x"] * 20_001},
        {"holds": {"ab": "1"}},
        {"holds": {"ab" * 32: "2-1"}},
        {"holds": []},
        {"members": {}},
        {"members": ["x"]},
        {"members": member(size="-1")},
        {"members": member(sha256="ab")},
        {"bundles": {"x": {}}},
        {"bundles": {"ab" * 32: {"form.xml": "x"}}},
        {"trusted": [{"device": "ab" * 32}]},
        {"receipts": [{"device": "ab" * 32}]},
        {"min_reader": "x"},
        {"min_reader": None},
    ],
)
def test_manifest_with_an_odd_member_is_refused(changed):
    with pytest.raises(ManifestBrokenError):
        manifest_text.read(told(**changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"members": member(name="../../etc/passwd")},
        {"members": member(name="revisions/0001/..")},
        {"members": member(size="67108865")},
        {"members": member(unpacked="67108865")},
        {"members": member(size="100000", unpacked="20000001")},
        {"members": member() * 2},
    ],
)
def test_manifest_that_announces_what_no_package_may_hold_is_refused(changed):
    with pytest.raises(ManifestUnsafeError):
        manifest_text.read(told(**changed))


def test_more_than_sixteen_gigabytes_are_refused():
    pieces = tuple(
        Member(f"blobs/{number:064x}", 64 * 1024**2, 64 * 1024**2, "ab" * 32, 1)
        for number in range(257)
    )
    with pytest.raises(ManifestUnsafeError):
        manifest_text.read(manifest_text.write(replace(WHOLE, members=pieces)))


def test_newer_manifest_is_told_whatever_else_it_says():
    with pytest.raises(ManifestNewerError) as refused:
        manifest_text.read(b'{"min_reader":"7","and":{"then":[1,2]}}')
    assert refused.value.found == 7


@pytest.mark.parametrize(
    "octets",
    [b"", b"[]", b"null", b"{", b"\xff", b'{"min_reader":"1"}', b"[" * 100_000, b'{"a":' * 9_000],
)
def test_anything_else_is_no_manifest(octets):
    with pytest.raises(ManifestBrokenError):
        manifest_text.read(octets)


def test_manifest_of_any_length_is_not_even_looked_at():
    with pytest.raises(ManifestUnsafeError):
        manifest_text.read(b" " * (manifest_text.LONGEST_MANIFEST + 1))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("1") | HASH,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from(sorted(orjson.loads(manifest_text.write(WHOLE)))), JSON, st.booleans())
def test_any_member_may_be_anything_and_is_refused_or_read(name, value, is_within):
    members = orjson.loads(manifest_text.write(WHOLE))
    if is_within and isinstance(members[name], list) and members[name]:
        first = members[name][0]
        members[name] = [
            first | dict.fromkeys(list(first)[:1], value) if isinstance(first, dict) else value
        ]
    else:
        members[name] = value
    try:
        octets = orjson.dumps(members, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        return
    with contextlib.suppress(ManifestBrokenError, ManifestNewerError, ManifestUnsafeError):
        assert isinstance(manifest_text.read(octets), Manifest)
