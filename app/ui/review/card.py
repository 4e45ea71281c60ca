"""The question under the cursor in full: its words, its answer, what it was before, every remark with its answer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.i18n import formats
from app.i18n.catalog import _
from app.ui.widgets.labels import selectable, words
from app.ui.widgets.layouts import holder, scrolled

if TYPE_CHECKING:
    from app.forms.session import Remark
    from app.ui.review.lines import Line

HEIGHT: Final = 176


class QuestionCard(QFrame):
    """Shows one line."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setMinimumHeight(96)
        self.setMaximumHeight(HEIGHT)
        self._question = selectable(words("bold", wrap=True))
        self._answer = selectable(words(wrap=True))
        self._before = selectable(words("soft", wrap=True))
        self._remarks = selectable(words(wrap=True))
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 10, 16, 10)
        inside.setSpacing(4)
        for part in (self._question, self._answer, self._before, self._remarks):
            inside.addWidget(part)
        inside.addStretch(1)
        content = holder(inside)
        content.setAutoFillBackground(False)
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(scrolled(content))
        content.setObjectName("card-inside")

    def show_line(self, line: Line | None, closed: frozenset[str]) -> None:
        """Show a line; None shows nothing."""
        if line is None:
            line_question = answer = before = remarks = ""
        else:
            line_question = f"{line.number}  {line.question}".strip()
            answer = "" if line.is_section else line.answer or _("no answer")
            before = _("Before: {answer}").format(answer=line.change[0]) if line.change else ""
            said = [remark_words(each, is_closed=each.id in closed) for each in line.remarks]
            waiting = [_("Not sent yet: {text}").format(text=each.text) for each in line.pending]
            remarks = "\n".join([*said, *waiting])
        for label, text in (
            (self._question, line_question),
            (self._answer, answer),
            (self._before, before),
            (self._remarks, remarks),
        ):
            label.setText(text)
            label.setVisible(bool(text))

    def text(self) -> str:
        """Return everything that is shown."""
        shown = (self._question, self._answer, self._before, self._remarks)
        return "\n".join(label.text() for label in shown if label.text())


def remark_words(remark: Remark, *, is_closed: bool = False) -> str:
    """Put a remark into words: who, when, what, what was answered."""
    try:
        when = formats.date_time(datetime.fromisoformat(remark.at))
    except ValueError:
        when = remark.at
    who = f"{remark.by}, {when}" if remark.by else when
    said = f"{who}: {remark.text}"
    if remark.reply:
        said += "\n    " + _("Answer: {text}").format(text=remark.reply)
    if remark.state == "open" and remark.review:
        said += "\n    " + _("Not answered yet")
    if is_closed:
        said += " " + _("(settled)")
    return said
