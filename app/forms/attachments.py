"""The files that a form speaks of: lists and media, looked for beside the form.

Apart from loading because a bundle needs their bytes, and the checker wants to know which are missing or lack a column.
A file lies in the form's folder, in ``media`` or in ``NAME-media`` beside it, as ODK's tools lay it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from app.core.errors import AppError, ErrorCode
from app.forms.definition import FormDefinition, Itemset, SecondaryInstance
from app.forms.external import LAST_SAVED, file_name, read_list
from app.forms.findings import Finding, FindingCode, Severity

LARGEST_BYTES = 500 * 1024 * 1024
_SCHEME = "jr://"


def wanted_files(definition: FormDefinition) -> list[str]:
    """List the names of all files that the form speaks of, lists first."""
    lists = [file_name(instance.source or "") for instance in _external(definition)]
    media = [file_name(uri) for uri in _media(definition) if uri.startswith(_SCHEME)]
    return list(dict.fromkeys(lists + media))


def find_files(definition: FormDefinition, form: Path) -> dict[str, bytes]:
    """Read the files that are there; what is missing is left out. Raises AppError FILE_UNREADABLE."""
    folders = (form.parent, form.parent / "media", form.parent / f"{form.stem}-media")
    found = {}
    for name in wanted_files(definition):
        path = next((folder / name for folder in folders if _is_file(folder / name)), None)
        if path is not None:
            found[name] = _read(path)
    return found


def check_files(definition: FormDefinition, found: Mapping[str, bytes]) -> list[Finding]:
    """Say which files are missing, and which lists are broken or lack the columns that choices need.

    An entity list that the form fills itself need not lie beside it.
    """
    filled_here = {f"{action.dataset}.csv" for action in definition.entities}
    findings = [
        Finding(Severity.WARNING, FindingCode.FILE_MISSING, params={"file": name})
        for name in wanted_files(definition)
        if name not in found and name not in filled_here
    ]
    for instance in _external(definition):
        name = file_name(instance.source or "")
        if name in found:
            findings.extend(_check_list(definition, instance, name, found[name]))
    return findings


def _check_list(
    definition: FormDefinition, instance: SecondaryInstance, name: str, data: bytes
) -> Iterator[Finding]:
    try:
        root = read_list(name, data)
    except AppError as error:
        if error.code is ErrorCode.LIST_TOO_LARGE:
            params = {"file": name, "limit": error.params.get("limit", 0)}
            yield Finding(Severity.ERROR, FindingCode.FILE_TOO_LARGE, params=params)
        else:
            params = {"file": name, "detail": error.params.get("detail", "")}
            yield Finding(Severity.ERROR, FindingCode.FILE_BROKEN, params=params)
        return
    columns = [kid.name for kid in root.children[0].children] if root.children else []
    if not columns:
        return
    for question, column in _columns_used(definition, instance.id):
        if column not in columns:
            known = ", ".join(columns)
            yield Finding(
                Severity.WARNING,
                FindingCode.FILE_COLUMN_MISSING,
                name=question,
                params={"file": name, "column": column, "known": known},
            )


def _columns_used(definition: FormDefinition, instance: str) -> Iterator[tuple[str, str]]:
    starts = (f"instance('{instance}')", f'instance("{instance}")')
    for node in definition.nodes:
        choices = node.control.choices if node.control else ()
        if isinstance(choices, Itemset) and any(start in choices.nodeset for start in starts):
            for column in (choices.value_ref, choices.label_ref):
                if "/" not in column and "(" not in column:
                    yield node.name, column


def _external(definition: FormDefinition) -> list[SecondaryInstance]:
    return [i for i in definition.instances.values() if i.source and i.source != LAST_SAVED]


def _media(definition: FormDefinition) -> Iterator[str]:
    for text in definition.texts.values():
        for by_language in text.media.values():
            yield from by_language.values()
    for node in definition.nodes:
        if node.default.startswith(_SCHEME):
            yield node.default


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise AppError(ErrorCode.LIST_TOO_LARGE, path=str(path), limit=LARGEST_BYTES)
        return path.read_bytes()
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise AppError(ErrorCode.FILE_UNREADABLE, path=str(path), detail=detail) from error
