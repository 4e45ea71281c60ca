"""Reads a PDF back the way a person's viewer would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of every page, lines in order."""
    with opened(pdf) as document:
        texts = []
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            texts.append(text.get_text_range().replace("\r\n", "\n"))
            text.close()
            page.close()
        return texts


def whole_text(pdf: bytes) -> str:
    """Return all text with white space folded, so that line breaks do not matter."""
    return " ".join(" ".join(page_texts(pdf)).split())


def outline(pdf: bytes) -> list[tuple[str, int]]:
    """Return title and page of every bookmark."""
    with opened(pdf) as document:
        return [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
