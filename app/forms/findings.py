"""What is wrong with a form, where, and the facts from which a remedy can be worded.

Codes carry no words: ``i18n.messages`` turns a finding into what is wrong and how to mend it. An *error* keeps the form
from running, a *warning* runs but is probably not what was meant, an *info* says what Sild leaves out or assumes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.forms.definition import nothing

if TYPE_CHECKING:
    from app.core.errors import Parameter


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class FindingCode(StrEnum):
    """One code per thing that can be wrong. Parameters are named in the comment; ``suggestion`` may be ''.

    Rows count from 1 as the spreadsheet shows them. ``header`` is the column's heading as written.
    """

    # sheets and headings
    SURVEY_SHEET_MISSING = (
        "survey_sheet_missing"  # sheets (names found, comma separated), suggestion
    )
    SHEET_MISSPELT = "sheet_misspelt"  # found, meant
    SURVEY_EMPTY = "survey_empty"
    SURVEY_WITHOUT_QUESTIONS = "survey_without_questions"
    ROWS_AFTER_GAP = "rows_after_gap"  # ignored: rows or columns after the gap that ends a sheet
    HEADER_ROW_MISSING = "header_row_missing"
    COLUMN_MISSING = "column_missing"  # header
    COLUMN_DUPLICATE = "column_duplicate"  # header, other (header), other_column (letter)
    COLUMN_UNKNOWN = "column_unknown"  # header, suggestion
    COLUMN_HAS_SPACES = "column_has_spaces"  # header
    COLUMN_NOT_SUPPORTED = "column_not_supported"  # header; accepted, has no effect here
    NAMESPACE_MISSING = "namespace_missing"  # header, prefix
    CELL_WITHOUT_HEADER = "cell_without_header"  # count (cells ignored)
    CELL_ERROR = "cell_error"  # text (the spreadsheet's own mark, #REF! and its like)
    # rows
    ROW_WITHOUT_TYPE = "row_without_type"
    ROW_IGNORED = "row_ignored"
    ROW_DISABLED = "row_disabled"
    TYPE_UNKNOWN = "type_unknown"  # type, suggestion
    TYPE_DIALECT = "type_dialect"  # type, dialect (Kobo | SurveyCTO)
    TYPE_LEGACY = "type_legacy"  # type, modern
    TYPE_NOT_SUPPORTED = (
        "type_not_supported"  # type; the form runs, the question is kept but cannot be asked here
    )
    POSITION_NOT_KNOWN = "position_not_known"  # type, or the name of the action; it stays empty
    RECORDED_WITH_CONSENT = "recorded_with_consent"  # the form wants the whole interview recorded
    NAME_MISSING = "name_missing"
    NAME_INVALID = "name_invalid"  # name
    NAME_DUPLICATE = "name_duplicate"  # name, other (row)
    NAME_CASE_CLASH = "name_case_clash"  # name, other (row)
    NAME_RESERVED = "name_reserved"  # name
    NAME_GENERATED_CLASH = (
        "name_generated_clash"  # name, other (row of the repeat or question that makes this name)
    )
    REPEAT_NAMED_LIKE_FORM = "repeat_named_like_form"  # name
    REPEAT_NAME_DUPLICATE = "repeat_name_duplicate"  # name, other (row)
    LABEL_MISSING = "label_missing"  # name
    CALCULATION_MISSING = "calculation_missing"  # name
    TRIGGER_MISSING = "trigger_missing"  # name, type
    BIG_IMAGE_WITHOUT_IMAGE = "big_image_without_image"  # name
    CALCULATION_IGNORED = "calculation_ignored"  # name
    # groups and repeats; kind is group, repeat or loop
    END_WITHOUT_BEGIN = "end_without_begin"  # kind
    BEGIN_WITHOUT_END = "begin_without_end"  # kind, name
    END_MISMATCH = "end_mismatch"  # kind, expected (kind), name (of the open one), other (its row)
    GROUP_EMPTY = "group_empty"  # kind, name
    NESTING_TOO_DEEP = "nesting_too_deep"  # limit
    REPEAT_COUNT_TOO_LARGE = "repeat_count_too_large"  # count, limit
    # lists and files
    CHOICES_SHEET_MISSING = "choices_sheet_missing"  # list, suggestion (a sheet's name)
    LIST_MISSING = "list_missing"  # list, suggestion
    LIST_UNUSED = "list_unused"  # list
    LIST_TOO_LONG = "list_too_long"  # list, count, limit
    EXTERNAL_CHOICES_MISSING = "external_choices_missing"  # list
    FILE_ENDING_UNKNOWN = "file_ending_unknown"  # file, known
    FILE_MISSING = "file_missing"  # file
    FILE_BROKEN = "file_broken"  # file, detail
    FILE_TOO_LARGE = "file_too_large"  # file, limit (rows)
    FILE_COLUMN_MISSING = "file_column_missing"  # file, column, known
    CHOICE_WITHOUT_LIST = "choice_without_list"
    CHOICE_NAME_MISSING = "choice_name_missing"  # list
    CHOICE_LABEL_MISSING = "choice_label_missing"  # list, choice
    CHOICE_DUPLICATE = "choice_duplicate"  # list, choice, other (row)
    CHOICE_HAS_SPACES = "choice_has_spaces"  # list, choice
    OR_OTHER_WITH_FILTER = "or_other_with_filter"
    OR_OTHER_NOT_TRANSLATED = "or_other_not_translated"
    TABLE_LIST_MIXED = "table_list_mixed"  # list, expected
    TABLE_LIST_FILTERED = "table_list_filtered"
    # references and expressions; every one has the column's heading in Finding.header
    REFERENCE_MALFORMED = "reference_malformed"  # text
    REFERENCE_UNKNOWN = "reference_unknown"  # reference, suggestion
    REFERENCE_AMBIGUOUS = "reference_ambiguous"  # reference, rows (comma separated)
    PATH_UNKNOWN = "path_unknown"  # path, suggestion
    TRIGGER_MALFORMED = "trigger_malformed"  # text
    TRIGGER_UNKNOWN = "trigger_unknown"  # reference, suggestion
    EXPRESSION_SYNTAX = "expression_syntax"  # cause (message_code of XPathSyntaxError), at (character, from 1), near
    EXPRESSION_SIGN = "expression_sign"  # sign (of a spreadsheet or a program), meant, at, near
    EXPRESSION_QUOTES = "expression_quotes"  # sign (a quotation mark of written language), at, near
    EXPRESSION_TOO_LONG = "expression_too_long"  # length, limit
    FUNCTION_UNKNOWN = "function_unknown"  # function, suggestion
    FUNCTION_DIALECT = "function_dialect"  # function, dialect (Kobo | SurveyCTO | ODK Collect)
    FUNCTION_ARGUMENTS = "function_arguments"  # function, given, minimum, maximum (-1 = any number)
    CYCLE = "cycle"  # path (names joined by " → ", the first again at the end)
    RELEVANT_NEVER = "relevant_never"  # name
    CONSTRAINT_NEVER = "constraint_never"  # name
    CONSTRAINT_WITHOUT_ANSWER = (
        "constraint_without_answer"  # name; neither '.' nor a reference to itself
    )
    CHOICE_NOT_IN_LIST = (
        "choice_not_in_list"  # choice, list, reference, suggestion; a comparison that is never true
    )
    MULTIPLE_COMPARED = (
        "multiple_compared"  # reference; a select_multiple compared by = instead of selected()
    )
    REGEX_INVALID = "regex_invalid"  # pattern
    NUMBER_EXPECTED = "number_expected"  # text
    BOOLEAN_COMPARED = "boolean_compared"  # text
    DATE_INVALID = "date_invalid"  # text; compared with a date question, but no date
    DEFAULT_INVALID = "default_invalid"  # value, type
    REQUIRED_READ_ONLY = "required_read_only"  # name
    # languages
    TRANSLATION_MISSING = (
        "translation_missing"  # language, count (cells), header (base heading, e.g. label)
    )
    TRANSLATION_COLUMN_MISSING = "translation_column_missing"  # language, header
    LANGUAGE_CODE_UNKNOWN = "language_code_unknown"  # language, code, suggestion
    LANGUAGE_CODE_MISSING = "language_code_missing"  # language
    LANGUAGE_UNNAMED = (
        "language_unnamed"  # header; a heading without language beside translated ones
    )
    DEFAULT_LANGUAGE_UNKNOWN = "default_language_unknown"  # language, known, suggestion
    # parameters
    PARAMETERS_MALFORMED = "parameters_malformed"  # text
    PARAMETER_UNKNOWN = "parameter_unknown"  # parameter, known, suggestion
    PARAMETER_NOT_SUPPORTED = "parameter_not_supported"  # parameter; accepted, has no effect here
    PARAMETER_VALUE = "parameter_value"  # parameter, value, expected (see Expected)
    PARAMETER_ZERO = "parameter_zero"  # parameter
    PARAMETER_WIDER_THAN_RANGE = "parameter_wider_than_range"  # parameter
    PARAMETER_NOT_MULTIPLE = "parameter_not_multiple"  # parameter, of (parameter)
    PARAMETER_OUTSIDE_RANGE = "parameter_outside_range"  # parameter
    RANGE_APPEARANCE = "range_appearance"  # appearance
    RANGE_LABELS_MISSING = "range_labels_missing"  # list, suggestion
    RANGE_LABEL_VALUE = "range_label_value"  # list, choice
    RANGE_LABELS_ONLY_ENDS = "range_labels_only_ends"  # list
    RANGE_DEFAULTS = "range_defaults"  # start, end, step; what was assumed
    SEED_WITHOUT_RANDOMIZE = "seed_without_randomize"
    AUDIT_DUPLICATE = "audit_duplicate"  # other (row)
    AUDIT_NAME = "audit_name"  # name
    AUDIT_LOCATION_INCOMPLETE = "audit_location_incomplete"  # parameter (the missing one)
    AUDIT_LOCATION_ORDER = "audit_location_order"
    APPEARANCE_UNKNOWN = "appearance_unknown"  # appearance, suggestion
    APPEARANCE_NOT_SUPPORTED = "appearance_not_supported"  # appearance
    # settings
    SETTING_UNKNOWN = "setting_unknown"  # setting, suggestion
    SETTING_NOT_SUPPORTED = "setting_not_supported"  # setting
    SETTINGS_ROWS_IGNORED = "settings_rows_ignored"  # count
    FORM_ID_MISSING = "form_id_missing"  # form (the id that is used instead)
    FORM_ID_LONG = "form_id_long"  # length, limit
    VERSION_MISSING = "version_missing"
    ENCRYPTION_WITHOUT_ID = "encryption_without_id"
    # entities
    ENTITY_SHEET_MISSING = "entity_sheet_missing"  # property
    ENTITY_LIST_MISSING = "entity_list_missing"
    ENTITY_LIST_INVALID = "entity_list_invalid"  # list
    ENTITY_LIST_DUPLICATE = "entity_list_duplicate"  # list, other (row)
    ENTITY_LIST_UNKNOWN = "entity_list_unknown"  # list, suggestion
    ENTITY_LIST_NOT_NAMED = (
        "entity_list_not_named"  # property; several lists, so list#property is needed
    )
    ENTITY_COLUMN_UNKNOWN = "entity_column_unknown"  # header, suggestion
    ENTITY_LABEL_MISSING = "entity_label_missing"  # list
    ENTITY_ID_MISSING = "entity_id_missing"  # list
    ENTITY_UPDATE_IF_MISSING = "entity_update_if_missing"  # list
    ENTITY_PROPERTY_INVALID = "entity_property_invalid"  # property
    ENTITY_PROPERTY_RESERVED = "entity_property_reserved"  # property
    ENTITY_PROPERTY_DUPLICATE = "entity_property_duplicate"  # property, other (row)
    ENTITY_ON_GROUP = "entity_on_group"  # property
    ENTITY_PLACE_TAKEN = "entity_place_taken"  # other (row of the list that has the same group)
    ENTITY_SCOPES_MIXED = "entity_scopes_mixed"  # list
    # what the converter or the reader still refused
    CONVERTER_REFUSED = "converter_refused"  # detail (the converter's own English sentence)
    LANGUAGE_MISSING_TEXTS = (
        "language_missing_texts"  # language, count; an XForm without some of its translations
    )


class Expected(StrEnum):
    """What a parameter's value should have been (param ``expected`` of PARAMETER_VALUE)."""

    NUMBER = "number"
    WHOLE_NUMBER = "whole_number"
    NOT_NEGATIVE = "not_negative"
    TRUE_OR_FALSE = "true_or_false"
    TRUE = "true"
    NUMBER_OR_QUESTION = "number_or_question"
    COLUMN_NAME = "column_name"
    ON_FORM_EDIT = "on_form_edit"
    AUDIO_QUALITY = "audio_quality"
    LOCATION_PRIORITY = "location_priority"
    LIST_OR_REPEAT = "list_or_repeat"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. ``row`` 0 and empty ``sheet`` or ``column`` mean that it has no such place.

    ``column`` is the column's letter, ``header`` its heading, ``name`` the question's or choice's name.
    """

    severity: Severity
    code: FindingCode
    sheet: str = ""
    row: int = 0
    column: str = ""
    name: str = ""
    params: Mapping[str, Parameter] = field(default_factory=nothing)
    header: str = ""


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_SHEETS = {"": 0, "survey": 1, "choices": 2, "settings": 3}


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether any finding keeps the form from running."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def in_reading_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort errors before warnings before infos, and each as the sheets are read."""
    return sorted(findings, key=_place)


def _place(finding: Finding) -> tuple[int, int, str, int, int, str]:
    sheet = finding.sheet.lower()
    column = (len(finding.column), finding.column)
    return (_ORDER[finding.severity], _SHEETS.get(sheet, 9), sheet, finding.row, *column)
