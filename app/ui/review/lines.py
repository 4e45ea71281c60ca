"""A finished interview as lines to be judged: every question with its answer and what about it asks for a look.

Made from a `Sheet` in one language; the table and the card below it only show what stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.forms.outline import build
from app.forms.state import Address
from app.i18n import formats
from app.i18n.answers import answer_text, form_language, given_text, missing_text
from app.i18n.catalog import _, current_language, ngettext, pgettext
from app.ui.runner.markdown import plain_text

if TYPE_CHECKING:
    from app.forms.outline import Question, Section
    from app.forms.session import FormSession, Remark
    from app.operations.review import Change, Pending, Sheet

ALOUD_MS: Final = 66
"""One letter read aloud, about fifteen in a second."""
HURRIED: Final = 3
"""A question answered in a third of the time that it takes to be read aloud was hardly read."""
_IDENTITY: Final = re.compile(r"\{[^}]*\}")
_ORDINAL: Final = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Line:
    """A section's heading, or a question. ``flags`` are words for what asks for a look; ``ms`` -1: no time is kept."""

    address: str
    number: str
    question: str
    answer: str = ""
    flags: tuple[str, ...] = ()
    ms: int = -1
    is_section: bool = False
    is_missing: bool = False
    change: tuple[str, str] | None = None
    remarks: tuple[Remark, ...] = ()
    pending: tuple[Pending, ...] = ()

    @property
    def needs_a_look(self) -> bool:
        """Whether something about the answer is out of the ordinary."""
        return bool(self.flags)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many questions of an interview are what."""

    asked: int = 0
    missing: int = 0
    odd: int = 0
    hurried: int = 0
    changed: int = 0
    broken: int = 0
    remarks: int = 0


def read_lines(sheet: Sheet) -> list[Line]:
    """Write an interview down, in the order of asking; what was taken away since the last look stands at the end."""
    return list(_Lines(sheet).all())


def count(sheet: Sheet, lines: Iterable[Line] | None = None) -> Counted:
    """Count what asks for a look."""
    asked = [line for line in (lines or read_lines(sheet)) if not line.is_section]
    odd = set(sheet.session.odd_answers())
    return Counted(
        asked=len(asked),
        missing=sum(line.is_missing for line in asked),
        odd=len(odd),
        hurried=sum(hurried(line) for line in asked),
        changed=len(sheet.changes),
        broken=len(sheet.session.validate()),
        remarks=sum(each.state != "resolved" for each in sheet.session.remarks()),
    )


def hurried(line: Line) -> bool:
    """Whether a question was answered faster than it can be read."""
    return 0 <= line.ms < len(line.question) * ALOUD_MS // HURRIED


def count_words(counted: Counted) -> str:
    """Say what there is to look at, in one line; '' when there is nothing."""
    said = (
        (
            counted.missing,
            ngettext("{count} without an answer", "{count} without an answer", counted.missing),
        ),
        (counted.odd, ngettext("{count} unusual", "{count} unusual", counted.odd)),
        (
            counted.broken,
            ngettext("{count} against a rule", "{count} against a rule", counted.broken),
        ),
        (counted.hurried, ngettext("{count} very fast", "{count} very fast", counted.hurried)),
        (counted.changed, ngettext("{count} changed", "{count} changed", counted.changed)),
        (counted.remarks, ngettext("{count} remark", "{count} remarks", counted.remarks)),
    )
    return " · ".join(
        words.format(count=formats.number(number)) for number, words in said if number
    )


class _Lines:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._session: FormSession = sheet.session
        self._language = current_language()
        self._spoken = form_language(self._session.languages, self._language)
        self._odd = set(self._session.odd_answers())
        self._left = dict(sheet.changes)

    def all(self) -> Iterator[Line]:
        yield from self._whole()
        for section in build(self._session).sections:
            yield self._heading(section)
            for page in section.pages:
                yield from (self._question(each) for each in page.questions if each.number)
        gone = [change for change in self._left.values() if self._is_input(change)]
        if gone:
            yield Line("", "", _("Answers taken away since the last look"), is_section=True)
            yield from map(self._gone, gone)

    def _whole(self) -> Iterator[Line]:
        """Yield a line for what was said of the whole interview."""
        root = str(self._session.root)
        remarks = tuple(each for each in self._session.remarks() if each.address in {"", root})
        pending = self._pending(root)
        if remarks or pending:
            flags = tuple(_remark_words(len(remarks), len(pending)))
            yield Line(
                root, "", _("The interview as a whole"), "", flags, remarks=remarks, pending=pending
            )

    def _heading(self, section: Section) -> Line:
        at = section.address
        words = self._label(at) if at != self._session.root else ""
        remarks = tuple(self._session.remarks(at)) if at != self._session.root else ()
        name = words or _("Questions outside of sections")
        flags = tuple(_remark_words(len(remarks), 0))
        return Line(str(at), section.number, name, "", flags, is_section=True, remarks=remarks)

    def _question(self, question: Question) -> Line:
        at = question.address
        state = self._session.state(at)
        changed = self._left.pop(str(at), None)
        spent = self._sheet.times.questions.get(at)
        ms = spent.active_ms if spent is not None and question.is_answered else -1
        remarks, pending = tuple(self._session.remarks(at)), self._pending(str(at))
        line = Line(
            str(at),
            self._number(at, question.number),
            self._label(at),
            answer_text(self._session, at, self._language),
            ms=ms,
            is_missing=state.missing is not None,
            change=self._change(changed) if changed else None,
            remarks=remarks,
            pending=pending,
        )
        flags = [
            *([_("changed")] if changed else ()),
            *([missing_text(state.missing)] if state.missing else ()),
            *([_("unusual")] if at in self._odd else ()),
            *([_("against a rule")] if not question.is_valid else ()),
            *([_("very fast")] if hurried(line) else ()),
            *_remark_words(len(remarks), len(pending)),
        ]
        return _with_flags(line, flags)

    def _gone(self, change: Change) -> Line:
        at = Address(change.address)
        try:
            label, number = self._label(at), self._number(at, "")
        except KeyError:
            label, number = _IDENTITY.sub("", change.address).rpartition("/")[2], ""
        told = self._change(change)
        return Line(change.address, number, label, told[1], (_("changed"),), change=told)

    def _is_input(self, change: Change) -> bool:
        """Whether a person answers it; what the form works out by itself follows from that."""
        definition = self._session.definition
        index = definition.by_path.get(_IDENTITY.sub("", change.address))
        return index is not None and definition.nodes[index].control is not None

    def _change(self, change: Change) -> tuple[str, str]:
        before = self._words(change.address, change.before, change.missing_before)
        return before, self._words(change.address, change.after, change.missing_after)

    def _words(self, address: str, value: str, missing: str) -> str:
        if missing:
            return missing_text("refused" if missing == "refused" else "dont_know")
        if not value:
            return pgettext("answer", "no answer")
        try:
            return given_text(self._session, Address(address), value, self._language)
        except KeyError:
            return value

    def _label(self, at: Address) -> str:
        return plain_text(self._session.label(at, self._spoken)) or str(at).rpartition("/")[2]

    def _number(self, at: Address, number: str) -> str:
        rows = ".".join(_ORDINAL.findall(self._session.ordinal_path(at)))
        return f"{number} ({rows})" if rows else number

    def _pending(self, address: str) -> tuple[Pending, ...]:
        return tuple(each for each in self._sheet.pending if each.address == address)


def _remark_words(remarks: int, pending: int) -> Iterator[str]:
    if remarks:
        yield ngettext("{count} remark", "{count} remarks", remarks).format(count=remarks)
    if pending:
        yield _("remark not sent yet")


def _with_flags(line: Line, flags: Iterable[str]) -> Line:
    from dataclasses import replace

    return replace(line, flags=tuple(flags))
