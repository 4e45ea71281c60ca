"""On a PostgreSQL server erasing, sweeping and the full check do what they do in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.ids import BlobId, new_record_id
from app.core.progress import Progress
from app.records.revision import Content, Kind
from app.store import blobs, equality, erasing, revisions, searching, sweeping
from tests.store import engines


@pytest.fixture
def office(address: str, tmp_path: Path):
    with engines.on_server(address, tmp_path / "office", make=True) as made:
        yield made


def test_what_is_erased_is_gone_with_its_attachment(office, monkeypatch) -> None:
    monkeypatch.setattr(sweeping, "ON_A_SERVER", sweeping.timedelta(0))
    blob = blobs.add_blob(office, b"pilt")
    kept = blobs.add_blob(office, b"teine")
    for name, file in (("one", blob), ("two", kept)):
        fields = {"meta/title": name, "meta/file/p.png": file}
        content = Content(
            record=new_record_id(), kind=Kind.INTERVIEW, fields=fields, decides=frozenset(fields)
        )
        written = revisions.write(office, content)
    places = [("interview", written.record)]
    assert erasing.erase(office, erasing.Wish(records=places)).revisions == 1
    swept = sweeping.sweep(office)
    erasing.flush_log(office)
    assert (swept.blobs, swept.postponed) == (1, False)
    assert blobs.get_blob(office, BlobId(kept)) is None
    assert blobs.get_blob(office, BlobId(blob)) is not None
    assert written.id not in revisions.all_ids(office)
    assert sum(len(some) for _, _, some in searching.everything(office, 2)) == 2
    assert list(equality.misfits(office, Progress())) == []
