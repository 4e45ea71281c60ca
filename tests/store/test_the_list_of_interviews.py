"""Drafts and finished interviews in one list: searched, filtered, sorted, counted; derived and derived again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import Stamp
from app.core.errors import AppError, ErrorCode
from app.core.ids import DeviceId, RecordId, new_record_id
from app.forms.bundle import bundle_of
from app.records.revision import Content, Kind, Place, compose
from app.store import drafts, finishing, forms, members, revisions, views, wastebasket, workspace
from app.store.folding import fold
from app.store.views import ListQuery, SortBy

TITLES = ("Õunaaed OÜ", "Sadam AS", "Ёлка ООО", "Øresund")


@pytest.fixture
def peopled(plain, form, labels, clock):
    """Four finished interviews of two forms by two people, and a draft that is a test."""
    other = bundle_of({"form.xml": b"<other/>"})
    forms.add_bundle(plain, form, labels)
    forms.add_bundle(
        plain, other, forms.Labels("profile", "1", {"default": "Huvirühmad"}, ("default",), 5)
    )
    mari = members.add_member(plain, "Mari Mägi", "interviewer")
    for number, title in enumerate(TITLES):
        clock.move(timedelta(hours=1))
        bundle = (form, other)[number % 2].id
        draft = drafts.create_draft(plain, drafts.NewDraft(record=new_record_id(), bundle=bundle))
        fields = {
            "meta/form": bundle,
            "meta/title": title,
            "meta/status": "approved" if number == 3 else "finished",
            "meta/interviewer": mari.id if number < 2 else "Olga",
            "meta/started": "2026-05-04T10:00:00+03:00",
            "meta/finished": clock.now().isoformat(),
            "meta/answered": str(number),
            "meta/total": "4",
        }
        finishing.finish(plain, draft.id, finishing.Finished(fields=fields, actor=mari.id))
    clock.move(timedelta(hours=1))
    new = drafts.NewDraft(
        record=new_record_id(), bundle=form.id, title="Pooleli", total=9, test=True
    )
    drafts.create_draft(plain, new)
    return plain


def titles(held, **query) -> list[str]:
    return [row.title for row in views.list_interviews(held, ListQuery(**query))]


def test_the_latest_stands_first(peopled):
    assert titles(peopled) == ["Pooleli", *reversed(TITLES)]
    assert titles(peopled, descending=False) == [*TITLES, "Pooleli"]


def test_a_row_says_what_the_list_shows(peopled, clock):
    draft, last, *_ = views.list_interviews(peopled)
    assert (draft.kind, draft.status, draft.test, draft.answered, draft.total) == (
        "draft",
        "draft",
        True,
        0,
        9,
    )
    assert not draft.is_correction
    assert (last.kind, last.status, last.interviewer, last.form_id, last.version) == (
        "finished",
        "approved",
        "Olga",
        "profile",
        "1",
    )
    assert last.changed_at == clock.now() - timedelta(hours=1)
    first = views.list_interviews(peopled, ListQuery(text="oun"))[0]
    assert first.interviewer == "Mari Mägi"
    assert first == views.get_row(peopled, first.id)
    assert views.get_row(peopled, "no such id") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("oun", ["Õunaaed OÜ"]),
        ("OÜ õunaaed", ["Õunaaed OÜ"]),
        ("елка", ["Ёлка ООО"]),
        ("ore", ["Øresund"]),
        ("mari magi", ["Sadam AS", "Õunaaed OÜ"]),
        ("huviruhmad", ["Øresund", "Sadam AS"]),
        ("опрос", ["Pooleli", "Ёлка ООО", "Õunaaed OÜ"]),
        ("%", []),
        ("_", []),
        ("", ["Pooleli", *reversed(TITLES)]),
    ],
)
def test_words_are_found_in_title_interviewer_and_form(peopled, text, found):
    assert titles(peopled, text=text) == found


def test_an_interview_is_found_by_the_start_of_its_id(peopled):
    row = views.list_interviews(peopled)[2]
    assert titles(peopled, text=row.record[:13]) == [row.title]


def test_the_list_is_filtered_by_status_and_form(peopled, form):
    assert titles(peopled, status="draft") == ["Pooleli"]
    assert titles(peopled, status="approved") == ["Øresund"]
    assert titles(peopled, form="profile") == ["Øresund", "Sadam AS"]
    assert titles(peopled, form="profile@1") == ["Øresund", "Sadam AS"]
    assert titles(peopled, form="profile@2") == []
    assert titles(peopled, form=form.id, status="finished") == ["Ёлка ООО", "Õunaaed OÜ"]


@pytest.mark.parametrize("sort", list(SortBy))
def test_any_order_shows_every_row_once_and_turns_round(peopled, sort):
    up = titles(peopled, sort=sort, descending=False)
    assert sorted(up) == sorted([*TITLES, "Pooleli"])
    pages = [titles(peopled, sort=sort, descending=False, limit=2, offset=n) for n in (0, 2, 4)]
    assert [title for page in pages for title in page] == up


def test_titles_are_sorted_without_case_and_marks(peopled):
    assert titles(peopled, sort=SortBy.TITLE, descending=False)[:4] == [
        "Øresund",
        "Õunaaed OÜ",
        "Pooleli",
        "Sadam AS",
    ]


def test_counts_follow_the_query_but_not_its_status(peopled):
    assert views.counts_by_status(peopled) == {"approved": 1, "draft": 1, "finished": 3}
    assert views.counts_by_status(peopled, ListQuery(form="profile", status="draft")) == {
        "approved": 1,
        "finished": 1,
    }
    assert views.count_interviews(peopled, ListQuery(text="oun", limit=1)) == 1
    assert views.count_interviews(peopled) == 5


def test_deriving_again_changes_nothing(peopled):
    before = (
        views.list_interviews(peopled),
        members.list_members(peopled),
        forms.list_forms(peopled),
    )
    peopled.call(lambda c: c.exec_driver_sql("DELETE FROM interview"))
    peopled.call(lambda c: c.exec_driver_sql("UPDATE member SET name = 'wrong'"))
    assert views.rebuild(peopled) == 7
    assert (
        views.list_interviews(peopled),
        members.list_members(peopled),
        forms.list_forms(peopled),
    ) == before


def test_deriving_again_knows_records_with_many_revisions(peopled):
    row = views.list_interviews(peopled, ListQuery(status="finished"))[0]
    draft = drafts.create_correction(peopled, row.record, reason="typo")
    base = drafts.base_of(peopled, draft.id).values
    finishing.finish(
        peopled, draft.id, finishing.Finished(fields={**base, "meta/title": "Uus"}, actor="m")
    )
    before = views.list_interviews(peopled), revisions.heads(peopled, row.record)
    views.rebuild(peopled)
    assert (views.list_interviews(peopled), revisions.heads(peopled, row.record)) == before
    assert views.get_row(peopled, row.record).title == "Uus"


def test_a_deleted_interview_leaves_the_list_and_a_disputed_one_stays(peopled):
    row = views.list_interviews(peopled, ListQuery(status="approved"))[0]
    view = revisions.view_of(peopled, row.record)
    gone = Content(
        record=row.record, kind=Kind.INTERVIEW, fields=view.values, parents=view.heads, op="delete"
    )
    revisions.write(peopled, gone)
    assert titles(peopled, status="approved") == []
    fields = {**view.values, "answers/data/a": "5"}
    edit = Content(
        record=row.record,
        kind=Kind.INTERVIEW,
        fields=fields,
        decides=frozenset({"answers/data/a"}),
        parents=view.heads,
    )
    revisions.write(peopled, edit)
    assert views.list_interviews(peopled, ListQuery(status="approved"))[0].conflicts == 1


def test_a_correction_stands_in_the_place_of_the_interview(peopled):
    row = views.list_interviews(peopled, ListQuery(text="sadam"))[0]
    draft = drafts.create_correction(peopled, row.record, reason="misheard")
    (shown,) = views.list_interviews(peopled, ListQuery(text="sadam"))
    assert (shown.id, shown.record, shown.reason, shown.is_correction) == (
        draft.id,
        row.record,
        "misheard",
        True,
    )
    wastebasket.discard(peopled, draft.id)
    assert views.list_interviews(peopled, ListQuery(text="sadam")) == [row]


def test_what_a_revision_says_badly_is_shown_as_well_as_can_be(plain):
    fields = {
        "meta/finished": "yesterday",
        "meta/total": "many",
        "meta/answered": "-1",
        "meta/form": "unknown",
    }
    content = Content(
        record=RecordId("r"), kind=Kind.INTERVIEW, fields=fields, decides=frozenset(fields)
    )
    far = compose(content, Place(Stamp("f" * 16), DeviceId("other"), 1))
    revisions.add(plain, [far])
    (row,) = views.list_interviews(plain)
    assert (row.answered, row.total, row.form_id, row.status) == (0, 0, "", "finished")
    with pytest.raises(AppError) as raised:
        drafts.create_correction(plain, row.record, reason="x")
    assert raised.value.code is ErrorCode.FORM_UNKNOWN


def test_clocks_and_counters_go_on_where_they_stopped(plain, folder, clock):
    def written(held):
        content = Content(record=new_record_id(), kind=Kind.ENTITY, fields={"label": "x"})
        return revisions.write(held, content)

    first = written(plain)
    plain.close()
    clock.move(timedelta(days=-30))
    with workspace.open(folder, clock=clock) as again:
        second = written(again)
        ahead = Stamp(f"{int(second.hlc, 16) + (60_000 << 16):016x}")
        content = Content(record=RecordId("e"), kind=Kind.ENTITY)
        revisions.add(again, [compose(content, Place(ahead, DeviceId("other"), 9))])
        third = written(again)
    assert (first.seq, second.seq, third.seq) == (1, 2, 3)
    assert first.hlc < second.hlc < third.hlc
    assert third.device == first.device


@given(st.text(max_size=20))
def test_folding_is_settled_after_once(text):
    assert fold(fold(text)) == fold(text)
    assert fold(text.upper()) == fold(text.upper().lower()) or not text.isascii()


def test_many_heads_are_listed(plain):
    record = RecordId("e")
    made = [
        revisions.write(plain, Content(record=record, kind=Kind.ENTITY, fields={"label": str(n)}))
        for n in range(3)
    ]
    assert revisions.heads(plain, record) == tuple(sorted(each.id for each in made))
    assert [each.seq for each in revisions.revisions_of(plain, record)] == [1, 2, 3]
    assert revisions.counts_by_kind(plain) == {"entity": 3}
    with pytest.raises(AppError):
        revisions.view_of(plain, record)
