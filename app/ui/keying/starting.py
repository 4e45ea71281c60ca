"""The cover of a filled paper form: which questionnaire, which paper, who held the interview and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from app.i18n.catalog import _
from app.operations.keying import Cover, Paper, Rule
from app.ui import keys
from app.ui.runner.controls.reading_time import read_date
from app.ui.runner.languages import code_of, mark_of
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, column, row, tab_order
from app.ui.widgets.segments import Segment, Segmented
from app.ui.widgets.tall_dialog import TallDialog
from app.ui.words import local, nearest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from app.core.ids import RecordId
    from app.operations.forms import FormRow
    from app.operations.members import Member


@dataclass(frozen=True, slots=True)
class Known:
    """What the cover can be filled from. ``rules`` are by form id; ``case`` is whom the interview was held with."""

    forms: Sequence[FormRow]
    members: Sequence[Member]
    rules: Mapping[str, Rule]
    today: dt.date
    latest: str = ""
    speech: str = ""
    case: RecordId | None = None
    test: bool = False


class CoverDialog(TallDialog):
    """Asks for the cover; Enter begins to key."""

    def __init__(self, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Key in a paper form"))
        self._known = known
        self.paper: Paper | None = None
        self.rule: Rule | None = None
        """The rule that was chosen for the form, None when it stays as it is."""
        self.form, self.interviewer = QComboBox(), QComboBox()
        self.number, self.day = QLineEdit(), QLineEdit()
        self.languages, self.twice = Segmented(), Segmented()
        self.practice = QCheckBox(_("Practice: does not count as an interview"))
        self._fields = {
            name: Field(control)
            for name, control in {
                "form": self.form,
                "number": self.number,
                "day": self.day,
                "interviewer": self.interviewer,
            }.items()
        }
        self._speech_label = words("bold")
        self._twice_label = words("bold")
        self._build()
        self._fill()
        self.number.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(self._fields["form"], 0, 0, 1, 2)
        grid.addWidget(self._fields["number"], 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._fields["day"], 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._fields["interviewer"], 2, 0, Qt.AlignmentFlag.AlignTop)
        speech = row(self.languages, STRETCH)
        grid.addLayout(column(self._speech_label, speech, STRETCH, gap=6), 2, 1)
        grid.addLayout(column(self._twice_label, row(self.twice, STRETCH), gap=6), 3, 0, 1, 2)
        grid.addWidget(self.practice, 4, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.inside.addLayout(grid)
        cancel = self.add_button(secondary(self.reject))
        cancel.words(_("Cancel"))
        self.begin = self.add_button(Button("primary"))
        self.begin.words(_("Begin to key"))
        self.begin.clicked.connect(self._take)
        self.begin.setDefault(True)
        keys.bind(self, "Return", slot=self._take)
        self.form.currentIndexChanged.connect(self._on_form)
        self.interviewer.setEditable(True)
        for name, edit in (("number", self.number), ("day", self.day)):
            field = self._fields[name]
            edit.textEdited.connect(lambda _text, field=field: field.complain(""))
        tab_order(
            self.form, self.number, self.day, self.interviewer, self.languages, self.twice,
            self.practice, cancel, self.begin,
        )  # fmt: skip

    def _fill(self) -> None:
        for name, label, hint in (
            ("form", _("Questionnaire"), ""),
            ("number", _("Number of the paper"), _("As written on its first page")),
            ("day", _("Date of the interview"), _("day.month.year")),
            ("interviewer", _("Who held the interview"), ""),
        ):
            self._fields[name].words(label, hint)
        self._speech_label.setText(_("Language of the paper"))
        self.languages.setAccessibleName(_("Language of the paper"))
        self._twice_label.setText(_("Second entry by another person"))
        self.twice.setAccessibleName(_("Second entry by another person"))
        for form in sorted(self._known.forms, key=lambda each: each.bundle != self._known.latest):
            title = local(form.title) or form.form_id
            said = _("{form}, version {version}").format(form=title, version=form.version or "–")
            self.form.addItem(said, form)
        for member in self._known.members:
            self.interviewer.addItem(member.name, member.id)
        self.interviewer.setCurrentText("")
        self.practice.setChecked(self._known.test)
        self._on_form()

    def _on_form(self) -> None:
        form: FormRow | None = self.form.currentData()
        spoken = [each for each in form.languages if each] if form else []
        for part in (self._speech_label, self.languages):
            part.setVisible(len(spoken) > 1)
        wished = self._known.speech
        chosen = next((each for each in spoken if wished and code_of(each) == wished), None)
        first = spoken[0] if spoken else ""
        parts = [Segment(each, mark_of(each), each) for each in spoken]
        self.languages.show_segments(parts, chosen or nearest(spoken) or first)
        rule = self._known.rules.get(form.form_id, Rule.EVERY) if form else Rule.EVERY
        self.twice.show_segments(
            [
                Segment(Rule.EVERY.value, _("every paper")),
                Segment(Rule.SAMPLED.value, _("one in ten")),
                Segment(Rule.NONE.value, _("none")),
            ],
            rule.value,
        )

    def _take(self) -> None:
        form: FormRow | None = self.form.currentData()
        day = read_date(self.day.text(), self._known.today)
        number = " ".join(self.number.text().split())
        if not number:
            self._complain("number", _("Write the number of the paper."))
        elif day is None or day > self._known.today:
            self._complain("day", _("Write the day of the interview, such as 3.10.2026."))
        elif form is not None:
            self.paper = Paper(
                form.bundle,
                Cover(number, day, self._interviewer()),
                self.languages.current or None,
                test=self.practice.isChecked(),
                case=self._known.case,
            )
            chosen = Rule(self.twice.current)
            is_new = chosen is not self._known.rules.get(form.form_id, Rule.EVERY)
            self.rule = chosen if is_new else None
            self.accept()

    def _interviewer(self) -> str:
        """Return the id of a member with the name that stands in the field, else the name itself."""
        name = " ".join(self.interviewer.currentText().split())
        known = {member.name.casefold(): member.id for member in self._known.members}
        return known.get(name.casefold(), name)

    def _complain(self, name: str, why: str) -> None:
        self._fields[name].complain(why)
        self._fields[name].control.setFocus()
        self.adjustSize()
