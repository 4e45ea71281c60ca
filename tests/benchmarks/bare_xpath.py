"""The bare library: the same rules over the same tree with nothing but lxml, as the least an engine can cost.

No types, no inherited relevance, no constraint that is only run when there is an answer, no batch, no undo, no
repeats: a tree, compiled XPaths, and for every answer the rules that hang on it, in the order of the form, found
beforehand. Whoever is slower than this pays for what lxml does not do; whoever is faster does not walk the tree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from lxml import etree

from tests.benchmarks.sampling import each_timed

XFORMS = "{http://www.w3.org/2002/xforms}"
RULES = ("relevant", "required", "constraint", "calculate")
PATH = re.compile(r"/data/[\w/]+")


class BareForm:
    """A form as lxml alone can run it."""

    def __init__(self, xml: bytes) -> None:
        form = etree.fromstring(xml)
        model = next(form.iter(f"{XFORMS}model"))
        primary = model.find(f"{XFORMS}instance")[0]  # type: ignore[index]
        self.root = _plain(primary)
        tree = self.root.getroottree()
        self._nodes = {tree.getpath(each): each for each in self.root.iter()}
        self._rules: list[tuple[str, str, Any]] = []
        self._readers: dict[str, list[int]] = defaultdict(list)
        for bind in model.iter(f"{XFORMS}bind"):
            self._take(bind)
        self._needed: dict[str, list[int]] = {}
        for rank in range(len(self._rules)):
            self._run(rank)

    def answer(self, path: str, value: str) -> None:
        """Set a text and evaluate what hangs on it."""
        self._nodes[path].text = value
        for rank in self.needed(path):
            self._run(rank)

    def needed(self, path: str) -> list[int]:
        """Return the rules that hang on a node, through calculations too, in the order of the form."""
        found = self._needed.get(path)
        if found is None:
            ranks: set[int] = set()
            ways = [path]
            while ways:
                for rank in self._readers.get(ways.pop(), ()):
                    if rank not in ranks:
                        ranks.add(rank)
                        if self._rules[rank][1] == "calculate":
                            ways.append(self._rules[rank][0])
            found = self._needed[path] = sorted(ranks)
        return found

    def _take(self, bind: Any) -> None:
        path = bind.get("nodeset")
        if path not in self._nodes or path.startswith("/data/person"):
            return
        for kind in RULES:
            source = bind.get(kind)
            if source in (None, "true()", "false()") or "/data/person" in source:
                continue
            rank = len(self._rules)
            for read in {path if kind == "constraint" else "", *PATH.findall(source)}:
                self._readers[read].append(rank)
            self._rules.append((path, kind, etree.XPath(source, extensions=FUNCTIONS)))

    def _run(self, rank: int) -> None:
        path, kind, expression = self._rules[rank]
        result = expression(self._nodes[path])
        if kind == "calculate":
            self._nodes[path].text = f"{result:g}" if isinstance(result, float) else str(result)


def answers(form: BareForm, ops: list[list[str]], probe: str) -> list[float]:
    """Time a script of answers, each with reading the grand total."""

    def answer(op: list[str]) -> None:
        form.answer(*op)
        form._nodes[probe].text  # noqa: B018

    return each_timed(answer, ops)


def _plain(element: Any) -> Any:
    """Copy a tree without its namespaces, so that the paths of the form name its nodes."""
    copy = etree.Element(element.tag.rpartition("}")[2])
    copy.text = element.text
    for kid in element:
        copy.append(_plain(kid))
    return copy


def _text(value: Any) -> str:
    if isinstance(value, list):
        return (value[0].text or "") if value else ""
    return str(value)


def _if(_context: Any, test: Any, yes: Any, no: Any) -> Any:
    return yes if test else no


def _coalesce(_context: Any, first: Any, second: Any) -> Any:
    return _text(first) or second


def _selected(_context: Any, chosen: Any, value: Any) -> bool:
    return _text(value) in _text(chosen).split()


def _count_selected(_context: Any, chosen: Any) -> float:
    return float(len(_text(chosen).split()))


def _regex(_context: Any, value: Any, pattern: str) -> bool:
    return re.search(pattern, _text(value)) is not None


def _date(_context: Any, value: Any) -> str:
    return _text(value)


FUNCTIONS: Any = {
    (None, "if"): _if,
    (None, "coalesce"): _coalesce,
    (None, "selected"): _selected,
    (None, "count-selected"): _count_selected,
    (None, "regex"): _regex,
    (None, "date"): _date,
}
