"""Forms as a person handles them: look a workbook over, take it in, list, retire; and read a form back to run it.

A form is an immutable bundle: importing the same workbook again gives the same bundle, another workbook under the
same form_id and version gives a warning and both are kept (records.md, "Forms").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.core.text import LocalText
from app.forms.definition import NodeKind
from app.operations import members

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from app.core.ids import BundleId
    from app.core.progress import Progress
    from app.forms.definition import FormDefinition, NodeDefinition
    from app.forms.findings import Finding
    from app.forms.loading import LoadResult
    from app.operations.services import Services
    from app.store.forms import StoredForm


@dataclass(frozen=True, slots=True)
class FormCheck:
    """What a look at a form file found. Form id, version and title are '' when the file could not be read so far."""

    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]
    questions: int
    findings: tuple[Finding, ...]
    is_usable: bool
    """Whether the form can be imported; warnings do not prevent it."""


@dataclass(frozen=True, slots=True)
class ImportedForm:
    """What an import did. ``bundle`` is None when the file was rejected; then nothing was changed."""

    changes: Changes
    bundle: BundleId | None
    check: FormCheck
    was_known: bool = False
    """The very same bundle was in the workspace already."""
    namesakes: tuple[BundleId, ...] = ()
    """Other bundles that bear the same form_id and version."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form of the workspace, as a list shows it."""

    bundle: BundleId
    form_id: str
    version: str
    title: LocalText
    languages: tuple[str, ...]
    questions: int
    interviews: int
    """Finished interviews and drafts that name this bundle."""
    imported_at: datetime
    retired: bool


def check_form_file(path: Path, cache: Path, progress: Progress | None = None) -> FormCheck:
    """Look a workbook or XForm over without taking it in; needs no workspace.

    ``cache`` is the folder for converted forms. Raises AppError when the file cannot be read at all, `Cancelled`.
    """
    return _check(_load(path, cache, progress))


def import_form(services: Services, path: Path, progress: Progress | None = None) -> ImportedForm:
    """Take a workbook or XForm into the workspace, with the media of its folder; findings tell what is wrong with it.

    The very same form again changes nothing but that a retired one is offered again. Raises AppError when the file
    cannot be read at all, `Cancelled`.
    """
    from app.store import forms as store

    loaded = _load(path, services.cache, progress)
    check = _check(replace(loaded, findings=_without_lists(services, loaded.findings)))
    if loaded.bundle is None or loaded.definition is None:
        return ImportedForm(Changes(), None, check)
    bundle = loaded.bundle.id
    known = list_forms(services)
    namesakes = tuple(row.bundle for row in known if _is_namesake(row, bundle, check))
    labels = store.Labels(
        check.form_id,
        check.version,
        loaded.definition.titles.by_language,
        check.languages,
        check.questions,
    )
    actor = members.actor(services)
    is_new = store.add_bundle(services.workspace, loaded.bundle, labels, actor=actor)
    changes = Changes(forms=frozenset({bundle}))
    return ImportedForm(changes, bundle, check, was_known=not is_new, namesakes=namesakes)


def list_forms(services: Services) -> list[FormRow]:
    """List every form of the workspace, retired ones too, by form id and then the latest import first."""
    from app.store import forms as store

    return [_shown(form) for form in store.list_forms(services.workspace)]


def load_definition(services: Services, bundle: BundleId) -> FormDefinition:
    """Read a form back to run it; the latest few stay in memory. Raises AppError FORM_UNKNOWN."""
    return services.definitions.get(bundle, lambda: _read(services, bundle))


def retire_form(services: Services, bundle: BundleId) -> Changes:
    """Stop offering a form for new interviews; what was answered with it stays. Raises AppError FORM_UNKNOWN."""
    from app.store import forms as store

    store.retire(services.workspace, bundle, actor=members.actor(services))
    return Changes(forms=frozenset({bundle}))


def restore_form(services: Services, bundle: BundleId) -> Changes:
    """Offer a retired form again. Raises AppError FORM_UNKNOWN."""
    from app.store import forms as store

    store.restore(services.workspace, bundle, actor=members.actor(services))
    return Changes(forms=frozenset({bundle}))


def _load(path: Path, cache: Path, progress: Progress | None) -> LoadResult:
    from app.forms.loading import load_file

    return load_file(path, cache, progress)


def _without_lists(services: Services, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Leave out that a file is missing when it is an entity list of the workspace."""
    from app.forms.findings import FindingCode
    from app.operations import entities

    known = {f"{name}.csv" for name in entities.known_lists(services)}
    return tuple(
        finding
        for finding in findings
        if finding.code is not FindingCode.FILE_MISSING or finding.params.get("file") not in known
    )


def _check(loaded: LoadResult) -> FormCheck:
    definition = loaded.definition
    if definition is None:
        return FormCheck("", "", "", (), 0, loaded.findings, is_usable=False)
    return FormCheck(
        definition.form_id,
        definition.version,
        definition.title,
        definition.languages,
        sum(map(_is_question, definition.nodes)),
        loaded.findings,
        is_usable=loaded.is_runnable,
    )


def _is_question(node: NodeDefinition) -> bool:
    return node.kind is NodeKind.VALUE and node.control is not None


def _is_namesake(row: FormRow, bundle: BundleId, check: FormCheck) -> bool:
    return row.bundle != bundle and (row.form_id, row.version) == (check.form_id, check.version)


def _shown(form: StoredForm) -> FormRow:
    return FormRow(
        form.bundle,
        form.labels.form_id,
        form.labels.version,
        LocalText(form.labels.titles),
        tuple(language for language in form.labels.languages if language),
        form.labels.questions,
        form.interviews,
        form.imported_at,
        retired=form.retired_at is not None,
    )


def _read(services: Services, bundle: BundleId) -> FormDefinition:
    from app.forms.bundle import bundle_of
    from app.forms.loading import open_bundle
    from app.store import forms as store

    return open_bundle(bundle_of(store.get_files(services.workspace, bundle)))
