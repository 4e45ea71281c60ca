"""What the card of a question and its control say to each other: the small protocol that every family follows.

A control shows a `Question` and a `NodeState` and reports what a person gave, as ODK's lexical text. It never sees the
session. Controls are reused: the same widget shows another question of its family next.

Controls that are typed into keep what was typed for a second, give it when no key comes any more, when the focus
leaves or when they are told to `flush`, and keep text that is no answer yet (``unfinished``) with a complaint in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui import theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPixmap

    from app.forms.state import NodeState
    from app.ui.runner.questions import Question

COMMIT_AFTER_MS = 1000
"""Text is given when no key has come for this long (records.md, "Acknowledged")."""


class Control(QWidget):
    """The part of a card that takes the answer."""

    value_given = Signal(str)
    """A person answered: ODK's lexical form, '' to clear."""
    typed = Signal()
    """Something was typed that has not been given yet."""
    file_given = Signal(str)
    """A person chose a file: its path."""
    content_given = Signal(object, str)
    """(bytes, suffix): a file that was made here, such as a drawing."""
    asked = Signal(str)
    """A person wants something done with a device: a word that the studio knows."""
    went_on = Signal()
    """The answer is complete and the person wants the next question (appearance ``quick``)."""

    next_chord: ClassVar[str] = "Enter"
    """The key that goes on from here; a text of several lines needs Enter for itself."""

    question: Question
    state: NodeState

    def show_question(self, question: Question, state: NodeState) -> None:
        """Show another question with its answer."""
        self.question, self.state = question, state
        self.setAccessibleName(question.name)
        self.draw_question()
        self.draw_answer()

    def show_state(self, state: NodeState) -> None:
        """Show what the answer is now."""
        self.state = state
        self.draw_answer()

    def show_words(self, question: Question) -> None:
        """Show the same question in another language or with other choices."""
        self.question = question
        self.setAccessibleName(question.name)
        self.draw_question()
        self.draw_answer()

    def draw_question(self) -> None:
        """Lay the control out for ``self.question``."""

    def draw_answer(self) -> None:
        """Show ``self.state.value``."""

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show the picture that answers the question, where the answer is one."""

    def show_choice_pictures(self, pictures: Mapping[str, QPixmap]) -> None:
        """Show the pictures of choices, by URI, that are here by now."""

    def picture_at_hand(self) -> str:
        """Return the URI of the picture of the choice that has the focus; '' without one."""
        return ""

    def flush(self) -> None:
        """Give now what was typed."""

    def forget(self) -> None:
        """Drop what was typed and is not an answer, because another question comes in its place."""

    @property
    def unfinished(self) -> str:
        """What was typed that is no answer; '' when there is nothing of the kind."""
        return ""

    def restore(self, text: str) -> None:
        """Put back what was ``unfinished`` when the question was left."""

    def complaint(self) -> str:
        """Say in words why what was typed is no answer; '' when there is nothing to say."""
        return ""

    def hint(self) -> str:
        """Say quietly what might help with typing; '' when there is nothing to say."""
        return ""

    def focus_widget(self) -> QWidget:
        """Return the part that takes the keys."""
        return self

    def set_wrong(self, *, wrong: bool) -> None:
        """Mark the field as one whose answer cannot stay."""
        field = self.focus_widget()
        state = "wrong" if wrong else ""
        if (field.property("state") or "") != state:
            field.setProperty("state", state)
            theme.restyle(field)
