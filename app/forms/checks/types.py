"""The words of the ``type`` column: what each means, who else's dialect it is, what it is called today."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

Kind = Literal[
    "begin",
    "end",
    "select",
    "file_select",
    "external_select",
    "rank",
    "question",
    "silent",
    "setting",
    "",
]


def words(text: str) -> frozenset[str]:
    """Return the words of a text, as a set."""
    return frozenset(text.split())


_CONTROLS = {
    "group": "group",
    "lgroup": "repeat",
    "repeat": "repeat",
    "looped group": "repeat",
    "loop": "loop",
}
_CONTROL = re.compile(
    r"(?P<word>begin|end)[\s_](?P<kind>looped group|lgroup|group|repeat|loop)(?:\s(?:over\s)?(?P<list>\S+))?"
)
_SELECT = re.compile(
    r"(?P<command>add select one prompt using|add select multiple prompt using|select all that apply from"
    r"|select one from file|select multiple from file|select_one_from_file|select_multiple_from_file"
    r"|select_one_external|select one from|select all that apply|select1|select_one|select one|select_multiple|rank)"
    r"\s(?P<list>\S+)(?P<other>\s(?:or specify other|or_other|or other))?"
)
_OSM = re.compile(r"osm\s(\S+)")
_MULTIPLE = ("multiple", "all that apply")

VISIBLE = words(
    "text integer decimal note date time dateTime datetime image photo audio video file barcode geopoint geotrace "
    "geoshape acknowledge trigger range percentage string int gps location osm"
)
_MODERN: Mapping[str, str] = MappingProxyType(
    {
        "string": "text",
        "int": "integer",
        "gps": "geopoint",
        "location": "geopoint",
        "photo": "image",
        "trigger": "acknowledge",
        "date time": "dateTime",
        "phone number": "text",
        "number of days in last month": "integer",
        "number of days in last six months": "integer",
        "number of days in last year": "integer",
        "start time": "start",
        "end time": "end",
        "device id": "deviceid",
        "imei": "deviceid",
        "sim id": "simserial",
        "subscriber id": "subscriberid",
        "get start time": "start",
        "get end time": "end",
        "get today": "today",
        "get device id": "deviceid",
        "get sim id": "simserial",
        "get subscriber id": "subscriberid",
        "get phone number": "phonenumber",
        "uri:deviceid": "deviceid",
        "uri:phonenumber": "phonenumber",
        "uri:simserial": "simserial",
        "uri:subscriberid": "subscriberid",
        "uri:username": "username",
        "uri:email": "email",
    }
)
_PROMPTS = words(
    "text integer decimal date time dateTime image photo audio video file barcode location note calculate acknowledge"
)
_Q = words(
    "text string int integer decimal date dateTime image "
    "picture audio video barcode geopoint geoshape geotrace location note acknowledge calculate"
)
SILENT = words(
    "calculate hidden start end today deviceid username email phonenumber simserial subscriberid audit xml-external "
    "csv-external start-geopoint background-audio background-geopoint"
)
SETTINGS = frozenset({"form_title", "set_form_title", "form_id", "set_form_id", "prefix"})
NOT_HERE = words("osm simserial subscriberid")
"""Types that need a telephone."""
POSITIONS = words("background-geopoint start-geopoint")
"""Types that take the position of the device by themselves."""
_DIALECTS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            words(
                "begin_kobomatrix end_kobomatrix begin_score end_score score__row begin_rank end_rank rank__level "
                "kobomatrix"
            ),
            "KoboToolbox",
        ),
        **dict.fromkeys(
            (
                "calculate_here",
                "text audit",
                "audio audit",
                "speed violations count",
                "speed violations list",
                "speed violations audit",
                "caseid",
                "comments",
                "enumerator",
                "sensor_statistic",
                "sensor_stream",
            ),
            "SurveyCTO",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class TypeWord:
    """A type that was understood; ``kind`` '' when it was not.

    ``base`` is the modern name of a question type, or group, repeat, loop. ``list`` is a list's or file's name.
    """

    kind: Kind
    base: str = ""
    list: str = ""
    is_multiple: bool = False
    or_other: bool = False
    modern: str = ""
    dialect: str = ""

    @property
    def has_choices(self) -> bool:
        """Whether the answer is chosen."""
        return self.kind in {"select", "file_select", "external_select", "rank"}


def read_type(text: str) -> TypeWord:
    """Understand a cell of the ``type`` column.

    >>> read_type("begin repeat").base, read_type("select_one yn or_other").list, read_type("txet").kind
    ('repeat', 'yn', '')
    """
    control = _CONTROL.fullmatch(text)
    if control:
        kind: Kind = "begin" if control["word"] == "begin" else "end"
        return TypeWord(kind, _CONTROLS[control["kind"]], control["list"] or "")
    select = _SELECT.fullmatch(text)
    if select:
        return _select_word(select)
    return _plain_word(text)


def _select_word(match: re.Match[str]) -> TypeWord:
    command, name = match["command"], match["list"]
    multiple = any(word in command for word in _MULTIPLE)
    if "file" in command:
        return TypeWord("file_select", command, name, multiple)
    if command == "select_one_external":
        return TypeWord("external_select", command, name)
    if command == "rank":
        return TypeWord("rank", command, name)
    return TypeWord("select", command, name, multiple, match["other"] is not None)


def _plain_word(text: str) -> TypeWord:
    if text in SETTINGS:
        return TypeWord("setting", text)
    osm = _OSM.fullmatch(text)
    if osm:
        return TypeWord("question", "osm", osm[1])
    modern = _modern(text)
    base = modern or text
    if base in SILENT:
        return TypeWord("silent", base, modern=modern)
    if base in VISIBLE:
        return TypeWord("question", base, modern=modern)
    return TypeWord(
        "", text, dialect=_DIALECTS.get(text.replace(" ", "_"), _DIALECTS.get(text, ""))
    )


def _modern(text: str) -> str:
    if text in _MODERN:
        return _MODERN[text]
    if (
        text.startswith("add ")
        and text.endswith(" prompt")
        and text[4:-7] in {*_PROMPTS, "date time"}
    ):
        return _MODERN.get(text[4:-7], text[4:-7])
    if text.startswith("q ") and text[2:] in {*_Q, "date time"}:
        return "image" if text == "q picture" else _MODERN.get(text[2:], text[2:])
    return ""


def suggest_type(text: str) -> str:
    """Return the type that was probably meant, '' when nothing comes to mind.

    >>> suggest_type("numeric"), suggest_type("Select One")
    ('decimal', 'select_one')
    """
    folded = text.lower().replace("-", " ").replace("_", " ").strip()
    if folded in _OTHER_WORDS:
        return _OTHER_WORDS[folded]
    first = folded.split(" ", maxsplit=1)[0]
    return _OTHER_WORDS.get(first, "")


_OTHER_WORDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            ("number", "numeric", "float", "double", "real", "currency", "money"), "decimal"
        ),
        **dict.fromkeys(("whole number", "integers", "long", "age"), "integer"),
        **dict.fromkeys(
            ("select", "radio", "dropdown", "single choice", "boolean", "yes no", "country"),
            "select_one",
        ),
        **dict.fromkeys(
            ("checkbox", "checkboxes", "multiple choice", "multi", "multiselect"), "select_multiple"
        ),
        **dict.fromkeys(
            ("phone", "telephone", "address", "textarea", "comment", "open", "free text"), "text"
        ),
        **dict.fromkeys(("calculation", "computed", "formula"), "calculate"),
        **dict.fromkeys(("label", "statement", "info", "information", "section"), "note"),
        **dict.fromkeys(("picture", "photograph", "camera", "signature"), "image"),
        **dict.fromkeys(("timestamp", "datetime local"), "dateTime"),
        **dict.fromkeys(("location", "coordinates", "map", "point"), "geopoint"),
        **dict.fromkeys(("begin", "group", "page"), "begin_group"),
        **dict.fromkeys(("repeat", "loop"), "begin_repeat"),
        "end": "end_group",
        "slider": "range",
        "ranking": "rank",
    }
)


@cache
def known_types() -> tuple[str, ...]:
    """List the types of today, to suggest one from."""
    selects = words(
        "select_one select_multiple select_one_from_file select_multiple_from_file rank"
    )
    groups = words("begin_group end_group begin_repeat end_repeat")
    modern = VISIBLE - {"string", "int", "gps", "location"}
    return tuple(sorted(modern | SILENT | selects | groups))
