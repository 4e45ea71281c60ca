"""The log of a draft: appended, durable, whole, in order; finished, discarded, brought back."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from app.core.errors import AppError, ErrorCode
from app.core.ids import DraftId, new_record_id
from app.forms.state import Step
from app.records.live import live_view
from app.records.revision import Content, Kind
from app.store import (
    draft_log,
    drafts,
    finishing,
    forms,
    members,
    revisions,
    settings,
    views,
    wastebasket,
    workspace,
)
from app.store.drafts import NewDraft, Summary


def answer(value: str, path: str = "/data/a") -> Step:
    return Step("set", path, {"value": value})


def finished(begun, **fields: str) -> finishing.Finished:
    told = {
        "meta/form": begun.bundle,
        "meta/title": "Õun OÜ",
        "meta/status": "finished",
        "meta/finished": "2026-05-04T15:00:00+03:00",
    }
    return finishing.Finished(fields={**told, **fields}, actor="member-1")


def test_a_step_is_read_back_as_it_was_given(begun):
    step = Step("add", "/data/person", {"id": "x", "before": ""}, {"/data/person{x}/uuid": "1"})
    saved = drafts.append_step(begun.workspace, begun.draft, step).result()
    assert saved.seq == 1
    assert saved.at == begun.workspace.clock.now()
    assert drafts.steps_of(begun.workspace, begun.draft) == [step]


def test_the_opening_is_the_first_step(begun):
    opening = Step("open", effects={"/data/start": "2026-05-04T14:02:00+03:00"})
    new = NewDraft(record=new_record_id(), bundle=begun.bundle)
    draft = drafts.create_draft(begun.workspace, new, opening)
    assert draft.steps == 1
    assert drafts.steps_of(begun.workspace, draft.id) == [opening]


def test_steps_given_at_once_stand_in_the_order_they_were_given(begun):
    promised = [
        drafts.append_step(begun.workspace, begun.draft, answer(str(n))) for n in range(200)
    ]
    assert [p.result().seq for p in promised] == list(range(1, 201))
    found = drafts.steps_of(begun.workspace, begun.draft)
    assert [s.payload["value"] for s in found] == [str(n) for n in range(200)]


def test_steps_of_many_threads_all_land(begun):
    def work(name: str) -> None:
        for n in range(20):
            drafts.append_step(begun.workspace, begun.draft, answer(f"{name}{n}")).result()

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    values = [s.payload["value"] for s in drafts.steps_of(begun.workspace, begun.draft)]
    assert len(values) == 60
    assert [v for v in values if v[0] == "a"] == [f"a{n}" for n in range(20)]


@pytest.mark.parametrize("value", ["", "õ\n\t\"'", "\u0000", "Ж" * 10_000, "\U0001f600"])
def test_any_text_is_kept(begun, value):
    drafts.append_step(begun.workspace, begun.draft, answer(value)).result()
    assert drafts.steps_of(begun.workspace, begun.draft)[0].payload["value"] == value


def test_half_a_character_does_not_stop_the_interview(begun):
    drafts.append_step(begun.workspace, begun.draft, answer("a\ud83d")).result()
    assert drafts.steps_of(begun.workspace, begun.draft)[0].payload["value"] == "a\ufffd"


def test_steps_survive_closing(begun, folder, clock):
    drafts.append_step(begun.workspace, begun.draft, answer("1"))
    begun.workspace.close()
    with workspace.open(folder, clock=clock) as again:
        assert len(drafts.steps_of(again, begun.draft)) == 1


def test_the_list_shows_what_the_session_said_last(begun):
    summary = Summary("Õun OÜ", 3, 12, "Russian (ru)")
    drafts.append_step(begun.workspace, begun.draft, answer("1"), summary).result()
    drafts.append_step(begun.workspace, begun.draft, answer("2")).result()
    (row,) = views.list_interviews(begun.workspace)
    assert (row.title, row.answered, row.total, row.language) == ("Õun OÜ", 3, 12, "Russian (ru)")
    drafts.describe(begun.workspace, begun.draft, Summary("Pirn", 4, 12, "Estonian (et)"))
    assert views.list_interviews(begun.workspace)[0].title == "Pirn"


def test_an_unknown_draft_is_told_and_nothing_waits_for_it(begun):
    unknown = DraftId("no such draft")
    with pytest.raises(AppError) as raised:
        drafts.append_step(begun.workspace, unknown, answer("1")).result()
    assert raised.value.code is ErrorCode.INTERVIEW_UNKNOWN
    assert drafts.unsaved_steps(begun.workspace, unknown) == 0


def test_a_step_that_failed_goes_before_the_next_one(begun, monkeypatch):
    def full(*_):
        raise AppError(ErrorCode.DISK_FULL, path="")

    whole = draft_log.append
    monkeypatch.setattr(draft_log, "append", full)
    for value in "12":
        with pytest.raises(AppError):
            drafts.append_step(begun.workspace, begun.draft, answer(value)).result()
    assert drafts.unsaved_steps(begun.workspace, begun.draft) == 2
    monkeypatch.setattr(draft_log, "append", whole)
    saved = drafts.append_step(begun.workspace, begun.draft, answer("3")).result()
    assert saved.seq == 3
    assert drafts.unsaved_steps(begun.workspace, begun.draft) == 0
    found = drafts.steps_of(begun.workspace, begun.draft)
    assert [s.payload["value"] for s in found] == ["1", "2", "3"]


def test_waiting_steps_are_written_on_asking_and_on_closing(begun, folder, clock, monkeypatch):
    def full(*_):
        raise AppError(ErrorCode.DISK_FULL, path="")

    whole = draft_log.append
    assert drafts.retry(begun.workspace, begun.draft).result() is None
    monkeypatch.setattr(draft_log, "append", full)
    with pytest.raises(AppError):
        drafts.append_step(begun.workspace, begun.draft, answer("1")).result()
    with pytest.raises(AppError):
        drafts.retry(begun.workspace, begun.draft).result()
    monkeypatch.setattr(draft_log, "append", whole)
    begun.workspace.close()
    with workspace.open(folder, clock=clock) as again:
        assert len(drafts.steps_of(again, begun.draft)) == 1


def test_finishing_writes_one_revision_and_takes_the_draft_away(begun):
    drafts.append_step(begun.workspace, begun.draft, answer("1")).result()
    made = finishing.finish(
        begun.workspace, begun.draft, finished(begun, **{"answers/data/a": "1"})
    )
    assert made.record == begun.draft
    assert made.parents == ()
    assert made.decides == frozenset(made.fields)
    assert made.actor == "member-1"
    assert drafts.list_drafts(begun.workspace) == []
    assert revisions.heads(begun.workspace, made.record) == (made.id,)
    (row,) = views.list_interviews(begun.workspace)
    assert (row.kind, row.title, row.status) == ("finished", "Õun OÜ", "finished")
    left = begun.workspace.call(
        lambda c: c.exec_driver_sql("SELECT count(*) FROM draft_step").scalar()
    )
    assert left == 0


def test_finishing_twice_is_told(begun):
    finishing.finish(begun.workspace, begun.draft, finished(begun))
    with pytest.raises(AppError) as raised:
        finishing.finish(begun.workspace, begun.draft, finished(begun))
    assert raised.value.code is ErrorCode.INTERVIEW_UNKNOWN
    assert len(revisions.all_ids(begun.workspace)) == 2


def test_what_follows_from_an_interview_is_written_with_it_or_not_at_all(begun):
    def entity(interview):
        fields = {"label": "Õun", "meta/source": interview.id}
        return [
            Content(
                record=new_record_id(), kind=Kind.ENTITY, fields=fields, decides=frozenset(fields)
            )
        ]

    def broken(_):
        raise LookupError

    told = finished(begun)
    with pytest.raises(LookupError):
        finishing.finish(
            begun.workspace,
            begun.draft,
            finishing.Finished(fields=told.fields, actor="m", also=broken),
        )
    assert len(drafts.list_drafts(begun.workspace)) == 1
    made = finishing.finish(
        begun.workspace, begun.draft, finishing.Finished(fields=told.fields, actor="m", also=entity)
    )
    assert made.seq + 1 == begun.workspace.call(
        lambda c: c.exec_driver_sql("SELECT max(seq) FROM revision").scalar()
    )
    assert revisions.counts_by_kind(begun.workspace)["entity"] == 1


def test_a_correction_names_what_it_changes_and_why(begun):
    held = begun.workspace
    first = finishing.finish(
        held, begun.draft, finished(begun, **{"answers/data/a": "1", "answers/data/b": "2"})
    )
    draft = drafts.create_correction(held, first.record, reason="  misheard ")
    assert draft.is_correction
    assert draft.parents == (first.id,)
    assert drafts.base_of(held, draft.id).values["answers/data/a"] == "1"
    assert [row.id for row in views.list_interviews(held)] == [draft.id]
    second = finishing.finish(held, draft.id, finished(begun, **{"answers/data/a": "9"}))
    assert second.decides == {"answers/data/a", "answers/data/b"}
    assert second.reason == "misheard"
    assert second.parents == (first.id,)
    assert revisions.view_of(held, first.record).values["answers/data/a"] == "9"
    assert "answers/data/b" not in revisions.view_of(held, first.record).values
    assert second.seq > first.seq
    assert second.hlc > first.hlc


def test_a_correction_under_way_is_continued_and_needs_a_reason(begun):
    held = begun.workspace
    made = finishing.finish(held, begun.draft, finished(begun))
    draft = drafts.create_correction(held, made.record, reason="one")
    assert drafts.create_correction(held, made.record, reason="two") == draft
    with pytest.raises(AppError) as raised:
        drafts.create_correction(held, made.record, reason="  ")
    assert raised.value.code is ErrorCode.REASON_MISSING
    with pytest.raises(AppError) as raised:
        drafts.create_correction(held, new_record_id(), reason="x")
    assert raised.value.code is ErrorCode.INTERVIEW_UNKNOWN


def test_a_correction_of_what_changed_meanwhile_is_a_conflict_and_not_a_loss(begun):
    held = begun.workspace
    first = finishing.finish(held, begun.draft, finished(begun, **{"answers/data/a": "1"}))
    draft = drafts.create_correction(held, first.record, reason="x")
    revisions.write(
        held,
        Content(
            record=first.record,
            kind=Kind.INTERVIEW,
            fields={**first.fields, "answers/data/a": "2"},
            decides=frozenset({"answers/data/a"}),
            parents=[first.id],
        ),
    )
    finishing.finish(held, draft.id, finished(begun, **{"answers/data/a": "3"}))
    view = revisions.view_of(held, first.record)
    assert {c.value for c in view.conflicts["answers/data/a"]} == {"2", "3"}
    assert views.list_interviews(held)[0].conflicts == 1
    settle = drafts.create_correction(held, first.record, reason="settled")
    told = finished(begun, **{"answers/data/a": view.values["answers/data/a"]})
    resolves = frozenset(view.conflicts)
    finishing.finish(
        held, settle.id, finishing.Finished(fields=told.fields, actor="m", resolves=resolves)
    )
    assert not revisions.view_of(held, first.record).conflicts
    assert views.list_interviews(held)[0].conflicts == 0


def test_the_wastebasket_keeps_a_draft_for_thirty_days(begun, clock):
    held = begun.workspace
    drafts.append_step(held, begun.draft, answer("1")).result()
    wastebasket.discard(held, begun.draft)
    assert views.list_interviews(held) == []
    assert [row.id for row in views.wastebasket(held)] == [begun.draft]
    with pytest.raises(AppError):
        drafts.append_step(held, begun.draft, answer("2")).result()
    clock.move(timedelta(days=29))
    assert wastebasket.purge(held) == 0
    wastebasket.restore(held, begun.draft)
    assert len(drafts.steps_of(held, begun.draft)) == 1
    wastebasket.discard(held, begun.draft)
    clock.move(timedelta(days=30))
    assert wastebasket.purge(held) == 1
    assert views.wastebasket(held) == []


def test_opening_destroys_what_lay_there_for_thirty_days(begun, folder, clock):
    wastebasket.discard(begun.workspace, begun.draft)
    begun.workspace.close()
    clock.move(timedelta(days=29))
    with workspace.open(folder, clock=clock) as again:
        assert len(views.wastebasket(again)) == 1
    clock.move(timedelta(days=1))
    with workspace.open(folder, clock=clock) as again:
        assert views.wastebasket(again) == []


def test_emptying_the_wastebasket_takes_only_what_lies_in_it(begun):
    held = begun.workspace
    assert wastebasket.purge(held, [begun.draft]) == 0
    wastebasket.discard(held, begun.draft)
    assert wastebasket.purge(held, [begun.draft]) == 1
    with pytest.raises(AppError):
        drafts.get_draft(held, begun.draft)


def test_a_purged_answer_is_nowhere_in_the_files(begun, folder):
    held = begun.workspace
    drafts.append_step(held, begun.draft, answer("Kadri Tamm, Kopli 12")).result()
    wastebasket.discard(held, begun.draft)
    wastebasket.purge(held, [begun.draft])
    held.close()
    assert b"Kopli 12" not in (folder / "workspace.db").read_bytes()


def test_what_was_left_open_is_offered_again(begun, folder, clock):
    drafts.append_step(begun.workspace, begun.draft, answer("1")).result()
    assert [d.id for d in drafts.left_open(begun.workspace)] == [begun.draft]
    drafts.mark_closed(begun.workspace, begun.draft)
    begun.workspace.close()
    with workspace.open(folder, clock=clock) as again:
        assert drafts.left_open(again) == []
        drafts.mark_open(again, begun.draft)
        assert len(drafts.left_open(again)) == 1


def test_a_log_with_a_hole_is_told_as_damage(begun):
    for value in "123":
        drafts.append_step(begun.workspace, begun.draft, answer(value)).result()
    begun.workspace.call(lambda c: c.exec_driver_sql("DELETE FROM draft_step WHERE seq = 2"))
    with pytest.raises(AppError) as raised:
        drafts.steps_of(begun.workspace, begun.draft)
    assert raised.value.code is ErrorCode.WORKSPACE_DAMAGED


def test_forms_are_kept_whole_and_once(begun, form, labels):
    held = begun.workspace
    assert not forms.add_bundle(held, form, labels)
    assert dict(forms.get_files(held, form.id)) == dict(form.files)
    (kept,) = forms.list_forms(held)
    assert kept.labels == labels
    assert kept.interviews == 1
    assert forms.get_form(held, form.id) == kept
    with pytest.raises(AppError):
        forms.get_files(held, DraftId("0" * 64))
    with pytest.raises(AppError):
        forms.get_form(held, DraftId("0" * 64))


def test_a_retired_form_is_offered_again_when_it_is_imported_again(begun, form, labels):
    held = begun.workspace
    forms.retire(held, form.id)
    assert forms.list_forms(held)[0].retired_at is not None
    forms.restore(held, form.id)
    assert forms.list_forms(held)[0].retired_at is None
    forms.retire(held, form.id)
    forms.add_bundle(held, form, labels)
    assert forms.list_forms(held)[0].retired_at is None
    with pytest.raises(AppError):
        forms.retire(held, DraftId("0" * 64))


def test_a_form_whose_bytes_changed_is_told_as_damage(begun, form):
    begun.workspace.call(lambda c: c.exec_driver_sql("UPDATE form_file SET content = x'00'"))
    with pytest.raises(AppError) as raised:
        forms.get_files(begun.workspace, form.id)
    assert raised.value.code is ErrorCode.WORKSPACE_DAMAGED


def test_members_are_records_and_one_of_them_works_here(plain):
    assert members.current_member(plain) is None
    mari = members.set_current_member(plain, "Mari", "interviewer")
    assert members.current_member(plain) == mari
    olga = members.add_member(plain, "Olga", "coordinator")
    assert members.list_members(plain) == [mari, olga]
    again = members.set_current_member(plain, "Mari", "coordinator")
    assert again.id == mari.id
    assert members.get_member(plain, mari.id).role == "coordinator"
    assert revisions.counts_by_kind(plain) == {"member": 3}
    members.change_member(plain, again)
    assert revisions.counts_by_kind(plain) == {"member": 3}
    with pytest.raises(AppError):
        members.get_member(plain, DraftId("x"))


def test_settings_are_kept(plain, folder, clock):
    assert settings.get_setting(plain, "theme", "light") == "light"
    settings.set_setting(plain, "theme", "dark")
    settings.set_setting(plain, "theme", "light")
    plain.close()
    with workspace.open(folder, clock=clock) as again:
        assert settings.all_settings(again) == {"theme": "light"}


def test_unknown_kinds_are_parked_and_counted_in_the_digest(plain, begun):
    from app.records.canonical import decode, encode
    from app.records.revision import read

    made = finishing.finish(begun.workspace, begun.draft, finished(begun))
    parked = read(encode({**decode(made.canonical), "kind": "weather"}))
    before = revisions.digest(plain)
    assert revisions.add(plain, [parked, made, parked]) == [parked]
    assert revisions.add(plain, [parked]) == []
    assert parked.id in revisions.all_ids(plain)
    assert revisions.digest(plain) != before
    assert revisions.revisions_of(plain, made.record)[-1].canonical in {
        made.canonical,
        parked.canonical,
    }
    assert live_view(revisions.revisions_of(plain, made.record)).heads
    views.rebuild(plain)
    assert len(views.list_interviews(plain)) == 1
