"""A form on paper: the blank questionnaire and its show cards, from a file or from a form of the workspace."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.core.clock import SystemClock
from app.core.progress import Progress
from app.operations import forms

if TYPE_CHECKING:
    from pathlib import Path

    from app.core.clock import Clock
    from app.core.ids import BundleId
    from app.forms.definition import FormDefinition
    from app.forms.findings import Finding
    from app.operations.services import Services
    from app.reports.questionnaire import SheetWish


@dataclass(frozen=True, slots=True)
class PaperWish:
    """How a form is wanted on paper; languages are anything that the form's languages resolve, '' its default.

    ``card_codes``: show cards carry the codes of their choices; ``cards_per_page`` is 1 (A5) or 2 (A4, to be cut).
    """

    language: str = ""
    second: str = ""
    with_cards: bool = True
    card_codes: bool = False
    cards_per_page: int = 2


@dataclass(frozen=True, slots=True)
class FormOnPaper:
    """The documents of a form. ``language`` and ``second`` are the form's spellings; ``cards`` counts show cards."""

    form_id: str
    version: str
    title: str
    language: str
    second: str
    questionnaire: bytes
    show_cards: bytes = b""
    cards: int = 0


@dataclass(frozen=True, slots=True)
class PaperResult:
    """What came of a file: ``paper`` is None when the form cannot be used; ``findings`` tell why."""

    paper: FormOnPaper | None
    findings: tuple[Finding, ...]


def print_form_file(
    path: Path,
    cache: Path,
    wish: PaperWish,
    *,
    clock: Clock | None = None,
    progress: Progress | None = None,
) -> PaperResult:
    """Put a form file on paper; needs no workspace.

    Raises AppError LANGUAGE_UNKNOWN, those of a file that cannot be read; `Cancelled`.
    """
    from app.forms.loading import load_file

    loaded = load_file(path, cache, progress)
    if loaded.definition is None:
        return PaperResult(None, loaded.findings)
    made = _on_paper(loaded.definition, wish, clock or SystemClock(), progress or Progress())
    return PaperResult(made, loaded.findings)


def print_form(
    services: Services, bundle: BundleId, wish: PaperWish, progress: Progress | None = None
) -> FormOnPaper:
    """Put a form of the workspace on paper. Raises AppError FORM_UNKNOWN, LANGUAGE_UNKNOWN; `Cancelled`."""
    definition = forms.load_definition(services, bundle)
    return _on_paper(definition, wish, services.clock, progress or Progress())


def _on_paper(
    definition: FormDefinition, wish: PaperWish, clock: Clock, progress: Progress
) -> FormOnPaper:
    from app.forms.print_view import print_view
    from app.reports.questionnaire import languages_of, render_cards, render_questionnaire

    view = print_view(definition)
    sheet = _sheet_wish(definition, wish, clock)
    made = FormOnPaper(
        definition.form_id,
        definition.version,
        languages_of(view, sheet).titles(view)[0],
        sheet.language,
        sheet.second,
        render_questionnaire(view, sheet, progress),
    )
    if not wish.with_cards:
        return made
    return replace(made, show_cards=render_cards(view, sheet, progress), cards=len(view.cards))


def _sheet_wish(definition: FormDefinition, wish: PaperWish, clock: Clock) -> SheetWish:
    from app.reports.questionnaire import SheetWish

    first = _resolved(definition, wish.language) if wish.language else _default(definition)
    second = _resolved(definition, wish.second) if wish.second else ""
    return SheetWish(
        clock.now(),
        first,
        "" if second == first else second,
        wish.with_cards,
        wish.card_codes,
        wish.cards_per_page,
    )


def _default(definition: FormDefinition) -> str:
    known = definition.languages
    default = definition.default_language
    return default if default in known or not known else known[0]


def _resolved(definition: FormDefinition, wanted: str) -> str:
    """Find the form's spelling; of a form in one unnamed language anybody may say which language that is."""
    from app.forms.languages import language_code, resolve

    if not definition.languages and language_code(wanted):
        return wanted
    return resolve(definition.languages, wanted)
