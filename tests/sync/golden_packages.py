"""The packages that every later version must go on reading: ``python -m tests.sync.golden_packages FOLDER``.

Run it once for a new version of the format, and commit what it writes beside those of the versions before.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from app.core.ids import BundleId, RecordId
from app.records.revision import Kind, Revision
from app.sync.container import FORMAT
from app.sync.manifest import Holding, Revocation, TrustedKey
from app.sync.ranges import SeqRanges, by_device
from app.sync.receipts import sign_receipt
from tests.sync.making import COORDINATOR, Laptop, enclosure, send

FORM = b"<h:html>Ettev\xc3\xb5te k\xc3\xbcsitlus</h:html>"
PICTURE = bytes(range(256)) * 20
PASSPHRASE = "vana sild"


def revisions() -> list[Revision]:
    """Return what the packages hold: interviews in two scripts, a correction, a deletion, an entity."""
    aino, olga = Laptop("Aino"), Laptop("Olga")
    first = aino.write({"answers/data/name": "Õunaaed OÜ", "meta/status": "finished"})
    second = aino.write(
        {"answers/data/name": "Волна \U0001f30a"},
        record=RecordId("7a3c9f3e-1111-4c35-9a2c-2f9b0f6b7a11"),
    )
    corrected = olga.write(
        {"answers/data/name": "Õunaaed AS", "meta/status": "finished"},
        parents=[first.id],
        decides=["answers/data/name"],
    )
    gone = olga.write({}, record=second.record, parents=[second.id], op="delete")
    entity = olga.write(
        {"label": "Õunaaed", "list": "stakeholders"},
        record=RecordId("9b1d7c2e-2222-4c35-9a2c-2f9b0f6b7a12"),
        kind=Kind.ENTITY,
    )
    return [first, second, corrected, gone, entity]


def letter(recipients: tuple[str, ...]) -> Mapping[str, object]:
    """Return a letter with something in every member."""
    aino, olga = Laptop("Aino"), Laptop("Olga")
    ranges = by_device({aino.id: SeqRanges(((1, 2),)), olga.id: SeqRanges(((1, 3),))})
    at = "2026-05-05T09:00:00+03:00"
    return {
        "holds": ranges,
        "sends": ranges,
        "recipients": recipients,
        "reply_to": COORDINATOR.recipient,
        "holdings": (Holding("interviews", "consent", 2),),
        "bundles": {BundleId("ab" * 32): {"form.xml": enclosure(FORM).sha256}},
        "trusted": (
            TrustedKey(olga.id, olga.letter().member, "coordinator", COORDINATOR.recipient, "Olga"),
        ),
        "revoked": (Revocation(Laptop("Mart").id, 7, at),),
        "receipts": (
            sign_receipt(aino.id, ranges[aino.id], coordinator=olga.id, at=at, sign=olga.sign),
        ),
        "unknown": {"weather": "rain"},
    }


def write(folder: Path) -> None:
    """Write one package of each sort."""
    for name, recipients, passphrase in (
        ("plain", (), None),
        ("sealed", (COORDINATOR.recipient,), None),
        ("invitation", (), PASSPHRASE),
    ):
        send(
            folder / f"v{FORMAT}-{name}.sildpack",
            Laptop("Aino"),
            [revision.canonical for revision in revisions()],
            letter=letter(recipients),
            forms=[enclosure(FORM)],
            blobs=[enclosure(PICTURE)],
            passphrase=passphrase,
        )


if __name__ == "__main__":
    write(Path(sys.argv[1]))
