"""What finishing does to entity lists: ids, deeds, labels, properties, in the form and in its repeats."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from lxml import etree

from app.forms.definition import FormDefinition, Item
from app.forms.entities import EntityEdit
from app.forms.findings import FindingCode, Severity
from app.forms.loading import load_file
from app.forms.session import FormSession
from app.forms.submission import from_xml, to_xml
from tests.forms.books import SETTINGS, load_book, write_book
from tests.forms.scenario import RECORD, Scenario

PEOPLE = """
| survey   |              |        |       |                 |
|          | type         | name   | label | save_to         |
|          | text         | farm   | Farm  |                 |
|          | begin repeat | person | P     |                 |
|          | text         | name   | Name  | full_name       |
|          | integer      | age    | Age   | age             |
|          | end repeat   |        |       |                 |
| entities |              |        |       |                 |
|          | list_name    | label  | repeat | create_if      |
|          | people       | ${name} | ${person} | ${age} > 17 |
"""
TREES = """
| survey   |                               |      |       |           |              |
|          | type                          | name | label | save_to   | relevant     |
|          | select_one_from_file trees.csv | tree | Tree  |           |             |
|          | text                          | kind | Kind  | kind      |              |
|          | integer                       | h    | H     | height_cm | ${kind} != 'bush' |
| entities |                               |      |       |           |              |
|          | list_name | label   | create_if    | update_if     | entity_id              |
|          | trees     | ${kind} | ${tree} = '' | ${tree} != '' | coalesce(${tree}, uuid()) |
"""
OAK = "11111111-1111-4111-8111-111111111111"
LIST = {
    "trees": Item(
        "root",
        "",
        (
            Item(
                "item",
                "",
                (Item("name", OAK), Item("label", "Old oak"), Item("__version", "3")),
            ),
        ),
    )
}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> FormDefinition:
    return load_book(tmp_path_factory.mktemp("people"), PEOPLE + SETTINGS)


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> FormDefinition:
    return load_book(tmp_path_factory.mktemp("trees"), TREES + SETTINGS)


def among_trees(trees: FormDefinition) -> Scenario:
    return Scenario(trees, lists=LIST)


def only(session: FormSession) -> EntityEdit:
    [edit] = session.entity_edits()
    return edit


def test_every_row_that_meets_the_condition_makes_an_entity(people: FormDefinition):
    talk = (
        Scenario(people).answer("/data/person[1]/name", "Mari").answer("/data/person[1]/age", "40")
    )
    talk.add("/data/person")
    talk.answer("/data/person[2]/name", "Jüri").answer("/data/person[2]/age", "9")
    edit = only(talk.session)
    assert (edit.list, edit.does, edit.label) == ("people", "create", "Mari")
    assert edit.properties == {"full_name": "Mari", "age": "40"}
    assert talk.session.ordinal_path(edit.source) == "/data/person[1]/meta/entity"


def test_id_is_the_same_at_every_attempt_and_another_in_every_row(people: FormDefinition):
    talk = Scenario(people).answer("/data/person[1]/age", "40").add("/data/person")
    talk.answer("/data/person[2]/age", "50")
    first, second = talk.session.entity_edits()
    assert uuid.UUID(first.id) != uuid.UUID(second.id)
    assert talk.session.entity_edits() == (first, second)
    assert talk.replayed().session.entity_edits() == (first, second)


def test_new_entity_is_made_when_nothing_was_chosen(trees: FormDefinition):
    talk = among_trees(trees).answer("/data/kind", "ash").answer("/data/h", "120")
    edit = only(talk.session)
    assert (edit.does, edit.label, edit.base_version) == ("create", "ash", "")
    assert edit.is_named
    assert edit.id == only(talk.session).id != OAK


def test_chosen_entity_is_updated_from_the_version_that_was_seen(trees: FormDefinition):
    talk = among_trees(trees).answer("/data/tree", OAK).answer("/data/kind", "oak")
    edit = only(talk.session)
    assert (edit.does, edit.id, edit.base_version) == ("update", OAK, "3")
    assert edit.properties == {"kind": "oak", "height_cm": ""}


def test_property_of_an_irrelevant_question_is_left_alone(trees: FormDefinition):
    talk = among_trees(trees).answer("/data/tree", OAK).answer("/data/kind", "bush")
    assert only(talk.session).properties == {"kind": "bush"}


def test_submission_says_what_was_done(trees: FormDefinition):
    talk = among_trees(trees).answer("/data/tree", OAK).answer("/data/kind", "oak")
    [entity] = etree.fromstring(to_xml(talk.session)).iter("{*}entity")
    told = {name: value for name, value in entity.attrib.items() if value}
    assert told == {"dataset": "trees", "id": OAK, "update": "1", "baseVersion": "3"}
    assert entity.findtext("{*}label") == "oak"


def test_correction_speaks_of_the_entity_that_was_made(trees: FormDefinition):
    talk = among_trees(trees).answer("/data/kind", "ash")
    xml = to_xml(talk.session).replace(only(talk.session).id.encode(), OAK.encode())
    again = Scenario(trees, snapshot=from_xml(trees, xml).snapshot, lists=LIST)
    assert only(again.session).id == OAK


def test_finished_snapshot_keeps_id_and_deed_beside_the_answers(people: FormDefinition):
    talk = Scenario(people).answer("/data/person[1]/age", "40")
    [edit] = talk.session.entity_edits()
    fields = talk.session.finish().fields
    assert fields[f"answers{edit.source}/@id"] == edit.id
    assert fields[f"answers{edit.source}/@create"] == "1"


def test_form_without_entities_has_nothing_to_do(tmp_path: Path):
    form = load_book(
        tmp_path, "| survey | | | |\n| | type | name | label |\n| | text | a | A |" + SETTINGS
    )
    assert Scenario(form).session.entity_edits() == ()
    assert RECORD in to_xml(Scenario(form).session).decode()


TWO = """
| survey   |             |       |       |            |
|          | type        | name  | label | save_to    |
|          | begin group | g     | G     |            |
|          | text        | tree  | Tree  | trees#kind |
|          | end group   |       |       |            |
|          | begin group | h     | H     |            |
|          | text        | bird  | Bird  | birds#kind |
|          | end group   |       |       |            |
| entities |             |       |       |            |
|          | list_name   | label |       |            |
|          | trees       | ${tree} |     |            |
|          | birds       | ${bird} |     |            |
"""


def test_one_interview_fills_several_lists(tmp_path: Path):
    talk = Scenario(load_book(tmp_path, TWO + SETTINGS))
    talk.answer("/data/g/tree", "oak").answer("/data/h/bird", "owl")
    edits = talk.session.entity_edits()
    assert {(each.list, each.label, each.properties["kind"]) for each in edits} == {
        ("trees", "oak", "oak"),
        ("birds", "owl", "owl"),
    }


def test_two_lists_in_one_group_are_refused_at_the_second(tmp_path: Path):
    rows = [row for row in TWO.splitlines(keepends=True) if " group " not in row]
    loaded = load_file(write_book(tmp_path, "".join(rows) + SETTINGS), tmp_path / "cache")
    [finding] = [each for each in loaded.findings if each.severity is Severity.ERROR]
    assert finding.code is FindingCode.ENTITY_PLACE_TAKEN
    assert (finding.sheet, finding.row, finding.params["other"]) == ("entities", 3, "2")
