"""Fusion with the few habits that a style sheet cannot change: no moving parts and no mnemonics underlined for show.

Apart from `theme` because it is a QStyle, and because a proxy style must be tiny: Qt asks it thousands of times.
"""

from __future__ import annotations

from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

_OFF = frozenset(
    {
        QStyle.StyleHint.SH_Widget_Animation_Duration,
        QStyle.StyleHint.SH_UnderlineShortcut,
        QStyle.StyleHint.SH_ScrollBar_Transient,
        QStyle.StyleHint.SH_EtchDisabledText,
        QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons,
    }
)


class HouseStyle(QProxyStyle):
    """Fusion, standing still."""

    def styleHint(  # noqa: N802 - Qt's name
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 - Qt's name
    ) -> int:
        """Answer 0 to every wish to move."""
        if hint in _OFF:
            return 0
        return super().styleHint(hint, option, widget, returnData)
