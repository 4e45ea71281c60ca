"""Every key of key entry from paper: what the page binds, what the help shows and what the tests press.

Data only, like `app.ui.runner.key_table`; the keys that mean the same in an interview are the same.
"""

from __future__ import annotations

from typing import Final

from app.i18n.catalog import _, pgettext
from app.ui.keying import chords
from app.ui.runner import keys_row
from app.ui.runner.key_table import KeyRow, KeySection

SHEET: Final = KeySection(
    lambda: _("Key entry from paper"),
    (
        KeyRow("keying-begin", lambda: _("keys a paper in, from the list"), chords.KEY_IN),
        KeyRow("keying-enter", lambda: _("keeps what is typed and goes on"), chords.ENTER),
        KeyRow("keying-back", lambda: _("back to the question before"), chords.BACK),
        KeyRow(
            "keying-code",
            lambda: _("the printed number of a choice; several with a comma between"),
            typed=lambda: _("1 2"),
        ),
        KeyRow(
            "keying-dont-know",
            lambda: pgettext("answer", "don't know"),
            keys_row.DONT_KNOW,
            typed=lambda: "* ?",
        ),
        KeyRow(
            "keying-refused",
            lambda: pgettext("answer", "refused"),
            keys_row.REFUSED,
            typed=lambda: "/ -",
        ),
        KeyRow("keying-blank", lambda: _("nothing stands on paper"), typed=lambda: "."),
        KeyRow("keying-no-more", lambda: _("no more rows on paper"), chords.END_ROWS),
        KeyRow(
            "keying-as-remark",
            lambda: _("keeps what paper says as a remark, when the form would not take it"),
            chords.AS_REMARK,
        ),
        KeyRow(
            "keying-up", lambda: _("a question up, a question down"), (*chords.UP, *chords.DOWN)
        ),
        KeyRow(
            "keying-far", lambda: _("a page up, a page down"), (*chords.FAR_UP, *chords.FAR_DOWN)
        ),
        KeyRow("keying-remark", lambda: _("a remark on the question"), keys_row.REMARK),
        KeyRow("keying-jump", lambda: _("find a question by number or words"), keys_row.JUMP),
        KeyRow("keying-undo", lambda: pgettext("key", "undo"), keys_row.UNDO),
        KeyRow("keying-redo", lambda: _("do again what was undone"), keys_row.REDO),
        KeyRow("keying-help", lambda: _("these keys"), keys_row.HELP),
    ),
)
COMPARING: Final = KeySection(
    lambda: _("Two entries of one paper"),
    (
        KeyRow("compare-first", lambda: _("takes the first entry"), chords.FIRST),
        KeyRow("compare-second", lambda: _("takes the second entry"), chords.SECOND),
        KeyRow("compare-own", lambda: _("writes what stands on paper"), chords.OWN),
        KeyRow("compare-undo", lambda: pgettext("key", "undo"), keys_row.UNDO),
        KeyRow("compare-finish", lambda: _("makes one interview of both"), chords.FINISH),
    ),
)
KEYING: Final = (SHEET, COMPARING)
