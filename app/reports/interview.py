"""The printed page of one interview: what stands in its head, and the way in.

Light to import: reportlab comes in with the first page. What is said on the page is worked out in
`interview_content`, how it is laid out in `interview_layout`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.i18n.catalog import speaking

if TYPE_CHECKING:
    from app.core.progress import Progress
    from app.forms.session import FormSession
    from app.records.sitting import BreakOff

Status = Literal["draft", "returned", "corrected", "finished", "approved"]


@dataclass(frozen=True, slots=True)
class InterviewHead:
    """What a page says of an interview beside its answers; what is '' or None is not printed.

    ``printed`` comes from the clock: it dates the document, so equal input gives equal bytes. ``language`` is the
    language of the interview in the form's spelling. ``synthetic`` marks data made up for a demonstration, ``test`` a
    practice interview; both stand on every page.
    """

    printed: dt.datetime
    status: Status = "draft"
    status_at: dt.datetime | None = None
    project: str = ""
    name: str = ""
    """Who or what was interviewed; '' = the form's own instance name."""
    started: dt.datetime | None = None
    place: str = ""
    interviewer: str = ""
    respondents: tuple[str, ...] = ()
    language: str = ""
    present: str = ""
    spoken: str = ""
    """The language used, in the interviewer's words; it stands beside that of the questions."""
    cooperation: str = ""
    """'1' (poor) to '5' (very good)."""
    notes: str = ""
    break_offs: tuple[BreakOff, ...] = ()
    synthetic: bool = False
    test: bool = False


def render_interview(
    session: FormSession, head: InterviewHead, language: str, progress: Progress
) -> bytes:
    """Make the PDF of one interview in ``et``, ``ru`` or ``en``. Raises `Cancelled`.

    Labels the form does not have in that language appear in its default language; everything Sild itself says is in
    ``language``. The same session, head and language give the same bytes.
    """
    from app.reports.interview_content import collect
    from app.reports.interview_layout import lay_out

    with speaking(language):
        return lay_out(collect(session, language), session, head, progress)
