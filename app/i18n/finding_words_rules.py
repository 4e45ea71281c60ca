"""What every finding about the rules of a form says: expressions, languages, parameters, settings, entities.

The other half, sheets, rows, groups and lists, is in `finding_words`, which also says how the words are used.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.forms.findings import FindingCode
from app.i18n.sentences import N_
from app.i18n.sentences import FindingWords as Words

_EXPRESSIONS = {
    FindingCode.REFERENCE_MALFORMED: Words(
        N_('"{text}" is not a complete reference to a question.'),
        N_("Write the name of the question as ${{name}}, without spaces."),
    ),
    FindingCode.REFERENCE_UNKNOWN: Words(
        N_("There is no question named ${{{reference}}}."),
        N_("Correct the reference, or add the question."),
    ),
    FindingCode.REFERENCE_AMBIGUOUS: Words(
        N_("${{{reference}}} could mean several questions (rows {rows})."),
        N_("Give these questions different names."),
    ),
    FindingCode.PATH_UNKNOWN: Words(
        N_('The path "{path}" leads to no question.'),
        N_("Write the name of the question as ${{name}} instead of a path."),
    ),
    FindingCode.TRIGGER_MALFORMED: Words(
        N_('"{text}" cannot trigger a calculation.'),
        N_("Name the question that triggers it as ${{name}}."),
    ),
    FindingCode.TRIGGER_UNKNOWN: Words(
        N_('The trigger "{reference}" is not a question of this form.'),
        N_('Correct the name in the column "trigger".'),
    ),
    FindingCode.EXPRESSION_SYNTAX: Words(
        N_(
            'The expression in the column "{header}" cannot be read at character {at} (near "{near}"): {cause}'
        ),
        N_("Check brackets, quotation marks and operators at that place."),
    ),
    FindingCode.EXPRESSION_SIGN: Words(
        N_('Column "{header}", character {at} (near "{near}"): expressions have no sign "{sign}".'),
        N_('Write "{meant}" instead.'),
    ),
    FindingCode.EXPRESSION_QUOTES: Words(
        N_(
            'Column "{header}", character {at} (near "{near}"): {sign} is a quotation mark of ordinary text.'
        ),
        N_("Put words in straight quotation marks, as in 'yes'."),
    ),
    FindingCode.EXPRESSION_TOO_LONG: Words(
        N_("The expression is {length} characters long; the limit is {limit}."),
        N_('Split it into several rows of the type "calculate".'),
    ),
    FindingCode.FUNCTION_UNKNOWN: Words(
        N_("There is no function {function}()."),
        N_("Correct the name of the function."),
    ),
    FindingCode.FUNCTION_DIALECT: Words(
        N_("The function {function}() exists only in {dialect}."),
        N_("Replace it by functions of the XLSForm standard."),
    ),
    FindingCode.FUNCTION_ARGUMENTS: Words(
        N_("The function {function}() was given the wrong number of arguments ({given})."),
        N_("Check the commas and brackets: at least {minimum}, at most {maximum}."),
    ),
    FindingCode.CYCLE: Words(
        N_("The rules go round in a circle: {path}."),
        N_("Change one of these rules so that it does not depend on its own result."),
    ),
    FindingCode.RELEVANT_NEVER: Words(
        N_('"{name}" can never be asked: its condition is always false.'),
        N_('Correct the condition in the column "relevant".'),
    ),
    FindingCode.CONSTRAINT_NEVER: Words(
        N_('No answer to "{name}" can ever be accepted.'),
        N_('Correct the rule in the column "constraint".'),
    ),
    FindingCode.CONSTRAINT_WITHOUT_ANSWER: Words(
        N_('The constraint of "{name}" does not look at the answer.'),
        N_("Write a full stop (.) for the answer, for example: . >= 0"),
    ),
    FindingCode.CHOICE_NOT_IN_LIST: Words(
        N_('${{{reference}}} is compared with "{choice}", which is not in its list "{list}".'),
        N_("Write the name of a choice from the list."),
    ),
    FindingCode.MULTIPLE_COMPARED: Words(
        N_(
            "${{{reference}}} may have several answers, so = matches only when nothing else is chosen."
        ),
        N_("Write selected(${{{reference}}}, 'choice') instead."),
    ),
    FindingCode.REGEX_INVALID: Words(
        N_('The pattern "{pattern}" in regex() cannot be read.'),
        N_("Check its brackets and backslashes."),
    ),
    FindingCode.NUMBER_EXPECTED: Words(
        N_('"{text}" is a text where a number is needed; nothing can come of it.'),
        N_("Write a number without quotation marks, or compare a text with it."),
    ),
    FindingCode.BOOLEAN_COMPARED: Words(
        N_('A condition is compared with the text "{text}"; every text counts as true there.'),
        N_("Leave the comparison out, or compare with true() or false()."),
    ),
    FindingCode.DATE_INVALID: Words(
        N_('"{text}" is not a date.'),
        N_("Write dates as 'YYYY-MM-DD', for example '2026-11-21'."),
    ),
    FindingCode.DEFAULT_INVALID: Words(
        N_('The default "{value}" is not an answer of the type "{type}".'),
        N_('Correct or clear the cell in the column "default".'),
    ),
    FindingCode.REQUIRED_READ_ONLY: Words(
        N_('"{name}" is required, but read only: nobody could answer it.'),
        N_("Take away one of the two, or give it a calculation."),
    ),
}

_LANGUAGES = {
    FindingCode.TRANSLATION_MISSING: Words(
        N_('Texts missing in the language "{language}", column "{header}": {count}.'),
        N_("Translate the empty cells; until then another language is shown in their place."),
    ),
    FindingCode.TRANSLATION_COLUMN_MISSING: Words(
        N_('There is no column "{header}" for the language "{language}".'),
        N_('Add a column "{header}::{language}", or remove the language from the form.'),
    ),
    FindingCode.LANGUAGE_CODE_UNKNOWN: Words(
        N_('"{code}" in "{language}" is not a language code.'),
        N_("Write the code of the language in brackets, for example: Russian (ru)"),
    ),
    FindingCode.LANGUAGE_CODE_MISSING: Words(
        N_('The language "{language}" has no code.'),
        N_("Write the code of the language in brackets, for example: Russian (ru)"),
    ),
    FindingCode.LANGUAGE_UNNAMED: Words(
        N_('The column "{header}" names no language, although others do.'),
        N_('Add the language to the heading, for example "{header}::Estonian (et)".'),
    ),
    FindingCode.DEFAULT_LANGUAGE_UNKNOWN: Words(
        N_('The default language "{language}" is not a language of the form.'),
        N_("Choose one of these: {known}."),
    ),
    FindingCode.LANGUAGE_MISSING_TEXTS: Words(
        N_('Texts missing in the language "{language}": {count}.'),
        N_("Add the translations; until then another language is shown in their place."),
    ),
}

_PARAMETERS = {
    FindingCode.PARAMETERS_MALFORMED: Words(
        N_('The parameters "{text}" cannot be read.'),
        N_("Write them as name=value, separated by spaces."),
    ),
    FindingCode.PARAMETER_UNKNOWN: Words(
        N_('Questions of this type have no parameter "{parameter}".'),
        N_("Use one of these: {known}."),
    ),
    FindingCode.PARAMETER_NOT_SUPPORTED: Words(
        N_('The parameter "{parameter}" has no effect in this program.'),
        N_("Nothing needs to be done; other programs may still use it."),
    ),
    FindingCode.PARAMETER_VALUE: Words(
        N_('The value "{value}" of the parameter "{parameter}" is not possible.'),
        N_("What is needed here: {expected}."),
    ),
    FindingCode.PARAMETER_ZERO: Words(
        N_('The parameter "{parameter}" must not be zero.'),
        N_("Write a number greater than zero."),
    ),
    FindingCode.PARAMETER_WIDER_THAN_RANGE: Words(
        N_('The parameter "{parameter}" is larger than the whole range.'),
        N_("Make it smaller, or widen the range."),
    ),
    FindingCode.PARAMETER_NOT_MULTIPLE: Words(
        N_('The parameter "{parameter}" is not a multiple of "{of}".'),
        N_('Choose a value that "{of}" divides without remainder.'),
    ),
    FindingCode.PARAMETER_OUTSIDE_RANGE: Words(
        N_('The parameter "{parameter}" lies outside the range.'),
        N_('Choose a value between "start" and "end".'),
    ),
    FindingCode.RANGE_APPEARANCE: Words(
        N_('The appearance "{appearance}" does not fit a range.'),
        N_('Delete it from the column "appearance", or use another one.'),
    ),
    FindingCode.RANGE_LABELS_MISSING: Words(
        N_('The list "{list}" with the labels of the range is missing.'),
        N_('Add the list to the sheet "choices", or correct its name here.'),
    ),
    FindingCode.RANGE_LABEL_VALUE: Words(
        N_('"{choice}" in the list "{list}" is not a value of the range.'),
        N_("Name the labels of a range by the numbers they stand at."),
    ),
    FindingCode.RANGE_LABELS_ONLY_ENDS: Words(
        N_('Only the first and the last label of the list "{list}" are shown.'),
        N_("Nothing needs to be done, or leave out the labels in between."),
    ),
    FindingCode.RANGE_DEFAULTS: Words(
        N_("The range does not say everything; it runs from {start} to {end} in steps of {step}."),
        N_('Write start=, end= and step= in the column "parameters" if something else is meant.'),
    ),
    FindingCode.SEED_WITHOUT_RANDOMIZE: Words(
        N_('"seed" has no effect without "randomize=true".'),
        N_('Add "randomize=true", or delete "seed".'),
    ),
    FindingCode.AUDIT_DUPLICATE: Words(
        N_('The form has more than one row of the type "audit" (also row {other}).'),
        N_("Keep one of them."),
    ),
    FindingCode.AUDIT_NAME: Words(
        N_('A row of the type "audit" must be named "audit", not "{name}".'),
        N_('Write "audit" in the column "name".'),
    ),
    FindingCode.AUDIT_LOCATION_INCOMPLETE: Words(
        N_('For locations in the audit log the parameter "{parameter}" is missing.'),
        N_('Give "location-priority", "location-min-interval" and "location-max-age" together.'),
    ),
    FindingCode.AUDIT_LOCATION_ORDER: Words(
        N_('"location-max-age" is smaller than "location-min-interval".'),
        N_('Make "location-max-age" at least as large.'),
    ),
    FindingCode.APPEARANCE_UNKNOWN: Words(
        N_('The appearance "{appearance}" is not known and has no effect.'),
        N_('Correct it in the column "appearance", or delete it.'),
    ),
    FindingCode.APPEARANCE_NOT_SUPPORTED: Words(
        N_('The appearance "{appearance}" has no effect in this program.'),
        N_("Nothing needs to be done; the question is shown in its usual way."),
    ),
}

_SETTINGS = {
    FindingCode.SETTING_UNKNOWN: Words(
        N_('The setting "{setting}" is not part of XLSForm and was ignored.'),
        N_("Correct its heading, or delete the column."),
    ),
    FindingCode.SETTING_NOT_SUPPORTED: Words(
        N_('The setting "{setting}" has no effect in this program.'),
        N_("Nothing needs to be done; other programs may still use it."),
    ),
    FindingCode.SETTINGS_ROWS_IGNORED: Words(
        N_(
            'Only the first row of the sheet "settings" counts; further rows were ignored ({count}).'
        ),
        N_("Delete the further rows."),
    ),
    FindingCode.FORM_ID_MISSING: Words(
        N_('The form has no "form_id"; "{form}" is used instead.'),
        N_('Write a lasting identifier in the column "form_id" of the sheet "settings".'),
    ),
    FindingCode.FORM_ID_LONG: Words(
        N_('The "form_id" is {length} characters long; the limit is {limit}.'),
        N_("Choose a shorter one."),
    ),
    FindingCode.VERSION_MISSING: Words(
        N_("The form has no version."),
        N_(
            'Write a version in the sheet "settings", for example 2026112101, and raise it with every change.'
        ),
    ),
    FindingCode.ENCRYPTION_WITHOUT_ID: Words(
        N_('The form has a "public_key", but no "form_id".'),
        N_('Write a "form_id" in the sheet "settings": encryption needs it.'),
    ),
}

_ENTITIES = {
    FindingCode.ENTITY_SHEET_MISSING: Words(
        N_(
            '"{property}" is to be saved to an entity list, but the workbook has no sheet "entities".'
        ),
        N_(
            'Add a sheet "entities" with the column "list_name", or clear the cell in the column "save_to".'
        ),
    ),
    FindingCode.ENTITY_LIST_MISSING: Words(
        N_("The entity has no list."),
        N_('Write the name of its list in the column "list_name".'),
    ),
    FindingCode.ENTITY_LIST_INVALID: Words(
        N_('"{list}" cannot be the name of an entity list.'),
        N_(
            "Use letters, digits, hyphens and underscores only, without full stops, and not __ at the beginning."
        ),
    ),
    FindingCode.ENTITY_LIST_DUPLICATE: Words(
        N_('The entity list "{list}" is already declared in row {other}.'),
        N_("Keep one of the two rows."),
    ),
    FindingCode.ENTITY_LIST_UNKNOWN: Words(
        N_('The entity list "{list}" is not declared in the sheet "entities".'),
        N_("Correct the name of the list, or add it to that sheet."),
    ),
    FindingCode.ENTITY_LIST_NOT_NAMED: Words(
        N_(
            'There are several entity lists, and "{property}" does not say which one it belongs to.'
        ),
        N_('Write it as list#property, for example "firms#{property}".'),
    ),
    FindingCode.ENTITY_COLUMN_UNKNOWN: Words(
        N_('The sheet "entities" has no use for the column "{header}".'),
        N_("Correct the heading, or delete the column."),
    ),
    FindingCode.ENTITY_LABEL_MISSING: Words(
        N_('New entities of the list "{list}" would have no label.'),
        N_('Write an expression in the column "label", for example ${{name}}.'),
    ),
    FindingCode.ENTITY_ID_MISSING: Words(
        N_('Entities of the list "{list}" are to be updated, but it is not said which one.'),
        N_('Write an expression for its identifier in the column "entity_id".'),
    ),
    FindingCode.ENTITY_UPDATE_IF_MISSING: Words(
        N_('The list "{list}" has both "create_if" and "entity_id", but no "update_if".'),
        N_('Add a condition in the column "update_if".'),
    ),
    FindingCode.ENTITY_PROPERTY_INVALID: Words(
        N_('"{property}" cannot be the name of a property.'),
        N_(
            "Use letters, digits, hyphens and underscores only, and begin with a letter or an underscore."
        ),
    ),
    FindingCode.ENTITY_PROPERTY_RESERVED: Words(
        N_('The property name "{property}" is reserved.'),
        N_("Choose another name."),
    ),
    FindingCode.ENTITY_PROPERTY_DUPLICATE: Words(
        N_('The property "{property}" is already filled by row {other}.'),
        N_("Let only one question fill each property."),
    ),
    FindingCode.ENTITY_ON_GROUP: Words(
        N_('A group cannot be saved to the property "{property}".'),
        N_('Move "save_to" to a question inside the group.'),
    ),
    FindingCode.ENTITY_PLACE_TAKEN: Words(
        N_(
            "The questions of this list stand in the same group as those of the list in row {other}."
        ),
        N_("Put the questions of each list into a group or a repeat of its own."),
    ),
    FindingCode.ENTITY_SCOPES_MIXED: Words(
        N_('The questions of the entity list "{list}" lie in different repeats.'),
        N_("Take all properties of one entity from the same repeat."),
    ),
    FindingCode.CONVERTER_REFUSED: Words(
        N_("The workbook could not be turned into a questionnaire. The converter says: {detail}"),
        N_("Correct the place that it names and choose the workbook again."),
    ),
}

RULE_FINDINGS: Mapping[FindingCode, Words] = MappingProxyType(
    _EXPRESSIONS | _LANGUAGES | _PARAMETERS | _SETTINGS | _ENTITIES
)
