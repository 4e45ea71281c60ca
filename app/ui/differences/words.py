"""The words of a difference: what it is about, what each version says, who said so and when.

Apart from the page so that lists, cards, history and speech say the same. Answers go through the form's own words.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from app.forms.outline import question_numbers
from app.forms.state import Address
from app.i18n import formats
from app.i18n.answers import form_language, given_text, missing_text
from app.i18n.catalog import _, current_language, pgettext
from app.operations.attempts import Channel, Outcome
from app.operations.difference_topics import plain_path
from app.operations.differences import Topic
from app.ui.cases.states import channel_words, outcome_words
from app.ui.runner.markdown import plain_text
from app.ui.runner.questions import label_words, message_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.forms.session import FormSession
    from app.operations.differences import Author, Disagreement, Sheet, Version
    from app.operations.second_looks import Broken

MOST_IN_A_NAME: Final = 2
"""So many first answers name a row."""


def record_name(sheet: Sheet) -> str:
    """Return what a record is called."""
    if sheet.title:
        return sheet.title
    return {"interview": _("not named yet"), "entity": _("Entry without a name")}.get(
        sheet.kind, _("Setting of the project")
    )


def speak(session: FormSession | None) -> None:
    """Let a questionnaire speak the language of the window, where it has it."""
    if session is None:
        return
    language = form_language(session.languages, current_language())
    if language is not None and language != session.language:
        session.switch_language(language)


def caption(sheet: Sheet, difference: Disagreement) -> str:
    """Return the line over the heading: record, questionnaire or register, number."""
    session = sheet.session
    form = session.definition.title_in(session.language) if session is not None else ""
    around = form or _register(sheet)
    parts = (record_name(sheet), around, number(sheet, difference))
    return " · ".join(part for part in parts if part)


def number(sheet: Sheet, difference: Disagreement) -> str:
    """Return the number of the question that a difference is about; '' when it is about no numbered question."""
    if sheet.session is None:
        return ""
    path = plain_path("/" + difference.key.partition("/")[2])
    return question_numbers(sheet.session.definition).get(path, "")


def heading(sheet: Sheet, difference: Disagreement) -> str:
    """Return what a difference is about, in full."""
    if difference.topic in {Topic.ANSWER, Topic.ROW} and sheet.session is not None:
        return place_words(sheet.session, address_of(difference))
    return {
        Topic.DELETION: _("Deleted on one side, changed on the other"),
        Topic.FOLLOWING: _("Only what is worked out differs"),
        Topic.LABEL: pgettext("field", "Name"),
        Topic.REMARK: _("Remark"),
        Topic.PROPERTY: property_words(difference.key.partition("/")[2]),
    }.get(difference.topic) or _fact(difference.key)


def short(sheet: Sheet, difference: Disagreement) -> str:
    """Return what a difference is about, for the list."""
    said = heading(sheet, difference)
    at = number(sheet, difference)
    return f"{at}  {said}" if at else said


def place_words(session: FormSession, address: Address) -> str:
    """Return a question, or a row, with the rows that it stands in named by their first answers."""
    try:
        label = plain_text(label_words(session, address)) or session.definition_of(address).name
    except KeyError:
        return plain_path(address).rpartition("/")[2]
    rows = _rows(session, address)
    own = rows.pop() if rows and rows[-1][0] == address else None
    named = [name for _row, name in rows]
    if own is not None:
        label = _("{what}: {name}").format(what=label, name=own[1])
    return (
        _("{question} ({rows})").format(question=label, rows=", ".join(named)) if named else label
    )


def address_of(difference: Disagreement) -> Address:
    """Return the node that a difference is about."""
    return Address("/" + difference.key.partition("/")[2])


def version_words(sheet: Sheet, difference: Disagreement, version: Version) -> str:
    """Return what one version says."""
    if difference.topic is Topic.DELETION:
        return _("deleted") if version.is_gone else _("kept, with the change")
    if difference.topic is Topic.ROW:
        return _("taken out") if version.is_gone else _row_content(sheet, difference, version)
    if difference.topic is Topic.FOLLOWING:
        return _("Everything that a person decided is the same. Sild works the rest out again.")
    return value_words(sheet, difference, version.value, version.missing)


def value_words(sheet: Sheet, difference: Disagreement, value: str, missing: str = "") -> str:
    """Return a value in words; what is empty says so."""
    if missing:
        return missing_text("refused" if missing == "refused" else "dont_know")
    if not value:
        return pgettext("answer", "nothing")
    if difference.topic is Topic.ANSWER and sheet.session is not None:
        try:
            return given_text(sheet.session, address_of(difference), value, current_language())
        except KeyError:
            return value
    return _plain_value(sheet, difference.key, value)


def author_words(author: Author) -> str:
    """Return whose laptop a version comes from."""
    if author.person and author.device and author.device != author.person:
        return _("{person}, computer {device}").format(person=author.person, device=author.device)
    return author.person or author.device


def clock_warning(author: Author) -> str:
    """Return what is odd about the clock of a version; '' when nothing is."""
    return {
        "ahead": _("The clock of this computer runs ahead: the time may be wrong."),
        "behind": _("The clock of this computer runs behind: the time may be wrong."),
    }.get(author.clock, "")


def rule_words(session: FormSession, broken: Broken) -> str:
    """Return which rule of the questionnaire an answer breaks, in the form's words where it has any."""
    if broken.cause == "contradiction":
        return _("There is an answer, and also a reason why there is none.")
    said = ""
    if broken.address in {state.address for state in session.states()}:
        said = plain_text(message_words(session, Address(broken.address), broken.cause))
    if said:
        return said
    if broken.cause == "required":
        return _("An answer is required here.")
    return _("This answer breaks a rule of the questionnaire.")


def property_words(name: str) -> str:
    """Return the name of a field of a register."""
    return {
        "contact": _("Contact person"),
        "phone": _("Phone"),
        "email": _("E-mail"),
        "address": _("Address"),
        "code": _("Registry code"),
        "quota": _("Quota cell"),
        "note": _("Note"),
        "due": _("To be done by"),
        "holder": _("Held by"),
        "language": _("Language"),
        "channel": _("Channel"),
        "outcome": _("Outcome"),
        "who": _("Spoken with"),
        "actor": _("Interviewer"),
        "next": _("Appointment"),
        "at": pgettext("column", "When"),
        "case": _("Firm or person"),
        "test": pgettext("field", "Practice"),
    }.get(name, name.rpartition("/")[2])


def _fact(key: str) -> str:
    if key.startswith("meta/file/"):
        return _("File {name}").format(name=key.removeprefix("meta/file/"))
    return {
        "meta/form": _("Version of the questionnaire"),
        "meta/case": _("Firm or person"),
        "meta/status": pgettext("column", "State"),
        "meta/interviewer": _("Interviewer"),
        "meta/test": pgettext("field", "Practice"),
        "meta/name": pgettext("field", "Name"),
        "meta/role": _("Role"),
        "meta/retired": _("In use or not"),
        "list": _("Register"),
    }.get(key, _closing(key))


def _closing(key: str) -> str:
    last = key.rpartition("/")[2]
    return {
        "name": _("Respondent: name"),
        "role": _("Respondent: role"),
        "consent": _("Respondent: consent"),
        "place": _("Place of the interview"),
        "present": _("Who else was there"),
        "cooperation": _("Cooperation"),
        "notes": _("Closing note"),
        "by": _("Who answers this part"),
        "left": _("Part left for somebody else"),
    }.get(last, last)


def _register(sheet: Sheet) -> str:
    return {
        "cases": pgettext("place", "Cases"),
        "attempts": _("Attempts"),
        "": "",
    }.get(sheet.register, sheet.register)


def _plain_value(sheet: Sheet, key: str, value: str) -> str:
    names = sheet.names or {}
    if value in names:
        return names[value]
    last = key.rpartition("/")[2]
    if last in {"outcome", "channel"}:
        return _tried(last, value)
    if last == "language":
        return formats.language_name(value) or value
    if last in {"test", "left"}:
        return pgettext("answer", "yes") if value == "true" else value
    if last == "state":
        return _("done") if value == "resolved" else pgettext("remark", "open")
    if key == "meta/status":
        return {
            "finished": pgettext("interview", "finished"),
            "returned": pgettext("interview", "returned"),
            "approved": pgettext("interview", "approved"),
        }.get(value, value)
    return _moment(value)


def _tried(kind: str, value: str) -> str:
    try:
        return outcome_words(Outcome(value)) if kind == "outcome" else channel_words(Channel(value))
    except ValueError:
        return value


def _moment(value: str) -> str:
    try:
        if len(value) == len("2026-11-21"):
            return formats.date(dt.date.fromisoformat(value))
        if len(value) > len("2026-11-21T") and value[10] == "T":
            return formats.date_time(dt.datetime.fromisoformat(value))
    except ValueError:
        return value
    return value


def _rows(session: FormSession, address: Address) -> list[tuple[Address, str]]:
    """Return the rows around an address, the outermost first, with their names."""
    found = []
    at = address.find("}")
    while at >= 0:
        row = Address(address[: at + 1])
        found.append((row, _row_name(session, row)))
        at = address.find("}", at + 1)
    return found


def _row_name(session: FormSession, row: Address) -> str:
    said = _first_answers(session, row, MOST_IN_A_NAME)
    if said:
        return ", ".join(said)
    try:
        return session.ordinal_path(row).rpartition("[")[2].removesuffix("]")
    except KeyError:
        return "?"


def _first_answers(session: FormSession, row: Address, most: int) -> Sequence[str]:
    found: list[str] = []
    try:
        waiting = list(session.children(row))
    except KeyError:
        return found
    while waiting and len(found) < most:
        at = waiting.pop(0)
        state, node = session.state(at), session.definition_of(at)
        if node.control is not None and state.value and not node.children:
            found.append(given_text(session, at, state.value, current_language()))
        elif node.children:
            waiting = [*session.children(at), *waiting]
    return found


def _row_content(sheet: Sheet, difference: Disagreement, version: Version) -> str:
    """Return the answers of a row as one of the versions has them, in the order of the questionnaire."""
    session = sheet.session
    if session is None:
        return _("kept")
    said: list[tuple[int, str]] = []
    for path, value in version.fields.items():
        address = Address("/" + path.partition("/")[2])
        place = session.definition.by_path.get(plain_path(address), -1)
        if value and path.startswith("answers/") and place >= 0:
            said.append((place, _answered(session, address, value)))
    return "\n".join(text for _place, text in sorted(said) if text) or _("kept")


def _answered(session: FormSession, address: Address, value: str) -> str:
    try:
        if session.definition_of(address).control is None:
            return ""
        label = plain_text(label_words(session, address)).rstrip(":")
        given = given_text(session, address, value, current_language())
    except KeyError:
        return ""
    if label.endswith(("?", "!", ".")):
        return f"{label} {given}"
    return _("{what}: {name}").format(what=label, name=given)
