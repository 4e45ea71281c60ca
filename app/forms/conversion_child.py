"""The process in which pyxform runs: a workbook's cells come in on standard input, an XForm goes out.

A process of its own because converting takes seconds of pure Python, which in a thread would make the window
stutter, and because a hostile workbook must hit a wall of memory that is not Sild's. Whoever packs Sild into one
executable starts it with ``--convert`` instead and calls `main`.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def main() -> int:
    """Convert what stands on standard input, write JSON to standard output. Returns the exit status."""
    request = json.loads(sys.stdin.buffer.read())
    _limit_memory(int(request.get("memory_mb", 0)))
    answer = convert(request["workbook"])
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return 0


def convert(workbook: dict[str, Any]) -> dict[str, Any]:
    """Run pyxform on cells as `conversion` sends them. The answer has ``xform`` or ``refused``, and ``warnings``.

    Whatever else pyxform raises ends the process, and the parent reports its last line.
    """
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as pyxform_convert

    warnings: list[str] = []
    try:
        result = pyxform_convert(workbook, warnings=warnings)
    except PyXFormError as error:
        code = error.code.name if error.code else ""
        context = {str(key): str(value) for key, value in error.context.items()}
        return {"refused": str(error), "code": code, "context": context, "warnings": warnings}
    except MemoryError:
        return {"out_of_memory": True, "warnings": []}
    return {"xform": result.xform, "warnings": warnings}


def _limit_memory(megabytes: int) -> None:
    """Let the process run against a wall; Windows has none of this kind, the time limit is left there."""
    if megabytes <= 0 or sys.platform == "win32":
        return
    import resource

    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    sys.exit(main())
