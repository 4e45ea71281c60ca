"""Functions that need the tree, the position or laziness: registered for checking, implemented by the compiler.

``once``, ``position``, ``last`` and the names of nodes need the context node; ``if`` and ``coalesce`` evaluate only
what they use; the others look up lists, labels or other rows.
"""

from __future__ import annotations

from app.xpath.functions.frame import Function

FUNCTIONS: tuple[Function, ...] = (
    Function("if", 3, 3, kind="any"),
    Function("coalesce", 2, 2, kind="any"),
    Function("once", 1, 1, kind="any"),
    Function("current", 0, 0, kind="nodes"),
    Function("instance", 1, 1, kind="nodes"),
    Function("position", 0, 1, kind="number", needs=frozenset({"repeats"})),
    Function("last", 0, 0, kind="number", needs=frozenset({"repeats"})),
    Function("indexed-repeat", 3, 7, kind="nodes", needs=frozenset({"repeats"}), group=2),
    Function("pulldata", 4, 4),
    Function("jr:choice-name", 2, 2, needs=frozenset({"language"})),
    Function("jr:itext", 1, 1, needs=frozenset({"language"})),
    Function("name", 0, 1, own_value=True),
    Function("local-name", 0, 1, own_value=True),
    Function("namespace-uri", 0, 1, own_value=True),
    Function("property", 1, 1),
    Function("version", 0, 0),
)
