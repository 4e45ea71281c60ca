"""Turn the translations that people edit (.po, .ts) into the files that programs read (.mo, .qm).

Run by the set-up of a checkout (``python -m app.i18n.compile``) and by builds; never while Sild runs. What is newer
than its source is left alone, so that a second start costs nothing.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from app.core.places import data_folder
from app.i18n.catalog import DOMAIN, LANGUAGES, forget_catalogues
from app.i18n.qt_catalog import ESTONIAN_SOURCE, ESTONIAN_TRANSLATION


def compile_catalogues(folder: Path | None = None) -> list[Path]:
    """Compile every stale catalogue under ``folder`` (normally this copy's ``i18n``); return what was written."""
    place = folder or data_folder("i18n")
    written = [*_compile_gettext(place), *_compile_qt(place)]
    forget_catalogues()
    return written


def compiled_path(folder: Path, language: str) -> Path:
    """Return where the compiled catalogue of a language lies, the way gettext looks for it."""
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo"


def _compile_gettext(folder: Path) -> Iterable[Path]:
    for language in LANGUAGES:
        source, target = folder / f"{language}.po", compiled_path(folder, language)
        if source.is_file() and _is_stale(target, source):
            write_mo(source, target, language)
            yield target


def write_mo(source: Path, target: Path, language: str) -> None:
    """Compile one catalogue; fuzzy entries speak English. A reader never sees half a file."""
    from babel.messages.mofile import write_mo as babel_write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as lines:
        catalogue = read_po(lines, locale=language, domain=DOMAIN)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    with unfinished.open("wb") as out:
        babel_write_mo(out, catalogue)
    unfinished.replace(target)


def _compile_qt(folder: Path) -> Iterable[Path]:
    source, target = folder / ESTONIAN_SOURCE, folder / ESTONIAN_TRANSLATION
    tool = _lrelease()
    if tool is not None and source.is_file() and _is_stale(target, source):
        subprocess.run([tool, source, "-qm", target], check=True, capture_output=True)
        yield target


def _lrelease() -> Path | None:
    """Find Qt's compiler of translations; it comes with PySide6 and is missing from a checkout without a window."""
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    return next(
        (tool for tool in (package / "lrelease", package / "lrelease.exe") if tool.is_file()), None
    )


def _is_stale(target: Path, source: Path) -> bool:
    return not target.is_file() or target.stat().st_mtime <= source.stat().st_mtime


if __name__ == "__main__":
    compile_catalogues()
