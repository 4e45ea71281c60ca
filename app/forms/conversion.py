"""From a workbook to an XForm by pyxform, in a child process, kept in a cache.

The cache is keyed by the workbook's bytes and pyxform's version, so a form that was converted once opens without
pyxform or openpyxl ever being imported. Entries are written beside and moved into place: a crash leaves none half done.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache as remember
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from app.core.errors import AppError, ErrorCode
from app.forms.conversion_request import request_of, restore_names
from app.forms.workbook import Workbook, read_file, read_workbook

if TYPE_CHECKING:
    from app.core.progress import Progress

SECONDS = 120
"""A form of 5,000 questions takes 8 s, 20 s on a slow laptop."""
MEMORY_MB = 3072
"""Address space of the child, of which 5,000 questions use a tenth."""
RECIPE = "4"
"""Counts how cells are handed to pyxform; a change makes old cache entries useless."""
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much memory a conversion may take."""

    seconds: float = SECONDS
    memory_mb: int = MEMORY_MB


@dataclass(frozen=True, slots=True)
class Refusal(Exception):  # noqa: N818 - an outcome that callers turn into a finding
    """Pyxform refused the workbook: its sentence in English, its code and what the code is about."""

    sentence: str
    code: str
    context: Mapping[str, str]


def child_command() -> list[str]:
    """Return the command line that starts the child; a frozen Sild starts itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--convert"]
    return [sys.executable, "-m", "app.forms.conversion_child"]


def convert(
    path: Path,
    cache: Path,
    progress: Progress,
    workbook: Workbook | None = None,
    limits: Limits | None = None,
    command: Callable[[], Sequence[str]] = child_command,
) -> bytes:
    """Convert a workbook to the bytes of an XForm, or take them from ``cache``.

    Raises Refusal when pyxform finds fault with the form; AppError CONVERSION_FAILED, CONVERSION_TIMED_OUT,
    CONVERSION_OUT_OF_MEMORY and all of `read_workbook`; Cancelled.
    """
    data = read_file(path)
    kept = cached(data, cache, path.stem)
    if kept is not None:
        return kept
    workbook = workbook or read_workbook(path, progress)
    answer = _Child(path, limits or Limits(), command()).run(
        request_of(workbook, path.stem), progress
    )
    if "refused" in answer:
        raise Refusal(
            str(answer["refused"]), str(answer.get("code", "")), answer.get("context", {})
        )
    if "xform" not in answer:
        raise AppError(
            ErrorCode.CONVERSION_OUT_OF_MEMORY, path=str(path), limit=(limits or Limits()).memory_mb
        )
    xform = restore_names(str(answer["xform"])).encode()
    _keep(_entry(data, cache, path.stem), xform)
    return xform


def cached(data: bytes, cache: Path, stem: str) -> bytes | None:
    """Return a workbook's XForm if the cache has it; ``stem`` names a form that has no id of its own."""
    with contextlib.suppress(OSError):
        return _entry(data, cache, stem).read_bytes() or None
    return None


def _entry(data: bytes, cache: Path, stem: str) -> Path:
    key = hashlib.sha256(data)
    key.update(f"\0{RECIPE}\0{_pyxform_version()}\0{stem}".encode())
    return cache / f"{key.hexdigest()}.xform"


@remember
def _pyxform_version() -> str:
    try:
        return version("pyxform")
    except PackageNotFoundError:
        return "unknown"


def _keep(entry: Path, xform: bytes) -> None:
    """Write a cache entry whole or not at all; a cache that cannot be written only costs time."""
    with contextlib.suppress(OSError):
        entry.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=entry.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(xform)
            Path(name).replace(entry)
        except OSError:
            Path(name).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Child:
    """One run of the child: fed, watched, and ended when it takes too long or nobody wants it any more."""

    path: Path
    limits: Limits
    command: Sequence[str]

    def run(self, request: dict[str, object], progress: Progress) -> dict[str, Any]:
        progress.step(0, 0, "converting")
        message = json.dumps({"workbook": request, "memory_mb": self.limits.memory_mb}).encode()
        with (
            tempfile.TemporaryFile() as asked,
            tempfile.TemporaryFile() as said,
            tempfile.TemporaryFile() as groaned,
        ):
            asked.write(message)
            asked.seek(0)
            status = self._wait(self._start(asked, said, groaned), progress)
            said.seek(0)
            groaned.seek(0)
            return self._answer(status, said.read(), groaned.read())

    def _start(
        self, asked: IO[bytes], said: IO[bytes], groaned: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        root = Path(__file__).resolve().parents[2]
        quiet = int(getattr(subprocess, "CREATE_NO_WINDOW", 0))
        try:
            return subprocess.Popen(
                list(self.command),
                stdin=asked,
                stdout=said,
                stderr=groaned,
                cwd=root,
                creationflags=quiet,
            )
        except OSError as error:
            detail = error.strerror or type(error).__name__
            raise AppError(
                ErrorCode.CONVERSION_FAILED, path=str(self.path), detail=detail
            ) from error

    def _wait(self, process: subprocess.Popen[bytes], progress: Progress) -> int:
        deadline = time.monotonic() + self.limits.seconds
        try:
            while True:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    return process.wait(_POLL_SECONDS)
                progress.step(0, 0, "converting")
                if time.monotonic() > deadline:
                    seconds = round(self.limits.seconds)
                    raise AppError(
                        ErrorCode.CONVERSION_TIMED_OUT, path=str(self.path), seconds=seconds
                    )
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()

    def _answer(self, status: int, said: bytes, groaned: bytes) -> dict[str, Any]:
        with contextlib.suppress(ValueError):
            answer = json.loads(said)
            if isinstance(answer, dict):
                return answer
        if b"MemoryError" in groaned:
            return {}
        last = groaned.decode(errors="replace").strip().splitlines()[-1:] or [f"status {status}"]
        raise AppError(ErrorCode.CONVERSION_FAILED, path=str(self.path), detail=last[0][:200])
