"""Differences: everything that was changed apart is shown, what is decided holds everywhere, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import bootstrap
from app.core.clock import StillClock
from app.core.errors import AppError, ErrorCode
from app.forms.state import Address
from app.operations import (
    cases,
    difference_plan,
    differences,
    erasure,
    forms,
    identifiers,
    interviews,
    second_looks,
    settling,
    sync,
    workspace,
)
from app.operations.difference_plan import Decision, take
from app.operations.differences import Topic
from app.operations.services import Services
from app.records.revision import Kind
from app.store import holdings, registers, revisions
from app.store import settings as store_settings
from tests.operations.differing import (
    address,
    correct,
    digest,
    exchange,
    hold,
    keys_of,
    lists,
    remove_partner,
    write_dated_form,
    write_form,
    write_named_form,
)

START = "2026-11-21T10:00:00+02:00"


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_form(tmp_path_factory.mktemp("forms") / "business.xlsx")


class Three(tuple[Services, Services, Services]):
    """Two laptops and an office, each with a clock of its own, an hour apart."""

    clocks: list[StillClock]
    bundle: str


@pytest.fixture
def three(tmp_path: Path, form: Path) -> Iterator[Three]:
    clocks = [StillClock.at(START) for _each in range(3)]
    made = []
    for name, clock in zip(("Mari", "Ivan", "Office"), clocks, strict=True):
        services = bootstrap.create_workspace(
            tmp_path / f"{name}.sild", name=name, clock=clock
        ).services
        workspace.set_current_member(services, f"{name} Näidis", "interviewer")
        bundle = forms.import_form(services, form).bundle
        made.append(services)
    clocks[1].move(timedelta(hours=1))
    clocks[2].move(timedelta(hours=2))
    found = Three(made)
    found.clocks, found.bundle = clocks, bundle
    yield found
    for services in made:
        services.close()


def shared(three: Three):
    """Hold an interview on the first laptop and let everybody have it."""
    record = hold(three[0], three.bundle)
    exchange(*three)
    return record


def everything(services: Services, place: int = 0) -> dict:
    """Decide for one version of everything."""
    return {
        (sheet.record, each.key): take(each, min(place, len(each.versions) - 1))
        for sheet in lists(services)
        for each in sheet.differences
    }


def answer(services: Services, record, name: str) -> str:
    session = interviews.read_interview(services, record)
    return session.state(address(session, name)).value


def find(services: Services, key: str):
    return next(
        (sheet, each)
        for sheet in lists(services)
        for each in sheet.differences
        if each.key.endswith(key)
    )


def test_both_versions_are_shown_with_person_time_and_what_was_before(three):
    record = shared(three)
    correct(three[0], record, ("band", "large"))
    correct(three[1], record, ("band", ""), lambda s: s.give_missing(address(s, "band"), "refused"))
    exchange(*three)
    sheet, difference = find(three[2], "band")
    told = [(v.value, v.missing, sheet.authors[v.writers[0]].person) for v in difference.versions]
    assert told == [("large", "", "Mari Näidis"), ("", "refused", "Ivan Näidis")]
    times = [sheet.authors[v.writers[0]].at.hour for v in difference.versions]
    assert times == [10, 11]
    assert sheet.authors[difference.versions[0].writers[0]].reason == "said on the phone"
    assert difference.before.value == "small"
    history = sheet.history(difference)
    assert [version.value for version, _author in history] == ["", "large", "small"]


def test_equal_values_and_separate_questions_are_no_difference(three):
    record = shared(three)
    correct(three[0], record, ("band", "large"), ("story", "One story."))
    correct(three[1], record, ("band", "large"), ("firm", "Viru Metall AS"))
    exchange(*three)
    assert keys_of(lists(three[2])) == []


def test_what_the_form_works_out_follows_the_decision(three):
    record = shared(three)
    correct(three[0], record, ("staff", "50"), ("women", "20"))
    correct(three[1], record, ("staff", "60"))
    exchange(*three)
    office = three[2]
    assert keys_of(lists(office)) == ["staff"]
    settling.settle(office, lists(office), everything(office, 0))
    session = interviews.read_interview(office, record)
    assert session.state(Address("/data/about/men")).value == "30"
    assert holdings.list_conflicts(office.workspace) == []


def test_an_answer_that_is_no_longer_asked_goes_with_the_decision(three):
    record = shared(three)
    correct(three[0], record, ("markets", "home near"))
    correct(three[1], record, ("markets", "home far"), ("far", "Chile"))
    exchange(*three)
    office = three[2]
    done = settling.settle(office, lists(office), everything(office, 0))
    values = revisions.view_of(office.workspace, record).values
    assert values["answers/data/about/markets"] == "home near"
    assert "answers/data/about/far" not in values
    assert done.followed == 1


def test_choices_and_texts_combine_and_numbers_do_not(three):
    record = shared(three)
    correct(three[0], record, ("markets", "near"), ("tie", "buys"), ("staff", "50"))
    correct(three[1], record, ("markets", "home"), ("tie", "sells"), ("staff", "60"))
    correct(three[2], record, ("markets", "near home"), ("tie", "buys"))
    exchange(*three)
    office = three[2]
    together = {
        each.key.rpartition("/")[2]: difference_plan.combined(sheet, each)
        for sheet in lists(office)
        for each in sheet.differences
    }
    assert together == {"markets": "home near", "tie": "sells; buys", "staff": ""}


def test_three_versions_stand_side_by_side_and_two_alike_are_one(three):
    record = shared(three)
    for services, story in zip(three, ("One.", "Two.", "One."), strict=True):
        correct(services, record, ("story", story))
    exchange(*three)
    _sheet, difference = find(three[0], "story")
    assert sorted(v.value for v in difference.versions) == ["One.", "Two."]
    assert sorted(len(v.writers) for v in difference.versions) == [1, 2]


@pytest.mark.parametrize("keep", [True, False])
def test_a_row_taken_out_against_a_row_changed_is_one_difference(three, keep):
    record = shared(three)
    correct(three[0], record, remove_partner)
    correct(three[1], record, ("tie", "sells copper"))
    exchange(*three)
    office = three[2]
    (sheet,) = lists(office)
    (difference,) = sheet.differences
    assert difference.topic is Topic.ROW
    assert [version.is_gone for version in difference.versions] == [True, False]
    plan = {(record, difference.key): take(difference, int(keep))}
    settling.settle(office, [sheet], plan)
    session = interviews.read_interview(office, record)
    rows = session.instances(Address("/data/partner"))
    said = [
        (session.state(Address(f"{r}/who")).value, session.state(Address(f"{r}/tie")).value)
        for r in rows
    ]
    assert said == ([("Narva Allikas", "sells copper")] if keep else [])
    assert holdings.list_conflicts(office.workspace) == []


def test_in_a_row_that_two_changed_and_one_took_out_the_answers_are_decided_too(three):
    record = shared(three)
    correct(three[0], record, remove_partner)
    correct(three[1], record, ("tie", "sells copper"))
    correct(three[2], record, ("tie", "rents a hall"))
    exchange(*three)
    office = three[2]
    (sheet,) = lists(office)
    row, tie = sorted(sheet.differences, key=lambda each: each.topic is Topic.ANSWER)
    assert (row.topic, tie.within) == (Topic.ROW, row.key)
    gone = next(n for n, version in enumerate(row.versions) if version.is_gone)
    plan = {(record, row.key): take(row, gone)}
    assert difference_plan.is_settled(tie, sheet, plan)
    kept = {(record, row.key): take(row, 1 - gone), (record, tie.key): take(tie, 0)}
    settling.settle(office, [sheet], kept)
    assert answer(office, record, "tie") == tie.versions[0].value
    assert holdings.list_conflicts(office.workspace) == []


@pytest.mark.parametrize("keep", [True, False])
def test_a_contact_deleted_by_one_and_changed_by_another(three, keep):
    case = cases.new_case(three[0])
    cases.add_case(three[0], _named(case, "Narva Vesi"))
    exchange(*three)
    registers.strike(three[0].workspace, Kind.ENTITY, [case.id], actor="")
    cases.change_case(three[1], _named(case, "Narva Vesi", phone="555"))
    exchange(*three)
    office = three[2]
    (sheet,) = lists(office)
    (difference,) = sheet.differences
    assert (difference.topic, sheet.title) == (Topic.DELETION, "Narva Vesi")
    place = next(n for n, v in enumerate(difference.versions) if v.is_gone is not keep)
    settling.settle(office, [sheet], {(case.id, difference.key): take(difference, place)})
    exchange(*three)
    for services in three:
        assert [row.case.phone for row in cases.list_cases(services)] == (["555"] if keep else [])
        assert lists(services) == []


def _named(case, name: str, **more):
    from dataclasses import replace

    return replace(case, name=name, **more)


def test_fields_of_a_register_are_settled_one_by_one(three):
    case = _named(cases.new_case(three[0]), "Narva Vesi", phone="1", contact="Mari")
    cases.add_case(three[0], case)
    exchange(*three)
    cases.change_case(three[0], _named(case, "Narva Vesi", phone="2", contact="Mari"))
    cases.change_case(three[1], _named(case, "Narva Vesi AS", phone="3", contact="Mari"))
    exchange(*three)
    office = three[2]
    assert keys_of(lists(office)) == ["phone"]
    sheet, difference = find(office, "phone")
    settling.settle(office, [sheet], {(case.id, difference.key): Decision("own", value="4")})
    (row,) = cases.list_cases(office)
    assert (row.case.name, row.case.phone, row.case.contact) == ("Narva Vesi AS", "4", "Mari")


def test_a_plan_outlives_the_program_and_changes_nothing_before_finish(three, tmp_path):
    record = shared(three)
    correct(three[0], record, ("band", "large"))
    correct(three[1], record, ("band", ""))
    exchange(*three)
    office = three[2]
    before = digest(office)
    plan = everything(office, 1)
    difference_plan.keep_plan(office, lists(office), plan)
    assert digest(office) == before
    office.close()
    again = bootstrap.open_workspace(tmp_path / "Office.sild")
    assert difference_plan.read_plan(again, lists(again)) == plan
    again.close()


def test_a_decision_is_void_once_another_version_stands(three):
    record = shared(three)
    correct(three[0], record, ("story", "One."))
    correct(three[1], record, ("story", "Two."))
    exchange(*three[:2])
    office = three[0]
    difference_plan.keep_plan(office, lists(office), everything(office))
    correct(three[2], record, ("story", "Three."))
    stale, plan = lists(office), everything(office)
    exchange(*three)
    assert difference_plan.read_plan(office, lists(office)) == {}
    with pytest.raises(AppError) as raised:
        settling.settle(office, stale, plan)
    assert raised.value.code is ErrorCode.DIFFERENCES_MOVED


def test_an_own_value_goes_when_what_it_answered_is_erased(three):
    record = shared(three)
    correct(three[0], record, ("story", "One."))
    correct(three[1], record, ("story", "Two."))
    exchange(*three)
    office = three[2]
    sheet, difference = find(office, "story")
    difference_plan.keep_plan(
        office, [sheet], {(record, difference.key): Decision("own", value="Secret.")}
    )
    told = store_settings.all_settings(office.workspace)
    assert any("Secret." in value for value in told.values())
    erasure.erase(office, erasure.ErasureWish(records=[("interview", record)]))
    told = store_settings.all_settings(office.workspace)
    assert not any("Secret." in value for value in told.values())


def test_a_rule_that_asks_for_the_day_is_held_against_the_day_of_the_interview(
    tmp_path, three, form
):
    other = forms.import_form(three[0], write_dated_form(tmp_path / "dated.xlsx")).bundle
    for services in three[1:]:
        forms.import_form(services, tmp_path / "dated.xlsx")
    opened = interviews.start_interview(three[0], other)
    for path, value in (("/data/due", "2026-11-23"), ("/data/note", "a")):
        batch = opened.session.answer(Address(path), value)
        interviews.save_step(three[0], opened.draft, batch.step)
    interviews.finish_interview(three[0], opened.draft, opened.session)
    exchange(*three)
    for services in three[:2]:
        correct(services, opened.record, lambda s: s.answer(Address("/data/note"), str(id(s))))
    exchange(*three)
    three.clocks[2].move(timedelta(days=30))
    assert second_looks.list_second_looks(three[2]) == []


def test_a_name_that_is_kept_apart_is_shown_and_never_written_back(tmp_path, three):
    book = write_named_form(tmp_path / "named.xlsx")
    named, *_others = [forms.import_form(services, book).bundle for services in three]
    opened = interviews.start_interview(three[0], named)
    for path, value in (("/data/who", "Kadri Põhjatäht"), ("/data/note", "a")):
        batch = opened.session.answer(Address(path), value)
        interviews.save_step(three[0], opened.draft, batch.step)
    interviews.finish_interview(three[0], opened.draft, opened.session)
    exchange(*three)
    for services, note in zip(three[:2], ("b", "c"), strict=True):
        correct(services, opened.record, lambda s, n=note: s.answer(Address("/data/note"), n))
    exchange(*three)
    office = three[2]
    sheet, difference = find(office, "note")
    assert sheet.title == "Kadri Põhjatäht"
    settling.settle(office, lists(office), everything(office))
    for each in revisions.revisions_of(office.workspace, opened.record):
        assert "Kadri" not in each.canonical.decode()
    session = interviews.read_interview(office, opened.record)
    assert session.state(Address("/data/who")).value == "Kadri Põhjatäht"
    assert session.state(Address("/data/note")).value == difference.versions[0].value
    assert second_looks.list_second_looks(office) == []
    registers.strike(
        office.workspace, Kind.ENTITY, [identifiers.record_of(opened.record)], actor=""
    )
    assert second_looks.list_second_looks(office) == []


def test_an_interview_whose_form_has_not_come_can_be_settled_by_bare_values(tmp_path, three, form):
    record = shared(three)
    correct(three[0], record, ("story", "One."))
    correct(three[1], record, ("story", "Two."))
    bare = bootstrap.create_workspace(tmp_path / "Bare.sild", name="Bare").services
    exchange(*three, bare)
    (sheet,) = lists(bare)
    assert sheet.session is None
    assert "story" in keys_of([sheet])
    settling.settle(bare, [sheet], everything(bare))
    exchange(*three, bare)
    assert answer(three[2], record, "story") == "One."
    assert lists(three[2]) == []
    bare.close()


def test_what_is_left_undecided_stays_a_difference(three):
    record = shared(three)
    correct(three[0], record, ("band", "large"), ("story", "One."))
    correct(three[1], record, ("band", ""), ("story", "Two."))
    exchange(*three)
    office = three[2]
    sheet, difference = find(office, "band")
    settling.settle(office, [sheet], {(record, difference.key): take(difference, 0)})
    assert keys_of(lists(office)) == ["story"]
    settling.settle(office, lists(office), everything(office))
    assert lists(office) == []


def test_finish_is_taken_back_without_a_trace_while_nobody_has_it(three):
    record = shared(three)
    correct(three[0], record, ("staff", "50"))
    correct(three[1], record, ("staff", "60"))
    exchange(*three)
    office = three[2]
    before, plan = digest(office), everything(office)
    done = settling.settle(office, lists(office), plan)
    assert digest(office) != before
    assert settling.take_back(office, done).how == "removed"
    assert digest(office) == before
    assert difference_plan.read_plan(office, lists(office)) == plan
    settling.settle(office, lists(office), plan)
    assert sync.gaps(office) == ()


def test_finish_that_left_the_house_is_taken_back_by_writing_over_it(three, tmp_path):
    record = shared(three)
    correct(three[0], record, ("staff", "50"))
    correct(three[1], record, ("staff", "60"))
    exchange(*three)
    office = three[2]
    done = settling.settle(office, lists(office), everything(office, 0))
    assert answer(office, record, "staff") == "50"
    sync.prepare_package(office, tmp_path / "out.sildpack")
    assert settling.take_back(office, done).how == "countered"
    assert answer(office, record, "staff") == "60"
    assert lists(office) == []


def test_two_coordinators_who_settle_apart_differ_again(three):
    record = shared(three)
    correct(three[0], record, ("band", "large"))
    correct(three[1], record, ("band", ""))
    exchange(*three)
    for place, services in enumerate(three[:2]):
        settling.settle(services, lists(services), everything(services, place))
        assert lists(services) == []
    exchange(*three)
    assert keys_of(lists(three[2])) == ["band"]


def test_an_own_answer_is_held_against_the_rule_of_its_question(three):
    record = shared(three)
    correct(three[0], record, ("staff", "50"))
    correct(three[1], record, ("staff", "60"))
    exchange(*three)
    sheet, difference = find(three[2], "staff")

    def complaint(value: str):
        fields = difference_plan.fields_of(sheet, difference, Decision("own", value=value))
        return settling.complaint(three[2], sheet, difference, {}, fields)

    refused = complaint("7000")
    assert (refused.cause, refused.message) == ("constraint", "At most 5000.")
    assert complaint("70") is None


def test_an_interview_whose_parts_no_longer_fit_is_flagged_until_it_is_corrected(three):
    record = shared(three)
    correct(three[0], record, ("staff", "12"))
    correct(three[1], record, ("women", "30"))
    exchange(*three)
    office = three[2]
    assert [each.key for sheet in lists(office) for each in sheet.differences] == ["meta/"]
    settling.settle(office, lists(office), everything(office))
    (look,) = second_looks.list_second_looks(office)
    assert (look.record, look.title) == (record, "Viru Metall OÜ")
    assert [(each.address, each.cause) for each in look.broken] == [
        ("/data/about/women", "constraint")
    ]
    correct(office, record, ("women", "3"))
    assert second_looks.list_second_looks(office) == []


def test_an_answer_beside_a_reason_for_none_is_flagged(three):
    record = hold(three[0], three.bundle, {"/data/about/band": ""})
    exchange(*three)
    correct(three[0], record, ("band", "large"))
    correct(three[1], record, lambda s: s.give_missing(address(s, "band"), "dont_know"))
    exchange(*three)
    (look,) = second_looks.list_second_looks(three[2])
    assert [(e.address, e.cause) for e in look.broken] == [("/data/about/band", "contradiction")]


def test_a_clock_that_cannot_be_right_is_said(three):
    record = shared(three)
    three.clocks[1].move(timedelta(days=400))
    correct(three[0], record, ("story", "One."))
    correct(three[1], record, ("story", "Two."))
    exchange(*three)
    sheet, difference = find(three[2], "story")
    odd = {v.value: sheet.authors[v.writers[0]].clock for v in difference.versions}
    assert odd == {"One.": "", "Two.": "ahead"}


def test_the_number_of_differences_is_that_of_the_list(three):
    record = shared(three)
    correct(three[0], record, ("staff", "50"), ("story", "One."), remove_partner)
    correct(three[1], record, ("staff", "60"), ("story", "Two."), ("tie", "sells"))
    exchange(*three)
    assert differences.count_differences(three[2]) == len(keys_of(lists(three[2]))) == 3
    assert differences.differs(three[2], record)


EDITS = st.dictionaries(
    st.sampled_from(["firm", "staff", "women", "band", "markets", "story", "tie", "who"]),
    st.integers(0, 2),
    max_size=5,
)
TEXTS = {
    "firm": ("A OÜ", "B OÜ", "C OÜ"),
    "staff": ("41", "42", "43"),
    "women": ("1", "2", "3"),
    "band": ("small", "large", ""),
    "markets": ("home", "home near", "near far"),
    "story": ("One.", "Two.", ""),
    "tie": ("x", "y", "z"),
    "who": ("Narva Allikas", "Jõhvi Puit", "Сланцы Лес"),
}


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    edits=st.lists(EDITS, min_size=2, max_size=3),
    removes=st.integers(0, 3),
    place=st.integers(0, 2),
)
def test_whatever_is_edited_apart_is_shown_and_settled_the_same_everywhere(
    three, edits, removes, place
):
    record = shared(three)
    for at, (services, edit) in enumerate(zip(three, edits, strict=False)):
        deeds = [(name, TEXTS[name][which]) for name, which in edit.items()]
        if removes == at:
            deeds = [each for each in deeds if each[0] not in {"tie", "who"}]
            deeds.append(remove_partner)
        correct(services, record, *deeds)
    exchange(*three)
    office = three[2]
    shown = {path for sheet in lists(office) for d in sheet.differences for path in d.paths}
    shown |= {path for sheet in lists(office) for path in sheet.following}
    held = {path for of, _kind, path in holdings.list_conflicts(office.workspace) if of == record}
    assert held <= shown
    settling.settle(office, lists(office), everything(office, place))
    exchange(*three)
    assert len({digest(services) for services in three}) == 1
    assert [holdings.list_conflicts(services.workspace) for services in three] == [[], [], []]
