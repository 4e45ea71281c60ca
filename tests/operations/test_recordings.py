"""Recordings in the workspace: kept while they are made, found after a crash, joined, allowed or not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import bootstrap
from app.capture.opus import Encoder, Quality
from app.capture.playing import length_ms
from app.capture.recording import Piece, Recording
from app.core.ids import DraftId
from app.operations import attachments, forms, interviews, recordings, workspace
from tests.capture.synthetic import Microphone, tone

TOP = Path(__file__).resolve().parents[2]
FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:odk="http://www.opendatakit.org/xforms" xmlns:sild="urn:sild:xforms:1"><h:head><h:title>Said</h:title><model>
 <instance><data id="said" version="1"><agree/><said/><whole/></data></instance>
 <bind nodeset="/data/agree" type="string" {consent}/><bind nodeset="/data/said" type="binary"/>
 <bind nodeset="/data/whole" type="binary"/>
 <odk:recordaudio event="odk-instance-load" ref="/data/whole" odk:quality="low"/></model></h:head>
 <h:body><select1 ref="/data/agree"><label>May we record?</label>
 <item><label>Yes</label><value>yes</value></item><item><label>No</label><value>no</value></item></select1>
 <upload ref="/data/said" mediatype="audio/*"><label>Said</label></upload></h:body></h:html>"""


def start(services, tmp_path: Path, consent: str = ""):
    path = tmp_path / "said.xml"
    path.write_text(FORM.format(consent=consent), encoding="utf-8")
    imported = forms.import_form(services, path)
    assert imported.bundle is not None, imported.check.findings
    return interviews.start_interview(services, imported.bundle)


def record(services, draft: DraftId, seconds: float = 4) -> recordings.BegunRecording:
    begun = recordings.begin_recording(services, draft, "/data/said")
    microphone = Microphone(seconds=seconds)
    recording = Recording(
        microphone, lambda piece: recordings.keep_piece(services, begun, piece), Quality.VOICE_ONLY
    )
    assert microphone.drained.wait(20)
    recording.stop()
    assert recording.wait(20)
    return begun


def test_a_recording_becomes_an_answer_and_leaves_nothing_behind(services, tmp_path: Path) -> None:
    opened = start(services, tmp_path)
    begun = record(services, opened.draft)
    kept = recordings.make_file(services, begun)
    assert kept is not None
    batch = opened.session.attach(opened.session.address("/data/said"), kept.name, kept.blob)
    interviews.save_step(services, opened.draft, batch.step)
    assert length_ms(attachments.read_file(services, kept.blob)) == pytest.approx(4_000, abs=60)
    again = interviews.continue_interview(services, opened.draft)
    assert recordings.find_unended(services, opened.draft, again.session.attached) == []
    listed = attachments.list_attachments(services, opened.draft)
    assert [(each.label, each.media_type) for each in listed] == [("Said", "audio/ogg")]


def test_nothing_heard_makes_no_file(services, tmp_path: Path) -> None:
    opened = start(services, tmp_path)
    begun = recordings.begin_recording(services, opened.draft, "/data/said")
    assert recordings.make_file(services, begun) is None
    assert recordings.find_unended(services, opened.draft, opened.session.attached) == []


def test_a_later_sitting_is_put_behind_an_earlier_one(services, tmp_path: Path) -> None:
    opened = start(services, tmp_path)
    first = recordings.make_file(services, record(services, opened.draft, 3))
    assert first is not None
    both = recordings.make_file(services, record(services, opened.draft, 2), first.blob)
    assert both is not None
    assert length_ms(attachments.read_file(services, both.blob)) == pytest.approx(5_000, abs=80)
    encoded = Encoder(16_000, Quality.LOW)
    encoded.write(tone(1000, 16_000))
    other = attachments.keep_content(services, b"RIFF....WAVE no Opus", ".wav")
    alone = recordings.make_file(services, record(services, opened.draft, 2), other.blob)
    assert alone is not None
    assert length_ms(attachments.read_file(services, alone.blob)) == pytest.approx(2_000, abs=60)


@pytest.mark.skipif(os.name != "posix", reason="a process is killed the hard way")
def test_a_killed_process_loses_no_piece_that_was_on_the_disk(services, tmp_path: Path) -> None:
    opened = start(services, tmp_path)
    folder = services.workspace.folder
    services.close()
    command = [sys.executable, "-m", "tests.operations.taping", str(folder), opened.draft]
    child = subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    said = [child.stdout.readline() for _ in range(5)]
    child.kill()
    rest, _nothing = child.communicate()
    said += [line + "\n" for line in rest.split("\n")[:-1]]
    said_ms = int(said[-1].split()[1])
    assert said_ms >= 13_000
    opened_again = bootstrap.open_workspace(folder)
    try:
        again = interviews.continue_interview(opened_again, opened.draft)
        (found,) = recordings.find_unended(opened_again, opened.draft, again.session.attached)
        assert found.milliseconds >= said_ms
        kept = recordings.make_file(opened_again, found.begun)
        assert kept is not None
        sound = attachments.read_file(opened_again, kept.blob)
        assert length_ms(sound) == pytest.approx(found.milliseconds, abs=60)
    finally:
        opened_again.close()


def test_what_was_recorded_for_a_draft_that_is_no_more_is_taken_away(
    services, tmp_path: Path
) -> None:
    opened = start(services, tmp_path)
    record(services, opened.draft)
    interviews.discard_draft(services, opened.draft)
    other = start(services, tmp_path)
    recordings.find_unended(services, other.draft, other.session.attached)
    assert len(recordings.find_unended(services, opened.draft, opened.session.attached)) == 1
    interviews.empty_wastebasket(services)
    recordings.find_unended(services, other.draft, other.session.attached)
    assert recordings.find_unended(services, opened.draft, opened.session.attached) == []


def test_a_piece_that_comes_twice_is_kept_once(services, tmp_path: Path) -> None:
    from app.store import recordings as store

    opened = start(services, tmp_path)
    begun = recordings.begin_recording(services, opened.draft, "/data/said")
    for content in (b"first", b"second"):
        recordings.keep_piece(services, begun, Piece(0, content, 1000))
    assert store.content_of(services.workspace, begun.id) == b"second"


def test_only_a_yes_allows_recording_where_the_form_asks(services, tmp_path: Path) -> None:
    free = start(services, tmp_path).session
    assert recordings.may_record(free)
    assert not recordings.asks_for_consent(free)
    asked = start(services, tmp_path, 'sild:consent="record"').session
    agree = asked.address("/data/agree")
    assert recordings.asks_for_consent(asked)
    assert not recordings.may_record(asked)
    assert not recordings.was_refused(asked)
    asked.answer(agree, "yes")
    assert recordings.may_record(asked)
    asked.answer(agree, "no")
    assert not recordings.may_record(asked)
    assert recordings.was_refused(asked)
    asked.give_missing(agree, "refused")
    assert recordings.was_refused(asked)


def test_the_form_says_whether_the_whole_interview_is_recorded(services, tmp_path: Path) -> None:
    audio = recordings.of_interview(start(services, tmp_path).session)
    assert audio is not None
    assert (audio.address, audio.quality) == ("/data/whole", "low")


def test_what_was_replaced_or_withdrawn_is_gone_for_good_once_the_interview_is_finished(
    services, tmp_path: Path
) -> None:
    opened = start(services, tmp_path)
    place = opened.session.address("/data/said")
    kept = []
    for _ in range(3):
        file = recordings.make_file(services, record(services, opened.draft, 2))
        assert file is not None
        kept.append(file)
        batch = opened.session.attach(place, file.name, file.blob)
        interviews.save_step(services, opened.draft, batch.step)
    interviews.finish_interview(services, opened.draft, opened.session)
    assert [attachments.size_of(services, file.blob) > 0 for file in kept] == [False, False, True]
    assert workspace.verify(services).damage == ()
    again = interviews.reopen_interview(services, opened.record, "wrong recording")
    step = again.session.answer(place, "").step
    interviews.save_step(services, again.draft, step)
    interviews.finish_interview(services, again.draft, again.session)
    assert attachments.size_of(services, kept[2].blob) > 0
    assert workspace.verify(services).damage == ()
