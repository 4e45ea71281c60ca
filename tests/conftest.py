"""What every test runs under: no screen, a home of its own, and silence.

A logged warning, a warning, a Qt message or a thread that outlives its test fails the test that caused it.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

GRACE_S = 2.0
"""How long a thread that was told to stop may take to do so."""


@pytest.fixture(scope="session", autouse=True)
def home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep caches, logs and settings of the person who runs the tests out of the tests."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(home / name.lower())
    os.environ["HOME"] = str(home)
    os.environ.pop("SILD_PASSPHRASE", None)
    return home


@pytest.fixture(scope="session")
def postgres():
    """A real PostgreSQL for the whole run, started when the first test asks for it; skips with the reason."""
    from tests.store import postgres_server

    try:
        server = postgres_server.start()
    except postgres_server.NoServerError as error:
        pytest.skip(str(error))
    yield server
    server.stop()


@pytest.fixture
def address(postgres) -> str:
    """The address of an empty database."""
    return postgres.new_database()


@pytest.fixture(autouse=True)
def english() -> None:
    """Every test starts in English, whatever the machine speaks and whatever the last test chose."""
    from app.i18n.catalog import set_language

    set_language("en")


@pytest.fixture(autouse=True)
def fail_on_logged_warnings(caplog: pytest.LogCaptureFixture):
    """Fail a test during which anything of level WARNING or above was logged."""
    yield
    loud = [
        r
        for when in ("setup", "call")
        for r in caplog.get_records(when)
        if r.levelno >= logging.WARNING
    ]
    if loud:
        pytest.fail(
            "logged: " + "; ".join(f"{r.name}: {r.getMessage()}" for r in loud), pytrace=False
        )


@pytest.fixture(autouse=True)
def fail_on_live_threads():
    """Fail a test that leaves a thread of its own running."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + GRACE_S
    while left := [t for t in threading.enumerate() if t not in before and t.is_alive()]:
        if time.monotonic() > deadline:
            pytest.fail(f"threads left running: {[t.name for t in left]}", pytrace=False)
        time.sleep(0.01)
