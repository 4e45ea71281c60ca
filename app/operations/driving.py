"""A form driven by a list of steps, without a screen and without a workspace: what ``sild form run`` prints.

Apart from ``forms`` because nothing of it is kept: it serves authors who try a form out, and comparisons of engines.
"""

from __future__ import annotations

import json
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from app.core.clock import StillClock, SystemClock
from app.core.errors import AppError, ErrorCode
from app.core.ids import RecordId, new_record_id

if TYPE_CHECKING:
    from pathlib import Path

    from app.core.progress import Progress
    from app.forms.definition import FormDefinition
    from app.forms.findings import Finding
    from app.forms.script import ScriptStep
    from app.forms.session import FormSession


@dataclass(frozen=True, slots=True)
class FormRun:
    """What to do with a form: ``steps`` is a JSON file, ``language`` anything the form's languages resolve.

    With a ``clock`` that stands still everything random follows from its moment.
    """

    steps: Path
    clock: StillClock | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class FormRunResult:
    """What came of it. ``states`` holds ``initial``, ``steps`` and ``final`` in the shape of architecture.md.

    ``is_loaded`` False: the form was rejected, and only ``findings`` say anything.
    """

    is_loaded: bool
    findings: tuple[Finding, ...]
    states: Mapping[str, object] = field(default_factory=dict)
    xml: str = ""


def run_form_file(
    path: Path, cache: Path, wish: FormRun, progress: Progress | None = None
) -> FormRunResult:
    """Load a form, carry the steps out and tell every state on the way.

    Raises AppError STEPS_BROKEN, LANGUAGE_UNKNOWN, and those of a file that cannot be read.
    """
    from app.forms import script
    from app.forms.loading import load_file
    from app.forms.submission import to_xml

    steps = _read_steps(wish.steps)
    loaded = load_file(path, cache, progress)
    if loaded.definition is None:
        return FormRunResult(is_loaded=False, findings=loaded.findings)
    session = _open(loaded.definition, wish)
    states = script.run(lambda: session, steps)
    xml = to_xml(session).decode()
    return FormRunResult(is_loaded=True, findings=loaded.findings, states=states, xml=xml)


def _open(definition: FormDefinition, wish: FormRun) -> FormSession:
    from app.forms.languages import resolve
    from app.forms.session import FormSession

    seed = zlib.crc32(wish.clock.now().isoformat().encode()) if wish.clock else None
    return FormSession.open(
        definition,
        record=new_record_id() if seed is None else _record(seed),
        clock=wish.clock or SystemClock(),
        language=resolve(definition.languages, wish.language) if wish.language else None,
        seed=seed,
    )


def _record(seed: int) -> RecordId:
    return RecordId(str(uuid.UUID(int=Random(seed).getrandbits(128), version=4)))


def _read_steps(path: Path) -> list[ScriptStep]:
    from app.forms import script

    try:
        raw = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise AppError(ErrorCode.FILE_MISSING, path=str(path)) from error
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise AppError(ErrorCode.FILE_UNREADABLE, path=str(path), detail=detail) from error
    except (ValueError, RecursionError) as error:
        raise AppError(ErrorCode.STEPS_BROKEN, path=str(path), detail="JSON") from error
    return script.read_steps(raw, str(path))
