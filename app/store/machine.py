"""A name for the machine that another machine does not have, to notice a copied workspace; it stays at home."""

from __future__ import annotations

import ctypes
import sys
import uuid
from functools import cache
from pathlib import Path

_MACHINE_FILES = ("/etc/machine-id", "/var/lib/dbus/machine-id")


@cache
def machine_name() -> str:
    """Return the operating system's own id of this installation, else the network card's address."""
    if sys.platform == "win32":
        return _windows() or str(uuid.getnode())
    if sys.platform == "darwin":
        return _macos() or str(uuid.getnode())
    return _linux() or str(uuid.getnode())


def _linux() -> str:
    for name in _MACHINE_FILES:
        try:
            return Path(name).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
    return ""


def _windows() -> str:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography"
            ) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    return ""


def _macos() -> str:
    identity = (ctypes.c_ubyte * 16)()
    patience = (ctypes.c_long * 2)(1, 0)
    try:
        failed = ctypes.CDLL(None).gethostuuid(identity, patience)
    except (OSError, AttributeError):
        return ""
    return "" if failed else bytes(identity).hex()
