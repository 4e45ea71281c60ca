"""A device's key as people compare it: hex, ten words that can be read over the telephone, and a QR code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.core.ids import DeviceId

WORDS = 10
"""Eighty bits: enough that nobody makes a second key with the same words."""


def fingerprint(device: DeviceId) -> str:
    """Return the fingerprint of a device's key: 20 hex digits in groups of four, joined by blanks."""


def words(device: DeviceId, language: str) -> tuple[str, ...]:
    """Return the same fingerprint as ten words of a language (et, ru, en)."""


def read_fingerprint(text: str) -> str:
    """Return the 20 hex digits of a fingerprint typed in hex or in words of any language, whatever the case.

    Raises AppError FINGERPRINT_MISTYPED naming the word.
    """


def matches(device: DeviceId, text: str) -> bool:
    """Whether a typed fingerprint is this device's. Raises AppError FINGERPRINT_MISTYPED."""


def qr(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return a QR code as rows of dark (True) and light squares, with its quiet border."""
