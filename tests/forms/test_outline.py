from __future__ import annotations

from pathlib import Path

from app.core.clock import StillClock
from app.core.ids import new_record_id
from app.forms.outline import Outline, Progress, build, question_numbers
from app.forms.print_view import PrintedNote, PrintedQuestion, print_view
from app.forms.session import FormSession
from tests.forms.books import SETTINGS, definition, load_book
from tests.forms.scenario import Scenario

MODEL = """
<instance><data id="f"><first/><g><a/><b/><n/></g><rest/><r jr:template=""><c/><d/></r><r><c/><d/></r></data></instance>
<bind nodeset="/data/g/a" type="int" required="true()" constraint=". &lt; 10"/>
<bind nodeset="/data/g/b" relevant="/data/g/a = 1"/>
<bind nodeset="/data/g/n" readonly="true()"/>"""
BODY = """<input ref="/data/first"/>
<group ref="/data/g"><input ref="/data/g/a"/><input ref="/data/g/b"/><input ref="/data/g/n"/></group>
<input ref="/data/rest"/>
<group ref="/data/r"><repeat nodeset="/data/r" appearance="field-list"><input ref="/data/r/c"/><input ref="/data/r/d"/>
</repeat></group>"""


def session(body: str = BODY) -> FormSession:
    return FormSession.open(
        definition(MODEL, body),
        record=new_record_id(),
        clock=StillClock.at("2026-01-01T12:00:00+02:00"),
    )


def sections(outline: Outline) -> list[tuple[str, str]]:
    return [(section.number, section.address) for section in outline.sections]


def test_sections_are_groups_repeats_and_the_questions_between():
    assert sections(build(session())) == [
        ("1", "/data"),
        ("2", "/data/g"),
        ("3", "/data"),
        ("4", "/data/r"),
    ]


def test_questions_are_numbered_within_their_section_and_notes_not():
    numbers = question_numbers(session().definition)
    assert {path: numbers[path] for path in ("/data/g/a", "/data/g/b", "/data/r/d")} == {
        "/data/g/a": "2.1",
        "/data/g/b": "2.2",
        "/data/r/d": "4.2",
    }
    assert "/data/g/n" not in numbers


def test_number_stays_when_the_question_before_is_not_asked():
    running = session()
    running.answer(running.address("/data/g/a"), "1")
    [a, b, _] = [
        question for page in build(running).sections[1].pages for question in page.questions
    ]
    assert (a.number, b.number) == ("2.1", "2.2")


def test_progress_counts_what_is_asked_here_and_now():
    running = session()
    assert build(running).progress == Progress(0, 5)
    running.answer(running.address("/data/g/a"), "1")
    assert build(running).progress == Progress(1, 6)
    running.give_missing(running.address("/data/g/b"), "refused")
    assert build(running).sections[1].progress == Progress(2, 2)
    assert build(running).sections[1].is_complete


def test_field_list_is_one_page_and_every_instance_has_its_own():
    running = session()
    running.add_repeat(running.parent(running.address("/data/r[1]")) + "/r")
    pages = build(running).sections[3].pages
    assert [len(page.questions) for page in pages] == [2, 2]


def test_problems_and_open_remarks_are_counted_by_section():
    running = session()
    a = running.address("/data/g/a")
    running.answer(a, "50")
    batch = running.remark(a, "odd", by="AK")
    section = build(running).sections[1]
    assert (section.problems, section.remarks, section.is_complete) == (1, 1, False)
    running.remark(a, "odd", by="AK", remark=batch.step.payload["id"], state="resolved")
    assert build(running).sections[1].remarks == 0


def test_order_is_that_of_the_body():
    swapped = '<input ref="/data/rest"/><input ref="/data/first"/>'
    [section] = build(session(swapped)).sections
    assert [page.address for page in section.pages] == ["/data/rest", "/data/first"]


TABLE = """
| survey  |               |      |       |            |
|         | type          | name | label | appearance |
|         | begin group   | t    | Table | table-list |
|         | select_one yn | a    | A     |            |
|         | select_one yn | b    | B     |            |
|         | end group     |      |       |            |
| choices | list_name     | name | label |            |
|         | yn            | y    | Yes   |            |
|         | yn            | n    | No    |            |
"""


def test_the_head_of_a_table_is_no_question(tmp_path: Path):
    form = load_book(tmp_path, TABLE + SETTINGS)
    [head] = [node for node in form.nodes if node.is_head]
    assert not head.offers_missing
    numbers = question_numbers(form)
    assert head.path not in numbers
    assert (numbers["/data/t/a"], numbers["/data/t/b"]) == ("1.1", "1.2")
    person = Scenario(form)
    assert build(person.session).progress == Progress(0, 2)
    person.answer("/data/t/a", "y").answer("/data/t/b", "n")
    assert build(person.session).progress == Progress(2, 2)


def test_paper_asks_no_head_of_a_table_and_prints_what_it_says(tmp_path: Path):
    [section] = print_view(load_book(tmp_path, TABLE + SETTINGS)).sections
    assert [(type(item), item.path) for item in section.items] == [
        (PrintedNote, "/data/t/generated_table_list_label_2"),
        (PrintedQuestion, "/data/t/a"),
        (PrintedQuestion, "/data/t/b"),
    ]
    said = """
| survey  |               |      |         |              |
|         | type          | name | label   | appearance   |
|         | begin group   | t    |         | field-list   |
|         | select_one yn | head | How so? | label        |
|         | select_one yn | a    | A       | list-nolabel |
|         | end group     |      |         |              |
"""
    choices = TABLE[TABLE.index("| choices") :]
    [section] = print_view(load_book(tmp_path, said + choices + SETTINGS)).sections
    assert [(type(item), item.path) for item in section.items] == [
        (PrintedNote, "/data/t/head"),
        (PrintedQuestion, "/data/t/a"),
    ]
