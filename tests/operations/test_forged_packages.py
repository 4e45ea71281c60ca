"""Packages that only look whole or honest: parts that do not belong together, a name that is not the signer's."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app import bootstrap
from app.core.clock import Stamp
from app.core.errors import ErrorCode
from app.core.progress import Progress
from app.operations import interviews, members, sync, sync_contents, sync_sending, workspace
from app.records.revision import Content, Kind, Place, compose
from app.store import holdings
from app.sync.manifest import PackageKind
from app.sync.ranges import NO_RANGES
from app.sync.writing import Enclosure, Plan, write_package
from tests.operations.laptops import Laptop, founded, joined
from tests.operations.test_packages import quick_passphrases, refused, written_by

__all__ = ["quick_passphrases"]


@pytest.fixture
def office(tmp_path: Path, clock, workbook):
    with founded(tmp_path, clock, workbook) as laptop:
        yield laptop


@pytest.fixture
def mari(office):
    with joined(office, "Mari", "Mari Maasik") as laptop:
        yield laptop


def in_two_parts(laptop, target: Path, *, package: str, told: str) -> tuple[Path, ...]:
    """Write a package of two files; ``told`` is a member of the letter in which two writings may differ."""
    import hashlib

    photo = os.urandom(1_300_000)
    enclosure = Enclosure(hashlib.sha256(photo).hexdigest(), len(photo), lambda: iter([photo]))
    address = sync_sending.address_to(PackageKind.FIELD, [])
    contents = sync_contents.Contents(NO_RANGES)
    letter = sync_sending.letter_of(laptop.services, contents, address)
    letter = replace(letter, package=package, device_name=told)
    plan = Plan(letter=letter, blobs=[enclosure], limit_bytes=1 << 20)
    sign = laptop.services.workspace.device.sign
    return write_package(target, plan, sign=sign, progress=Progress()).paths


def test_parts_of_two_writings_are_not_put_together(office, mari, tmp_path):
    one = in_two_parts(mari, tmp_path / "one.sildpack", package="p", told="here")
    other = in_two_parts(mari, tmp_path / "other.sildpack", package="p", told="there")
    error = refused(office.merge, one[0], other[1])
    assert (error.code, error.params["detail"]) == (ErrorCode.PACKAGE_UNSAFE, "parts")
    office.merge(*one)


def in_the_name_of(laptop, actor: str, record: str, device: str = "") -> bytes:
    content = Content(
        record=record,
        kind=Kind.ENTITY,
        fields={"list": "stakeholders", "label": record},
        decides=frozenset({"list", "label"}),
        actor=actor,
    )
    place = Place(Stamp("019ee40000000001"), device or laptop.services.workspace.device.id, 90)
    return compose(content, place).canonical


def test_an_interviewers_laptop_does_not_speak_as_a_coordinator(office, mari):
    kai, aino = members.actor(office.services), members.actor(mari.services)
    report = office.merge(
        written_by(mari, [in_the_name_of(mari, kai, "forged"), in_the_name_of(mari, aino, "own")])
    )
    assert report.quarantined == 1
    assert [each.reason for each in sync.list_quarantine(office.services)] == ["actor"]
    labels = {
        each.fields["label"] for each in holdings.of_kind(office.services.workspace, "entity", None)
    }
    assert labels == {"own"}


def test_a_laptop_does_not_become_a_coordinators_by_saying_so(office, mari):
    kai = members.actor(office.services)
    workspace.set_current_member(mari.services, "Kai Kontor", "coordinator")
    assert members.actor(mari.services) == kai
    office.merge(mari.write())
    name = sync.find_key(office.services, mari.services.workspace.device.id).name
    assert name == "Mari Maasik"
    assert office.merge(written_by(mari, [in_the_name_of(mari, kai, "forged")])).quarantined == 1


def test_a_coordinators_own_field_laptop_speaks_in_the_coordinators_name(office, mari):
    kai = members.actor(office.services)
    sync.trust_device(office.services, mari.services.workspace.device.id, name="Kai Kontor")
    assert office.merge(written_by(mari, [in_the_name_of(mari, kai, "own")])).quarantined == 0


def test_two_interviewers_share_a_laptop(office, mari):
    workspace.set_current_member(mari.services, "Ivan", "interviewer")
    mari.interview("Ivani firma")
    report = office.merge(mari.write())
    assert (report.quarantined, office.titles()) == (0, ["Ivani firma"])


def test_a_confirmation_does_not_count_for_a_twin_whose_work_did_not_arrive(
    office, mari, tmp_path, clock
):
    folder, twins = mari.services.workspace.folder, tmp_path / "twin.sild"
    mari.services.close()
    shutil.copytree(folder, twins)
    mari.services = bootstrap.open_workspace(folder, clock=clock)
    twin = Laptop(bootstrap.open_workspace(twins, clock=clock), tmp_path)
    record = twin.interview("Teise firma")
    mari.interview("Ühe firma")
    mari.interview("Veel üks")
    twin.write()
    office.merge(mari.write())
    confirmation = office.confirm()
    assert mari.merge(confirmation).confirmed
    report = twin.merge(confirmation)
    lost = twin.write()
    twin.services.close()
    mari.services.close()
    assert report.confirmed == ()
    merged = office.merge(lost)
    assert merged.clones > 0
    assert office.titles() == ["Teise firma", "Veel üks", "Ühe firma"]
    assert record in {row.record for row in interviews.list_interviews(office.services)}
