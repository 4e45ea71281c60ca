"""The disk fills up while somebody speaks: every piece that was kept stays and plays, and it is said why it ended."""

# ruff: noqa: F811

from __future__ import annotations

import pytest

from app.capture.opus import Quality
from app.capture.playing import length_ms
from app.capture.recording import Recording
from app.core.errors import ErrorCode
from app.store import recordings, workspace
from tests.capture.synthetic import Microphone
from tests.store.test_a_full_disk_costs_no_answer import (
    begin,
    fill_up,
    real_reserve,  # noqa: F401 - a fixture
    small_disk,  # noqa: F401 - a fixture
)


@pytest.mark.parametrize("secret", [None, "vana sild"])
def test_what_was_kept_of_a_recording_stays(
    small_disk,
    real_reserve,
    clock,
    form,
    labels,
    secret,
):
    folder = small_disk / "f.sild"
    held, _ = workspace.create(folder, name="F", passphrase=secret, clock=clock)
    with held:
        draft = begin(held, form, labels)
        begun = recordings.begin(held, draft, "/data/said")
        fill_up(small_disk)
        recording = Recording(
            Microphone(seconds=36_000),
            lambda piece: recordings.append(
                held, begun, piece.place, piece.content, piece.milliseconds
            ),
            Quality.NORMAL,
        )
        assert recording.wait(120)
        assert recording.error is not None
        assert recording.error.code is ErrorCode.DISK_FULL
        (kept,) = recordings.list_of(held, draft)
        assert kept.milliseconds == recording.kept_ms > 10_000
        content = recordings.content_of(held, begun)
        assert length_ms(content) == pytest.approx(kept.milliseconds, abs=60)
    (small_disk / "ballast").unlink()
    with workspace.open(folder, secret, clock=clock) as again:
        assert recordings.content_of(again, begun) == content
        recordings.drop(again, begun)
        assert recordings.list_of(again, draft) == []
