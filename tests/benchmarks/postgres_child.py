"""What `bench_postgres` measures, in processes of their own.

``python -m tests.benchmarks.postgres_child make ADDRESS FOLDER ROWS`` founds an office on a server and lets two laptops
write a package each; ``... merge ADDRESS FOLDER PACKAGE ...`` says ``ready``, waits for a line, and merges them.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from app import bootstrap
from app.core.addresses import server_address
from app.operations import sync
from tests.benchmarks.merge_child import INVITED, PASSPHRASE, fill


def make(address: str, folder: Path, rows: int) -> dict[str, list[str]]:
    """Let two laptops write a package each; return where they lie."""
    office = bootstrap.create_workspace(server_address(address), name="Office").services
    invitation = folder / "i.sildpack"
    sync.prepare_campaign(office, invitation, sync.CampaignWish(passphrase=INVITED))
    packages = []
    for number in range(2):
        joining = bootstrap.Joining(package=invitation, package_passphrase=INVITED)
        name = f"field-{number}"
        field = bootstrap.join_workspace(
            folder / f"{name}.sild", joining, name=name, passphrase=PASSPHRASE
        ).services
        sync.trust_device(office, sync.own_key(field).text)
        fill(field, rows + number)
        packages.append(str(folder / f"{name}.sildpack"))
        sync.prepare_package(field, Path(packages[-1]))
        field.close()
    office.close()
    return {"packages": packages}


def merge(address: str, packages: list[str]) -> dict[str, float]:
    """Merge packages one after the other; return when it began and ended, by the clock on the wall."""
    office = bootstrap.open_workspace(server_address(address))
    print("ready", flush=True)
    sys.stdin.readline()
    began, new = time.time(), 0
    for package in packages:
        new += sync.merge_packages(office, [Path(package)]).packages[0].new
    ended = time.time()
    office.close()
    return {"began": began, "ended": ended, "new": new}


if __name__ == "__main__":
    kind, place, home, *rest = sys.argv[1:]
    os.environ["XDG_DATA_HOME"] = str(Path(home) / "data")
    told = make(place, Path(home), int(rest[0])) if kind == "make" else merge(place, rest)
    print(json.dumps(told))
