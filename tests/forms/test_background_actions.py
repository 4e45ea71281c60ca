"""Forms that want a position or a recording while questions are answered: they load, say so, and take the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.forms.background import BackgroundAudio, background_audio
from app.forms.findings import FindingCode, Severity
from app.forms.loading import LoadResult, load_file
from app.forms.session import NotAnswerable
from app.forms.state import Address
from app.forms.submission import to_xml
from tests.forms.books import SETTINGS, write_book
from tests.forms.scenario import Scenario, form, inputs, repeat

REC = Address("/data/rec")
FORM = """
| survey |                     |      |       |         |             |
|        | type                | name | label | trigger | parameters  |
|        | text                | a    | A     |         |             |
|        | background-audio    | rec  |       |         | quality=low |
|        | background-geopoint | bg   |       | ${a}    |             |
|        | start-geopoint      | sg   |       |         |             |
"""
XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:odk="http://www.opendatakit.org/xforms"><h:head><h:title>F</h:title><model>
  <instance><data id="f"><a/><rec/><here/></data></instance>
  <odk:recordaudio event="odk-instance-load" ref="/data/rec"/>
  <odk:setgeopoint event="odk-instance-first-load" ref="/data/here"/>
  </model></h:head><h:body><input ref="/data/a"><label>A</label></input></h:body></h:html>"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> LoadResult:
    folder = tmp_path_factory.mktemp("form")
    return load_file(write_book(folder, FORM + SETTINGS), folder / "cache")


def talk(loaded: LoadResult) -> Scenario:
    assert loaded.definition is not None
    return Scenario(loaded.definition)


def told(loaded: LoadResult) -> set[tuple[FindingCode, str]]:
    assert all(finding.severity is Severity.INFO for finding in loaded.findings)
    return {(finding.code, finding.name) for finding in loaded.findings}


def test_each_wish_is_told_at_its_row(loaded: LoadResult) -> None:
    assert told(loaded) == {
        (FindingCode.RECORDED_WITH_CONSENT, "rec"),
        (FindingCode.POSITION_NOT_KNOWN, "bg"),
        (FindingCode.POSITION_NOT_KNOWN, "sg"),
    }
    assert [finding.row for finding in loaded.findings] == [3, 4, 5]


def test_a_form_without_a_workbook_tells_of_its_actions_too(tmp_path: Path) -> None:
    path = tmp_path / "f.xml"
    path.write_text(XFORM, encoding="utf-8")
    loaded = load_file(path, tmp_path)
    assert told(loaded) == {
        (FindingCode.RECORDED_WITH_CONSENT, "/data/rec"),
        (FindingCode.POSITION_NOT_KNOWN, "/data/here"),
    }
    assert loaded.definition is not None
    assert background_audio(loaded.definition) == BackgroundAudio(REC, "voice-only")


def test_the_form_says_where_the_recording_goes_and_how_good_it_is_to_be(
    loaded: LoadResult,
) -> None:
    assert loaded.definition is not None
    assert background_audio(loaded.definition) == BackgroundAudio(REC, "low")
    assert background_audio(form("<a/>", {}, inputs("/data/a"))) is None


def test_positions_stay_empty_at_the_start_and_when_answers_change(loaded: LoadResult) -> None:
    person = talk(loaded).answer("/data/a", "1")
    assert (person.value("/data/bg"), person.value("/data/sg")) == ("", "")


def test_a_recording_is_kept_past_undo_and_comes_back_with_the_draft(loaded: LoadResult) -> None:
    person = talk(loaded).answer("/data/a", "1")
    person.session.attach(REC, "interview.ogg", "1" * 64)
    person.undo()
    assert (person.value("/data/a"), person.value("/data/rec")) == ("", "interview.ogg")
    person.redo()
    again = Scenario(person.definition, steps=person.log)
    assert again.everything() == person.everything()
    assert again.session.finish().attached == {"interview.ogg": "1" * 64}
    assert b"<rec>interview.ogg</rec>" in to_xml(again.session)


def test_a_recording_can_be_taken_away_again(loaded: LoadResult) -> None:
    person = talk(loaded)
    person.session.attach(REC, "interview.ogg", "1" * 64)
    person.session.attach(REC, "", "")
    assert person.value("/data/rec") == ""
    assert not person.session.finish().attached


def test_no_other_silent_node_takes_a_file(loaded: LoadResult) -> None:
    with pytest.raises(NotAnswerable):
        talk(loaded).session.attach(Address("/data/sg"), "a.ogg", "1" * 64)


def test_a_recording_in_rows_is_asked_of_nobody() -> None:
    action = '<odk:recordaudio event="odk-instance-load" ref="/data/p/rec"/>'
    definition = form("<p><a/><rec/></p>", {}, repeat("/data/p", "/data/p/a"), model=action)
    assert background_audio(definition) is None
