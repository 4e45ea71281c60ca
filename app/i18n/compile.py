"""Turn the translations that people edit (.po, .ts) into the files that programs read (.mo, .qm).

Run by the set-up of a checkout (``python -m app.i18n.compile``) and by builds; never while Sild runs. What is newer
than its source is left alone, so that a second start costs nothing.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from app.core.places import data_folder
from app.i18n.catalog import DOMAIN, LANGUAGES, forget_catalogues
from app.i18n.qt_catalog import BORROWED, OWN_SOURCES


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
    package = _pyside()
    if package is None:
        return
    for name in BORROWED:
        found = next(package.glob(f"**/translations/{name}"), None)
        if found is not None and _is_stale(folder / name, found):
            shutil.copyfile(found, folder / name)
            yield folder / name
    tool = next(
        (path for path in (package / "lrelease", package / "lrelease.exe") if path.is_file()), None
    )
    for source in (folder / name for name in OWN_SOURCES):
        target = source.with_suffix(".qm")
        if tool is not None and source.is_file() and _is_stale(target, source):
            subprocess.run([tool, source, "-qm", target], check=True, capture_output=True)
            yield target


def _pyside() -> Path | None:
    """Find PySide6, which brings Qt's compiler of translations; a checkout without a window lacks it."""
    spec = find_spec("PySide6")
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else None


def _is_stale(target: Path, source: Path) -> bool:
    return not target.is_file() or target.stat().st_mtime <= source.stat().st_mtime


if __name__ == "__main__":
    compile_catalogues()
