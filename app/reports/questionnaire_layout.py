"""Sets a blank questionnaire: head with lines to fill in, sections, hanging numbers, routing, writing space.

A question never parts from its routing and its writing space, a heading never from its first question; only a long
list of choices may go on overleaf.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from reportlab.platypus import Flowable, Paragraph, Spacer

from app.forms.print_view import (
    PrintedGroup,
    PrintedItem,
    PrintedNote,
    PrintedQuestion,
    PrintedRepeat,
    PrintedSection,
    PrintView,
)
from app.forms.writing_space import Confirmation, Ticks
from app.i18n.catalog import _
from app.reports.boxes import Row, TickGrid
from app.reports.document import build
from app.reports.flowables import Heading, Held, Part
from app.reports.glyphs import markup
from app.reports.questionnaire_head import head_flowables, imprint_of
from app.reports.questionnaire_matrix import Matrix, MatrixTables, gathered
from app.reports.questionnaire_repeats import OVER_AGAIN, RepeatTables
from app.reports.routing_words import RoutingWords
from app.reports.sheet_styles import ANSWER_WIDTH, sheet_styles
from app.reports.theme import GAP, HANG, TEXT_WIDTH, styles
from app.reports.writing import NARROW, WritingSpaces, instructions, missing_ticks, sentence

if TYPE_CHECKING:
    from app.core.progress import Progress
    from app.forms.skips import Way
    from app.reports.form_words import SheetLanguages
    from app.reports.questionnaire import SheetWish

BETWEEN: Final = 4 * GAP
BETWEEN_SECTIONS: Final = 7 * GAP
WHOLE_TABLE: Final = 200.0
"""The tallest table that goes to the next page rather than break."""
MOST_ARROWS: Final = 3
"""Choices that show where they lead; more of the same are said in one sentence."""


def lay_out(
    view: PrintView, wish: SheetWish, languages: SheetLanguages, progress: Progress
) -> bytes:
    """Make the PDF in the language that is speaking. Raises `Cancelled`."""
    sheet = _Sheet(view, wish, languages)
    return build(lambda: list(sheet.story()), imprint_of(view, wish, languages), progress)


class _Sheet:
    """One questionnaire in the making."""

    def __init__(self, view: PrintView, wish: SheetWish, languages: SheetLanguages) -> None:
        self._view, self._wish, self._languages = view, wish, languages
        self._routing = RoutingWords(languages)
        self._spaces = WritingSpaces(languages)
        self._matrix = MatrixTables(languages, self._spaces)
        self._tables = RepeatTables(
            languages, self._routing, self._spaces, with_cards=wish.with_cards
        )

    def story(self) -> Iterator[Flowable]:
        yield from head_flowables(self._view, self._languages)
        for place, section in enumerate(self._view.sections):
            yield from self._section(section, f"section-{place}")

    # --- sections, groups, repeats

    def _section(self, section: PrintedSection, key: str) -> Iterator[Flowable]:
        yield Spacer(1, BETWEEN_SECTIONS - BETWEEN)
        lead: list[Part] = []
        if section.label:
            words, below = (
                self._languages.lead(section.label),
                self._languages.below(section.label),
            )
            plain = f"{section.number} {words}".strip()
            lead = [Part(Heading(markup(plain), styles().section, plain=plain, key=key))]
            lead += self._parts(
                [
                    (below, "section_second"),
                    (self._routing.section(section.ask_if), "routing_wide"),
                ],
                2,
            )
        yield from self._items(section.items, lead)

    def _items(self, items: tuple[PrintedItem, ...], lead: list[Part]) -> Iterator[Flowable]:
        for item in gathered(items):
            if isinstance(item, Matrix):
                yield Held(lead, [Part(self._matrix.table(item), GAP)], BETWEEN)
            elif isinstance(item, PrintedQuestion):
                yield self._question(item, lead)
            elif isinstance(item, PrintedNote):
                yield self._note(item, lead)
            elif isinstance(item, PrintedGroup):
                yield from self._items(item.items, [*lead, *self._heading(item, lead)])
            else:
                yield from self._repeat(item, lead)
            lead = []

    def _heading(self, group: PrintedGroup | PrintedRepeat, lead: list[Part]) -> list[Part]:
        """Set label and condition of a group."""
        words, below = self._languages.lead(group.label), self._languages.below(group.label)
        said = [
            (words, "group"),
            (below, "group_second"),
            (self._routing.group(group), "routing"),
        ]
        return self._parts(said, 2 * GAP if lead else 0)

    def _repeat(self, repeat: PrintedRepeat, lead: list[Part]) -> Iterator[Flowable]:
        heading = self._heading(repeat, lead)
        heading += self._parts([(self._routing.times(repeat.times), "hint")], 1)
        table = self._tables.table(repeat)
        if table is None:
            yield from self._over_again(repeat, [*lead, *heading])
            return
        more = Paragraph(
            markup(_("If there are more, continue on another sheet.")), sheet_styles().caption
        )
        above = GAP if heading or lead else 0
        body = [Part(table, above)]
        if not repeat.times.fixed:
            body.append(Part(more, 1))
        if body[0].height(TEXT_WIDTH) <= WHOLE_TABLE:
            yield Held([*lead, *heading, *body], [], BETWEEN)
        else:
            yield Held([*lead, *heading], body, BETWEEN)

    def _over_again(self, repeat: PrintedRepeat, lead: list[Part]) -> Iterator[Flowable]:
        count = repeat.times.fixed or OVER_AGAIN
        for place in range(1, count + 1):
            words = _("No. {place}").format(place=place)
            named = Paragraph(markup(words), sheet_styles().group)
            yield from self._items(repeat.items, [*lead, Part(named, 2 * GAP)])
            lead = []
        if not repeat.times.fixed:
            said = _("If there are more, continue on another sheet.")
            yield Held(self._parts([(said, "hint")], 0), [], GAP)

    # --- questions and notes

    def _question(self, question: PrintedQuestion, lead: list[Part]) -> Held:
        languages = self._languages
        before = self._parts([(self._routing.question(question.ask_if), "routing")], 0)
        label = languages.lead(question.label) or question.path.rpartition("/")[2]
        asked = Paragraph(markup(label), sheet_styles().question, bulletText=question.number)
        parts = [*before, Part(asked, 1 if before else 0)]
        parts += self._parts([(languages.below(question.label), "second")], 1)
        parts += self._parts(list(self._advice(question)), 2)
        if lead:
            parts[0] = Part(parts[0].flowable, 2 * GAP, parts[0].indent)
        space = self._space(question)
        lists = [isinstance(part.flowable, TickGrid | Held) for part in space].count(True)
        held = [*lead, *parts, *([] if lists else space)]
        return Held(held, space[:lists], BETWEEN, space[lists:] if lists else ())

    def _advice(self, question: PrintedQuestion) -> Iterator[tuple[str, str]]:
        """Yield hints, what is told to the interviewer, the rule of the answer, and how to fill the space in."""
        yield self._languages.lead(question.hint), "hint"
        yield self._languages.below(question.hint), "second"
        told = []
        if guidance := self._languages.lead(question.guidance):
            told.append(_("Interviewer: {words}").format(words=sentence(guidance)))
        if check := self._languages.lead(question.check):
            told.append(_("Rule: {words}").format(words=sentence(check)))
        told.append(instructions(question.space, question.card, with_cards=self._wish.with_cards))
        yield " ".join(part for part in told if part), "hint"

    def _space(self, question: PrintedQuestion) -> list[Part]:
        arrows, sentences = self._ways(question)
        pieces = self._spaces.pieces(question.space, arrows)
        parts: list[Part] = []
        for piece in pieces:
            flowable = piece.flowable
            if piece.heading:
                heading = Paragraph(piece.heading, sheet_styles().choice_heading)
                flowable = Held([Part(heading)], [Part(flowable, GAP)])
            parts.append(Part(flowable, GAP, HANG))
        if question.offers_missing:
            parts = self._with_missing(question, parts)
        said = [(words, "routing") for words in sentences]
        return parts + self._parts(said, 2)

    def _with_missing(self, question: PrintedQuestion, parts: list[Part]) -> list[Part]:
        """Put the boxes for don't know and refused beside a narrow space, else under it."""
        missing = missing_ticks()
        if isinstance(question.space, NARROW) and not isinstance(question.space, Confirmation):
            row = Row([parts[-1].flowable, missing])
            if row.natural <= ANSWER_WIDTH:
                return [*parts[:-1], Part(row, GAP, HANG)]
        return [*parts, Part(missing, 2, HANG)]

    def _ways(self, question: PrintedQuestion) -> tuple[dict[str, str], list[str]]:
        """Return what stands beside choices, by value, and what stands under the whole question."""
        way = question.way
        if way.always is not None:
            return {}, [f"→ {self._routing.skip(way.always)}"]
        if not isinstance(question.space, Ticks):
            return {}, []
        targets = set(way.by_value.values())
        if len(way.by_value) > MOST_ARROWS and len(targets) == 1:
            return {}, [f"→ {self._said_once(question.space, way)}"]
        end = _("to the end")
        return {value: f"→ {skip.number or end}" for value, skip in way.by_value.items()}, []

    def _said_once(self, space: Ticks, way: Way) -> str:
        [skip] = set(way.by_value.values())
        others = [
            self._languages.lead(choice.words) or choice.value
            for choice in space.choices.choices
            if choice.value not in way.by_value
        ]
        return self._routing.skip_unless(others, skip) if others else self._routing.skip(skip)

    def _note(self, note: PrintedNote, lead: list[Part]) -> Held:
        languages = self._languages
        guidance = languages.lead(note.guidance)
        said = [
            (self._routing.note(note.ask_if), "routing"),
            (languages.lead(note.label), "note"),
            (languages.below(note.label), "second"),
            (languages.lead(note.hint), "hint"),
            (_("Interviewer: {words}").format(words=guidance) if guidance else "", "hint"),
            (f"→ {self._routing.skip(note.way.always)}" if note.way.always else "", "routing"),
        ]
        parts = self._parts(said, 2 * GAP if lead else 0)
        return Held([*lead, *parts], [], BETWEEN)

    @staticmethod
    def _parts(said: list[tuple[str, str]], above: float) -> list[Part]:
        """Set what is not empty, each in its style; the first ``above`` points below what comes before."""
        parts: list[Part] = []
        for words, style in said:
            if words:
                paragraph = Paragraph(markup(words), getattr(sheet_styles(), style))
                parts.append(Part(paragraph, 1 if parts else above))
        return parts
