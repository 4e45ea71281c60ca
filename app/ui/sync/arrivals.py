"""Packages that were brought, before and after they are taken in: whose they are, what they change, what is odd.

The figures before are what the merge would change; afterwards the same page tells what it changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.i18n.messages import explain
from app.operations import sync_keys
from app.ui import icons, keys
from app.ui.errors import explain_in
from app.ui.navigation import Page
from app.ui.sync import words as said
from app.ui.sync.signer import SignerDialog
from app.ui.widgets.badges import Badge, StateBadge
from app.ui.widgets.buttons import Button, primary, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import Field, PassphraseEdit
from app.ui.widgets.labels import ElidedLabel, selectable, words
from app.ui.widgets.layouts import STRETCH, row, scrolled
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.progress import ProgressLine

if TYPE_CHECKING:
    from app.operations.sync_arrivals import Arrival
    from app.ui.desk import Desk
    from app.ui.sync.taking_in import TakingIn


class ArrivalsPage(Page):
    """What was brought, package after package; one button takes in whatever can be."""

    def __init__(self, desk: Desk, basket: TakingIn) -> None:
        super().__init__(desk)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.basket = basket
        self.take = primary(self._take, "download")
        self.confirm = secondary(None, "badge-check")
        self.settle = secondary(self._settle, "arrow-left-right")
        self.back = secondary(self._leave, "arrow-left")
        self.progress = ProgressLine()
        self.notice = NoticeBox()
        self.cards: list[ArrivalCard] = []
        self._said = ElidedLabel("soft")
        self._list = QVBoxLayout()
        self.is_coordinator = False
        self.wants_confirmation = False
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        self._list.setContentsMargins(4, 4, 12, 4)
        self._list.setSpacing(12)
        inside = QWidget()
        inside.setLayout(self._list)
        top = row(self._said, self.back, self.settle, self.confirm, self.take)
        top.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(self.progress)
        layout.addWidget(scrolled(inside), 1)

    def _connect(self) -> None:
        self.confirm.clicked.connect(lambda _checked=False: self._confirm())
        self.progress.cancelled.connect(self.basket.cancel)
        self.basket.changed.connect(self._show)
        self.basket.progressed.connect(self.progress.report)
        keys.bind(self, "Ctrl+Return", slot=self._take)
        keys.bind(self, "Esc", slot=self._leave)

    def title(self) -> str:
        return _("Packages taken in") if self.basket.stage == "done" else _("Packages to take in")

    def enter(self) -> None:
        services = self.desk.services
        self.desk.tasks.database(
            lambda _progress: sync_keys.is_coordinator(services), self, done=self._on_role
        )
        self._mind_focus()

    def retranslate(self) -> None:
        self.back.words(_("Back"), tip=keys.label("Esc"))
        self.settle.words(_("Settle the differences…"))
        self.confirm.words(_("Prepare a confirmation…"))
        self.progress.retranslate()
        self._show()

    def _on_role(self, is_coordinator: object) -> None:
        self.is_coordinator = bool(is_coordinator)
        self._show_words()

    def _take(self) -> None:
        if self.take.isVisible() and self.take.isEnabled():
            self.basket.merge()

    def _confirm(self) -> None:
        self.wants_confirmation = True
        self._leave()

    def _settle(self) -> None:
        from app.ui.differences.page import DifferencesPage

        self.desk.navigator.open(DifferencesPage(self.desk))

    def _leave(self) -> None:
        self.left.emit()

    # --- showing

    def _show(self) -> None:
        for card in self.cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        while self._list.takeAt(0) is not None:
            pass
        arrivals = self._told()
        self.cards = [ArrivalCard(each, is_done=self.basket.stage == "done") for each in arrivals]
        for card in self.cards:
            card.helped.connect(lambda _checked=False, card=card: self._help(card.arrival))
            self._list.addWidget(card)
        self._list.addStretch(1)
        self._show_words()
        self.titled.emit()

    def _told(self) -> list[Arrival]:
        """Return the arrivals, with the figures of the merge once it is done."""
        from dataclasses import replace

        report = self.basket.report
        if self.basket.stage != "done" or report is None:
            return list(self.basket.arrivals)
        merged = {each.package: each for each in report.packages}
        return [
            replace(each, report=merged.get(each.report.package, each.report))
            if each.report is not None
            else each
            for each in self.basket.arrivals
        ]

    def _show_words(self) -> None:
        stage, good = self.basket.stage, len(self.basket.good)
        is_busy = self.basket.is_busy
        self.take.words(
            ngettext("Take in {count} package", "Take in {count} packages", good).format(
                count=good
            ),
            tip=keys.label("Ctrl+Return"),
        )
        self.take.setVisible(stage != "done" and bool(self.basket.arrivals))
        self.take.setEnabled(bool(good) and not is_busy)
        self.confirm.setVisible(stage == "done" and self.is_coordinator)
        self.settle.setVisible(stage == "done" and self.basket.differences > 0)
        self._said.say("" if stage == "done" else _("Nothing is changed until you take them in."))
        self._show_progress()
        self._show_notice()
        self._mind_focus()

    def _mind_focus(self) -> None:
        """Keep the keyboard where the next step is; a button that was pressed and hidden has lost it."""
        if not self.isVisible():
            return
        if self.basket.is_busy:
            self.setFocus()
            return
        focused = self.focusWidget()
        is_lost = focused is None or focused is self or not focused.isVisible()
        if is_lost or not focused.isEnabled():
            self._next_step().setFocus()

    def _next_step(self) -> QWidget:
        """Return the button of what is to be done next: take in, open what is locked, confirm, go back."""
        helps = [card.help for card in self.cards]
        wanted = (self.take, *helps, self.confirm, self.back)
        return next(each for each in wanted if each.isVisible() and each.isEnabled())

    def _show_progress(self) -> None:
        if self.basket.is_busy:
            looking = self.basket.stage == "looking"
            self.progress.begin(_("Looking into the packages…") if looking else _("Taking in…"))
        else:
            self.progress.end()

    def _show_notice(self) -> None:
        report = self.basket.report
        if self.basket.error is not None:
            explain_in(self.notice, self.basket.error)
        elif self.basket.stage == "done" and report is not None:
            self._say_done(report.new, self.basket.differences if report.conflicts else 0)
        else:
            self.notice.be_silent()

    def _say_done(self, new: int, conflicts: int) -> None:
        told = (
            ngettext(
                "{count} new entry was taken in", "{count} new entries were taken in", new
            ).format(count=formats.number(new))
            if new
            else _("Everything in it was here already; nothing was changed")
        )
        more = [said.gap(each) for each in self.basket.gaps]
        if conflicts:
            more.insert(
                0,
                ngettext(
                    "{count} difference waits to be settled.",
                    "{count} differences wait to be settled.",
                    conflicts,
                ).format(count=formats.number(conflicts)),
            )
        self.notice.say("notice" if more else "good", told, "\n".join(more))

    # --- helping

    def _help(self, arrival: Arrival) -> None:
        if self.basket.is_busy:
            return
        if arrival.state == "unknown" and arrival.facts is not None:
            if SignerDialog(arrival.facts, self).exec() == QDialog.DialogCode.Accepted:
                self.basket.trust(arrival.facts.device)
        elif arrival.state == "locked":
            dialog = UnlockDialog(arrival, self)
            if dialog.exec() == QDialog.DialogCode.Accepted:
                self.basket.unlock(dialog.passphrase.text())


class ArrivalCard(QFrame):
    """One package: from whom, of when, what it brings, what is odd, and what to do when it cannot be taken in."""

    def __init__(self, arrival: Arrival, *, is_done: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.arrival = arrival
        self._is_done = is_done
        self.help = secondary(None, "key-round")
        self.helped = self.help.clicked
        self.badge = StateBadge()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        heading = words("strong", wrap=True, text=self._heading())
        head = row(heading, STRETCH, self.badge, gap=12)
        head.setAlignment(self.badge, Qt.AlignmentFlag.AlignTop)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(words("soft", wrap=True, text=self._origin()))
        self.badge.show_badge(self._badge())
        self.setAccessibleName(self._heading())
        self._say_figures(layout)
        for warning in said.warnings(arrival):
            layout.addLayout(_warning(warning))
        self._say_trouble(layout)

    def _heading(self) -> str:
        facts = self.arrival.facts
        if facts is None:
            return self.arrival.paths[0].name
        name = facts.member_name or facts.device_name
        return _("{kind} from {name}, {time}").format(
            kind=said.kind_words(facts.kind), name=name, time=said.written_on(facts.written_at)
        )

    def _origin(self) -> str:
        facts, names = self.arrival.facts, ", ".join(path.name for path in self.arrival.paths)
        if facts is None:
            return ""
        parts = [said.role_words(facts.role), facts.device_name, names]
        if self.arrival.state == "good":
            parts.append(_("key {digits}").format(digits=facts.fingerprint))
        return " · ".join(part for part in parts if part)

    def _badge(self) -> Badge:
        state = self.arrival.state
        if state == "good":
            if self._is_done:
                return Badge(_("taken in"), "good", "check")
            return Badge(_("can be taken in"), "good", "circle-check")
        if state == "refused":
            return Badge(_("refused"), "alert", "circle-alert")
        return Badge(_("waits for you"), "notice", "triangle-alert")

    def _say_figures(self, layout: QVBoxLayout) -> None:
        report = self.arrival.report
        if report is None:
            return
        brings = said.brings(report)
        if brings:
            layout.addWidget(words(wrap=True, text=brings))
        figures = [
            _("{name}: {count}").format(name=name, count=count)
            for name, count in said.counts(report)
        ]
        layout.addWidget(words("soft", wrap=True, text=" · ".join(figures)))

    def _say_trouble(self, layout: QVBoxLayout) -> None:
        if self.arrival.error is not None:
            told = explain(self.arrival.error)
            for text in (told.what, told.kept, told.remedy):
                label = selectable(words(wrap=True, text=text))
                label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                layout.addWidget(label)
        if self.arrival.state == "unknown":
            layout.addWidget(
                words(wrap=True, text=_("This project does not know the computer of the sender."))
            )
            self.help.words(_("Compare the key…"))
        elif self.arrival.state == "locked":
            if self.arrival.error is None:
                layout.addWidget(words(wrap=True, text=_("It opens with a passphrase.")))
            self.help.words(_("Enter the passphrase…"))
        else:
            self.help.hide()
            self.help.setParent(self)
            return
        layout.addLayout(row(self.help, STRETCH))


class UnlockDialog(Dialog):
    """Asks for the passphrase of a package."""

    def __init__(self, arrival: Arrival, parent: QWidget) -> None:
        super().__init__(parent, _("Open the package"))
        self.add_words(arrival.paths[0].name, "soft")
        self.passphrase = PassphraseEdit()
        field = Field(self.passphrase)
        field.words(_("Passphrase"), _("The sender has told you, by telephone or in person."))
        self.body.addWidget(field)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        self.agree = self.add_button(Button("primary"))
        self.agree.words(_("Open"))
        self.agree.setDefault(True)
        self.agree.clicked.connect(self.accept)
        self.passphrase.setFocus()


def _warning(text: str) -> QHBoxLayout:
    icon = words()
    icon.setPixmap(icons.pixmap("triangle-alert", "notice", 16))
    line = row(icon, words("notice", wrap=True, text=text), gap=8)
    line.setStretch(1, 1)
    line.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
    return line
