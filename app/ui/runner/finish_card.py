"""The last page: what still keeps the interview from being finished, each with a way there, or that all is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.forms.state import Address
from app.i18n.catalog import _, ngettext
from app.operations.sitting import Closing
from app.ui.runner.closing_card import ClosingCard
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import words
from app.ui.widgets.notice import NoticeBox

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_USUAL_WIDTH: Final = 400
NOTHING_NOTED = Closing()
MOST_SHOWN = 100
"""So many problems are listed at once; the rest follow as these are settled."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One problem in words."""

    address: Address
    number: str
    question: str
    message: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How the interview stands at its end."""

    troubles: tuple[Trouble, ...]
    answered: int
    total: int
    open_remarks: int
    is_safe: bool
    notices: tuple[str, ...] = ()
    """What to think of; nothing of it keeps the interview from being finished."""
    closing: Closing = NOTHING_NOTED


class FinishCard(QFrame):
    """Problems to settle, or the good word."""

    wanted = Signal(str)
    """(address): a person wants to see a question."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("kind", "card")
        self._title = words("title", wrap=True)
        self._box, self._notices = NoticeBox(), NoticeBox()
        self.closing = ClosingCard()
        self._counts = words("soft", wrap=True)
        self._lines: list[_Line] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        for part in (self._title, self._counts, self._box, self._notices):
            layout.addWidget(part)
        layout.addLayout(self._list)
        layout.addWidget(self.closing)
        self.troubles: tuple[Trouble, ...] = ()

    def show_ending(self, ending: Ending) -> None:
        """Show how the interview stands."""
        self.troubles = ending.troubles
        self._title.setText(_("The end of the interview"))
        self._counts.setText(self._in_numbers(ending))
        self._say(ending)
        first, *more = ending.notices or ("",)
        self._notices.say("notice", first, "\n".join(more))
        self.closing.show_closing(ending.closing)
        shown = ending.troubles[:MOST_SHOWN]
        while len(self._lines) < len(shown):
            line = _Line()
            line.wanted.connect(self.wanted)
            self._list.addWidget(line)
            self._lines.append(line)
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(shown))
            if at < len(shown):
                line.show_trouble(shown[at])

    def first_line(self) -> QWidget:
        """Return what takes the focus: the first problem, else the page itself."""
        return self._lines[0].button if self.troubles else self

    def _say(self, ending: Ending) -> None:
        count = len(ending.troubles)
        if count:
            text = ngettext(
                "{count} question must be settled before the interview can be finished",
                "{count} questions must be settled before the interview can be finished",
                count,
            )
            self._box.say("alert", text.format(count=count))
            self.setAccessibleName(text.format(count=count))
            return
        self._box.say(
            "good",
            _("The interview can be finished"),
            _("Finishing closes the interview; it can be corrected later, with a reason."),
        )
        self.setAccessibleName(_("The interview can be finished"))

    @property
    def notices(self) -> str:
        """The first thing to think of before finishing, '' when there is none."""
        return self._notices.title()

    @staticmethod
    def _in_numbers(ending: Ending) -> str:
        answered = _("{answered} of {total} questions answered").format(
            answered=ending.answered, total=ending.total
        )
        if not ending.open_remarks:
            return answered
        remarks = ngettext("{count} remark", "{count} remarks", ending.open_remarks)
        return f"{answered} · {remarks.format(count=ending.open_remarks)}"


class _Line(QFrame):
    """One problem: pressing it goes to the question."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._address = Address("")
        self.button = Button("choice")
        self.button.clicked.connect(lambda: self.wanted.emit(self._address))
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._number, self._question = words("caption"), words(wrap=True)
        self._message = words("alert", wrap=True)
        self._number.setMinimumWidth(32)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self._question)
        told.addWidget(self._message)
        self._inside = inside = QHBoxLayout(self.button)
        inside.setContentsMargins(16, 8, 16, 8)
        inside.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(told, 1)
        for part in (self._number, self._question, self._message):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button)

    def show_trouble(self, trouble: Trouble) -> None:
        """Show a problem."""
        self._address = trouble.address
        self._number.setText(trouble.number)
        self._question.setText(trouble.question)
        self._message.setText(trouble.message)
        self.button.setAccessibleName(f"{trouble.number} {trouble.question}. {trouble.message}")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the words are in the width there is; before the first layout that is not known yet."""
        self.button.setFixedHeight(self._inside.heightForWidth(max(self.width(), _USUAL_WIDTH)))
