"""Brings an interview onto the screen: opens it off the window's thread, hands it to the runner, shows what it became.

Apart from the pages because the list, the picker and the finished page all do this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.operations import interviews, keying

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.core.ids import BundleId, DraftId, RecordId
    from app.core.progress import Progress
    from app.operations.interviews import OpenInterview
    from app.operations.keying import Standing
    from app.ui.desk import Desk
    from app.ui.runner.page import RunnerPage


def start(
    desk: Desk,
    bundle: BundleId,
    language: str | None,
    over: QWidget,
    *,
    test: bool,
    case: RecordId | None = None,
) -> None:
    """Start a new interview with a form, perhaps with a case."""
    services = desk.services
    desk.tasks.database(
        lambda _progress: interviews.start_interview(
            services, bundle, language=language, test=test, case=case
        ),
        over,
        done=lambda opened: hold(desk, opened),
    )


def go_on(desk: Desk, draft: DraftId, over: QWidget) -> None:
    """Go on with a draft where it was left, at the runner or at the sheet of its paper."""
    services = desk.services

    def bring(_progress: Progress) -> OpenInterview | Standing:
        paper = keying.standings(services).get(draft) if keying.entry_of(services, draft) else None
        return paper or interviews.continue_interview(services, draft)

    def show(brought: OpenInterview | Standing) -> None:
        from app.ui.keying.opening import open_entry

        if isinstance(brought, keying.Standing):
            open_entry(desk, draft, brought, over)
        else:
            hold(desk, brought)

    desk.tasks.database(bring, over, done=show)


def correct(desk: Desk, record: RecordId, reason: str, over: QWidget, at: str = "") -> None:
    """Open a finished interview for correction, for a reason; ``at`` a question that breaks a rule."""
    services = desk.services

    def show(opened: OpenInterview) -> None:
        runner = hold(desk, opened)
        if at:
            runner.go_to_trouble(at)

    desk.tasks.database(
        lambda _progress: interviews.reopen_interview(services, record, reason), over, done=show
    )


def hold(desk: Desk, opened: OpenInterview) -> RunnerPage:
    """Hand an open interview to the runner; when it is finished, show its page (a corrected one lies below already)."""
    from app.core.changes import Changes
    from app.ui.interviews.finished import FinishedPage
    from app.ui.runner.page import RunnerPage

    runner = RunnerPage(desk, opened)
    if not opened.reason:
        runner.finished.connect(lambda record: desk.navigator.open(FinishedPage(desk, record)))
    desk.navigator.open(runner)
    desk.bus.announce(Changes(drafts=frozenset({opened.draft})), runner)
    return runner
