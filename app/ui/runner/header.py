"""The top of the runner: where the question stands, and the languages of questions and gloss.

The language of the questions is what the respondent hears; the gloss stands beside it for an interviewer who reads
another language better. Both are languages of the form, not of the window.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QWidget

from app.i18n.catalog import _
from app.ui import keys
from app.ui.runner import keys_row
from app.ui.runner.languages import mark_of
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import ElidedLabel, words
from app.ui.widgets.segments import Segment, Segmented

NONE = ""
_MOST_SEGMENTS = 4


class LanguageChoice(QWidget):
    """A switch for a few languages, a list for many."""

    from_here = Signal(str)
    """A language that a person chose; '' for none."""

    def __init__(self) -> None:
        super().__init__()
        self._segments = Segmented()
        self._combo = QComboBox()
        self._segments.chosen.connect(self.from_here)
        self._combo.activated.connect(lambda at: self.from_here.emit(self._combo.itemData(at)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._segments)
        layout.addWidget(self._combo)
        self._shown: tuple[str, ...] = ()

    def show_languages(
        self, languages: Sequence[str], current: str, *, none: bool, name: str
    ) -> None:
        """Offer these languages; ``none`` offers to do without."""
        offered = [*languages, NONE] if none else list(languages)
        few = len(offered) <= _MOST_SEGMENTS
        self._segments.setVisible(few)
        self._combo.setVisible(not few)
        self._segments.setAccessibleName(name)
        self._combo.setAccessibleName(name)
        if few:
            parts = [
                Segment(each, mark_of(each) if each else "–", each or _("none")) for each in offered
            ]
            self._segments.show_segments(parts, current)
            return
        self._combo.clear()
        for each in offered:
            self._combo.addItem(each or _("none"), each)
        self._combo.setCurrentIndex(offered.index(current) if current in offered else 0)


class Header(QFrame):
    """Number and place of the question; languages; the outline's button on a narrow window."""

    language_chosen = Signal(str)
    """The language in which questions are read out."""
    gloss_chosen = Signal(str)
    """The language beside it, '' for none."""
    outline_wanted = Signal()
    """A person wants the outline on a window too narrow for it."""

    def __init__(self) -> None:
        super().__init__()
        self._outline = IconButton("list")
        self._outline.clicked.connect(self.outline_wanted)
        self._outline.hide()
        self._number, self._progress = words("caption"), words("caption")
        self._progress.hide()
        self._trail = ElidedLabel("caption")
        self._language_words, self._gloss_words = words("caption"), words("caption")
        self.language, self.gloss = LanguageChoice(), LanguageChoice()
        self.language.from_here.connect(self.language_chosen)
        self.gloss.from_here.connect(self.gloss_chosen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(64, 24, 64, 8)
        layout.setSpacing(12)
        layout.addWidget(self._outline)
        layout.addWidget(self._progress)
        layout.addWidget(self._number)
        layout.addWidget(self._trail, 1)
        layout.addWidget(self._language_words)
        layout.addWidget(self.language)
        layout.addWidget(self._gloss_words)
        layout.addWidget(self.gloss)
        self._box = layout
        self._languages: tuple[tuple[str, ...], str, str] = ((), "", "")
        self._narrow = False

    def show_place(self, number: str, trail: str) -> None:
        """Show the number of the question and the groups and rows around it."""
        self._number.setText(number)
        self._number.setVisible(bool(number))
        self._trail.say(trail)

    def show_progress(self, answered: int, total: int) -> None:
        """Show how far the interview has come, for when the outline is folded."""
        self._progress.setText(f"{answered}/{total}")
        self._progress.setToolTip(
            _("{answered} of {total} answered").format(answered=answered, total=total)
        )

    def show_languages(self, languages: Sequence[str], current: str, gloss: str) -> None:
        """Show which languages there are and which are in use."""
        self._languages = (tuple(languages), current, gloss)
        several = len(languages) > 1
        for part in (self.language, self.gloss, self._language_words, self._gloss_words):
            part.setVisible(several)
        if several:
            self.language.show_languages(
                languages, current, none=False, name=_("Language of the questions")
            )
            others = [each for each in languages if each != current]
            self.gloss.show_languages(
                others, gloss, none=True, name=_("Translation beside the question")
            )
            self._show_words()

    def be_narrow(self, *, narrow: bool, margin: int) -> None:
        """Make do with little width: no captions, and a button for the outline."""
        self._narrow = narrow
        self._outline.setVisible(narrow)
        self._progress.setVisible(narrow)
        self._box.setContentsMargins(margin, 16 if narrow else 24, margin, 8)
        self._show_words()

    def retranslate(self) -> None:
        """Take the words of the current language."""
        self._outline.words(_("Outline"))
        self._language_words.setText(_("Question"))
        self._gloss_words.setText(_("Translation"))
        for part, chords in ((self.language, keys_row.LANGUAGE), (self.gloss, keys_row.GLOSS)):
            part.setToolTip(_("Keys: {keys}").format(keys=", ".join(map(keys.label, chords))))
        self.show_languages(*self._languages)

    def _show_words(self) -> None:
        several = len(self._languages[0]) > 1
        for part in (self._language_words, self._gloss_words):
            part.setVisible(several and not self._narrow)
