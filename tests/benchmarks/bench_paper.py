"""The page of one interview: the fullest finished one of the demonstration, as PDF and as pictures of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.children import run_child
from tests.benchmarks.frame import Other, Table


def tables(folder: Path) -> Iterator[Table]:
    """Measure."""
    demo = Path(run_child("workspaces", "demo", str(folder / "paper")))
    told = run_child("paper_child", str(demo))
    table = Table(f"paper: one interview on {told['pages']} pages, {told['lines']} lines")
    table.add("first document of the process", told["first"])
    for language in ("et", "ru", "en"):
        table.add(
            f"document in {language}, best",
            told[language],
            Other("reportlab alone, the same words", told["bare"]),
        )
    table.add("pictures of all pages for the preview", told["preview"])
    table.add("the most memory held", told["peak_mb"], unit="MB", limit=250)
    table.notes.append(f"the document has {told['kilobytes']:.0f} kB")
    yield table
