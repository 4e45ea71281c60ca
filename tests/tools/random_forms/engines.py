"""The two engines, each as a function from a form and a script to a run.

The peer is ODK's Web Forms engine, driven by ``session.mjs`` of a folder that is not part of this repository (the
engine comes from npm). One Node process serves many runs: starting it costs more than most forms.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any

from app.core.clock import StillClock
from app.core.errors import AppError
from app.core.ids import RecordId
from app.forms.program import program_of
from app.forms.reader import read_xform
from app.forms.session import FormSession
from tests.tools.conformance import drive

NOW = "2024-03-15T12:00:00Z"
RECORD = RecordId("00000000-0000-4000-8000-000000000000")
_PATIENCE = 120
_SERVER = """
const { drive } = await import(process.argv[1]);
const { createInterface } = await import('node:readline');
const write = process.stdout.write.bind(process.stdout);
console.log = console.warn = console.info = console.error = console.debug = () => {};
process.on('unhandledRejection', () => {});
for await (const line of createInterface({ input: process.stdin })) {
  const { form, steps } = JSON.parse(line);
  let run; try { run = await drive(form, steps); }
  catch (e) { run = { load: 'error', error: String(e).slice(0, 300) }; }
  delete run.final; delete run.xml; write(JSON.stringify(run) + '\\n');
}
process.exit(0);
"""

Json = dict[str, Any]


def opened(xform: str) -> FormSession:
    """Open a form in Sild at the still clock. Raises AppError."""
    definition = read_xform(xform.encode())
    faults = program_of(definition).faults
    if faults:
        raise ValueError(faults)
    return FormSession.open(definition, record=RECORD, clock=StillClock.at(NOW), seed=0)


def run_sild(xform: str, steps: list[Json]) -> Json:
    """Run a form in Sild; ``load`` says ``error`` when it cannot be opened."""
    try:
        session = opened(xform)
    except (AppError, ValueError) as error:
        return {"load": "error", "error": str(error)}
    return drive(session, steps)


class Peer:
    """Web Forms in a Node process, which is started when it is first needed and again when it hangs."""

    def __init__(self, folder: Path, node: str = "node") -> None:
        self._module = (folder / "session.mjs").resolve()
        self._node = node
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()
        self._scratch = tempfile.TemporaryDirectory(prefix="random-forms-")

    def run(self, xform: str, steps: list[Json]) -> Json:
        """Run a form; ``load`` says ``error`` when the peer cannot open it or does not answer in time."""
        file = Path(self._scratch.name) / "form.xml"
        file.write_text(xform, encoding="utf-8")
        process = self._started()
        assert process.stdin is not None
        process.stdin.write(json.dumps({"form": str(file), "steps": steps}) + "\n")
        process.stdin.flush()
        try:
            found: Json = json.loads(self._answers.get(timeout=_PATIENCE))
        except queue.Empty:
            self.close()
            return {"load": "error", "error": "no answer"}
        return found

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._answers = queue.Queue()
            self._process = subprocess.Popen(
                [self._node, "--input-type=module", "-e", _SERVER, self._module.as_uri()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                env={**os.environ, "TZ": "UTC", "FIXED_NOW": NOW},
            )
            threading.Thread(
                target=self._listen, args=(self._process, self._answers), daemon=True
            ).start()
        return self._process

    @staticmethod
    def _listen(process: subprocess.Popen[str], answers: queue.Queue[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            answers.put(line)
