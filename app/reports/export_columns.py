"""What an exported table has as columns: the codes as they were answered, their labels, one column for each of many.

Apart from the writers, so that every format says the same and the code book describes what is really there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.forms.variables import Scale
from app.reports.frames import ABOUT, MISSING, REPEAT_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from app.forms.variables import Variable
    from app.reports.form_words import SheetLanguages
    from app.reports.frames import Frame

LABEL: Final = ":label"
"""After the name of a variable with codes: the column with their labels."""
MOST_SPLIT: Final = 100
"""Longer lists than this are not split into a column for each of their codes."""
_BETWEEN: Final = "; "
_SEVERAL: Final = frozenset({Scale.MANY, Scale.RANKED})


@dataclass(frozen=True, slots=True)
class Columns:
    """Makes the columns of a frame, labels in one language of the form."""

    languages: SheetLanguages

    def spread(self, frame: Frame) -> pd.DataFrame:
        """Return the table as it is exported."""
        import pandas as pd

        data = frame.data
        is_main = frame.table.parent == ""
        made: dict[str, pd.Series] = {
            name: data[name] for name in (ABOUT if is_main else REPEAT_KEYS)
        }
        for variable in frame.table.variables:
            made.update(self._of(variable, data[variable.name]))
            why = variable.name + MISSING
            if why in data.columns:
                made[why] = data[why]
        return pd.DataFrame(made, index=data.index)

    def labels(self, variable: Variable) -> Mapping[str, str]:
        """Return the label of every code of a variable."""
        return {each.value: self.languages.lead(each.label) for each in variable.categories}

    def _of(self, variable: Variable, answers: pd.Series) -> Iterator[tuple[str, pd.Series]]:
        yield variable.name, answers
        if not variable.categories:
            return
        labels = self.labels(variable)
        several = variable.scale in _SEVERAL

        def labelled(answer: str | None) -> str | None:
            if not answer:
                return None
            codes = answer.split() if several else [answer]
            return _BETWEEN.join(labels.get(code, code) for code in codes)

        cells = [labelled(answer) for answer in answers]
        yield variable.name + LABEL, _column(cells, answers, "object")
        if several and len(variable.categories) <= MOST_SPLIT:
            yield from _split(variable, answers)


def _split(variable: Variable, answers: pd.Series) -> Iterator[tuple[str, pd.Series]]:
    """Yield a column for each code: 1 or 0 where several may be chosen, the place where they are ranked."""
    chosen = [answer.split() if answer else None for answer in answers]
    for category in variable.categories:
        cells = [_cell(variable.scale, codes, category.value) for codes in chosen]
        yield f"{variable.name}/{category.value}", _column(cells, answers, "Int64")


def _cell(scale: Scale, codes: list[str] | None, code: str) -> int | None:
    if codes is None:
        return None
    if scale is Scale.RANKED:
        return codes.index(code) + 1 if code in codes else None
    return int(code in codes)


def _column(cells: Sequence[object], like: pd.Series, dtype: str) -> pd.Series:
    import pandas as pd

    return pd.Series(cells, index=like.index, dtype=dtype)
