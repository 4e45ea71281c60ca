"""From an XForm (what pyxform writes, and what people wrote by hand before it) to a frozen `FormDefinition`.

The reader is lenient where engines are: a broken reference leaves a node without its control, it never stops the form.
It refuses only what is no form, or what was made to hurt. Its parts: ``reader_xml`` parses without trust,
``reader_texts`` reads words, ``reader_body`` controls, ``reader_instance`` nodes and binds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.core.collector import SHELF, held_back
from app.core.text import LocalText
from app.forms.definition import (
    Action,
    FormDefinition,
    Item,
    NodeDefinition,
    SecondaryInstance,
    nothing,
)
from app.forms.external import LAST_SAVED, file_name, read_list, tree_of
from app.forms.languages import language_code, primary
from app.forms.reader_body import read_actions, read_body
from app.forms.reader_instance import Binds, read_binds, read_nodes
from app.forms.reader_rows import read_first_rows
from app.forms.reader_texts import Texts, read_texts
from app.forms.reader_xml import (
    attributes,
    broken,
    child,
    children,
    local,
    parse_xml,
    prefixed,
    text_of,
)

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_xform(
    xml: bytes, attachments: Mapping[str, bytes] | None = None, path: str = ""
) -> FormDefinition:
    """Read an XForm; ``attachments`` hold list files by name, ``path`` only names the form in errors.

    Raises AppError XFORM_BROKEN, XFORM_DOCTYPE, XFORM_TOO_LARGE, XFORM_TOO_DEEP; LIST_BROKEN for an attachment.
    """
    with held_back():
        SHELF.let_stay()
        return _read(parse_xml(xml, path), attachments or {}, path)


def with_lists(definition: FormDefinition, attachments: Mapping[str, bytes]) -> FormDefinition:
    """Return the definition with its external lists read anew from ``attachments``. Raises AppError LIST_BROKEN."""
    instances = {
        identity: replace(instance, root=_external_root(instance.source, attachments))
        if instance.source
        else instance
        for identity, instance in definition.instances.items()
    }
    return replace(definition, instances=MappingProxyType(instances))


@dataclass(frozen=True, slots=True)
class _Frame:
    html: _Element
    head: _Element | None
    model: _Element
    body: _Element | None
    primary: _Element


def _read(html: _Element, attachments: Mapping[str, bytes], path: str) -> FormDefinition:
    frame = _frame(html, path)
    root = f"/{prefixed(frame.primary)}"
    texts = read_texts(child(frame.model, "itext"))
    binds = read_binds(frame.model, root)
    body = read_body(frame.body, texts, binds.ids, root)
    nodes, entities = read_nodes(frame.primary, binds, body, texts, path)
    first_rows, bare_repeats = read_first_rows(frame.primary, nodes)
    given = attributes(frame.primary)
    by_path = {node.path: node.index for node in nodes}
    return FormDefinition(
        form_id=given.get("id")
        or _namespace(frame.primary)
        or frame.primary.tag.rpartition("}")[2],
        version=given.get("version") or given.get("orx:version") or given.get("jr:version") or "",
        title=_title(frame) or given.get("id", ""),
        nodes=nodes,
        languages=texts.languages,
        default_language=texts.default_language,
        texts=texts.entries,
        instances=MappingProxyType(_instances(frame, attachments)),
        actions=_model_actions(frame, root, binds),
        entities=entities,
        style=body.style,
        instance_name=_instance_name(nodes),
        namespaces=MappingProxyType({str(k or ""): str(v) for k, v in html.nsmap.items()}),
        submission=_submission(frame.model),
        xmlns=_namespace(frame.primary),
        by_path=MappingProxyType(by_path),
        first_rows=first_rows,
        titles=_titles(_title(frame), given, texts),
        bare_repeats=bare_repeats,
    )


def _frame(html: _Element, path: str) -> _Frame:
    head, body = child(html, "head"), child(html, "body")
    model = child(head, "model") if head is not None else None
    if local(html) != "html" or model is None:
        raise broken(html, "no model", path)
    instance = child(model, "instance")
    primary = next(children(instance), None) if instance is not None else None
    if primary is None:
        raise broken(model, "no primary instance", path)
    return _Frame(html, head, model, body, primary)


def _titles(title: str, given: Mapping[str, str], texts: Texts) -> LocalText:
    """Gather the title in every language: XLSForm has one, Sild's attributes of the root add translations."""
    named = {texts.default_language or "default": title}
    for language in texts.languages:
        translated = given.get(f"sild:title-{primary(language_code(language))}")
        if translated:
            named[language] = translated
    return LocalText(MappingProxyType(named))


def _title(frame: _Frame) -> str:
    title = child(frame.head, "title") if frame.head is not None else None
    return text_of(title) if title is not None else ""


def _namespace(primary: _Element) -> str:
    namespace = primary.tag.rpartition("}")[0].lstrip("{")
    return "" if namespace.startswith("http://www.w3.org/") else namespace


def _submission(model: _Element) -> Mapping[str, str]:
    element = child(model, "submission")
    return MappingProxyType(attributes(element)) if element is not None else nothing()


def _model_actions(frame: _Frame, root: str, binds: Binds) -> tuple[Action, ...]:
    return tuple(read_actions(frame.model, root, binds.ids))


def _instance_name(nodes: tuple[NodeDefinition, ...]) -> str | None:
    for node in nodes:
        if node.path.count("/") == 3 and node.name.rpartition(":")[2] == "instanceName":
            return node.path
    return None


def _instances(frame: _Frame, attachments: Mapping[str, bytes]) -> dict[str, SecondaryInstance]:
    found: dict[str, SecondaryInstance] = {}
    for element in list(children(frame.model, "instance"))[1:]:
        identity = element.get("id") or ""
        if identity and identity not in found:
            found[identity] = _instance(identity, element, attachments)
    return found


def _instance(
    identity: str, element: _Element, attachments: Mapping[str, bytes]
) -> SecondaryInstance:
    source = element.get("src")
    if source is None:
        root = next(children(element), None)
        return SecondaryInstance(identity, None, tree_of(root) if root is not None else None)
    return SecondaryInstance(identity, source, _external_root(source, attachments))


def _external_root(source: str, attachments: Mapping[str, bytes]) -> Item | None:
    data = attachments.get(file_name(source)) if source != LAST_SAVED else None
    return read_list(file_name(source), data) if data is not None else None
