"""The outline at the left: whose interview this is, how far it has come, its sections with their counts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout

from app.i18n.catalog import _, ngettext
from app.ui import icons, keys, theme
from app.ui.runner import keys_row
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import ElidedLabel, words
from app.ui.widgets.layouts import STRETCH, column, holder, line, scrolled
from app.ui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from app.ui.runner.sections import Section

WIDTH: Final = 272
_AROUND_NAME: Final = 118
"""What stands beside the name of a section: margins, its sign, its count. Longer names take two lines."""


class SectionButton(QPushButton):
    """A section: a sign of how complete it is, its name, how many of its questions are answered."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name, self._count, self._icon = "", "", ("circle", "ink-soft")
        self.address = ""

    def show_section(
        self, section: Section, name: str, *, is_current: bool, left_for: str = ""
    ) -> None:
        """Show how a section stands; ``left_for`` is who it waits for."""
        count = f"{section.answered}/{section.total}" if section.total else ""
        icon = _icon_of(section, is_current=is_current)
        if left_for:
            name = _("{section} (left for: {person})").format(section=name, person=left_for)
            icon = ("clock", "notice")
        shown = (name, count, icon, is_current)
        if shown == (self._name, self._count, self._icon, self.isChecked()):
            return
        self.address = section.address
        self._name, self._count, self._icon = name, count, icon
        self.setChecked(is_current)
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            _("{answered} of {total} answered").format(
                answered=section.answered, total=section.total
            )
        )
        self.setToolTip(name)
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """Stay as it is: which section is current, the interview says."""

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font("body", bold=True))
        is_long = metrics.horizontalAdvance(self._name) > WIDTH - _AROUND_NAME
        return QSize(200, 36 + (metrics.lineSpacing() if is_long else 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.rect()
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("bridge-soft" if self.isChecked() else "hover"))
            painter.drawRoundedRect(
                room, theme.tokens().size("radius"), theme.tokens().size("radius")
            )
        icon, token = self._icon
        picture = icons.pixmap(icon, token, 16, self.devicePixelRatioF())
        painter.drawPixmap(12, room.center().y() - 7, picture)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("bridge" if self.isChecked() else "ink-soft"))
        right = room.adjusted(0, 0, -12, 0)
        painter.drawText(
            right, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._count
        )
        taken = painter.fontMetrics().horizontalAdvance(self._count) + 20
        self._paint_name(painter, room.adjusted(38, 0, -taken, 0))
        painter.end()

    def _paint_name(self, painter: QPainter, room: QRect) -> None:
        painter.setFont(theme.font("body", bold=self.isChecked()))
        painter.setPen(theme.colour("bridge" if self.isChecked() else "ink"))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if room.height() > 2 * painter.fontMetrics().lineSpacing():
            painter.drawText(room, flags | int(Qt.TextFlag.TextWordWrap), self._name)
            return
        name = painter.fontMetrics().elidedText(
            self._name, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, flags, name)


class OutlinePanel(QFrame):
    """The outline."""

    section_wanted = Signal(str)
    """(address): a person wants to go to a section."""
    remarks_wanted = Signal()
    """A person wants to see the remarks."""
    respondents_wanted = Signal()
    """A person wants to say who answers."""
    jump_wanted = Signal()
    """A person wants to look for a question."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setFixedWidth(WIDTH)
        self._form = ElidedLabel("caption")
        self._title = words("strong", wrap=True)
        self._strip = ProgressStrip()
        self._progress = words("caption")
        self._buttons: list[SectionButton] = []
        self._list = column(gap=0)
        self.remarks = Button("link", "flag", "ink-soft")
        self.remarks.clicked.connect(self.remarks_wanted)
        self.who = Button("link", "message-square", "ink-soft")
        self.who.clicked.connect(self.respondents_wanted)
        self.jump = Button("link", "search", "ink-soft")
        self.jump.clicked.connect(self.jump_wanted)
        head = column(
            self._form, self._title, self._strip, self._progress, gap=6, margins=(12, 0, 12, 12)
        )
        tail = column(self.jump, self.who, self.remarks, gap=2, margins=(12, 8, 12, 0))
        inside = column(head, self._list, line(), tail, STRETCH, margins=(12, 20, 12, 12))
        content = holder(inside)
        area = scrolled(content)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content.setObjectName("outline")
        content.setAutoFillBackground(False)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 1, 0)
        around.addWidget(area)

    def show_title(self, form: str, title: str) -> None:
        """Show which form this is and whose interview."""
        self._form.say(form if title else "")
        self._title.setText(title or form)

    def show_progress(self, answered: int, total: int) -> None:
        """Show how much is answered."""
        self._strip.show_share(answered / total if total else 0)
        text = _("{answered} of {total} answered").format(answered=answered, total=total)
        self._progress.setText(text)
        self._strip.setAccessibleName(text)

    def show_sections(
        self,
        sections: tuple[Section, ...],
        names: dict[str, str],
        current: str,
        left: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Show the sections with their counts; what is the same is not touched."""
        while len(self._buttons) < len(sections):
            button = SectionButton()
            button.clicked.connect(
                lambda _checked=False, b=button: self.section_wanted.emit(b.address)
            )
            self._list.addWidget(button)
            self._buttons.append(button)
        for at, button in enumerate(self._buttons):
            if button.isHidden() == (at < len(sections)):
                button.setVisible(at < len(sections))
            if at < len(sections):
                section = sections[at]
                name = f"{section.number} {names.get(section.address, '')}".strip()
                button.show_section(
                    section,
                    name,
                    is_current=section.address == current,
                    left_for=left.get(section.address, ""),
                )

    def show_remarks(self, count: int) -> None:
        """Say how many remarks there are."""
        text = ngettext("{count} remark", "{count} remarks", count).format(count=count)
        if text == self.remarks.accessibleName():
            return
        self.remarks.words(text)
        self.remarks.setVisible(count > 0)

    def buttons(self) -> list[SectionButton]:
        """Return the sections in view."""
        return [button for button in self._buttons if not button.isHidden()]

    def retranslate(self) -> None:
        """Take the words of the current language."""
        self.jump.words(_("Find a question (Ctrl+J)"))
        key = keys.label(keys_row.RESPONDENTS[0])
        self.who.words(_("Who answers ({key})").format(key=key))


def _icon_of(section: Section, *, is_current: bool) -> tuple[str, str]:
    if section.broken:
        return "circle-alert", "alert"
    if is_current:
        return "circle-dot", "bridge"
    if section.is_complete and section.total:
        return "check", "good"
    return ("circle-dot", "ink-soft") if section.answered else ("circle", "ink-soft")
