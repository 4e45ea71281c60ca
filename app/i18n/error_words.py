"""What every error code says: what happened, what was kept, what to do. English, marked for the catalogues.

A table apart from `messages`, which looks up and fills it in, so that whoever adds an `ErrorCode` finds one place to
write its three sentences (a test fails until they stand here). Placeholders are the code's parameters; ``{path}`` is
shown as the file's or folder's name with its folder, ``{limit:size}`` as bytes, kB or MB. The parameter ``detail`` is
technical and shown apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.core.errors import ErrorCode
from app.i18n.error_words_media import MEDIA
from app.i18n.error_words_packages import PACKAGES
from app.i18n.error_words_servers import SERVERS
from app.i18n.sentences import N_
from app.i18n.sentences import ErrorWords as Words

NOTHING_CHANGED = N_("Nothing was changed.")
INTERVIEWS_SAFE = N_("Your interviews are untouched.")

_FILES = {
    ErrorCode.FILE_MISSING: Words(
        N_("The file {path} was not found."),
        NOTHING_CHANGED,
        N_(
            "Check whether the file was moved or renamed, or whether the memory stick is plugged in."
        ),
    ),
    ErrorCode.FILE_UNREADABLE: Words(
        N_("The file {path} could not be read."),
        NOTHING_CHANGED,
        N_(
            "Close the file in other programs, check that you may open it, or copy it again from its source."
        ),
    ),
    ErrorCode.FILE_UNWRITABLE: Words(
        N_("The file {path} could not be written."),
        N_("Nothing was overwritten."),
        N_("Close the file in other programs, or choose another folder in which you may save."),
    ),
    ErrorCode.DISK_FULL: Words(
        N_("The disk is full: {path} could not be saved."),
        N_("Everything that was marked as saved before is safe."),
        N_("Free some space on the disk, then save again. Do not close the program before that."),
    ),
}

_FORMS = {
    ErrorCode.WORKBOOK_BROKEN: Words(
        N_("The workbook {path} could not be read: the file is damaged or incomplete."),
        NOTHING_CHANGED,
        N_(
            "Open it in a spreadsheet program and save it again as .xlsx, or copy it again from its source."
        ),
    ),
    ErrorCode.WORKBOOK_EMPTY: Words(
        N_("The workbook {path} holds no questions."),
        NOTHING_CHANGED,
        N_(
            'Check that it has a sheet named "survey" with the columns "type" and "name" and at least one row.'
        ),
    ),
    ErrorCode.WORKBOOK_PROTECTED: Words(
        N_("The workbook {path} is protected by a password."),
        NOTHING_CHANGED,
        N_(
            "Open it in a spreadsheet program, save a copy without a password and choose that copy."
        ),
    ),
    ErrorCode.WORKBOOK_UNKNOWN_KIND: Words(
        N_("{path} is not a questionnaire that the program can read."),
        NOTHING_CHANGED,
        N_("Choose an XLSForm workbook (.xlsx, .xlsm, .xls, .csv, .md) or an XForm (.xml)."),
    ),
    ErrorCode.WORKBOOK_TOO_LARGE: Words(
        N_("The workbook {path} is too large: the limit is {limit:size}."),
        NOTHING_CHANGED,
        N_(
            "Move long lists of choices into a separate CSV file and delete empty rows and unused sheets."
        ),
    ),
    ErrorCode.FORM_REJECTED: Words(
        N_("The questionnaire {path} cannot be used yet. Errors found: {count}."),
        NOTHING_CHANGED,
        N_("Correct the errors listed below in the workbook and choose it again."),
    ),
    ErrorCode.FORM_UNKNOWN: Words(
        N_("The questionnaire {form} is not in this workspace."),
        NOTHING_CHANGED,
        N_("Add the questionnaire under Forms, or choose one from the list."),
    ),
    ErrorCode.FORM_IN_USE: Words(
        N_("The questionnaire {form} cannot be removed. Interviews that use it: {count}."),
        NOTHING_CHANGED,
        N_(
            "Retire it instead: it is then offered for no new interview, and the old ones stay readable."
        ),
    ),
    ErrorCode.CONVERSION_FAILED: Words(
        N_("The workbook {path} could not be turned into a questionnaire."),
        NOTHING_CHANGED,
        N_("Check the workbook by the message in the details, correct it and choose it again."),
    ),
    ErrorCode.CONVERSION_TIMED_OUT: Words(
        N_("Reading the workbook {path} was stopped after {seconds} seconds."),
        NOTHING_CHANGED,
        N_(
            "Move long lists of choices into a separate CSV file, or choose the workbook again on a faster computer."
        ),
    ),
    ErrorCode.XFORM_BROKEN: Words(
        N_("The questionnaire {path} could not be read: it is not a valid XForm (line {line})."),
        NOTHING_CHANGED,
        N_(
            "Export the questionnaire again from where it was made, or choose its workbook instead."
        ),
    ),
    ErrorCode.XFORM_DOCTYPE: Words(
        N_(
            "The questionnaire {path} was refused: it contains a document type declaration, which may be harmful."
        ),
        NOTHING_CHANGED,
        N_(
            "Ask whoever made the file for a version without <!DOCTYPE>, or choose its workbook instead."
        ),
    ),
    ErrorCode.XFORM_TOO_LARGE: Words(
        N_("The questionnaire {path} is too large to be read safely."),
        NOTHING_CHANGED,
        N_("Move long lists of choices into separate CSV files."),
    ),
    ErrorCode.XFORM_TOO_DEEP: Words(
        N_(
            "The questionnaire {path} was refused: its groups are nested more than {limit} levels deep (line {line})."
        ),
        NOTHING_CHANGED,
        N_("Take some of the groups apart."),
    ),
    ErrorCode.LIST_BROKEN: Words(
        N_("The list {path} could not be read: the file is damaged or of another kind."),
        NOTHING_CHANGED,
        N_("Save the file again as CSV in UTF-8, with headings in its first row."),
    ),
    ErrorCode.LIST_TOO_LARGE: Words(
        N_("The list {path} has more than {limit} rows."),
        NOTHING_CHANGED,
        N_("Split the file, or leave out rows that nobody chooses."),
    ),
    ErrorCode.CONVERSION_OUT_OF_MEMORY: Words(
        N_("Reading the workbook {path} was stopped: it needed more than {limit} MB of memory."),
        NOTHING_CHANGED,
        N_(
            "Move long lists of choices into a separate CSV file and delete empty rows and unused sheets."
        ),
    ),
    ErrorCode.LANGUAGE_UNKNOWN: Words(
        N_("The questionnaire has no language {language}."),
        NOTHING_CHANGED,
        N_("Choose one of these languages: {known}."),
    ),
}

_WORKSPACES = {
    ErrorCode.WORKSPACE_MISSING: Words(
        N_("There is no workspace in {path}."),
        NOTHING_CHANGED,
        N_("Choose another folder, or create a new workspace."),
    ),
    ErrorCode.WORKSPACE_EXISTS: Words(
        N_("There is already a workspace in {path}."),
        N_("It was not touched."),
        N_("Open the existing workspace, or choose another name for the new one."),
    ),
    ErrorCode.WORKSPACE_DAMAGED: Words(
        N_("The workspace {path} is damaged and was not opened."),
        N_("Nothing was written to it, and its backups are untouched."),
        N_(
            "Restore the latest backup into a new folder. Keep the damaged workspace until you have compared them."
        ),
    ),
    ErrorCode.WORKSPACE_NEWER: Words(
        N_(
            "The workspace {path} was made by a newer version of the program ({found}; this one knows {known})."
        ),
        N_("It was not opened and not changed."),
        N_("Install the newer version of the program on this computer."),
    ),
    ErrorCode.WORKSPACE_IN_USE: Words(
        N_("The workspace {path} is already open: {who}."),
        NOTHING_CHANGED,
        N_("Continue in the window that is already open, or close it first."),
    ),
    ErrorCode.WORKSPACE_ON_NETWORK: Words(
        N_(
            "The folder {path} is on a network drive ({kind}), where answers can be lost without notice."
        ),
        N_("No workspace was created or opened there."),
        N_("Choose a folder on this computer. Exchange interviews with others as packages."),
    ),
    ErrorCode.WORKSPACE_IN_CLOUD_FOLDER: Words(
        N_(
            "The folder {path} is synchronised by {service}, which can damage a workspace that is open."
        ),
        N_("No workspace was created or opened there."),
        N_("Choose a folder outside {service}. Exchange interviews with others as packages."),
    ),
    ErrorCode.PASSPHRASE_NEEDED: Words(
        N_("The workspace {path} is protected by a passphrase."),
        INTERVIEWS_SAFE,
        N_("Enter the passphrase or the printed recovery key."),
    ),
    ErrorCode.PASSPHRASE_WRONG: Words(
        N_("This passphrase does not open the workspace {path}."),
        INTERVIEWS_SAFE,
        N_(
            "Check Caps Lock and the keyboard language and try again, or use the printed recovery key."
        ),
    ),
    ErrorCode.PASSPHRASE_EMPTY: Words(
        N_("The passphrase is empty."),
        NOTHING_CHANGED,
        N_("Enter a passphrase, for example four words that only you would put together."),
    ),
    ErrorCode.RECOVERY_KEY_MISTYPED: Words(
        N_("There is a typing mistake in group {group} of the recovery key."),
        INTERVIEWS_SAFE,
        N_("Compare that group with the printed page and enter it again."),
    ),
    ErrorCode.RECOVERY_KEY_WRONG: Words(
        N_("This recovery key does not open the workspace {path}."),
        INTERVIEWS_SAFE,
        N_("Check that the printed page belongs to this workspace."),
    ),
    ErrorCode.BACKUP_FAILED: Words(
        N_("The backup {path} could not be made."),
        N_("The workspace and its earlier backups are untouched."),
        N_(
            "Check that the disk has free space and that you may save there, then make the backup again."
        ),
    ),
}

_INTERVIEWS = {
    ErrorCode.INTERVIEW_UNKNOWN: Words(
        N_("This interview is not in the workspace any more."),
        N_("The other interviews are untouched."),
        N_("Look for it in the wastebasket, or refresh the list."),
    ),
    ErrorCode.INTERVIEW_INCOMPLETE: Words(
        N_("The interview cannot be finished yet. Questions to answer or correct: {count}."),
        N_("All answers are saved in the draft."),
        N_(
            "Go through the marked questions. If the respondent has no answer, choose Don't know or Refused."
        ),
    ),
    ErrorCode.INTERVIEW_NOT_FINISHED: Words(
        N_("The interview is still a draft."),
        N_("All answers are saved in the draft."),
        N_("Finish the interview first, then try again."),
    ),
    ErrorCode.SUBMISSION_BROKEN: Words(
        N_(
            "The interview in {path} could not be read: the file is damaged or is not an ODK submission (line {line})."
        ),
        NOTHING_CHANGED,
        N_("Export the interview again from where it comes from."),
    ),
    ErrorCode.SUBMISSION_OTHER_FORM: Words(
        N_("The interview in {path} was held with the questionnaire {found}, not with {form}."),
        NOTHING_CHANGED,
        N_("Add that questionnaire first, then bring the interview in again."),
    ),
    ErrorCode.FORM_WITHOUT_KEY: Words(
        N_("The questionnaire {form} has no public key, so its interviews cannot be sealed."),
        NOTHING_CHANGED,
        N_(
            "Write the key into “public_key” on its sheet “settings” and add the questionnaire again."
        ),
    ),
    ErrorCode.PUBLIC_KEY_BROKEN: Words(
        N_(
            "The public key of the questionnaire {form} cannot be read; it is not an RSA key in base64."
        ),
        NOTHING_CHANGED,
        N_("Copy the key once more from where it was made, without the lines BEGIN and END."),
    ),
    ErrorCode.RECORD_UNKNOWN: Words(
        N_("This entry is no longer here."),
        NOTHING_CHANGED,
        N_("Go back to the list; it shows what there is now."),
    ),
    ErrorCode.CASE_LOCKED: Words(
        N_("This contact has refused for good and is not contacted again."),
        NOTHING_CHANGED,
        N_(
            "If the refusal was noted by mistake, take that attempt back on the page of the contact."
        ),
    ),
    ErrorCode.PAPER_OWN_ENTRY: Words(
        N_("Paper {number} was keyed in by you. The second entry is another person's."),
        NOTHING_CHANGED,
        N_("Let another person sit down here and say so in the settings, or take another paper."),
    ),
    ErrorCode.PAPER_BEING_KEYED: Words(
        N_("Paper {number} is being keyed in and its first entry is not complete yet."),
        NOTHING_CHANGED,
        N_("Go on with it from the list of interviews, or check the number on the paper."),
    ),
    ErrorCode.PAPER_KEYED: Words(
        N_("Paper {number} was keyed in already."),
        NOTHING_CHANGED,
        N_("Check the number on the paper; the list of interviews shows what was keyed in."),
    ),
    ErrorCode.PAPER_CHANGED: Words(
        N_("Paper {number} cannot be compared now: one of its entries is open again or gone."),
        NOTHING_CHANGED,
        N_("Go back to the list; it shows how far both entries have come."),
    ),
    ErrorCode.CASE_UNNAMED: Words(
        N_("A contact needs the name of a firm or of a person."),
        NOTHING_CHANGED,
        N_("Write the name."),
    ),
    ErrorCode.CASE_LIST_UNREADABLE: Words(
        N_("No column with names was found in {path}. Its headings are: {columns}."),
        NOTHING_CHANGED,
        N_("Give the first row headings such as “firm”, “contact”, “phone”, “language”, “due”."),
    ),
    ErrorCode.CASE_LIST_REJECTED: Words(
        N_("{path} was not taken in: {count} of its rows have errors."),
        NOTHING_CHANGED,
        N_("Mend the rows that are named, save the file and choose it again."),
    ),
    ErrorCode.EXPORT_EMPTY: Words(
        N_("There is no finished interview of {form} that fits; practice is never exported."),
        NOTHING_CHANGED,
        N_("Check the name of the form, or leave out words and state."),
    ),
    ErrorCode.EXPORT_TOO_LARGE: Words(
        N_("These answers are too many for one Excel workbook ({rows} rows)."),
        NOTHING_CHANGED,
        N_("Choose CSV, or export a part."),
    ),
    ErrorCode.REASON_MISSING: Words(
        N_("A finished interview can only be corrected with a reason."),
        NOTHING_CHANGED,
        N_("Write in a few words why the interview is being corrected."),
    ),
    ErrorCode.MEMBER_MISSING: Words(
        N_("The program does not know yet who is working."),
        NOTHING_CHANGED,
        N_("Enter your name and role; interviews are signed with them."),
    ),
}

_PROGRAM = {
    ErrorCode.STEPS_BROKEN: Words(
        N_("The file of steps {path} could not be read."),
        NOTHING_CHANGED,
        N_(
            "Check that the file is a JSON list of steps, as described in the documentation of form run."
        ),
    ),
    ErrorCode.NO_SCREEN: Words(
        N_("There is no screen on which the program could open its window."),
        NOTHING_CHANGED,
        N_("Start the program in a graphical session, or use its command line."),
    ),
    ErrorCode.PRINTER_MISSING: Words(
        N_("No printer was found."),
        N_("The page is ready and can still be saved."),
        N_("Save the page as a PDF, or connect a printer and print again."),
    ),
}

ERROR_SENTENCES: Mapping[ErrorCode, Words] = MappingProxyType(
    {**_FILES, **_FORMS, **_WORKSPACES, **_INTERVIEWS, **_PROGRAM, **MEDIA, **PACKAGES, **SERVERS}
)
