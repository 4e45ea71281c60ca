"""A finished interview leaves the workspace sealed; a draft, or one of a form without key, does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import cli
from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId
from app.forms.state import Address
from app.operations import forms, interviews, sealing
from app.operations.services import Services
from tests.forms.books import write_book
from tests.forms.test_sealing import opened, public_key


@pytest.fixture
def sealing_form(services: Services, tmp_path: Path) -> BundleId:
    tables = f"""
| survey   | type | name | label |
|          | text | town | Town  |
| settings | form_id | version | public_key     |
|          | sealed  | 1       | {public_key()} |
"""
    imported = forms.import_form(services, write_book(tmp_path, tables))
    assert imported.bundle is not None, imported.check.findings
    return imported.bundle


def finished(services: Services, bundle: BundleId) -> str:
    begun = interviews.start_interview(services, bundle)
    begun.session.answer(Address("/data/town"), "Narva")
    interviews.finish_interview(services, begun.draft, begun.session)
    return begun.record


def test_sealed_interview_can_be_opened_with_the_private_key(
    services: Services, sealing_form: BundleId, tmp_path: Path
) -> None:
    record = finished(services, sealing_form)
    out = tmp_path / "out" / "sealed"
    written = sealing.seal_interview(services, record, out)
    assert [path.name for path in written.files] == ["submission.xml.enc", "submission.xml"]
    files = opened({path.name: path.read_bytes() for path in written.files})
    assert files["submission.xml"] == interviews.interview_xml(services, record)
    assert b"Narva" not in b"".join(path.read_bytes() for path in written.files)


def test_draft_and_form_without_key_are_refused(
    services: Services, sealing_form: BundleId, bundle: BundleId, tmp_path: Path
) -> None:
    draft = interviews.start_interview(services, sealing_form).draft
    plain = interviews.start_interview(services, bundle)
    plain.session.answer(Address("/data/firm"), "Näidis OÜ")
    interviews.finish_interview(services, plain.draft, plain.session)
    for id_, code in (
        (draft, ErrorCode.INTERVIEW_NOT_FINISHED),
        (plain.record, ErrorCode.FORM_WITHOUT_KEY),
    ):
        with pytest.raises(AppError) as raised:
            sealing.seal_interview(services, id_, tmp_path / "out")
        assert raised.value.code is code


def test_command_line_writes_the_files(
    services: Services, sealing_form: BundleId, folder: Path, tmp_path: Path
) -> None:
    record = finished(services, sealing_form)
    services.close()
    out = tmp_path / "out"
    assert cli.main(["interview", "xml", str(folder), record, "--sealed", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["submission.xml", "submission.xml.enc"]
