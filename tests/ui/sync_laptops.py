"""Windows of a coordinator and of a field laptop on real workspaces of one project, for the tests of packages."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget


def texts(widget: QWidget) -> list[str]:
    """Return every visible sentence of a widget."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def says(widget: QWidget, part: str) -> bool:
    """Whether a visible sentence of a widget holds some words."""
    return any(part in text for text in texts(widget))


def button(widget: QWidget, label: str) -> QAbstractButton:
    """Find a button that can be pressed by what it says."""
    [found] = [
        each
        for each in widget.findChildren(QAbstractButton)
        if each.isVisible() and each.isEnabled() and each.text().replace("&&", "&") == label
    ]
    return found
