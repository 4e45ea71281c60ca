"""Repeats on paper: a ruled table with blank rows, a table with a column for each time, or the questions over again.

A few short questions without choices make a table as everybody draws it, one row for each. With choices and routing
the questions go down the side and each time through gets a column to write codes into. A repeat inside a repeat, or
long texts, are printed over again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from app.forms.conditions import ALWAYS, all_of
from app.forms.print_view import (
    PrintedGroup,
    PrintedItem,
    PrintedNote,
    PrintedQuestion,
    PrintedRepeat,
)
from app.forms.writing_space import (
    Confirmation,
    Digits,
    Lines,
    LookedUp,
    Moment,
    Ranking,
    Scale,
    Space,
    Ticks,
)
from app.i18n.catalog import _, pgettext
from app.reports.boxes import Tick, TickGrid
from app.reports.glyphs import markup
from app.reports.sheet_styles import sheet_styles
from app.reports.theme import HAIRLINE, REGULAR, TEXT_WIDTH, colours
from app.reports.writing import WritingSpaces, instructions, soft

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle

    from app.reports.form_words import SheetLanguages
    from app.reports.routing_words import RoutingWords

ROWS: Final = 6
COLUMNS: Final = 3
"""Blank rows, and columns for the times through, when the form does not fix how many there are."""
OVER_AGAIN: Final = 2
MOST_COLUMNS: Final = 5
ROW_HEIGHT: Final = 25.0
QUESTION_SHARE: Final = 0.46
NUMBER_WIDTH: Final = 24.0
KEPT: Final = 2
"""Rows that stay with the head of a table."""
CELL_TICK: Final = 25.0
"""Width of a box with its code in a cell."""

Flat = tuple[PrintedQuestion | PrintedNote, ...]


class RepeatTables:
    """Sets repeats as tables in the languages of a sheet."""

    def __init__(
        self,
        languages: SheetLanguages,
        routing: RoutingWords,
        spaces: WritingSpaces,
        *,
        with_cards: bool,
    ) -> None:
        self._languages = languages
        self._routing = routing
        self._spaces = spaces
        self._with_cards = with_cards

    def table(self, repeat: PrintedRepeat) -> Table | None:
        """Return the table of a repeat; None when its questions must be printed over again."""
        flat = flattened(repeat.items)
        if flat is None:
            return None
        questions = [item for item in flat if isinstance(item, PrintedQuestion)]
        if len(questions) == len(flat) <= MOST_COLUMNS and all(map(_is_short, questions)):
            return self._rows(questions, repeat.times.fixed or ROWS)
        return self._columns(flat, min(repeat.times.fixed or COLUMNS, MOST_COLUMNS))

    # --- one row for each

    def _rows(self, questions: list[PrintedQuestion], count: int) -> Table:
        heads: list[Flowable | str] = [Paragraph(markup(_("No.")), sheet_styles().cell_second)]
        heads += [self._stack(self._question_parts(question)) for question in questions]
        body = [[str(row + 1), *("" for _question in questions)] for row in range(count)]
        shares = [_share(question.space) for question in questions]
        room = TEXT_WIDTH - NUMBER_WIDTH
        widths = [NUMBER_WIDTH, *(room * share / sum(shares) for share in shares)]
        return Table(
            [heads, *body],
            colWidths=widths,
            rowHeights=[None, *(ROW_HEIGHT for _row in body)],
            repeatRows=1,
            style=ruled(),
            hAlign="LEFT",
        )

    # --- one column for each

    def _columns(self, flat: Flat, count: int) -> Table:
        style = sheet_styles()
        heads: list[Flowable | str] = [""]
        heads += [Paragraph(str(place + 1), style.cell_head) for place in range(count)]
        each = TEXT_WIDTH * (1 - QUESTION_SHARE) / count
        rows: list[list[Flowable | str | list[Flowable]]] = [[*heads]]
        spans = []
        for item in flat:
            if isinstance(item, PrintedNote):
                spans.append(("SPAN", (0, len(rows)), (-1, len(rows))))
                rows.append([self._note_parts(item), *("" for _column in range(count))])
            else:
                cells = [_cell(item.space, each) for _column in range(count)]
                rows.append([[*self._question_parts(item), *self._answers(item)], *cells])
        widths = [TEXT_WIDTH * QUESTION_SHARE, *(each for _column in range(count))]
        table = Table(
            rows,
            colWidths=widths,
            minRowHeights=[0, *(ROW_HEIGHT for _row in rows[1:])],
            repeatRows=1,
            style=ruled(),
            hAlign="LEFT",
        )
        together = (("NOSPLIT", (0, 0), (0, min(KEPT, len(flat)))), ("NOSPLIT", (0, -2), (0, -1)))
        table.setStyle(TableStyle([*spans, *together]))
        return table

    def _question_parts(self, question: PrintedQuestion) -> list[Flowable]:
        style, languages = sheet_styles(), self._languages
        label = f"{question.number} {languages.lead(question.label)}"
        said: list[tuple[str, ParagraphStyle]] = [
            (markup(self._routing.question(question.ask_if)), style.cell_routing),
            (markup(label), style.cell_question),
            (soft(languages.below(question.label)), style.cell_second),
            (markup(languages.lead(question.hint)), style.cell),
            (markup(self._instruction(question)), style.cell),
        ]
        return [Paragraph(words, kind) for words, kind in said if words]

    def _note_parts(self, note: PrintedNote) -> list[Flowable]:
        style = sheet_styles()
        said = [
            (markup(self._routing.note(note.ask_if)), style.cell_routing),
            (self._spaces.both(note.label), style.cell),
        ]
        return [Paragraph(words, kind) for words, kind in said if words]

    def _instruction(self, question: PrintedQuestion) -> str:
        words = instructions(question.space, question.card, with_cards=self._with_cards)
        guidance = self._languages.lead(question.guidance)
        told = _("Interviewer: {words}").format(words=guidance) if guidance else ""
        return " ".join(part for part in (told, words) if part)

    def _answers(self, question: PrintedQuestion) -> list[Flowable]:
        """List codes and words of the choices under a question; the cells have the codes only."""
        space = question.space
        if not isinstance(space, Ticks | Ranking):
            return []
        choices = [
            f"<b>{self._spaces.code(choice)}</b> {self._spaces.choice(choice)}".removeprefix(
                "<b></b> "
            )
            for choice in space.choices.choices
        ]
        return [Paragraph("<br/>".join(choices), sheet_styles().cell)]

    @staticmethod
    def _stack(parts: list[Flowable]) -> Flowable:
        inner = Table([[part] for part in parts], style=_BARE)
        inner.hAlign = "LEFT"
        return inner


_BARE = TableStyle(
    [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
)


def flattened(items: tuple[PrintedItem, ...]) -> Flat | None:
    """Return the questions and notes of a repeat, each with the conditions around it; None when one needs more room."""
    found: list[PrintedQuestion | PrintedNote] = []
    for item in items:
        if isinstance(item, PrintedRepeat):
            return None
        if isinstance(item, PrintedGroup):
            inside = flattened(item.items)
            if inside is None:
                return None
            found += [_under(item, one) for one in inside]
        elif isinstance(item, PrintedQuestion) and _is_long(item.space):
            return None
        else:
            found.append(item)
    return tuple(found)


def _under(
    group: PrintedGroup, item: PrintedQuestion | PrintedNote
) -> PrintedQuestion | PrintedNote:
    return replace(item, ask_if=all_of([group.ask_if, item.ask_if]))


def _is_long(space: Space) -> bool:
    many_lines = isinstance(space, Lines) and space.count > 1
    return (
        many_lines or isinstance(space, Ranking) or (isinstance(space, LookedUp) and space.several)
    )


def _is_short(question: PrintedQuestion) -> bool:
    plain = isinstance(question.space, Lines | Digits | Moment)
    return plain and question.ask_if == ALWAYS and not question.guidance


def _share(space: Space) -> float:
    if isinstance(space, Digits):
        return 1.0 if space.whole + space.decimals < 6 else 1.4
    return 1.5 if isinstance(space, Moment) else 3.0


def _cell(space: Space, width: float) -> Flowable | str:
    """Return what a cell offers: boxes with codes, the shape of a date, or white."""
    if isinstance(space, Ticks):
        ticks = [Tick(choice.code, "", 0.0) for choice in space.choices.choices]
        columns = min(len(ticks), int((width - 8) / CELL_TICK))
        return TickGrid(ticks, columns, across=True)
    if isinstance(space, Scale):
        return Paragraph(markup("   ".join(space.points)), sheet_styles().scale)
    return Paragraph(markup(_shape(space)), sheet_styles().caption) if _shape(space) else ""


def _shape(space: Space) -> str:
    if isinstance(space, Moment):
        parts = [
            (space.day, pgettext("boxes", "day")),
            (space.month, pgettext("boxes", "month")),
            (space.year, pgettext("boxes", "year")),
            (space.time, pgettext("boxes", "hour")),
            (space.time, pgettext("boxes", "minute")),
        ]
        return " . ".join(words for is_asked, words in parts if is_asked)
    if isinstance(space, Confirmation):
        return "☐ " + pgettext("tick box", "done")
    return ""


def ruled() -> TableStyle:
    """Hairlines on all sides: every cell is written into."""
    colour = colours()
    return TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("FONTSIZE", (0, 0), (-1, -1), 8.5),
            ("TEXTCOLOR", (0, 1), (0, -1), colour.soft),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("VALIGN", (0, 1), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 4),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ("GRID", (0, 0), (-1, -1), HAIRLINE, colour.line_strong),
        ]
    )
