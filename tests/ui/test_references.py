"""The binding of Qt must not lose references to None and True: with 6.12.0 Python 3.11 aborts after a while."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

CALLS = 1000
SLACK = 50


class Bell(QObject):
    rung = Signal(bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True never die there")
def test_a_thousand_calls_leave_the_references_alone(qtbot):
    label, bell = QLabel(), Bell()
    qtbot.addWidget(label)
    none, true = sys.getrefcount(None), sys.getrefcount(True)
    for number in range(CALLS):
        label.setText(str(number))
        bell.rung.emit(True)
    assert abs(sys.getrefcount(None) - none) < SLACK
    assert abs(sys.getrefcount(True) - true) < SLACK
