"""Every key of an interview, control by control: what the help shows and what the tests press.

Data only. The chords of the runner itself are those it is bound to (`keys_row`); a test holds that none is missing
here and that each row does what it says, under the Latin and the Russian layout.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.i18n.catalog import _
from app.ui.runner import keys_row
from app.ui.runner.controls import attachment, drawing, photo, sound
from app.ui.runner.zoom import ENLARGE

Words = Callable[[], str]


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One thing that keys do. ``chords`` are alternatives; ``typed`` says in words what no chord can: 1-9, letters."""

    id: str
    words: Words
    chords: tuple[str, ...] = ()
    typed: Words | None = None


@dataclass(frozen=True, slots=True)
class KeySection:
    """The keys of one kind of question, or of the whole interview."""

    title: Words
    rows: tuple[KeyRow, ...]


EVERYWHERE: Final = KeySection(
    lambda: _("In every question"),
    (
        KeyRow("next", lambda: _("on to the next question"), ("Return",)),
        KeyRow("back", lambda: _("back to the question before"), ("Shift+Return",)),
        KeyRow(
            "next-page",
            lambda: _("on to the next page from anywhere; at the end: finish"),
            ("Ctrl+Return",),
        ),
        KeyRow("page-before", lambda: _("to the page before"), ("Alt+Left", "Ctrl+Shift+Return")),
        KeyRow("end", lambda: _("to the end of the interview"), ("Ctrl+End",)),
        KeyRow("dont-know", lambda: _("don't know; once more takes it away"), keys_row.DONT_KNOW),
        KeyRow("refused", lambda: _("refused; once more takes it away"), keys_row.REFUSED),
        KeyRow("remark", lambda: _("a remark on the question"), keys_row.REMARK),
        KeyRow(
            "next-remark",
            lambda: _("to the next remark of a returned interview"),
            keys_row.NEXT_REMARK,
        ),
        KeyRow("jump", lambda: _("find a question by number or words"), keys_row.JUMP),
        KeyRow("language", lambda: _("ask in the next language"), keys_row.LANGUAGE),
        KeyRow("gloss", lambda: _("another translation beside the question"), keys_row.GLOSS),
        KeyRow("respondents", lambda: _("who answers: another respondent"), keys_row.RESPONDENTS),
        KeyRow("break-off", lambda: _("break the interview off"), keys_row.BREAK_OFF),
        KeyRow("closing", lambda: _("the closing page for the interviewer"), keys_row.CLOSING),
        KeyRow("record", lambda: _("record sound, pause, go on"), sound.RECORD),
        KeyRow("whole", lambda: _("pause the recording of the interview, go on"), sound.WHOLE),
        KeyRow("stop", lambda: _("stop recording or playing"), sound.STOP),
        KeyRow("play", lambda: _("play the recording"), sound.PLAY),
        KeyRow("respondent", lambda: _("turn the screen to the respondent"), keys_row.RESPONDENT),
        KeyRow("guidance", lambda: _("guidance for the interviewer"), keys_row.GUIDANCE),
        KeyRow("enlarge", lambda: _("the picture of the question large"), ENLARGE),
        KeyRow("aloud", lambda: _("the sound of the question"), keys_row.ALOUD),
        KeyRow("undo", lambda: _("undo, in a text field as well"), keys_row.UNDO),
        KeyRow("redo", lambda: _("do again what was undone"), keys_row.REDO),
        KeyRow("help", lambda: _("these keys"), keys_row.HELP),
    ),
)
CHOICES: Final = KeySection(
    lambda: _("Choices"),
    (
        KeyRow(
            "choice-digit",
            lambda: _("takes the answer with this number; among several, again lets it go"),
            typed=lambda: _("1 to 9"),
        ),
        KeyRow(
            "choice-code",
            lambda: _("digits one after another take an answer with a longer number"),
            typed=lambda: _("1 2"),
        ),
        KeyRow("choice-move", lambda: _("to another answer, without taking it"), ("Up", "Down")),
        KeyRow("choice-column", lambda: _("to the answer beside"), ("Left", "Right")),
        KeyRow("choice-take", lambda: _("takes the answer with the focus"), ("Space",)),
        KeyRow("choice-clear", lambda: _("clears the answer"), ("Delete", "Backspace")),
    ),
)
SEARCHED: Final = KeySection(
    lambda: _("Long lists"),
    (
        KeyRow(
            "list-search",
            lambda: _("looks for an answer by its words or its code"),
            typed=lambda: _("letters, digits"),
        ),
        KeyRow("list-mark", lambda: _("marks another answer"), ("Up", "Down", "PgUp", "PgDown")),
        KeyRow("list-take", lambda: _("takes the marked answer; then on"), ("Return",)),
        KeyRow("list-whole", lambda: _("shows the whole list again"), ("Escape",)),
        KeyRow("menu-open", lambda: _("opens the list of a closed field"), ("Alt+Down", "Space")),
        KeyRow("menu-clear", lambda: _("clears the answer of a closed field"), ("Delete",)),
    ),
)
TEXT: Final = KeySection(
    lambda: _("Text of several lines"),
    (
        KeyRow("text-line", lambda: _("a new line"), ("Return",)),
        KeyRow("text-on", lambda: _("on to the next question"), ("Ctrl+Return",)),
        KeyRow("text-back", lambda: _("back to the question before"), ("Shift+Return",)),
    ),
)
NUMBERS: Final = KeySection(
    lambda: _("Numbers, scales and stars"),
    (
        KeyRow("count", lambda: _("one more, one less on a counter"), ("Up", "Down")),
        KeyRow("scale", lambda: _("a step up, a step down on a scale"), ("Up", "Down")),
    ),
)
DATES: Final = KeySection(
    lambda: _("Dates"),
    (
        KeyRow("calendar", lambda: _("opens days, months or years to take from"), ("Alt+Down",)),
        KeyRow("calendar-move", lambda: _("moves in them"), ("Left", "Right", "Up", "Down")),
        KeyRow("calendar-turn", lambda: _("turns to the page before or after"), ("PgUp", "PgDown")),
        KeyRow("calendar-take", lambda: _("takes what is marked"), ("Return",)),
        KeyRow("calendar-leave", lambda: _("leaves everything as it was"), ("Escape",)),
    ),
)
RANK: Final = KeySection(
    lambda: _("Ranking"),
    (
        KeyRow(
            "rank-place",
            lambda: _("puts the marked answer in this place"),
            typed=lambda: _("1 to 9"),
        ),
        KeyRow("rank-mark", lambda: _("marks another answer"), ("Up", "Down")),
        KeyRow("rank-up", lambda: _("moves the marked answer up"), ("Alt+Up", "Ctrl+Up")),
        KeyRow("rank-down", lambda: _("moves the marked answer down"), ("Alt+Down", "Ctrl+Down")),
        KeyRow("rank-agree", lambda: _("the order is right as it stands"), ("Space",)),
    ),
)
CONFIRMATION: Final = KeySection(
    lambda: _("Confirmation"),
    (KeyRow("confirm", lambda: _("confirms, or takes it back"), ("1", "Space")),),
)
FILES: Final = KeySection(
    lambda: _("Files, photos, signatures, drawings"),
    (
        KeyRow("file", lambda: _("chooses a file"), (attachment.CHOOSE,)),
        KeyRow("camera", lambda: _("takes a photo with the camera"), photo.CAMERA),
        KeyRow("name", lambda: _("types the name in place of a signature"), (drawing.TYPE_NAME,)),
        KeyRow("stroke", lambda: _("takes the last stroke back"), ("Ctrl+Z",)),
        KeyRow("stroke-again", lambda: _("draws it again"), ("Ctrl+Shift+Z", "Ctrl+Y")),
        KeyRow("wipe", lambda: _("clears the drawing"), ("Delete", "Backspace")),
    ),
)
ROWS: Final = KeySection(
    lambda: _("Rows that can be added"),
    (
        KeyRow("row-add", lambda: _("adds a row"), ("+",)),
        KeyRow("row-open", lambda: _("opens the row with this number"), typed=lambda: _("1 to 9")),
        KeyRow("row-move", lambda: _("to another row"), ("Up", "Down")),
        KeyRow("row-remove", lambda: _("removes the row with the focus"), ("Delete",)),
    ),
)
LARGE: Final = KeySection(
    lambda: _("Respondent's view, large picture"),
    (KeyRow("leave-large", lambda: _("back to the interviewer's view"), ("Escape",)),),
)

TABLE: Final = (
    *(EVERYWHERE, CHOICES, SEARCHED, TEXT, NUMBERS, DATES, RANK),
    *(CONFIRMATION, FILES, ROWS, LARGE),
)
