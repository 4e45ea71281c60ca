"""Test data, of training and pilots: counted, and taken away in one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.core.ids import DraftId, RecordId
from app.operations import cases, interviews, members
from app.records.cases import ATTEMPTS

if TYPE_CHECKING:
    from app.operations.services import Services


@dataclass(frozen=True, slots=True)
class TestData:
    """What is marked as a test; attempts go with their cases, interviews of test cases are test interviews too."""

    __test__ = False

    cases: tuple[RecordId, ...]
    drafts: tuple[DraftId, ...]
    finished: tuple[RecordId, ...]

    @property
    def interviews(self) -> int:
        """How many interviews there are, under way and finished."""
        return len(self.drafts) + len(self.finished)

    def __bool__(self) -> bool:
        return bool(self.cases or self.interviews)


def test_data(services: Services) -> TestData:
    """Count what is marked as a test."""
    held = [row for row in interviews.list_interviews(services) if row.test]
    return TestData(
        tuple(case.id for case in cases.known_cases(services) if case.test),
        tuple(DraftId(row.id) for row in held if row.kind == "draft"),
        tuple(row.record for row in held if row.kind == "finished"),
    )


test_data.__test__ = False  # type: ignore[attr-defined]


def delete_test_data(services: Services) -> Changes:
    """Delete every test case with its attempts, every finished test interview; test drafts go to the wastebasket."""
    from app.records.revision import Kind
    from app.store import registers

    found, actor = test_data(services), members.actor(services)
    workspace, gone = services.workspace, set(found.cases)
    attempts = [
        row.record
        for row in registers.list_entities(workspace, ATTEMPTS)
        if row.properties.get("case", "") in gone
    ]
    changes = Changes(
        interviews=frozenset(found.finished), entities=frozenset({*found.cases, *attempts})
    )
    for draft in found.drafts:
        changes |= interviews.discard_draft(services, draft)
    registers.strike(workspace, Kind.INTERVIEW, found.finished, actor=actor)
    registers.strike(workspace, Kind.ENTITY, [*attempts, *found.cases], actor=actor)
    return changes
