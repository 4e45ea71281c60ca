"""The order of asking, told without a window: pages, moving, counting, resuming."""

from __future__ import annotations

import pytest

from app.core.clock import StillClock
from app.forms.session import FormSession
from app.forms.state import Address
from app.ui.runner.model import RunnerModel
from app.ui.runner.pages import PageKind
from tests.forms.scenario import NOON, RECORD, form, inputs, repeat


def open_session(*args: object, steps: object = (), **more: object) -> FormSession:
    definition = form(*args, **more)  # type: ignore[arg-type]
    return FormSession.open(definition, record=RECORD, clock=StillClock.at(NOON), steps=steps)  # type: ignore[arg-type]


@pytest.fixture
def session() -> FormSession:
    return open_session(
        "<a/><g><b/><c/></g><person><name/><age/></person><list><d/><e/></list>",
        {"/data/g/c": {"relevant": "/data/a = 'yes'"}, "/data/list/d": {"required": "true()"}},
        inputs("/data/a")
        + f'<group ref="/data/g"><label>Group</label>{inputs("/data/g/b", "/data/g/c")}</group>'
        + repeat("/data/person", "/data/person/name", "/data/person/age")
        + f'<group ref="/data/list" appearance="field-list">{inputs("/data/list/d", "/data/list/e")}</group>',
    )


def places(model: RunnerModel) -> list[str]:
    return [
        f"{page.kind.value} {model.session.ordinal_path(page.address)}"
        for page in model.pages
        if "person" not in page.address
    ]


def test_questions_field_lists_and_the_end_are_pages(session: FormSession) -> None:
    model = RunnerModel(session)
    assert places(model) == [
        "question /data/a",
        "question /data/g/b",
        "list /data/list",
        "finish /data",
    ]
    assert model.pages[-2].questions == (Address("/data/list/d"), Address("/data/list/e"))


def test_an_answer_brings_the_questions_that_hang_on_it(session: FormSession) -> None:
    model = RunnerModel(session)
    assert model.absorb(session.answer(Address("/data/a"), "yes"))
    assert "question /data/g/c" in places(model)
    assert model.page.address == "/data/a"


def test_an_answer_that_moves_no_page_is_only_counted(session: FormSession) -> None:
    model = RunnerModel(session)
    before = model.pages
    assert not model.absorb(session.answer(Address("/data/g/b"), "x"))
    assert model.pages is before
    assert model.answered == 1


def test_a_page_that_goes_leaves_the_person_at_the_one_before(session: FormSession) -> None:
    model = RunnerModel(session)
    model.absorb(session.answer(Address("/data/a"), "yes"))
    assert model.go(Address("/data/g/c"))
    model.absorb(session.answer(Address("/data/a"), "no"))
    assert model.page.address == "/data/g/b"


def test_a_repeat_ends_with_the_page_of_its_rows(session: FormSession) -> None:
    model = RunnerModel(session)
    batch = session.add_repeat(Address("/data/person"))
    assert model.absorb(batch)
    kinds = [page.kind for page in model.pages if page.address.startswith("/data/person")]
    assert kinds[-1] is PageKind.ROWS
    assert kinds.count(PageKind.QUESTION) == 2 * len(session.instances(Address("/data/person")))


def test_going_to_a_row_goes_to_its_first_question(session: FormSession) -> None:
    model = RunnerModel(session)
    model.absorb(session.add_repeat(Address("/data/person")))
    last = session.instances(Address("/data/person"))[-1]
    assert model.go(last)
    assert model.page.address == f"{last}/name"


def test_required_and_broken_answers_are_known_for_the_page_in_view(session: FormSession) -> None:
    model = RunnerModel(session)
    model.go(Address("/data/list/d"))
    assert model.required_here() == ["/data/list/d"]
    session.give_missing(Address("/data/list/d"), "refused")
    assert model.required_here() == []
    assert model.broken_here() == []


def test_a_broken_constraint_is_known() -> None:
    session = open_session(
        "<a/>", {"/data/a": {"type": "int", "constraint": ". > 5"}}, inputs("/data/a")
    )
    model = RunnerModel(session)
    model.absorb(session.answer(Address("/data/a"), "3"))
    assert model.broken_here() == ["/data/a"]
    assert [section.broken for section in model.sections] == [1]


def test_sections_count_what_is_asked_as_things_stand(session: FormSession) -> None:
    model = RunnerModel(session)
    group = next(section for section in model.sections if section.address == "/data/g")
    assert (group.answered, group.total) == (0, 1)
    model.absorb(session.answer(Address("/data/a"), "yes"))
    model.absorb(session.answer(Address("/data/g/b"), "x"))
    group = next(section for section in model.sections if section.address == "/data/g")
    assert (group.answered, group.total) == (1, 2)
    assert not group.is_complete


def test_questions_have_the_numbers_of_the_outline(session: FormSession) -> None:
    model = RunnerModel(session)
    assert model.number(Address("/data/g/c")) == "2.2"


def test_a_new_interview_begins_at_its_beginning(session: FormSession) -> None:
    model = RunnerModel(session)
    model.resume()
    assert model.index == 0


def test_a_resumed_interview_stands_after_its_last_answer(session: FormSession) -> None:
    session.answer(Address("/data/a"), "no")
    session.answer(Address("/data/g/b"), "x")
    model = RunnerModel(session)
    model.resume()
    assert model.page.address.endswith("/name")


def test_nothing_lies_before_the_first_or_after_the_last_page(session: FormSession) -> None:
    model = RunnerModel(session)
    assert not model.back()
    model.go_to(len(model.pages) - 1)
    assert not model.forward()
    assert model.following is None
