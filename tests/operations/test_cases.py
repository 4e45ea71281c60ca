"""Cases from list to outcome: added, tried, refused, interviewed, brought in from a spreadsheet, taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from app.core.errors import AppError, ErrorCode
from app.forms.state import Address
from app.operations import agenda, attempts, case_lists, cases, interviews, practice, workspace
from app.operations.attempts import Caution, Channel, NewAttempt, Outcome
from app.operations.cases import Case, CaseQuery, CaseState
from tests.reports.reading import whole_text

NOW = datetime.fromisoformat("2026-11-21T10:00:00+02:00")
LIST = """Ettevõte;Kontaktisik;Telefon;Keel;Tähtaeg;Registrikood;Lemmikvärv
Viru Metall OÜ;Mari Näidis;+372 555;eesti;1.12.2026;12345678;sinine
Сланцы ЛесПром;Иван Пример;;русский;05.12.2026;;
"""


@pytest.fixture
def add(services):
    def added(name: str, **more) -> Case:
        case = replace(cases.new_case(services), name=name, **more)
        cases.add_case(services, case)
        return case

    return added


def tried(services, case: Case, outcome: Outcome, **more):
    new = NewAttempt(at=services.clock.now(), channel=Channel.PHONE, outcome=outcome, **more)
    return attempts.log_attempt(services, case.id, new)


def names(services, query: CaseQuery | None = None) -> list[str]:
    return [row.case.name for row in cases.list_cases(services, query or CaseQuery())]


def hold(services, bundle, case: Case):
    opened = interviews.start_interview(services, bundle, case=case.id)
    for path, value in (
        ("/data/firm", case.name),
        ("/data/employees", "5"),
        ("/data/exports", "no"),
    ):
        batch = opened.session.answer(Address(path), value)
        interviews.save_step(services, opened.draft, batch.step)
    return opened


def test_a_new_case_is_held_by_who_works_here(services, add):
    case = add("  Viru   Metall ", phone="555", due=date(2026, 12, 1))
    (row,) = cases.list_cases(services)
    assert (row.case.name, row.holder, row.standing.state) == (
        "Viru Metall",
        "Aive Näidis",
        CaseState.NEW,
    )
    assert cases.get_case(services, case.id).row == row


def test_a_case_without_a_name_is_refused(services):
    with pytest.raises(AppError) as raised:
        cases.add_case(services, cases.new_case(services))
    assert raised.value.code is ErrorCode.CASE_UNNAMED


def test_an_attempt_moves_the_case_and_can_be_taken_back(services, add):
    case = add("Viru Metall")
    at = services.clock.now() + timedelta(days=2)
    logged = tried(services, case, Outcome.APPOINTMENT, who="sekretär", next=at)
    row = cases.get_case(services, case.id).row
    assert (row.standing.state, row.standing.next, row.standing.attempts) == (
        CaseState.APPOINTMENT,
        at,
        1,
    )
    attempts.take_back_attempt(services, logged.attempt)
    assert cases.get_case(services, case.id).row.standing.state is CaseState.NEW


def test_a_hard_refusal_locks_the_case_everywhere(services, add, bundle):
    case = add("Viru Metall")
    opened = hold(services, bundle, case)
    interviews.close_interview(services, opened.draft)
    refused = tried(services, case, Outcome.REFUSED)
    for wish in (
        lambda: tried(services, case, Outcome.CALL_BACK),
        lambda: interviews.start_interview(services, bundle, case=case.id),
        lambda: interviews.continue_interview(services, opened.draft),
        lambda: attempts.cautions(services, cases.get_case(services, case.id).row),
    ):
        with pytest.raises(AppError) as raised:
            wish()
        assert raised.value.code is ErrorCode.CASE_LOCKED
    attempts.take_back_attempt(services, refused.attempt)
    assert interviews.continue_interview(services, opened.draft).draft == opened.draft


def test_a_soft_refusal_only_cautions(services, add, clock):
    case = add("Viru Metall")
    tried(services, case, Outcome.REFUSED_FOR_NOW)
    row = cases.get_case(services, case.id).row
    assert attempts.cautions(services, row) == (Caution.PAUSED,)
    clock.move(timedelta(days=15))
    rested = cases.get_case(services, case.id).row
    assert attempts.cautions(services, rested) == (Caution.SAME_INTERVIEWER,)
    workspace.set_current_member(services, "Олег Пример", "interviewer")
    assert attempts.cautions(services, rested) == ()


def test_an_interview_starts_from_a_case_and_finishing_it_completes_the_case(services, add, bundle):
    case = add("Viru Metall")
    opened = hold(services, bundle, case)
    under_way = cases.get_case(services, case.id).row
    assert (under_way.standing.state, under_way.draft) == (CaseState.UNDER_WAY, opened.draft)
    interviews.finish_interview(services, opened.draft, opened.session)
    done = cases.get_case(services, case.id).row
    assert (done.standing.state, done.standing.outcome) == (CaseState.DONE, Outcome.COMPLETE)
    assert (done.draft, done.interview) == (None, opened.record)


def test_the_list_is_searched_in_both_scripts_filtered_and_sorted(services, add):
    viru = add("Виру Металл", contact="Мария", due=date(2026, 12, 9))
    add("Narva Vesi", phone="+372 777", due=date(2026, 12, 1))
    tried(services, viru, Outcome.APPOINTMENT, next=NOW + timedelta(hours=3))
    assert names(services, CaseQuery("viru metall")) == ["Виру Металл"]
    assert names(services, CaseQuery("777")) == ["Narva Vesi"]
    assert names(services, CaseQuery("нарва")) == ["Narva Vesi"]
    assert names(services, CaseQuery(state=CaseState.NEW)) == ["Narva Vesi"]
    assert names(services, CaseQuery(sort="due")) == ["Narva Vesi", "Виру Металл"]
    assert names(services) == ["Виру Металл", "Narva Vesi"]
    assert cases.counts(services) == {CaseState.APPOINTMENT: 1, CaseState.NEW: 1}


def test_namesakes_are_pointed_out_by_code_or_name(services, add):
    add("Viru Metall OÜ", code="12345678")
    here = cases.new_case(services)
    assert cases.namesakes(services, replace(here, name="ООО Виру Металл")) == ["Viru Metall OÜ"]
    assert cases.namesakes(services, replace(here, name="Other", code="12345678")) == [
        "Viru Metall OÜ"
    ]
    assert cases.namesakes(services, replace(here, name="Viru Metall", code="87654321")) == []


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_a_case_list_is_read_looked_at_and_taken_in(services, tmp_path):
    listed = case_lists.read_case_list(services, written(tmp_path / "firms.csv", LIST))
    first, second = (row.case for row in listed.rows)
    assert (first.name, first.contact, first.language, first.due, first.code) == (
        "Viru Metall OÜ", "Mari Näidis", "et", date(2026, 12, 1), "12345678",
    )  # fmt: skip
    assert (second.language, second.due) == ("ru", date(2026, 12, 5))
    assert listed.unused == ("Lemmikvärv",)
    assert names(services) == []
    changes = case_lists.import_case_list(services, listed)
    assert len(changes.entities) == 2
    assert set(names(services)) == {"Viru Metall OÜ", "Сланцы ЛесПром"}


def test_one_firm_five_times_in_two_scripts_is_pointed_out_and_taken_once(services, tmp_path, add):
    add("Narva Vesi")
    spellings = [
        "Viru Metall OÜ",
        "ООО «Виру Металл»",
        "VIRU METALL",
        "Виру-Металл",
        "Viru Metall AS",
        "Нарва Веси",
    ]
    text = "Firm\n" + "\n".join(spellings)
    listed = case_lists.read_case_list(services, written(tmp_path / "firms.csv", text))
    assert [(each.row, each.code, each.other) for each in listed.findings] == [
        (3, "twice_in_list", "2"), (4, "twice_in_list", "2"), (5, "twice_in_list", "2"), (6, "twice_in_list", "2"),
        (7, "known_already", "Narva Vesi"),
    ]  # fmt: skip
    case_lists.import_case_list(services, listed)
    assert sorted(names(services)) == ["Narva Vesi", "Viru Metall OÜ"]


def test_a_list_with_a_faulty_row_is_not_half_taken_in(services, tmp_path):
    text = "Firm;Due;Language\nViru Metall;soon;et\n;1.12.2026;ru\nNarva Vesi;1.12.2026;klingon\n"
    listed = case_lists.read_case_list(services, written(tmp_path / "firms.csv", text))
    assert [(each.row, each.code, each.severity) for each in listed.findings] == [
        (2, "due_unreadable", "error"), (3, "name_missing", "error"), (4, "language_unknown", "warning"),
    ]  # fmt: skip
    with pytest.raises(AppError) as raised:
        case_lists.import_case_list(services, listed)
    assert raised.value.code is ErrorCode.CASE_LIST_REJECTED
    assert names(services) == []


def test_a_list_without_names_says_which_headings_it_has(services, tmp_path):
    with pytest.raises(AppError) as raised:
        case_lists.read_case_list(services, written(tmp_path / "firms.csv", "Colour;Size\nred;5\n"))
    assert raised.value.params["columns"] == "Colour, Size"


def test_excel_workbooks_and_old_code_pages_are_read(services, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.create_sheet("Notes", 0)
    book["Sheet"].append(("Название", "Срок"))
    book["Sheet"].append(("Сланцы ЛесПром", datetime.fromisoformat("2026-12-05")))
    book.save(tmp_path / "firms.xlsx")
    (row,) = case_lists.read_case_list(services, tmp_path / "firms.xlsx").rows
    assert (row.case.name, row.case.due) == ("Сланцы ЛесПром", date(2026, 12, 5))
    old = written(tmp_path / "firms.csv", "Фирма;Язык\nСланцы ЛесПром;русский\n", "cp1251")
    assert case_lists.read_case_list(services, old).rows[0].case.name == "Сланцы ЛесПром"


def test_test_data_is_deleted_in_one_step(services, add, bundle, tmp_path):
    add("Viru Metall")
    trial = add("Proov", test=True)
    tried(services, trial, Outcome.CALL_BACK)
    interviews.start_interview(services, bundle, test=True, case=trial.id)
    found = practice.test_data(services)
    assert (len(found.cases), found.interviews) == (1, 1)
    practice.delete_test_data(services)
    assert not practice.test_data(services)
    assert names(services) == ["Viru Metall"]


def test_appointments_go_into_a_calendar(services, add, tmp_path):
    case = add("Viru Metall", address="Jõhvi, Pargi 1")
    tried(services, case, Outcome.APPOINTMENT, next=NOW + timedelta(days=1))
    add("Narva Vesi")
    assert agenda.write_calendar(services, tmp_path / "visits.ics") == 1
    text = (tmp_path / "visits.ics").read_text(encoding="utf-8")
    assert "SUMMARY:Viru Metall" in text
    assert "LOCATION:Jõhvi\\, Pargi 1" in text


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Day list, 21 November 2026"), ("et", "november 2026"), ("ru", "ноября 2026")],
)
def test_a_day_is_printed_with_appointments_first(services, add, language, title):
    case = add("Viru Metall", contact="Mari Näidis", phone="+372 555", language="ru")
    tried(services, case, Outcome.APPOINTMENT, next=NOW + timedelta(hours=4))
    add("Narva Vesi", due=date(2026, 12, 1))
    locked = add("Ei Taha OÜ")
    tried(services, locked, Outcome.REFUSED)
    pdf = agenda.day_list(services, NOW.date(), language)
    text = whole_text(pdf).replace("\xa0", " ")
    assert title in text
    assert text.index("14:00") < text.index("Viru Metall") < text.index("Narva Vesi")
    assert "Ei Taha" not in text
    assert agenda.day_list(services, NOW.date(), language) == pdf
