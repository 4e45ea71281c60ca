"""A random form as an XForm, the way pyxform writes them."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from tests.tools.random_forms.model import Action, Choices, Form, Node

LANGUAGES = ("English (en)", "Eesti (et)")
CHANGED = "xforms-value-changed"

_SPACES = (
    'xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms" '
    'xmlns:orx="http://openrosa.org/xforms" xmlns:ev="http://www.w3.org/2001/xml-events"'
)


def written(form: Form) -> str:
    """Write a form."""
    tree = "".join(_instance(node) for node in form.children)
    binds = "".join(_binds("/data", node) for node in form.children)
    first = "".join(_first_load(node) for node in form.children)
    body = "".join(_body("/data", node) for node in form.children)
    lists = "".join(_list(choices) for choices in form.lists)
    return (
        f"<h:html {_SPACES}><h:head><h:title>Random</h:title><model>{_itext(form)}"
        f'<instance><data id="random">{tree}<meta><instanceID/></meta></data></instance>{lists}{binds}'
        f'<bind nodeset="/data/meta/instanceID" jr:preload="uid" type="string"/>{first}'
        f"</model></h:head><h:body>{body}</h:body></h:html>"
    )


def _itext(form: Form) -> str:
    lists = [choices for choices in form.lists if choices.translated]
    if not lists:
        return ""
    texts = {
        language: "".join(
            f'<text id="{choices.name}-{value}"><value>{value} {language[:2]}</value></text>'
            for choices in lists
            for value, _ in choices.rows
        )
        for language in LANGUAGES
    }
    return (
        "<itext>"
        + "".join(
            f'<translation lang="{lang}">{text}</translation>' for lang, text in texts.items()
        )
        + "</itext>"
    )


def _list(choices: Choices) -> str:
    rows = "".join(
        f"<item><name>{value}</name><label>{value.upper()}</label><grp>{group}</grp>"
        f"<itextId>{choices.name}-{value}</itextId></item>"
        for value, group in choices.rows
    )
    return f'<instance id="{choices.name}"><root>{rows}</root></instance>'


def _instance(node: Node, *, template: bool | None = None) -> str:
    """Write a node: inside a template, inside a standing row, or outside of repeats, where both are written."""
    if node.kind == "question":
        return f"<{node.name}>{escape(node.default)}</{node.name}>"
    if node.kind == "group":
        inside = "".join(_instance(each, template=template) for each in node.children)
        return f"<{node.name}>{inside}</{node.name}>"
    made = "".join(_instance(each, template=True) for each in node.children)
    first = "".join(_instance(each, template=False) for each in node.children)
    shape = f'<{node.name} jr:template="">{made}</{node.name}>'
    standing = f"<{node.name}>{first}</{node.name}>"
    return {True: shape, False: standing, None: shape + standing}[template]


def _binds(base: str, node: Node) -> str:
    path = f"{base}/{node.name}"
    rules = "".join(f" {name}={quoteattr(str(term))}" for name, term in node.binds)
    kind = f' type="{node.type}"' if node.kind == "question" else ""
    own = f'<bind nodeset="{path}"{kind}{rules}/>' if kind or rules else ""
    return own + "".join(_binds(path, each) for each in node.children)


def _first_load(node: Node) -> str:
    """Write the actions of the model; those of repeats stand in their repeat."""
    if node.kind == "repeat":
        return ""
    own = "".join(_action(action) for action in node.actions if action.event != CHANGED)
    return own + "".join(_first_load(each) for each in node.children)


def _in_repeat(node: Node) -> str:
    own = "".join(_action(action) for action in node.actions if action.event != CHANGED)
    return own + "".join(_in_repeat(each) for each in node.children if each.kind != "repeat")


def _action(action: Action) -> str:
    return f'<setvalue event="{action.event}" ref="{action.target}" value={quoteattr(str(action.value))}/>'


def _body(base: str, node: Node) -> str:
    path = f"{base}/{node.name}"
    if node.kind == "question":
        return _control(path, node) if node.control else ""
    inside = "".join(_body(path, each) for each in node.children)
    if node.kind == "repeat":
        count = f" jr:count={quoteattr(str(node.count))}" if node.count is not None else ""
        actions = "".join(_in_repeat(each) for each in node.children)
        inside = f'<repeat nodeset="{path}"{count}>{inside}{actions}</repeat>'
    return f'<group ref="{path}"><label>{node.name}</label>{inside}</group>'


def _control(path: str, node: Node) -> str:
    inside = f"<label>{node.name}</label>"
    if node.itemset is not None:
        inside += (
            f"<itemset nodeset={quoteattr(str(node.itemset))}>"
            f'<value ref="{node.itemset.value}"/><label ref="{node.itemset.label}"/></itemset>'
        )
    inside += "".join(_action(action) for action in node.actions if action.event == CHANGED)
    limits = ' start="1" end="5" step="1"' if node.control == "range" else ""
    return f'<{node.control} ref="{path}"{limits}>{inside}</{node.control}>'
