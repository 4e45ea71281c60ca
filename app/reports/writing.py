"""The writing space of a question as flowables, with the few words that tell how to fill it in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, assert_never

from reportlab.pdfbase.pdfmetrics import stringWidth

from app.forms.writing_space import (
    Confirmation,
    Digits,
    Enclosed,
    Enclosure,
    Lines,
    LookedUp,
    Moment,
    Place,
    Ranking,
    Scale,
    Space,
    Ticks,
)
from app.i18n.catalog import _, current_language, pgettext
from app.reports.boxes import (
    CircledNumbers,
    DigitBoxes,
    Field,
    RuledLines,
    SmallTicks,
    Tick,
    TickGrid,
    TickScale,
)
from app.reports.glyphs import markup
from app.reports.sheet_styles import ANSWER_WIDTH, sheet_styles
from app.reports.theme import REGULAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportlab.platypus import Flowable

    from app.forms.choice_lists import PrintedChoice
    from app.forms.wordings import Wording
    from app.reports.form_words import SheetLanguages

WIDEST_SCALE: Final = 7
SIDES: Final = 38.0
"""What a box, its code and the white around take of a column."""
MANY: Final = 10
NARROW: Final = (Digits, Moment, Scale, Confirmation)
"""Spaces that leave room beside them."""


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of a writing space; ``heading`` stands above it."""

    flowable: Flowable
    heading: str = ""


class WritingSpaces:
    """Makes writing spaces in the languages of a sheet."""

    def __init__(self, languages: SheetLanguages) -> None:
        self._languages = languages

    def pieces(self, space: Space, ways: Mapping[str, str]) -> list[Written]:
        """Return what is drawn, from top to bottom; ``ways`` says by value where a choice leads to."""
        if isinstance(space, Ticks):
            return list(self._ticks(space, ways))
        if isinstance(space, Ranking):
            grid = self._grid([list(space.choices.choices)], {}, with_codes=False)
            return [Written(TickGrid(grid.ticks[0], grid.columns, large=True))]
        return [Written(_plain_space(space))]

    def choice(self, choice: PrintedChoice) -> str:
        """Return the words of a choice as markup, in both languages."""
        return self.both(choice.words) or markup(choice.value)

    def both(self, words: Wording, between: str = "  ") -> str:
        """Return words as markup: the first language, then the second softly."""
        lead, below = self._languages.lead(words), self._languages.below(words)
        return f"{markup(lead)}{between}{soft(below)}" if below else markup(lead)

    def code(self, choice: PrintedChoice) -> str:
        """Return the code of a choice; '' when its words begin with it."""
        words = self._languages.lead(choice.words)
        rest = words.removeprefix(choice.code)
        return "" if rest != words and not rest[:1].isalnum() else choice.code

    def _ticks(self, space: Ticks, ways: Mapping[str, str]) -> Iterator[Written]:
        groups = space.choices.groups
        chosen = [list(group.choices) for group in groups]
        if space.as_scale and len(groups) == 1 and not ways:
            points = self._arranged(chosen, {}, stacked=True)[1][0]
            if _fits_scale(points):
                yield Written(TickScale(points))
                return
        grid = self._grid(chosen, ways)
        for group, ticks in zip(groups, grid.ticks, strict=True):
            heading = self.both(group.heading) if group.heading else ""
            yield Written(TickGrid(ticks, grid.columns), heading)

    def _grid(
        self,
        groups: Sequence[Sequence[PrintedChoice]],
        ways: Mapping[str, str],
        *,
        with_codes: bool = True,
    ) -> _Grid:
        """Set both languages side by side or one under the other, whichever takes fewer lines."""
        ways_to_set = (False, True) if self._languages.second else (False,)
        tried = [self._arranged(groups, ways, stacked=stacked) for stacked in ways_to_set]
        _lines, made, columns = min(tried, key=lambda each: each[0])
        if not with_codes:
            made = [[replace(tick, code="") for tick in group] for group in made]
        return _Grid(made, columns)

    def _arranged(
        self,
        groups: Sequence[Sequence[PrintedChoice]],
        ways: Mapping[str, str],
        *,
        stacked: bool,
    ) -> tuple[float, list[list[Tick]], int]:
        """Return how many lines choices take, the choices and in how many columns they stand."""
        made = [
            [self._tick(choice, ways.get(choice.value, ""), stacked=stacked) for choice in group]
            for group in groups
        ]
        ticks = [tick for group in made for tick in group]
        columns = columns_for(ticks, keeps_rows=bool(ways))
        room = ANSWER_WIDTH / columns - SIDES
        each = 2 if stacked else max((-(-tick.natural // room) for tick in ticks), default=1)
        return each * sum(-(-len(group) // columns) for group in made), made, columns

    def _tick(self, choice: PrintedChoice, way: str, *, stacked: bool) -> Tick:
        lead = self._languages.lead(choice.words) or choice.value
        below = self._languages.below(choice.words)
        arrow = f" &nbsp; <b>{markup(way)}</b>" if way else ""
        first = f"{lead}    {way}" if way else lead
        if stacked and below:
            words = f"{markup(lead)}{arrow}<br/>{soft(below)}"
            natural = max(_wide(first), _wide(below))
        else:
            words = self.choice(choice) + arrow
            natural = _wide(f"{first}  {below}" if below else first)
        return Tick(self.code(choice), words, natural)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Ticks by group, and in how many columns they stand."""

    ticks: list[list[Tick]]
    columns: int


def _wide(words: str) -> float:
    """Measure words of a choice on one line, with a little to spare for bold and italic."""
    style = sheet_styles().choice
    return stringWidth(words, style.fontName, style.fontSize) * 1.04


def soft(words: str) -> str:
    """Return words as markup in soft italic, as everything of the second language is set."""
    if not words:
        return ""
    style = sheet_styles().second
    colour = style.textColor.hexval()[2:]
    return f'<font color="#{colour}"><i>{markup(words)}</i></font>'


def instructions(space: Space, card: int, *, with_cards: bool) -> str:
    """Tell the interviewer how to fill a space in; '' when it goes without saying."""
    said = []
    if card and with_cards:
        said.append(_("Show card {number}.").format(number=card))
    if isinstance(space, LookedUp):
        said.append(
            _("Write the answers in, as the list has them.")
            if space.several
            else _("Write the answer in, as the list has it.")
        )
    elif isinstance(space, Ticks) and space.several:
        said.append(_("Tick all that apply."))
    elif isinstance(space, Ranking):
        said.append(_("Write 1 beside what comes first, 2 beside what comes next, and so on."))
    elif isinstance(space, Scale):
        said.append(_("Circle one number."))
    return " ".join(said)


def sentence(words: str) -> str:
    """End words as a sentence ends, so that another may follow."""
    return words if not words or words[-1] in ".!?…:;" else f"{words}."


def missing_ticks() -> SmallTicks:
    """Make the boxes for the two reasons why an answer is missing."""
    return SmallTicks((pgettext("answer", "don't know"), pgettext("answer", "refused")))


def columns_for(ticks: Sequence[Tick], *, keeps_rows: bool = False) -> int:
    """Return in how many columns choices stand: few ones in a row, more in columns, long ones below each other."""
    widest = max((tick.natural for tick in ticks), default=0.0)
    most = len(ticks) if len(ticks) <= 4 else 3
    if keeps_rows or len(ticks) <= 3:
        fits = len(ticks) <= 3 and widest <= ANSWER_WIDTH / max(1, len(ticks)) - SIDES
        return len(ticks) if fits else 1
    for columns in range(most, 1, -1):
        if widest <= ANSWER_WIDTH / columns - SIDES:
            return columns
    return 2 if len(ticks) > MANY else 1


def _fits_scale(ticks: Sequence[Tick]) -> bool:
    if not 1 < len(ticks) <= WIDEST_SCALE:
        return False
    room = ANSWER_WIDTH / len(ticks) - 8
    return all(tick.natural <= 3 * room for tick in ticks)


def _plain_space(
    space: LookedUp | Lines | Digits | Moment | Scale | Place | Confirmation | Enclosure,
) -> Flowable:
    if isinstance(space, LookedUp):
        return RuledLines(3 if space.several else 1)
    if isinstance(space, Lines):
        return RuledLines(space.count)
    if isinstance(space, Digits):
        return digit_boxes(space)
    if isinstance(space, Moment):
        return DigitBoxes(moment_fields(space))
    if isinstance(space, Scale):
        return CircledNumbers(space.points)
    if isinstance(space, Place):
        return RuledLines(1, (_("Latitude"), _("Longitude")))
    if isinstance(space, Confirmation):
        done = pgettext("tick box", "done")
        return TickGrid([Tick("", markup(done), stringWidth(done, REGULAR, 10))], 1)
    if isinstance(space, Enclosure):
        return RuledLines(1, (enclosure_words(space.kind),))
    assert_never(space)


def digit_boxes(space: Digits) -> DigitBoxes:
    """Draw a box for each digit, grouped by thousands unless they are a code."""
    grouped = not space.of_text and space.whole > 4
    mark = "." if current_language() == "en" else ","
    fields = [Field(space.whole, mark if space.decimals else "", grouped=grouped)]
    if space.decimals:
        fields.append(Field(space.decimals))
    return DigitBoxes(fields, "±" if space.signed else "")


def moment_fields(space: Moment) -> list[Field]:
    """Return the boxes of a date and a time with what is written into them."""
    fields = []
    if space.day:
        fields.append(Field(2, ".", pgettext("boxes", "day")))
    if space.month:
        fields.append(Field(2, ".", pgettext("boxes", "month")))
    if space.year:
        fields.append(Field(4, "   " if space.time else "", pgettext("boxes", "year")))
    if space.time:
        fields.append(Field(2, ":", pgettext("boxes", "hour")))
        fields.append(Field(2, "", pgettext("boxes", "minute")))
    return fields


def enclosure_words(kind: Enclosed) -> str:
    """Say what is noted of something that is kept beside the paper."""
    words = {
        "image": _("Name of the photo"),
        "audio": _("Name of the recording"),
        "video": _("Name of the video"),
        "file": _("Name of the file"),
        "signature": _("Signature"),
        "drawing": _("Drawing: on a sheet of its own, number"),
    }
    return words[kind]
