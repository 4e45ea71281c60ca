"""An answer of a running form in words for people: labels, dates and numbers of a language, missing kinds.

What the record keeps is ODK's lexical form; this is how a list, a table or a page of paper shows it. Choice labels
are the form's own words, everything else follows the language of the reader.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from app.core.errors import AppError
from app.forms.definition import ControlKind, NodeDefinition, ValueType
from app.forms.languages import resolve
from app.i18n import formats
from app.i18n.catalog import _, ngettext, pgettext, speaking

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.forms.state import Address, Missing

CHOOSING: Final = frozenset({ControlKind.SELECT_ONE, ControlKind.SELECT_MULTIPLE, ControlKind.RANK})
"""Controls whose answer is the form's own words."""


def answer_text(session: FormSession, address: Address, language: str) -> str:
    """Put one answer into words of ``language`` (et, ru, en); '' when there is none. A missing kind is words too."""
    state = session.state(address)
    if state.missing is not None:
        with speaking(language):
            return missing_text(state.missing)
    return given_text(session, address, state.value, language)


def given_text(session: FormSession, address: Address, value: str, language: str) -> str:
    """Put a value into words as an answer to one question, whether it stands there now or not."""
    if not value:
        return ""
    with speaking(language):
        definition = session.definition_of(address)
        if definition.control is not None and definition.control.kind in CHOOSING:
            labels = session.choice_labels(
                address, value, form_language(session.languages, language)
            )
            return _chosen(labels, definition.control.kind)
        return value_text(definition, value, language)


def missing_text(missing: Missing) -> str:
    """Say why an answer is missing."""
    if missing == "refused":
        return pgettext("answer", "refused")
    return pgettext("answer", "don't know")


def value_text(definition: NodeDefinition, value: str, language: str) -> str:
    """Put a value that is not a choice into words; what cannot be read as its type stands as it is."""
    control = definition.control
    write = _WRITERS.get(definition.type)
    if control is not None and control.kind is ControlKind.TRIGGER:
        write = _trigger
    if write is None:
        return value
    try:
        with speaking(language):
            return write(definition, value, language)
    except ValueError:
        return value


def form_language(languages: Sequence[str], code: str) -> str | None:
    """Find the form's spelling of a language of the program; None when the form does not have it."""
    try:
        return resolve(languages, code)
    except AppError:
        return None


def _chosen(labels: Sequence[str], kind: ControlKind) -> str:
    if kind is ControlKind.RANK:
        return f"{formats.NBSP}· ".join(
            f"{place}.{formats.NBSP}{label}" for place, label in enumerate(labels, 1)
        )
    separator = "; " if any("," in label for label in labels) else ", "
    return separator.join(labels)


def _integer(definition: NodeDefinition, value: str, language: str) -> str:
    """Group thousands only where the form asks for it: a registry code or a year is an integer too."""
    return formats.written(value, language, grouped=_appears(definition, "thousands-sep"))


def _decimal(_definition: NodeDefinition, value: str, language: str) -> str:
    return formats.written(value, language)


def _boolean(_definition: NodeDefinition, value: str, _language: str) -> str:
    return pgettext("answer", "yes") if value in {"true", "1"} else pgettext("answer", "no")


def _trigger(_definition: NodeDefinition, value: str, _language: str) -> str:
    return pgettext("answer", "confirmed") if value == "OK" else value


def _date(definition: NodeDefinition, value: str, language: str) -> str:
    day = dt.date.fromisoformat(value[:10])
    if _appears(definition, "year"):
        return str(day.year)
    if _appears(definition, "month-year"):
        return formats.month(day, language)
    return formats.date(day, language)


def _time(_definition: NodeDefinition, value: str, language: str) -> str:
    return formats.time(dt.time.fromisoformat(value), language)


def _moment(_definition: NodeDefinition, value: str, language: str) -> str:
    return formats.date_time(dt.datetime.fromisoformat(value), language)


def _point(_definition: NodeDefinition, value: str, language: str) -> str:
    """Keep the decimal point in every language: people copy coordinates into maps."""
    latitude, longitude, *rest = (float(part) for part in value.split())
    north = (
        pgettext("latitude", "{degrees}° N")
        if latitude >= 0
        else pgettext("latitude", "{degrees}° S")
    )
    east = (
        pgettext("longitude", "{degrees}° E")
        if longitude >= 0
        else pgettext("longitude", "{degrees}° W")
    )
    place = f"{north.format(degrees=f'{abs(latitude):.5f}')}, {east.format(degrees=f'{abs(longitude):.5f}')}"
    accuracy = rest[1] if len(rest) > 1 else 0.0
    if accuracy <= 0:
        return place
    metres = formats.number(accuracy, language, decimals=0)
    return _("{place} (accurate to {metres} m)").format(place=place, metres=metres)


def _line(_definition: NodeDefinition, value: str, _language: str) -> str:
    count = _points(value)
    return ngettext("line of {count} point", "line of {count} points", count).format(count=count)


def _area(_definition: NodeDefinition, value: str, _language: str) -> str:
    count = max(0, _points(value) - 1)
    return ngettext("area with {count} corner", "area with {count} corners", count).format(
        count=count
    )


def _points(value: str) -> int:
    return sum(1 for point in value.split(";") if point.strip())


def _appears(definition: NodeDefinition, appearance: str) -> bool:
    return definition.control is not None and appearance in definition.control.appearances


_WRITERS: Final[dict[ValueType, Callable[[NodeDefinition, str, str], str]]] = {
    ValueType.INT: _integer,
    ValueType.DECIMAL: _decimal,
    ValueType.BOOLEAN: _boolean,
    ValueType.DATE: _date,
    ValueType.TIME: _time,
    ValueType.DATETIME: _moment,
    ValueType.GEOPOINT: _point,
    ValueType.GEOTRACE: _line,
    ValueType.GEOSHAPE: _area,
}
