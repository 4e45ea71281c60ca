"""A fresh checkout sets itself up once, and tells a person exactly what it cannot do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app import __main__ as entry
from app.checkout import environment, libraries, screen, setup

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "requirements.lock").write_text("nothing==1\n")
    return tmp_path


@pytest.fixture
def no_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "missing_packages", lambda **_: ["libegl1", "libgl1"])


@pytest.mark.usefixtures("no_libraries")
def test_ordinary_user_gets_the_line_to_run_before_anything_is_installed(
    checkout, monkeypatch, capsys
):
    monkeypatch.setattr(libraries, "can_install", lambda: False)
    monkeypatch.setattr(libraries.shutil, "which", lambda tool: tool == "apt-get" or None)
    assert setup.prepare(checkout, window=True) == 1
    assert (
        "sudo apt-get install -y --no-install-recommends libegl1 libgl1" in capsys.readouterr().err
    )
    assert not (checkout / ".venv").exists()


@pytest.mark.usefixtures("no_libraries")
def test_root_on_debian_gets_them_installed_and_named(checkout, monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(libraries, "can_install", lambda: True)
    monkeypatch.setattr(libraries, "install", lambda packages: asked.append(packages) or False)
    assert setup.prepare(checkout, window=True) == 1
    assert asked == [["libegl1", "libgl1"]]
    assert "Installing system libraries: libegl1, libgl1" in capsys.readouterr().err


def test_other_distributions_get_a_line_of_their_own(monkeypatch):
    monkeypatch.setattr(libraries.shutil, "which", lambda tool: tool == "dnf" or None)
    assert libraries.line_to_run(["libegl1"]).startswith("sudo dnf install")


@pytest.mark.parametrize("window", [True, False])
def test_what_only_sound_needs_is_named_once_and_stops_nobody(
    checkout, monkeypatch, capsys, window
):
    monkeypatch.setattr(libraries, "missing_packages", lambda **_: [])
    monkeypatch.setattr(libraries, "wished_packages", lambda: ["libportaudio2"])
    monkeypatch.setattr(libraries, "can_install", lambda: False)
    monkeypatch.setattr(environment, "make", lambda _venv, _top: None)
    monkeypatch.setattr(environment, "is_ready", lambda _venv, _top: False)
    assert setup.prepare(checkout, window=window) is None
    assert ("libportaudio2" in capsys.readouterr().err) == window


def test_second_start_skips_the_set_up(checkout, monkeypatch):
    monkeypatch.setattr(libraries, "missing_packages", lambda **_: [])
    made = []

    def make(venv, top):
        made.append(venv)
        environment.python_of(venv).parent.mkdir(parents=True)
        environment.python_of(venv).touch()
        (venv / environment.STAMP).write_text(environment._digest(top))

    monkeypatch.setattr(environment, "make", make)
    assert setup.prepare(checkout, window=False) is None
    assert setup.prepare(checkout, window=False) is None
    assert len(made) == 1


def test_changed_lock_is_noticed(checkout):
    venv = checkout / ".venv"
    environment.python_of(venv).parent.mkdir(parents=True)
    environment.python_of(venv).touch()
    (venv / environment.STAMP).write_text(environment._digest(checkout))
    assert environment.is_ready(venv, checkout)
    (checkout / "requirements.lock").write_text("nothing==2\n")
    assert not environment.is_ready(venv, checkout)


def test_set_up_that_was_cut_off_is_done_again(checkout):
    venv = checkout / ".venv"
    environment.python_of(venv).parent.mkdir(parents=True)
    environment.python_of(venv).touch()
    assert not environment.is_ready(venv, checkout)


def test_failed_installation_is_told_in_words(checkout, monkeypatch, capsys):
    monkeypatch.setattr(libraries, "missing_packages", lambda **_: [])

    def fail(venv, top):
        raise subprocess.CalledProcessError(1, "pip")

    monkeypatch.setattr(environment, "make", fail)
    assert setup.prepare(checkout, window=False) == 1
    assert "Check the network and start again" in capsys.readouterr().err


def test_older_python_is_refused_in_words(checkout, monkeypatch, capsys):
    monkeypatch.setattr(setup, "OLDEST", (99, 0))
    assert setup.prepare(checkout, window=False) == 1
    assert "needs Python 99.0 or newer" in capsys.readouterr().err


def test_lock_names_no_registry():
    lock = (TOP / "requirements.lock").read_text()
    assert "://" not in lock
    assert "--hash=sha256:" in lock


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can lack a screen")
def test_window_without_a_screen_says_so_and_ends_with_1():
    """The real program in a real process: Qt would abort here with signal 6."""
    bare = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "DISPLAY": ":9876", "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "app"],
        cwd=TOP,
        env=bare,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1, done.stderr
    assert "screen" in done.stderr
    assert "Traceback" not in done.stderr


def test_unreachable_display_is_no_screen(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":9876")
    assert screen.is_promised()
    assert not screen.has_screen()


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["demo"], True),
        (["demo", "--headless"], False),
        (["demo", "--help"], False),
        (["test"], False),
        (["form", "check", "x.xlsx"], False),
    ],
)
def test_only_the_window_asks_for_a_screen(arguments, window):
    assert entry._needs_window(arguments) is window


@pytest.mark.skipif(sys.platform == "win32", reason="tries another interpreter by its path here")
def test_tools_enter_the_environment_by_themselves():
    """A tool that needs libraries, started by the Python that the environment was made from."""
    base = Path(sys.base_prefix) / "bin" / "python3"
    if not base.exists() or not environment.is_ready(TOP / ".venv", TOP):
        pytest.skip("the environment was not made by the checkout's own set-up")
    done = subprocess.run(
        [base, "-m", "tests.tools.catalogues", "--help"],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
