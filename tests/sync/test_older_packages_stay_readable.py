"""Packages of every version that was ever released are read, and mean what they meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.records.digest import digest
from app.records.revision import Revision
from app.sync.judging import judge_all
from app.sync.manifest import Manifest
from app.sync.reading import read_whole
from app.sync.receipts import is_genuine
from tests.sync.golden_packages import FORM, PASSPHRASE, PICTURE, letter, revisions
from tests.sync.making import COORDINATOR, Laptop, enclosure, lines_of, receive
from tests.sync.making import line as line_of

GOLDEN = Path(__file__).parent / "golden"
DIGEST = "1c9f4795978260068aa614f1412f14e4c456fe9cc3bae86d513cb6e843dc96ba"
MANIFEST = "93f266c16e41c055a18ce6b0fdd36014f33bf4cb23d4c66cacf42f95de9a66cf"


@pytest.mark.parametrize("name", ["v1-plain", "v1-sealed", "v1-invitation"])
def test_package_of_an_older_version_means_what_it_meant(name: str):
    path = GOLDEN / f"{name}.sildpack"
    with receive(path, COORDINATOR.secret, passphrase=PASSPHRASE) as package:
        judged = list(judge_all(map(line_of, lines_of(package))))
        assert judged == revisions()
        assert digest(each.id for each in judged if isinstance(each, Revision)) == DIGEST
        assert b"".join(read_whole([package], enclosure(FORM).sha256, "form")) == FORM
        assert b"".join(read_whole([package], enclosure(PICTURE).sha256, "blob")) == PICTURE
        told: Manifest = package.manifest
        expected = Laptop("Aino").letter(**letter(told.letter.recipients))
        assert told.letter == expected
        assert all(is_genuine(receipt) for receipt in told.letter.receipts)


def test_bytes_of_a_manifest_never_change():
    with receive(GOLDEN / "v1-plain.sildpack") as package:
        assert package.sha256 == MANIFEST
