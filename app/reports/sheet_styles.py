"""Paragraph styles of sheets to be filled in by hand: questions strong, answers plain, routing and hints quiet.

Apart from `theme` because a filled document is the other way round: there the answer is strong.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.enums import TA_CENTER

from app.reports.theme import BOLD, HANG, ITALIC, TEXT_WIDTH, colours, fonts, paragraph_style

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle

ANSWER_WIDTH: Final = TEXT_WIDTH - HANG
"""Width of what stands under a question."""


@dataclass(frozen=True, slots=True)
class SheetStyles:
    """Styles by what they are for."""

    question: ParagraphStyle
    second: ParagraphStyle
    note: ParagraphStyle
    hint: ParagraphStyle
    routing: ParagraphStyle
    routing_wide: ParagraphStyle
    group: ParagraphStyle
    group_second: ParagraphStyle
    section_second: ParagraphStyle
    choice: ParagraphStyle
    choice_heading: ParagraphStyle
    scale: ParagraphStyle
    caption: ParagraphStyle
    title_second: ParagraphStyle
    cell_question: ParagraphStyle
    cell_second: ParagraphStyle
    cell: ParagraphStyle
    cell_routing: ParagraphStyle
    cell_head: ParagraphStyle


@cache
def sheet_styles() -> SheetStyles:
    """Build the styles once."""
    fonts()
    soft = colours().soft
    made = paragraph_style
    hang: dict[str, Any] = {"leftIndent": HANG}
    return SheetStyles(
        question=made("question", 10, BOLD, **hang),
        second=made("second", 9.5, ITALIC, leading=13, textColor=soft, **hang),
        note=made("note", 10, **hang),
        hint=made("hint", 9, leading=12.5, textColor=soft, **hang),
        routing=made("routing", 9, BOLD, leading=12.5, textColor=soft, **hang),
        routing_wide=made("routing_wide", 9, BOLD, leading=12.5, textColor=soft),
        group=made("group", 10.5, BOLD, leading=14, **hang),
        group_second=made("group_second", 9.5, ITALIC, leading=13, textColor=soft, **hang),
        section_second=made("section_second", 10.5, ITALIC, leading=14, textColor=soft),
        choice=made("choice", 9.5, leading=13),
        choice_heading=made("choice_heading", 9, BOLD, leading=13, textColor=soft),
        scale=made("scale", 8.5, leading=11, alignment=TA_CENTER),
        caption=made("caption", 8, leading=10, textColor=soft),
        title_second=made("title_second", 12, ITALIC, leading=17, textColor=soft),
        cell_question=made("cell_question", 9, BOLD, leading=12),
        cell_second=made("cell_second", 8.5, ITALIC, leading=11.5, textColor=soft),
        cell=made("cell", 8.5, leading=11.5),
        cell_routing=made("cell_routing", 8.5, BOLD, leading=11.5, textColor=soft),
        cell_head=made("cell_head", 9, BOLD, leading=12, alignment=TA_CENTER),
    )
