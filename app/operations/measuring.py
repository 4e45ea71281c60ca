"""The log of a draft measured: what `app.forms.timing` is given when the draft moved between versions of its form.

Apart from ``timing``, which reads what was kept: finishing measures, and needs nothing of that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from app.core.errors import AppError
from app.core.ids import BundleId
from app.forms import timing
from app.operations import forms

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import DraftId
    from app.forms.session import FormSession
    from app.forms.state import Step
    from app.operations.services import Services

Follow = Callable[[str], str]
"""Address in some version -> address in the version in hand, '' when it is gone."""


def measure(services: Services, draft: DraftId, session: FormSession) -> timing.Times:
    """Measure a draft by its log; what was answered in other versions counts where the question stands now."""
    from app.store import drafts

    def address_of(place: str) -> str:
        try:
            return session.address(place) if place else ""
        except KeyError:
            return ""

    held = drafts.get_draft(services.workspace, draft)
    log = drafts.moments_of(services.workspace, draft)
    followed: dict[BundleId, Follow] = {held.bundle: str}
    timed: list[timing.Timed] = []
    for version, at, step in _versions(log, held.bundle):
        if version not in followed:
            followed[version] = _follow(services, version, session)
        here = replace(step, path=followed[version](step.path)) if step.path else step
        timed.append(timing.Timed(here, timing.moment_ms(at)))
    return timing.times_of(timed, address_of)


def _versions(
    log: Iterable[tuple[datetime, Step]], current: BundleId
) -> Iterator[tuple[BundleId, datetime, Step]]:
    """Yield every step with the version of the form that it was given to."""
    steps = list(log)
    moves = (step.payload["from"] for _at, step in steps if step.op == "move")
    way = [BundleId(next(moves, current))]
    for at, step in steps:
        if step.op == "move":
            way.append(BundleId(step.payload["to"]))
        elif step.op == "move_back" and len(way) > 1:
            way.pop()
        yield way[-1], at, step


def _follow(services: Services, version: BundleId, session: FormSession) -> Follow:
    from app.forms.routes import Routes

    try:
        earlier = forms.load_definition(services, version)
    except AppError:
        return lambda _address: ""
    routes = Routes(earlier, session.definition)
    return lambda address: routes.address(address) or ""
