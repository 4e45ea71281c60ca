"""The survey sheet as questions in groups: types understood, groups opened and closed, names in their places.

Reading and the checks of structure are one walk, because what a row means depends on the groups that are open above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.forms.checks.tables import Cell, Line, Place, Report, Table, place_of
from app.forms.checks.types import (
    NOT_HERE,
    POSITIONS,
    TypeWord,
    known_types,
    read_type,
    suggest_type,
)
from app.forms.findings import FindingCode

DEEPEST = 60
"""Levels of groups; the reader's limit on the converted form lies above it."""
_YES = frozenset({"yes", "Yes", "YES", "true", "True", "TRUE", "true()"})
_NAME = re.compile(r"[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?")


@dataclass(slots=True, eq=False)
class Entry:
    """A question, group or repeat. ``above`` is the group that holds it."""

    line: Line
    word: TypeWord
    name: str
    above: Entry | None = None
    members: list[Entry] = field(default_factory=list)

    def cell(self, base: str) -> Cell | None:
        """Return the first cell of a column."""
        return self.line.get(base)

    def text(self, base: str) -> str:
        """Return what a column says, '' when it is empty."""
        return self.line.text(base)

    @property
    def is_group(self) -> bool:
        """Whether it holds others."""
        return self.word.kind == "begin"

    def ancestors(self) -> Iterator[Entry]:
        """Yield the groups around it, the nearest first."""
        entry = self.above
        while entry is not None:
            yield entry
            entry = entry.above

    def repeat(self) -> Entry | None:
        """Return the nearest repeat around it."""
        return next((entry for entry in self.ancestors() if entry.word.base == "repeat"), None)


@dataclass(slots=True)
class Survey:
    """All entries in the order of the rows, and by name."""

    table: Table
    entries: list[Entry] = field(default_factory=list)
    by_name: dict[str, list[Entry]] = field(default_factory=dict)

    def named(self, name: str) -> Entry | None:
        """Return the entry of that name; None when there is none or several."""
        found = self.by_name.get(name, [])
        return found[0] if len(found) == 1 else None


def is_name(text: str) -> bool:
    """Tell whether a text can be the name of an XML element."""
    return bool(_NAME.fullmatch(text))


def read_survey(table: Table, report: Report) -> Survey:
    """Read the rows, noting unknown types, open groups and missing names."""
    walk = _Walk(Survey(table), report)
    for line in table.lines:
        walk.take(line)
    walk.close()
    return walk.survey


@dataclass(slots=True)
class _Walk:
    survey: Survey
    report: Report
    open: list[Entry] = field(default_factory=list)

    def take(self, line: Line) -> None:
        table, report = self.survey.table, self.report
        if line.text("disabled") in _YES:
            report.inform(
                FindingCode.ROW_DISABLED, place_of(table, line.get("disabled")), line.text("name")
            )
            return
        type_cell = line.get("type")
        if type_cell is None:
            self._take_untyped(line)
            return
        word = read_type(" ".join(type_cell.text.split()))
        if word.kind == "setting":
            return
        if word.kind == "end":
            self._end(line, word)
        elif not word.kind:
            self._unknown(type_cell, word, line)
            self._begin_or_question(line, word)
        else:
            self._begin_or_question(line, word)

    def close(self) -> None:
        for entry in self.open:
            params = {"kind": entry.word.base, "name": entry.name}
            self.report.error(
                FindingCode.BEGIN_WITHOUT_END, self._place(entry.line, "type"), **params
            )
        if not any(not entry.is_group for entry in self.survey.entries):
            self.report.error(FindingCode.SURVEY_WITHOUT_QUESTIONS, place_of(self.survey.table))

    def _take_untyped(self, line: Line) -> None:
        if line.get("name") or line.get("label"):
            self.report.error(
                FindingCode.ROW_WITHOUT_TYPE, place_of(self.survey.table, line), line.text("name")
            )
        elif any(cell.heading.is_known and cell.heading.base != "note" for cell in line.cells):
            self.report.inform(FindingCode.ROW_IGNORED, place_of(self.survey.table, line))

    def _unknown(self, cell: Cell, word: TypeWord, line: Line) -> None:
        place, name = place_of(self.survey.table, cell), line.text("name")
        if word.dialect:
            self.report.error(
                FindingCode.TYPE_DIALECT, place, name, type=cell.text, dialect=word.dialect
            )
        else:
            suggestion = suggest_type(cell.text) or self._nearest_type(cell.text)
            self.report.error(
                FindingCode.TYPE_UNKNOWN, place, name, type=cell.text, suggestion=suggestion
            )

    def _nearest_type(self, text: str) -> str:
        known = known_types()
        return self.report.suggest(
            text.split(" ", maxsplit=1)[0], known, 0.7
        ) or self.report.suggest(text, known)

    def _end(self, line: Line, word: TypeWord) -> None:
        place = self._place(line, "type")
        if not self.open:
            self.report.error(FindingCode.END_WITHOUT_BEGIN, place, kind=word.base)
            return
        opened = self.open[-1]
        if opened.word.base != word.base:
            params = {"kind": word.base, "expected": opened.word.base, "name": opened.name}
            self.report.error(FindingCode.END_MISMATCH, place, other=opened.line.number, **params)
            self._recover(word)
            return
        self.open.pop()
        if not opened.members:
            params = {"kind": opened.word.base, "name": opened.name}
            self.report.warn(FindingCode.GROUP_EMPTY, self._place(opened.line, "type"), **params)

    def _recover(self, word: TypeWord) -> None:
        """Close as many groups as the author meant to, so that one slip does not make ten findings."""
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth].word.base == word.base:
                del self.open[depth:]
                return
        self.open.pop()

    def _begin_or_question(self, line: Line, word: TypeWord) -> None:
        name = self._name(line, word)
        entry = Entry(line, word, name, self.open[-1] if self.open else None)
        self.survey.entries.append(entry)
        if entry.above:
            entry.above.members.append(entry)
        if name and word.base != "audit":
            self.survey.by_name.setdefault(name, []).append(entry)
        self._remark(entry)
        if word.kind == "begin":
            self.open.append(entry)
            if len(self.open) == DEEPEST + 1:
                self.report.error(
                    FindingCode.NESTING_TOO_DEEP, place_of(self.survey.table, line), limit=DEEPEST
                )

    def _name(self, line: Line, word: TypeWord) -> str:
        cell = line.get("name")
        if cell is None:
            if word.base == "audit":
                return "audit"
            if word.base != "note" or word.modern:
                self.report.error(FindingCode.NAME_MISSING, self._place(line, "type"))
            return f"generated_note_name_{line.number}" if word.base == "note" else ""
        name = cell.text
        if word.base == "audit" and name != "audit":
            self.report.error(FindingCode.AUDIT_NAME, place_of(self.survey.table, cell), name=name)
        elif not is_name(name):
            self.report.error(FindingCode.NAME_INVALID, place_of(self.survey.table, cell), name)
        return name

    def _remark(self, entry: Entry) -> None:
        place = self._place(entry.line, "type")
        if entry.word.modern:
            params = {"type": entry.text("type"), "modern": entry.word.modern}
            self.report.inform(FindingCode.TYPE_LEGACY, place, entry.name, **params)
        if entry.word.base in NOT_HERE:
            self.report.inform(
                FindingCode.TYPE_NOT_SUPPORTED, place, entry.name, type=entry.word.base
            )
        if entry.word.base in POSITIONS:
            self.report.inform(
                FindingCode.POSITION_NOT_KNOWN, place, entry.name, type=entry.word.base
            )
        if entry.word.base == "background-audio":
            self.report.inform(FindingCode.RECORDED_WITH_CONSENT, place, entry.name)

    def _place(self, line: Line, base: str) -> Place:
        return place_of(self.survey.table, line.get(base) or line)
