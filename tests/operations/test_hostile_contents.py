"""What comes in a good package may still mean ill: words that are SQL, a form under another's name, a database."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.clock import Stamp
from app.core.errors import ErrorCode
from app.core.ids import BundleId
from app.core.progress import Progress
from app.operations import forms, interviews, sync, sync_contents, sync_sending, workspace
from app.records.revision import Content, Kind, Place, compose
from app.store import registers
from app.sync.manifest import PackageKind
from app.sync.ranges import NO_RANGES
from app.sync.writing import Enclosure, Plan, write_package
from tests.operations.laptops import founded, joined
from tests.operations.test_packages import quick_passphrases, refused, written_by

__all__ = ["quick_passphrases"]
SQL = """x'"; DROP TABLE revision; --"""


@pytest.fixture
def office(tmp_path: Path, clock, workbook):
    with founded(tmp_path, clock, workbook) as laptop:
        yield laptop


@pytest.fixture
def mari(office):
    with joined(office, "Mari", "Mari Maasik") as laptop:
        yield laptop


def test_words_of_sql_are_only_words(office, mari):
    device = mari.services.workspace.device.id
    interview = {f"answers/data/{SQL}": SQL, "meta/title": SQL, "meta/status": SQL}
    entity = {"list": SQL, "label": SQL, f"property/{SQL}": SQL}
    lines = [
        compose(
            Content(record=SQL, kind=kind, fields=told, decides=frozenset(told), actor=SQL),
            Place(Stamp(f"019ee4000000000{seq}"), device, 70 + seq),
        ).canonical
        for seq, (kind, told) in enumerate(
            [(Kind.INTERVIEW, interview), (Kind.ENTITY, entity), (Kind.MEMBER, interview)]
        )
    ]
    report = office.merge(written_by(mari, lines))
    assert (report.new, report.quarantined) == (3, 0)
    (row,) = interviews.list_interviews(office.services)
    assert row.title == SQL
    query = interviews.InterviewQuery(text=SQL)
    assert [each.title for each in interviews.list_interviews(office.services, query)] == [SQL]
    (firm,) = registers.list_entities(office.services.workspace, SQL)
    assert firm.properties == {SQL: SQL}
    assert workspace.verify(office.services).damage == ()
    assert sync.undo_merge(office.services).removed == 3


def test_a_form_that_is_not_what_it_is_named_after_stays_out(office, mari):
    address = sync_sending.address_to(PackageKind.FIELD, [])
    contents = sync_contents.Contents(NO_RANGES)
    octets = b"<h:html/>"
    sha256 = hashlib.sha256(octets).hexdigest()
    letter = replace(
        sync_sending.letter_of(mari.services, contents, address),
        bundles={BundleId("ab" * 32): {"form.xml": sha256}},
    )
    plan = Plan(letter=letter, forms=[Enclosure(sha256, len(octets), lambda: iter([octets]))])
    sign = mari.services.workspace.device.sign
    path = write_package(mari.target(), plan, sign=sign, progress=Progress()).paths[0]
    (report,) = office.merge(path).packages
    assert (report.forms, report.broken_forms) == ((), (BundleId("ab" * 32),))
    assert len(forms.list_forms(office.services)) == 1


def test_a_database_is_never_opened_as_a_package_or_a_form(office, tmp_path):
    path = tmp_path / "evil.sildpack"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE revision (id TEXT)")
    made.close()
    assert refused(office.merge, path).code is ErrorCode.PACKAGE_FOREIGN
    renamed = path.rename(tmp_path / "evil.xlsx")
    assert (
        refused(forms.import_form, office.services, renamed).code is ErrorCode.WORKBOOK_UNKNOWN_KIND
    )
