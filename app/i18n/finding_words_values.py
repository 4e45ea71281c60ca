"""What the codes inside findings say: why an expression cannot be read, what a parameter should have been.

They fill the places ``{cause}`` and ``{expected}`` of `finding_words_rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.forms.findings import Expected
from app.i18n.sentences import N_
from app.xpath.errors import SyntaxFault

_CAUSES = {
    SyntaxFault.EMPTY: N_("there is no expression."),
    SyntaxFault.UNEXPECTED: N_("this does not belong here."),
    SyntaxFault.UNEXPECTED_END: N_("the expression ends too early."),
    SyntaxFault.UNCLOSED: N_("a bracket is not closed."),
    SyntaxFault.UNKNOWN_CHARACTER: N_("this character has no meaning in an expression."),
    SyntaxFault.UNTERMINATED_TEXT: N_("a closing quotation mark is missing."),
    SyntaxFault.DESCENDANTS: N_("// is not supported; write the whole path."),
    SyntaxFault.UNSUPPORTED_AXIS: N_("this axis is not supported."),
    SyntaxFault.UNSUPPORTED_NODE_TEST: N_("this node test is not supported."),
    SyntaxFault.VARIABLE: N_("$ is only used as ${{name}}."),
    SyntaxFault.TOO_LONG: N_("the expression is too long."),
    SyntaxFault.TOO_DEEP: N_("brackets are nested too deep."),
}

_EXPECTED = {
    Expected.NUMBER: N_("a number"),
    Expected.WHOLE_NUMBER: N_("a whole number"),
    Expected.NOT_NEGATIVE: N_("a number that is not negative"),
    Expected.TRUE_OR_FALSE: N_("true or false"),
    Expected.TRUE: N_("true"),
    Expected.NUMBER_OR_QUESTION: N_("a number or a reference to a question"),
    Expected.COLUMN_NAME: N_("the name of a column"),
    Expected.ON_FORM_EDIT: N_('"on-form-edit"'),
    Expected.AUDIO_QUALITY: N_('"voice-only", "low", "normal" or "external"'),
    Expected.LOCATION_PRIORITY: N_('"no-power", "low-power", "balanced" or "high-accuracy"'),
    Expected.LIST_OR_REPEAT: N_("the name of a list or a reference to a repeat"),
}

CODE_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "cause": {code.value: words for code, words in _CAUSES.items()},
        "expected": {code.value: words for code, words in _EXPECTED.items()},
    }
)
"""Parameter of a finding -> its codes -> their words in English."""
