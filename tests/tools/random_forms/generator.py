"""Random forms from a seed: first a skeleton, then expressions in an order that leaves no cycle.

Every node has a rank above that of the group or repeat around it. What decides about a node looks only at nodes of
lower rank, so references go forwards and backwards in the form, and never round.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from tests.tools.random_forms.expressions import Expressions, Known
from tests.tools.random_forms.model import Action, Choices, Form, Itemset, Node, Term, listed
from tests.tools.random_forms.writing import CHANGED

_TYPES = listed(
    "int int int decimal string string select select multi filtered from_rows date note number number number "
    "text text text once range trigger time"
)
_CALCULATED = {"number", "text", "once"}
_BIND_TYPES = {each: each for each in ("int", "decimal", "date", "time")} | {"range": "int"}
_CONSTRAINED = ("int", "decimal", "string", "multi", "date", "select")
_CONTROLS = {"range": "range", "trigger": "trigger", "multi": "select"}
_DEFAULTS = {"int": "3", "decimal": "2.5", "string": "Amina", "date": "2020-02-29"}
_KINDS = {
    "filtered": "select",
    "from_rows": "select",
    "string": "text",
    "range": "int",
    "once": "text",
}
_FIRST_LOAD = "odk-instance-first-load"
_NEW_ROW = "odk-instance-first-load odk-new-repeat"
_DEEPEST = 2
QUIRKS = 0.02
"""How often something is written that is known to differ."""


@dataclass(slots=True)
class Sketch:
    """A node before its expressions are written."""

    name: str
    kind: str
    wanted: str
    path: str
    frames: tuple[str, ...]
    rank: float
    children: list[Sketch] = field(default_factory=list)

    @property
    def known_as(self) -> str:
        return "rows" if self.kind == "repeat" else _KINDS.get(self.wanted, self.wanted)


def generate(seed: int) -> Form:
    """Make the form of a seed."""
    return _Generator(seed).form()


class _Generator:
    def __init__(self, seed: int) -> None:
        self.r = random.Random(seed)
        self.numbers = 0
        self.lists: list[Choices] = []
        self.sketches: list[Sketch] = []
        self.known: list[Known] = []
        self.made: dict[str, Node] = {}
        self.targets: set[str] = set()

    def form(self) -> Form:
        self.lists = [self._list() for _ in range(self.r.randint(1, 3))]
        top = self._block("/data", (), 0.0, self.r.randint(8, 20), 0)
        for sketch in sorted(self.sketches, key=lambda each: each.rank):
            self.made[sketch.name] = self._node(sketch)
            if sketch.known_as not in ("group", "note", "trigger", "time"):
                self._remember(sketch)
        return Form(tuple(self._assembled(each) for each in top), tuple(self.lists))

    def _name(self, letter: str) -> str:
        self.numbers += 1
        return f"{letter}{self.numbers}"

    def _list(self) -> Choices:
        values = "abcde"[: self.r.randint(2, 5)]
        rows = tuple((value, self.r.choice("abc")) for value in values)
        return Choices(self._name("l"), rows, translated=self.r.random() < 0.5)

    # --- the skeleton

    def _block(
        self, base: str, frames: tuple[str, ...], rank: float, count: int, deep: int
    ) -> list[Sketch]:
        return [self._sketch(base, frames, rank, place / count, deep) for place in range(count)]

    def _sketch(
        self, base: str, frames: tuple[str, ...], above: float, place: float, deep: int
    ) -> Sketch:
        chance = self.r.random()
        kind = "question"
        if deep < _DEEPEST:
            kind = "group" if chance < 0.1 else "repeat" if chance < 0.22 else "question"
        name = self._name(kind[0])
        path = f"{base}/{name}"
        share = place if self.r.random() < 0.85 else self.r.random()
        rank = above + (1 - above) * (0.05 + 0.9 * share)
        inner = (*frames, path) if kind == "repeat" else frames
        sketch = Sketch(name, kind, self.r.choice(_TYPES), path, frames, rank)
        self.sketches.append(sketch)
        if kind != "question":
            sketch.wanted = kind
            sketch.children = self._block(path, inner, rank, self.r.randint(2, 5), deep + 1)
        return sketch

    def _assembled(self, sketch: Sketch) -> Node:
        children = tuple(self._assembled(each) for each in sketch.children)
        return replace(self.made[sketch.name], children=children)

    def _remember(self, sketch: Sketch) -> None:
        frames = sketch.frames
        if sketch.kind == "repeat":
            frames = (*frames, sketch.path)
        node = self.made[sketch.name]
        lists = node.itemset.nodeset if node.itemset and sketch.wanted == "select" else ""
        self.known.append(Known(sketch.path, sketch.known_as, frames, lists))

    # --- the nodes

    def _expressions(self, path: str, frames: tuple[str, ...]) -> Expressions:
        return Expressions(self.r, path, frames, self.known, QUIRKS)

    def _node(self, sketch: Sketch) -> Node:
        made = self._expressions(sketch.path, sketch.frames)
        if sketch.kind == "group":
            return Node(sketch.name, "group", binds=self._relevance(made, 0.6))
        if sketch.kind == "repeat":
            return self._repeat(sketch, made)
        if sketch.wanted in _CALCULATED:
            return self._calculation(sketch, made)
        return self._question(sketch, made)

    def _relevance(self, made: Expressions, often: float) -> tuple[tuple[str, Term], ...]:
        return (("relevant", made.truth()),) if self.r.random() < often else ()

    def _repeat(self, sketch: Sketch, made: Expressions) -> Node:
        count = None
        source = made.single("int")
        if source is not None and self.r.random() < 0.3:
            count = Term("number", made.way(source))
            name = source.name
            if self.made[name].control != "range":
                self.made[name] = replace(self.made[name], small=True)
        return Node(sketch.name, "repeat", binds=self._relevance(made, 0.25), count=count)

    def _calculation(self, sketch: Sketch, made: Expressions) -> Node:
        term = made.number() if sketch.wanted == "number" else made.text()
        if sketch.wanted == "once":
            term = Term("text", "once(@)", (term,))
        binds = (("calculate", term), *self._relevance(made, 0.15))
        return Node(sketch.name, "question", binds=binds)

    def _question(self, sketch: Sketch, made: Expressions) -> Node:
        wanted = sketch.wanted
        node = Node(
            sketch.name,
            "question",
            type=_BIND_TYPES.get(wanted, "string"),
            control=_CONTROLS.get(wanted, "input"),
            binds=self._rules(sketch, made),
        )
        if wanted in ("select", "multi", "filtered", "from_rows"):
            node = self._select(node, sketch, made)
        elif wanted != "trigger":
            node = self._filled(node, sketch, made)
        return self._setting(node, sketch)

    def _rules(self, sketch: Sketch, made: Expressions) -> tuple[tuple[str, Term], ...]:
        r = self.r
        rules = list(self._relevance(made, 0.3))
        if sketch.wanted == "note":
            return (*rules, ("readonly", Term("truth", "true()")))
        if r.random() < 0.2:
            always = r.random() < 0.5
            rules.append(("required", Term("truth", "true()") if always else made.truth()))
        if r.random() < 0.06:
            rules.append(("readonly", made.truth()))
        if r.random() < 0.25 and sketch.wanted in _CONSTRAINED:
            rules.append(("constraint", self._constraint(sketch, made)))
        return tuple(rules)

    def _constraint(self, sketch: Sketch, made: Expressions) -> Term:
        r = self.r
        match sketch.wanted:
            case "int" | "decimal":
                way = r.choice((". < @", ". >= 0 and . < @", ". != @", ". <= 100 or @ > 3"))
                return Term("truth", way, (made.number(1),))
            case "string":
                ways = (
                    "string-length(.) < 5",
                    "regex(., '^[A-Za-z ]+$')",
                    ". != @",
                    "contains(., @)",
                )
                way = r.choice(ways)
                return Term("truth", way, (made.text(1),) if "@" in way else ())
            case "multi":
                alone = "not(selected(., 'a')) or count-selected(.) = 1"
                return Term("truth", r.choice(("count-selected(.) < 3", alone)))
            case "date":
                return Term("truth", r.choice((". <= today()", ". > date('2015-01-01')")))
        return Term("truth", ". != @", (made.text(1),))

    def _select(self, node: Node, sketch: Sketch, made: Expressions) -> Node:
        control = "select" if sketch.wanted == "multi" else "select1"
        if sketch.wanted == "from_rows":
            rows = made.several("text")
            repeat = rows.frames[0] if rows is not None else ""
            if (
                rows is not None
                and rows.path == f"{repeat}/{rows.name}"
                and repeat not in sketch.frames
            ):
                itemset = Itemset(
                    repeat, rows.name, rows.name, Term("condition", f"./{rows.name} != ''")
                )
                return replace(node, control=control, itemset=itemset)
        choices = self.r.choice(self.lists)
        condition = self._filter(made) if sketch.wanted == "filtered" else None
        label = "jr:itext(itextId)" if choices.translated else "label"
        itemset = Itemset(f"instance('{choices.name}')/root/item", "name", label, condition)
        return replace(node, control=control, itemset=itemset)

    def _filter(self, made: Expressions) -> Term | None:
        known = made.single("select", "text", "multi")
        if known is None:
            return None
        way = made.way_inside(known)
        if known.kind == "multi":
            return Term("condition", f"selected({way}, grp)")
        ways = (f"grp = {way}", f"grp = {way}", f"grp != {way}", f"grp = {way} or name = 'a'")
        return Term("condition", self.r.choice(ways))

    def _filled(self, node: Node, sketch: Sketch, made: Expressions) -> Node:
        """Give defaults, plain and worked out."""
        r = self.r
        if r.random() < 0.1:
            return replace(node, default=_DEFAULTS.get(sketch.wanted, ""))
        if r.random() < 0.1 and sketch.wanted in ("int", "string", "note", "date"):
            ways = {"int": made.whole, "date": lambda: Term("text", "today()")}
            value = ways.get(sketch.wanted, made.text)()
            if value is not None:
                event = _NEW_ROW if sketch.frames else _FIRST_LOAD
                return replace(node, actions=(Action(event, sketch.path, value),))
        return node

    def _setting(self, node: Node, sketch: Sketch) -> Node:
        """Let an answer set a question of higher rank in the same rows, which nothing of lower rank looks at."""
        if self.r.random() > 0.12 or sketch.wanted in ("note", "range") or node.itemset is not None:
            return node
        targets = [
            each
            for each in self.sketches
            if each.frames == sketch.frames
            and each.rank > sketch.rank
            and each.wanted in ("int", "string")
            and each.name not in self.targets
        ]
        if not targets:
            return node
        target = self.r.choice(targets)
        self.targets.add(target.name)
        made = self._expressions(target.path, target.frames)
        value = (made.whole() or Term("number", "7")) if target.wanted == "int" else made.text(2)
        return replace(node, actions=(*node.actions, Action(CHANGED, target.path, value)))
