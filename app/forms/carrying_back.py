"""What was answered since a move, given once more to the earlier version of the form when the move is taken back.

Taking back restores the earlier state exactly; what people said since must not be lost with it. It is answered anew
on that state, step by step and through the same door as any answer, so it can be undone there one by one. What the
earlier version has no place for is returned, to stay in the draft.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, cast

from app.core.errors import AppError
from app.forms.archive import remarks_of
from app.forms.fitting import Fitting, is_asked, kind_of
from app.forms.languages import resolve
from app.forms.refusals import NotAnswerable
from app.forms.routes import Routes, path_of
from app.forms.state import Address, Missing

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.forms.snapshot import Remark, Snapshot


def carry_back(
    earlier: FormSession, routes: Routes, before: Snapshot, now: Snapshot
) -> dict[str, str]:
    """Answer in ``earlier`` what changed between two moments of the later version; return what found no place.

    ``routes`` lead from the later version to the earlier one.
    """
    work = _Work(earlier, routes, Fitting(routes.new), now)
    work.rows(before)
    waiting = work.answers_since(before)
    while True:
        left = {path: value for path, value in waiting.items() if not work.give(path, value)}
        if not left or len(left) == len(waiting):
            break
        waiting = left
    work.remarks(before)
    work.asked(before)
    return {path: value for path, value in left.items() if value}


def speak(earlier: FormSession, language: str) -> None:
    """Go on in a language, where the earlier version has it."""
    try:
        wanted = resolve(earlier.languages, language)
    except AppError:
        return
    if wanted != earlier.language:
        earlier.switch_language(wanted)


@dataclass(slots=True)
class _Work:
    """One carrying back. ``minted`` are identities of rows added since -> those they get here."""

    session: FormSession
    routes: Routes
    fitting: Fitting
    now: Snapshot
    minted: dict[str, str] = field(default_factory=dict)

    def target(self, address: str) -> Address | None:
        """Return where something stands here."""
        found = self.routes.address(address)
        for later, here in self.minted.items():
            found = Address(found.replace(f"{{{later}}}", f"{{{here}}}")) if found else None
        return found

    def rows(self, before: Snapshot) -> None:
        """Remove and add the rows that were removed and added."""
        then, now = _rows(before), _rows(self.now)
        for address in sorted(then.keys() - now.keys(), key=len, reverse=True):
            target = self.target(address)
            if target is not None:
                _tried(partial(self.session.remove_repeat, target))
        added = now.keys() - then.keys()
        for address in sorted(added, key=lambda each: (each.count("{"), now[each])):
            target = self.target(address)
            if target is not None:
                self._add(address, target)

    def _add(self, address: str, target: Address) -> None:
        repeat = Address(target[: target.rfind("{")])
        try:
            step = self.session.add_repeat(repeat).step
        except NotAnswerable:
            return
        if step is not None:
            later = address[address.rfind("{") + 1 :].removesuffix("}")
            self.minted[later] = step.payload["id"]

    def answers_since(self, before: Snapshot) -> dict[str, str]:
        """Return the answers and missing reasons that changed; '' for what was cleared."""
        asked = {node.path for node in self.routes.old.nodes if is_asked(node)}
        places = dict.fromkeys(
            path.partition("/")[2]
            for path in (*self.now.fields, *before.fields)
            if path.startswith(("answers/", "missing/"))
        )
        found: dict[str, str] = {}
        for place in places:
            if path_of(f"/{place}") in asked and _said(before, place) != _said(self.now, place):
                kind = "missing" if f"missing/{place}" in self.now.fields else "answers"
                found[f"{kind}/{place}"] = self.now.fields.get(f"{kind}/{place}", "")
        return found

    def give(self, path: str, value: str) -> bool:
        """Answer one question here; False when it cannot be answered."""
        kind, _, place = path.partition("/")
        target = self.target(f"/{place}")
        index = self.routes.old.by_path[path_of(f"/{place}")]
        old, new = self.routes.old.nodes[index], self.routes.node(index)
        if target is None or new is None or not is_asked(new):
            return not value
        session, missing = self.session, cast("Missing", value)
        if kind == "missing":
            return new.offers_missing and _tried(lambda: session.give_missing(target, missing))
        fit = self.fitting.fit(old, new, value)
        if value and not fit.kept:
            return False
        if kind_of(new) == "file" and value:
            blob = self.now.attached.get(value, "")
            return _tried(lambda: session.attach(target, value, blob))
        return _tried(lambda: session.answer(target, fit.kept)) and not fit.lost

    def remarks(self, before: Snapshot) -> None:
        """Leave the remarks that were left or changed; those at questions that are not here, at the interview."""
        then, now = remarks_of(before), remarks_of(self.now)
        for name in then.keys() | now.keys():
            if then.get(name) != now.get(name):
                self._remark(now.get(name) or then[name], gone=name not in now)

    def _remark(self, remark: Remark, *, gone: bool) -> None:
        target = self.target(remark.address) if remark.address else None
        place = target or self.session.root
        words = "" if gone else remark.text
        _tried(
            lambda: self.session.remark(
                place, words, by=remark.by, remark=remark.id, state=remark.state
            )
        )

    def asked(self, before: Snapshot) -> None:
        """Note the languages in which questions were asked since."""
        for path, language in self.now.fields.items():
            if path.startswith("asked/") and before.fields.get(path) != language:
                target = self.target(path.removeprefix("asked"))
                if target is not None:
                    _tried(partial(self.session.note_asked, target, language))


def _rows(snapshot: Snapshot) -> Mapping[str, str]:
    return {
        path.removeprefix("order"): key
        for path, key in snapshot.fields.items()
        if path.startswith("order/")
    }


def _said(snapshot: Snapshot, place: str) -> tuple[str, str]:
    fields = snapshot.fields
    return fields.get(f"answers/{place}", ""), fields.get(f"missing/{place}", "")


def _tried(deed: Callable[[], object]) -> bool:
    try:
        deed()
    except NotAnswerable:
        return False
    return True
