"""Start an interview: choose a questionnaire by typing or with the arrows, its language, and whether it is practice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.ui import keys, theme
from app.ui.runner.languages import code_of, mark_of
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.fields import SearchField
from app.ui.widgets.labels import ElidedLabel, words
from app.ui.widgets.layouts import STRETCH, row, tab_order
from app.ui.widgets.segments import Segment, Segmented
from app.ui.words import local, marks, nearest

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.core.ids import BundleId
    from app.operations.forms import FormRow


@dataclass(frozen=True, slots=True)
class Picked:
    """What a person wants to start."""

    bundle: BundleId
    language: str | None
    test: bool


class FormPicker(QDialog):
    """A list of questionnaires that searches while one types; Enter starts the marked one.

    ``speech`` is the code of the language to begin with where a questionnaire has it, '' that of the window.
    """

    def __init__(
        self,
        forms: Sequence[FormRow],
        latest: str = "",
        parent: QWidget | None = None,
        speech: str = "",
    ) -> None:
        super().__init__(parent)
        self._speech = speech
        self._forms = sorted(forms, key=lambda form: form.bundle != latest)
        self._shown: list[FormRow] = []
        self.setWindowTitle(_("New interview"))
        self.search = SearchField()
        self.search.words(_("Find a questionnaire"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Questionnaires"))
        self.languages = Segmented()
        self.languages.setAccessibleName(_("Language of the questions"))
        self.practice = QCheckBox(_("Practice: does not count as an interview"))
        self._language_label = words("soft", text=_("Language of the questions"))
        self.start = primary(self.accept)
        self.start.words(_("Start interview"))
        self.start.setDefault(True)
        cancel = secondary(self.reject)
        cancel.words(_("Cancel"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.setSpacing(12)
        for part in (words("question", text=_("New interview")), self.search, self.list):
            layout.addWidget(part)
        layout.addLayout(row(self._language_label, self.languages, STRETCH))
        layout.addWidget(self.practice)
        layout.addLayout(row(STRETCH, cancel, self.start))
        self.resize(560, 520)
        self._connect()
        tab_order(self.search, self.list, self.languages, self.practice, cancel, self.start)
        self._show("")
        self.search.setFocus()

    def picked(self) -> Picked | None:
        """Return what is to be started."""
        form = self._current()
        if form is None:
            return None
        return Picked(form.bundle, self.languages.current or None, self.practice.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._current() is not None:
            self.accept()
            return
        super().keyPressEvent(event)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._show)
        self.search.left_downwards.connect(self._on_left_downwards)
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.list.itemActivated.connect(lambda _item: self.accept())
        keys.bind(self.search, "Return", slot=self._take_marked)

    def _show(self, text: str) -> None:
        sought = text.casefold().split()
        self._shown = [form for form in self._forms if _is_found(form, sought)]
        self.list.clear()
        for form in self._shown:
            item = QListWidgetItem()
            line = FormLine(form)
            item.setSizeHint(QSize(0, line.sizeHint().height()))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, local(form.title) or form.form_id)
            self.list.addItem(item)
            self.list.setItemWidget(item, line)
        self.list.setCurrentRow(0)
        self._on_row_changed(0)

    def _current(self) -> FormRow | None:
        place = self.list.currentRow()
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def _on_row_changed(self, _row: int) -> None:
        form = self._current()
        self.start.setEnabled(form is not None)
        spoken = [each for each in form.languages if each] if form else []
        for widget in (self._language_label, self.languages):
            widget.setVisible(len(spoken) > 1)
        parts = [Segment(each, mark_of(each), each) for each in spoken]
        wished = next(
            (each for each in spoken if self._speech and code_of(each) == self._speech), None
        )
        first = spoken[0] if spoken else ""
        self.languages.show_segments(parts, wished or nearest(spoken) or first)

    def _take_marked(self) -> None:
        self._show(self.search.text())
        if self._current() is not None:
            self.accept()

    def _on_left_downwards(self) -> None:
        if self.start.isEnabled():
            self.list.setFocus()


class FormLine(QWidget):
    """A questionnaire in the list: its title, and softly its version and languages."""

    def __init__(self, form: FormRow) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        title = ElidedLabel("bold")
        title.say(local(form.title) or form.form_id)
        detail = ElidedLabel("caption")
        version = _("version {version}").format(version=form.version or "–")
        detail.say(" · ".join(part for part in (version, marks(form.languages)) if part))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(0)
        layout.addWidget(title)
        layout.addWidget(detail)

    def sizeHint(self) -> QSize:
        return QSize(200, theme.tokens().size("row-answer") + 12)


def _is_found(form: FormRow, sought: list[str]) -> bool:
    heap = " ".join((form.form_id, form.version, *form.title.by_language.values())).casefold()
    return all(word in heap for word in sought)
