"""All sheets of a workbook as the checks see them, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.forms.checks.survey import Survey
    from app.forms.checks.tables import Line, Report, Table

YES = frozenset({"yes", "true", "true()"})
NO = frozenset({"no", "false", "false()"})


@dataclass(slots=True)
class Book:
    """The tables by their lower-case names, the survey's entries, the choices by list."""

    tables: Mapping[str, Table]
    survey: Survey
    report: Report
    lists: dict[str, list[Line]] = field(default_factory=dict)
    file_stem: str = ""
    """The workbook's name without its ending: the form's id when the settings give none."""

    def setting(self, name: str) -> str:
        """Return a setting, '' when it is not given."""
        table = self.tables.get("settings")
        return table.lines[0].text(name) if table and table.lines else ""

    @property
    def root(self) -> str:
        """The name of the form's root."""
        return self.setting("name") or "data"


def group_choices(table: Table | None) -> dict[str, list[Line]]:
    """Return the rows of a choices sheet by list."""
    lists: dict[str, list[Line]] = {}
    for line in table.lines if table else ():
        name = line.text("list_name")
        if name:
            lists.setdefault(name, []).append(line)
    return lists
