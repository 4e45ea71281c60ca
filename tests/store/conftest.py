"""A workspace on a real disk, a form in it, and a clock that stands where a test puts it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.core.clock import StillClock
from app.core.ids import BundleId, DraftId, new_record_id
from app.forms.bundle import FormBundle, bundle_of
from app.store import drafts, forms, keys, reserve, workspace
from app.store.workspace import Workspace

PASSPHRASE = "vana sild üle jõe"


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys from passphrases a thousand times cheaper; one test looks at the real cost."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "ROUNDS", 1)


@pytest.fixture(autouse=True)
def small_reserve(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep little space back; the tests of a full disk do it at the real size."""
    monkeypatch.setattr(reserve, "WHOLE_BYTES", 8192)
    monkeypatch.setattr(reserve, "FOR_OPENING_BYTES", 4096)
    monkeypatch.setattr(reserve, "_PIECE_BYTES", 4096)


@pytest.fixture
def clock() -> StillClock:
    return StillClock.at("2026-05-04T14:02:00+03:00")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "field.sild"


@pytest.fixture
def plain(folder: Path, clock: StillClock) -> Iterator[Workspace]:
    made, _ = workspace.create(folder, name="Field", clock=clock)
    with made:
        yield made


@pytest.fixture
def protected(folder: Path, clock: StillClock) -> Iterator[Workspace]:
    made, _ = workspace.create(folder, name="Field", passphrase=PASSPHRASE, clock=clock)
    with made:
        yield made


@pytest.fixture
def form() -> FormBundle:
    return bundle_of({"form.xml": b"<h:html/>", "media/lists.csv": b"name,label\n1,Harju\n"})


@pytest.fixture
def labels() -> forms.Labels:
    titles = {"Estonian (et)": "Küsitlus", "Russian (ru)": "Опрос"}
    return forms.Labels("business", "3", titles, tuple(titles), 12)


@dataclass(frozen=True)
class Begun:
    """A workspace with a form and a draft in it."""

    workspace: Workspace
    bundle: BundleId
    draft: DraftId


@pytest.fixture
def begun(plain: Workspace, form: FormBundle, labels: forms.Labels) -> Begun:
    forms.add_bundle(plain, form, labels)
    new = drafts.NewDraft(
        record=new_record_id(), bundle=form.id, language="Estonian (et)", total=12
    )
    return Begun(plain, form.id, drafts.create_draft(plain, new).id)


def digest_of_files(folder: Path) -> dict[str, str]:
    """Return what stands in a folder, to tell whether anything changed."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {"lock", "reserve"}
    }
