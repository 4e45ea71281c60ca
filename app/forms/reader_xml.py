"""The XML that a form arrives in: parsed without trusting it, and read by local names.

Apart from the reader proper because every other XML that comes from outside (external lists, submissions) enters
here too. Nothing is fetched, no entity is expanded, a document type declaration is refused as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from app.core.errors import AppError, ErrorCode

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_BYTES = 64 * 1024 * 1024
"""An XForm of 5,000 questions in three languages has 6 MB."""
MOST_ELEMENTS = 3_000_000
"""A list of 500,000 choices with five columns; each element takes a quarter of a kilobyte of memory."""
DEEPEST = 100
"""Levels of nesting; forms of the wild stay below 20."""

XFORMS = "http://www.w3.org/2002/xforms"
JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
ODK = "http://www.opendatakit.org/xforms"
ENTITIES = "http://www.opendatakit.org/xforms/entities"
XHTML = "http://www.w3.org/1999/xhtml"
EVENTS = "http://www.w3.org/2001/xml-events"
SILD = "urn:sild:xforms:1"
"""Sild's own attributes: ``sild:missing`` on a bind, the kinds of missing answers in a submission."""

PREFIXES: Mapping[str, str] = {
    JAVAROSA: "jr",
    OPENROSA: "orx",
    ODK: "odk",
    ENTITIES: "entities",
    SILD: "sild",
    EVENTS: "ev",
    XHTML: "h",
    XFORMS: "",
}

_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_PROLOGUE = re.compile(rb"(?:\s|\xef\xbb\xbf|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)


def parse_xml(data: bytes, path: str = "") -> _Element:
    """Parse untrusted XML into its root element; comments and processing instructions are left out.

    Raises AppError XFORM_DOCTYPE, XFORM_TOO_LARGE or XFORM_BROKEN; ``path`` only names the file in them.
    """
    if len(data) > LARGEST_BYTES:
        raise AppError(ErrorCode.XFORM_TOO_LARGE, path=path, limit=LARGEST_BYTES)
    if _starts_with_doctype(data):
        raise AppError(ErrorCode.XFORM_DOCTYPE, path=path)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 0
        raise AppError(
            ErrorCode.XFORM_BROKEN, path=path, line=line, detail=_detail(error)
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise AppError(ErrorCode.XFORM_DOCTYPE, path=path)
    _refuse_excess(root, path)
    return root


def broken(element: _Element | None, detail: str, path: str = "") -> AppError:
    """Make the error for a form whose XML is well formed but which is no form; ``detail`` names what is wrong."""
    line = getattr(element, "sourceline", None) or 0
    return AppError(ErrorCode.XFORM_BROKEN, path=path, line=line, detail=detail)


def local(element: _Element) -> str:
    """Return the element's name without its namespace."""
    return _local(str(element.tag))


def prefixed(element: _Element) -> str:
    """Return the element's name with the prefix it was written with."""
    name = _local(str(element.tag))
    return f"{element.prefix}:{name}" if element.prefix else name


def canonical(element: _Element) -> str:
    """Return the element's name with the customary prefix of its namespace, whatever the file calls it."""
    return _canonical(str(element.tag))


def attributes(element: _Element) -> dict[str, str]:
    """Return the attributes by name, with the customary prefix of their namespace (``jr:count``)."""
    return {_canonical(str(name)): str(value) for name, value in element.attrib.items()}


def child(element: _Element, name: str) -> _Element | None:
    """Return the first child element with that local name."""
    return next(children(element, name), None)


def children(element: _Element, name: str | None = None) -> Iterator[_Element]:
    """Yield the child elements, those with a local name if one is given (comments are gone, entities refused)."""
    return iter(element) if name is None else element.iterchildren(f"{{*}}{name}")


def text_of(element: _Element) -> str:
    """Return the element's own text, trimmed."""
    return (element.text or "").strip()


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


@lru_cache(maxsize=4096)
def _canonical(tag: str) -> str:
    if tag[:1] != "{":
        return tag
    namespace, _, name = tag[1:].partition("}")
    prefix = PREFIXES.get(namespace, "")
    return f"{prefix}:{name}" if prefix else name


def _starts_with_doctype(data: bytes) -> bool:
    prologue = _PROLOGUE.match(data)
    return bool(_DOCTYPE.match(data, prologue.end() if prologue else 0))


def _detail(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:200]


_COUNT = etree.XPath("count(//*)")
_TOO_DEEP = etree.XPath("/*" * (DEEPEST + 1))


def _refuse_excess(root: _Element, path: str) -> None:
    count = _COUNT(root)
    if isinstance(count, float) and count > MOST_ELEMENTS:
        raise AppError(ErrorCode.XFORM_TOO_LARGE, path=path, limit=MOST_ELEMENTS)
    deep = _TOO_DEEP(root)
    if isinstance(deep, list) and deep:
        line = getattr(deep[0], "sourceline", None) or 0
        raise AppError(ErrorCode.XFORM_TOO_DEEP, path=path, line=line, limit=DEEPEST)
