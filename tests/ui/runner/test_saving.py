"""What is called saved, and when."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import UTC, datetime

import pytest

from app.core.errors import AppError, ErrorCode
from app.forms.state import Step
from app.ui.runner.saving import Keeper, Safety, SaveLog
from tests.ui.runner.conftest import wait_until

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class Disk:
    """Keeps what it is given and answers when it is told to."""

    def __init__(self) -> None:
        self.written: list[Future[datetime]] = []
        self.retried: list[Future[datetime | None]] = []
        self.keeper = Keeper(self.save, self.retry)

    def save(self, _step: Step) -> Future[datetime]:
        self.written.append(Future())
        return self.written[-1]

    def retry(self) -> Future[datetime | None]:
        self.retried.append(Future())
        return self.retried[-1]


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def log(disk: Disk, qapp: object) -> SaveLog:
    return SaveLog(disk.keeper)


FULL = AppError(ErrorCode.DISK_FULL, path="/work")


def test_an_answer_is_saving_until_its_step_is_durable(log: SaveLog, disk: Disk) -> None:
    log.keep(Step("set", "/data/a", {"value": "1"}))
    assert log.safety_of("/data/a") is Safety.SAVING
    assert log.safety_of("/data/b") is Safety.SAVED
    disk.written[0].set_result(NOON)
    wait_until(lambda: log.is_safe)
    assert log.safety_of("/data/a") is Safety.SAVED
    assert log.saved_at == NOON


def test_a_failed_write_is_not_saved_until_it_was_repeated(log: SaveLog, disk: Disk) -> None:
    log.keep(Step("set", "/data/a"))
    disk.written[0].set_exception(FULL)
    wait_until(lambda: log.error is not None)
    assert log.safety_of("/data/a") is Safety.NOT_SAVED
    log.retry()
    assert log.safety is Safety.SAVING
    disk.retried[0].set_result(NOON)
    wait_until(lambda: log.is_safe)
    assert log.safety is Safety.SAVED


def test_a_later_durable_step_takes_the_failed_one_with_it(log: SaveLog, disk: Disk) -> None:
    log.keep(Step("set", "/data/a"))
    disk.written[0].set_exception(FULL)
    wait_until(lambda: log.error is not None)
    log.keep(Step("set", "/data/b"))
    disk.written[1].set_result(NOON)
    wait_until(lambda: log.is_safe)
    assert log.safety is Safety.SAVED
    assert log.error is None


def test_one_durable_step_does_not_vouch_for_the_next(log: SaveLog, disk: Disk) -> None:
    log.keep(Step("set", "/data/a"))
    log.keep(Step("set", "/data/a"))
    disk.written[0].set_result(NOON)
    wait_until(lambda: log.unsaved == 1)
    assert log.safety_of("/data/a") is Safety.SAVING
    disk.written[1].set_result(NOON)
    wait_until(lambda: log.is_safe)


def test_leaving_waits_for_what_is_under_way(log: SaveLog, disk: Disk) -> None:
    log.keep(Step("set", "/data/a"))
    disk.written[0].set_result(NOON)
    assert log.wait()


def test_leaving_knows_what_is_not_saved(log: SaveLog, disk: Disk) -> None:
    log.keep(Step("set", "/data/a"))
    disk.written[0].set_exception(FULL)
    assert not log.wait()
    log.stop()
