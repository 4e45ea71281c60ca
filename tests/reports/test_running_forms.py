"""Pages made from a real session: what the reading double of the other tests cannot tell."""

from __future__ import annotations

import pytest

from app.core.clock import StillClock
from app.core.progress import Progress
from app.forms.session import FormSession
from app.forms.state import Address
from app.i18n.compile import compile_catalogues
from app.reports.interview import InterviewHead, render_interview
from tests.forms.scenario import NOON, RECORD, form
from tests.reports.reading import outline, whole_text

TREE = (
    "<first/><g><a/><note/><sum/><inner><b/></inner><firm jr:template=''><name/><site><town/></site>"
    "<person jr:template=''><who/></person></firm></g><last/>"
)
BINDS = {
    "/data/g/note": {"readonly": "true()"},
    "/data/g/sum": {"readonly": "true()", "calculate": "1 + 1"},
    "/data/last": {"relevant": "/data/first = 'no'"},
}


def asked(path: str, label: str) -> str:
    return f'<input ref="{path}"><label>{label}</label></input>'


BODY = (
    asked("/data/first", "Esimene")
    + '<group ref="/data/g"><label>Firmad</label>'
    + asked("/data/g/a", "**Tähtis** küsimus")
    + asked("/data/g/note", "Lugege ette")
    + asked("/data/g/sum", "Kokku")
    + '<group ref="/data/g/inner"><label>Sisemine</label>'
    + asked("/data/g/inner/b", "Sees")
    + '</group><group ref="/data/g/firm"><label>Firma</label><repeat nodeset="/data/g/firm">'
    + asked("/data/g/firm/name", "Nimi")
    + '<group ref="/data/g/firm/site"><label>Asukoht</label>'
    + asked("/data/g/firm/site/town", "Linn")
    + '</group><group ref="/data/g/firm/person"><label>Inimene</label><repeat nodeset="/data/g/firm/person">'
    + asked("/data/g/firm/person/who", "Kes")
    + "</repeat></group></repeat></group></group>"
    + asked("/data/last", "Viimane")
)


@pytest.fixture(autouse=True, scope="module")
def words() -> None:
    compile_catalogues()


@pytest.fixture
def session() -> FormSession:
    told = FormSession.open(form(TREE, BINDS, BODY), record=RECORD, clock=StillClock.at(NOON))
    told.answer(Address("/data/first"), "jah")
    told.answer(Address("/data/g/a"), "*tärnid* jäävad")
    for name, people in (("Näidis OÜ", ("Mari", "Jüri")), ("Образец", ("Олег",))):
        told.add_repeat(Address("/data/g/firm"))
        firm = told.instances(Address("/data/g/firm"))[-1]
        told.answer(Address(f"{firm}/name"), name)
        told.give_missing(Address(f"{firm}/site/town"), "dont_know")
        for who in people:
            told.add_repeat(Address(f"{firm}/person"))
            told.answer(Address(f"{told.instances(Address(f'{firm}/person'))[-1]}/who"), who)
    return told


def printed(session: FormSession, **head: object) -> bytes:
    head = {"printed": StillClock.at(NOON).now(), **head}
    return render_interview(session, InterviewHead(**head), "et", Progress())


def test_groups_and_repeats_in_repeats_are_told_in_the_order_of_the_form(session: FormSession):
    text = whole_text(printed(session))
    order = [
        "Esimene jah",
        "2 Firmad",
        "Tähtis küsimus",
        "Kokku 2",
        "Sisemine",
        "Firma (1)",
        "Näidis OÜ",
        "Asukoht",
    ]
    order += ["ei oska öelda", "Inimene", "Mari", "Jüri", "Firma (2)", "Образец", "Олег"]
    places = [text.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_styling_leaves_questions_and_stays_in_answers(session: FormSession):
    assert "Tähtis küsimus *tärnid* jäävad" in whole_text(printed(session))


def test_notes_and_what_is_not_relevant_are_left_out(session: FormSession):
    text = whole_text(printed(session))
    assert "Lugege ette" not in text
    assert "Viimane" not in text


def test_settled_remark_says_so(session: FormSession):
    session.remark(Address("/data/first"), "Üle küsitud.", by="O. T.", state="resolved")
    assert "Märkus (O. T., lahendatud): Üle küsitud." in whole_text(printed(session))


def test_draft_counts_what_the_outline_counts(session: FormSession):
    from app.forms.outline import build

    progress = build(session).progress
    assert f"Vastatud {progress.answered}/{progress.total}" in whole_text(
        printed(session, status="draft")
    )


def test_reading_leaves_the_session_as_it_was(session: FormSession):
    before = session.snapshot()
    printed(session)
    assert session.snapshot() == before


def test_sections_of_a_running_form_are_bookmarks(session: FormSession):
    assert outline(printed(session)) == [("2 Firmad", 0)]
