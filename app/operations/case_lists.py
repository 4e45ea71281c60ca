"""A list of firms brought in from a spreadsheet: read, looked at row by row, taken in whole or not at all.

Columns are known by their headings in Estonian, Russian and English. A row that cannot be understood keeps the whole
list out; a firm that seems to be there already, in the list or in the workspace, in either script, is only pointed out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Literal

from app.core.errors import AppError, ErrorCode
from app.core.ids import new_record_id
from app.operations import cases
from app.records.cases import Case
from app.records.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from app.core.changes import Changes
    from app.core.progress import Progress
    from app.forms.tabular import Line
    from app.operations.services import Services

RowSeverity = Literal["error", "warning"]
RowCode = Literal[
    "name_missing", "due_unreadable", "language_unknown", "twice_in_list", "known_already"
]


@dataclass(frozen=True, slots=True)
class RowFinding:
    """What is odd about a row. ``value`` is what stands there, ``other`` the row or the case that it resembles."""

    row: int
    code: RowCode
    column: str = ""
    value: str = ""
    other: str = ""

    @property
    def severity(self) -> RowSeverity:
        """Whether it keeps the list out."""
        return "error" if self.code in {"name_missing", "due_unreadable"} else "warning"


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A row as it would be taken in."""

    row: int
    case: Case
    is_namesake: bool


@dataclass(frozen=True, slots=True)
class CaseList:
    """A list that was read and looked at; nothing of it is kept yet. ``unused`` are headings that mean nothing here."""

    path: Path
    rows: tuple[ListedCase, ...]
    findings: tuple[RowFinding, ...]
    unused: tuple[str, ...]

    @property
    def errors(self) -> int:
        """How many rows keep the list out."""
        return len({each.row for each in self.findings if each.severity == "error"})

    @property
    def namesakes(self) -> int:
        """How many rows resemble an earlier row or a case that is here."""
        return sum(each.is_namesake for each in self.rows)


def read_case_list(
    services: Services, path: Path, progress: Progress | None = None, *, test: bool = False
) -> CaseList:
    """Read a .csv, .xlsx or .xls and say what is odd about it; ``test`` marks every row as practice.

    Raises AppError CASE_LIST_UNREADABLE, LIST_TOO_LARGE and what a broken file raises; Cancelled.
    """
    from app.forms.tabular import read_listing

    listing = read_listing(path, progress)
    fields = [_field_of(heading) for heading in listing.headings]
    if "name" not in fields:
        headings = ", ".join(heading for heading in listing.headings if heading)
        raise AppError(ErrorCode.CASE_LIST_UNREADABLE, path=path.name, columns=headings[:200])
    headings_of = dict(zip(fields, listing.headings, strict=True))
    seen = _Seen(cases.known_cases(services))
    rows: list[ListedCase] = []
    findings: list[RowFinding] = []
    for line in listing.lines:
        told = _told(line, fields)
        findings += _faults(line, told, headings_of)
        case = _case(told, test=test)
        alike = seen.like(case)
        seen.add(case, line.number)
        rows.append(ListedCase(line.number, case, alike is not None))
        if alike is not None:
            code: RowCode = "twice_in_list" if isinstance(alike, int) else "known_already"
            findings.append(RowFinding(line.number, code, "", case.name, str(alike)))
    unused = [
        heading
        for field, heading in zip(fields, listing.headings, strict=True)
        if heading and not field
    ]
    return CaseList(path, tuple(rows), tuple(findings), tuple(unused))


def import_case_list(
    services: Services, listed: CaseList, *, leave_out_namesakes: bool = True
) -> Changes:
    """Take a list in: all rows (or all but the namesakes) in one transaction. Raises AppError CASE_LIST_REJECTED."""
    if listed.errors:
        raise AppError(ErrorCode.CASE_LIST_REJECTED, path=listed.path.name, count=listed.errors)
    taken = [row.case for row in listed.rows if not (leave_out_namesakes and row.is_namesake)]
    return cases.write_cases(services, taken)


def _told(line: Line, fields: list[str]) -> dict[str, str]:
    told: dict[str, str] = {}
    for field, text in zip(fields, line.cells, strict=True):
        if field and text and field not in told:
            told[field] = text
    return told


def _faults(
    line: Line, told: Mapping[str, str], headings: Mapping[str, str]
) -> Iterator[RowFinding]:
    if not told.get("name", "").strip():
        yield RowFinding(line.number, "name_missing", headings["name"])
    due, language = told.get("due", ""), told.get("language", "")
    if due and _day(due) is None:
        yield RowFinding(line.number, "due_unreadable", headings["due"], due)
    if language and not _language(language):
        yield RowFinding(line.number, "language_unknown", headings["language"], language)


def _case(told: Mapping[str, str], *, test: bool) -> Case:
    texts = {name: told.get(name, "") for name in _TEXTS}
    return Case(
        id=new_record_id(),
        name=" ".join(told.get("name", "").split()),
        language=_language(told.get("language", "")),
        due=_day(told.get("due", "")),
        test=test or bool(told.get("test", "")),
        **texts,
    )


class _Seen:
    """Firms seen so far, by registry code and by name key; two codes that differ are two firms whatever their names."""

    def __init__(self, known: Iterable[Case]) -> None:
        self._by_code: dict[str, int | str] = {}
        self._by_name: dict[str, list[tuple[str, int | str]]] = {}
        for case in known:
            self.add(case, case.name)

    def add(self, case: Case, told_as: int | str) -> None:
        """Note a firm under the number of its row, or the name of a case that is here."""
        if case.code:
            self._by_code.setdefault(case.code, told_as)
        if key := name_key(case.name):
            self._by_name.setdefault(key, []).append((case.code, told_as))

    def like(self, case: Case) -> int | str | None:
        """Return what may be the same firm."""
        if case.code in self._by_code:
            return self._by_code[case.code]
        alike = self._by_name.get(name_key(case.name), []) if case.name else []
        return next((told_as for code, told_as in alike if not (code and case.code)), None)


def _field_of(heading: str) -> str:
    from app.store.folding import fold

    words = " ".join("".join(sign if sign.isalnum() else " " for sign in fold(heading)).split())
    return next((field for field, names in _HEADINGS.items() if words in names), "")


def _language(text: str) -> str:
    from app.store.folding import fold

    said = fold(text)
    known = next((code for code, names in _LANGUAGES.items() if said in names), "")
    return known or (said if len(said) == 2 and said.isascii() and said.isalpha() else "")


def _day(text: str) -> date | None:
    for pattern in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S", "%d.%m.%y"):
        try:
            return datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


_TEXTS: Final = ("contact", "phone", "email", "address", "code", "quota", "holder", "note")
_HEADINGS: Final[Mapping[str, frozenset[str]]] = {
    "name": frozenset(
        ("name", "firm", "company", "organisation", "organization", "enterprise", "respondent", "nimi", "ettevote",
         "firma", "asutus", "organisatsioon", "vastaja", "arinimi", "название", "наименование", "фирма", "предприятие",
         "организация", "компания", "имя", "респондент", "label")
    ),
    "contact": frozenset(
        ("contact", "contact person", "person", "kontakt", "kontaktisik", "isik", "контакт", "контактное лицо", "лицо",
         "фио")
    ),
    "phone": frozenset(("phone", "telephone", "tel", "mobile", "telefon", "mobiil", "телефон", "тел", "мобильныи")),
    "email": frozenset(
        ("email", "e mail", "mail", "e post", "epost", "meil", "e kiri", "почта", "эл почта", "электронная почта")
    ),
    "address": frozenset(("address", "place", "town", "aadress", "asukoht", "linn", "адрес", "место", "город")),
    "language": frozenset(("language", "keel", "suhtluskeel", "язык", "язык общения")),
    "due": frozenset(("due", "due date", "deadline", "tahtaeg", "срок", "срок до", "краинии срок")),
    "code": frozenset(
        ("code", "registry code", "reg code", "registrikood", "reg kood", "kood", "код", "инн", "огрн",
         "регистрационныи код", "рег код")
    ),
    "quota": frozenset(("quota", "cell", "quota cell", "kvoot", "kihi", "kiht", "квота", "ячеика квоты")),
    "holder": frozenset(("holder", "interviewer", "kusitleja", "intervjueerija", "интервьюер", "исполнитель")),
    "note": frozenset(("note", "notes", "remark", "comment", "markus", "markused", "примечание", "заметка")),
    "test": frozenset(("test", "practice", "proov", "тест", "пробныи")),
}  # fmt: skip
_LANGUAGES: Final[Mapping[str, frozenset[str]]] = {
    "et": frozenset(("et", "est", "ee", "eesti", "eesti keel", "estonian", "эстонскии", "эст")),
    "ru": frozenset(("ru", "rus", "vene", "vene keel", "russian", "русскии", "рус")),
    "en": frozenset(("en", "eng", "inglise", "inglise keel", "english", "англиискии", "анг")),
}
