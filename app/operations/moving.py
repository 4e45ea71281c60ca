"""A draft moves to a corrected version of its form: what there is to move, what would become of it, there and back.

A corrected version is a form of the same form id that was imported later and not retired; the last import counts. A
draft that moved names the new bundle; how it got there stands in its log (``app.forms.move_log``), which is why the
move can be taken back as long as there is a draft, with what was answered since.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.core.changes import Changes
from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId
from app.forms.fitting import Unfit
from app.forms.moving import Fate, Line
from app.forms.routes import path_of
from app.operations import folding, forms, given, interviews, members

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.core.ids import DraftId
    from app.forms.move_log import Standing
    from app.forms.moving import Plan
    from app.forms.session import FormSession, Snapshot
    from app.forms.state import Step
    from app.operations.forms import FormRow
    from app.operations.services import Services
    from app.store.drafts import Draft

__all__ = [
    "Fate",
    "Line",
    "Move",
    "Offer",
    "TakenBack",
    "Unfit",
    "list_offers",
    "move",
    "offer_of",
    "preview",
    "question_words",
    "row_numbers",
    "take_back",
]

_ORDINAL: Final = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be done with a draft: move to ``newer``, go back to ``earlier``; None where there is no such form."""

    draft: DraftId
    title: str
    current: FormRow
    newer: FormRow | None
    earlier: FormRow | None


@dataclass(frozen=True, slots=True)
class Move:
    """A move worked out. ``before`` and ``after`` are the interview in both versions, to read words from."""

    draft: DraftId
    title: str
    current: FormRow
    newer: FormRow
    lines: tuple[Line, ...]
    before: FormSession
    after: FormSession

    def count(self, fate: Fate) -> int:
        """Count the lines of one fate."""
        return sum(line.fate is fate for line in self.lines)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking a move back did. ``left`` answers given since have no place now; they stay in the draft."""

    changes: Changes
    left: int = 0


def list_offers(services: Services) -> list[Offer]:
    """List the drafts that can move to a corrected version or back, the last changed first."""
    from app.store import drafts, moving

    known = forms.list_forms(services)
    by_bundle = {form.bundle: form for form in known}
    versions = Counter(form.form_id for form in known)
    alone = {form.bundle for form in known if versions[form.form_id] == 1}
    movable = [
        draft for draft in drafts.list_drafts(services.workspace) if draft.bundle not in alone
    ]
    moved = moving.earlier_of(services.workspace, [draft.id for draft in movable])
    found: list[Offer] = []
    for draft in movable:
        current, newer = _versions(known, draft.bundle)
        earlier = by_bundle.get(moved[draft.id]) if draft.id in moved else None
        if newer or earlier:
            found.append(Offer(draft.id, draft.title, current, newer, earlier))
    return found


def offer_of(services: Services, draft: DraftId) -> Offer:
    """Say what can be done with one draft. Raises AppError INTERVIEW_UNKNOWN, FORM_UNKNOWN."""
    held, standing = _look(services, draft)
    known = forms.list_forms(services)
    current, newer = _versions(known, held.bundle)
    earlier = next((form for form in known if form.bundle == standing.earlier), None)
    return Offer(draft, held.title, current, newer, earlier)


def preview(services: Services, draft: DraftId) -> Move:
    """Work out what moving a draft to the corrected version of its form would do; nothing is changed.

    Raises AppError INTERVIEW_UNKNOWN; FORM_UNKNOWN when there is no such version.
    """
    held, standing = _look(services, draft)
    current, newer = _versions(forms.list_forms(services), held.bundle)
    if newer is None:
        raise AppError(ErrorCode.FORM_UNKNOWN, form=current.form_id)
    before = folding.replay(services, held)
    plan = _plan(services, held, before, standing.left, newer.bundle)
    after = _opened(services, held, newer.bundle, plan.snapshot, standing.steps)
    return Move(draft, held.title, current, newer, plan.lines, before, after)


def question_words(move: Move, line: Line, language: str | None) -> str:
    """Return the words of a line's question in one of its form's languages; its name where it has none."""
    session, place = (move.before, line.address) if line.address else (move.after, line.target)
    definition = session.definition
    node = definition.node(path_of(place))
    wanted = language if language in session.languages else None
    if node.path != place or node.repeat < 0:
        return session.label(place, wanted) or node.name
    texts = node.control.label.words if node.control else {}
    parts = texts.get(wanted or session.language) or texts.get("") or ()
    return "".join(part for part in parts if isinstance(part, str)) or node.name


def row_numbers(move: Move, line: Line) -> tuple[int, ...]:
    """Return which rows of repeats an answer stands in, outermost first; () outside of repeats."""
    session, place = (move.before, line.address) if line.address else (move.after, line.target)
    if "{" not in place:
        return ()
    return tuple(int(number) for number in _ORDINAL.findall(session.ordinal_path(place)))


def move(services: Services, draft: DraftId, bundle: BundleId) -> Changes:
    """Move a draft to another version of its form, in one transaction; `take_back` undoes it.

    Raises AppError INTERVIEW_UNKNOWN, FORM_UNKNOWN, DISK_FULL; the draft is as it was then.
    """
    while not _moved(services, draft, bundle):
        _write_waiting(services, draft)
    return Changes(drafts=frozenset({draft}))


def take_back(services: Services, draft: DraftId) -> TakenBack:
    """Take the last move of a draft back: everything is as it was before, and what was answered since is added to it.

    Does nothing to a draft that did not move. Raises AppError as `move` does.
    """
    while True:
        done = _went_back(services, draft)
        if done is not None:
            return done
        _write_waiting(services, draft)


def _moved(services: Services, draft: DraftId, bundle: BundleId) -> bool:
    from app.forms.move_log import move_step

    held, standing = _look(services, draft)
    before = folding.replay(services, held)
    plan = _plan(services, held, before, standing.left, bundle)
    after = _opened(services, held, bundle, plan.snapshot, ())
    steps = [move_step(held.bundle, bundle, plan.snapshot, plan.left), after.opening]
    return _rebound(services, held, bundle, steps, after)


def _went_back(services: Services, draft: DraftId) -> TakenBack | None:
    """Return what was done, None when it must be tried again."""
    from app.forms import move_log
    from app.store import drafts

    held = drafts.get_draft(services.workspace, draft)
    log = drafts.steps_of(services.workspace, draft)
    standing = move_log.standing(log)
    if not standing.earlier or standing.snapshot is None:
        return TakenBack(Changes())
    bundle = BundleId(standing.earlier)
    back = move_log.move_back_step({})
    restored = move_log.standing([*log, back])
    earlier = folding.replay_standing(services, replace(held, bundle=bundle), restored)
    was_opened = bool(restored.steps) and restored.steps[0].op == "open"
    steps: list[Step] = [] if was_opened else [earlier.opening]
    stop = earlier.subscribe(lambda batch: steps.append(batch.step) if batch.step else None)
    left = _answer_since(services, held, standing, earlier)
    stop()
    written = [move_log.move_back_step(left), *steps]
    if not _rebound(services, held, bundle, written, earlier):
        return None
    return TakenBack(Changes(drafts=frozenset({draft})), len(left))


def _answer_since(
    services: Services, held: Draft, standing: Standing, earlier: FormSession
) -> Mapping[str, str]:
    from app.forms.carrying_back import carry_back, speak
    from app.forms.routes import Routes

    later = folding.replay(services, held)
    opening = standing.steps[:1]
    before = replace(standing, steps=opening)
    at_first = folding.replay_standing(services, held, before)
    routes = Routes(later.definition, earlier.definition)
    left = carry_back(earlier, routes, at_first.snapshot(), later.snapshot())
    earlier.note_facts(dict.fromkeys(at_first.facts, "") | dict(later.facts))
    if later.language != at_first.language:
        speak(earlier, later.language)
    return left


def _rebound(
    services: Services,
    held: Draft,
    bundle: BundleId,
    steps: Sequence[Step],
    session: FormSession,
) -> bool:
    from app.store import moving
    from app.store.drafts import Summary

    told = interviews.summarise(session)
    summary = Summary(told.title, told.answered, told.total, told.language)
    rebinding = moving.Rebinding(bundle, steps, summary, held.steps)
    return moving.rebind(services.workspace, held.id, rebinding)


def _write_waiting(services: Services, draft: DraftId) -> None:
    """Steps that a full disk kept in memory come first."""
    interviews.retry_saving(services, draft)


def _look(services: Services, draft: DraftId) -> tuple[Draft, Standing]:
    from app.forms.move_log import standing
    from app.store import drafts

    held = drafts.get_draft(services.workspace, draft)
    return held, standing(drafts.steps_of(services.workspace, draft))


def _versions(known: Iterable[FormRow], bundle: BundleId) -> tuple[FormRow, FormRow | None]:
    listed = list(known)
    current = next((form for form in listed if form.bundle == bundle), None)
    if current is None:
        raise AppError(ErrorCode.FORM_UNKNOWN, form=bundle)
    newer = [
        form
        for form in listed
        if form.form_id == current.form_id
        and form.imported_at > current.imported_at
        and not form.retired
    ]
    return current, max(newer, key=lambda form: form.imported_at, default=None)


def _plan(
    services: Services,
    held: Draft,
    before: FormSession,
    left: Mapping[str, str],
    bundle: BundleId,
) -> Plan:
    from app.forms.moving import plan
    from app.forms.routes import Routes
    from app.forms.session import FormSession

    definition = forms.load_definition(services, bundle)
    fresh = FormSession.open(
        definition,
        record=held.record,
        clock=services.clock,
        device=members.device(services),
        lists=given.lists_of(services, definition, held.record, test=held.test),
    )
    routes = Routes(before.definition, definition)
    return plan(routes, before.snapshot(), fresh.snapshot(), left)


def _opened(
    services: Services,
    held: Draft,
    bundle: BundleId,
    snapshot: Snapshot,
    steps: Iterable[Step],
) -> FormSession:
    """Open what a move goes on with, in the language of the interview where the version has it."""
    from app.forms.move_log import Standing

    events = [step for step in steps if step.op == "event"]
    standing = Standing(events, snapshot, held.bundle)
    language = _spoken(services, bundle, held.language)
    return folding.replay_standing(
        services, replace(held, bundle=bundle, language=language), standing
    )


def _spoken(services: Services, bundle: BundleId, language: str) -> str:
    from app.forms.languages import resolve

    try:
        return resolve(forms.load_definition(services, bundle).languages, language)
    except AppError:
        return ""
