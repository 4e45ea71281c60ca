"""Records into a workspace until somebody kills it; says every piece that is on the disk. Run by a test."""

from __future__ import annotations

import sys
from pathlib import Path

from app import bootstrap
from app.capture.opus import Quality
from app.capture.recording import Recording
from app.core.ids import DraftId
from app.operations import recordings
from tests.capture.synthetic import Microphone


def main(folder: str, draft: str) -> None:
    services = bootstrap.open_workspace(Path(folder))
    begun = recordings.begin_recording(services, DraftId(draft), "/data/said")

    def keep(piece) -> None:
        recordings.keep_piece(services, begun, piece)
        print(piece.place, piece.milliseconds, flush=True)

    Recording(Microphone(seconds=10_000, pace_s=0.002), keep, Quality.VOICE_ONLY).wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
