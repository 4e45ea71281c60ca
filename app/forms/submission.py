"""An interview as ODK's instance XML, for servers and tools that speak OpenRosa, and back from it.

Irrelevant nodes are left out, as the standard asks. What it has no place for stands in attributes of Sild's own
namespace, which others ignore: ``sild:missing`` (``dont_know`` or ``refused``) and ``sild:id`` (the identity of a
repeat instance, so that an interview comes back with the identities it left with).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from app.core.errors import AppError, ErrorCode
from app.core.ids import RecordId, new_record_id
from app.forms.definition import FormDefinition, NodeDefinition, NodeKind
from app.forms.entities import MARKS
from app.forms.reader_xml import (
    OPENROSA,
    PREFIXES,
    SILD,
    attributes,
    child,
    children,
    local,
    parse_xml,
    text_of,
)
from app.forms.snapshot import Snapshot
from app.forms.state import Address
from app.records.repeats import counted_identity, keys_in_a_row

if TYPE_CHECKING:
    from lxml.etree import _Element

    from app.forms.session import FormSession

MISSING = f"{{{SILD}}}missing"
IDENTITY = f"{{{SILD}}}id"
RECORD = f"{{{SILD}}}record"
UUID_PREFIX = "uuid:"

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IDENTITY = re.compile(r"\{([^}]*)\}$")
_PREFIXED = re.compile(r"([^:]+):(.+)")
_KINDS_OF_MISSING = frozenset({"dont_know", "refused"})
_NAMESPACES = {prefix: uri for uri, prefix in PREFIXES.items() if prefix}


@dataclass(frozen=True, slots=True)
class Submission:
    """What an instance XML holds: whose it is, of which form, and its answers as a snapshot."""

    record: RecordId
    form_id: str
    version: str
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Edition:
    """Which state of a record an XML is of, for servers: a correction has an id of its own and names the one before.

    Both with ``uuid:``. ``replaces`` is '' for the interview as it was first finished.
    """

    instance_id: str
    replaces: str = ""


def to_xml(session: FormSession, edition: Edition | None = None) -> bytes:
    """Write an interview as instance XML, in UTF-8 with a declaration.

    Without an ``edition`` its instanceID is that of the record.
    """
    writer = _Writer(session, edition or Edition(f"{UUID_PREFIX}{session.record}"))
    return etree.tostring(writer.write(), encoding="UTF-8", xml_declaration=True)


def from_xml(definition: FormDefinition, xml: bytes, path: str = "") -> Submission:
    """Read an instance of a form; what the form does not know is left out. ``path`` only names the file in errors.

    Raises AppError SUBMISSION_BROKEN, SUBMISSION_OTHER_FORM.
    """
    root = _parse(xml, path)
    form_id = root.get("id") or ""
    node = definition.nodes[0]
    if local(root) != node.name.rpartition(":")[2] or (form_id and form_id != definition.form_id):
        raise AppError(
            ErrorCode.SUBMISSION_OTHER_FORM,
            path=path,
            form=definition.form_id,
            found=form_id or local(root),
        )
    record = RecordId(_record_of(root).removeprefix(UUID_PREFIX) or new_record_id())
    reader = _Reader(definition, record)
    reader.read(root, node, Address(node.path))
    return Submission(record, form_id, root.get("version") or "", Snapshot(reader.fields))


class _Writer:
    def __init__(self, session: FormSession, edition: Edition) -> None:
        self._session = session
        self._edition = edition
        self._edits = {edit.source: edit for edit in session.entity_edits()}
        self._entities = {action.path for action in session.definition.entities}
        self._nodes = session.definition.nodes
        self._namespaces = {
            **_NAMESPACES,
            **{k: v for k, v in session.definition.namespaces.items() if k},
        }

    def write(self) -> _Element:
        definition, node = self._session.definition, self._nodes[0]
        used: dict[str | None, str] = {"sild": SILD, "orx": OPENROSA}
        if definition.xmlns:
            used[None] = definition.xmlns
        root = etree.Element(self._tag(node.name), nsmap=used)  # type: ignore[arg-type]  # None: the default
        given = {"id": definition.form_id, **node.attributes}
        if definition.version:
            given.setdefault("version", definition.version)
        self._set_attributes(root, given)
        self._write_children(root, Address(self._session.root))
        self._write_identity(root)
        etree.cleanup_namespaces(root)
        return root

    def _write_children(self, element: _Element, address: Address) -> None:
        for kid in self._session.children(address):
            state = self._session.state(kid)
            if not state.relevant:
                continue
            node = self._nodes[state.index]
            inner = etree.SubElement(element, self._tag(node.name))
            self._set_attributes(inner, self._attributes(kid, node))
            identity = _IDENTITY.search(kid)
            if identity:
                inner.set(IDENTITY, identity[1])
            if state.missing:
                inner.set(MISSING, state.missing)
            if node.kind is NodeKind.VALUE:
                inner.text = _NOT_XML.sub("", state.value) or None
            else:
                self._write_children(inner, kid)

    def _attributes(self, address: Address, node: NodeDefinition) -> Mapping[str, str]:
        """Return the attributes of a node; of an entity, those that say what is done to it instead of the form's."""
        if node.path not in self._entities:
            return node.attributes
        edit = self._edits.get(address)
        kept = {name: value for name, value in node.attributes.items() if name not in MARKS}
        return {**kept, **(edit.marks if edit else {})}

    def _write_identity(self, root: _Element) -> None:
        """Write the id as instanceID, also in forms by hand that work out one of their own, or none."""
        meta = child(root, "meta")
        if meta is None:
            meta = etree.SubElement(root, f"{{{OPENROSA}}}meta")
        found = child(meta, "instanceID")
        if found is None:
            found = etree.SubElement(meta, f"{{{OPENROSA}}}instanceID")
        found.text = self._edition.instance_id
        if self._edition.replaces:
            found.set(RECORD, self._session.record)
            before = child(meta, "deprecatedID")
            if before is None:
                space = found.tag.rpartition("instanceID")[0]
                before = etree.SubElement(meta, f"{space}deprecatedID")
            before.text = self._edition.replaces

    def _set_attributes(self, element: _Element, given: Mapping[str, str]) -> None:
        for name, value in given.items():
            element.set(self._tag(name, ""), _NOT_XML.sub("", value))

    def _tag(self, name: str, own: str | None = None) -> str:
        """Return a name with its namespace; ``own`` is that of a name without a prefix, by default the answers'."""
        prefixed = _PREFIXED.fullmatch(name)
        namespace = self._namespaces.get(prefixed[1]) if prefixed else None
        if prefixed is None:
            space = self._session.definition.xmlns if own is None else own
            return f"{{{space}}}{name}" if space else name
        return f"{{{namespace}}}{prefixed[2]}" if namespace else prefixed[2]


class _Reader:
    def __init__(self, definition: FormDefinition, record: RecordId) -> None:
        self._nodes = definition.nodes
        self._record = record
        self.fields: dict[str, str] = {}

    def read(self, element: _Element, node: NodeDefinition, address: Address) -> None:
        """Read what an element holds into fields."""
        if node.kind is NodeKind.VALUE:
            self._read_value(element, address)
            return
        if element.get("dataset"):
            self._read_marks(element, address)
        found: dict[str, list[_Element]] = {}
        for kid in children(element):
            found.setdefault(local(kid), []).append(kid)
        for index in node.children:
            known = self._nodes[index]
            same = found.get(known.name.rpartition(":")[2], [])
            inner = Address(f"{address}/{known.name}")
            if known.kind is NodeKind.REPEAT:
                self._read_rows(same, known, inner)
            elif same:
                self.read(same[0], known, inner)

    def _read_rows(self, rows: list[_Element], node: NodeDefinition, repeat: Address) -> None:
        taken: set[str] = set()
        for place, (row, key) in enumerate(
            zip(rows, keys_in_a_row(len(rows)), strict=True), start=1
        ):
            given = row.get(IDENTITY) or ""
            is_new = not given or given in taken or any(sign in given for sign in "{}/")
            identity = counted_identity(self._record, repeat, place) if is_new else given
            taken.add(identity)
            address = Address(f"{repeat}{{{identity}}}")
            self.fields[f"order/{address.lstrip('/')}"] = key
            self.read(row, node, address)

    def _read_marks(self, element: _Element, address: Address) -> None:
        for name in MARKS:
            if element.get(name):
                self.fields[f"answers{address}/@{name}"] = str(element.get(name))

    def _read_value(self, element: _Element, address: Address) -> None:
        path = address.lstrip("/")
        if text_of(element):
            self.fields[f"answers/{path}"] = element.text or ""
        missing = element.get(MISSING)
        if missing in _KINDS_OF_MISSING:
            self.fields[f"missing/{path}"] = str(missing)


def _parse(xml: bytes, path: str) -> _Element:
    try:
        return parse_xml(xml, path)
    except AppError as error:
        line, detail = (
            error.params.get("line", 0),
            str(error.params.get("detail", error.code.value)),
        )
        raise AppError(ErrorCode.SUBMISSION_BROKEN, path=path, line=line, detail=detail) from error


def _record_of(root: _Element) -> str:
    meta = child(root, "meta")
    found = child(meta, "instanceID") if meta is not None else None
    if found is not None and found.get(RECORD):
        return str(found.get(RECORD))
    return text_of(found) if found is not None else str(attributes(root).get("instanceID", ""))
