"""What a reviewer asked about a returned interview: shown at its questions, answered there, gone through one by one.

Apart from `places`, which handles the interviewer's own remarks. A remark stays at its question after it was answered,
so that the answer can be changed until the interview is finished.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QSizePolicy

from app.forms.state import Address
from app.i18n.catalog import _, ngettext
from app.ui import keys
from app.ui.review.card import remark_words
from app.ui.review.dialogs import WordsDialog
from app.ui.runner import keys_row
from app.ui.runner.markdown import plain_text
from app.ui.runner.pages import PageKind
from app.ui.runner.questions import label_words
from app.ui.runner.stage import COLUMN
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.labels import selectable, words
from app.ui.widgets.layouts import STRETCH, column, row

if TYPE_CHECKING:
    from app.forms.session import Remark
    from app.ui.runner.page import RunnerPage


class ReviewStrip(QFrame):
    """The remarks of a reviewer at the question in view, and what can be done about them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "notice-box")
        self.setMaximumWidth(COLUMN)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.told = selectable(words(wrap=True))
        self.left = words("soft")
        self.answer = primary(icon="pencil")
        self.onward = secondary(icon="chevron-right")
        below = row(self.answer, self.onward, STRETCH, self.left)
        self.setLayout(column(self.told, below, gap=6, margins=(12, 8, 12, 8)))
        self.hide()


class Reviewed:
    """Handles the remarks of a reviewer in one runner."""

    def __init__(self, page: RunnerPage) -> None:
        self._page = page
        self.strip = ReviewStrip()
        page.put_above_bars(self.strip)
        self.strip.answer.clicked.connect(lambda: self.answer(self.here()))
        self.strip.onward.clicked.connect(lambda _checked=False: self.go_on())

    # --- reading

    def remarks(self, at: Address | None = None) -> list[Remark]:
        """Return what reviewers ask, at one place ('' is the whole interview) or everywhere.

        What was answered before the latest return was looked at then, and stands here no more.
        """
        asked = [each for each in self._page.session.remarks() if each.review]
        latest = max((each.at, each.review) for each in asked)[1] if asked else ""
        found = [
            each
            for each in asked
            if each.state == "open" or (each.state == "answered" and each.review == latest)
        ]
        return found if at is None else [each for each in found if self._place(each) == at]

    def open_places(self) -> list[Address]:
        """Return where remarks wait for an answer, in the order of asking; the whole interview comes last."""
        waiting = {self._place(each) for each in self.remarks() if each.state == "open"}
        model = self._page.model

        def order(at: Address) -> int:
            found = model.page_of(at) if at else None
            return model.last if found is None else found

        return sorted(waiting, key=lambda at: (order(at), at))

    def notices(self) -> tuple[str, ...]:
        """Return what to think of before finishing."""
        left = sum(each.state == "open" for each in self.remarks())
        if not left:
            return ()
        told = ngettext(
            "{count} remark of the reviewer is not answered yet",
            "{count} remarks of the reviewer are not answered yet",
            left,
        )
        return (told.format(count=left),)

    def here(self) -> Address:
        """Return the question that the person is at; '' at the end, where the whole interview is spoken of."""
        page = self._page
        return Address("") if page.model.page.kind is PageKind.FINISH else page.here()

    # --- showing

    def follow(self) -> None:
        """Show the remarks at the question that has the focus."""
        if not any(each.review for each in self._page.session.remarks()):
            self.strip.hide()
            return
        here, left = self.here(), len(self.open_places())
        at_hand = self.remarks(here)
        strip = self.strip
        strip.told.setText("\n".join(remark_words(each) for each in at_hand))
        strip.told.setVisible(bool(at_hand))
        strip.answer.setVisible(bool(at_hand))
        strip.answer.words(_("Answer the remark…"), tip=keys.label(keys_row.REMARK[0]))
        is_open = any(each.state == "open" for each in at_hand)
        strip.answer.set_kind("primary" if is_open else "")
        strip.onward.words(_("Next remark"), tip=keys.label(keys_row.NEXT_REMARK[0]))
        strip.onward.setVisible(bool(left))
        strip.left.setText(
            ngettext("{count} to answer", "{count} to answer", left).format(count=left)
            if left
            else _("Every remark is answered")
        )
        strip.show()

    # --- doing

    def answer(self, at: Address) -> bool:
        """Let the person answer a remark here; False when there is none."""
        here = self.remarks(at)
        if not here:
            return False
        page = self._page
        remark = next((each for each in here if each.state == "open"), here[-1])
        name = plain_text(label_words(page.session, at)) if at else page.title()
        told = [name, f"{remark.by}: {remark.text}"] if remark.by else [name, remark.text]
        dialog = WordsDialog(page, _("Answer the remark"), told, may_be_empty=bool(remark.reply))
        dialog.ask_for(
            _("Your answer"),
            _("Keep the answer"),
            hint=_("It goes to the reviewer with the corrected interview."),
            text=remark.reply,
        )
        if dialog.exec() and dialog.text() != remark.reply:
            page.session.answer_remark(remark, dialog.text())
        page.focus_on(at)
        self.follow()
        return True

    def go_on(self) -> None:
        """Go to the next remark that waits for an answer, after the last one to the first."""
        places = self.open_places()
        if not places:
            return
        here = self.here()
        after = self._after(places, here)
        if after:
            self._page.go_to(after)
        else:
            self._page.go_to_end()
        self.follow()

    def _after(self, places: list[Address], here: Address) -> Address:
        if here in places:
            return places[(places.index(here) + 1) % len(places)]
        model = self._page.model
        later = (at for at in places if not at or (model.page_of(at) or 0) > model.index)
        return next(later, places[0])

    def _place(self, remark: Remark) -> Address:
        """Return the question of a remark that can be gone to; '' for the whole interview."""
        at, page = Address(remark.address), self._page
        is_question = at not in {"", page.session.root} and page.model.page_of(at) is not None
        return at if is_question else Address("")
