"""What a person does in an interview beside asking: break off, note who answers, give a reason for an odd answer.

Apart from the page, which moves between questions. Everything noted here goes to the session as facts or remarks, so
that it is saved, undone and finished like answers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.i18n.meeting import reason_words
from app.operations import sitting
from app.ui.runner.markdown import plain_text
from app.ui.runner.questions import label_words
from app.ui.runner.respondents import Deed, Place

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.forms.state import Address
    from app.operations.sitting import BreakOff, Closing, Respondent
    from app.ui.runner.finish_card import Ending
    from app.ui.runner.model import RunnerModel
    from app.ui.runner.page import RunnerPage


class Meeting:
    """The people of one interview."""

    def __init__(self, page: RunnerPage) -> None:
        self._page = page

    @property
    def _session(self) -> FormSession:
        return self._page.session

    @property
    def now(self) -> sitting.Sitting:
        """Everything noted of people."""
        return sitting.sitting_of(self._session.facts)

    # --- breaking off

    def break_off(self) -> None:
        """Ask why the interview is broken off and when it goes on, and leave it."""
        from app.ui.runner.break_off import BreakOffDialog, Moment

        page = self._page
        page.stage.controls_flush()
        now, has_case = page.desk.services.clock.now(), page.interview.case is not None
        moment = Moment(now, page.by, has_case=has_case)
        people = [person.name for person in self.now.respondents]
        dialog = BreakOffDialog(page, moment, people)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            page.enter()
            return
        if dialog.broken is not None:
            self._session.note_facts(sitting.write_break_off(dialog.broken))
        page.leave()

    def tell_earlier(self) -> None:
        """Say why and when the interview was broken off last, or that the clock was set back since."""
        opened, news = self._page.interview, self._page.news
        now = self._page.desk.services.clock.now()
        broken = self.now.break_offs
        if opened.saved_at is not None and opened.saved_at > now:
            self._tell_clock(formats.date_time(opened.saved_at.astimezone(now.tzinfo)))
        elif broken and not opened.reason:
            news.say("notice", _told(broken[-1]), _agreed(broken[-1]))
        else:
            news.be_silent()

    def _tell_clock(self, when: str) -> None:
        """The clock stands before the last answer: say so, and keep it with the interview."""
        title = _("The clock of this computer was set back: the last answer is from {when}.")
        said = title.format(when=when)
        self._page.news.say(
            "notice", said, _("No answer is lost. Please check the date and the time.")
        )
        noted = {remark.text for remark in self._session.remarks(self._session.root)}
        if said not in noted:
            self._session.remark(self._session.root, said, by=self._page.by)

    # --- respondents

    def respondents(self) -> None:
        """Let the person write down who answers, and leave a section for somebody."""
        from app.ui.runner.respondents import RespondentsDialog

        page = self._page
        page.stage.controls_flush()
        place = self._place()
        dialog = RespondentsDialog(page, self._session.facts, place)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            page.enter()
            return
        self._session.note_facts(dialog.changes)
        if dialog.deed in {Deed.LEAVE, Deed.LEAVE_REST} and dialog.chosen is not None:
            self._go_past(place, dialog.deed)
            said = _("{section} is left for {person}.")
            told = said.format(section=place.name, person=dialog.chosen.title)
            page.undo_bar.offer(told, page.undo)
        page.enter()

    def _place(self) -> Place:
        model = self._page.model
        addresses = [section.address for section in model.sections]
        now = self._page.desk.services.clock.now().isoformat(timespec="seconds")
        here = model.current_section
        if model.index == model.last or here not in addresses:
            return Place("", "", (), now)
        onward = tuple(addresses[addresses.index(here) :])
        return Place(here, self._page.reader.section_names().get(here, ""), onward, now)

    def _go_past(self, place: Place, deed: Deed) -> None:
        """Go on to the section after the one that was left, or to the end."""
        page = self._page
        after = place.onward[1:] if deed is Deed.LEAVE else ()
        if after:
            page.go_to(after[0])
        else:
            page.go_to_end()

    # --- odd answers

    def explains(self) -> bool:
        """Ask for the reasons of the odd answers in view. Returns False when the person wants to change one."""
        for address in self._page.model.page.questions:
            if self._page.odd.is_unexplained(address) and not self._explain(address):
                self._page.stage.focus_first(address)
                return False
        return True

    def _explain(self, address: Address) -> bool:
        from app.ui.runner.odd_answer import OddAnswerDialog

        question = plain_text(label_words(self._session, address))
        dialog = OddAnswerDialog(self._page, question, self._page.odd.warning(address))
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        self._session.remark(address, dialog.remark(), by=self._page.by)
        self._page.odd.explained(address)
        self._page.stage.refresh()
        return True

    # --- the end

    def ending(self) -> Ending:
        """Read how the interview stands at its end, with what to think of and the closing page."""
        ending = self._page.reader.ending()
        return replace(ending, notices=self.notices(), closing=self.now.closing)

    def show_closing(self) -> None:
        """Go to the closing page."""
        self._page.go_to_end()
        self._page.stage.finish.closing.focus_first()

    def keep_closing(self, closing: Closing) -> None:
        """Keep what was written on the closing page."""
        self._session.note_facts(sitting.write_closing(closing))

    def notices(self) -> tuple[str, ...]:
        """Return what to think of before the interview is finished; nothing of it forbids that."""
        names = self._page.reader.section_names()
        left = _("{section}: left for {person} and not answered yet")
        found = [
            left.format(section=names.get(section, ""), person=person)
            for section, person in waiting(self._session, self._page.model).items()
        ]
        if self._session.consent("take_part") == "no":
            found.append(_("Without consent to take part, finishing closes the case as refused."))
        odd = len(self._page.odd.unexplained())
        if odd:
            told = ngettext(
                "{count} unusual answer has no reason yet",
                "{count} unusual answers have no reason yet",
                odd,
            )
            found.append(told.format(count=odd))
        return (*found, *self._page.reviewed.notices())


def waiting(session: FormSession, model: RunnerModel) -> dict[str, str]:
    """Return for whom sections are left that still have open questions, by section, in words."""
    told = sitting.sitting_of(session.facts)
    if not any(each.is_left for each in told.sections.values()):
        return {}
    found: dict[str, str] = {}
    for section in model.sections:
        person = told.waits_for(section.address)
        if person is not None and section.answered < section.total:
            found[section.address] = _short(person)
    return found


def _short(person: Respondent) -> str:
    return person.role or person.name


def _told(broken: BreakOff) -> str:
    why = reason_words(broken.reason)
    if broken.words:
        why = f"{why} ({broken.words})"
    said = _("Broken off on {when}: {reason}")
    return said.format(when=formats.date_time(broken.at.astimezone()), reason=why)


def _agreed(broken: BreakOff) -> str:
    if broken.next is None:
        return ""
    when = formats.date_time(broken.next.astimezone(), style="long")
    if broken.who:
        return _("Appointment: {when}, with {person}").format(when=when, person=broken.who)
    return _("Appointment: {when}").format(when=when)
