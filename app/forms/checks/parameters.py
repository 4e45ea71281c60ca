"""The ``parameters`` column: readable, keys that the type knows, values that it can use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.forms.checks.ranges import check_range
from app.forms.checks.references import references
from app.forms.checks.tables import Place, Report, nearest, place_of
from app.forms.checks.types import words
from app.forms.findings import Expected, FindingCode

if TYPE_CHECKING:
    from app.forms.checks.book import Book
    from app.forms.checks.survey import Entry

_PAIR = re.compile(r"([^\s=,;]+)\s*=\s*([^\s=,;]+)")
_BETWEEN = re.compile(r"[\s,;]*")
_CASED = frozenset({"label", "value"})
_GEO = words("allow-mock-accuracy incremental reference-geometry")
_GEOPOINT = words("allow-mock-accuracy capture-accuracy reference-geometry warning-accuracy")
_LOCATION = ("location-priority", "location-min-interval", "location-max-age")
_KNOWN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "select": words("randomize seed"),
        "rank": words("randomize seed"),
        "external_select": words("randomize seed"),
        "file_select": words("randomize seed value label"),
        "text": words("rows"),
        "image": words("max-pixels app"),
        "audio": words("quality"),
        "background-audio": words("quality"),
        "geopoint": _GEOPOINT,
        "geotrace": _GEO,
        "geoshape": _GEO,
        "range": words("start end step tick_interval placeholder tick_labelset"),
        "audit": words("identify-user track-changes track-changes-reasons") | frozenset(_LOCATION),
    }
)
_NOT_HERE = words(
    "app allow-mock-accuracy capture-accuracy incremental reference-geometry warning-accuracy "
    "location-priority tick_labelset placeholder"
)
"""What needs a phone, and marks on a scale. ``location-priority`` stands for all three of the audit log."""
_QUALITIES = words("voice-only low normal external")
_PRIORITIES = words("no-power low-power balanced high-accuracy")


def read_parameters(text: str) -> dict[str, str] | None:
    """Return the pairs of a cell; None when it is no list of ``key=value``.

    >>> read_parameters("start=1, end = 5"), read_parameters("randomize")
    ({'start': '1', 'end': '5'}, None)
    """
    found: dict[str, str] = {}
    end = 0
    for match in _PAIR.finditer(text):
        if not _BETWEEN.fullmatch(text, end, match.start()):
            return None
        key = match[1].lower()
        found[key] = match[2] if key in _CASED else match[2].lower()
        end = match.end()
    return found if _BETWEEN.fullmatch(text, end) else None


def check_parameters(book: Book) -> None:
    """Check the parameters of every question."""
    for entry in book.survey.entries:
        cell = entry.cell("parameters")
        place = place_of(book.survey.table, cell or entry.cell("type") or entry.line)
        parameters = read_parameters(cell.text) if cell else {}
        if parameters is None:
            book.report.error(
                FindingCode.PARAMETERS_MALFORMED,
                place,
                entry.name,
                text=cell.text[:80] if cell else "",
            )
            continue
        kind = _kind(entry)
        if kind in _KNOWN:
            _check_keys(entry, parameters, _KNOWN[kind], (place, book.report))
            _check_values(book, entry, parameters, place)
        for key in parameters:
            if kind in _KNOWN and key in _NOT_HERE:
                book.report.inform(
                    FindingCode.PARAMETER_NOT_SUPPORTED, place, entry.name, parameter=key
                )
        if kind == "range":
            check_range(book, entry, parameters, place)
        if kind == "audit":
            _check_location(entry, parameters, place, book.report)


def _kind(entry: Entry) -> str:
    return entry.word.kind if entry.word.has_choices else entry.word.base.replace("photo", "image")


def _check_keys(
    entry: Entry, parameters: Mapping[str, str], known: frozenset[str], to: tuple[Place, Report]
) -> None:
    place, report = to
    for key in parameters:
        if key not in known:
            params = {
                "parameter": key,
                "known": ", ".join(sorted(known)),
                "suggestion": nearest(key, known),
            }
            report.error(FindingCode.PARAMETER_UNKNOWN, place, entry.name, **params)


def _check_values(book: Book, entry: Entry, parameters: Mapping[str, str], place: Place) -> None:
    for key, value in parameters.items():
        expected, is_right = _RULES.get(key, (None, _anything))
        if expected is not None and not is_right(value):
            params = {"parameter": key, "value": value, "expected": expected.value}
            book.report.error(FindingCode.PARAMETER_VALUE, place, entry.name, **params)
    if "seed" in parameters and "randomize" not in parameters:
        book.report.error(FindingCode.SEED_WITHOUT_RANDOMIZE, place, entry.name)


def _check_location(
    entry: Entry, parameters: Mapping[str, str], place: Place, report: Report
) -> None:
    given = [key for key in _LOCATION if key in parameters]
    if not given:
        return
    for key in _LOCATION:
        if key not in parameters:
            report.error(FindingCode.AUDIT_LOCATION_INCOMPLETE, place, entry.name, parameter=key)
    least, most = parameters.get(_LOCATION[1], ""), parameters.get(_LOCATION[2], "")
    if least.isdigit() and most.isdigit() and int(most) < int(least):
        report.error(FindingCode.AUDIT_LOCATION_ORDER, place, entry.name)


def is_number(text: str) -> bool:
    """Tell whether a text is a finite number."""
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _anything(_text: str) -> bool:
    return True


def _is_whole(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?\d+", text))


def _is_not_negative(text: str) -> bool:
    return bool(re.fullmatch(r"\+?\d+", text))


def _is_boolean(text: str) -> bool:
    return text in {"true", "false"}


def _is_seed(text: str) -> bool:
    return is_number(text) or [r.is_well_formed for r in references(text)] == [True]


def _is_column(text: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?", text))


_RULES: Mapping[str, tuple[Expected, Callable[[str], bool]]] = MappingProxyType(
    {
        "randomize": (Expected.TRUE_OR_FALSE, _is_boolean),
        "seed": (Expected.NUMBER_OR_QUESTION, _is_seed),
        "value": (Expected.COLUMN_NAME, _is_column),
        "label": (Expected.COLUMN_NAME, _is_column),
        "rows": (Expected.WHOLE_NUMBER, _is_whole),
        "max-pixels": (Expected.WHOLE_NUMBER, _is_whole),
        "quality": (Expected.AUDIO_QUALITY, _QUALITIES.__contains__),
        "capture-accuracy": (Expected.NUMBER, is_number),
        "warning-accuracy": (Expected.NUMBER, is_number),
        "allow-mock-accuracy": (Expected.TRUE_OR_FALSE, _is_boolean),
        "incremental": (Expected.TRUE, {"true", "yes", "true()"}.__contains__),
        "track-changes": (Expected.TRUE_OR_FALSE, _is_boolean),
        "identify-user": (Expected.TRUE_OR_FALSE, _is_boolean),
        "track-changes-reasons": (Expected.ON_FORM_EDIT, {"on-form-edit"}.__contains__),
        "location-priority": (Expected.LOCATION_PRIORITY, _PRIORITIES.__contains__),
        "location-min-interval": (Expected.NOT_NEGATIVE, _is_not_negative),
        "location-max-age": (Expected.NOT_NEGATIVE, _is_not_negative),
    }
)
