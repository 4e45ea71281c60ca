"""What every finding about the sheets of a form says: headings, rows, groups, lists and files.

The other half, expressions, languages, parameters, settings and entities, is in `finding_words_rules`. Placeholders are
the finding's parameters. Names of sheets, columns and types stay English: they are what stands in the workbook.
Where a finding has a ``suggestion``, `messages` puts "Perhaps … was meant." before the remedy.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.forms.findings import FindingCode
from app.i18n.sentences import N_
from app.i18n.sentences import FindingWords as Words

_HEADINGS = {
    FindingCode.SURVEY_SHEET_MISSING: Words(
        N_('The workbook has no sheet named "survey" (sheets found: {sheets}).'),
        N_('Rename the sheet with the questions to "survey".'),
    ),
    FindingCode.SHEET_MISSPELT: Words(
        N_('The sheet "{found}" was not read.'),
        N_('Rename it to "{meant}" if it belongs to the questionnaire; otherwise leave it.'),
    ),
    FindingCode.SURVEY_EMPTY: Words(
        N_('The sheet "survey" is empty.'),
        N_('Add the headings "type", "name" and "label", and one row per question.'),
    ),
    FindingCode.SURVEY_WITHOUT_QUESTIONS: Words(
        N_("The questionnaire has no question that a person could answer."),
        N_('Add at least one row with a question type, for example "text" or "integer".'),
    ),
    FindingCode.ROWS_AFTER_GAP: Words(
        N_("The sheet goes on after a long gap; what follows the gap was not read ({ignored})."),
        N_("Delete the empty rows or columns in between, or delete what follows them."),
    ),
    FindingCode.HEADER_ROW_MISSING: Words(
        N_("The first row of the sheet does not hold headings."),
        N_("Put the headings in the first row, without a title above them."),
    ),
    FindingCode.COLUMN_MISSING: Words(
        N_('The column "{header}" is missing.'),
        N_('Add a column with the heading "{header}".'),
    ),
    FindingCode.COLUMN_DUPLICATE: Words(
        N_('The headings "{header}" and "{other}" (column {other_column}) mean the same.'),
        N_("Keep one of the two columns and delete the other."),
    ),
    FindingCode.COLUMN_UNKNOWN: Words(
        N_('The column "{header}" is not part of XLSForm and was ignored.'),
        N_("Correct the heading, or delete the column if it is not needed."),
    ),
    FindingCode.COLUMN_HAS_SPACES: Words(
        N_('The heading "{header}" contains spaces, so expressions cannot refer to it.'),
        N_("Write underscores instead of spaces."),
    ),
    FindingCode.NAMESPACE_MISSING: Words(
        N_('The prefix "{prefix}" in the heading "{header}" is declared nowhere.'),
        N_('Declare it with its address in the column "namespaces" of the sheet "settings".'),
    ),
    FindingCode.COLUMN_NOT_SUPPORTED: Words(
        N_('The column "{header}" has no effect in this program.'),
        N_("Nothing needs to be done; other programs may still use it."),
    ),
    FindingCode.CELL_WITHOUT_HEADER: Words(
        N_("Cells without a heading were ignored ({count})."),
        N_("Give the column a heading, or delete its cells."),
    ),
    FindingCode.CELL_ERROR: Words(
        N_("The cell holds a spreadsheet error ({text})."),
        N_("Correct the formula in the spreadsheet program, or write the value itself."),
    ),
}

_ROWS = {
    FindingCode.ROW_WITHOUT_TYPE: Words(
        N_("The row has no question type."),
        N_('Fill in the column "type", or delete the row.'),
    ),
    FindingCode.ROW_IGNORED: Words(
        N_("The row was ignored."),
        N_('Fill in "type" and "name" if it should be a question, or delete the row.'),
    ),
    FindingCode.ROW_DISABLED: Words(
        N_('The row is switched off in the column "disabled" and was left out.'),
        N_('Clear the cell in the column "disabled" if the row should be used.'),
    ),
    FindingCode.TYPE_UNKNOWN: Words(
        N_('"{type}" is not a question type.'),
        N_("Correct the type in this row."),
    ),
    FindingCode.TYPE_DIALECT: Words(
        N_('The type "{type}" exists only in {dialect}.'),
        N_("Replace it by a type of the XLSForm standard."),
    ),
    FindingCode.TYPE_LEGACY: Words(
        N_('"{type}" is an old name of the type "{modern}".'),
        N_('Write "{modern}".'),
    ),
    FindingCode.TYPE_NOT_SUPPORTED: Words(
        N_('Questions of the type "{type}" cannot be asked in this program.'),
        N_("The questionnaire works without it. Use another type if the answer is needed."),
    ),
    FindingCode.POSITION_NOT_KNOWN: Words(
        N_('"{type}" stays empty: this computer does not know where it is.'),
        N_(
            'Nothing needs to be done. If the place matters, ask for it in a question of the type "geopoint" or "text".'
        ),
    ),
    FindingCode.RECORDED_WITH_CONSENT: Words(
        N_("The questionnaire asks that the whole interview be recorded."),
        N_("It is recorded only while the respondent agrees: ask for that consent in a question."),
    ),
    FindingCode.NAME_MISSING: Words(
        N_("The row has no name."),
        N_(
            'Write a short name in the column "name": Latin letters, digits and underscores, a letter first.'
        ),
    ),
    FindingCode.NAME_INVALID: Words(
        N_('"{name}" cannot be a name.'),
        N_(
            "Use letters, digits, hyphens and underscores only, and begin with a letter or an underscore."
        ),
    ),
    FindingCode.NAME_DUPLICATE: Words(
        N_('The name "{name}" is already used in row {other}.'),
        N_("Give one of the two rows another name."),
    ),
    FindingCode.NAME_CASE_CLASH: Words(
        N_('The name "{name}" differs from the one in row {other} only in capital letters.'),
        N_("Make the names clearly different, so that nobody mixes them up in the data."),
    ),
    FindingCode.NAME_RESERVED: Words(
        N_('The name "{name}" is reserved.'),
        N_("Choose another name."),
    ),
    FindingCode.NAME_GENERATED_CLASH: Words(
        N_(
            'The name "{name}" is needed by row {other}, which makes a field of this name by itself.'
        ),
        N_("Choose another name for one of them."),
    ),
    FindingCode.REPEAT_NAMED_LIKE_FORM: Words(
        N_('The repeat "{name}" has the same name as the form itself.'),
        N_("Give the repeat another name."),
    ),
    FindingCode.REPEAT_NAME_DUPLICATE: Words(
        N_('There is already a repeat named "{name}" in row {other}.'),
        N_("Give every repeat a name of its own, even in different groups."),
    ),
    FindingCode.LABEL_MISSING: Words(
        N_('"{name}" has no label, so the interviewer sees no question.'),
        N_('Write the question in the column "label".'),
    ),
    FindingCode.CALCULATION_MISSING: Words(
        N_('"{name}" is a calculation without a formula.'),
        N_('Write the formula in the column "calculation".'),
    ),
    FindingCode.TRIGGER_MISSING: Words(
        N_('"{name}" is of the type "{type}" and does nothing without a trigger.'),
        N_('Name the question that sets it off in the column "trigger", for example ${{name}}.'),
    ),
    FindingCode.BIG_IMAGE_WITHOUT_IMAGE: Words(
        N_('"{name}" has a large picture but no picture to begin with.'),
        N_('Fill the column "image" in the same row too.'),
    ),
    FindingCode.CALCULATION_IGNORED: Words(
        N_('The formula of "{name}" is ignored in a row of this type.'),
        N_('Move the formula to a row of the type "calculate", or delete it.'),
    ),
}

_GROUPS = {
    FindingCode.END_WITHOUT_BEGIN: Words(
        N_('"end_{kind}" stands here without a "begin_{kind}" before it.'),
        N_('Delete this row, or add the missing "begin_{kind}" above.'),
    ),
    FindingCode.BEGIN_WITHOUT_END: Words(
        N_('"begin_{kind}" of "{name}" is never closed.'),
        N_('Add a row "end_{kind}" after its last question.'),
    ),
    FindingCode.END_MISMATCH: Words(
        N_(
            '"end_{kind}" stands where "end_{expected}" is needed to close "{name}" from row {other}.'
        ),
        N_('Write "end_{expected}" here, or put the rows in the right order.'),
    ),
    FindingCode.GROUP_EMPTY: Words(
        N_('"{name}" (begin_{kind}) holds no questions.'),
        N_("Add questions between its beginning and its end, or delete both rows."),
    ),
    FindingCode.NESTING_TOO_DEEP: Words(
        N_("Groups are nested more than {limit} levels deep."),
        N_("Take some of the groups apart."),
    ),
    FindingCode.REPEAT_COUNT_TOO_LARGE: Words(
        N_("The repeat is asked {count} times; the limit is {limit}."),
        N_('Lower the number in the column "repeat_count".'),
    ),
}

_LISTS = {
    FindingCode.CHOICES_SHEET_MISSING: Words(
        N_('The list "{list}" is used, but the workbook has no sheet named "choices".'),
        N_('Add a sheet "choices" with the headings "list_name", "name" and "label".'),
    ),
    FindingCode.LIST_MISSING: Words(
        N_('The sheet "choices" has no list "{list}".'),
        N_("Add the choices of this list, or correct its name here."),
    ),
    FindingCode.LIST_UNUSED: Words(
        N_('No question uses the list "{list}".'),
        N_("Delete the list if it is not needed."),
    ),
    FindingCode.LIST_TOO_LONG: Words(
        N_('The list "{list}" has {count} choices; the limit is {limit}.'),
        N_('Move the list into a CSV file and use "select_one_from_file".'),
    ),
    FindingCode.EXTERNAL_CHOICES_MISSING: Words(
        N_('The list "{list}" is not in the sheet "external_choices".'),
        N_('Add it there, or use "select_one" with a list of the sheet "choices".'),
    ),
    FindingCode.FILE_ENDING_UNKNOWN: Words(
        N_('The file "{file}" is not of a kind that choices can come from.'),
        N_("Use a file of one of these kinds: {known}."),
    ),
    FindingCode.FILE_MISSING: Words(
        N_('The file "{file}" was not found beside the workbook.'),
        N_("Put the file into the folder of the workbook and choose the workbook again."),
    ),
    FindingCode.FILE_BROKEN: Words(
        N_('The file "{file}" could not be read: {detail}'),
        N_("Save the file again as CSV in UTF-8, with headings in its first row."),
    ),
    FindingCode.FILE_TOO_LARGE: Words(
        N_('The file "{file}" has more than {limit} rows.'),
        N_("Split the file, or leave out rows that nobody chooses."),
    ),
    FindingCode.FILE_COLUMN_MISSING: Words(
        N_('The file "{file}" has no column "{column}" (columns found: {known}).'),
        N_("Add the column to the file, or name the right one in the parameters of the question."),
    ),
    FindingCode.CHOICE_WITHOUT_LIST: Words(
        N_("The choice belongs to no list."),
        N_('Fill in the column "list_name", or delete the row.'),
    ),
    FindingCode.CHOICE_NAME_MISSING: Words(
        N_('A choice of the list "{list}" has no name.'),
        N_('Write a short code in the column "name".'),
    ),
    FindingCode.CHOICE_LABEL_MISSING: Words(
        N_('The choice "{choice}" of the list "{list}" has no label.'),
        N_('Write the words of the answer in the column "label".'),
    ),
    FindingCode.CHOICE_DUPLICATE: Words(
        N_('The choice "{choice}" stands twice in the list "{list}" (also in row {other}).'),
        N_("Give every choice of a list a name of its own, or delete one of the rows."),
    ),
    FindingCode.CHOICE_HAS_SPACES: Words(
        N_('The name "{choice}" in the list "{list}" contains a space.'),
        N_("Write an underscore instead: spaces separate the answers of a multiple choice."),
    ),
    FindingCode.OR_OTHER_WITH_FILTER: Words(
        N_('"or_other" does not work together with a "choice_filter".'),
        N_(
            'Add a choice "other" to the list yourself, and a text question that is asked when it is chosen.'
        ),
    ),
    FindingCode.OR_OTHER_NOT_TRANSLATED: Words(
        N_('The words that "or_other" adds exist in English only.'),
        N_('Add a choice "other" to the list yourself, in every language.'),
    ),
    FindingCode.TABLE_LIST_MIXED: Words(
        N_('All questions of a "table-list" must use the same list: "{expected}", not "{list}".'),
        N_("Use the same list in the whole group, or move this question out of it."),
    ),
    FindingCode.TABLE_LIST_FILTERED: Words(
        N_('A "choice_filter" does not work inside a "table-list".'),
        N_('Delete the filter, or take "table-list" away from the group.'),
    ),
}

SHEET_FINDINGS: Mapping[FindingCode, Words] = MappingProxyType(_HEADINGS | _ROWS | _GROUPS | _LISTS)
