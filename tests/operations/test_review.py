"""A coordinator returns and approves interviews; what is decided travels by package and meets corrections there."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import AppError, ErrorCode
from app.forms.state import Address
from app.operations import erasure, interviews, members, review
from app.operations.review import Pending, State
from app.sync import seal
from tests.operations.laptops import Laptop, founded, joined

FIRM = "/data/firm"


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "seal_by_passphrase", lambda octets, _word: octets)
    monkeypatch.setattr(seal, "unseal_by_passphrase", lambda octets, _word, path="": octets)


@pytest.fixture
def team(tmp_path: Path, clock, workbook):
    with founded(tmp_path, clock, workbook) as boss, joined(boss, "Mari", "Mari Maasik") as field:
        yield boss, field


def at(laptop: Laptop, record) -> str:
    return interviews.get_interview(laptop.services, record).status


def remark(laptop: Laptop, record, text: str, address: str = FIRM) -> None:
    pending = Pending(review.new_remark_id(), address, text)
    review.note_remark(laptop.services, record, pending)


def returned(laptop: Laptop, record, *texts: str, note: str = "") -> None:
    for text in texts:
        remark(laptop, record, text)
    sheet = review.read_sheet(laptop.services, record)
    review.send_back(laptop.services, record, sheet.seen, note)


def approve(laptop: Laptop, record) -> None:
    seen = review.read_sheet(laptop.services, record).seen
    review.approve(laptop.services, {record: seen})


def test_a_return_travels_with_its_remarks_and_the_answer_travels_back(team):
    boss, field = team
    record = field.interview()
    boss.merge(field.write())
    returned(boss, record, "Mis nimi see on?", note="Vaadake üle")
    assert at(boss, record) == State.RETURNED

    field.merge(boss.campaign(to=field.fingerprint))
    assert at(field, record) == State.RETURNED
    why = review.read_return(field.services, record)
    assert why is not None
    assert (why.by, why.note, why.remarks) == ("Kai Kontor", "Vaadake üle", 2)

    opened = interviews.reopen_interview(field.services, record, "tagastatud")
    session = opened.session
    asked = [each for each in session.remarks() if each.review and each.state == "open"]
    assert sorted(each.text for each in asked) == ["Mis nimi see on?", "Vaadake üle"]
    steps = [session.answer(Address(FIRM), "Viru Metall OÜ").step]
    steps += [session.answer_remark(each, "Parandatud").step for each in asked]
    for step in steps:
        interviews.save_step(field.services, opened.draft, step)
    again = interviews.continue_interview(field.services, opened.draft)
    assert {each.reply for each in again.session.remarks()} == {"Parandatud"}
    interviews.finish_interview(field.services, opened.draft, again.session)
    assert at(field, record) == State.CORRECTED

    judged_again(boss, field, record)


def judged_again(boss: Laptop, field: Laptop, record) -> None:
    boss.merge(field.write())
    sheet = review.read_sheet(boss.services, record)
    assert sheet.state == State.CORRECTED
    change = sheet.changes[FIRM]
    assert (change.before, change.after) == ("Viru Metall", "Viru Metall OÜ")
    assert {each.state for each in sheet.session.remarks()} == {"answered"}
    approve(boss, record)
    assert at(boss, record) == State.APPROVED
    sheet = review.read_sheet(boss.services, record)
    assert len(sheet.closed) == 2
    assert not sheet.is_disputed


def test_a_correction_made_meanwhile_is_seen_after_the_approval(team):
    boss, field = team
    record = field.interview()
    boss.merge(field.write())
    approve(boss, record)
    field.correct(record, "Teine nimi")
    boss.merge(field.write())
    assert at(boss, record) == State.CORRECTED
    assert review.read_sheet(boss.services, record).changes[FIRM].after == "Teine nimi"


def test_an_approval_speaks_only_of_what_was_on_the_desk(team):
    boss, field = team
    record = field.interview()
    boss.merge(field.write())
    seen = review.read_sheet(boss.services, record).seen
    field.correct(record, "Teine nimi")
    boss.merge(field.write())
    review.approve(boss.services, {record: seen})
    assert at(boss, record) == State.CORRECTED


def test_a_correction_begun_before_the_return_came_leaves_it_standing(team):
    boss, field = team
    record = field.interview()
    boss.merge(field.write())
    opened = interviews.reopen_interview(field.services, record, "viga")
    returned(boss, record, "Mis nimi see on?")
    field.merge(boss.campaign(to=field.fingerprint))
    interviews.finish_interview(field.services, opened.draft, opened.session)
    assert at(field, record) == State.RETURNED


def test_remarks_wait_until_they_are_sent_and_are_kept_with_an_approval(team):
    boss, _field = team
    record = boss.interview()
    remark(boss, record, "Hästi küsitud")
    sheet = review.read_sheet(boss.services, record)
    assert [each.text for each in sheet.pending] == ["Hästi küsitud"]
    approve(boss, record)
    sheet = review.read_sheet(boss.services, record)
    assert sheet.pending == ()
    assert [(each.text, each.state) for each in sheet.session.remarks()] == [
        ("Hästi küsitud", "resolved")
    ]


def test_a_remark_without_words_is_taken_away(team):
    boss, _field = team
    record = boss.interview()
    pending = Pending(review.new_remark_id(), FIRM, "Mis see on?")
    review.note_remark(boss.services, record, pending)
    left = review.note_remark(boss.services, record, Pending(pending.id, FIRM, " "))
    assert left == review.read_pending(boss.services, record) == ()


def test_nothing_is_returned_without_saying_why(team):
    boss, _field = team
    record = boss.interview()
    seen = review.read_sheet(boss.services, record).seen
    with pytest.raises(AppError) as refused:
        review.send_back(boss.services, record, seen, "  ")
    assert refused.value.code is ErrorCode.REASON_MISSING
    assert at(boss, record) == State.FINISHED


def test_an_interviewer_approves_nothing(team):
    _boss, field = team
    record = field.interview()
    seen = review.read_sheet(field.services, record).seen
    with pytest.raises(AppError) as refused:
        review.approve(field.services, {record: seen})
    assert refused.value.code is ErrorCode.NOT_REVIEWER
    members.set_current_member(field.services, "Reviewer", "reviewer")
    review.approve(field.services, {record: seen})
    assert at(field, record) == State.APPROVED


def test_corrected_interviews_wait_before_finished_ones(team):
    boss, _field = team
    one, two, three = boss.interview("A"), boss.interview("B"), boss.interview("C", test=True)
    approve(boss, two)
    boss.correct(two, "B2")
    assert [row.record for row in review.waiting(boss.services)] == [two, one]
    assert three not in [row.record for row in review.waiting(boss.services)]


def test_what_was_noted_is_forgotten_with_the_interview(team):
    boss, _field = team
    record, other = boss.interview("A"), boss.interview("B")
    remark(boss, record, "Mis nimi see on?")
    remark(boss, other, "Aga see?")
    gone = erasure.ErasureWish(records=(("interview", record),))
    erasure.erase(boss.services, gone)
    assert review.read_pending(boss.services, record) == ()
    assert len(review.read_pending(boss.services, other)) == 1
