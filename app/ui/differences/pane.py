"""The right half of the page: what one difference is about, its cards, what it was before, what else can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from app.i18n import formats
from app.i18n.catalog import _
from app.operations.difference_plan import combined, is_moot, taken
from app.operations.differences import Topic
from app.ui import keys, theme
from app.ui.differences.cards import Cards, Told
from app.ui.differences.history import HistoryDrawer
from app.ui.differences.own import OwnAnswer
from app.ui.differences.words import author_words, caption, heading, value_words, version_words
from app.ui.widgets.buttons import quiet, secondary
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import Flow, column, frame, holder, row, scrolled

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.operations.difference_plan import Decision, Plan
    from app.operations.differences import Disagreement, Sheet
    from app.ui.desk import Desk
    from app.ui.differences.listing import Line

BOTH_FROM: Final = 560
"""A narrower pane shows the history instead of the cards."""
HISTORY_WIDTH: Final = 380
ANY_WIDTH: Final = 16_777_215
"""Qt's own word for no limit."""
_NO_OWN = frozenset({Topic.ROW, Topic.DELETION, Topic.FOLLOWING})


class DifferencePane(QWidget):
    """One difference."""

    taken = Signal(int)
    """(place of the version)"""
    combined = Signal()
    """All versions together."""
    written = Signal(object)
    """(Decision): an own answer that passed."""
    postponed = Signal()
    """Not now."""
    put_away = Signal()
    """The field for an own answer, or the history, was closed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: Line | None = None
        self._plan: Plan = {}
        self._caption = words("caption", wrap=True)
        self._heading = words("question", wrap=True)
        self._note = words("soft", wrap=True)
        self._before = words("soft", wrap=True)
        self.cards = Cards()
        self.own = OwnAnswer(desk)
        self.history = HistoryDrawer()
        self.combine = secondary(self.combined.emit)
        self.write = secondary(self.write_own, "pencil")
        self.later = secondary(self.postponed.emit, "clock")
        self.past = quiet(self.toggle_history, "rotate-ccw")
        self._build()
        self.cards.taken.connect(self.taken)
        self.own.written.connect(self._on_written)
        self.own.complained.connect(self._reveal)
        self.own.left.connect(self._put_own_away)
        self.history.left.connect(self.toggle_history)

    @property
    def is_writing(self) -> bool:
        """Whether the keyboard is in the field of an own answer."""
        focused = QApplication.focusWidget()
        return focused is not None and focused in (self.own.line, self.own.lines)

    @property
    def can_write(self) -> bool:
        """Whether an own value means something here."""
        return self._line is not None and self._line.difference.topic not in _NO_OWN

    def retranslate(self) -> None:
        """Set the words of the buttons again."""
        self.own.retranslate()
        self.history.retranslate()
        self.past.words(_("History"), tip=keys.label("H"))
        self._name_buttons()

    def show_line(self, line: Line, plan: Plan) -> None:
        """Show a difference with what was decided."""
        is_other = self._line is None or self._line.place != line.place
        self._line, self._plan = line, plan
        sheet, difference = line.sheet, line.difference
        self._caption.setText(caption(sheet, difference))
        self._heading.setText(heading(sheet, difference))
        self.cards.show_versions(_told(sheet, difference, plan))
        self._before.setText(_before_words(sheet, difference))
        self._before.setVisible(bool(self._before.text()))
        self._note.setText(_note(sheet, difference, plan))
        self._name_buttons()
        if is_other:
            self._own_frame.hide()
            self._strip.show()
            self._area.verticalScrollBar().setValue(0)
        if self.history.isVisibleTo(self):
            self.history.show_history(sheet, difference)
        self.setAccessibleName(f"{self._caption.text()}. {self._heading.text()}")

    def write_own(self) -> None:
        """Let a person write another value."""
        line = self._line
        if line is None or not self.can_write:
            QApplication.beep()
            return
        self._strip.hide()
        self._own_frame.show()
        self.own.ask(line.sheet, line.difference, self._plan)
        self._reveal()

    def toggle_history(self) -> None:
        """Open the history beside the cards, or close it."""
        line = self._line
        is_open = self.history.isVisibleTo(self)
        if line is not None and not is_open:
            self.history.show_history(line.sheet, line.difference)
        self.history.setVisible(not is_open)
        self._share_width()
        if is_open:
            self.put_away.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    # --- inside

    def _share_width(self) -> None:
        """Let the history take the place of the cards where there is no room for both."""
        is_narrow = self.width() < BOTH_FROM * theme.tokens().scale
        is_open = self.history.isVisibleTo(self)
        self._area.setVisible(not (is_open and is_narrow))
        self.history.setMaximumWidth(ANY_WIDTH if is_narrow else HISTORY_WIDTH)

    def _name_buttons(self) -> None:
        line = self._line
        if line is None:
            return
        versions = len(line.difference.versions)
        together = combined(line.sheet, line.difference)
        self.combine.words(
            _("C  Combine"),
            _("C Combine: {value}").format(value=value_words(line.sheet, line.difference, together))
            if together
            else "",
            value_words(line.sheet, line.difference, together),
        )
        self.combine.setVisible(bool(together))
        key = formats.number(versions + 1)
        self.write.words(_("{key}  Write own").format(key=key), tip=keys.label("E"))
        self.write.setVisible(self.can_write)
        later = formats.number(versions + 1 + self.can_write)
        self.later.words(_("{key}  Decide later").format(key=later), tip=keys.label("N"))

    def _reveal(self) -> None:
        """Scroll to the field for an own answer, with what is said of it where there is room for both."""
        for part in (self._content, self._own_frame):
            layout = part.layout()
            if layout is not None:
                layout.activate()
        for part in (self.own.keep, self.own.legend, self.own.field()):
            self._area.ensureWidgetVisible(part, 8, 12)

    def _on_written(self, decision: Decision) -> None:
        self._own_frame.hide()
        self._strip.show()
        self.written.emit(decision)

    def _put_own_away(self) -> None:
        self._own_frame.hide()
        self._strip.show()
        self.put_away.emit()

    def _build(self) -> None:
        flow = Flow(gap=8)
        flow.add_all([self.combine, self.write, self.later, self.past])
        actions = holder(flow)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        actions.setSizePolicy(policy)
        self._strip = frame("card", column(self._before, actions, gap=8, margins=(20, 12, 20, 12)))
        own = frame("card", column(self.own, margins=(20, 12, 20, 12)))
        own.setVisible(False)
        self._own_frame = own
        content = self._content = holder(
            column(
                self._caption,
                self._heading,
                self.cards,
                self._strip,
                own,
                self._note,
                "stretch",
                gap=8,
                margins=(4, 0, 4, 4),
            )
        )
        self._area = scrolled(content)
        self.history.hide()
        body = row(self._area, self.history, gap=12)
        body.setStretch(0, 1)
        self.setLayout(body)


def _told(sheet: Sheet, difference: Disagreement, plan: Plan) -> list[Told]:
    decision = plan.get((sheet.record, difference.key))
    chosen = taken(difference, decision) if decision is not None else -1
    if is_moot(difference, sheet, plan):
        chosen = -1
    said = [version_words(sheet, difference, version) for version in difference.versions]
    verb = _("Work out again") if difference.topic is Topic.FOLLOWING else ""
    return [
        Told(
            said[place],
            [sheet.authors[name] for name in version.writers],
            [other for at, other in enumerate(said) if at != place],
            place == chosen,
            verb,
        )
        for place, version in enumerate(difference.versions)
    ]


def _before_words(sheet: Sheet, difference: Disagreement) -> str:
    before = difference.before
    if before is None:
        return ""
    author = sheet.authors[before.writers[0]]
    many = len(difference.versions) > 2
    said = (
        _("Before all of them: {value} ({who}, {when})")
        if many
        else _("Before both: {value} ({who}, {when})")
    )
    return said.format(
        value=version_words(sheet, difference, before),
        who=author_words(author),
        when=formats.date(author.at.date()),
    )


def _note(sheet: Sheet, difference: Disagreement, plan: Plan) -> str:
    """Say what stands decided, and that nothing is applied yet."""
    said = _(
        "After Finish the rules of the questionnaire are checked again. Nothing is applied before."
    )
    if is_moot(difference, sheet, plan):
        return _("Nothing to decide here: the row or record it belongs to goes.") + " " + said
    decision = plan.get((sheet.record, difference.key))
    if decision is None or decision.how == "take":
        return said
    value = combined(sheet, difference) if decision.how == "combine" else decision.value
    shown = value_words(sheet, difference, value, decision.missing)
    return _("Decided: {value}").format(value=shown) + "\n" + said
