"""A new contact on the spot, or what is known of a case changed: a few fields, Enter keeps them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n.catalog import LANGUAGES, _
from app.operations.typed_times import read_day
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, column, holder, row, scrolled, tab_order
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.segments import Segment, Segmented

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.operations.cases import Case

WIDTH: Final = 640
HEIGHT: Final = 700
SCREEN_EDGE: Final = 16
LOOK_AFTER_MS: Final = 400
"""A name is compared with those that are here once typing pauses this long."""
TEXTS: Final = ("name", "contact", "phone", "email", "address", "code", "quota", "note")


class CaseDialog(QDialog):
    """The fields of a case; `case` is it once the dialog was accepted.

    ``find_namesakes`` looks for cases that may be the same firm and tells them later; it is only a hint.
    """

    def __init__(
        self,
        case: Case,
        today: date,
        find_namesakes: Callable[[Case, Callable[[list[str]], object]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.case, self._today, self._find = case, today, find_namesakes
        self.is_new = not case.name
        title = _("New contact") if self.is_new else _("Change the contact")
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.edits = {name: QLineEdit(getattr(case, name)) for name in (*TEXTS, "due")}
        self.fields = {name: Field(edit) for name, edit in self.edits.items()}
        self.languages = Segmented()
        self.practice = QCheckBox(_("Practice: does not count, can be deleted in one step"))
        self.practice.setChecked(case.test)
        self.notice = NoticeBox()
        self.keep = primary(self._keep, "check")
        self.keep.setDefault(True)
        self._cancel = secondary(self.reject)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(LOOK_AFTER_MS)
        self._build(title)
        self._fill()

    def done(self, result: int) -> None:
        """Close; nobody looks for namesakes any more."""
        self._looking.stop()
        super().done(result)

    def _build(self, title: str) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(4, 0, 4, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.addWidget(self.fields["name"], 0, 0, 1, 2)
        pairs = (("contact", "phone"), ("email", "address"), ("code", "quota"))
        for line, pair in enumerate(pairs, start=1):
            for side, name in enumerate(pair):
                grid.addWidget(self.fields[name], line, side)
        label = words("bold", text=_("Language of the conversation"))
        grid.addLayout(column(label, self.languages, STRETCH, gap=6), 4, 0)
        grid.addWidget(self.fields["due"], 4, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.fields["note"], 5, 0, 1, 2)
        grid.addWidget(self.practice, 6, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(words("question", text=title))
        layout.addWidget(scrolled(holder(grid)), 1)
        layout.addWidget(self.notice)
        layout.addLayout(row(STRETCH, self._cancel, self.keep))
        room = self.screen().availableGeometry().size() - QSize(SCREEN_EDGE, SCREEN_EDGE)
        self.resize(QSize(WIDTH, HEIGHT).boundedTo(room))

    def _fill(self) -> None:
        labels = {
            "name": _("Firm or person"),
            "contact": _("Contact person"),
            "phone": _("Phone"),
            "email": _("E-mail"),
            "address": _("Address"),
            "code": _("Registry code"),
            "quota": _("Quota cell"),
            "note": _("Note"),
            "due": _("To be done by"),
        }
        for name, field in self.fields.items():
            field.words(labels[name], _("For example 24.11 or +14") if name == "due" else "")
        if self.case.due is not None:
            self.edits["due"].setText(f"{self.case.due:%d.%m.%Y}")
        parts = [Segment(each.code, each.short, each.name) for each in LANGUAGES.values()]
        spoken = self.case.language
        if spoken and spoken not in LANGUAGES:
            parts.append(Segment(spoken, spoken.upper()))
        self.languages.show_segments([*parts, Segment("", "–", _("not known"))], spoken)
        self.languages.setAccessibleName(_("Language of the conversation"))
        self.keep.words(_("Keep"))
        self._cancel.words(_("Cancel"))
        order = [
            self.edits[name]
            for name in ("name", "contact", "phone", "email", "address", "code", "quota")
        ]
        tab_order(
            *order, self.languages, self.edits["due"], self.edits["note"], self.practice,
            self.keep, self._cancel,
        )  # fmt: skip
        self.edits["name"].setFocus(Qt.FocusReason.TabFocusReason)
        self.edits["name"].textChanged.connect(lambda: self.fields["name"].complain(""))
        self.edits["due"].textChanged.connect(lambda: self.fields["due"].complain(""))
        for name in ("name", "code"):
            self.edits[name].textEdited.connect(self._looking.start)
        self._looking.timeout.connect(lambda: self._find(self._written(None), self._show_namesakes))

    def _show_namesakes(self, names: list[str]) -> None:
        self.notice.say(
            "notice",
            _("This may be here already: {names}").format(names=", ".join(names[:3]))
            if names
            else "",
        )

    def _keep(self) -> None:
        due = self.edits["due"].text().strip()
        day = read_day(due, self._today) if due else None
        if not self.edits["name"].text().strip():
            self.fields["name"].complain(_("Write the name of the firm or person."))
            self.edits["name"].setFocus()
        elif due and day is None:
            self.fields["due"].complain(_("Write a day, such as 24.11 or 24.11.2026."))
            self.edits["due"].setFocus()
        else:
            self.case = self._written(day)
            self.accept()

    def _written(self, due: date | None) -> Case:
        told = {name: self.edits[name].text().strip() for name in TEXTS}
        return replace(
            self.case,
            name=told["name"],
            contact=told["contact"],
            phone=told["phone"],
            email=told["email"],
            address=told["address"],
            code=told["code"],
            quota=told["quota"],
            note=told["note"],
            due=due,
            language=self.languages.current,
            test=self.practice.isChecked(),
        )
