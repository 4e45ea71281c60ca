"""Which signal and which key leads to which action of the runner, in one place to be read as a list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from app.ui import keys
from app.ui.runner import keys_row, zoom
from app.ui.runner.controls import sound
from app.ui.runner.help import show_help

if TYPE_CHECKING:
    from app.ui.runner.block import QuestionBlock
    from app.ui.runner.page import RunnerPage
    from app.ui.runner.rows_card import RowsCard


def connect(page: RunnerPage) -> None:
    """Let the parts of the runner reach its actions."""
    page.bottom.back.connect(page.back)
    page.bottom.next.connect(page.press_ctrl_enter)
    page.bottom.left.connect(page.meeting.break_off)
    page.outline.respondents_wanted.connect(page.meeting.respondents)
    page.stage.finish.closing.written.connect(page.meeting.keep_closing)
    page.bottom.retried.connect(page.retry_saving)
    page.header.language_chosen.connect(page.ask_in)
    page.header.gloss_chosen.connect(page.show_gloss)
    page.outline.section_wanted.connect(page.go_to)
    page.outline.remarks_wanted.connect(page.places.show_remarks)
    page.outline.jump_wanted.connect(page.places.jump)
    page.stage.on_new_block = partial(_take_in_block, page)
    page.stage.on_new_rows = partial(_take_in_rows, page)
    page.stage.finish.wanted.connect(page.go_to_trouble)
    page.stage.peek.pressed.connect(page.next)
    page.stage.keys.missing_given.connect(page.give_missing)
    page.stage.keys.remark_wanted.connect(page.places.write_remark)
    page.stage.keys.undo_wanted.connect(page.undo)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.focusChanged.connect(page.follow_focus)


def bind_keys(page: RunnerPage, on: QWidget | None = None) -> None:
    """Bind the keys of the runner, in it or ``on`` another window; every F-key has a Ctrl twin."""
    for chords, action in (
        (("Return",), page.press_enter),
        (("Shift+Return",), page.press_shift_enter),
        (("Ctrl+Return",), page.press_ctrl_enter),
        (("Alt+Left", "Ctrl+Shift+Return"), page.back),
        (("Ctrl+End",), page.go_to_end),
        (keys_row.DONT_KNOW, partial(page.give_missing, "dont_know")),
        (keys_row.REFUSED, partial(page.give_missing, "refused")),
        (keys_row.LANGUAGE, page.ask_in_next_language),
        (keys_row.GLOSS, lambda: page.show_gloss(page.reader.next_gloss())),
        (keys_row.REMARK, page.places.write_remark),
        (keys_row.NEXT_REMARK, page.reviewed.go_on),
        (keys_row.JUMP, page.places.jump),
        (zoom.ENLARGE, partial(zoom.show_large, page)),
        (keys_row.ALOUD, page.aloud.toggle),
        (keys_row.GUIDANCE, page.stage.show_guidance),
        (keys_row.HELP, partial(show_help, page)),
        (keys_row.RESPONDENT, page.turned.toggle),
        (keys_row.RESPONDENTS, page.meeting.respondents),
        (keys_row.BREAK_OFF, page.meeting.break_off),
        (keys_row.CLOSING, page.meeting.show_closing),
        (sound.RECORD, lambda: page.studio.press("record")),
        (sound.WHOLE, lambda: page.studio.press("whole")),
        (sound.STOP, lambda: page.studio.press("stop")),
        (sound.PLAY, lambda: page.studio.press("play")),
        (keys_row.UNDO, page.undo),
        (keys_row.REDO, page.redo),
    ):
        keys.bind(on or page, *chords, slot=action)


def _take_in_block(page: RunnerPage, block: QuestionBlock) -> None:
    block.value_given.connect(page.give)
    block.typed.connect(page.note_typing)
    block.file_given.connect(page.attach)
    block.content_given.connect(page.attach_content)
    block.asked.connect(page.studio.do)
    block.went_on.connect(page.next)
    block.aloud_wanted.connect(page.aloud.toggle)
    block.enlarged.connect(partial(zoom.show_large, page))
    block.retried.connect(page.retry_saving)


def _take_in_rows(page: RunnerPage, card: RowsCard) -> None:
    card.added.connect(page.add_row)
    card.removed.connect(page.remove_row)
    card.opened.connect(page.go_to)
