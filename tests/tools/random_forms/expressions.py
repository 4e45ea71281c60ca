"""Random expressions over the nodes that an expression may look at, in the spellings that pyxform gives them."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.tools.random_forms.model import Term, listed

DEEP = 3
_NUMBERS = listed(
    "arithmetic arithmetic number_choice counted counted "
    "totalled totalled one_number one_number of_date indexed"
)
_TEXTS = listed(
    "glued glued text_choice part part joined joined selected_at choice_name dated indexed_text"
)
_TRUTHS = listed(
    "compared compared texts_compared chosen chosen logic "
    "logic not tested dates_compared answered any_of"
)
_OF_NUMBER = listed(
    "round(@, 0);round(@, 1);round(@, 2);int(@);abs(@);(- @);number(@);floor(@);ceiling(@);"
    "pow(@, 0);pow(@, 1);pow(@, 2);number(boolean(@))",
    ";",
)
_NUMBER_OF_DATE = listed(
    "(today() - @);(0 + @);int(decimal-date-time(@));(@ - date('2020-01-01'));"
    "number(format-date(@, '%Y'));number(format-date(@, '%n'))",
    ";",
)
_OF_TEXT = listed(
    "substr(@, 0, 2);substr(@, 1);substr(@, -2);substr(@, 1, 3);normalize-space(@);string(@);"
    "translate(@, 'abc', 'xy');substring-before(@, 'a');substring-after(@, ' ')",
    ";",
)
_TRUTH_OF_TEXT = listed(
    "regex(@, '^[a-z]*$');contains(@, 'a');starts-with(@, 'A');ends-with(@, 'a');"
    "string-length(@) > 2;regex(@, '[0-9]+');boolean(@)",
    ";",
)
_TRUTH_OF_DATE = listed("@ < today();@ >= date('2015-06-01');@ != '';@ > '2018-01-01'", ";")
_WORDS = ("a", "b", "yes", "x 1", "", "10", "Amina")


@dataclass(frozen=True, slots=True)
class Known:
    """A node that expressions may look at: ``frames`` are the paths of the repeats around it, outermost first."""

    path: str
    kind: str
    """int, decimal, number, text, select, multi, date or rows (a repeat)."""
    frames: tuple[str, ...]
    lists: str = ""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


class Expressions:
    """Expressions of one node (``path`` inside ``frames``). ``quirks`` is the chance of what is known to differ."""

    def __init__(
        self,
        chance: random.Random,
        path: str,
        frames: tuple[str, ...],
        known: list[Known],
        quirks: float,
    ) -> None:
        self._r = chance
        self._path = path
        self._frames = frames
        self._known = known
        self._quirks = quirks

    # --- references

    def single(self, *kinds: str) -> Known | None:
        """Choose a node of which there is one here."""
        return self._choose(
            [k for k in self._of(kinds) if k.frames == self._frames[: len(k.frames)]]
        )

    def several(self, *kinds: str) -> Known | None:
        """Choose a node of which there may be many."""
        return self._choose(
            [k for k in self._of(kinds) if k.frames != self._frames[: len(k.frames)]]
        )

    def _of(self, kinds: tuple[str, ...]) -> list[Known]:
        return [k for k in self._known if k.kind in kinds]

    def _choose(self, found: list[Known]) -> Known | None:
        return self._r.choice(found) if found else None

    def way(self, known: Known) -> str:
        """Write the way to a node: relative inside a common repeat, else absolute."""
        common = [frame for frame in known.frames if frame in self._frames]
        if not common:
            return known.path
        base = common[-1]
        ups = self._path[len(base) :].count("/")
        return "../" * ups + known.path[len(base) + 1 :]

    def way_inside(self, known: Known) -> str:
        """Write the way to a node for a predicate."""
        way = self.way(known)
        return f"current()/{way}" if way.startswith("../") else way

    def own_row(self, *, inside: bool = False) -> str:
        ups = "/".join([".."] * self._path[len(self._frames[-1]) :].count("/"))
        return f"current()/{ups}" if inside else ups

    # --- sets

    def set_of(self, *kinds: str) -> Term | None:
        """Write a set of answered nodes, or now and then of all nodes."""
        known = self.several(*kinds)
        if known is None:
            return None
        way = self.way(known)
        if self._r.random() < self._quirks:
            return Term("nodes", way)
        return self._filtered(known) or Term("nodes", f"{way}[. != '']")

    def _filtered(self, known: Known) -> Term | None:
        """``/data/r[condition]/x[. != '']`` for a node that stands right in its repeat."""
        repeat = known.frames[-1] if known.frames else ""
        direct = known.path == f"{repeat}/{known.name}" and len(known.frames) == 1
        if not direct or self._r.random() < 0.5:
            return None
        fellows = [
            k for k in self._known if k.frames == known.frames and k.path == f"{repeat}/{k.name}"
        ]
        condition = self._condition(self._r.choice([k for k in fellows if k.kind != "rows"]), known)
        return Term("nodes", f"{repeat}[@]/{known.name}[. != '']", (condition,))

    def _condition(self, fellow: Known, known: Known) -> Term:
        r, name = self._r, fellow.name
        own = self.single(fellow.kind)
        ways = [
            f"{name} != ''",
            f"position() = {r.choice((1, 2, 3))}",
            f"position() > {r.choice((1, 2))}",
            f"{name} != '' and position() < 3",
        ]
        if own is not None:
            ways += [f"{name} = {self.way_inside(own)}", f"{name} != {self.way_inside(own)}"] * 2
        if self._frames == known.frames:
            row = self.own_row(inside=True)
            ways += [f"position() {op} position({row})" for op in ("=", "<", "<=", ">", "!=")]
            ways += [f"position() = position({row}) - 1", f"position() = position({row}) + 1"]
        return Term("condition", r.choice(ways))

    def _make(self, ways: list[str], deep: int) -> Term | None:
        made: Term | None = getattr(self, f"_{self._r.choice(ways)}")(deep)
        return made

    # --- numbers

    def number(self, deep: int = 0) -> Term:
        r = self._r
        if deep >= DEEP or r.random() < 0.25:
            return self._number_leaf()
        made = self._make(_NUMBERS, deep)
        return made or self._number_leaf()

    def _number_leaf(self) -> Term:
        known = self.single("int", "decimal", "number")
        if known is not None and self._r.random() < 0.8:
            return Term("number", self.way(known))
        return Term("number", str(self._r.choice((0, 1, 2, 3, 5, 10, 18, 2.5))))

    def _arithmetic(self, deep: int) -> Term:
        operator = self._r.choice(("+", "-", "*", "div", "mod"))
        return Term("number", f"(@ {operator} @)", (self.number(deep + 1), self.number(deep + 1)))

    def _number_choice(self, deep: int) -> Term:
        a, b = self.number(deep + 1), self.number(deep + 1)
        if self._r.random() < 0.4:
            return Term("number", "coalesce(@, @)", (a, b))
        return Term("number", "if(@, @, @)", (self.truth(deep + 1), a, b))

    def _counted(self, deep: int) -> Term | None:
        """Numbers that are never missing."""
        return self.whole(deep)

    def whole(self, deep: int = 0) -> Term | None:
        """Write a number that is never missing: a count, a length, a position."""
        r = self._r
        way = r.randrange(6)
        if way == 0 and self._frames:
            return Term("number", f"position({self.own_row()})")
        if way == 1:
            known = self.single("multi")
            return Term("number", f"count-selected({self.way(known)})") if known else None
        if way == 2:
            return Term("number", "string-length(@)", (self.text(deep + 1),))
        if way == 3:
            rows = self.several("rows")
            if rows is not None and r.random() < self._quirks * 4:
                return Term("number", f"count({self.way(rows)})")
        found = self.set_of("int", "decimal", "number", "text", "select", "date")
        if found is None:
            return None
        return Term("number", r.choice(("count(@)", "count-non-empty(@)")), (found,))

    def _totalled(self, deep: int) -> Term | None:
        found = self.set_of("int", "decimal", "number")
        if found is None:
            return None
        return Term("number", self._r.choice(("sum(@)", "sum(@)", "max(@)", "min(@)")), (found,))

    def _one_number(self, deep: int) -> Term:
        r, inner = self._r, self.number(deep + 1)
        return Term("number", r.choice(_OF_NUMBER), (inner,))

    def _of_date(self, deep: int) -> Term | None:
        known = self.single("date")
        if known is None:
            return None
        way = self.way(known)
        return Term("number", self._r.choice(_NUMBER_OF_DATE).replace("@", way))

    def _indexed(self, deep: int) -> Term | None:
        known = self.several("int", "number")
        if known is None or len(known.frames) != 1:
            return None
        return Term(
            "number", f"indexed-repeat({known.path}, {known.frames[0]}, @)", (self._index(known),)
        )

    def _index(self, known: Known) -> Term:
        if self._frames and self._frames[0] == known.frames[0] and len(self._frames) == 1:
            step = self._r.choice((" - 1", "", " + 1"))
            return Term("number", f"position({self.own_row()}){step}")
        return Term("number", str(self._r.choice((1, 2, 3))))

    # --- texts

    def text(self, deep: int = 0) -> Term:
        r = self._r
        if deep >= DEEP or r.random() < 0.35:
            return self._text_leaf()
        made = self._make(_TEXTS, deep)
        return made or self._text_leaf()

    def _text_leaf(self) -> Term:
        known = self.single("text", "select", "multi")
        if known is not None and self._r.random() < 0.8:
            return Term("text", self.way(known))
        return Term("text", f"'{self._r.choice(_WORDS)}'")

    def _glued(self, deep: int) -> Term:
        r = self._r
        number = self.number(deep + 1) if r.random() < self._quirks else self.whole(deep + 1)
        other = self.text(deep + 1) if number is None or r.random() < 0.5 else number
        if other.kind == "text" or r.random() < 0.7:
            return Term("text", "concat(@, @)", (self.text(deep + 1), other))
        return Term("text", "string(@)", (other,))

    def _text_choice(self, deep: int) -> Term:
        a, b = self.text(deep + 1), self.text(deep + 1)
        if self._r.random() < 0.4:
            return Term("text", "coalesce(@, @)", (a, b))
        return Term("text", "if(@, @, @)", (self.truth(deep + 1), a, b))

    def _part(self, deep: int) -> Term:
        return Term("text", self._r.choice(_OF_TEXT), (self.text(deep + 1),))

    def _joined(self, deep: int) -> Term | None:
        found = self.set_of("text", "select", "int")
        if found is None:
            return None
        return Term(
            "text", self._r.choice(("join(' ', @)", "join(', ', @)", "concat(@)")), (found,)
        )

    def _selected_at(self, deep: int) -> Term | None:
        known = self.single("multi")
        if known is None:
            return None
        index = self._r.choice((0, 1, 2, "count-selected(@) - 1"))
        return Term(
            "text", f"selected-at({self.way(known)}, {index})".replace("@", self.way(known))
        )

    def _choice_name(self, deep: int) -> Term | None:
        known = self.single("select")
        if known is None or not known.lists:
            return None
        way = self.way(known)
        return Term("text", f"jr:choice-name({way}, '{way}')")

    def _dated(self, deep: int) -> Term | None:
        known = self.single("date")
        if known is None:
            return None
        shape = self._r.choice(("%Y-%m-%d", "%e.%n.%y", "%d.%m.%Y", "%b %Y", "%a"))
        return Term("text", f"format-date({self.way(known)}, '{shape}')")

    def _indexed_text(self, deep: int) -> Term | None:
        known = self.several("text", "select")
        if known is None or len(known.frames) != 1:
            return None
        return Term(
            "text", f"indexed-repeat({known.path}, {known.frames[0]}, @)", (self._index(known),)
        )

    # --- truths

    def truth(self, deep: int = 0) -> Term:
        made = None
        if deep < DEEP:
            made = self._make(_TRUTHS, deep)
        return made or self._compared(deep)

    def _compared(self, deep: int) -> Term:
        operator = self._r.choice(("=", "!=", "<", "<=", ">", ">="))
        return Term("truth", f"@ {operator} @", (self.number(deep + 1), self.number(deep + 1)))

    def _texts_compared(self, deep: int) -> Term:
        operator = self._r.choice(("=", "!="))
        return Term("truth", f"@ {operator} @", (self.text(deep + 1), self.text(deep + 1)))

    def _chosen(self, deep: int) -> Term | None:
        known = self.single("multi", "select")
        if known is None:
            return None
        if self._r.random() < 0.2:
            return Term("truth", f"selected({self.way(known)}, @)", (self.text(deep + 1),))
        return Term("truth", f"selected({self.way(known)}, '{self._r.choice('abc')}')")

    def _logic(self, deep: int) -> Term:
        operator = self._r.choice(("and", "or"))
        return Term("truth", f"(@ {operator} @)", (self.truth(deep + 1), self.truth(deep + 1)))

    def _not(self, deep: int) -> Term:
        return Term("truth", "not(@)", (self.truth(deep + 1),))

    def _tested(self, deep: int) -> Term:
        return Term("truth", self._r.choice(_TRUTH_OF_TEXT), (self.text(deep + 1),))

    def _dates_compared(self, deep: int) -> Term | None:
        known = self.single("date")
        if known is None:
            return None
        return Term("truth", self._r.choice(_TRUTH_OF_DATE).replace("@", self.way(known)))

    def _answered(self, deep: int) -> Term | None:
        known = self.single("int", "decimal", "number", "text", "select", "multi", "date")
        if known is None:
            return None
        return Term("truth", f"{self.way(known)} {self._r.choice(('=', '!='))} ''")

    def _any_of(self, deep: int) -> Term | None:
        """A set against one value: true when any of them is so."""
        found = self.set_of("int", "number")
        if found is None:
            return None
        return Term(
            "truth", f"@ {self._r.choice(('=', '>', '<'))} @", (found, self.number(deep + 1))
        )
