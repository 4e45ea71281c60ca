"""What becomes of a draft when it moves to another version of its form: carried, dropped, new.

Pure: two definitions and what the draft holds go in, a plan comes out; `move_log` keeps it in the draft's log. A plan
loses nothing: every field of the draft is either in its ``snapshot``, which the form goes on with, or in ``left``,
which stays in the draft and finds its place again should a later version have one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.forms.definition import NodeDefinition, NodeKind
from app.forms.fitting import Fit, Fitting, Unfit, is_asked
from app.forms.routes import Routes, path_of
from app.forms.snapshot import Snapshot
from app.forms.state import Address
from app.records.sitting import is_fact


class Fate(StrEnum):
    """What becomes of a question or of an answer to it."""

    CARRIED = "carried"
    DROPPED = "dropped"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Line:
    """One answer that is carried or dropped, or one question that is new.

    ``address`` names it in the old form, '' for a new question and for an answer that comes back; ``target`` in the
    new one: an address, the plain path of a new question, '' for what is dropped. ``value`` is what is carried or
    dropped. ``moved`` says that the question stands elsewhere now, ``returned`` that an earlier move had dropped it.
    """

    fate: Fate
    address: Address
    target: Address
    value: str = ""
    missing: str = ""
    reason: Unfit | None = None
    moved: bool = False
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A move worked out, nothing done yet. ``left`` are fields of the old form that the new one has no place for."""

    lines: tuple[Line, ...]
    snapshot: Snapshot
    left: Mapping[str, str]

    def count(self, fate: Fate) -> int:
        """Count the lines of one fate."""
        return sum(line.fate is fate for line in self.lines)


@dataclass(slots=True)
class _Work:
    """A plan in the making."""

    routes: Routes
    fitting: Fitting
    lines: list[Line] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)


def plan(
    routes: Routes, held: Snapshot, fresh: Snapshot, left: Mapping[str, str] | None = None
) -> Plan:
    """Work out a move along ``routes``.

    ``held`` is what the draft holds, ``fresh`` the new form as it opens without any answer: what it gives to new
    questions by itself. ``left`` is what earlier moves had no place for.
    """
    work = _Work(routes, Fitting(routes.new))
    rows, rest = _by_prefix(held.fields)
    for path, value in rows.items():
        _carry_plain(work, path, value)
    for path, value in rest.items():
        _carry(work, path, value)
    for path, value in (left or {}).items():
        _bring_back(work, path, value)
    _begin_new(work, fresh)
    work.lines.extend(_new_questions(routes))
    attached = {**fresh.attached, **held.attached}
    return Plan(tuple(_sorted(work)), Snapshot(work.fields, attached), work.left)


def _by_prefix(fields: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Rows first: what stands in them is carried only where they are."""
    rows = {path: value for path, value in fields.items() if path.startswith("order/")}
    return rows, {path: value for path, value in fields.items() if path not in rows}


def _carry(work: _Work, path: str, value: str) -> None:
    kind = path.partition("/")[0]
    if kind == "answers":
        _carry_answer(work, path, value)
    elif kind == "missing":
        _carry_missing(work, path, value)
    elif kind == "remark":
        _carry_remark(work, path, value)
    elif is_fact(path):
        work.fields[path] = value
    else:
        _carry_plain(work, path, value)


def _carry_plain(work: _Work, path: str, value: str) -> None:
    kind, _, rest = path.partition("/")
    target = work.routes.address(f"/{rest}")
    if target is None:
        work.left[path] = value
    else:
        work.fields[f"{kind}{target}"] = value


def _carry_remark(work: _Work, path: str, value: str) -> None:
    """A remark at a question that is gone stays, at the interview as a whole."""
    if path.endswith("/path") and value:
        target = work.routes.address(value)
        if target is None:
            work.left[path] = value
        value = target or ""
    work.fields[path] = value


def _carry_answer(work: _Work, path: str, value: str) -> None:
    address = Address(f"/{path.partition('/')[2]}")
    old, new, target = _ends(work.routes, address)
    if old is None or new is None or target is None or (is_asked(old) and not is_asked(new)):
        work.left[path] = value
        if old is not None and is_asked(old):
            work.lines.append(Line(Fate.DROPPED, address, Address(""), value, reason=Unfit.GONE))
        return
    if not is_asked(old) and not is_asked(new):
        work.fields[f"answers{target}"] = value
        return
    fit = work.fitting.fit(old, new, value)
    moved = work.routes.moved(old.index)
    if fit.kept:
        work.fields[f"answers{target}"] = fit.kept
        work.lines.append(Line(Fate.CARRIED, address, target, fit.kept, moved=moved))
    if fit.lost:
        work.left[path] = value
        work.lines.append(
            Line(Fate.DROPPED, address, Address(""), fit.lost, reason=fit.reason, moved=moved)
        )


def _carry_missing(work: _Work, path: str, value: str) -> None:
    address = Address(f"/{path.partition('/')[2]}")
    _old, new, target = _ends(work.routes, address)
    if new is not None and target is not None and new.offers_missing and is_asked(new):
        work.fields[f"missing{target}"] = value
        work.lines.append(Line(Fate.CARRIED, address, target, missing=value))
        return
    work.left[path] = value
    reason = Unfit.GONE if new is None or not is_asked(new) else Unfit.MISSING
    work.lines.append(Line(Fate.DROPPED, address, Address(""), missing=value, reason=reason))


def _ends(
    routes: Routes, address: Address
) -> tuple[NodeDefinition | None, NodeDefinition | None, Address | None]:
    index = routes.old.by_path.get(path_of(address))
    if index is None:
        return None, None, None
    return routes.old.nodes[index], routes.node(index), routes.address(address)


def _bring_back(work: _Work, path: str, value: str) -> None:
    """Carry what an earlier move left, where the new form asks for it again and nothing else stands there."""
    kind, _, rest = path.partition("/")
    index = work.routes.new.by_path.get(path_of(f"/{rest}"))
    node = None if index is None else work.routes.new.nodes[index]
    is_answer = kind in {"answers", "missing"}
    if node is None or node.index in work.routes.reached or not (is_answer and is_asked(node)):
        work.left.setdefault(path, value)
        return
    fit = work.fitting.fit(node, node, value) if kind == "answers" else Fit(value)
    if not fit.kept or not _row_stands(work.fields, f"/{rest}"):
        work.left.setdefault(path, value)
        return
    work.fields[f"{kind}/{rest}"] = fit.kept
    given, missing = (fit.kept, "") if kind == "answers" else ("", fit.kept)
    target = Address(f"/{rest}")
    work.lines.append(
        Line(Fate.CARRIED, Address(""), target, given, missing=missing, returned=True)
    )


def _row_stands(fields: Mapping[str, str], address: str) -> bool:
    at = address.rfind("}")
    return at < 0 or f"order{address[: at + 1]}" in fields


def _begin_new(work: _Work, fresh: Snapshot) -> None:
    """Give new questions what the form gives them by itself: defaults, and first rows of new repeats."""
    new, reached = work.routes.new, work.routes.reached
    for path, value in fresh.fields.items():
        index = new.by_path.get(path_of(f"/{path.partition('/')[2]}"))
        if index is None or index in reached or new.nodes[index].repeat in reached:
            continue
        if not _may_stand(work, f"/{path.partition('/')[2]}"):
            continue
        if f"missing/{path.partition('/')[2]}" not in work.fields:
            work.fields.setdefault(path, value)
    for row in [path for path in work.fields if path.startswith("order/")]:
        address = row.removeprefix("order")
        repeat = new.nodes[new.by_path[path_of(address)]]
        if repeat.index in reached:
            _begin_in_row(work, repeat, address)


def _may_stand(work: _Work, address: str) -> bool:
    """Say whether the rows on the way to a node are not those of a carried repeat that has other rows."""
    new, at = work.routes.new, address.find("}")
    while at >= 0:
        row = address[: at + 1]
        is_carried = new.by_path[path_of(row)] in work.routes.reached
        if is_carried and f"order{row}" not in work.fields:
            return False
        at = address.find("}", at + 1)
    return True


def _begin_in_row(work: _Work, repeat: NodeDefinition, address: str) -> None:
    for node in work.routes.new.nodes:
        if node.repeat != repeat.index or node.index in work.routes.reached or not node.default:
            continue
        if node.kind is NodeKind.VALUE:
            place = f"{address}{node.path.removeprefix(repeat.path)}"
            if f"missing{place}" not in work.fields:
                work.fields.setdefault(f"answers{place}", node.default)


def _new_questions(routes: Routes) -> Iterator[Line]:
    for node in routes.new.nodes:
        if is_asked(node) and node.index not in routes.reached:
            yield Line(Fate.NEW, Address(""), Address(node.path))


def _sorted(work: _Work) -> Iterable[Line]:
    """What a person must look at first: dropped, new, carried; each as the questionnaire has it."""
    order = (Fate.DROPPED, Fate.NEW, Fate.CARRIED)
    returned = {path_of(line.target) for line in work.lines if line.returned}
    found = (
        line
        for line in work.lines
        if line.fate is not Fate.NEW or path_of(line.target) not in returned
    )
    return sorted(found, key=lambda line: (order.index(line.fate), _place(work.routes, line)))


def _place(routes: Routes, line: Line) -> int:
    if line.address:
        return routes.old.by_path[path_of(line.address)]
    return routes.new.by_path[path_of(line.target)]
