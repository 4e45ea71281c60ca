"""Steps through secondary instances: lists that were read once and never change while a form runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from app.xpath.code import ELEMENT, Code, Run
from app.xpath.values import NodeSet

if TYPE_CHECKING:
    from app.xpath.nodes import Step

Step_ = Callable[[Iterable[Any]], NodeSet]


class Detached:
    """A node that stands in no tree: the value of an attribute, the document around a list."""

    __slots__ = ("attributes", "children", "name", "parent", "value")

    def __init__(self, name: str = "", value: str = "", children: tuple[Any, ...] = ()) -> None:
        self.name = name
        self.value = value
        self.children = children
        self.attributes: dict[str, str] = {}
        self.parent: Any = None

    def field(self, name: str) -> str | None:
        """Return the value of the first child with a name, None when there is none."""
        return next((str(child.value) for child in self.children if child.name == name), None)

    def text(self) -> str:
        """Return the value."""
        return self.value


def document_of(root: Any | None) -> Detached:
    """Wrap the root of a list, so that ``instance('x')/root`` takes a step to it."""
    return Detached(children=() if root is None else (root,))


def child_value(element: Any, name: str) -> str | None:
    """Return the value of the first child with a name, None when there is none."""
    found: str | None = element.field(name)
    return found


def element_step(step: Step) -> Step_:
    """Compile one step, without its predicates."""
    test = step.test
    if step.axis == "child":
        return lambda found: NodeSet(
            kid for each in found for kid in each.children if test in ("*", "node()", kid.name)
        )
    if step.axis == "attribute":
        return lambda found: NodeSet(
            Detached(name, value)
            for each in found
            for name, value in each.attributes.items()
            if test in ("*", name)
        )
    if step.axis == "parent":
        return lambda found: NodeSet(
            {id(each.parent): each.parent for each in found if each.parent is not None}.values()
        )
    return lambda found: NodeSet(each for each in found if test in ("*", "node()", each.name))


def elements(many: Run) -> Code:
    """Wrap a closure that gives elements."""
    return Code(many, "nodes", many=many, places=(ELEMENT,))
