"""Entity lists of a workspace: filled by interviews, chosen from in forms, corrected without treading on others."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.core.clock import StillClock
from app.core.ids import BundleId, RecordId
from app.forms.findings import FindingCode
from app.forms.state import Address
from app.operations import forms, interviews, submissions, workspace
from app.operations.interviews import OpenInterview
from app.operations.services import Services
from app.records.live import LiveView
from app.records.revision import Kind
from app.store import entities, registers, revisions
from tests.forms.books import SETTINGS, write_book

FORM = """
| survey   |                                |      |       |           |
|          | type                           | name | label | save_to   |
|          | select_one_from_file trees.csv | tree | Tree  |           |
|          | text                           | kind | Kind  | kind      |
|          | integer                        | h    | H     | height_cm |
| entities |                                |      |       |           |
|          | list_name | label   | create_if    | update_if     | entity_id                 |
|          | trees     | ${kind} | ${tree} = '' | ${tree} != '' | coalesce(${tree}, uuid()) |
"""
LAST = """
| survey   |      |      |       |                 |
|          | type | name | label | default         |
|          | text | town | Town  | ${last-saved#town} |
"""


@pytest.fixture
def trees(services: Services, tmp_path: Path) -> BundleId:
    return take_in(services, tmp_path, FORM)


def take_in(services: Services, folder: Path, tables: str, name: str = "form.xlsx") -> BundleId:
    imported = forms.import_form(services, write_book(folder, tables + SETTINGS, name))
    assert imported.bundle is not None, imported.check.findings
    return imported.bundle


def hold(services: Services, bundle: BundleId, **answers: str) -> OpenInterview:
    opened = interviews.start_interview(services, bundle)
    give(opened, answers)
    interviews.finish_interview(services, opened.draft, opened.session)
    return opened


def give(opened: OpenInterview, answers: dict[str, str]) -> None:
    for name, value in answers.items():
        opened.session.answer(Address(f"/data/{name}"), value)


def correct(services: Services, record: RecordId, **answers: str) -> None:
    opened = interviews.reopen_interview(services, record, "misheard")
    give(opened, answers)
    interviews.finish_interview(services, opened.draft, opened.session)


def only(services: Services) -> registers.Entity:
    [entity] = registers.list_entities(services.workspace, "trees")
    return entity


def view(services: Services, record: RecordId) -> LiveView:
    return revisions.view_of(services.workspace, record, Kind.ENTITY)


def test_finishing_writes_the_entity_and_names_the_interview_as_its_source(
    services: Services, trees: BundleId
) -> None:
    opened = hold(services, trees, kind="oak", h="120")
    entity = only(services)
    assert (entity.label, dict(entity.properties)) == ("oak", {"kind": "oak", "height_cm": "120"})
    [interview] = revisions.heads(services.workspace, opened.record)
    assert view(services, entity.record).values["meta/source/property/kind"] == interview
    assert dict(workspace.describe(services).entities) == {"trees": 1}


def test_the_next_interview_chooses_from_the_list_and_updates_it(
    services: Services, trees: BundleId
) -> None:
    hold(services, trees, kind="oak", h="120")
    entity = only(services)
    opened = interviews.start_interview(services, trees)
    [choice] = opened.session.choices(Address("/data/tree"))
    assert (choice.value, choice.label) == (entity.record, "oak")
    give(opened, {"tree": choice.value, "kind": "red oak", "h": "130"})
    [edit] = opened.session.entity_edits()
    assert (edit.does, edit.base_version) == ("update", "1")
    interviews.finish_interview(services, opened.draft, opened.session)
    assert dict(only(services).properties) == {"kind": "red oak", "height_cm": "130"}
    assert entities.versions(services.workspace) == {entity.record: 2}


def test_an_emptied_answer_empties_the_property(services: Services, trees: BundleId) -> None:
    hold(services, trees, kind="oak", h="120")
    hold(services, trees, tree=only(services).record, kind="oak")
    assert dict(only(services).properties) == {"kind": "oak"}


def test_a_correction_replaces_what_is_still_the_interview_s_own(
    services: Services, trees: BundleId
) -> None:
    opened = hold(services, trees, kind="oak", h="120")
    correct(services, opened.record, h="121")
    assert dict(only(services).properties) == {"kind": "oak", "height_cm": "121"}
    assert not view(services, only(services).record).conflicts


def test_a_correction_contradicts_what_somebody_else_wrote_since(
    services: Services, trees: BundleId
) -> None:
    opened = hold(services, trees, kind="oak", h="120")
    entity = only(services).record
    edit = registers.EntityEdit(entity, "oak", {"height_cm": "200"})
    registers.write_entities(services.workspace, "trees", [edit])
    correct(services, opened.record, kind="ash", h="121")
    after = view(services, entity)
    assert after.values["property/kind"] == "ash"
    values = {each.value for each in after.conflicts["property/height_cm"]}
    assert values == {"200", "121"}


def test_a_correction_that_leaves_a_value_as_it_was_says_nothing_of_it(
    services: Services, trees: BundleId
) -> None:
    opened = hold(services, trees, kind="oak", h="120")
    edit = registers.EntityEdit(only(services).record, "oak", {"height_cm": "200"})
    registers.write_entities(services.workspace, "trees", [edit])
    correct(services, opened.record, kind="ash")
    assert dict(only(services).properties) == {"kind": "ash", "height_cm": "200"}


def test_a_deleted_entity_stays_deleted_and_the_interview_says_so(
    services: Services, trees: BundleId
) -> None:
    opened = hold(services, trees, kind="oak", h="120")
    registers.strike(services.workspace, Kind.ENTITY, [only(services).record], actor="")
    correct(services, opened.record, h="121")
    assert not registers.list_entities(services.workspace, "trees")
    meta = revisions.view_of(services.workspace, opened.record).values
    assert meta["meta/refused/data/meta/entity"] == "deleted"


def test_a_test_interview_leaves_the_lists_alone(services: Services, trees: BundleId) -> None:
    opened = interviews.start_interview(services, trees, test=True)
    give(opened, {"kind": "oak"})
    interviews.finish_interview(services, opened.draft, opened.session)
    assert not registers.list_entities(services.workspace, "trees")


def test_a_submission_from_elsewhere_makes_its_entity_too(
    services: Services, trees: BundleId, tmp_path: Path
) -> None:
    oak = "11111111-1111-4111-8111-111111111111"
    xml = tmp_path / "sent.xml"
    xml.write_text(
        '<data id="test" version="1"><tree/><kind>oak</kind><h>7</h><meta>'
        "<instanceID>uuid:22222222-2222-4222-8222-222222222222</instanceID>"
        f'<entity dataset="trees" id="{oak}" create="1"><label>oak</label></entity></meta></data>'
    )
    submissions.import_submission(services, xml)
    assert (only(services).record, only(services).label) == (oak, "oak")


def test_a_list_of_the_workspace_is_no_missing_file(
    services: Services, trees: BundleId, tmp_path: Path
) -> None:
    hold(services, trees, kind="oak")
    other = """
| survey   |                                |      |       |
|          | type                           | name | label |
|          | select_one_from_file trees.csv | tree | Tree  |
|          | select_one_from_file birds.csv | bird | Bird  |
| settings | form_id | version |
|          | other   | 1       |
"""
    check = forms.import_form(services, write_book(tmp_path, other, "other.xlsx")).check
    missing = [f.params["file"] for f in check.findings if f.code is FindingCode.FILE_MISSING]
    assert missing == ["birds.csv"]


def test_a_file_that_came_with_a_form_stays_beside_a_list_of_its_name(
    services: Services, trees: BundleId, tmp_path: Path
) -> None:
    hold(services, trees, kind="oak")
    (tmp_path / "trees.csv").write_text("name,label\n1,Elm\n", encoding="utf-8")
    other = """
| survey   |                                |      |       |
|          | type                           | name | label |
|          | select_one_from_file trees.csv | tree | Tree  |
"""
    opened = interviews.start_interview(services, take_in(services, tmp_path, other, "other.xlsx"))
    assert [each.label for each in opened.session.choices(Address("/data/tree"))] == ["Elm"]


def test_last_saved_answer_is_that_of_the_interview_finished_last(
    services: Services, tmp_path: Path, clock: StillClock
) -> None:
    bundle = take_in(services, tmp_path, LAST)
    town = Address("/data/town")
    first = interviews.start_interview(services, bundle)
    assert first.session.state(town).value == ""
    give(first, {"town": "Narva"})
    interviews.finish_interview(services, first.draft, first.session)
    second = interviews.start_interview(services, bundle)
    assert second.session.state(town).value == "Narva"
    again = interviews.continue_interview(services, second.draft)
    assert again.session.state(town).value == "Narva"
    trial = interviews.start_interview(services, bundle, test=True)
    assert trial.session.state(town).value == ""


COUNTED = """
| survey   |                                |       |          |         |                                    |
|          | type                           | name  | label    | save_to | calculation                        |
|          | select_one_from_file trees.csv | tree  | Tree     |         |                                    |
|          | text                           | kind  | Kind     | kind    |                                    |
|          | calculate                      | many  |          |         | count(instance('trees')/root/item) |
|          | calculate                      | day   |          |         | today()                            |
| entities |                                |       |          |         |                                    |
|          | list_name                      | label |          |         |                                    |
|          | trees                          | ${kind} |        |         |                                    |
"""


def test_a_finished_interview_reads_and_leaves_as_it_was_finished(
    services: Services, tmp_path: Path, clock: StillClock
) -> None:
    bundle = take_in(services, tmp_path, COUNTED)
    first = hold(services, bundle, kind="oak")
    then = interviews.interview_xml(services, first.record)
    day = interviews.read_interview(services, first.record).state(Address("/data/day")).value
    clock.move(timedelta(days=40))
    hold(services, bundle, kind="ash")
    again = interviews.read_interview(services, first.record)
    assert again.state(Address("/data/many")).value == "0"
    assert again.state(Address("/data/day")).value == day
    assert interviews.interview_xml(services, first.record) == then


def test_a_correction_leaves_alone_what_its_changes_do_not_touch(
    services: Services, tmp_path: Path, clock: StillClock
) -> None:
    bundle = take_in(services, tmp_path, COUNTED)
    first = hold(services, bundle, kind="oak")
    before = revisions.view_of(services.workspace, first.record).values
    clock.move(timedelta(days=40))
    hold(services, bundle, kind="ash")
    correct(services, first.record, kind="red oak")
    after = revisions.view_of(services.workspace, first.record).values
    changed = {
        path
        for path in {*before, *after}
        if path.startswith("answers/") and before.get(path) != after.get(path)
    }
    assert changed == {"answers/data/kind", "answers/data/meta/entity/label"}


def test_a_corrected_test_interview_leaves_the_lists_alone_too(
    services: Services, trees: BundleId
) -> None:
    opened = interviews.start_interview(services, trees, test=True)
    give(opened, {"kind": "oak"})
    interviews.finish_interview(services, opened.draft, opened.session)
    correct(services, opened.record, kind="ash")
    assert not registers.list_entities(services.workspace, "trees")
