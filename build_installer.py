"""Bundle Sild for the system that this runs on: a folder that starts without Python, and a .deb on Debian.

    .venv/bin/pip install pyinstaller && .venv/bin/python build_installer.py [--out dist]

PyInstaller is not in the lock because only builds need it. A bundle can only be made on the system it is for.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent
DATA = ("forms", "i18n", "resources")
UNUSED = ("tkinter", "pytest", "hypothesis", "mypy", "IPython", "matplotlib", "scipy")
LANGUAGES = ("et", "ru", "en")
DEBIAN_NEEDS = (
    "libgl1, libegl1, libxkbcommon0, libfontconfig1, libdbus-1-3, libglib2.0-0, libxcb-cursor0, libxcb-icccm4, "
    "libxcb-keysyms1, libxcb-shape0, libxcb-randr0, libxkbcommon-x11-0, libx11-xcb1, libxcb-xkb1"
)


def main() -> int:
    """Build what was asked for and say where it lies."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=TOP / "dist", help="folder for the result")
    out = parser.parse_args().out.resolve()
    bundle = build_bundle(out)
    print(f"bundle: {bundle} ({size_mb(bundle)} MB)")
    if shutil.which("dpkg-deb"):
        package = build_deb(bundle, out)
        print(f"package: {package} ({size_mb(package)} MB)")
    return 0


def build_bundle(out: Path) -> Path:
    """Freeze the program with its data. Raises subprocess.CalledProcessError."""
    from app.i18n.compile import compile_catalogues

    compile_catalogues()
    command = [
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--name", "sild", "--windowed",
        "--distpath", str(out), "--workpath", str(out / "work"), "--specpath", str(out / "work"),
        "--collect-submodules", "app", "--collect-data", "pyxform", "--copy-metadata", "pyxform",
        "--collect-submodules", "pyxform", "--collect-data", "reportlab", "--collect-binaries", "pypdfium2_raw",
        "--collect-data", "pypdfium2_raw", "--hidden-import", "sqlcipher3",
    ]  # fmt: skip
    # Alembic reads its steps as files, not as modules.
    migrations = TOP / "app" / "store" / "migrations"
    command += ["--add-data", f"{migrations}{os.pathsep}app/store/migrations"]
    for name in DATA:
        command += ["--add-data", f"{TOP / name}{os.pathsep}app/_data/{name}"]
    for name in UNUSED:
        command += ["--exclude-module", name]
    subprocess.run([*command, str(TOP / "app" / "__main__.py")], cwd=TOP, check=True)
    trim(out / "sild")
    return out / "sild"


def trim(bundle: Path) -> None:
    """Leave out what no user of Sild meets: other languages of Babel and of Qt."""
    for locale in bundle.rglob("babel/locale-data/*.dat"):
        if locale.stem.split("_")[0] not in {*LANGUAGES, "root"}:
            locale.unlink()
    for translation in bundle.rglob("Qt/translations/*.qm"):
        if not translation.stem.endswith(tuple(f"_{language}" for language in LANGUAGES)):
            translation.unlink()


def build_deb(bundle: Path, out: Path) -> Path:
    """Wrap the bundle in a Debian package that needs exactly what Qt loads. Raises subprocess.CalledProcessError."""
    from app import __version__

    root = out / "work" / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(bundle, root / "opt" / "sild", symlinks=True)
    write(root / "usr/share/applications/sild.desktop", desktop_entry())
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/sild").symlink_to("/opt/sild/sild")
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    write(root / "DEBIAN/control", control(__version__, architecture, size_mb(bundle) * 1024))
    package = out / f"sild_{__version__}_{architecture}.deb"
    # zstd, because the default takes ten minutes for a bundle of this size
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z6", "--build", str(root), str(package)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return package


def control(version: str, architecture: str, size_kb: int) -> str:
    """Return the control file of the Debian package."""
    return (
        f"Package: sild\nVersion: {version}\nArchitecture: {architecture}\nSection: science\nPriority: optional\n"
        f"Maintainer: The Sild contributors <maintainers@sild.example>\nInstalled-Size: {size_kb}\n"
        f"Depends: {DEBIAN_NEEDS}\n"
        "Description: interviews in the field, without a network\n"
        " Structured interviews in Estonian, Russian and English from XLSForm workbooks.\n"
    )


def desktop_entry() -> str:
    """Return the menu entry, in three languages."""
    return (
        "[Desktop Entry]\nType=Application\nName=Sild\nExec=sild\nTerminal=false\nCategories=Office;Science;\n"
        "Comment=Interviews in the field, without a network\n"
        "Comment[et]=Välitöö intervjuud ilma võrguta\n"
        "Comment[ru]=Интервью в поле без сети\n"
    )


def write(path: Path, text: str) -> None:
    """Write a text file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def size_mb(path: Path) -> int:
    """Return the size of a file or folder in whole megabytes."""
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(p.stat().st_size for p in files) // 1_000_000


if __name__ == "__main__":
    sys.exit(main())
