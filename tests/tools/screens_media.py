"""Every screen and state of microphone, camera and files as answers; the devices are made of arithmetic."""

from __future__ import annotations

import time
from typing import cast

from PySide6.QtWidgets import QApplication, QWidget

from app.capture import devices
from app.capture.opus import Encoder, Quality
from app.core.ids import BundleId
from app.operations import attachments, forms, interviews
from app.ui.interviews.files import FilesPage
from app.ui.runner.camera_dialog import CameraDialog
from app.ui.runner.controls.sound import SoundControl
from app.ui.runner.page import RunnerPage
from tests.capture.synthetic import Camera, Microphone, Speaker, tone
from tests.tools.screens import Stage, state

WORDS = {
    "et": (
        "Kas vestlust tohib salvestada?",
        "Kirjeldage, kuidas koostöö algas.",
        "Pildistage tootmisruumi.",
        "Lisage tutvustav video.",
        "Jah",
        "Ei",
    ),
    "ru": (
        "Можно ли записать беседу?",
        "Расскажите, как началось сотрудничество.",
        "Сфотографируйте производственное помещение.",
        "Приложите ознакомительное видео.",
        "Да",
        "Нет",
    ),
    "en": (
        "May the conversation be recorded?",
        "Tell how the cooperation began.",
        "Photograph the production hall.",
        "Add the video that presents the firm.",
        "Yes",
        "No",
    ),
}
FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:odk="http://www.opendatakit.org/xforms" xmlns:sild="urn:sild:xforms:1"><h:head><h:title>Media</h:title><model>
 <instance><data id="media-{language}" version="1"><agree/><said/><seen/><shown/><whole/></data></instance>
 <bind nodeset="/data/agree" type="string" sild:consent="record"/><bind nodeset="/data/said" type="binary"/>
 <bind nodeset="/data/seen" type="binary"/><bind nodeset="/data/shown" type="binary"/>
 <bind nodeset="/data/whole" type="binary"/>
 <odk:recordaudio event="odk-instance-load" ref="/data/whole"/></model></h:head><h:body>
 <select1 ref="/data/agree"><label>{words[0]}</label><item><label>{words[4]}</label><value>yes</value></item>
 <item><label>{words[5]}</label><value>no</value></item></select1>
 <upload ref="/data/said" mediatype="audio/*"><label>{words[1]}</label></upload>
 <upload ref="/data/seen" mediatype="image/*"><label>{words[2]}</label></upload>
 <upload ref="/data/shown" mediatype="video/*"><label>{words[3]}</label></upload></h:body></h:html>"""
_bundles: dict[tuple[str, str], BundleId] = {}


class Room:
    """The devices in use."""

    microphone = Microphone(seconds=3600, pace_s=0.1)
    speaker = Speaker(pace_s=0.1)
    camera = Camera(1280, 720)


def _sit_down(stage: Stage, place: str, *, consent: str = "yes") -> RunnerPage:
    Room.microphone = Microphone(seconds=3600, pace_s=0.1)
    devices.of_this_machine = lambda: devices.Devices(Room.microphone, Room.speaker, Room.camera)
    opened = interviews.start_interview(stage.services, _bundle(stage), test=True)
    if consent:
        opened.session.answer(opened.session.address("/data/agree"), consent)
    page = RunnerPage(stage.desk, opened)
    stage.show(page)
    page.activateWindow()
    page.go_to(page.session.address(place))
    page.enter()
    stage.settle()
    return page


def _bundle(stage: Stage) -> BundleId:
    key = (str(stage.folder), stage.language)
    if key not in _bundles:
        path = stage.folder.parent / f"media-{stage.language}.xml"
        path.write_text(
            FORM.format(language=stage.language, words=WORDS[stage.language]), encoding="utf-8"
        )
        imported = forms.import_form(stage.services, path)
        path.unlink()
        assert imported.bundle is not None
        _bundles[key] = imported.bundle
    return _bundles[key]


def _control(page: RunnerPage) -> SoundControl:
    return cast("SoundControl", page.stage.blocks[0].control)


def _pass(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)


def _leave(page: RunnerPage) -> None:
    """Let go of the devices before the next picture; what was drawn stays drawn."""
    page.studio.close()


def _sound() -> bytes:
    encoder = Encoder(16_000, Quality.VOICE_ONLY)
    encoder.write(tone(65_000, 16_000))
    return encoder.give() + encoder.close()


@state("media-record")
def show_record(stage: Stage) -> QWidget:
    page = _sit_down(stage, "/data/said")
    _pass(0.5)
    _leave(page)
    return page


@state("media-recording")
def show_recording(stage: Stage) -> QWidget:
    page = _sit_down(stage, "/data/said")
    page.studio.press("record")
    _pass(1.5)
    _leave(page)
    return page


@state("media-paused")
def show_paused(stage: Stage) -> QWidget:
    page = _sit_down(stage, "/data/said")
    page.studio.press("record")
    page.studio.press_strip()
    _pass(0.8)
    page.studio.press("record")
    _pass(0.5)
    _leave(page)
    return page


@state("media-recorded")
def show_recorded(stage: Stage) -> QWidget:
    page = _sit_down(stage, "/data/said")
    kept = attachments.keep_content(stage.services, _sound(), ".ogg")
    page.session.attach(page.session.address("/data/said"), kept.name, kept.blob)
    page.studio.do("/data/said", "look")
    stage.settle()
    _pass(0.3)
    _leave(page)
    return page


@state("media-playing")
def show_playing(stage: Stage) -> QWidget:
    page = _sit_down(stage, "/data/said")
    kept = attachments.keep_content(stage.services, _sound(), ".ogg")
    page.session.attach(page.session.address("/data/said"), kept.name, kept.blob)
    page.studio.press("play")
    stage.settle()
    _pass(1.0)
    page.studio._timer.stop()
    _leave(page)
    return page


@state("media-no-consent")
def show_no_consent(stage: Stage) -> QWidget:
    page = _sit_down(stage, "/data/said", consent="no")
    _leave(page)
    return page


@state("media-no-microphone")
def show_no_microphone(stage: Stage) -> QWidget:
    page = _sit_down(stage, "/data/agree")
    Room.microphone.gone.set()
    page.studio._devices = devices.Devices(Microphone(missing=True), Room.speaker, Room.camera)
    page.go_to(page.session.address("/data/said"))
    _pass(0.5)
    page.studio.press("record")
    _pass(0.5)
    stage.settle()
    _leave(page)
    return page


@state("media-photo")
def show_photo(stage: Stage) -> QWidget:
    page = _sit_down(stage, "/data/seen")
    _leave(page)
    return page


@state("media-video-copying")
def show_video(stage: Stage) -> QWidget:
    page = _sit_down(stage, "/data/shown")
    page.copying.begin(_copying_words())
    page.copying.report(43, 100)
    _leave(page)
    return page


def _copying_words() -> str:
    from app.i18n.catalog import _

    return _("{name} is being copied …").format(name="Viru_Metall.mp4")


@state("media-camera")
def show_camera(stage: Stage) -> QWidget:
    dialog = CameraDialog(None, Camera(1280, 720, frames=3))
    stage.show(dialog)
    _pass(0.15)
    return dialog


@state("media-camera-taken")
def show_camera_taken(stage: Stage) -> QWidget:
    dialog = CameraDialog(None, Camera(1280, 720))
    stage.show(dialog)
    _pass(0.4)
    dialog.take.click()
    _pass(0.1)
    return dialog


@state("media-no-camera")
def show_no_camera(stage: Stage) -> QWidget:
    dialog = CameraDialog(None, Camera(missing=True))
    stage.show(dialog)
    _pass(0.4)
    return dialog


@state("media-files")
def show_files(stage: Stage) -> QWidget:
    import cv2
    import numpy as np

    opened = interviews.start_interview(stage.services, _bundle(stage), test=True)
    picture = cv2.imencode(".jpg", np.full((300, 400, 3), (40, 120, 200), np.uint8))[1].tobytes()
    for place, content, suffix in (
        ("/data/said", _sound(), ".ogg"),
        ("/data/seen", picture, ".jpg"),
        ("/data/shown", bytes(3_500_000), ".mp4"),
    ):
        kept = attachments.keep_content(stage.services, content, suffix)
        batch = opened.session.attach(opened.session.address(place), kept.name, kept.blob)
        interviews.save_step(stage.services, opened.draft, batch.step)
    interviews.finish_interview(stage.services, opened.draft, opened.session)
    page = FilesPage(stage.desk, opened.record)
    stage.show(page)
    page.enter()
    stage.settle()
    page.table.choose(1)
    stage.settle()
    return page
