"""The whole chain on invented data: create, import forms, interview, finish, print, verify, with the time of each step.

It walks through the same operations that the window and the command line call, so that a demonstration that ends
has shown that the chain holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from app.core.clock import StillClock, SystemClock
from app.core.errors import AppError, ErrorCode
from app.core.places import data_folder
from app.operations import forms, interviews, reports, workspace
from app.operations.demo import fieldwork
from app.operations.demo.hints import Circumstances
from app.operations.demo.invented import interviewers, words_of
from app.operations.demo.respondent import Manner, Respondent

if TYPE_CHECKING:
    from app.core.ids import BundleId, RecordId
    from app.core.progress import Progress
    from app.forms.state import Step
    from app.operations.demo.invented import Words
    from app.operations.interviews import OpenInterview
    from app.operations.services import Services

DAYS_OF_WORK: Final = 45
"""The invented interviews lie this many days back at most."""
DRAFT_SHARE: Final = 0.15
TEST_SHARE: Final = 0.05
FRIDAY: Final = 4
SPEECHES: Final = ("et", "et", "et", "ru", "ru", "en")
PRINTED_IN: Final = ("et", "ru", "en")
WORKBOOKS: Final = ("business_interview", "runner_showcase")
BUSINESS_SHARE: Final = 0.8
"""Of the interviews, how many use the first workbook."""


@dataclass(frozen=True, slots=True)
class DemoWish:
    """What to make: how many interviews, from which dice, out of which workbooks (by default those of ``forms/``)."""

    interviews: int = 40
    seed: int = 1
    workbooks: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What was made. ``seconds`` maps each step to how long it took; what later work adds stands empty until then."""

    workspace: Path
    forms: int
    interviews: int
    entities: Mapping[str, int]
    reports: tuple[Path, ...]
    seconds: Mapping[str, float]
    package: Path | None = None
    merged: Mapping[str, int] = field(default_factory=dict)


class Stopwatch:
    """Times the steps of the chain, in the order in which they begin."""

    def __init__(self) -> None:
        self._clock = SystemClock()
        self.seconds: dict[str, float] = {}

    @contextmanager
    def timing(self, step: str) -> Iterator[None]:
        """Add what happens inside to the time of ``step``."""
        began_ms = self._clock.monotonic_ms()
        yield
        spent = (self._clock.monotonic_ms() - began_ms) / 1000
        self.seconds[step] = round(self.seconds.get(step, 0.0) + spent, 3)


def first_day(now: datetime) -> datetime:
    """Return the morning on which the invented work began."""
    return (now - timedelta(days=DAYS_OF_WORK)).replace(hour=8, minute=0, second=0, microsecond=0)


def fill(services: Services, clock: StillClock, wish: DemoWish, progress: Progress) -> DemoResult:
    """Fill an empty workspace with invented interviews and print one of them.

    ``clock`` is the one of ``services``; it moves through the invented weeks. Raises AppError, `Cancelled`.
    """
    watch = Stopwatch()
    with watch.timing("forms"):
        bundles = _import_workbooks(services, wish.workbooks or shipped_workbooks(), progress)
    with watch.timing("interviews"):
        today = clock.now() + timedelta(days=DAYS_OF_WORK)
        finished = _hold_interviews(services, clock, bundles, wish, progress)
    with watch.timing("cases"):
        fieldwork.add_cases(services, today, Random(wish.seed))
    with watch.timing("reports"):
        printed = _print_one(services, finished, progress) if finished else ()
    with watch.timing("verify"):
        _verify(services, progress)
    info = workspace.describe(services)
    return DemoResult(
        info.folder,
        info.forms,
        info.interviews + info.drafts,
        info.entities,
        printed,
        watch.seconds,
    )


def shipped_workbooks() -> tuple[Path, ...]:
    """Return the workbooks that come with Sild and that the demonstration uses."""
    folder = data_folder("forms")
    return tuple(folder / f"{name}.xlsx" for name in WORKBOOKS)


def _import_workbooks(
    services: Services, workbooks: tuple[Path, ...], progress: Progress
) -> list[BundleId]:
    bundles = []
    for number, workbook in enumerate(workbooks):
        progress.step(number, len(workbooks), "forms")
        imported = forms.import_form(services, workbook, progress)
        if imported.bundle is None:
            count = len(imported.check.findings)
            raise AppError(ErrorCode.FORM_REJECTED, path=str(workbook), count=count)
        bundles.append(imported.bundle)
    return bundles


def _hold_interviews(
    services: Services,
    clock: StillClock,
    bundles: list[BundleId],
    wish: DemoWish,
    progress: Progress,
) -> list[RecordId]:
    random = Random(wish.seed)
    began = clock.now()
    finished = []
    for number in range(wish.interviews):
        progress.step(number, wish.interviews, "interviews")
        planned = _working_hour(began + timedelta(DAYS_OF_WORK * number // wish.interviews), random)
        clock.move(max(planned - clock.now(), timedelta(minutes=5)))
        bundle = bundles[0] if random.random() < BUSINESS_SHARE else bundles[-1]
        record = hold_interview(services, clock, bundle, random)
        if record is not None:
            finished.append(record)
    return finished


def _working_hour(day: datetime, random: Random) -> datetime:
    """Return a time between nine and four, on the Friday before when the day lies in a weekend."""
    workday = day - timedelta(days=max(0, day.weekday() - FRIDAY))
    return workday.replace(hour=random.randint(9, 15), minute=random.randrange(0, 60, 5))


def hold_interview(
    services: Services, clock: StillClock, bundle: BundleId, random: Random
) -> RecordId | None:
    """Hold one interview; returns its record when it was finished, None when it was left as a draft."""
    speech = random.choice(SPEECHES)
    interviewer = random.choice([each for each in interviewers() if speech in each.speaks])
    patience = random.randint(3, 30) if random.random() < DRAFT_SHARE else None
    workspace.set_current_member(services, interviewer.name, interviewer.role)
    about = _circumstances(words_of(speech), random, clock)
    case = fieldwork.case_of_interview(services, about.firm, about.person, speech, random)
    opened = interviews.start_interview(
        services,
        bundle,
        language=_spelling(services, bundle, speech),
        test=random.random() < TEST_SHARE,
        case=case,
    )
    saved: list[Step] = []
    stop = opened.session.subscribe(lambda batch: saved.extend(filter(None, [batch.step])))
    manner = Manner(about, interviewer.name, patience)
    is_whole = Respondent(opened.session, clock, manner).answer_everything()
    stop()
    if is_whole:
        interviews.finish_interview(services, opened.draft, opened.session)
        return opened.record
    _leave(services, opened, saved)
    return None


def _circumstances(words: Words, random: Random, clock: StillClock) -> Circumstances:
    return Circumstances(
        random, words, words.firm(random), random.choice(words.people), clock.now()
    )


def _leave(services: Services, opened: OpenInterview, steps: list[Step]) -> None:
    """Leave an interview as a draft, with every step in its log."""
    summary = interviews.summarise(opened.session)
    waiting = [interviews.save_step_later(services, opened.draft, step, summary) for step in steps]
    for saved in waiting:
        saved.result()
    interviews.close_interview(services, opened.draft)


def _spelling(services: Services, bundle: BundleId, speech: str) -> str | None:
    """Return how the form spells a language, None when it has it not."""
    languages = forms.load_definition(services, bundle).languages
    return next(
        (name for name in languages if name == speech or name.endswith(f"({speech})")), None
    )


def _print_one(
    services: Services, finished: list[RecordId], progress: Progress
) -> tuple[Path, ...]:
    folder = workspace.describe(services).folder.parent
    printed = []
    for language in PRINTED_IN:
        path = folder / f"interview-{language}.pdf"
        page = reports.interview_page(services, finished[0], language, progress)
        reports.save_pdf(page, path)
        printed.append(path)
    return tuple(printed)


def _verify(services: Services, progress: Progress) -> None:
    found = workspace.verify(services, progress)
    if found.damage:
        path = str(workspace.describe(services).folder)
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=path, detail=found.damage[0])
