"""What stands on the card of a repeat for every row: its own name, else its first answers, nothing secret."""

from __future__ import annotations

from tests.ui.runner.conftest import Begin, Interviewer, xform


def rows(begin: Begin, label: str) -> Interviewer:
    person = begin(
        xform(
            "<p jr:template=''><g><name/><code/></g></p>",
            "",
            f'<group ref="/data/p"><repeat nodeset="/data/p"><group ref="/data/p/g">{label}'
            '<input ref="/data/p/g/name"><label>Name</label></input>'
            '<input ref="/data/p/g/code" appearance="masked"><label>Code</label></input>'
            "</group></repeat></group>",
        )
    )
    session = person.page.session
    repeat = session.address("/data/p")
    if not session.instances(repeat):
        session.add_repeat(repeat)
    person.page.go_to(session.instances(repeat)[0])
    person.answer_with("Mari")
    person.answer_with("1234")
    return person


def test_a_row_is_called_as_its_form_says(begin: Begin) -> None:
    person = rows(begin, '<label>Member <output value="/data/p/g/name"/></label>')
    assert [row.summary for row in person.page.stage.rows_cards[0].rows] == ["Member Mari"]


def test_a_masked_answer_does_not_stand_in_the_list_of_rows(begin: Begin) -> None:
    person = rows(begin, "<label>Member</label>")
    assert [row.summary for row in person.page.stage.rows_cards[0].rows] == ["Mari"]
