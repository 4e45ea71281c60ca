"""Who answers: the people of an interview, who answers what from here on, and what is left for whom.

One look, one step of undo: what is written here is kept together when the dialog is accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from app.i18n.catalog import _, ngettext, pgettext
from app.i18n.meeting import consent_words
from app.operations import sitting
from app.operations.sitting import Respondent
from app.ui import keys
from app.ui.runner.numbered import NumberedChips
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import words
from app.ui.widgets.tall_dialog import TallDialog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.operations.sitting import Sitting

SHOWN_ROWS: Final = 4
ROW_HEIGHT: Final = 32


class Deed(StrEnum):
    """What a person does with who is chosen; the order is that of the keys 1 to 5."""

    LEAVE = "leave"
    LEAVE_REST = "leave_rest"
    HERE = "here"
    ONWARD = "onward"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the interview stands: the section in view ('' at the end), and those from it on."""

    section: str
    name: str
    onward: tuple[str, ...]
    now: str
    """The moment, as it is kept with somebody new."""


class RespondentsDialog(TallDialog):
    """The people and what they answer; `changes` are the facts that follow once it was accepted."""

    def __init__(self, parent: QWidget | None, facts: Mapping[str, str], place: Place) -> None:
        super().__init__(parent, _("Who answers"))
        self._facts, self._place = facts, place
        self._sitting: Sitting = sitting.sitting_of(facts)
        self.changes: dict[str, str] = {}
        self.deed = Deed.NOTE
        self.chosen: Respondent | None = None
        self.people = QListWidget()
        self.name, self.role = QLineEdit(), QLineEdit()
        self._name, self._role = Field(self.name), Field(self.role)
        self.consent, self.deeds = NumberedChips(), NumberedChips()
        self.remove = self.add_button(secondary(self._remove, "trash-2"))
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        self.keep = self.add_button(Button("primary"))
        self._build()

    def _build(self) -> None:
        self.people.addItems([self._line(person) for person in self._sitting.respondents])
        self.people.addItem(_("New respondent"))
        self.people.setAccessibleName(_("Respondents"))
        for place in range(self.people.count()):
            self.people.item(place).setSizeHint(QSize(0, ROW_HEIGHT))
        self.people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = min(SHOWN_ROWS, self.people.count())
        self.people.setFixedHeight(rows * ROW_HEIGHT + 2 * self.people.frameWidth() + 8)
        self._name.words(pgettext("person", "Name"))
        self._role.words(_("Role"), _("For example director or accountant"))
        self.inside.addWidget(self.people)
        for part in (self._name, self._role):
            self.inside.addWidget(part)
        self.inside.addWidget(words("bold", text=_("Consent to take part")))
        self.inside.addWidget(self.consent)
        self.inside.addWidget(words("bold", wrap=True, text=self._heading()))
        self.inside.addWidget(self.deeds)
        self.remove.words(_("Strike out"), tip=keys.label("Ctrl+Del"))
        self.keep.words(_("Keep"), tip=keys.label("Return"))
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._keep)
        keys.bind(self, "Ctrl+Del", slot=self._remove)
        self.consent.settled.connect(self.deeds.focus_chosen)
        self.deeds.settled.connect(self.keep.setFocus)
        self.name.textChanged.connect(lambda: self._name.complain(""))
        self.people.setCurrentRow(self._first_row())
        self.people.currentRowChanged.connect(self._show)
        self._show(self.people.currentRow())
        (self.name if self._person() is None else self.people).setFocus()

    def _heading(self) -> str:
        if not self._place.section:
            return _("What they do")
        return _("What they do, from “{section}” on").format(section=self._place.name)

    def _first_row(self) -> int:
        """Begin with who is waited for here, else with somebody new."""
        waited = self._sitting.waits_for(self._place.section)
        people = self._sitting.respondents
        return people.index(waited) if waited in people and waited else len(people)

    def _line(self, person: Respondent) -> str:
        left = sum(
            told.is_left and told.by == person.id for told in self._sitting.sections.values()
        )
        parts = [person.title, consent_words()[person.consent or "unasked"]]
        if left:
            told = ngettext("{count} section left for them", "{count} sections left for them", left)
            parts.append(told.format(count=left))
        return " · ".join(parts)

    def _person(self) -> Respondent | None:
        row = self.people.currentRow()
        people = self._sitting.respondents
        return people[row] if 0 <= row < len(people) else None

    def _show(self, _row: int) -> None:
        person = self._person()
        self.name.setText(person.name if person else "")
        self.role.setText(person.role if person else "")
        consent = (person.consent if person else "") or "unasked"
        self.consent.show_words(_("Consent to take part"), consent_words(), consent)
        self.deeds.show_words(self._heading(), self._offered(), self._likely(person))
        self.remove.setVisible(person is not None)

    def _offered(self) -> dict[str, str]:
        offered = {
            Deed.LEAVE: pgettext("respondent", "leave this section for them"),
            Deed.LEAVE_REST: pgettext("respondent", "leave this and all after it"),
            Deed.HERE: pgettext("respondent", "answer this section now"),
            Deed.ONWARD: pgettext("respondent", "answer from here on"),
            Deed.NOTE: pgettext("respondent", "only write them down"),
        }
        if not self._place.section:
            return {Deed.NOTE: offered[Deed.NOTE]}
        return {deed.value: text for deed, text in offered.items()}

    def _likely(self, person: Respondent | None) -> str:
        if not self._place.section:
            return Deed.NOTE
        if person is not None and self._sitting.waits_for(self._place.section) == person:
            return Deed.HERE
        return Deed.LEAVE if self._sitting.respondents else Deed.ONWARD

    def _remove(self) -> None:
        person = self._person()
        if person is not None:
            self.changes = sitting.take_out_respondent(self._facts, person.id)
            self.accept()

    def _keep(self) -> None:
        name = " ".join(self.name.text().split())
        deed = Deed(self.deeds.current)
        said = self.consent.current
        if not name:
            self._name.complain(_("Write who it is."))
            self.name.setFocus()
            return
        if said == "no" and deed in {Deed.HERE, Deed.ONWARD}:
            self._name.complain(_("Who did not agree to take part is asked nothing."))
            self.consent.focus_chosen()
            return
        before = self._person()
        self.chosen = Respondent(
            before.id if before else sitting.new_id(),
            name,
            " ".join(self.role.text().split()),
            cast("sitting.Consent", said if said in {"yes", "no"} else ""),
            before.since if before else self._place.now,
        )
        self.deed = deed
        self.changes = sitting.write_respondent(self.chosen) | self._given(self.chosen.id, deed)
        self.accept()

    def _given(self, identity: str, deed: Deed) -> dict[str, str]:
        here: Sequence[str] = (self._place.section,)
        match deed:
            case Deed.LEAVE:
                return sitting.leave_sections(here, identity)
            case Deed.LEAVE_REST:
                return sitting.leave_sections(self._place.onward, identity)
            case Deed.HERE:
                return sitting.give_sections(here, identity)
            case Deed.ONWARD:
                return sitting.give_sections(self._place.onward, identity)
            case Deed.NOTE:
                return {}
