"""Two laptops and an office that come to differ over one interview, one firm: shared by tests of settling."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from openpyxl import Workbook

from app.core.clock import Clock
from app.core.ids import RecordId
from app.forms.session import FormSession
from app.forms.state import Address
from app.operations import differences, interviews, sync
from app.operations.differences import Sheet
from app.operations.services import Services
from app.store import holdings, revisions

SURVEY = (
    ("type", "name", "label::English (en)", "label::Estonian (et)", "label::Russian (ru)",
     "constraint", "constraint_message::English (en)", "constraint_message::Estonian (et)",
     "relevant", "calculation"),
    ("begin_group", "about", "About the firm", "Ettevõttest", "О предприятии", "", "", "", "", ""),
    ("text", "firm", "Company", "Ettevõte", "Предприятие", "", "", "", "", ""),
    ("integer", "staff", "Number of staff", "Töötajate arv", "Число работников", ". < 5000",
     "At most 5000.", "Kuni 5000.", "", ""),
    ("integer", "women", "Women among them", "Neist naisi", "Из них женщин", ". <= ${staff}",
     "No more than all staff.", "Mitte rohkem kui töötajaid.", "", ""),
    ("calculate", "men", "", "", "", "", "", "", "", "${staff} - ${women}"),
    ("select_one band", "band", "Turnover band", "Müügitulu vahemik", "Диапазон выручки", "", "",
     "", "", ""),
    ("select_multiple market", "markets", "Markets", "Turud", "Рынки", "", "", "", "", ""),
    ("text", "far", "Which far country?", "Milline kaugem riik?", "Какая дальняя страна?", "", "",
     "", "selected(${markets}, 'far')", ""),
    ("text", "story", "Story", "Lugu", "История", "", "", "", "", ""),
    ("end_group", "", "", "", "", "", "", "", "", ""),
    ("begin_repeat", "partner", "Partner", "Partner", "Партнёр", "", "", "", "", ""),
    ("text", "who", "Name of the partner", "Partneri nimi", "Имя партнёра", "", "", "", "", ""),
    ("text", "tie", "What ties them", "Mis neid seob", "Что связывает", "", "", "", "", ""),
    ("end_repeat", "", "", "", "", "", "", "", "", ""),
)  # fmt: skip
CHOICES = (
    ("list_name", "name", "label::English (en)", "label::Estonian (et)", "label::Russian (ru)"),
    ("band", "small", "2–10 M €", "2–10 mln €", "2–10 млн €"),
    ("band", "large", "10–50 M €", "10–50 mln €", "10–50 млн €"),
    ("market", "home", "Estonia", "Eesti", "Эстония"),
    ("market", "near", "Neighbours", "Naabrid", "Соседи"),
    ("market", "far", "Far away", "Kaugemal", "Далеко"),
)
SETTINGS = (
    ("form_title", "form_id", "version", "default_language", "instance_name"),
    ("Business interview", "business", "1", "English (en)", "${firm}"),
)
BASE = {
    "/data/about/firm": "Viru Metall OÜ",
    "/data/about/staff": "40",
    "/data/about/women": "10",
    "/data/about/band": "small",
    "/data/about/markets": "home",
    "/data/about/story": "It began with one lathe in a shed by the railway.",
}


DATED = (
    ("type", "name", "label", "constraint"),
    ("date", "due", "To be done by", ". > today()"),
    ("text", "note", "Note", ""),
)


NAMED = (
    ("type", "name", "label", "required", "bind::sild:identifier", "calculation"),
    ("text", "who", "Name", "yes", "yes", ""),
    ("text", "note", "Note", "", "", ""),
    ("calculate", "line", "", "", "", "concat(${who}, ': ', ${note})"),
)


def write_form(path: Path) -> Path:
    """Write the questionnaire."""
    return _write(path, {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS})


def write_dated_form(path: Path) -> Path:
    """Write a questionnaire with a rule that asks what day it is."""
    labels = (SETTINGS[0][:3], ("Dated", "dated", "1"))
    return _write(path, {"survey": DATED, "settings": labels})


def write_named_form(path: Path) -> Path:
    """Write a questionnaire that asks for the name of a person."""
    heads, line = (
        (*SETTINGS[0][:3], "instance_name", "namespaces"),
        ("Named", "named", "1", "${who}"),
    )
    settings = (heads, (*line, 'sild="urn:sild:xforms:1"'))
    return _write(path, {"survey": NAMED, "settings": settings})


def _write(path: Path, sheets: dict[str, Iterable[Iterable[str]]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def hold(services: Services, bundle, more: dict[str, str] | None = None) -> RecordId:
    """Hold an interview with one partner."""
    opened = interviews.start_interview(services, bundle)
    session = opened.session
    session.subscribe(lambda batch: interviews.save_step(services, opened.draft, batch.step))
    for path, value in {**BASE, **(more or {})}.items():
        session.answer(Address(path), value)
    row = session.instances(Address("/data/partner"))
    if not row:
        session.add_repeat(Address("/data/partner"))
        row = session.instances(Address("/data/partner"))
    session.answer(Address(f"{row[0]}/who"), "Narva Allikas")
    session.answer(Address(f"{row[0]}/tie"), "buys steel")
    interviews.finish_interview(services, opened.draft, session)
    return opened.record


Deed = Callable[[FormSession], object]


def correct(services: Services, record: RecordId, *deeds: Deed | tuple[str, str]) -> None:
    """Correct an interview: (question, value) pairs, or anything done to its session."""
    opened = interviews.reopen_interview(services, record, "said on the phone")
    session = opened.session
    session.subscribe(lambda batch: interviews.save_step(services, opened.draft, batch.step))
    for deed in deeds:
        if isinstance(deed, tuple):
            session.answer(address(session, deed[0]), deed[1])
        else:
            deed(session)
    interviews.finish_interview(services, opened.draft, session)


def address(session: FormSession, name: str) -> Address:
    """Find a question of the group, or of the first partner."""
    if name in {"who", "tie"}:
        return Address(f"{session.instances(Address('/data/partner'))[0]}/{name}")
    return Address(f"/data/about/{name}")


def remove_partner(session: FormSession) -> None:
    """Take the first partner away."""
    session.remove_repeat(session.instances(Address("/data/partner"))[0])


def exchange(*among: Services) -> None:
    """Give everybody everything that anybody holds, as packages would."""
    held = {
        each.id: each
        for services in among
        for kind in ("interview", "entity", "member", "form")
        for each in holdings.of_kind(services.workspace, kind, None)
    }
    for services in among:
        revisions.add(services.workspace, list(held.values()))


def keys_of(sheets: Iterable[Sheet]) -> list[str]:
    """Name what is to be settled, shortly."""
    return [each.key.rpartition("/")[2] for sheet in sheets for each in sheet.differences]


def lists(services: Services) -> list[Sheet]:
    """List what is to be settled."""
    return differences.list_sheets(services)


def digest(services: Services) -> str:
    """Return what two machines compare."""
    return sync.digest(services)


def clock_of(services: Services) -> Clock:
    """Return the clock of a machine."""
    return services.clock
