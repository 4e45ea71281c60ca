"""What a person has decided of the differences so far: kept at once, applied by nobody but `settling`.

A decision names the revision whose version is taken, or holds an own value; it is void as soon as other versions stand
than those that were looked at. The plan is a setting of this machine: it outlives a crash and never travels.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from app.core.ids import RevisionId
from app.forms.definition import ControlKind
from app.operations.difference_topics import ANSWERS, Disagreement, Fields, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.core.ids import RecordId
    from app.operations.differences import Sheet
    from app.operations.services import Services

SETTING: Final = "differences/plan"
Place = tuple[str, str]
"""Record and key of a difference."""
How = Literal["take", "combine", "own"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a difference. ``of`` names the version that is taken; ``value`` and ``missing`` are one's own."""

    how: How
    of: str = ""
    value: str = ""
    missing: str = ""


Plan = Mapping[Place, Decision]


def read_plan(services: Services, sheets: Iterable[Sheet]) -> dict[Place, Decision]:
    """Return what was decided of these differences and still fits them."""
    kept = _kept(services)
    found: dict[Place, Decision] = {}
    for sheet in sheets:
        for each in sheet.differences:
            told = kept.get(_name(sheet.record, each))
            if told and told.get("seen") == _seen(each):
                found[sheet.record, each.key] = Decision(**told["decision"])
    return found


def keep_plan(services: Services, sheets: Iterable[Sheet], plan: Plan) -> None:
    """Keep what was decided so far, in place of what was kept before."""
    from app.store import settings

    told = {
        _name(sheet.record, each): {"seen": _seen(each), "decision": asdict(decision)}
        for sheet in sheets
        for each in sheet.differences
        if (decision := plan.get((sheet.record, each.key))) is not None
    }
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else ""
    settings.set_setting(services.workspace, _setting(services), written)


def prune(services: Services) -> None:
    """Drop decisions on versions that are no longer held: an own value may be what somebody wanted erased."""
    from app.store import holdings, settings

    kept = _kept(services)
    seen = sorted({name for told in kept.values() for name in told["seen"]})
    held = holdings.known(services.workspace, [RevisionId(name) for name in seen])
    left = {name: told for name, told in kept.items() if held.issuperset(told["seen"])}
    if left != kept:
        written = json.dumps(left, ensure_ascii=False, separators=(",", ":")) if left else ""
        settings.set_setting(services.workspace, _setting(services), written)


def take(difference: Disagreement, place: int) -> Decision:
    """Decide for one of the versions."""
    return Decision("take", difference.versions[place].writers[0])


def taken(difference: Disagreement, decision: Decision) -> int:
    """Return the place of the version that a decision takes; -1 when it takes none."""
    if decision.how != "take":
        return -1
    places = (n for n, each in enumerate(difference.versions) if decision.of in each.writers)
    return next(places, -1)


def combined(sheet: Sheet, difference: Disagreement) -> str:
    """Return all versions in one value: texts one after the other, choices together; '' when that means nothing."""
    values = [each.value for each in difference.versions if each.value and not each.is_gone]
    if len(values) < 2 or difference.topic in {Topic.ROW, Topic.DELETION, Topic.FOLLOWING}:
        return ""
    if difference.topic is Topic.ANSWER:
        return _combined_answers(sheet, difference, values)
    is_text = difference.topic is Topic.PROPERTY or difference.key.endswith(("/text", "/notes"))
    return _joined(values, "; ") if is_text else ""


def is_moot(difference: Disagreement, sheet: Sheet, plan: Plan) -> bool:
    """Whether a difference means nothing because its row or its record goes under the plan."""
    outer = next((each for each in sheet.differences if each.key == difference.within), None)
    if outer is None or not difference.within:
        return False
    decision = plan.get((sheet.record, outer.key))
    place = taken(outer, decision) if decision is not None else -1
    return (place >= 0 and outer.versions[place].is_gone) or is_moot(outer, sheet, plan)


def is_settled(difference: Disagreement, sheet: Sheet, plan: Plan) -> bool:
    """Whether nothing is left to decide of a difference."""
    return (sheet.record, difference.key) in plan or is_moot(difference, sheet, plan)


def fields_of(sheet: Sheet, difference: Disagreement, decision: Decision) -> Fields:
    """Return what a decision writes."""
    if decision.how == "take":
        return difference.versions[max(0, taken(difference, decision))].fields
    value = combined(sheet, difference) if decision.how == "combine" else decision.value
    written: dict[str, str | None] = dict.fromkeys(difference.paths)
    written[difference.paths[0]] = value or None
    if decision.missing and difference.key.startswith(ANSWERS):
        written[difference.paths[1]] = decision.missing
    return written


def decided_fields(sheet: Sheet, plan: Plan) -> dict[str, str | None]:
    """Return everything that the plan writes into a record; rows first, then what stands in them."""
    found: dict[str, str | None] = {}
    ordered: Sequence[Disagreement] = sorted(
        sheet.differences, key=lambda each: each.topic is not Topic.ROW
    )
    for each in ordered:
        decision = plan.get((sheet.record, each.key))
        if decision is not None and not is_moot(each, sheet, plan):
            found |= fields_of(sheet, each, decision)
    return found


def _combined_answers(sheet: Sheet, difference: Disagreement, values: Sequence[str]) -> str:
    from app.forms.state import Address

    session = sheet.session
    if session is None:
        return ""
    address = Address("/" + difference.key.partition("/")[2])
    try:
        node = session.definition_of(address)
    except KeyError:
        return ""
    kind = node.control.kind if node.control is not None else None
    if kind is ControlKind.SELECT_MULTIPLE:
        chosen = dict.fromkeys(each for value in values for each in value.split())
        offered = [each.value for each in session.choices(address)]
        order = {value: place for place, value in enumerate(offered)}
        return " ".join(sorted(chosen, key=lambda each: order.get(each, len(order))))
    is_text = kind is ControlKind.INPUT and node.type.value == "string"
    if not is_text or node.control is None:
        return ""
    return _joined(values, "\n" if "multiline" in node.control.appearances else "; ")


def _joined(values: Sequence[str], between: str) -> str:
    """Put texts one after the other, without those that another one holds already."""
    kept = [
        value
        for place, value in enumerate(values)
        if not any(
            value in other and (value != other or at < place)
            for at, other in enumerate(values)
            if at != place
        )
    ]
    return between.join(kept)


def _kept(services: Services) -> dict[str, Any]:
    from app.store import settings

    try:
        kept = json.loads(settings.get_setting(services.workspace, _setting(services)) or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def _setting(services: Services) -> str:
    """Return where the plan of this machine is kept: others may settle in the same database."""
    return f"{SETTING}/{services.workspace.device.id}"


def _name(record: RecordId, difference: Disagreement) -> str:
    return f"{record} {difference.key}"


def _seen(difference: Disagreement) -> list[str]:
    return sorted({name for version in difference.versions for name in version.writers})
