"""Packages: the place, before one is prepared, what was brought, an unknown computer, keys, joining a project."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app import bootstrap
from app.operations import sync, sync_outlook
from app.operations.reports import DEMO_PROJECT
from app.operations.services import Services
from app.operations.sync import PackageFacts
from app.ui.start.flow import StartFlow
from app.ui.sync.arrivals import ArrivalsPage
from app.ui.sync.campaign import CampaignDialog
from app.ui.sync.devices import DevicesPage
from app.ui.sync.page import SyncPage
from app.ui.sync.prepare import PrepareDialog
from app.ui.sync.signer import SignerDialog
from tests.tools.screens import Stage, state

KEY = "AGE-SECRET-KEY-1QQPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGP"
_FILES: list[Path] = []


def _place(stage: Stage) -> SyncPage:
    stage.shell.go("sync")
    stage.settle()
    page = stage.shell.page
    if isinstance(page, ArrivalsPage):
        page._leave()
        stage.settle()
        page = stage.shell.page
    assert isinstance(page, SyncPage)
    return page


def _files(stage: Stage) -> list[Path]:
    """Return three packages: one of a laptop that nobody knows, one cut short, one that is in already."""
    if _FILES:
        return _FILES
    made = bootstrap.create_workspace(
        stage.folder / "other.sild", name="Sülearvuti 7", project=DEMO_PROJECT
    ).services
    _name(made)
    new = stage.folder / "olga.sildpack"
    sync.prepare_package(made, new)
    made.close()
    whole = stage.folder / "whole.sildpack"
    sync.prepare_package(stage.services, whole, sync.PackageWish(everything=True))
    cut = stage.folder / "poolik.sildpack"
    content = whole.read_bytes()
    cut.write_bytes(content[: len(content) // 3])
    known = stage.folder / "demo.sildpack"
    if not known.exists():
        shutil.copyfile(whole, known)
    _FILES.extend((known, new, cut))
    return _FILES


def _name(services: Services) -> None:
    from app.operations.workspace import set_current_member

    set_current_member(services, "Olga Tamm", "interviewer")


@state("sync-prepared")
def show_prepared(stage: Stage) -> QWidget:
    _files(stage)
    page = _place(stage)
    page.chips.chip("sent").click()
    page._load()
    stage.settle()
    return stage.window


@state("sync-taken")
def show_taken(stage: Stage) -> QWidget:
    page = _place(stage)
    page.chips.chip("taken").click()
    page.tables[1].choose(0)
    stage.settle()
    return stage.window


@state("sync-written")
def show_written(stage: Stage) -> QWidget:
    page = _place(stage)
    page.chips.chip("sent").click()
    page.sending._tell((Path("/media/stick/EstRu-2026-11-21.sildpack"),), "8,4 MB")
    stage.settle()
    return stage.window


@state("sync-prepare")
def show_prepare(stage: Stage) -> QWidget:
    told = sync_outlook.outlook(stage.services, everything=True)
    return stage.show(PrepareDialog(stage.desk, told, stage.window))


@state("sync-campaign")
def show_campaign(stage: Stage) -> QWidget:
    told = sync_outlook.campaign_outlook(stage.services)
    dialog = CampaignDialog(stage.desk, told, stage.window)
    stage.show(dialog)
    dialog.receiver.setCurrentIndex(dialog.receiver.count() - 1)
    stage.settle()
    return dialog


@state("sync-arrivals")
def show_arrivals(stage: Stage) -> QWidget:
    page = _place(stage)
    page.take_in(_files(stage))
    stage.settle()
    return stage.window


@state("sync-report")
def show_report(stage: Stage) -> QWidget:
    page = _place(stage)
    page.take_in(_files(stage)[:1])
    stage.settle()
    arrivals = stage.shell.page
    assert isinstance(arrivals, ArrivalsPage)
    arrivals._take()
    stage.settle()
    stage.settle()
    return stage.window


@state("sync-unknown")
def show_unknown(stage: Stage) -> QWidget:
    facts: PackageFacts = sync.inspect_package(_files(stage)[1], stage.services)
    return stage.show(SignerDialog(facts, stage.window))


@state("sync-devices")
def show_devices(stage: Stage) -> QWidget:
    stage.shell.go("settings")
    stage.settle()
    page = DevicesPage(stage.desk)
    stage.desk.navigator.open(page)
    stage.settle()
    return stage.window


@state("sync-settings")
def show_settings(stage: Stage) -> QWidget:
    stage.shell.go("settings")
    stage.settle()
    return stage.window


def _flow(stage: Stage) -> StartFlow:
    flow = StartFlow(stage.window.tasks, Path.home() / "sild.sild")
    stage.show(flow)
    return flow


@state("start-join")
def show_start_join(stage: Stage) -> QWidget:
    flow = _flow(stage)
    flow.begin(None)
    flow._show(flow.join)
    return flow


@state("start-project-key")
def show_start_project_key(stage: Stage) -> QWidget:
    flow = _flow(stage)
    flow.project_key.show_key(KEY, "EstRu")
    flow._show(flow.project_key)
    return flow
