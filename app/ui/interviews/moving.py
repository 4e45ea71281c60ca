"""A corrected version of the questionnaire is there: what a draft keeps and loses in it; move, leave, take back.

Apart from the list, which offers it and shows the undo afterwards: here a person looks before anything is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import moving
from app.operations.moving import Fate
from app.ui import keys
from app.ui.errors import explain_in
from app.ui.interviews.moving_model import COLUMNS, MoveModel
from app.ui.navigation import Page
from app.ui.widgets.buttons import primary, quiet, secondary
from app.ui.widgets.chips import ChipChoice, ChipRow
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.tables import Table
from app.ui.words import local

if TYPE_CHECKING:
    from app.core.changes import Changes
    from app.core.errors import AppError
    from app.core.ids import DraftId
    from app.operations.forms import FormRow
    from app.operations.moving import Move, Offer, TakenBack
    from app.operations.services import Services
    from app.ui.desk import Desk

_FATES = (Fate.DROPPED, Fate.NEW, Fate.CARRIED)


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at the store brought."""

    offer: Offer
    move: Move | None


class MovingPage(Page):
    """The page of one draft and the versions of its questionnaire."""

    moved = Signal(str)
    """It was moved; the words that say so."""
    went_back = Signal(str)
    """A move was taken back; the words that say so."""

    def __init__(self, desk: Desk, draft: DraftId) -> None:
        super().__init__(desk)
        self._draft = draft
        self._look: Look | None = None
        self.model = MoveModel(self)
        self.table = Table(COLUMNS)
        self.table.setModel(self.model)
        self.chips = ChipRow()
        self.notice = NoticeBox()
        self._said = words("soft", wrap=True)
        self._nothing = EmptyState("file-text")
        self._back = quiet(self.left.emit, "arrow-left")
        self.confirm = primary(self._move, "check")
        self.leave = secondary(self.left.emit)
        self.take_back = secondary(self._take_back, "undo-2")
        self._build()
        self.retranslate()

    def title(self) -> str:
        look = self._look
        if look is not None and look.move is None:
            return _("Version of the questionnaire")
        return _("A corrected version is there")

    def enter(self) -> None:
        services, draft = self.desk.services, self._draft
        self.desk.tasks.database(
            lambda _progress: _look_at(services, draft),
            self,
            done=self._show,
            failed=self._on_failed,
        )

    def retranslate(self) -> None:
        self._back.words(_("Back"), _("Back to the list"), keys.label("Alt+Left"))
        self.confirm.words(_("Move"), tip=keys.label("Ctrl+Return"))
        self.leave.words(_("Leave as it is"))
        self.table.setAccessibleName(_("What becomes of the answers"))
        self.chips.setAccessibleName(_("Show only"))
        self.model.retranslate()
        self._show_words()
        self.titled.emit()

    # --- showing

    def _show(self, look: Look) -> None:
        self._look = look
        self.model.show_move(look.move)
        self.table.choose(0)
        self._show_words()
        self.titled.emit()
        (self.table if look.move else self.take_back).setFocus()

    def _show_words(self) -> None:
        look = self._look
        for part in (self.confirm, self.leave, self.chips):
            part.setVisible(look is not None and look.move is not None)
        self.take_back.setVisible(look is not None and look.offer.earlier is not None)
        if look is None:
            return
        self._said.setText(_versions_text(look.offer))
        if look.offer.earlier is not None:
            version = look.offer.earlier.version
            self.take_back.words(_("Back to version {version}").format(version=version))
        if look.move is None:
            earlier = look.offer.earlier.version if look.offer.earlier else ""
            self._nothing.words(
                _("This draft was moved here from version {version}").format(version=earlier),
                _("Going back keeps what was answered since."),
            )
            self._views.setCurrentWidget(self._nothing)
            return
        self._views.setCurrentWidget(self.table)
        self._show_chips(look.move)
        if look.move.count(Fate.DROPPED):
            self.notice.say(
                "plain",
                _("What is dropped stays in the draft"),
                _("Until the interview is finished, going back brings it back."),
            )

    def _show_chips(self, move: Move) -> None:
        said = {
            Fate.DROPPED: _("Dropped {count}"),
            Fate.NEW: _("New {count}"),
            Fate.CARRIED: _("Carried {count}"),
        }
        every = _("All {count}").format(count=formats.number(len(move.lines)))
        choices = [ChipChoice("", every)]
        for fate in _FATES:
            count = formats.number(move.count(fate))
            choices.append(ChipChoice(fate.value, said[fate].format(count=count)))
        self.chips.show_choices(choices, self.chips.current)

    # --- what a person does

    def _move(self) -> None:
        look = self._look
        if look is None or look.move is None or not self.confirm.isEnabled():
            return
        self._be_busy(busy=True)
        services, draft, bundle = self.desk.services, self._draft, look.move.newer.bundle
        self.desk.tasks.database(
            lambda _progress: moving.move(services, draft, bundle),
            self,
            done=self._on_moved,
            failed=self._on_failed,
        )

    def _on_moved(self, changes: Changes) -> None:
        look = self._look
        self.desk.bus.announce(changes, self)
        if look is not None and look.move is not None:
            version = look.move.newer.version
            self.moved.emit(_("Moved to version {version}").format(version=version))
        self.left.emit()

    def _take_back(self) -> None:
        self._be_busy(busy=True)
        services, draft = self.desk.services, self._draft
        self.desk.tasks.database(
            lambda _progress: moving.take_back(services, draft),
            self,
            done=self._on_taken_back,
            failed=self._on_failed,
        )

    def _on_taken_back(self, taken: TakenBack) -> None:
        self.desk.bus.announce(taken.changes, self)
        self.went_back.emit(back_text(taken))
        self.left.emit()

    def _on_failed(self, error: AppError) -> None:
        self._be_busy(busy=False)
        explain_in(self.notice, error)

    def _be_busy(self, *, busy: bool) -> None:
        for button in (self.confirm, self.leave, self.take_back):
            button.setEnabled(not busy)

    # --- inside

    def _build(self) -> None:
        self._views = QStackedWidget()
        self._views.addWidget(self.table)
        self._views.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row(self._back, self.chips, STRETCH))
        layout.addWidget(self._said)
        layout.addWidget(self._views, 1)
        layout.addWidget(self.notice)
        layout.addLayout(row(self.take_back, STRETCH, self.leave, self.confirm))
        self.chips.chosen.connect(self.model.show_only)
        keys.bind(self, "Alt+Left", "Esc", slot=self.left.emit)
        keys.bind(self, "Ctrl+Return", slot=self._move)


def back_text(taken: TakenBack) -> str:
    """Say that a move was taken back, and what found no place."""
    if not taken.left:
        return _("The earlier version is back, with every answer")
    return ngettext(
        "The earlier version is back; {count} answer has no place in it and stays in the draft",
        "The earlier version is back; {count} answers have no place in it and stay in the draft",
        taken.left,
    ).format(count=taken.left)


def _look_at(services: Services, draft: DraftId) -> Look:
    offer = moving.offer_of(services, draft)
    return Look(offer, moving.preview(services, draft) if offer.newer else None)


def _versions_text(offer: Offer) -> str:
    title = offer.title or _("not named yet")
    if offer.newer is None:
        return _("{title}: {current}").format(title=title, current=_version_text(offer.current))
    return _("{title}: from {current} to {newer}").format(
        title=title, current=_version_text(offer.current), newer=_version_text(offer.newer)
    )


def _version_text(form: FormRow) -> str:
    return _("“{form}”, version {version} of {date}").format(
        form=local(form.title) or form.form_id,
        version=form.version,
        date=formats.date(form.imported_at),
    )
