"""Lists that lie beside a form: CSV, XML and GeoJSON files, read into the shape of a secondary instance.

Apart from the reader because these files are replaced in the field without touching the form.
A CSV row becomes ``root/item`` with one child per column; a GeoJSON feature becomes an item with its id, its
geometry in ODK's form and its properties. Byte order marks, semicolons and tabs are understood.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from app.core.errors import AppError, ErrorCode
from app.forms.definition import Columns, Item, nothing
from app.forms.reader_xml import parse_xml, prefixed

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_ROWS = 1_000_000
"""More is no list to choose from."""
MOST_CELLS = 10 * MOST_ROWS // 3
"""Each cell takes about a tenth of a kilobyte of memory, as long as nobody walks over the columns of every row."""
LAST_SAVED = "jr://instance/last-saved"

T = TypeVar("T")
_NONE = nothing()


def file_name(source: str) -> str:
    """Return the name under which an attachment is kept: the end of a ``jr://`` URI."""
    return PurePosixPath(source).name


def read_list(name: str, data: bytes) -> Item:
    """Read a list file by the ending of its name; anything but .xml and .geojson is read as CSV.

    Raises AppError LIST_BROKEN or LIST_TOO_LARGE.
    """
    ending = PurePosixPath(name).suffix.lower()
    if ending == ".xml":
        return tree_of(parse_xml(data, name))
    if ending in {".geojson", ".json"}:
        return _geojson(name, data)
    return _csv(name, data)


def tree_of(element: _Element) -> Item:
    """Copy an element and everything in it."""
    return _tree(element, {})


def _tree(element: _Element, known: dict[tuple[str, ...], Columns]) -> Item:
    if not len(element):
        return _leaf(element)
    if not any(len(kid) or kid.keys() for kid in element):
        return _row(element, known)
    kids = tuple([_tree(kid, known) if len(kid) else _leaf(kid) for kid in element])
    return _parented(Item(prefixed(element), "", kids, _attributes(element)))


def _row(element: _Element, known: dict[tuple[str, ...], Columns]) -> Item:
    names = tuple([prefixed(kid) for kid in element])
    columns = known.get(names) or known.setdefault(names, Columns(names))
    item = Item.row(prefixed(element), columns, [(kid.text or "").strip() for kid in element])
    item.attributes = _attributes(element)
    return item


def _leaf(element: _Element) -> Item:
    return Item(prefixed(element), (element.text or "").strip(), (), _attributes(element))


def _attributes(element: _Element) -> Mapping[str, str]:
    given = element.items()
    return {str(name): str(value) for name, value in given} if given else _NONE


def decode(data: bytes) -> str:
    """Decode a text file made by hand: UTF-8 (marked or not), UTF-16 if marked, else the Windows code page 1252."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _csv(name: str, data: bytes) -> Item:
    text = decode(data)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=False)
    try:
        header = [cell.strip() for cell in next(rows, [])]
        places = [place for place, column in enumerate(header) if column]
        columns = Columns(tuple(header[place] for place in places))
        most = min(MOST_ROWS, MOST_CELLS // max(1, len(header)))
        if '"' not in text and text.count("\n") - 1 > most:
            raise AppError(ErrorCode.LIST_TOO_LARGE, path=name, limit=most)
        items = [_line(columns, places, row) for row in _limited(name, rows, most) if any(row)]
    except csv.Error as error:
        raise AppError(ErrorCode.LIST_BROKEN, path=name, detail=str(error)) from error
    return _root(items)


def delimiter_of(text: str) -> str:
    """Guess the delimiter from the first line: the one of comma, semicolon and tab that it holds most often."""
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _line(columns: Columns, places: Sequence[int], row: Sequence[str]) -> Item:
    filled = len(row)
    values = [row[place].strip() if place < filled else "" for place in places]
    return Item.row("item", columns, values)


def _geojson(name: str, data: bytes) -> Item:
    try:
        document = json.loads(decode(data))
        features = document["features"]
        items = [_feature_item(feature) for feature in _limited(name, features, MOST_ROWS)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise AppError(ErrorCode.LIST_BROKEN, path=name, detail=type(error).__name__) from error
    return _root(items)


def _feature_item(feature: Mapping[str, object]) -> Item:
    values: dict[str, str] = {}
    properties = feature.get("properties")
    if isinstance(properties, Mapping):
        values |= {str(key): _json_text(value) for key, value in properties.items()}
    if feature.get("id") is not None:
        values["id"] = _json_text(feature["id"])
    geometry = feature.get("geometry")
    values["geometry"] = _geometry(geometry) if isinstance(geometry, Mapping) else ""
    return _parented(Item("item", "", tuple(Item(key, value) for key, value in values.items())))


def _geometry(geometry: Mapping[str, object]) -> str:
    coordinates = geometry.get("coordinates")
    kind = geometry.get("type")
    if not isinstance(coordinates, list):
        return ""
    if kind == "Point":
        return _position(coordinates)
    if kind == "Polygon":
        return "; ".join(_position(p) for p in (coordinates[0] if coordinates else []))
    return "; ".join(_position(p) for p in coordinates) if kind == "LineString" else ""


def _position(position: Sequence[object]) -> str:
    longitude, latitude = position[0], position[1]
    return f"{latitude} {longitude} 0 0"


def _json_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _limited(name: str, rows: Iterable[T], most: int) -> Iterator[T]:
    for place, row in enumerate(rows):
        if place >= most:
            raise AppError(ErrorCode.LIST_TOO_LARGE, path=name, limit=most)
        yield row


def _root(items: Sequence[Item]) -> Item:
    return _parented(Item("root", "", tuple(items)))


def _parented(item: Item) -> Item:
    for kid in item.children:
        kid.parent = item
    return item
