"""Packages on their way out, in the background: asked for in a dialog, written and read back while work goes on.

Apart from the page that shows it, because work must not end with the page on which it was begun.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.core.changes import Changes
from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import sync, sync_outlook
from app.ui.sync.prepare import FOLDER, PlaceDialog, PrepareDialog, package_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.core.errors import AppError
    from app.core.progress import Progress
    from app.operations.sync import PackageWritten
    from app.operations.sync_lists import SentPackage
    from app.operations.sync_outlook import CampaignOutlook, Outlook
    from app.ui.desk import Desk
    from app.ui.tasks import Task


class Sending(QObject):
    """One package at a time; what became of it is told by signals."""

    begun = Signal(str)
    """What is being written, in words."""
    progressed = Signal(int, int, str)
    """How far it has come."""
    written = Signal(str, str)
    """A package lies where it should and was read back: a sentence, and more below it."""
    failed = Signal(object)
    """An AppError."""
    over = Signal()
    """Nothing is under way any more."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._over = parent
        self._task: Task | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a package is being written."""
        return self._task is not None

    def prepare(self) -> None:
        """Say what a package for the coordinators would hold, and prepare it if the person agrees."""
        services = self._desk.services
        if not self.is_busy:
            self._desk.tasks.database(
                lambda progress: sync_outlook.outlook(services, progress=progress),
                self,
                done=self._ask_prepare,
            )

    def campaign(self) -> None:
        """Ask for whom a campaign is, and prepare it."""
        services = self._desk.services
        if not self.is_busy:
            self._desk.tasks.database(
                lambda _progress: sync_outlook.campaign_outlook(services),
                self,
                done=self._ask_campaign,
            )

    def confirm(self) -> None:
        """Ask where the confirmation of what arrived goes, and prepare it."""
        if self.is_busy:
            return
        text = _("It tells every laptop of the project what has arrived here. It holds no answers.")
        name = package_name(self._desk, _("confirmation"))
        dialog = PlaceDialog(self._desk, self._over, _("Prepare a confirmation"), text, name)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.target is not None:
            services, path = self._desk.services, dialog.target.path
            self._begin(
                _("Preparing the confirmation…"),
                lambda progress: sync.prepare_confirmation(services, path, progress),
                self._on_written,
            )

    def save_again(self, row: SentPackage) -> None:
        """Copy a package from the outbox to a folder that the person chooses."""
        start = str(self._desk.preferences.folder(FOLDER))
        chosen = QFileDialog.getExistingDirectory(
            self._over, _("Where should the package go?"), start
        )
        if not chosen or self.is_busy:
            return
        services, folder = self._desk.services, Path(chosen)
        self._desk.preferences.remember_folder(FOLDER, folder)
        name = f"{package_name(self._desk)}-{row.package[:4]}"
        self._begin(
            _("Copying the package…"),
            lambda progress: sync_outlook.save_again(services, row.package, folder, name, progress),
            self._on_copied,
        )

    def cancel(self) -> None:
        """Stop; no file of it stays behind."""
        if self._task is not None:
            self._task.cancel()

    # --- inside

    def _ask_prepare(self, told: Outlook) -> None:
        dialog = PrepareDialog(self._desk, told, self._over)
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.target is None:
            return
        services, target = self._desk.services, dialog.target
        wish = sync.PackageWish(limit_bytes=target.limit_bytes)
        self._begin(
            _("Preparing the package…"),
            lambda progress: sync.prepare_package(services, target.path, wish, progress),
            self._on_written,
        )

    def _ask_campaign(self, told: CampaignOutlook) -> None:
        from app.ui.sync.campaign import CampaignDialog

        dialog = CampaignDialog(self._desk, told, self._over)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        services, wish, target = self._desk.services, dialog.wish, dialog.target
        if wish is None or target is None:
            return
        more = (
            _("Passphrase to tell: {words}").format(words=wish.passphrase)
            if wish.passphrase
            else ""
        )
        self._begin(
            _("Preparing the campaign…"),
            lambda progress: sync.prepare_campaign(services, target.path, wish, progress),
            partial(self._on_written, more=more),
        )

    def _begin(
        self, what: str, work: Callable[[Progress], object], done: Callable[..., None]
    ) -> None:
        def finish(result: object) -> None:
            self._end()
            done(result)

        def fail(error: AppError) -> None:
            self._end()
            self.failed.emit(error)

        self.begun.emit(what)
        self._task = self._desk.tasks.compute(
            work,
            self,
            done=finish,
            failed=fail,
            cancelled=self._end,
            crashed=lambda _error: self._end(),
            progressed=self.progressed.emit,
        )

    def _end(self) -> None:
        self._task = None
        self.over.emit()

    def _on_written(self, made: PackageWritten, more: str = "") -> None:
        self._tell(made.files, formats.file_size(made.size_bytes), more)
        self._desk.bus.announce(Changes(settings=True), self)

    def _on_copied(self, files: tuple[Path, ...]) -> None:
        self._tell(files, formats.file_size(sum(path.stat().st_size for path in files)))

    def _tell(self, files: tuple[Path, ...], size: str, more: str = "") -> None:
        said = ngettext(
            "Written and read back: {name}, {size}. The stick is safe to remove.",
            "Written and read back: {name} and its other parts, {size}. The stick is safe to remove.",
            len(files),
        ).format(name=files[0].name, size=size)
        self.written.emit(said, "\n".join(part for part in (str(files[0].parent), more) if part))
