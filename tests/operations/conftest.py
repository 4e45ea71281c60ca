"""A workspace of its own for every test, with the small questionnaire in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import bootstrap
from app.core.clock import StillClock
from app.core.ids import BundleId
from app.operations import forms, workspace
from app.operations.services import Services
from tests.operations.workbooks import write_workbook


@pytest.fixture
def clock() -> StillClock:
    return StillClock.at("2026-11-21T10:00:00+02:00")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "field.sild"


@pytest.fixture
def services(folder: Path, clock: StillClock) -> Iterator[Services]:
    services = bootstrap.create_workspace(folder, name="Field", clock=clock).services
    workspace.set_current_member(services, "Aive Näidis", "interviewer")
    yield services
    services.close()


@pytest.fixture(scope="session")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workbook(tmp_path_factory.mktemp("forms") / "firm.xlsx")


@pytest.fixture
def bundle(services: Services, workbook: Path) -> BundleId:
    imported = forms.import_form(services, workbook)
    assert imported.bundle is not None, imported.check.findings
    return imported.bundle
