"""The way in, step by step: which step comes next, and the work behind each, off the window's thread.

the last folder, if any ── opens ──────────────────────────────► who works here? ► ready
     │ passphrase needed ► unlock ──────────────────────────────►
     │ will not open ────► trouble ► again, another, a new one
no folder ► create ► recovery keys (when protected) ────────────►
         └► join a project ► recovery key (when protected) ─────►
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core.addresses import ServerAddress
from app.core.errors import AppError, ErrorCode
from app.i18n.catalog import _, current_language
from app.ui.start.create import CreateStep, NewWorkspace
from app.ui.start.join import JoinStep, JoinWish
from app.ui.start.member import MemberStep
from app.ui.start.project_key import ProjectKeyStep
from app.ui.start.recovery import RecoveryStep
from app.ui.start.unlock import TroubleStep, UnlockStep
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, row
from app.ui.widgets.segments import LanguageSwitch

if TYPE_CHECKING:
    from app.bootstrap import CreatedWorkspace
    from app.core.addresses import Whereabouts
    from app.operations.services import Services
    from app.operations.workspace import Member, Role
    from app.ui.start.step import Step
    from app.ui.tasks import Tasks


_DAMAGED = ErrorCode.WORKSPACE_DAMAGED


class StartFlow(QWidget):
    """Shows the steps until a workspace is open and somebody has said who they are."""

    ready = Signal(object)
    """The Services of the open workspace."""
    language_chosen = Signal(str)
    """The language a person wants the window to speak."""

    def __init__(self, tasks: Tasks, default_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ground")
        self._tasks = tasks
        self._folder: Whereabouts = default_folder
        self._secrets: tuple[str | None, str | None] = (None, None)
        self._services: Services | None = None
        self._project_key: str | None = None
        self._name = ""
        self.new = CreateStep(default_folder)
        self.join = JoinStep(default_folder)
        self.project_key = ProjectKeyStep()
        self.unlock = UnlockStep()
        self.trouble = TroubleStep()
        self.recovery = RecoveryStep()
        self.member = MemberStep()
        self._opening = words("soft")
        self._stack = QStackedWidget()
        waiting = QWidget()
        waiting.setLayout(row(STRETCH, self._opening, STRETCH))
        self._waiting = waiting
        for widget in (waiting, *self._steps()):
            self._stack.addWidget(widget)
        self.languages = LanguageSwitch(current_language())
        top = row(
            words("rail-title", text="Sild"), STRETCH, self.languages, margins=(24, 16, 24, 0)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        self._connect()
        self.retranslate()

    def begin(self, folder: Whereabouts | None) -> None:
        """Open the workspace in ``folder``, or ask for one when there is none."""
        if folder is None:
            self._show(self.new)
        else:
            self.open(folder)

    def open(
        self, folder: Whereabouts, passphrase: str | None = None, key: str | None = None
    ) -> None:
        """Open a workspace, asking for its passphrase when it wants one."""
        from app.bootstrap import open_workspace

        self._folder = folder
        self._secrets = (passphrase, key)
        if passphrase is None and key is None:
            self._stack.setCurrentWidget(self._waiting)
        else:
            self.unlock.be_busy(busy=True)
        self._tasks.database(
            lambda _progress: open_workspace(folder, passphrase, recovery_key=key),
            self,
            done=self._on_opened,
            failed=partial(self._on_not_opened, folder),
        )

    def let_go(self) -> None:
        """Close a workspace that was opened but never handed on, because the window closes."""
        if self._services is not None:
            self._services.close()
            self._services = None

    def retranslate(self) -> None:
        """Set every word again."""
        self._opening.setText(_("Opening the workspace…"))
        self.languages.select(current_language())
        self.languages.setAccessibleName(_("Language of the window"))
        for step in self._steps():
            step.retranslate()

    def _steps(self) -> tuple[Step, ...]:
        return (
            self.new,
            self.join,
            self.unlock,
            self.trouble,
            self.recovery,
            self.project_key,
            self.member,
        )

    def _connect(self) -> None:
        self.languages.chosen.connect(self.language_chosen)
        self.new.wanted.connect(self._on_new_wanted)
        self.new.join_wanted.connect(lambda: self._show(self.join))
        self.join.back_wanted.connect(lambda: self._show(self.new))
        self.join.wanted.connect(self._on_join_wanted)
        for step in (self.new, self.unlock, self.trouble):
            step.folder_chosen.connect(self.open)
        self.unlock.passphrase_given.connect(lambda given: self.open(self._folder, given))
        self.unlock.recovery_key_given.connect(lambda key: self.open(self._folder, None, key))
        self.trouble.again.connect(lambda: self.open(self._folder))
        self.trouble.restore_wanted.connect(self._restore)
        self.trouble.new_wanted.connect(lambda: self._show(self.new))
        self.recovery.kept.connect(self._on_recovery_kept)
        self.project_key.kept.connect(self._ask_who)
        self.member.answered.connect(self._on_member_answered)

    def _show(self, step: Step) -> None:
        self._stack.setCurrentWidget(step)
        step.enter()

    def _on_new_wanted(self, wanted: NewWorkspace) -> None:
        from app.bootstrap import create_workspace

        self.new.be_busy(busy=True)
        self._tasks.database(
            lambda _progress: create_workspace(
                wanted.folder, name=wanted.name, passphrase=wanted.passphrase
            ),
            self,
            done=partial(self._on_created, wanted.name),
            failed=partial(self._on_not_made, wanted),
        )

    def _on_join_wanted(self, wanted: JoinWish) -> None:
        from app.bootstrap import Joining, join_workspace

        self.join.be_busy(busy=True)
        joining = Joining(package=wanted.package, package_passphrase=wanted.package_passphrase)
        self._tasks.database(
            lambda _progress: join_workspace(
                wanted.folder, joining, name=wanted.name, passphrase=wanted.own
            ),
            self,
            done=partial(self._on_created, wanted.name),
            failed=self.join.explain,
        )

    def _on_created(self, name: str, created: CreatedWorkspace) -> None:
        for step in (self.new, self.join):
            step.be_busy(busy=False)
        self._services = created.services
        self._project_key = created.project_key
        self._name = name
        if created.recovery_key is None:
            self._on_recovery_kept()
        else:
            self.recovery.show_key(created.recovery_key, name)
            self._show(self.recovery)

    def _on_recovery_kept(self) -> None:
        key, self._project_key = self._project_key, None
        if key is None:
            self._ask_who()
        else:
            self.project_key.show_key(key, self._name)
            self._show(self.project_key)

    def _on_opened(self, services: Services) -> None:
        for step in (self.unlock, self.trouble):
            step.be_busy(busy=False)
        self._secrets = (None, None)
        self._services = services
        self._ask_who()

    def _on_not_made(self, wanted: NewWorkspace, error: AppError) -> None:
        """Say why a workspace was not made; on a server, one that is there already is opened."""
        if error.code is ErrorCode.WORKSPACE_EXISTS and isinstance(wanted.folder, ServerAddress):
            self.new.be_busy(busy=False)
            self.open(wanted.folder, wanted.passphrase)
        else:
            self.new.explain(error)

    def _on_not_opened(self, folder: Whereabouts, error: AppError) -> None:
        if error.code in {ErrorCode.PASSPHRASE_NEEDED, ErrorCode.SERVER_PASSWORD_NEEDED}:
            self.unlock.ask_for(folder)
            self._show(self.unlock)
        elif self._stack.currentWidget() is self.unlock and error.code is not _DAMAGED:
            self.unlock.explain(error)
        else:
            self.trouble.tell(folder, error)
            self._show(self.trouble)

    def _restore(self) -> None:
        from app.bootstrap import restore_workspace

        folder, (passphrase, key) = self._folder, self._secrets
        self._tasks.database(
            lambda _progress: restore_workspace(folder, passphrase, recovery_key=key),
            self,
            done=self._on_opened,
            failed=self._on_not_restored,
        )

    def _on_not_restored(self, error: AppError) -> None:
        if error.code is ErrorCode.PASSPHRASE_NEEDED:
            self._on_not_opened(self._folder, error)
        else:
            self.trouble.tell(self._folder, error)
            self.trouble.be_busy(busy=False)

    def _ask_who(self) -> None:
        from app.operations.workspace import current_member

        services = self._services
        if services is not None:
            self._tasks.database(
                lambda _progress: current_member(services), self, done=self._on_member_known
            )

    def _on_member_known(self, member: Member | None) -> None:
        if member is None:
            self._show(self.member)
        else:
            self._hand_on()

    def _hand_on(self) -> None:
        services, self._services = self._services, None
        self.ready.emit(services)

    def _on_member_answered(self, name: str, role: Role) -> None:
        from app.operations.workspace import set_current_member

        services = self._services
        if services is not None:
            self._tasks.database(
                lambda _progress: set_current_member(services, name, role),
                self,
                done=lambda _changes: self._hand_on(),
            )
