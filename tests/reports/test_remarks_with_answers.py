"""A reviewer's remark stands on paper with what the interviewer answered."""

from __future__ import annotations

from app.forms.snapshot import Remark
from app.i18n.catalog import speaking
from app.reports.interview_content import _told


def test_a_remark_is_printed_with_its_answer():
    asked = Remark("1", "/data/a", "Which firm?", "K. K.", "", "answered", "The mother firm", "r")
    with speaking("en"):
        assert _told(asked) == "Remark (K. K.): Which firm? · Answer: The mother firm"


def test_a_remark_without_an_answer_is_printed_alone():
    with speaking("en"):
        assert _told(Remark("1", "/data/a", "Odd", "K. K.", "")) == "Remark (K. K.): Odd"
