"""The system libraries that Qt needs on Linux: which are missing, and how this system would install them.

Found by loading them, as Qt will: a package data base may say "installed" for another architecture. Windows and
macOS bring everything with the wheels.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

BASE = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""What Qt's widgets load even without a screen, as shared library -> Debian package."""

X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""What a window under X11 loads on top."""

WISHED = {"libportaudio.so.2": "libportaudio2"}
"""What recording and listening need; without it everything else works, so it never keeps anybody from starting."""

OTHER_SYSTEMS = {
    "dnf": "sudo dnf install mesa-libGL mesa-libEGL libxkbcommon fontconfig dbus-libs glib2 "
    "xcb-util-cursor xcb-util-wm xcb-util-keysyms libxkbcommon-x11 libX11-xcb",
    "zypper": "sudo zypper install Mesa-libGL1 Mesa-libEGL1 libxkbcommon0 fontconfig libdbus-1-3 glib2 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0 libX11-xcb1",
    "pacman": "sudo pacman -S --needed libglvnd libxkbcommon fontconfig dbus glib2 "
    "xcb-util-cursor xcb-util-wm xcb-util-keysyms libxkbcommon-x11 libx11",
}
"""Names as these distributions give them; put together from their package lists, not tried."""


def missing_packages(*, window: bool) -> list[str]:
    """Return the Debian names of the packages whose libraries cannot be loaded, sorted; empty outside Linux."""
    if not sys.platform.startswith("linux"):
        return []
    return _missing({**BASE, **X11} if window else BASE)


def wished_packages() -> list[str]:
    """Return the Debian names of packages without which sound is missing, sorted; empty outside Linux."""
    return _missing(WISHED) if sys.platform.startswith("linux") else []


def can_install() -> bool:
    """Say whether this process may install Debian packages itself."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def install(packages: list[str]) -> bool:
    """Install Debian packages as root. Returns whether it worked; apt's own words go to standard error."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for step in (["apt-get", "update", "-qq"], command):
        done = subprocess.run(step, env=environment, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def line_to_run(packages: list[str]) -> str:
    """Return the command that a person can paste to install ``packages`` on this system."""
    if shutil.which("apt-get"):
        return "sudo apt-get install -y --no-install-recommends " + " ".join(packages)
    for tool, line in OTHER_SYSTEMS.items():
        if shutil.which(tool):
            return line
    return "(install with your system's package manager) " + " ".join(packages)


def _missing(libraries: dict[str, str]) -> list[str]:
    return sorted(package for library, package in libraries.items() if not _loads(library))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
