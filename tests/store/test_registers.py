"""Registers keep their rows as revisions and show them as they stand."""

from __future__ import annotations

import pytest

from app.core.errors import AppError, ErrorCode
from app.core.ids import RecordId, new_record_id
from app.records.revision import Kind
from app.store import drafts, finishing, registers, revisions, views
from app.store.registers import EntityEdit


def firm(name: str, **properties: str) -> EntityEdit:
    return EntityEdit(new_record_id(), name, properties)


def test_a_row_is_read_as_it_was_written(plain):
    viru = firm("Viru Metall", phone="555", due="2026-06-01")
    registers.write_entities(plain, "cases", [viru], actor="m")
    (read,) = registers.list_entities(plain, "cases")
    assert (read.label, read.properties, read.actor) == ("Viru Metall", viru.properties, "m")
    assert registers.list_entities(plain, "stakeholders") == []


def test_an_edit_changes_what_it_names_and_keeps_the_rest(plain):
    viru = firm("Viru Metall", phone="555", due="2026-06-01")
    registers.write_entities(plain, "cases", [viru])
    registers.write_entities(plain, "cases", [EntityEdit(viru.record, "Viru Metall", {"due": ""})])
    assert registers.get_entity(plain, "cases", viru.record).properties == {"phone": "555"}


def test_writing_the_same_again_adds_no_revision(plain):
    viru = firm("Viru Metall", phone="555")
    for _time in range(2):
        registers.write_entities(plain, "cases", [viru])
    assert revisions.counts_by_kind(plain)["entity"] == 1


def test_a_struck_row_is_gone_and_its_history_stays(plain):
    viru, narva = firm("Viru Metall"), firm("Narva Vesi")
    registers.write_entities(plain, "cases", [viru, narva])
    unknown = RecordId("00000000-0000-4000-8000-000000000000")
    registers.strike(plain, Kind.ENTITY, [viru.record, unknown], actor="m")
    assert [each.label for each in registers.list_entities(plain, "cases")] == ["Narva Vesi"]
    assert len(revisions.revisions_of(plain, viru.record)) == 2
    with pytest.raises(AppError) as raised:
        registers.get_entity(plain, "cases", viru.record)
    assert raised.value.code is ErrorCode.RECORD_UNKNOWN


def test_rows_that_follow_from_revisions_can_be_written_anew(plain):
    registers.write_entities(plain, "cases", [firm("Viru Metall", phone="555"), firm("Narva Vesi")])
    before = registers.list_entities(plain, "cases")
    views.rebuild(plain)
    assert registers.list_entities(plain, "cases") == before
    assert registers.counts_by_list(plain) == {"cases": 2}


def test_an_interview_is_known_by_its_case_before_and_after_it_is_finished(begun):
    held, case = begun.workspace, new_record_id()
    new = drafts.NewDraft(record=new_record_id(), bundle=begun.bundle, case_id=case)
    draft = drafts.create_draft(held, new)
    (under_way,) = registers.interviews_of_cases(held)
    assert (under_way.id, under_way.case, under_way.is_finished) == (draft.id, case, False)
    fields = {"meta/case": case, "meta/form": begun.bundle, "meta/status": "finished"}
    finishing.finish(held, draft.id, finishing.Finished(fields=fields, actor=""))
    (finished,) = registers.interviews_of_cases(held)
    assert (finished.record, finished.case, finished.is_finished) == (new.record, case, True)
