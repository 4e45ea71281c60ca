"""An own answer to a difference: typed as from paper, held against the rules of the questionnaire before it counts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QStackedWidget, QWidget

from app.forms.paper_codes import PaperCodes
from app.i18n.catalog import _
from app.operations import settling
from app.operations.difference_plan import Decision, fields_of
from app.operations.differences import Topic
from app.operations.second_looks import Broken
from app.ui import keys, theme
from app.ui.differences.words import address_of, rule_words
from app.ui.keying.typed import Asked, Family, Mark, read
from app.ui.keying.words import fault_text, legend_of
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, column, row

if TYPE_CHECKING:
    from app.forms.state import Problem
    from app.operations.difference_plan import Plan
    from app.operations.differences import Disagreement, Sheet
    from app.ui.desk import Desk

LONG = 60
"""A text longer than this is written in a field of several lines."""


class OwnAnswer(QWidget):
    """The field, what may be typed, and why it was refused."""

    written = Signal(object)
    """(Decision): it passed."""
    left = Signal()
    """Nothing is written after all."""
    complained = Signal()
    """It said why something was refused."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheet: Sheet | None = None
        self._difference: Disagreement | None = None
        self._plan: Plan = {}
        self._asked: Asked | None = None
        self.line = QLineEdit()
        self.lines = QPlainTextEdit()
        self.lines.setTabChangesFocus(True)
        self.lines.setMinimumHeight(84)
        self._fields = QStackedWidget()
        self._fields.addWidget(self.line)
        self._fields.addWidget(self.lines)
        self.legend = words("soft", wrap=True)
        self.keep = primary(self.try_it, "check")
        self.cancel = secondary(self.left.emit)
        buttons = row(self.keep, self.cancel, STRETCH)
        self.setLayout(column(self._fields, self.legend, buttons, gap=8))
        keys.bind(self.line, "Return", slot=self.try_it)
        keys.bind(self, "Ctrl+Return", slot=self.try_it)
        keys.bind(self, "Esc", slot=self.left.emit)

    def retranslate(self) -> None:
        """Set every word again."""
        self.keep.words(_("Keep"), tip=keys.label("Return"))
        self.cancel.words(_("Cancel"), tip=keys.label("Esc"))
        for edit in (self.line, self.lines):
            edit.setAccessibleName(_("Own answer"))
        self._complain("")

    def ask(self, sheet: Sheet, difference: Disagreement, plan: Plan) -> None:
        """Begin with what was written before, or nothing."""
        self._sheet, self._difference, self._plan = sheet, difference, plan
        self._asked = self._question()
        kept = plan.get((sheet.record, difference.key))
        text = kept.value if kept is not None and kept.how == "own" and self._is_words() else ""
        longest = max((version.value for version in difference.versions), key=len, default="")
        is_long = self._is_words() and (len(longest) > LONG or "\n" in longest)
        self._fields.setCurrentWidget(self.lines if is_long else self.line)
        self._fields.setMaximumHeight(160 if is_long else self.line.sizeHint().height())
        self.line.setText(text)
        self.lines.setPlainText(text or (longest if is_long else ""))
        self.retranslate()
        self.line.selectAll()
        self.field().setFocus()

    def text(self) -> str:
        """Return what is typed."""
        is_long = self.field() is self.lines
        return self.lines.toPlainText() if is_long else self.line.text()

    def try_it(self) -> None:
        """Take what was typed, unless a rule of the questionnaire is against it."""
        sheet, difference = self._sheet, self._difference
        if sheet is None or difference is None:
            return
        decision = self._understood()
        if decision is None:
            return
        if sheet.session is None or difference.topic is not Topic.ANSWER:
            self.written.emit(decision)
            return
        fields = fields_of(sheet, difference, decision)
        services, plan = self._desk.services, dict(self._plan)
        self.keep.setEnabled(False)
        self._desk.tasks.database(
            lambda _progress: settling.complaint(services, sheet, difference, plan, fields),
            self,
            done=partial(self._on_judged, decision),
            failed=lambda _error: self.keep.setEnabled(True),
        )

    # --- inside

    def field(self) -> QWidget:
        """Return the field that is in use."""
        return self.lines if self._fields.currentIndex() else self.line

    def _understood(self) -> Decision | None:
        text = self.text().strip()
        if self._asked is None or self._is_words():
            if not text:
                QApplication.beep()
                self._complain(_("Write something, or take one of the versions."))
                return None
            return Decision("own", value=text)
        reading = read(self._asked, text)
        if reading.fault is not None:
            QApplication.beep()
            self._complain(fault_text(reading.fault))
            return None
        missing = {Mark.REFUSED: "refused", Mark.DONT_KNOW: "dont_know"}
        return Decision(
            "own", value=reading.value, missing=missing.get(reading.mark or Mark.BLANK, "")
        )

    def _on_judged(self, decision: Decision, problem: Problem | None) -> None:
        self.keep.setEnabled(True)
        session = self._sheet.session if self._sheet is not None else None
        if problem is not None and session is not None:
            QApplication.beep()
            self._complain(rule_words(session, Broken(problem.address, problem.cause)))
            return
        self.written.emit(decision)

    def _question(self) -> Asked | None:
        sheet, difference = self._sheet, self._difference
        if sheet is None or difference is None or sheet.session is None:
            return None
        if difference.topic is not Topic.ANSWER:
            return None
        session, address = sheet.session, address_of(difference)
        try:
            choices = PaperCodes(session.definition).of(session, address)
            return Asked(
                session.definition_of(address), choices, self._desk.services.clock.now().date()
            )
        except KeyError:
            return None

    def _is_words(self) -> bool:
        return self._asked is None or self._asked.family is Family.TEXT

    def _complain(self, why: str) -> None:
        for edit in (self.line, self.lines):
            edit.setProperty("state", "wrong" if why else "")
            theme.restyle(edit)
        self.legend.setProperty("kind", "alert" if why else "soft")
        theme.restyle(self.legend)
        rules = "" if self._is_words() or self._asked is None else legend_of(self._asked)
        self.legend.setText(why or rules)
        self.legend.setVisible(bool(why or rules))
        if why:
            self.field().setFocus()
            self.field().setAccessibleDescription(why)
            self.complained.emit()
