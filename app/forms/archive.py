"""Between a running interview and the field paths of records.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from app.forms.answers import from_text
from app.forms.definition import NodeKind
from app.forms.instance import Cell, Repeat
from app.forms.notes import state_of
from app.forms.snapshot import Remark, Snapshot
from app.forms.state import Address, Missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from app.forms.evaluation import Evaluation

_MISSING = ("dont_know", "refused")


def to_snapshot(
    evaluation: Evaluation,
    remarks: Iterable[Remark],
    asked: Mapping[str, str],
    attached: Mapping[str, str],
    *,
    finished: bool,
) -> Snapshot:
    """Write an interview down; with ``finished`` without what is not relevant."""
    fields: dict[str, str] = {}
    cells = evaluation.instance.cells
    nodes = evaluation.program.definition.nodes
    for cell in evaluation.instance.all_cells():
        if finished and not cell.relevant:
            continue
        path = cell.address.lstrip("/")
        if cell.identity:
            fields[f"order/{path}"] = cell.order
        if nodes[cell.index].kind is NodeKind.VALUE:
            answer = cell.shown if finished else cell.lexical
            if answer:
                fields[f"answers/{path}"] = answer
            if cell.missing is not None:
                fields[f"missing/{path}"] = cell.missing
    for address, language in asked.items():
        cell_asked = cells.get(Address(address))
        if cell_asked is not None and (cell_asked.relevant or not finished):
            fields[f"asked/{address.lstrip('/')}"] = language
    for remark in remarks:
        fields.update(_remark_fields(remark))
    used = {name: blob for name, blob in attached.items() if name in set(fields.values())}
    return Snapshot(fields, used, finished)


def _remark_fields(remark: Remark) -> dict[str, str]:
    prefix = f"remark/{remark.id}"
    return {
        f"{prefix}/path": remark.address,
        f"{prefix}/text": remark.text,
        f"{prefix}/by": remark.by,
        f"{prefix}/at": remark.at,
        f"{prefix}/state": remark.state,
        **({f"{prefix}/reply": remark.reply} if remark.reply else {}),
        **({f"{prefix}/review": remark.review} if remark.review else {}),
    }


def load(evaluation: Evaluation, snapshot: Snapshot) -> None:
    """Fill a tree that has no instances yet with what a snapshot holds; nothing is worked out."""
    fields = snapshot.fields
    instance, nodes = evaluation.instance, evaluation.program.definition.nodes
    order = {
        key.removeprefix("order"): value
        for key, value in fields.items()
        if key.startswith("order/")
    }
    rows = _rows(order, fields)
    _stand(evaluation, instance.root, rows)
    for key, value in fields.items():
        kind, _, path = key.partition("/")
        cell = instance.cells.get(Address(f"/{path}"))
        if cell is None or kind not in ("answers", "missing"):
            continue
        if kind == "answers":
            cell.lexical = value
            cell.kept = from_text(value, nodes[cell.index].type, evaluation.scope.env.zone)
        elif value in _MISSING:
            cell.missing = cast("Missing", value)


def _rows(order: Mapping[str, str], fields: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Return the instances of every repeat: address of the repeat -> (order key, identity), sorted."""
    found: dict[str, dict[str, str]] = {}
    for address, key in order.items():
        repeat, identity = _split(address)
        found.setdefault(repeat, {})[identity] = key
    for field in fields:
        kind, _, path = field.partition("/")
        if kind in ("answers", "missing"):
            for repeat, identity in _on_the_way(f"/{path}"):
                found.setdefault(repeat, {}).setdefault(identity, "")
    return {
        repeat: sorted((key, identity) for identity, key in rows.items())
        for repeat, rows in found.items()
    }


def _split(address: str) -> tuple[str, str]:
    repeat, _, identity = address.rpartition("{")
    return repeat, identity.removesuffix("}")


def _on_the_way(address: str) -> Iterator[tuple[str, str]]:
    at = address.find("}")
    while at >= 0:
        yield _split(address[: at + 1])
        at = address.find("}", at + 1)


def _stand(evaluation: Evaluation, cell: Cell, rows: Mapping[str, list[tuple[str, str]]]) -> None:
    instance = evaluation.instance
    for child in cell.children:
        if not isinstance(child, Repeat):
            _stand(evaluation, child, rows)
            continue
        for key, identity in rows.get(child.address, ()):
            row = instance.make_row(child, identity)
            row.order = key
            instance.insert(child, len(child.rows), row)
            _stand(evaluation, row, rows)


def remarks_of(snapshot: Snapshot) -> dict[str, Remark]:
    """Return the remarks of a snapshot by id."""
    found: dict[str, dict[str, str]] = {}
    for key, value in snapshot.fields.items():
        if key.startswith("remark/"):
            _, name, member = key.split("/", 2)
            found.setdefault(name, {})[member] = value
    return {
        name: Remark(
            name,
            each.get("path", ""),
            each.get("text", ""),
            each.get("by", ""),
            each.get("at", ""),
            state_of(each.get("state", "")),
            each.get("reply", ""),
            each.get("review", ""),
        )
        for name, each in found.items()
    }


def asked_of(snapshot: Snapshot) -> dict[str, str]:
    """Return the languages in which questions were asked, by address."""
    return {
        key.removeprefix("asked"): value
        for key, value in snapshot.fields.items()
        if key.startswith("asked/")
    }
