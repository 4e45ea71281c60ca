"""Photograph every screen and state: ``python3 -m tests.tools.screenshots OUT [--languages et,ru,en] ...``.

The pictures are of the real window on a freshly made demonstration, without a screen, so they can be looked at
wherever the tests run. Parts of the window register their states in ``tests/tools/screens_*.py``.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.tools.screens import Stage

ROOT = Path(__file__).resolve().parents[2]
PLACES = (
    "screens_shell",
    "screens_cases",
    "screens_moving",
    "screens_keying",
    "screens_runner",
    "screens_meeting",
    "screens_media",
    "screens_review",
    "screens_differences",
    "screens_sync",
    "screens_privacy",
)
INTERVIEWS = 16


def main(arguments: list[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(chosen.scale)
    os.environ["QT_LOGGING_RULES"] = "*.debug=false;qt.qpa.*=false"
    with tempfile.TemporaryDirectory(prefix="sild-screens-") as folder:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_CACHE_HOME"] = folder
        return _photograph(chosen, Path(folder))


def _photograph(chosen: argparse.Namespace, folder: Path) -> int:
    from app.i18n.compile import compile_catalogues

    compile_catalogues()
    for place in PLACES:
        if (Path(__file__).parent / f"{place}.py").exists():
            importlib.import_module(f"tests.tools.{place}")
    from tests.tools.screens import STATES

    wanted = [
        name
        for name in STATES
        if not chosen.only or any(part in name for part in chosen.only.split(","))
    ]
    stage = _set_up(chosen, folder)
    taken = 0
    for language in chosen.languages.split(","):
        stage.language = language
        stage.window.speak(language)
        for name in wanted:
            target = chosen.out / language / f"{name}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            stage.settle()
            picture = STATES[name](stage)
            stage.settle()
            picture.grab().save(str(target))
            taken += 1
            stage.clear()
    stage.window.close()
    print(f"{taken} pictures in {chosen.out}")
    return 0


def _set_up(chosen: argparse.Namespace, folder: Path) -> Stage:
    from app.bootstrap import open_workspace, prepare_demo
    from app.operations.workspace import set_current_member
    from app.ui import app as program
    from app.ui import theme
    from app.ui.preferences import Preferences
    from app.ui.window import MainWindow
    from tests.tools.screens import Stage

    application = program.application([])
    preferences = Preferences()
    preferences.look = "dark" if chosen.dark else "light"
    preferences.language = chosen.languages.split(",")[0]
    preferences.text_size = chosen.text
    speech = program.dress(application, preferences)
    theme.apply(application, preferences.look, preferences.text_size)
    services = open_workspace(prepare_demo(folder, INTERVIEWS).workspace)
    set_current_member(services, "A. K.", "interviewer")
    window = MainWindow(preferences, speech)
    width, height = (int(part) for part in chosen.size.split("x"))
    window.resize(round(width / chosen.scale), round(height / chosen.scale))
    window.show()
    window.show_workspace(services)
    stage = Stage(application, window, services, folder)
    stage.settle()
    return stage


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m tests.tools.screenshots", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--languages", default="et,ru,en")
    parser.add_argument("--size", default="1366x768", help="pixels of the screen")
    parser.add_argument(
        "--scale", type=float, default=1.0, help="pixels to the point, as QT_SCALE_FACTOR"
    )
    parser.add_argument("--text", type=float, default=1.0, help="size of text, 1 = 100 %%")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument(
        "--only", default="", help="only states whose name holds one of these, comma separated"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
