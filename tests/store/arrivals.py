"""Revisions of invented devices, and packages made of them without any file: what tests of merging start from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.clock import Stamp
from app.core.ids import DeviceId, RecordId, RevisionId
from app.core.progress import Progress
from app.records.revision import Content, Kind, Place, Revision, compose
from app.store import merging, revisions
from app.store.merging import Arrival, Merged, StagedForm
from app.store.staging import Stage
from app.store.workspace import Workspace

NEAR = "a" * 64
FAR = "b" * 64


def written(
    record: str,
    fields: Mapping[str, str],
    seq: int,
    *,
    parents: Sequence[RevisionId] = (),
    device: str = FAR,
    kind: Kind = Kind.ENTITY,
) -> Revision:
    """Return a revision that decides all its fields."""
    content = Content(
        record=RecordId(record),
        kind=kind,
        fields=fields,
        decides=frozenset(fields),
        parents=parents,
        actor="m",
    )
    return compose(content, Place(Stamp(f"{0x019EE40000000000 + seq:016x}"), DeviceId(device), seq))


def firm(number: int, label: str = "Õun", **options) -> Revision:
    """Return the first revision of a firm, at the place of its number."""
    record = f"00000000-0000-4000-8000-{number:012}"
    fields = {"list": "stakeholders", "label": label, "property/town": "Tartu"}
    return written(record, fields, options.pop("seq", number), **options)


def correction(of: Revision, seq: int, **fields: str) -> Revision:
    """Return a revision that builds on another and changes some fields."""
    content = Content(
        record=of.record,
        kind=Kind(of.kind),
        fields={**of.fields, **fields},
        decides=frozenset(fields),
        parents=(of.id,),
        actor="m",
    )
    stamp = Stamp(f"{0x019EE40000100000 + seq:016x}")
    return compose(content, Place(stamp, DeviceId(fields.pop("device", of.device)), seq))


def merge(
    held: Workspace,
    brought: Sequence[Revision],
    forms: Sequence[StagedForm] = (),
    package: str = "p",
) -> Merged:
    """Merge revisions as if a package had brought them."""
    arrival = Arrival(
        package=package,
        sha256="0" * 64,
        signer=DeviceId(FAR),
        kind="field",
        counts={"known": "0"},
        forms=forms,
    )
    with Stage(held) as stage:
        for start in range(0, len(brought), 1000):
            stage.add(brought[start : start + 1000])
        return merging.merge(held, stage, arrival, Progress())


def digest(held: Workspace) -> str:
    """Return the digest of everything held."""
    return revisions.digest(held)
