"""Forms are looked over, taken in once, told apart from their namesakes, and offered or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import bootstrap
from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId
from app.core.progress import Progress
from app.operations import forms
from app.operations.services import Services
from tests.operations.workbooks import SURVEY, write_workbook


def test_a_check_tells_what_the_form_is_without_a_workspace(workbook: Path) -> None:
    check = forms.check_form_file(workbook, bootstrap.cache_folder(), Progress())
    assert (check.form_id, check.version, check.title) == ("firm", "1", "A firm")
    assert check.languages == ("Estonian (et)", "English (en)")
    assert check.questions == 5
    assert check.is_usable


def test_a_check_finds_what_is_wrong_and_where(tmp_path: Path) -> None:
    survey = [*SURVEY, ("text", "broken", "Katki", "Broken", "", "", "${nobody} = 1")]
    path = write_workbook(tmp_path / "broken.xlsx", survey=survey)
    check = forms.check_form_file(path, bootstrap.cache_folder())
    assert not check.is_usable
    assert {(finding.sheet, finding.row) for finding in check.findings} == {("survey", 11)}


def test_an_imported_form_is_listed_with_its_languages(
    services: Services, bundle: BundleId
) -> None:
    (row,) = forms.list_forms(services)
    assert (row.bundle, row.form_id, row.version, row.questions) == (bundle, "firm", "1", 5)
    assert row.title.in_language("English (en)") == "A firm"
    assert row.languages == ("Estonian (et)", "English (en)")
    assert (row.interviews, row.retired) == (0, False)


def test_importing_the_same_workbook_again_changes_nothing(
    services: Services, bundle: BundleId, workbook: Path
) -> None:
    again = forms.import_form(services, workbook)
    assert again.bundle == bundle
    assert again.was_known
    assert len(forms.list_forms(services)) == 1


def test_another_workbook_under_the_same_labels_is_kept_beside_it_and_named(
    services: Services, bundle: BundleId, tmp_path: Path
) -> None:
    survey = [*SURVEY, ("note", "thanks", "Aitäh", "Thank you", "", "", "")]
    imported = forms.import_form(services, write_workbook(tmp_path / "firm.xlsx", survey=survey))
    assert imported.namesakes == (bundle,)
    assert len(forms.list_forms(services)) == 2


def test_a_rejected_workbook_leaves_the_workspace_as_it_was(
    services: Services, tmp_path: Path
) -> None:
    survey = [*SURVEY, ("text", "broken", "Katki", "Broken", "", "", "${nobody} = 1")]
    imported = forms.import_form(services, write_workbook(tmp_path / "broken.xlsx", survey=survey))
    assert imported.bundle is None
    assert not imported.changes
    assert imported.check.findings
    assert forms.list_forms(services) == []


def test_a_retired_form_stays_listed_and_can_be_offered_again(
    services: Services, bundle: BundleId
) -> None:
    assert forms.retire_form(services, bundle).forms == {bundle}
    assert [row.retired for row in forms.list_forms(services)] == [True]
    forms.restore_form(services, bundle)
    assert [row.retired for row in forms.list_forms(services)] == [False]


def test_a_definition_is_read_once(services: Services, bundle: BundleId) -> None:
    assert forms.load_definition(services, bundle) is forms.load_definition(services, bundle)


def test_a_form_that_is_not_there_has_a_name_for_it(services: Services) -> None:
    with pytest.raises(AppError) as raised:
        forms.load_definition(services, BundleId("0" * 64))
    assert raised.value.code is ErrorCode.FORM_UNKNOWN
