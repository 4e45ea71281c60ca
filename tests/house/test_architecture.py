"""The plan of the house holds: layers, rooms for libraries, sizes, and nothing heavy before the first window."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
APP = sorted((TOP / "app").rglob("*.py"))
LONGEST_FILE = 400
LONGEST_FUNCTION = 50


def test_imports_go_down_only():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]


def test_no_file_is_two_things():
    sizes = {p.relative_to(TOP): len(p.read_text(encoding="utf-8").splitlines()) for p in APP}
    assert {p: n for p, n in sizes.items() if n > LONGEST_FILE} == {}


def test_no_function_is_two_things():
    long = {}
    for path in APP:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long[f"{path.relative_to(TOP)}:{node.name}"] = lines
    assert long == {}


def test_every_module_says_what_it_is():
    silent = [
        p.relative_to(TOP)
        for p in APP
        if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))
    ]
    assert silent == []


@pytest.mark.parametrize(
    "mark", [r"\bTODO\b", r"\bFIXME\b", r"\bXXX\b", "raise NotImplementedError"]
)
def test_nothing_is_left_for_later(mark):
    left = [p.relative_to(TOP) for p in APP if re.search(mark, p.read_text(encoding="utf-8"))]
    assert left == []


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        (
            "app.ui.app",
            "pandas reportlab alembic networkx pyxform openpyxl sqlalchemy lxml pypdfium2 babel.messages",
        ),
        ("app.cli", "PySide6 pandas reportlab alembic pyxform openpyxl sqlalchemy lxml"),
        ("app.bootstrap", "PySide6 pandas reportlab alembic pyxform openpyxl"),
    ],
)
def test_heavy_libraries_wait_until_they_are_needed(module, heavy):
    code = f"import sys, {module}; print([m for m in {heavy.split()!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_top_level_is_as_agreed():
    allowed = {
        "app", "forms", "i18n", "resources", "tests", "pyproject.toml", "build_installer.py", "README.md",
        "LICENSE", "CHANGELOG.md", "requirements.lock",
    }  # fmt: skip
    listed = subprocess.run(
        ["git", "ls-files"], cwd=TOP, capture_output=True, text=True, check=False
    ).stdout
    if not listed:
        pytest.skip("not a git checkout")
    top = {line.split("/")[0] for line in listed.splitlines()}
    assert {name for name in top if not name.startswith(".")} <= allowed
