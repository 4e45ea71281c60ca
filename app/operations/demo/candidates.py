"""Answers worth trying, by type and by what a question's name hints at, in ODK's lexical form.

Apart from ``respondent``, which tries them against the form's own constraints and keeps the first that holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.forms.definition import ControlKind, ValueType
from app.operations.demo.hints import BY_NAME, BY_TOPIC, ONLY_SOME_HAVE, PREFERENCES

if TYPE_CHECKING:
    from app.forms.definition import NodeDefinition
    from app.forms.state import ChoiceState
    from app.operations.demo.hints import Circumstances


def candidates(
    node: NodeDefinition, choices: tuple[ChoiceState, ...], about: Circumstances
) -> Iterator[str]:
    """Yield answers to try, the most plausible first; none for what only a device could give."""
    kind = node.control.kind if node.control is not None else ControlKind.INPUT
    if kind in _BY_CONTROL:
        yield from _BY_CONTROL[kind](node, [choice.value for choice in choices], about)
    else:
        yield from _BY_TYPE.get(node.type, _texts)(node, about)


def _one(node: NodeDefinition, values: list[str], about: Circumstances) -> Iterator[str]:
    if not values:
        return
    for pattern, prefer in PREFERENCES:
        if re.search(pattern, node.name.lower()):
            yield from (value for value in prefer(about) if value in values)
    weights = [1 / (1 + place // 3) for place in range(len(values))]
    yield about.random.choices(values, weights)[0]
    yield from about.random.sample(values, min(len(values), 12))


def _several(_node: NodeDefinition, values: list[str], about: Circumstances) -> Iterator[str]:
    for most in (3, 2, 2, 1, 1, 1):
        taken = set(about.random.sample(values, min(len(values), about.random.randint(1, most))))
        if taken:
            yield " ".join(value for value in values if value in taken)


def _ranked(_node: NodeDefinition, values: list[str], about: Circumstances) -> Iterator[str]:
    if values:
        yield " ".join(about.random.sample(values, len(values)))


def _on_a_scale(node: NodeDefinition, _values: list[str], about: Circumstances) -> Iterator[str]:
    given = node.control.parameters if node.control is not None else {}
    start, end = float(given.get("start", "1")), float(given.get("end", "10"))
    step = float(given.get("step", "1")) or 1.0
    steps = max(0, int((end - start) / step))
    yield f"{start + step * about.random.randint(0, steps):g}"


def _acknowledged(
    _node: NodeDefinition, _values: list[str], _about: Circumstances
) -> Iterator[str]:
    yield "OK"


def _only_a_device(
    _node: NodeDefinition, _values: list[str], _about: Circumstances
) -> Iterator[str]:
    yield from ()


def _whole(node: NodeDefinition, about: Circumstances) -> Iterator[str]:
    random = about.random
    hint = node.name.lower()
    if re.search(r"year|founded|since|aasta", hint):
        yield str(random.randint(1992, about.now.year - 1))
    if re.search(r"employ|staff|worker|tootaja|people", hint):
        yield str(int(random.lognormvariate(3, 1)) + 1)
    if re.search(r"turnover|revenue|amount|invest|cost|sum|eur", hint):
        yield str(random.randint(5, 500) * 10_000)
    yield from (str(random.randint(0, top)) for top in (10, 100, 5, 30, 1000))
    yield from ("1", "0", "2", "5", "10", "100", str(about.now.year))


def _decimal(node: NodeDefinition, about: Circumstances) -> Iterator[str]:
    if re.search(r"share|percent|pct|export", node.name.lower()):
        yield f"{about.random.randint(1, 70) / 2:g}"
    if re.search(r"fee|price|cost", node.name.lower()):
        yield str(about.random.randint(5, 60) * 10)
    yield f"{about.random.uniform(1, 20):.1f}"
    yield f"{about.random.uniform(0, 1):.2f}"
    yield from _whole(node, about)


def _texts(node: NodeDefinition, about: Circumstances) -> Iterator[str]:
    hint = node.name.lower()
    if re.search(ONLY_SOME_HAVE, hint):
        return
    for pattern, make in BY_NAME:
        if re.search(pattern, hint):
            yield make(about)
    for pattern, topic in BY_TOPIC:
        if re.search(pattern, hint):
            yield about.words.text(topic, about.random)
    if node.bind.constraint is None:
        yield about.words.text("general", about.random)
    yield from (make(about) for _pattern, make in BY_NAME)
    yield from ("1", "12345", "A1")


def _date(node: NodeDefinition, about: Circumstances) -> Iterator[str]:
    today = about.now.date()
    hint = node.name.lower()
    if re.search(r"held|today|day_of", hint):
        yield today.isoformat()
    ahead = re.search(r"next|plan|follow|until|end|_by", hint) is not None
    first, second = (1, -1) if ahead else (-1, 1)
    yield (today + timedelta(days=first * about.random.randint(1, 60))).isoformat()
    yield today.isoformat()
    yield (today + timedelta(days=second * about.random.randint(1, 60))).isoformat()
    yield (today - timedelta(days=about.random.randint(365, 12_000))).isoformat()


def _time(node: NodeDefinition, about: Circumstances) -> Iterator[str]:
    offset = about.now.isoformat(timespec="milliseconds")[-6:]
    if re.search(r"end|begin|start", node.name.lower()):
        yield f"{about.now:%H:%M}:00.000{offset}"
    for _attempt in range(3):
        yield f"{about.random.randint(8, 17):02}:{about.random.choice((0, 15, 30, 45)):02}:00.000{offset}"


def _moment(node: NodeDefinition, about: Circumstances) -> Iterator[str]:
    for day, time in zip(_date(node, about), _time(node, about), strict=False):
        yield f"{day}T{time}"


def _point(_node: NodeDefinition, about: Circumstances) -> Iterator[str]:
    yield _place(about, 59.35, 27.4)


def _line(_node: NodeDefinition, about: Circumstances) -> Iterator[str]:
    yield "; ".join(_place(about, 59.35 + step / 100, 27.4) for step in range(4))


def _area(_node: NodeDefinition, about: Circumstances) -> Iterator[str]:
    corners = ((0, 0), (0, 0.02), (0.01, 0.02), (0.01, 0))
    placed = [_place(about, 59.35 + north, 27.4 + east) for north, east in corners]
    yield "; ".join([*placed, placed[0]])


def _place(about: Circumstances, north: float, east: float) -> str:
    spread = about.random.uniform(-0.004, 0.004)
    return f"{north + spread:.6f} {east + spread:.6f} 45.0 5.0"


def _bar(_node: NodeDefinition, about: Circumstances) -> Iterator[str]:
    digits = [4, 7, 4, *(about.random.randint(0, 9) for _digit in range(9))]
    weighted = sum(digit * (1, 3)[place % 2] for place, digit in enumerate(digits))
    yield "".join(map(str, digits)) + str(-weighted % 10)


def _yes_or_no(_node: NodeDefinition, about: Circumstances) -> Iterator[str]:
    yield about.random.choice(("1", "0"))


_BY_CONTROL: Final = {
    ControlKind.SELECT_ONE: _one,
    ControlKind.SELECT_MULTIPLE: _several,
    ControlKind.RANK: _ranked,
    ControlKind.RANGE: _on_a_scale,
    ControlKind.TRIGGER: _acknowledged,
    ControlKind.UPLOAD: _only_a_device,
}
_BY_TYPE: Final = {
    ValueType.INT: _whole,
    ValueType.DECIMAL: _decimal,
    ValueType.BOOLEAN: _yes_or_no,
    ValueType.DATE: _date,
    ValueType.TIME: _time,
    ValueType.DATETIME: _moment,
    ValueType.GEOPOINT: _point,
    ValueType.GEOTRACE: _line,
    ValueType.GEOSHAPE: _area,
    ValueType.BARCODE: _bar,
}
