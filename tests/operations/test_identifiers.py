"""What identifies a person is set apart when an interview is finished, joined where it is held, and stays at home."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.core.progress import Progress
from app.forms.state import Address
from app.operations import (
    erasure,
    exports,
    forms,
    identifiers,
    interviews,
    privacy,
    sync,
    sync_opening,
)
from app.records.revision import Kind
from app.store import registers, revisions
from tests.operations.laptops import Laptop, founded, joined
from tests.operations.test_erasing import files_with

NAME, PHONE = "Kadri Põhjatäht", "+372 5550 1234"
SURVEY = (
    ("type", "name", "label", "bind::sild:identifier", "bind::sild:consent"),
    ("text", "who", "Name", "yes", ""),
    ("begin_repeat", "line", "Line", "", ""),
    ("text", "phone", "Phone", "yes", ""),
    ("end_repeat", "", "", "", ""),
    ("select_one yesno", "share", "May we share your name?", "", "share"),
    ("text", "story", "Story", "", ""),
)
CHOICES = (("list_name", "name", "label"), ("yesno", "yes", "yes"), ("yesno", "no", "no"))
SETTINGS = (
    ("form_title", "form_id", "version", "instance_name", "namespaces"),
    ("People", "people", "1", "${who}", 'sild="urn:sild:xforms:1"'),
)


@pytest.fixture(scope="session")
def people_book(tmp_path_factory) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("survey", SURVEY), ("choices", CHOICES), ("settings", SETTINGS)):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    path = tmp_path_factory.mktemp("people") / "people.xlsx"
    book.save(path)
    return path


@pytest.fixture
def office(tmp_path: Path, clock, people_book):
    with founded(tmp_path, clock, people_book) as laptop:
        assert laptop.bundle is not None
        yield laptop


def say(laptop: Laptop, opened, path: str, value: str) -> None:
    batch = opened.session.answer(Address(path), value)
    interviews.save_step(laptop.services, opened.draft, batch.step)


def hold(laptop: Laptop, share: str = "no", *, test: bool = False):
    (form,) = forms.list_forms(laptop.services)
    opened = interviews.start_interview(laptop.services, form.bundle, test=test)
    say(laptop, opened, "/data/who", NAME)
    phone = next(s.address for s in opened.session.states() if "phone" in s.address)
    say(laptop, opened, phone, PHONE)
    say(laptop, opened, "/data/share", share)
    say(laptop, opened, "/data/story", "lugu")
    interviews.finish_interview(laptop.services, opened.draft, opened.session)
    return opened.record


def answers(laptop: Laptop, record) -> list[str]:
    session = interviews.read_interview(laptop.services, record)
    return [state.value for state in session.states() if state.value]


def test_the_interview_itself_names_nobody_and_reads_whole(office: Laptop) -> None:
    record = hold(office)
    view = revisions.view_of(office.services.workspace, record)
    assert not any(NAME in value or PHONE in value for value in view.values.values())
    assert {NAME, PHONE, "lugu"} <= set(answers(office, record))
    row = registers.get_entity(
        office.services.workspace, privacy.IDENTIFIERS, identifiers.record_of(record)
    )
    assert {NAME, PHONE} <= set(row.properties.values())
    assert row.properties[privacy.CONSENT] == "no"


def test_a_correction_changes_what_was_set_apart(office: Laptop) -> None:
    record = hold(office)
    opened = interviews.reopen_interview(office.services, record, "viga")
    assert opened.session.state(Address("/data/who")).value == NAME
    say(office, opened, "/data/who", "Kadri Muu")
    phone = next(s.address for s in opened.session.states() if "phone" in s.address)
    say(office, opened, phone, "")
    interviews.finish_interview(office.services, opened.draft, opened.session)
    assert "Kadri Muu" in answers(office, record)
    assert not {NAME, PHONE} & set(answers(office, record))


def test_practice_stays_in_one_piece(office: Laptop) -> None:
    record = hold(office, test=True)
    assert NAME in revisions.view_of(office.services.workspace, record).values.values()


def test_exports_at_home_have_them(office: Laptop, tmp_path: Path) -> None:
    hold(office)
    target = tmp_path / "people.csv"
    exports.export_interviews(office.services, exports.ExportQuery(form="people"), target, "csv")
    with target.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert NAME in row.values()


@pytest.mark.parametrize(("share", "crosses"), [("no", False), ("yes", True)])
def test_they_cross_the_border_by_consent_alone(office: Laptop, share: str, crosses: bool) -> None:
    with joined(office, "laptop", "Olga T") as laptop:
        device = sync.own_key(laptop.services).device
        privacy.promise(office.services, privacy.Promises(sides={device: "RU"}))
        record = hold(office, share)
        sent = office.write(to=(device,), everything=True)
        laptop.merge(sent)
        with sync_opening.opened(laptop.services, [sent], Progress(), None) as parcels:
            grounds = {(each.what, each.ground) for each in parcels[0].letter.holdings}
        assert (("identifiers", "consent") in grounds) is crosses
        assert "lugu" in answers(laptop, record)
        assert (NAME in answers(laptop, record)) is crosses
        assert bool(files_with(laptop.services.workspace.folder, NAME.encode())) is crosses


def test_erasing_the_interview_erases_who_it_was(office: Laptop) -> None:
    record = hold(office)
    wish = erasure.ErasureWish(records=[(Kind.INTERVIEW.value, record)])
    assert erasure.erase(office.services, wish).records == 2
    assert files_with(office.services.workspace.folder, NAME.encode()) == []


def test_a_colleague_at_home_goes_on_with_the_name_and_one_across_without(office: Laptop) -> None:
    with joined(office, "near", "Mari K") as near, joined(office, "far", "Olga T") as far:
        across = sync.own_key(far.services).device
        for laptop, answered in ((near, True), (far, False)):
            device = sync.own_key(laptop.services).device
            (form,) = forms.list_forms(office.services)
            opened = interviews.start_interview(office.services, form.bundle)
            say(office, opened, "/data/who", NAME)
            interviews.close_interview(office.services, opened.draft)
            privacy.promise(office.services, privacy.Promises(sides={across: "RU"}))
            target = office.target()
            sync.hand_over(office.services, opened.draft, device, target)
            laptop.merge(target)
            taken = sync.take_over(laptop.services, opened.record)
            assert (taken.session.state(Address("/data/who")).value == NAME) is answered
            interviews.close_interview(laptop.services, taken.draft)
            assert bool(files_with(laptop.services.workspace.folder, NAME.encode())) is answered
