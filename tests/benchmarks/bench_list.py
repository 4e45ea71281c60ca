"""The list of 10,000 interviews in the real window: open, search, sort, scroll.

Beside our figures stands what the store alone takes for the same question, so that what the window adds is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.children import run_child
from tests.benchmarks.frame import Other, Table
from tests.benchmarks.sampling import best
from tests.benchmarks.screen import environment

ROWS = 10_000


def tables(folder: Path) -> Iterator[Table]:
    """Measure."""
    many = Path(run_child("workspaces", "many", str(folder), str(ROWS)))
    told = run_child("list_child", str(many), environment=environment(folder / "home"))
    alone = _store(many)
    table = Table(f"list: {told['rows']:,} interviews")
    table.add("open the workspace and paint the list", told["open"])
    table.add(
        "read all and paint, median", told["read"]["median"], Other("the store alone", alone["all"])
    )
    table.add("search, median", told["search"]["median"], Other("the store alone", alone["search"]))
    table.add("search, largest", told["search"]["max"])
    table.add(
        "sort by a column, median", told["sort"]["median"], Other("the store alone", alone["sort"])
    )
    table.add("sort by a column, largest", told["sort"]["max"])
    table.add("scroll a page, median", told["scroll"]["median"], limit=16)
    table.add("scroll a page, 95th percentile", told["scroll"]["p95"], limit=16)
    table.add("resident", told["resident_mb"], unit="MB", limit=250)
    yield table


def _store(many: Path) -> dict[str, float]:
    from app import bootstrap
    from app.store import views

    services = bootstrap.open_workspace(many)
    held = services.workspace
    by_title = views.ListQuery(sort=views.SortBy.TITLE)
    found = {
        "all": best(lambda: views.list_interviews(held)),
        "search": best(lambda: views.list_interviews(held, views.ListQuery(text="oun"))),
        "sort": best(lambda: views.list_interviews(held, by_title)),
    }
    services.close()
    return found
