"""The engine: opening, answering, repeats, languages, memory, on forms from 100 to 5,000 questions.

Every form and its script are written once and run by us and by Web Forms, one after the other, each in a process of
its own. The first opening of a process is set beside the first of others, the best beside their best. The language
is switched without and with reading every label; the others always read them. A last table repeats what has a target.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks import forms, peer_webforms, published
from tests.benchmarks.bare_xpath import BareForm, answers
from tests.benchmarks.children import run_child
from tests.benchmarks.frame import Figure, Other, Table
from tests.benchmarks.peer_webforms import WebForms
from tests.benchmarks.sampling import each_timed, spread, timed

SHAPES = (
    forms.Shape(100, 10),
    forms.Shape(1000, 10),
    forms.Shape(5000, 10),
    forms.Shape(100, 100),
    forms.Shape(100, 500),
    forms.Shape(100, 100, cross=True),
    forms.Shape(100, 500, cross=True),
)
MORE_OPENINGS = 4
"""Processes that open a form only, so that the first opening is the median of five."""
JAVAROSA = "JavaRosa, published"
BROWSER = "Web Forms in a browser, published"
OPEN_LIMITS = {"n1000_r10": 300.0}
ANSWER_LIMITS = {"n1000_r10": 0.1}
LANGUAGE_LIMITS = {"n5000_r10": 50.0}
FLIP_LIMIT = 5.0


def tables(folder: Path, peer: WebForms | None, only: set[str]) -> Iterator[Table]:
    """Measure every form (or those named in ``only``)."""
    asked = Table("engine: everything that has a target", sums_up=True)
    for shape in SHAPES:
        if not only or shape.name in only:
            base = forms.write(folder, shape.name, forms.make_form(shape), forms.make_plan(shape))
            table = _one_form(shape, base, peer)
            asked.figures += _with_target(shape.name, table)
            yield table
    if not only or "switch1000" in only:
        base = forms.write(folder, "switch1000", forms.make_switchboard(), forms.switchboard_plan())
        table = _switchboard(base, peer)
        asked.figures += _with_target("switch1000", table)
        yield table
    yield asked


def _with_target(form: str, table: Table) -> Iterator[Figure]:
    """Yield the figures of a form of which something is asked, with those others alone that it is asked beside."""
    for figure in table.figures:
        others = [each for each in figure.others if each.target("") and each.value is not None]
        if others or figure.limit is not None:
            yield replace(figure, name=f"{form}: {figure.name}", others=others)


def _one_form(shape: forms.Shape, base: Path, peer: WebForms | None) -> Table:
    table = Table(f"engine: {shape.name}")
    ours = run_child("engine_child", str(base))
    ours["first"] = median([ours["open"][0], *(_opened(base) for _ in range(MORE_OPENINGS))])
    theirs = peer.run(base) if peer else {}
    if "failed" in theirs:
        table.notes.append(f"Web Forms: {theirs['failed']}")
    table.notes += _agreement(ours, theirs)
    java, browser = published.JAVAROSA.get(shape.name), published.WEB_FORMS.get(shape.name)
    _opening(table, shape, ours, theirs)
    _answering(table, shape, ours, theirs, _bare(base))
    _repeating(table, ours, theirs)
    _speaking(table, shape, ours, theirs)
    table.add(
        "resident memory",
        ours["peak_mb"],
        Other(JAVAROSA, java.memory if java else None, faster=1),
        Other(BROWSER, browser.memory if browser else None, faster=1),
        Other(peer_webforms.NAME, theirs.get("peak_rss_mb"), faster=1),
        unit="MB",
    )
    return table


def _agreement(ours: Any, theirs: Any) -> list[str]:
    """Say whether both came to the same sums: a wrong answer may be quick. Scripts that were cut say nothing."""
    if "cut" in theirs or "grand" not in theirs:
        return []
    same = [ours["grand"] == theirs["grand"]]
    if "cut_repeat_at" not in theirs and "sum_age" in theirs:
        same.append(ours["sum_age"] == theirs["sum_age"])
    return [f"sums equal to those of Web Forms: {'yes' if all(same) else 'NO'} ({len(same)})"]


def _opened(base: Path) -> float:
    found: float = run_child("engine_child", str(base), "--open")["open"][0]
    return found


def _opening(table: Table, shape: forms.Shape, ours: Any, theirs: Any) -> None:
    java, browser = published.JAVAROSA.get(shape.name), published.WEB_FORMS.get(shape.name)
    bare = (
        timed(lambda: BareForm(forms.make_form(shape)))[0]
        - timed(lambda: forms.make_form(shape))[0]
    )
    table.add(
        "open a cached form, first of the process",
        ours["first"],
        Other(JAVAROSA, java.first_load if java else None, faster=5),
        Other(BROWSER, browser.first_load if browser else None, faster=10),
        Other(peer_webforms.NAME, next(iter(theirs.get("load_ms", [])), None), faster=10),
        Other("lxml alone", bare),
        limit=OPEN_LIMITS.get(shape.name),
    )
    table.add(
        "open it again, best",
        min(ours["open"][1:]),
        Other(JAVAROSA, java.load if java else None, faster=5),
        Other(BROWSER, browser.load if browser else None, faster=10),
        Other(peer_webforms.NAME, min(theirs.get("load_ms", []), default=None), faster=10),
    )
    table.add("open another interview with the same form", ours["open_again"])


def _answering(table: Table, shape: forms.Shape, ours: Any, theirs: Any, bare: Any) -> None:
    java = published.JAVAROSA.get(shape.name)
    web = theirs.get("answer", {})
    table.add(
        "answer, median",
        ours["answer"]["median"],
        Other(JAVAROSA, java.answer if java else None, faster=5),
        Other(peer_webforms.NAME, web.get("median")),
        Other("lxml alone", bare.median),
        limit=ANSWER_LIMITS.get(shape.name),
    )
    table.add(
        "answer, 95th percentile",
        ours["answer"]["p95"],
        Other(JAVAROSA, java.answer_p95 if java else None, faster=1),
        Other(peer_webforms.NAME, web.get("p95")),
        Other("lxml alone", bare.p95),
    )
    table.add(
        "answer, largest",
        ours["answer"]["max"],
        Other(peer_webforms.NAME, web.get("max")),
        Other("lxml alone", bare.largest),
    )
    fill = theirs.get("fill", {})
    table.add(
        "answer everything once, per answer",
        ours["fill"]["total"] / ours["fill"]["n"],
        Other(peer_webforms.NAME, fill["total_ms"] / fill["n"] if fill.get("n") else None),
    )
    cities = theirs.get("cascade", {}).get("county_then_cities", {})
    table.add(
        "choose a county and read its cities, median",
        ours["cascade"]["median"],
        Other(peer_webforms.NAME, cities.get("median")),
    )


def _repeating(table: Table, ours: Any, theirs: Any) -> None:
    mine, web = ours.get("repeat"), theirs.get("repeat", {})
    if not mine:
        return
    reached = web.get("instances", 0)
    others = [
        Other(f"Web Forms, up to instance {reached}", web.get("add_first9", {}).get("median"))
    ]
    table.add("add the 2nd to 10th instance, median", mine["add_first"]["median"], *others)
    table.add(
        f"add the last of {mine['instances']} instances, median",
        mine["add_last"]["median"],
        Other("the 2nd to 10th of ours", mine["add_first"]["median"], within=2),
        Other(f"Web Forms, up to instance {reached}", web.get("add_last9", {}).get("median")),
    )
    table.add(
        "answer in an instance when all stand, median",
        mine["answer_at_full"]["median"],
        Other(f"Web Forms, {reached} instances", web.get("answer_at_full", {}).get("median")),
    )
    table.add(
        "answer in an instance when all stand, 95th percentile",
        mine["answer_at_full"]["p95"],
        Other(f"Web Forms, {reached} instances", web.get("answer_at_full", {}).get("p95")),
    )


def _speaking(table: Table, shape: forms.Shape, ours: Any, theirs: Any) -> None:
    java = published.JAVAROSA.get(shape.name)
    table.add(
        "switch the language, median",
        ours["language"]["switch"]["median"],
        limit=LANGUAGE_LIMITS.get(shape.name),
    )
    table.add(
        "switch and read every label, median",
        ours["language"]["with_labels"]["median"],
        Other(JAVAROSA, java.language if java else None),
        Other(peer_webforms.NAME, theirs.get("language_ms", {}).get("median")),
        limit=LANGUAGE_LIMITS.get(shape.name),
    )


def _bare(base: Path) -> Any:
    import json

    plan = json.loads(base.with_suffix(".plan.json").read_text())
    form = BareForm(base.with_suffix(".xml").read_bytes())
    each_timed(lambda op: form.answer(*op), plan["fill"])
    return spread(answers(form, plan["flat"], plan["probe"]))


def _switchboard(base: Path, peer: WebForms | None) -> Table:
    table = Table("engine: one answer on which the relevance of 1,000 questions hangs")
    ours = run_child("engine_child", str(base))
    theirs = peer.run(base) if peer else {}
    bare = _bare(base)
    web = theirs.get("answer", {})
    for name, key, own in (("median", "median", "median"), ("95th percentile", "p95", "p95")):
        table.add(
            f"1,000 relevances flipped, {name}",
            ours["answer"][key],
            Other(peer_webforms.NAME, web.get(key)),
            Other("lxml alone", getattr(bare, own)),
            limit=FLIP_LIMIT,
        )
    return table
