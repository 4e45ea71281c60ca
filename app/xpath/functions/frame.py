"""What a function is. Apart from the registry, so that the families and the registry do not import in a circle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from app.xpath.values import Value

Needs = Literal["clock", "chance", "language", "repeats"]
"""What may change a result although no argument did: sources of the dependency graph besides nodes."""

Kind = Literal["text", "number", "boolean", "date", "nodes", "any"]
"""Kind of the result; ``any``: that of an argument. A ``date`` function gives ``''`` when there is no date."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the standard: what a checker and a compiler must know of it.

    ``evaluate`` takes the environment and the arguments' values (node-sets as `NodeSet`). It is None when
    ``special``: such a function needs the tree or must not evaluate all its arguments, so the compiler knows it.
    ``own_value``: called without its first argument it takes the context node. ``group``: arguments beyond
    ``minimum`` come in groups of this size.
    """

    name: str
    minimum: int
    maximum: int | None
    evaluate: Callable[..., Value] | None = None
    kind: Kind = "text"
    needs: frozenset[Needs] = field(default_factory=frozenset)
    own_value: bool = False
    group: int = 1

    @property
    def special(self) -> bool:
        """Say whether the compiler implements it."""
        return self.evaluate is None

    @property
    def pure(self) -> bool:
        """Say whether the same arguments give the same result whenever it is called."""
        return not self.needs & {"clock", "chance"}
