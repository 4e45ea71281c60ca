"""Makes the page of one interview in three languages, and the same words with reportlab alone; prints times as JSON.

``python -m tests.benchmarks.paper_child WORKSPACE``. The bare library sets the words that stand on our pages as plain
paragraphs in one of its own fonts: no questions to find, no languages, no head, no table, no numbering of pages.
"""

from __future__ import annotations

import io
import json
import sys
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from app import bootstrap
from app.operations import interviews, reports
from tests.benchmarks.memory import peak_mb
from tests.benchmarks.sampling import best, timed

LANGUAGES = ("et", "ru", "en")


def main(workspace: Path) -> dict[str, Any]:
    """Measure."""
    services = bootstrap.open_workspace(workspace)
    rows = interviews.list_interviews(services)
    chosen = max((row for row in rows if row.kind == "finished"), key=lambda row: row.answered)
    first, _ = timed(lambda: reports.interview_page(services, chosen.id, "et"))
    found: dict[str, Any] = {"first": first}
    for language in LANGUAGES:
        found[language] = best(partial(reports.interview_page, services, chosen.id, language), 3)
    pdf = reports.interview_page(services, chosen.id, "en")
    lines, pages = _words_of(pdf)
    found |= {"pages": pages, "lines": len(lines), "kilobytes": len(pdf) / 1024}
    found["bare"] = best(lambda: _bare(lines), 3)
    found["preview"] = best(lambda: list(reports.page_images(pdf)), 3)
    found["peak_mb"] = peak_mb()
    services.close()
    return found


def _words_of(pdf: bytes) -> tuple[list[str], int]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    lines = []
    for page in document:
        text = page.get_textpage()
        lines += text.get_text_range().splitlines()
        text.close()
        page.close()
    pages = len(document)
    document.close()
    return lines, pages


def _bare(lines: list[str]) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    style = getSampleStyleSheet()["Normal"]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build([Paragraph(escape(line), style) for line in lines])
    return out.getvalue()


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
