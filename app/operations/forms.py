"""Forms as a person handles them: look a workbook over, take it in, list, retire; and read a form back to run it.

A form is an immutable bundle: importing the same workbook again gives the same bundle, another workbook under the
same form_id and version gives a warning and both are kept (records.md, "Forms").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.core.progress import Progress
from app.forms.definition import NodeKind

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from app.core.ids import BundleId
    from app.forms.bundle import FormBundle
    from app.forms.definition import FormDefinition
    from app.forms.findings import Finding
    from app.forms.loading import LoadResult
    from app.operations.services import Services


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
    title: str
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

    Raises AppError when the file cannot be read at all, `Cancelled`.
    """
    from app.store import forms as store

    loaded = _load(path, services.cache, progress)
    check = _check(loaded)
    if loaded.bundle is None or loaded.definition is None:
        return ImportedForm(Changes(), None, check)
    known = list_forms(services)
    bundle = loaded.bundle
    namesakes = tuple(row.bundle for row in known if _is_namesake(row, bundle.id, check))
    if any(row.bundle == bundle.id for row in known):
        return ImportedForm(Changes(), bundle.id, check, was_known=True, namesakes=namesakes)
    store.add_bundle(services.workspace, bundle, check, services.clock.now())
    return ImportedForm(
        Changes(forms=frozenset({bundle.id})), bundle.id, check, namesakes=namesakes
    )


def list_forms(services: Services) -> list[FormRow]:
    """List every form of the workspace, retired ones too, the latest import first."""
    from app.store import forms as store

    return store.list_forms(services.workspace)


def load_definition(services: Services, bundle: BundleId) -> FormDefinition:
    """Read a form back to run it; the latest few stay in memory. Raises AppError FORM_UNKNOWN."""
    return services.definitions.get(bundle, lambda: _read(services, bundle))


def retire_form(services: Services, bundle: BundleId) -> Changes:
    """Stop offering a form for new interviews; what was answered with it stays."""
    return _set_retired(services, bundle, retired=True)


def restore_form(services: Services, bundle: BundleId) -> Changes:
    """Offer a retired form again."""
    return _set_retired(services, bundle, retired=False)


def _load(path: Path, cache: Path, progress: Progress | None) -> LoadResult:
    from app.forms.loading import load_file

    return load_file(path, cache, progress or Progress())


def _check(loaded: LoadResult) -> FormCheck:
    definition = loaded.definition
    findings = tuple(loaded.findings)
    if definition is None:
        return FormCheck("", "", "", (), 0, findings, is_usable=False)
    return FormCheck(
        definition.form_id,
        definition.version,
        definition.title,
        definition.languages,
        sum(
            1
            for node in definition.nodes
            if node.kind is NodeKind.VALUE and node.control is not None
        ),
        findings,
        is_usable=loaded.bundle is not None,
    )


def _is_namesake(row: FormRow, bundle: BundleId, check: FormCheck) -> bool:
    return row.bundle != bundle and (row.form_id, row.version) == (check.form_id, check.version)


def _read(services: Services, bundle: BundleId) -> FormDefinition:
    from app.forms.reader import read_xform
    from app.store import forms as store

    kept: FormBundle = store.get_bundle(services.workspace, bundle)
    return read_xform(kept.xform, kept.files)


def _set_retired(services: Services, bundle: BundleId, *, retired: bool) -> Changes:
    from app.store import forms as store

    store.retire(services.workspace, bundle, retired=retired)
    return Changes(forms=frozenset({bundle}))
