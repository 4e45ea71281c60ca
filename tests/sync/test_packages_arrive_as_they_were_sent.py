"""Whatever is put into a package comes out of it: plain, sealed or under a passphrase, in one file or in many."""

from __future__ import annotations

import random
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import AppError, ErrorCode
from app.core.progress import Progress
from app.sync import seal, writing
from app.sync.manifest import PackageKind
from app.sync.reading import open_package, read_header, read_whole
from tests.sync.making import COORDINATOR, Laptop, enclosure, lines_of, receive, send

AINO = Laptop("Aino")
SEALED = {"letter": {"recipients": (COORDINATOR.recipient,)}}
LINE = st.binary(min_size=1, max_size=50).map(lambda octets: octets.replace(b"\n", b" "))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    lines=st.lists(LINE, max_size=30),
    files=st.lists(st.binary(max_size=2_000), max_size=3),
    blobs=st.lists(st.binary(max_size=2_000), max_size=3),
    is_sealed=st.booleans(),
)
def test_everything_comes_out_as_it_went_in(lines, files, blobs, is_sealed):
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "a.sildpack"
        forms, pictures = [enclosure(each) for each in files], [enclosure(each) for each in blobs]
        send(target, AINO, lines, forms=forms, blobs=pictures, **(SEALED if is_sealed else {}))
        with receive(target, COORDINATOR.secret) as package:
            assert lines_of(package) == lines
            for kind, sent in (("form", files), ("blob", blobs)):
                for each in sent:
                    sha256 = enclosure(each).sha256
                    assert b"".join(read_whole([package], sha256, kind)) == each
            assert len(package.pieces()) == len({*files}) + len({*blobs})


def test_package_tells_who_sent_it_and_what_it_is():
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "a.sildpack"
        said = {"kind": PackageKind.HANDOVER, "recipients": (COORDINATOR.recipient,)}
        written = send(target, AINO, [b"1", b"2"], letter=said)
        assert written.is_encrypted
        assert (written.revisions, written.paths) == (2, (target,))
        assert read_header(target).sealing == "age"
        with receive(target, COORDINATOR.secret) as package:
            assert package.signer == AINO.id
            assert package.manifest.letter == AINO.letter(**said)
            assert package.sha256 == written.manifests[0]
            assert package.revisions == 2


def test_nothing_of_a_sealed_package_can_be_read_from_its_bytes(tmp_path: Path):
    target = tmp_path / "a.sildpack"
    secret = b"answer of the respondent"
    send(target, AINO, [secret], blobs=[enclosure(secret)], **SEALED)
    octets = target.read_bytes()
    for told in (secret, b"Metsad", AINO.name.encode(), AINO.id.encode()):
        assert told not in octets


def test_any_program_for_zip_files_can_list_it(tmp_path: Path):
    send(tmp_path / "a.sildpack", AINO, [b"1"], blobs=[enclosure(b"picture")])
    with zipfile.ZipFile(tmp_path / "a.sildpack") as archive:
        assert archive.testzip() is None
        blob = f"blobs/{enclosure(b'picture').sha256}"
        assert archive.namelist() == ["sild", "revisions/0001", blob, "manifest", "manifest.sig"]
        size = (tmp_path / "a.sildpack").stat().st_size
        assert archive.read("sild") == f"sild-package 1\nplain {size:012}\n".encode()


@pytest.mark.parametrize("how", [{}, SEALED])
def test_large_package_is_split_into_files_that_together_are_whole(tmp_path: Path, how):
    limit = 1 << 20
    noise = random.Random(7)
    lines = [noise.randbytes(500).hex().encode() for _ in range(2_000)]
    picture = noise.randbytes(1_500_000)
    target = tmp_path / "a.sildpack"
    written = send(target, AINO, lines, blobs=[enclosure(picture)], limit_bytes=limit, **how)
    count = len(written.paths)
    assert count > 2
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        f"a-{number}-of-{count}.sildpack" for number in range(1, count + 1)
    )
    assert all(path.stat().st_size <= limit for path in written.paths)
    assert sum(path.stat().st_size for path in written.paths) == written.size_bytes
    packages = [receive(path, COORDINATOR.secret) for path in written.paths]
    sha256 = enclosure(picture).sha256
    assert [p.manifest.part for p in packages] == list(range(1, count + 1))
    assert {p.manifest.parts for p in packages} == {count}
    assert [each for package in packages for each in lines_of(package)] == lines
    assert b"".join(read_whole(packages[::-1], sha256, "blob")) == picture
    with pytest.raises(AppError) as refused:
        b"".join(read_whole(packages[:-1], sha256, "blob"))
    assert refused.value.code is ErrorCode.PACKAGE_PART_MISSING
    for package in packages:
        package.close()


def test_many_small_attachments_stay_under_the_limit_with_their_manifest(tmp_path: Path):
    blobs = [enclosure(b"%d" % number) for number in range(4_000)]
    target = tmp_path / "a.sildpack"
    written = send(target, AINO, blobs=blobs, limit_bytes=1 << 20, **SEALED)
    assert len(written.paths) > 1
    assert all(path.stat().st_size <= 1 << 20 for path in written.paths)
    assert written.blobs == 4_000


def test_ten_thousand_lines_make_a_member(tmp_path: Path):
    lines = [str(number).encode() for number in range(20_001)]
    send(tmp_path / "a.sildpack", AINO, lines)
    with receive(tmp_path / "a.sildpack") as package:
        assert [m.count for m in package.manifest.members] == [10_000, 10_000, 1]
        assert lines_of(package) == lines


def test_what_compresses_too_well_is_still_accepted(tmp_path: Path):
    form = bytes(5_000_000)
    send(tmp_path / "a.sildpack", AINO, forms=[enclosure(form)])
    with receive(tmp_path / "a.sildpack") as package:
        assert b"".join(read_whole([package], enclosure(form).sha256, "form")) == form


def test_invitation_opens_with_its_passphrase_only(tmp_path: Path):
    target = tmp_path / "a.sildpack"
    send(target, AINO, [b"1"], passphrase="vana sild")
    with receive(target, passphrase="vana sild") as package:
        assert lines_of(package) == [b"1"]
    for tried, code in (
        (None, ErrorCode.PACKAGE_PASSPHRASE_NEEDED),
        ("uus sild", ErrorCode.PACKAGE_PASSPHRASE_WRONG),
    ):
        with pytest.raises(AppError) as refused:
            open_package(target, passphrase=tried)
        assert refused.value.code is code


def test_nobody_else_opens_a_sealed_package(tmp_path: Path):
    target = tmp_path / "a.sildpack"
    send(target, AINO, [b"1"], **SEALED)
    for secrets in ((), (seal.new_identity().secret,)):
        with pytest.raises(AppError) as refused:
            open_package(target, identities=secrets)
        assert refused.value.code is ErrorCode.PACKAGE_NOT_FOR_US


def test_nothing_is_given_out_before_every_byte_was_hashed(tmp_path: Path):
    send(tmp_path / "a.sildpack", AINO, [b"1"])
    with open_package(tmp_path / "a.sildpack") as package, pytest.raises(RuntimeError):
        next(package.revision_lines(Progress()))


def test_stick_that_changes_after_it_was_verified_is_noticed(tmp_path: Path, monkeypatch):
    from app.sync import reading

    monkeypatch.setattr(reading, "KEPT_BYTES", 0)
    target = tmp_path / "a.sildpack"
    send(target, AINO, [b"1"], blobs=[enclosure(b"picture" * 20_000)])
    with receive(target) as package:
        target.write_bytes(target.read_bytes().replace(b"picture", b"forgery"))
        with pytest.raises(AppError) as refused:
            package.read_piece(package.pieces()[0])
    assert refused.value.code is ErrorCode.PACKAGE_DAMAGED


def test_enclosure_that_is_not_what_it_is_called_never_becomes_a_package(tmp_path: Path):
    wrong = writing.Enclosure("ab" * 32, 3, lambda: iter([b"abc"]))
    with pytest.raises(AppError) as refused:
        send(tmp_path / "a.sildpack", AINO, [b"1"], blobs=[wrong])
    assert refused.value.code is ErrorCode.PACKAGE_NOT_VERIFIED
    assert list(tmp_path.iterdir()) == []
