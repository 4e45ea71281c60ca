"""Forms of any size, as XForm XML, and a script of answers that every engine runs the same way.

Ten questions make a block: an integer, a choice and a decimal that hang on one another, a text with a pattern, two
calculations of which one adds to that of the block before (a chain of twenty), a date, a choice of several, a text
that opens with one of them, a note that quotes the calculations. Five blocks are a group that opens with the block
before. Beside them a cascade of 20 x 10 x (choices / 200) places, a repeat with sums over all its instances, and
everything in three languages. ``cross`` adds what makes engines slow: in every instance its share of the whole, the
instance before, a running total, and how many instances say the same.

The XML is written as pyxform writes it, so that no workbook needs converting to measure what comes after.
`switchboard` is another kind of form: one question on which the relevance of all others hangs.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

LANGUAGES = {
    "English (en)": ("Question", "Choice"),
    "Eesti (et)": ("Küsimus", "Valik"),
    "Русский (ru)": ("Вопрос", "Вариант"),
}
CHAIN = 20
BLOCKS_IN_GROUP = 5
SYMPTOMS = ("fever", "cough", "pain", "other", "none")


@dataclass(frozen=True)
class Shape:
    """How large a form is."""

    questions: int
    repeats: int
    choices: int = 2000
    cross: bool = False
    pictures: int = 0
    """So many pictures, one at every question and choice in turn."""

    @property
    def name(self) -> str:
        return f"n{self.questions}_r{self.repeats}{'x' * self.cross}"

    @property
    def blocks(self) -> int:
        return self.questions // 10

    @property
    def cities(self) -> int:
        """How many cities each county has."""
        return max(1, self.choices // 200)


@dataclass
class _Writer:
    """What a form consists of while it is being written."""

    texts: list[tuple[str, int, str]] = field(default_factory=list)
    """Id, which of the words of a language, what follows them (XML)."""
    nodes: list[str] = field(default_factory=list)
    binds: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    lists: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    pictures: int = 0

    def label(self, path: str, words: str) -> str:
        self.texts.append((f"{path}:label", 0, words))
        return f"<label ref=\"jr:itext('{path}:label')\"/>"

    def bind(self, path: str, kind: str, **rules: str) -> None:
        written = "".join(f" {name}={quoteattr(rule)}" for name, rule in rules.items())
        self.binds.append(f'<bind nodeset="{path}" type="{kind}"{written}/>')

    def ask(self, path: str, kind: str, words: str, **rules: str) -> None:
        self.nodes.append(f"<{path.rsplit('/', 1)[1]}/>")
        self.bind(path, kind, **rules)
        self.body.append(f'<input ref="{path}">{self.label(path, words)}</input>')

    def choose(
        self, path: str, words: str, nodeset: str, element: str = "select1", **rules: str
    ) -> None:
        self.nodes.append(f"<{path.rsplit('/', 1)[1]}/>")
        self.bind(path, "string", **rules)
        itemset = '<value ref="name"/><label ref="jr:itext(itextId)"/>'
        self.body.append(
            f'<{element} ref="{path}">{self.label(path, words)}'
            f"<itemset nodeset={quoteattr(nodeset)}>{itemset}</itemset></{element}>"
        )

    def calculate(self, path: str, expression: str) -> None:
        self.nodes.append(f"<{path.rsplit('/', 1)[1]}/>")
        self.bind(path, "string", calculate=expression)

    def open_group(self, path: str, words: str, **rules: str) -> None:
        self.nodes.append(f"<{path.rsplit('/', 1)[1]}>")
        if rules:
            self.bind(path, "string", **rules)
        self.body.append(f'<group ref="{path}">{self.label(path, words)}')

    def close_group(self, path: str) -> None:
        self.nodes.append(f"</{path.rsplit('/', 1)[1]}>")
        self.body.append("</group>")

    def offer(self, name: str, value: str, **filters: str) -> None:
        items = self.lists.setdefault(name, [])
        text = f"{name}-{len(items)}"
        self.texts.append((text, 1, escape(value)))
        items.append({"itextId": text, "name": value, **filters})

    def xml(self, form_id: str) -> bytes:
        written = "".join(
            f'<instance id="{name}"><root>'
            + "".join(
                "<item>" + "".join(f"<{k}>{v}</{k}>" for k, v in item.items()) + "</item>"
                for item in items
            )
            + "</root></instance>"
            for name, items in self.lists.items()
        )
        model = (
            f'<itext>{"".join(self._translations())}</itext><instance><data id="{form_id}" version="1">'
            f"{''.join(self.nodes)}<meta><instanceID/></meta></data></instance>{written}"
            f"{''.join(self.binds)}"
            '<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>'
        )
        return (
            '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms"'
            ' xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"'
            ' xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms">'
            f'<h:head><h:title>{form_id}</h:title><model odk:xforms-version="1.0.0">{model}</model>'
            f"</h:head><h:body>{''.join(self.body)}</h:body></h:html>"
        ).encode()

    def _translations(self) -> Iterator[str]:
        for language, words in LANGUAGES.items():
            default = ' default="true()"' if language.startswith("English") else ""
            yield f'<translation lang="{language}"{default}>'
            for at, (text, kind, rest) in enumerate(self.texts):
                seen = (
                    f'<value form="image">{picture_uri(at % self.pictures)}</value>'
                    if self.pictures
                    else ""
                )
                yield f'<text id="{text}"><value>{words[kind]} {rest}</value>{seen}</text>'
            yield "</translation>"


def picture_uri(number: int) -> str:
    """Return how a form names one of its pictures."""
    return f"jr://images/p{number}.png"


def make_form(shape: Shape) -> bytes:
    """Write a form; its pictures must lie beside it under the names of `picture_uri`."""
    w = _Writer(pictures=shape.pictures)
    _cascade(w)
    for block in range(shape.blocks):
        _block(w, shape, block)
    w.calculate("/data/grand", " + ".join(_place(b, "chain") for b in _totals(shape)))
    if shape.repeats:
        _repeat(w, shape)
    _offers(w, shape)
    return w.xml(shape.name)


def _place(block: int, name: str) -> str:
    return f"/data/g{block // BLOCKS_IN_GROUP}/b{block}_{name}"


def _totals(shape: Shape) -> list[int]:
    """Return the blocks in which a chain ends."""
    last = shape.blocks - 1
    return [b for b in range(shape.blocks) if b % CHAIN == CHAIN - 1 or b == last]


def _cascade(w: _Writer) -> None:
    state, county = "/data/place/state", "/data/place/county"
    w.open_group("/data/place", "place")
    w.choose(state, "state", "instance('state')/root/item", required="true()")
    w.choose(
        county,
        "county",
        f"instance('county')/root/item[state= {state} ]",
        relevant=f"{state} != ''",
    )
    w.choose(
        "/data/place/city",
        "city",
        f"instance('city')/root/item[state= {state}  and county= {county} ]",
        relevant=f"{county} != ''",
    )
    w.close_group("/data/place")


def _block(w: _Writer, shape: Shape, b: int) -> None:
    group = f"/data/g{b // BLOCKS_IN_GROUP}"
    if b % BLOCKS_IN_GROUP == 0:
        rules = {"relevant": f"{_place(b - 1, 'age')} != 999"} if b else {}
        w.open_group(group, f"group {b // BLOCKS_IN_GROUP}", **rules)
    _answers_of_block(w, b)
    _calculations_of_block(w, b)
    _rest_of_block(w, b)
    if b % BLOCKS_IN_GROUP == BLOCKS_IN_GROUP - 1 or b == shape.blocks - 1:
        w.close_group(group)


def _answers_of_block(w: _Writer, b: int) -> None:
    age, yn, dec = _place(b, "age"), _place(b, "yn"), _place(b, "dec")
    w.ask(age, "int", f"{b}.0", required="true()", constraint=". >= 0 and . <= 120")
    w.choose(yn, f"{b}.1", "instance('yn')/root/item", relevant=f"{age}  > 10")
    w.ask(
        dec,
        "decimal",
        f"{b}.2",
        relevant=f"{yn}  = 'yes'",
        constraint=f". < 1000 and . >  {age}  div 100",
    )
    w.ask(
        _place(b, "txt"),
        "string",
        f'{b}.3 <output value="{age}"/>',
        required=f"{yn}  = 'yes'",
        constraint="regex(., '^[A-Za-z ]{1,40}$')",
    )


def _calculations_of_block(w: _Writer, b: int) -> None:
    before = f" +  {_place(b - 1, 'chain')} " if b % CHAIN else ""
    w.calculate(_place(b, "chain"), f"coalesce( {_place(b, 'age')} , 0) * 2{before}")
    chain = _place(b, "chain")
    w.calculate(_place(b, "cat"), f"if( {chain}  > 500, 'high', if( {chain}  > 100, 'mid', 'low'))")


def _rest_of_block(w: _Writer, b: int) -> None:
    w.ask(_place(b, "date"), "date", f"{b}.6", constraint=". <= date('2030-01-01')")
    w.choose(
        _place(b, "sym"),
        f"{b}.7",
        "instance('sym')/root/item",
        "select",
        relevant=f"{_place(b, 'cat')}  != 'none'",
        constraint="not(selected(., 'none') and count-selected(.) > 1)",
    )
    w.ask(_place(b, "oth"), "string", f"{b}.8", relevant=f"selected( {_place(b, 'sym')} , 'other')")
    quoted = "".join(f' <output value="{_place(b, name)}"/>' for name in ("chain", "cat"))
    w.ask(_place(b, "note"), "string", f"{b}.9{quoted}", readonly="true()")


def _repeat(w: _Writer, shape: Shape) -> None:
    person = "/data/person"
    w.open_group(person, "person")
    w.body.append(f'<repeat nodeset="{person}">')
    w.nodes[-1] = '<person jr:template="">'
    w.calculate(f"{person}/idx", "position(..)")
    w.ask(f"{person}/pname", "string", "name", required="true()")
    quoted = 'age <output value="../pname"/>'
    w.ask(f"{person}/page", "int", quoted, constraint=". >= 0 and . <= 120")
    w.choose(f"{person}/pyn", "adult?", "instance('yn')/root/item", relevant=" ../page  >= 18")
    w.calculate(f"{person}/months", " ../page  * 12")
    w.calculate(f"{person}/adult", "if( ../page  >= 18, 1, 0)")
    if shape.cross:
        _cross(w, person)
    made = len(w.nodes) - 1
    while not w.nodes[made].startswith("<person"):
        made -= 1
    instance = ["<person>", *w.nodes[made + 1 :], "</person>"]
    w.body.append("</repeat>")
    w.close_group(person)
    w.nodes += instance
    for name, expression in (
        ("n_person", f"count( {person} )"),
        ("sum_age", f"sum( {person}/page )"),
        ("n_adult", f"sum( {person}/adult )"),
        ("max_months", f"max( {person}/months )"),
    ):
        w.calculate(f"/data/{name}", expression)
    w.ask(
        "/data/summary",
        "string",
        'summary <output value="/data/n_person"/> <output value="/data/sum_age"/>',
        readonly="true()",
    )


def _cross(w: _Writer, person: str) -> None:
    here = "position(current()/..)"
    w.calculate(f"{person}/share", f"round( ../page  div sum( {person}/page ) * 100, 2)")
    w.calculate(f"{person}/before", f"{person}[position() = {here} - 1]/page")
    w.calculate(f"{person}/running", f"sum( {person}[position() <= {here}]/page )")
    w.calculate(f"{person}/same", f"count( {person}[page = current()/../page] )")


def _offers(w: _Writer, shape: Shape) -> None:
    for value in ("yes", "no"):
        w.offer("yn", value)
    for value in SYMPTOMS:
        w.offer("sym", value)
    for a in range(20):
        w.offer("state", f"s{a}")
        for c in range(10):
            w.offer("county", f"c{a}_{c}", state=f"s{a}")
            for d in range(shape.cities):
                w.offer("city", f"t{a}_{c}_{d}", state=f"s{a}", county=f"c{a}_{c}")


# --- the answers


def make_plan(shape: Shape, answers: int = 400, seed: int = 7) -> dict[str, Any]:
    """Write the answers as JSON values; ``[k]`` in a path is the place of a repeat instance, from 1.

    ``fill`` opens everything up; ``flat`` is timed, each answer followed by reading ``probe``; ``cascade`` gives
    a state, a county and a city and reads the choices of the next; ``repeat_answers`` fills the instances one by one,
    each added before; ``repeat_again`` changes instances once all stand.
    """
    dice = random.Random(seed)
    fill = [
        [_place(b, name), value]
        for b in range(shape.blocks)
        for name, value in (("age", str(dice.randint(11, 99))), ("yn", "yes"))
    ]
    flat = [_any_answer(dice, dice.randrange(shape.blocks)) for _ in range(answers)]
    rows = [
        [
            [f"/data/person[{k}]/pname", f"P {k}"],
            [f"/data/person[{k}]/page", str(dice.randint(0, 99))],
        ]
        for k in range(1, shape.repeats + 1)
    ]
    again = [
        [f"/data/person[{dice.randint(1, shape.repeats)}]/page", str(dice.randint(0, 99))]
        for _ in range(100 if shape.repeats else 0)
    ]
    return {
        "probe": "/data/grand",
        "fill": fill,
        "flat": flat,
        "cascade": [_any_place(dice, shape) for _ in range(30)],
        "repeat": "/data/person" if shape.repeats else None,
        "repeat_answers": rows,
        "repeat_again": again,
        "repeat_probe": "/data/sum_age" if shape.repeats else None,
    }


def _any_answer(dice: random.Random, block: int) -> list[str]:
    name = dice.choice(["age", "age", "yn", "dec", "txt", "date", "sym"])
    made = {
        "age": str(dice.randint(0, 130)),
        "yn": dice.choice(["yes", "no"]),
        "dec": f"{dice.randint(1, 9999) / 10}",
        "txt": dice.choice(["Amina", "Jose Luis", "bad123"]),
        "date": f"20{dice.randint(10, 35)}-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}",
        "sym": " ".join(dice.sample(SYMPTOMS[:4], dice.randint(1, 3))),
    }
    return [_place(block, name), made[name]]


def _any_place(dice: random.Random, shape: Shape) -> list[list[str | None]]:
    a, c, d = dice.randrange(20), dice.randrange(10), dice.randrange(shape.cities)
    return [
        ["/data/place/state", f"s{a}", "/data/place/county"],
        ["/data/place/county", f"c{a}_{c}", "/data/place/city"],
        ["/data/place/city", f"t{a}_{c}_{d}", None],
    ]


# --- one switch for everything


def make_switchboard(questions: int = 1000) -> bytes:
    """Write a form in which the relevance of every other question hangs on the first."""
    w = _Writer()
    w.ask("/data/switch", "string", "switch")
    for number in range(questions):
        w.ask(f"/data/q{number}", "string", str(number), relevant=" /data/switch  = 'on'")
    w.calculate("/data/shown", f"count( /data/q{questions - 1} [ . != ''])")
    w.offer("yn", "yes")
    return w.xml(f"switch{questions}")


def switchboard_plan(times: int = 40) -> dict[str, Any]:
    """Write answers that turn the switch on and off, as `make_plan` does."""
    flat = [["/data/switch", "off" if number % 2 else "on"] for number in range(times)]
    return {
        "probe": "/data/shown",
        "fill": [["/data/switch", "on"], ["/data/switch", "off"]],
        "flat": flat,
        "cascade": [],
        "repeat": None,
        "repeat_answers": [],
        "repeat_again": [],
        "repeat_probe": None,
    }


def write(folder: Path, name: str, form: bytes, plan: dict[str, Any]) -> Path:
    """Write ``NAME.xml`` and ``NAME.plan.json``; return their path without ending."""
    base = folder / name
    base.with_suffix(".xml").write_bytes(form)
    base.with_suffix(".plan.json").write_text(json.dumps(plan))
    return base
