"""A full check tells when a list shows something else than what is held, and is quiet when all is well."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, insert, update

from app.core.ids import new_record_id
from app.records.revision import Content, Kind
from app.store import checking, revisions, views
from app.store.schema import ConflictRow, EntityRow, MemberRow, ParentRow


def put(workspace, kind: Kind, parents=(), **fields: str):
    told = {name.replace("__", "/"): value for name, value in fields.items()}
    record = told.pop("record", "") or new_record_id()
    content = Content(
        record=record, kind=kind, fields=told, decides=frozenset(told), parents=parents
    )
    return revisions.write(workspace, content)


@pytest.fixture
def filled(plain):
    first = put(plain, Kind.ENTITY, record="firm", list="stakeholders", label="Viru")
    put(plain, Kind.ENTITY, record="firm", parents=[first.id], label="Viru Metall")
    put(plain, Kind.ENTITY, record="firm", parents=[first.id], label="Viru AS")
    put(plain, Kind.MEMBER, meta__name="Kai", meta__role="coordinator")
    put(plain, Kind.INTERVIEW, meta__title="Üks", meta__finished="2026-05-04T14:02:00.123456+03:00")
    return plain


def damage(workspace) -> list[str]:
    return [each.code for each in checking.verify(workspace).damage]


def test_nothing_is_told_when_all_follows(filled):
    assert damage(filled) == []


@pytest.mark.parametrize(
    "change",
    [
        update(EntityRow).values(label="midagi muud"),
        delete(EntityRow),
        delete(ConflictRow),
        update(MemberRow).values(role="interviewer"),
        insert(MemberRow).values(id="x", name="X", folded="x", role="", deleted=False),
        insert(ConflictRow).values(record="firm", kind="entity", path="property/a"),
    ],
    ids=["changed", "gone", "settled", "promoted", "stray", "invented"],
)
def test_a_row_that_does_not_follow_is_told_and_can_be_made_anew(filled, change):
    filled.call(lambda connection: connection.execute(change) and None)
    assert damage(filled) == ["derived"]
    views.rebuild(filled)
    assert damage(filled) == []


def test_a_lost_link_between_revisions_is_told(filled):
    filled.call(lambda connection: connection.execute(delete(ParentRow)) and None)
    assert damage(filled) == ["derived"]
