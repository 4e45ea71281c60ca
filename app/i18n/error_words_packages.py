"""What can go wrong with a package, in words: what happened, what was kept, what to do.

Apart from `error_words`, because whoever changes packages finds all their sentences here.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.core.errors import ErrorCode
from app.i18n.sentences import N_
from app.i18n.sentences import ErrorWords as Words

_KEPT = N_("Nothing was changed.")
_COPY_AGAIN = N_("Copy the file from the memory stick again, or ask the sender for it once more.")

PACKAGES: Mapping[ErrorCode, Words] = {
    ErrorCode.PACKAGE_FOREIGN: Words(
        N_("{path} is not a package of this program."),
        _KEPT,
        N_("Choose a file whose name ends in .sildpack."),
    ),
    ErrorCode.PACKAGE_INCOMPLETE: Words(
        N_(
            "The package {path} could not be read: the file is cut short ({found:size} of {expected:size} are there)."
        ),
        _KEPT,
        _COPY_AGAIN,
    ),
    ErrorCode.PACKAGE_DAMAGED: Words(
        N_("The package {path} could not be read: its contents were damaged on the way."),
        _KEPT,
        _COPY_AGAIN,
    ),
    ErrorCode.PACKAGE_UNSAFE: Words(
        N_("The package {path} was refused: no version of this program writes such a file."),
        _KEPT,
        N_(
            "Ask the sender to prepare the package again, and do not open this file in other programs."
        ),
    ),
    ErrorCode.PACKAGE_NEWER: Words(
        N_(
            "The package {path} was prepared by a newer version of the program "
            "(format {found}, this version reads {known})."
        ),
        _KEPT,
        N_("Install the newer version on this computer and open the package again."),
    ),
    ErrorCode.PACKAGE_UNSIGNED: Words(
        N_("The package {path} was refused: its signature is missing or does not match."),
        _KEPT,
        N_(
            "Somebody changed the file after it was prepared. Ask the sender for the package once more."
        ),
    ),
    ErrorCode.PACKAGE_NOT_FOR_US: Words(
        N_("The package {path} is encrypted for somebody else."),
        _KEPT,
        N_("Ask the sender to prepare it for this computer, or open it where it was meant to go."),
    ),
    ErrorCode.PACKAGE_PASSPHRASE_NEEDED: Words(
        N_("The package {path} opens with a passphrase."),
        _KEPT,
        N_("Enter the passphrase that the sender told you."),
    ),
    ErrorCode.PACKAGE_PASSPHRASE_WRONG: Words(
        N_("The passphrase does not open the package {path}."),
        _KEPT,
        N_("Check the keyboard layout and capital letters, then enter the passphrase again."),
    ),
    ErrorCode.PACKAGE_PART_MISSING: Words(
        N_("The package {path} is not complete: part {part} of {parts} is missing."),
        _KEPT,
        N_("Add the missing file and open all parts together."),
    ),
    ErrorCode.PACKAGE_SIGNER_UNKNOWN: Words(
        N_("The package {path} was signed by a computer that this project does not know."),
        _KEPT,
        N_(
            "Call the sender and compare the key: {fingerprint}. "
            "If it is the same, admit the computer and open the package again."
        ),
    ),
    ErrorCode.PACKAGE_SIGNER_REVOKED: Words(
        N_("The package {path} was signed by a computer that is no longer trusted."),
        _KEPT,
        N_(
            "Ask the coordinator who blocked the key {fingerprint}, and why, before you take anything from it."
        ),
    ),
    ErrorCode.PACKAGE_OTHER_PROJECT: Words(
        N_("The package {path} belongs to another project: {project}."),
        _KEPT,
        N_("Open it in a workspace of that project. It was signed with the key {fingerprint}."),
    ),
    ErrorCode.PACKAGE_NOT_VERIFIED: Words(
        N_("The package {path} was written, but reading it back gave something else."),
        N_("Everything is still in this workspace."),
        N_("Use another memory stick or folder, and prepare the package again."),
    ),
    ErrorCode.RECIPIENT_BROKEN: Words(
        N_("The key for encrypting is not valid."),
        _KEPT,
        N_("Copy the whole key again from where it is shown."),
    ),
    ErrorCode.FINGERPRINT_MISTYPED: Words(
        N_("The key could not be read: word {word} is not one of its words."),
        _KEPT,
        N_("Ask for the ten words once more and type them with blanks between them."),
    ),
    ErrorCode.MERGE_UNKNOWN: Words(
        N_("There is no merge that could be taken back."),
        _KEPT,
        N_("Only a merge that still stands can be taken back."),
    ),
    ErrorCode.DIFFERENCES_MOVED: Words(
        N_("Something changed here since the differences were shown."),
        _KEPT,
        N_("Look at the differences again: what you decided is still there where it still fits."),
    ),
    ErrorCode.KEY_UNKNOWN: Words(
        N_("No computer with the name or key {key} is known here."),
        _KEPT,
        N_("Compare it with the list of keys, or ask its owner for the ten words once more."),
    ),
    ErrorCode.KEY_WITHOUT_RECIPIENT: Words(
        N_("Nothing can be encrypted to {name} yet."),
        _KEPT,
        N_("Take in a package from there first, or have the whole key sent to you."),
    ),
    ErrorCode.NOT_REVIEWER: Words(
        N_("Only a coordinator or a reviewer can approve or return interviews."),
        _KEPT,
        N_("Say under Settings who works here, and in which role."),
    ),
    ErrorCode.NOT_COORDINATOR: Words(
        N_("Only a coordinator of the project can do this."),
        _KEPT,
        N_("Ask the coordinator of your project."),
    ),
    ErrorCode.PACKAGE_NO_CAMPAIGN: Words(
        N_("One cannot join a project with the package {path}."),
        _KEPT,
        N_("Ask the coordinator of the project for an invitation."),
    ),
    ErrorCode.ERASURE_IN_USE: Words(
        N_("An interview that is to be erased is open."),
        N_("Nothing was erased."),
        N_("Close the interview and erase again."),
    ),
    ErrorCode.PROJECT_KEY_WRONG: Words(
        N_("This recovery key of a project does not open {path}."),
        _KEPT,
        N_("Check that the key belongs to the project of this workspace."),
    ),
    ErrorCode.INTERVIEW_HANDED_OVER: Words(
        N_("This interview was handed over to {to} and is continued there."),
        N_("What was answered here is kept."),
        N_("Ask {to} to hand it back if you are to go on with it."),
    ),
    ErrorCode.INTERVIEW_NOT_HANDED_OVER: Words(
        N_("This interview was not handed over to this computer."),
        _KEPT,
        N_("Ask the coordinator who is to go on with it."),
    ),
}
