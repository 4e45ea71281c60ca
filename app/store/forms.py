"""Forms as they were imported: immutable bundles, and a record each that says whether it is still offered."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection, Row, Select, func, select

from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId, RecordId
from app.records.live import live_view
from app.records.revision import Content, Kind
from app.store import derived, history, rows
from app.store.folding import fold
from app.store.schema import BundleRow, DraftRow, FormFileRow, InterviewRecordRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from app.core.clock import Clock
    from app.store.workspace import Workspace


class Bundle(Protocol):
    """What is needed of `forms.bundle.FormBundle`: the files of a form by name, and the hash of their manifest."""

    @property
    def id(self) -> BundleId:
        """SHA-256 of the manifest."""
        ...

    @property
    def manifest(self) -> Mapping[str, str]:
        """Name -> SHA-256."""
        ...

    @property
    def files(self) -> Mapping[str, bytes]:
        """Name -> content."""
        ...


@dataclass(frozen=True, slots=True)
class Labels:
    """What the list of forms shows: labels, title by language, languages as the form spells them, questions."""

    form_id: str
    version: str
    titles: Mapping[str, str]
    languages: tuple[str, ...]
    questions: int


@dataclass(frozen=True, slots=True)
class StoredForm:
    """An imported form; ``interviews`` counts finished ones and drafts outside the wastebasket."""

    bundle: BundleId
    labels: Labels
    interviews: int
    imported_at: datetime
    retired_at: datetime | None


def add_bundle(workspace: Workspace, bundle: Bundle, labels: Labels, *, actor: str = "") -> bool:
    """Keep a form; False when this very bundle was held already (a retired one is offered again)."""
    return workspace.call(_add, workspace, bundle, labels, actor)


def get_files(workspace: Workspace, bundle: BundleId) -> Mapping[str, bytes]:
    """Return the files of a bundle by name. Raises AppError FORM_UNKNOWN, WORKSPACE_DAMAGED."""
    return workspace.call(_files, workspace, bundle)


def get_file(workspace: Workspace, bundle: BundleId, name: str) -> bytes | None:
    """Return one file of a bundle, read without the others; None when the bundle has none of that name.

    Raises AppError FORM_UNKNOWN, WORKSPACE_DAMAGED.
    """
    return workspace.call(_file, workspace, bundle, name)


def get_form(workspace: Workspace, bundle: BundleId) -> StoredForm:
    """Return what the list shows of one form. Raises AppError FORM_UNKNOWN."""
    found = next((form for form in list_forms(workspace) if form.bundle == bundle), None)
    if found is None:
        raise AppError(ErrorCode.FORM_UNKNOWN, form=bundle)
    return found


def list_forms(workspace: Workspace) -> list[StoredForm]:
    """Return all forms, retired ones too, by form id and then the last imported first."""
    return workspace.call(_list)


def retire(workspace: Workspace, bundle: BundleId, *, actor: str = "") -> None:
    """Offer a form no longer; its interviews stay. Raises AppError FORM_UNKNOWN."""
    workspace.call(
        _set_retired, workspace, bundle, workspace.clock.now().isoformat(timespec="seconds"), actor
    )


def restore(workspace: Workspace, bundle: BundleId, *, actor: str = "") -> None:
    """Offer a retired form again. Raises AppError FORM_UNKNOWN."""
    workspace.call(_set_retired, workspace, bundle, "", actor)


def _add(
    connection: Connection, workspace: Workspace, bundle: Bundle, labels: Labels, actor: str
) -> bool:
    contents = {sha256: bundle.files[name] for name, sha256 in bundle.manifest.items()}
    form = Incoming(bundle.id, labels, bundle.manifest)
    is_new = keep_bundle(connection, form, contents.__getitem__, workspace.clock)
    _set_retired(connection, workspace, bundle.id, "", actor)
    return is_new


@dataclass(frozen=True, slots=True)
class Incoming:
    """A form on its way into the workspace; its files are asked for by their SHA-256."""

    bundle: BundleId
    labels: Labels
    manifest: Mapping[str, str]


def keep_bundle(
    connection: Connection, form: Incoming, content: Callable[[str], bytes], clock: Clock
) -> bool:
    """Keep a form inside a job, asking only for files that are not held; False when it was held already."""
    if connection.scalar(select(BundleRow.id).where(BundleRow.id == form.bundle)) is not None:
        return False
    for sha256 in sorted(set(form.manifest.values())):
        held = select(FormFileRow.sha256).where(FormFileRow.sha256 == sha256)
        if connection.scalar(held) is None:
            row = {"sha256": sha256, "content": content(sha256)}
            rows.put_new(connection, FormFileRow, row)
    labels = form.labels
    written = {
        "id": form.bundle,
        "form_id": labels.form_id,
        "version": labels.version,
        "titles": dict(labels.titles),
        "folded": fold(" ".join((labels.form_id, *labels.titles.values()))),
        "languages": "\n".join(labels.languages),
        "questions": labels.questions,
        "manifest": dict(form.manifest),
        "imported_at": clock.now(),
    }
    return rows.put_new(connection, BundleRow, written)


def record_of(bundle: BundleId) -> RecordId:
    """Return the record that says whether a form is still offered; the same in every workspace."""
    return RecordId(str(uuid.uuid5(uuid.NAMESPACE_OID, bundle)))


def show_retirement(connection: Connection, bundle: BundleId) -> None:
    """Let a form that came after its record show what that says, inside a job."""
    record = record_of(bundle)
    held = history.of_record(connection, record, Kind.FORM)
    derived.refresh_all(connection, {(Kind.FORM.value, record): held})


def held_files(workspace: Workspace) -> set[str]:
    """Return the SHA-256 of every form file that is held."""
    return workspace.call(lambda connection: set(connection.scalars(select(FormFileRow.sha256))))


def file_of(workspace: Workspace, sha256: str) -> bytes | None:
    """Return a form file; None when it is not held."""
    query = select(FormFileRow.content).where(FormFileRow.sha256 == sha256)
    return workspace.call(lambda connection: connection.scalar(query))


def manifests(workspace: Workspace) -> dict[BundleId, Mapping[str, str]]:
    """Return the manifest of every form that is held."""
    query = select(BundleRow.id, BundleRow.manifest)
    return workspace.call(
        lambda connection: {
            BundleId(row.id): row.manifest for row in connection.execute(query).all()
        }
    )


def _set_retired(
    connection: Connection, workspace: Workspace, bundle: BundleId, retired: str, actor: str
) -> None:
    if connection.scalar(select(BundleRow.id).where(BundleRow.id == bundle)) is None:
        raise AppError(ErrorCode.FORM_UNKNOWN, form=bundle)
    record = record_of(bundle)
    view = live_view(history.of_record(connection, record, Kind.FORM))
    told = {"meta/form": str(bundle), "meta/retired": retired}
    decides = frozenset(path for path, value in told.items() if view.values.get(path) != value)
    if decides:
        content = Content(
            record=record,
            kind=Kind.FORM,
            fields=told,
            decides=decides,
            parents=view.heads,
            actor=actor,
        )
        history.write(connection, workspace.device, content)


def _manifest(connection: Connection, bundle: BundleId) -> Mapping[str, str]:
    manifest = connection.scalar(select(BundleRow.manifest).where(BundleRow.id == bundle))
    if manifest is None:
        raise AppError(ErrorCode.FORM_UNKNOWN, form=bundle)
    return manifest


def _file(
    connection: Connection, workspace: Workspace, bundle: BundleId, name: str
) -> bytes | None:
    sha256 = _manifest(connection, bundle).get(name)
    if sha256 is None:
        return None
    content = connection.scalar(select(FormFileRow.content).where(FormFileRow.sha256 == sha256))
    if content is None or hashlib.sha256(content).hexdigest() != sha256:
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=workspace.name, detail="form_file")
    return content


def _files(connection: Connection, workspace: Workspace, bundle: BundleId) -> Mapping[str, bytes]:
    manifest = _manifest(connection, bundle)
    files = connection.execute(
        select(FormFileRow.sha256, FormFileRow.content).where(
            FormFileRow.sha256.in_(set(manifest.values()))
        )
    )
    contents = {
        row.sha256: row.content
        for row in files
        if hashlib.sha256(row.content).hexdigest() == row.sha256
    }
    if contents.keys() != set(manifest.values()):
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=workspace.name, detail="form_file")
    return MappingProxyType({name: contents[sha256] for name, sha256 in manifest.items()})


def _list(connection: Connection) -> list[StoredForm]:
    finished = _counted(
        connection, select(InterviewRecordRow.bundle).where(InterviewRecordRow.deleted.is_(False))
    )
    started = _counted(
        connection,
        select(DraftRow.bundle).where(DraftRow.discarded_at.is_(None), DraftRow.parents == ""),
    )
    order = (BundleRow.form_id, BundleRow.imported_at.desc(), BundleRow.id)
    held = connection.execute(select(BundleRow.__table__).order_by(*order)).all()
    return [_stored(row, finished.get(row.id, 0) + started.get(row.id, 0)) for row in held]


def _counted(connection: Connection, bundles: Select[str]) -> dict[str, int]:
    each = bundles.subquery()
    counted = connection.execute(select(each.c.bundle, func.count()).group_by(each.c.bundle))
    return {row[0]: row[1] for row in counted}


def _stored(row: Row[*tuple[object, ...]], interviews: int) -> StoredForm:
    labels = Labels(
        row.form_id, row.version, row.titles, tuple(row.languages.split("\n")), row.questions
    )
    return StoredForm(BundleId(row.id), labels, interviews, row.imported_at, row.retired_at)
