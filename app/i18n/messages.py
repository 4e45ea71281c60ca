"""Codes of the inner rooms turned into sentences for a person: errors, findings about forms.

The words stand in ``error_words`` and ``finding_words*``; here they are translated and their placeholders filled.
Nothing here fails: a parameter that is missing leaves an ellipsis, because an error about an error helps nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from app.core.addresses import is_server
from app.forms.findings import Expected, Finding, FindingCode
from app.i18n.catalog import _
from app.i18n.error_words import ERROR_SENTENCES
from app.i18n.finding_words import SHEET_FINDINGS
from app.i18n.finding_words_rules import RULE_FINDINGS
from app.i18n.finding_words_values import CODE_WORDS
from app.i18n.formats import file_size, number

if TYPE_CHECKING:
    from app.core.errors import AppError, Parameter
    from app.i18n.sentences import FindingWords

FINDING_SENTENCES: Final[Mapping[FindingCode, FindingWords]] = {**SHEET_FINDINGS, **RULE_FINDINGS}


@dataclass(frozen=True, slots=True)
class Explanation:
    """An error in words: what happened, what was kept, what to do; ``detail`` is technical, for a copy button."""

    what: str
    kept: str
    remedy: str
    detail: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.kept, self.remedy) if part)


def explain(error: AppError) -> Explanation:
    """Put an error into three sentences of the current language."""
    words = ERROR_SENTENCES[error.code]
    filled = _fill(
        {
            name: _short_path(value) if name == "path" else value
            for name, value in error.params.items()
        }
    )
    return Explanation(
        what=_(words.what).format_map(filled),
        kept=_(words.kept).format_map(filled),
        remedy=_(words.remedy).format_map(filled),
        detail=str(error.params.get("detail", "")),
    )


def finding_message(finding: Finding) -> str:
    """Say in the current language what is wrong with the form; the place is shown beside it."""
    return _(FINDING_SENTENCES[finding.code].message).format_map(_facts(finding))


def finding_remedy(finding: Finding) -> str:
    """Say in the current language how to mend it, with a suggestion first where there is one."""
    facts = _facts(finding)
    remedy = FINDING_SENTENCES[finding.code].remedy
    if finding.code is FindingCode.FUNCTION_ARGUMENTS:
        return _arguments_remedy(finding).format_map(facts)
    words = _(remedy).format_map(facts)
    if finding.params.get("suggestion"):
        return " ".join((_('Perhaps "{suggestion}" was meant.').format_map(facts), words))
    return words


def _arguments_remedy(finding: Finding) -> str:
    minimum, maximum = finding.params.get("minimum"), finding.params.get("maximum")
    if maximum == -1:
        return _("Check the commas and brackets: at least {minimum}.")
    if minimum == maximum:
        return _("Check the commas and brackets: exactly {minimum}.")
    return _(FINDING_SENTENCES[finding.code].remedy)


class _Value:
    """A parameter that writes itself as its placeholder asks: ``{limit}`` or ``{limit:size}``."""

    def __init__(self, value: Parameter) -> None:
        self._value = value

    def __format__(self, spec: str) -> str:
        if isinstance(self._value, str):
            return self._value
        return file_size(int(self._value)) if spec == "size" else number(self._value)


class _Values(dict[str, _Value]):
    """Placeholders and their values; a missing one is an ellipsis."""

    def __missing__(self, key: str) -> _Value:
        return _Value("…")


def _fill(params: Mapping[str, Parameter]) -> _Values:
    return _Values({name: _Value(value) for name, value in params.items()})


def _facts(finding: Finding) -> _Values:
    """Collect what a sentence about a finding may name; codes among the parameters become words."""
    known = {
        "name": finding.name,
        "header": finding.header,
        "sheet": finding.sheet,
        "column": finding.column,
    }
    coded = {
        name: _(CODE_WORDS[name].get(str(value), str(value)))
        for name, value in finding.params.items()
        if name in CODE_WORDS and _is_code(finding, name)
    }
    return _fill({**known, **finding.params, **coded})


def _is_code(finding: Finding, name: str) -> bool:
    """Tell a code from a word that only has the same parameter's name (END_MISMATCH expects a kind of row)."""
    return name != "expected" or str(finding.params[name]) in set(Expected)


def _short_path(path: Parameter) -> str:
    """Name a file or folder by its last two parts: enough to find it, short enough to read."""
    if is_server(str(path)):
        return str(path)
    parts = PurePath(str(path)).parts
    return str(PurePath(*parts[-2:])) if len(parts) > 3 else str(path)
