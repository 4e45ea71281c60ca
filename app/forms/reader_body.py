"""The body of an XForm: which control shows which node, in which order, and what its actions set.

Apart from the model because the order of the body, not that of the instance, is the order in which people are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.forms.definition import Action, Choice, Control, ControlKind, Itemset, Text
from app.forms.reader_xml import attributes, canonical, child, children, local, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from app.forms.reader_texts import Texts

_KINDS: Mapping[str, ControlKind] = {
    "input": ControlKind.INPUT,
    "secret": ControlKind.INPUT,
    "textarea": ControlKind.INPUT,
    "select1": ControlKind.SELECT_ONE,
    "select": ControlKind.SELECT_MULTIPLE,
    "rank": ControlKind.RANK,
    "range": ControlKind.RANGE,
    "upload": ControlKind.UPLOAD,
    "trigger": ControlKind.TRIGGER,
}
_ACTIONS = {"setvalue", "odk:setgeopoint", "odk:recordaudio", "setgeopoint", "recordaudio"}
_OWN_ATTRIBUTES = {"ref", "nodeset", "bind", "appearance", "jr:count", "jr:noAddRemove"}
_APPEARANCE = re.compile(r"[^\s(]+(?:\([^)]*\))?")
_PREDICATE = re.compile(r"\[[^\]]*\]")
_ITEXT_OF_CHILD = re.compile(r"\s*jr:itext\(\s*([^'\"()]+?)\s*\)\s*")


@dataclass(slots=True)
class Body:
    """What the body says of nodes, by absolute path."""

    texts: Texts
    bind_ids: Mapping[str, str]
    root: str
    controls: dict[str, Control] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    actions: dict[str, list[Action]] = field(default_factory=dict)
    counts: dict[str, str] = field(default_factory=dict)
    fixed: set[str] = field(default_factory=set)
    style: str = ""

    def show(self, path: str, control: Control) -> None:
        """Let a control show a node; the first one that does so wins."""
        self.controls.setdefault(path, control)
        self.order.setdefault(path, len(self.order))

    def path_of(self, element: _Element, context: str) -> str:
        """Return the absolute path an element is bound to, '' when it is bound to nothing."""
        identity = element.get("bind")
        if identity is not None:
            return self.bind_ids.get(identity, "")
        return resolve(element.get("ref") or element.get("nodeset") or "", context)


def read_body(body: _Element | None, texts: Texts, bind_ids: Mapping[str, str], root: str) -> Body:
    """Read the whole body; ``root`` is the path of the primary instance's root."""
    found = Body(texts, bind_ids, root)
    if body is not None:
        found.style = (body.get("class") or "").strip()
        _read_level(found, body, root)
    return found


def read_actions(element: _Element, root: str, bind_ids: Mapping[str, str]) -> Iterator[Action]:
    """Yield the actions that stand directly in an element; those that set an attribute are left to entities."""
    for kid in children(element):
        kind = canonical(kid)
        if kind not in _ACTIONS:
            continue
        given = attributes(kid)
        target = bind_ids.get(given.get("bind", ""), "") or resolve(given.get("ref", ""), root)
        events = tuple((given.get("event") or given.get("ev:event") or "").split())
        if not target or "@" in target or not events:
            continue
        other = {
            k: v for k, v in given.items() if k not in {"ref", "bind", "event", "ev:event", "value"}
        }
        kind = kind if kind == "setvalue" or ":" in kind else f"odk:{kind}"
        yield Action(
            kind, events, target, given.get("value"), text_of(kid), MappingProxyType(other)
        )


def resolve(reference: str, context: str) -> str:
    """Return a reference as an absolute path without predicates.

    >>> resolve("../b", "/data/a"), resolve(" /data/x[1]/y ", "/data"), resolve("c", "/data")
    ('/data/b', '/data/x/y', '/data/c')
    """
    path = reference.strip()
    if "[" in path:
        path = _PREDICATE.sub("", path)
    if path.startswith("/") or not path:
        return path.replace(" ", "")
    steps = context.split("/")
    for step in path.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in {".", ""}:
            steps.append(step)
    return "/".join(steps)


def split_appearance(appearance: str) -> tuple[str, ...]:
    """Return the words of an appearance; what stands in brackets belongs to its word.

    >>> split_appearance("minimal search('towns', 'contains')")
    ('minimal', "search('towns', 'contains')")
    """
    return (
        tuple(appearance.split())
        if "(" not in appearance
        else tuple(_APPEARANCE.findall(appearance))
    )


def _read_level(found: Body, parent: _Element, context: str) -> None:
    for element in children(parent):
        name = local(element)
        if name == "group":
            _read_group(found, element, context)
        elif name == "repeat":
            _read_repeat(found, element, None, context)
        elif name in _KINDS:
            _read_question(found, element, _KINDS[name], context)


def _read_group(found: Body, element: _Element, context: str) -> None:
    path = found.path_of(element, context)
    repeat = child(element, "repeat")
    if repeat is not None and found.path_of(repeat, path or context) == (
        path or found.path_of(repeat, context)
    ):
        _read_repeat(found, repeat, element, context)
        return
    if path:
        found.show(path, _control(found.texts, element, ControlKind.GROUP))
        _keep_actions(found, element, path)
    is_shown = bool(path) or _show_unbound(found, element, context)
    shown_before = len(found.order)
    _read_level(found, element, path or context)
    if not is_shown:
        _lend_label(found, element, shown_before)


def _show_unbound(found: Body, element: _Element, context: str) -> bool:
    """Let a group that is bound to nothing be the control of the group of nodes that its questions stand in."""
    inside = [found.path_of(each, context) for each in element.iter() if local(each) in _KINDS]
    above = {path.rpartition("/")[0] for path in inside if path}
    if len(above) == 1:
        [path] = above
        rows = {found.path_of(each, context) for each in element.iter() if local(each) == "repeat"}
        if path.startswith(f"{context}/") and path not in rows:
            found.show(path, _control(found.texts, element, ControlKind.GROUP))
            return True
    return False


def _lend_label(found: Body, element: _Element, shown_before: int) -> None:
    """Put the label of a group that has no node above the label of the first thing in it; its appearance is lost."""
    label = found.texts.of_element(child(element, "label"))
    first = next(islice(found.order, shown_before, None), "")
    if first and label:
        control = found.controls[first]
        found.controls[first] = replace(control, label=_above(label, control.label))


def _above(heading: Text, label: Text) -> Text:
    """Return a text of two lines, in every language that one of them has."""
    languages = {**dict.fromkeys(heading.words), **dict.fromkeys(label.words)}
    if len(languages) > 1:
        languages.pop("", None)
    words = {}
    for language in languages:
        lines = [text.words.get(language) or text.words.get("") for text in (heading, label)]
        words[language] = tuple(part for line in lines if line for part in (*line, "\n"))[:-1]
    return Text(MappingProxyType(words), label.media or heading.media)


def _read_repeat(found: Body, element: _Element, group: _Element | None, context: str) -> None:
    path = found.path_of(element, context)
    if not path:
        return
    found.show(path, _repeat_control(found.texts, element, group))
    given = attributes(element)
    if given.get("jr:count"):
        found.counts[path] = given["jr:count"].strip()
    if given.get("jr:noAddRemove", "").strip() in {"true()", "true", "1"}:
        found.fixed.add(path)
    _keep_actions(found, element, path)
    _read_level(found, element, path)
    if group is not None:
        _read_level_without(found, group, element, context)


def _read_level_without(found: Body, group: _Element, repeat: _Element, context: str) -> None:
    """Read what a badly built group holds beside its repeat, so that no question disappears."""
    for element in children(group):
        if element is not repeat and local(element) in _KINDS:
            _read_question(found, element, _KINDS[local(element)], context)


def _read_question(found: Body, element: _Element, kind: ControlKind, context: str) -> None:
    path = found.path_of(element, context)
    if not path:
        return
    found.show(path, _control(found.texts, element, kind))
    _keep_actions(found, element, path)


def _keep_actions(found: Body, element: _Element, path: str) -> None:
    for action in read_actions(
        element, path if element.get("nodeset") else found.root, found.bind_ids
    ):
        found.actions.setdefault(path, []).append(action)


def _control(texts: Texts, element: _Element, kind: ControlKind) -> Control:
    given = attributes(element)
    hint = child(element, "hint")
    appearance = " ".join((given.get("appearance") or "").split())
    return Control(
        kind=kind,
        label=texts.of_element(child(element, "label")),
        hint=texts.of_element(hint),
        guidance=texts.guidance_of(hint),
        appearances=split_appearance(appearance),
        appearance=appearance,
        choices=_choices(texts, element) if kind in _WITH_CHOICES else (),
        parameters=MappingProxyType({k: v for k, v in given.items() if k not in _OWN_ATTRIBUTES}),
    )


_WITH_CHOICES = {ControlKind.SELECT_ONE, ControlKind.SELECT_MULTIPLE, ControlKind.RANK}


def _repeat_control(texts: Texts, element: _Element, group: _Element | None) -> Control:
    own = _control(texts, element, ControlKind.REPEAT)
    if group is None:
        return own
    outer = _control(texts, group, ControlKind.REPEAT)
    appearances = tuple(dict.fromkeys(outer.appearances + own.appearances))
    return Control(
        kind=ControlKind.REPEAT,
        label=outer.label or own.label,
        hint=outer.hint or own.hint,
        guidance=outer.guidance or own.guidance,
        appearances=appearances,
        appearance=" ".join(appearances),
        parameters=MappingProxyType({**outer.parameters, **own.parameters}),
    )


def _choices(texts: Texts, element: _Element) -> tuple[Choice, ...] | Itemset:
    itemset = child(element, "itemset")
    if itemset is not None:
        return _itemset(itemset)
    return tuple(_choice(texts, item) for item in children(element, "item"))


def _choice(texts: Texts, item: _Element) -> Choice:
    value = child(item, "value")
    return Choice(
        text_of(value) if value is not None else "", texts.of_element(child(item, "label"))
    )


def _itemset(element: _Element) -> Itemset:
    value, label = child(element, "value"), child(element, "label")
    value_ref = (value.get("ref") or "").strip() if value is not None else ""
    label_ref = (label.get("ref") or "").strip() if label is not None else ""
    translated = _ITEXT_OF_CHILD.fullmatch(label_ref)
    return Itemset(
        nodeset=(element.get("nodeset") or "").strip(),
        value_ref=value_ref or "name",
        label_ref=translated[1] if translated else label_ref or value_ref or "name",
        label_is_itext=translated is not None,
    )
