"""Merging measured in processes of its own: ``make`` a package, then ``merge`` it; so memory tells of merging only.

``python -m tests.benchmarks.merge_child make FOLDER ROWS`` writes a package of interviews of a hundred answers;
``python -m tests.benchmarks.merge_child merge FOLDER`` merges it into an encrypted workspace, beside the same rows,
hashes and decompression without anything around them.
"""

from __future__ import annotations

import gc
import hashlib
import json
import random
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from app import bootstrap
from app.core.clock import Stamp
from app.core.ids import RecordId
from app.core.progress import Progress
from app.operations import sync
from app.operations.services import Services
from app.records.revision import TAG, Content, Kind, Place, Revision, compose
from app.store import history
from app.store.database import Key, connect
from app.store.keys import new_key
from app.sync.reading import open_package
from tests.benchmarks.memory import peak_mb

PASSPHRASE = "vana sild"
INVITED = "kutse"
AT_ONCE = 1000


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds of this process's own work something took, on all its threads."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def founded(folder: Path) -> Services:
    """Found the project at the office, and return its workspace."""
    made = bootstrap.create_workspace(folder / "office.sild", name="Office", passphrase=PASSPHRASE)
    return made.services


def make(folder: Path, rows: int) -> dict[str, float]:
    """Let a second laptop write the package; return what writing took, beside its raw sum."""
    office = founded(folder)
    invitation = folder / "i.sildpack"
    sync.prepare_campaign(office, invitation, sync.CampaignWish(passphrase=INVITED))
    joining = bootstrap.Joining(package=invitation, package_passphrase=INVITED)
    made = bootstrap.join_workspace(
        folder / "field.sild", joining, name="Field", passphrase=PASSPHRASE
    )
    field = made.services
    sync.trust_device(office, sync.own_key(field).text)
    office.close()
    fill(field, rows)
    package = folder / "field.sildpack"
    raw = timed(lambda: write_raw(field, folder / "raw.zst"))
    wrote = timed(lambda: sync.prepare_package(field, package))
    field.close()
    return {"write": wrote, "write_raw": raw, "package_mb": package.stat().st_size / 1e6}


def fill(field: Services, rows: int) -> None:
    """Write finished interviews of a hundred answers, 3.5 KB each, many at once."""
    chance, workspace = random.Random(rows), field.workspace
    words = [f"{chance.getrandbits(40):x}" for _ in range(2000)]

    def written(number: int) -> Revision:
        fields = {
            f"answers/data/question_{n}": " ".join(chance.choices(words, k=1 + n % 2))
            for n in range(100)
        }
        fields |= {
            "meta/form": "f" * 64,
            "meta/title": f"{words[number % 2000]} {number}",
            "meta/status": "finished",
            "meta/finished": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T12:00:00+03:00",
        }
        content = Content(
            record=RecordId(str(uuid.UUID(int=chance.getrandbits(128), version=4))),
            kind=Kind.INTERVIEW,
            fields=fields,
            decides=frozenset(fields),
        )
        stamp = Stamp(f"{0x019EE40000000000 + number:016x}")
        return compose(content, Place(stamp, workspace.device.id, number + 1))

    for start in range(0, rows, AT_ONCE):
        some = [written(number) for number in range(start, min(rows, start + AT_ONCE))]
        workspace.call(history.add, some)


def write_raw(field: Services, target: Path) -> None:
    """Read the rows, compress and hash them, seal them, and write them to a file."""
    import zstandard

    from app.operations import sync_contents, sync_keys
    from app.sync import seal

    ranges = sync_contents.held_ranges(field)
    recipients = sync_keys.project_recipients(field)
    with target.open("wb") as file:
        for lines in portions(sync_contents.read_ranges(field, ranges)):
            packed = zstandard.ZstdCompressor(level=3).compress(b"\n".join(lines))
            hashlib.sha256(packed)
            file.write(seal.seal(packed, recipients))


def portions(lines: Iterator[bytes], size: int = 10_000) -> Iterator[list[bytes]]:
    """Cut lines into portions."""
    portion: list[bytes] = []
    for line in lines:
        portion.append(line)
        if len(portion) == size:
            yield portion
            portion = []
    if portion:
        yield portion


def merge(folder: Path) -> dict[str, float]:
    """Merge the package, then once more, beside the raw sum; return seconds and megabytes."""
    office = bootstrap.open_workspace(folder / "office.sild", PASSPHRASE)
    package = folder / "field.sildpack"
    found: dict[str, float] = {}
    found["first"] = timed(lambda: sync.merge_packages(office, [package]))
    found["peak_mb"] = peak_mb() or 0.0
    found["again"] = timed(lambda: sync.merge_packages(office, [package]))
    from app.operations import sync_keys

    secrets = sync_keys.identities(office)
    found["raw"] = timed(lambda: merge_raw(package, secrets, folder / "raw.db", new_key()))
    office.close()
    return found


def merge_raw(package: Path, secrets: tuple[str, ...], target: Path, key: Key) -> None:
    """Unseal, decompress, hash and insert the same rows, those of the list too, under the same keys; nothing else."""
    bare = connect(target, key)
    bare.execute(
        "CREATE TABLE revision (id TEXT PRIMARY KEY, record TEXT, kind TEXT, device TEXT, seq INTEGER, hlc TEXT,"
        " canonical BLOB, came_with INTEGER)"
    )
    for columns in ("record", "device, seq", "kind, record", "came_with"):
        name = columns.replace(", ", "_")
        bare.execute(f"CREATE INDEX by_{name} ON revision ({columns})")
    bare.execute(
        "CREATE TABLE interview (record TEXT PRIMARY KEY, bundle TEXT, title TEXT, folded TEXT, interviewer TEXT,"
        " status TEXT, language TEXT, test INTEGER, started_at TEXT, changed_at TEXT, answered INTEGER,"
        " total INTEGER, conflicts INTEGER, deleted INTEGER, case_id TEXT)"
    )
    for column in ("bundle", "status", "case_id"):
        bare.execute(f"CREATE INDEX of_{column} ON interview ({column})")
    with open_package(package, identities=secrets) as opened:
        opened.verify(Progress())
        lines = [line.octets for line in opened.revision_lines(Progress())]
    rows, shown = [], []
    form, at = "f" * 64, "2026-05-04T11:02:00.000Z"
    for line in lines:
        name = hashlib.sha256(TAG + line).hexdigest()
        rows.append((name, name[:36], "interview", name, len(rows), name[:16], line, 1))
        title = name[:20]
        shown.append((name[:36], form, title, title, "", "finished", "", 0, at, at, 0, 0, 0, 0, ""))
    bare.execute("BEGIN IMMEDIATE")
    for start in range(0, len(rows), AT_ONCE):
        bare.executemany(
            "INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows[start : start + AT_ONCE]
        )
        bare.executemany(
            f"INSERT INTO interview VALUES ({', '.join('?' * 15)})", shown[start : start + AT_ONCE]
        )
    bare.execute("COMMIT")
    bare.close()


if __name__ == "__main__":
    kind, place, *rest = sys.argv[1:]
    told = make(Path(place), int(rest[0])) if kind == "make" else merge(Path(place))
    print(json.dumps(told))
