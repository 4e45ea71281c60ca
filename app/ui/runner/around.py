"""Draws what stands around the question: header, outline, footer, glimpse of the next question, row of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n.catalog import _
from app.ui import errors
from app.ui.runner.markdown import plain_text
from app.ui.runner.meeting import waiting
from app.ui.runner.pages import PageKind
from app.ui.runner.questions import label_words
from app.ui.runner.stage import Reader

if TYPE_CHECKING:
    from app.core.errors import AppError
    from app.forms.session import FormSession
    from app.ui.runner.frame import RunnerFrame
    from app.ui.runner.model import RunnerModel
    from app.ui.runner.pages import Page
    from app.ui.runner.pictures import Pictures
    from app.ui.runner.reading import InterviewReader
    from app.ui.runner.saving import SaveLog


def what_the_stage_reads(reader: InterviewReader, pictures: Pictures) -> Reader:
    """Hand the stage its ways of reading the interview."""
    return Reader(
        reader.question,
        reader.state,
        reader.heading,
        reader.rows,
        reader.ending,
        pictures.get,
        reader.file,
    )


class Surroundings:
    """Everything on the runner but the question itself; each part redraws only what differs."""

    def __init__(
        self, frame: RunnerFrame, session: FormSession, model: RunnerModel, reader: InterviewReader
    ) -> None:
        self._frame = frame
        self._session = session
        self._model = model
        self._reader = reader
        self._names: dict[str, str] = {}
        self._told: AppError | None = None

    def show(self) -> None:
        """Draw everything around the page in view."""
        self.show_place()
        self.show_outline()
        self.show_peek()
        self.show_keys()

    def forget_names(self) -> None:
        """Read the names of the sections again at the next look: the language has changed."""
        self._names = {}

    def show_place(self) -> None:
        """Say where the question stands."""
        page = self._model.page
        if page.kind is PageKind.FINISH:
            self._frame.header.show_place("", "")
            return
        inner = page.items[0].address if page.kind is PageKind.LIST else page.address
        self._frame.header.show_place(self._model.number(page.address), self._reader.trail(inner))

    def show_footer(self) -> None:
        """Say what back and next do."""
        block = self._frame.stage.current_block()
        chord = block.control.next_chord if block and block.control else "Enter"
        words = _("Next")
        if self._model.page.kind is PageKind.FINISH:
            words, chord = _("Finish"), "Ctrl+Enter"
            if self._frame.stage.finish.troubles:
                words, chord = _("To the first problem"), "Enter"
        self._frame.bottom.show_place(
            is_first=self._model.is_first, next_words=words, next_chord=chord
        )

    def show_outline(self) -> None:
        """Draw the outline with its counts."""
        outline = self._frame.outline
        form = self._session.definition.title_in(self._session.language)
        outline.show_title(form, self._session.instance_name())
        outline.show_progress(self._model.answered, self._model.total)
        self._frame.header.show_progress(self._model.answered, self._model.total)
        sections = self._model.sections
        if any(section.address not in self._names for section in sections):
            self._names = self._reader.section_names()
        left = waiting(self._session, self._model)
        outline.show_sections(sections, self._names, self._model.current_section, left)
        outline.show_remarks(len(self._session.remarks()))

    def note_visit(self) -> None:
        """Tell the audit log, where the form keeps one, what the person looks at now."""
        page = self._model.page
        if page.kind is PageKind.FINISH:
            self._session.reached_end()
        elif page.kind is not PageKind.ROWS:
            self._session.visited(page.address)

    def show_peek(self) -> None:
        """Draw the next question softly."""
        following = self._model.following
        if following is None:
            self._frame.stage.peek.show_next("", "")
            return
        number, name = self._glimpse(following)
        self._frame.stage.peek.show_next(number, name)

    def show_keys(self) -> None:
        """Draw the row of keys for the question that has the focus."""
        row = self._frame.stage.keys
        row.setVisible(self._model.page.kind is not PageKind.FINISH)
        block = self._frame.stage.current_block()
        address = block.address if block is not None else ""
        if block is None or not address:
            row.show_for(offers_missing=False, missing=None, remarks=0)
        else:
            state = self._session.state(block.address)
            node = self._session.definition_of(block.address)
            row.show_for(
                offers_missing=node.offers_missing and not state.readonly,
                missing=state.missing,
                remarks=len(self._session.remarks(block.address)),
            )
        row.show_undo(possible=self._session.can_undo)
        self.show_footer()

    def show_safety(self, log: SaveLog) -> None:
        """Say in the footer and at the fields what is saved."""
        self._frame.bottom.show_saving(log)
        self._explain(log)
        for block in self._frame.stage.blocks:
            block.say_safety(log.safety_of(block.address), typing=False)

    def show_languages(self) -> None:
        """Draw the switches of languages."""
        session = self._session
        self._frame.header.show_languages(session.languages, session.language, self._reader.gloss)

    def _explain(self, log: SaveLog) -> None:
        """Say why something could not be saved, once per trouble."""
        if log.error is self._told:
            return
        self._told = log.error
        if log.error is None:
            self._frame.trouble.be_silent()
        else:
            errors.explain_in(self._frame.trouble, log.error)

    def _glimpse(self, page: Page) -> tuple[str, str]:
        if page.kind is PageKind.FINISH:
            return "", _("The end of the interview")
        if page.kind is PageKind.ROWS:
            return "", plain_text(self._reader.rows(page.address).label)
        at = page.address
        return self._model.number(at), plain_text(label_words(self._session, at))
