"""The head of a table of questions: what the columns mean, said once, and kept in view while its rows scroll.

A form writes such a table as ``table-list``, or as a select that is ``label`` above others that are ``list-nolabel``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QWidget

from app.ui import theme
from app.ui.runner.controls.choices import CELLS_WIDTH
from app.ui.runner.markdown import inline_text, plain_text

if TYPE_CHECKING:
    from app.ui.runner.questions import Question
    from app.ui.runner.stage import Stage

_GAP: Final = 8


class TableHead(QFrame):
    """Names of columns, as wide as the cells of the rows below."""

    has_gloss = True
    """Whether the translation stands under the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question: Question | None = None
        self._labels: list[QLabel] = []
        self._cells = QWidget()
        self._cells.setFixedWidth(CELLS_WIDTH)
        self._row = QHBoxLayout(self._cells)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.addStretch(1)
        layout.addWidget(self._cells)
        theme.follow(self, lambda: self.show_question(self.question, anew=True))

    def show_question(self, question: Question | None, *, anew: bool = False) -> None:
        """Name the columns after the choices of a question."""
        if question is None or (question == self.question and not anew):
            return
        self.question = question
        self.setAccessibleName(plain_text(question.label))
        while len(self._labels) < len(question.choices):
            self._labels.append(self._new_label())
        soft, size = theme.colour("ink-soft").name(), theme.tokens().size("caption")
        for at, label in enumerate(self._labels):
            label.setVisible(at < len(question.choices))
            if at >= len(question.choices):
                continue
            choice = question.choices[at]
            gloss = question.choice_gloss.get(choice.value, "")
            glossed = self.has_gloss and gloss and gloss != choice.label
            beside = inline_text(gloss) if glossed else ""
            under = f'<br/><i style="color:{soft}">{beside}</i>' if beside else ""
            label.setText(
                f'<span style="font-size:{size}px">{inline_text(choice.label)}{under}</span>'
            )

    def _new_label(self) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setWordWrap(True)
        label.setMinimumWidth(1)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        self._row.addWidget(label, 1)
        return label


class StickyHead(TableHead):
    """A second head at the top of the view, while the first has scrolled out of it and rows of its table have not."""

    has_gloss = False

    def __init__(self, area: QScrollArea, stage: Stage) -> None:
        super().__init__(area.viewport())
        self._area, self._stage = area, stage
        self.setAutoFillBackground(True)
        self.hide()
        area.verticalScrollBar().valueChanged.connect(self.follow)

    def follow(self) -> None:
        """Show the head of the table in view, if its own place is out of it."""
        over = [(head, self._top_of(head)) for head in self._stage.heads if head.isVisible()]
        gone = [head for head, top in over if top < 0]
        end = max((self._bottom_of(block) for block in self._stage.table_blocks()), default=0)
        if not gone or end <= gone[-1].height():
            self.hide()
            return
        head = gone[-1]
        self.show_question(head.question)
        left = head.mapTo(self._area.viewport(), QPoint(0, 0)).x()
        self.setGeometry(left, 0, head.width(), self.sizeHint().height())
        self.show()
        self.raise_()

    def _top_of(self, part: QWidget) -> int:
        return part.mapTo(self._area.viewport(), QPoint(0, 0)).y()

    def _bottom_of(self, part: QWidget) -> int:
        return self._top_of(part) + part.height()
