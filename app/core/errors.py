"""The errors of Sild: the world's or the user's file (`AppError`), or a person's wish to stop (`Cancelled`).

    Exception
    ├── AppError    the world or the user's file: shown as what happened, what was kept, what to do, and where
    └── Cancelled   somebody asked a running job to stop; nothing was changed

Anything else that is raised is our bug: it is logged, shown with "copy details" and never swallowed.
Codes carry no words: `i18n.messages` turns a code and its parameters into sentences.
Foreign exceptions are turned into an `AppError` where they enter the house, with ``raise ... from``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Parameter = str | int | float


class ErrorCode(StrEnum):
    """One code per thing that can go wrong for a person. Parameters are named in the comment."""

    # files and disks
    FILE_MISSING = "file_missing"  # path
    FILE_UNREADABLE = "file_unreadable"  # path, detail
    FILE_UNWRITABLE = "file_unwritable"  # path, detail
    DISK_FULL = "disk_full"  # path
    # forms
    WORKBOOK_BROKEN = "workbook_broken"  # path, detail
    WORKBOOK_EMPTY = "workbook_empty"  # path
    WORKBOOK_PROTECTED = "workbook_protected"  # path
    WORKBOOK_UNKNOWN_KIND = "workbook_unknown_kind"  # path
    WORKBOOK_TOO_LARGE = "workbook_too_large"  # path, limit
    FORM_REJECTED = "form_rejected"  # path, count
    FORM_UNKNOWN = "form_unknown"  # form
    FORM_IN_USE = "form_in_use"  # form, count
    CONVERSION_FAILED = "conversion_failed"  # path, detail
    CONVERSION_TIMED_OUT = "conversion_timed_out"  # path, seconds
    XFORM_BROKEN = "xform_broken"  # path, line, detail
    XFORM_DOCTYPE = "xform_doctype"  # path
    XFORM_TOO_LARGE = "xform_too_large"  # path, limit (bytes)
    XFORM_TOO_DEEP = "xform_too_deep"  # path, line, limit (levels of nesting)
    LIST_BROKEN = "list_broken"  # path, detail
    LIST_TOO_LARGE = "list_too_large"  # path, limit (rows)
    CONVERSION_OUT_OF_MEMORY = "conversion_out_of_memory"  # path, limit (MB)
    LANGUAGE_UNKNOWN = "language_unknown"  # language, known
    # workspaces
    WORKSPACE_MISSING = "workspace_missing"  # path
    WORKSPACE_EXISTS = "workspace_exists"  # path
    WORKSPACE_DAMAGED = "workspace_damaged"  # path, detail
    WORKSPACE_NEWER = "workspace_newer"  # path, found, known
    WORKSPACE_IN_USE = "workspace_in_use"  # path, who
    WORKSPACE_ON_NETWORK = "workspace_on_network"  # path, kind
    WORKSPACE_IN_CLOUD_FOLDER = "workspace_in_cloud_folder"  # path, service
    SERVER_UNREACHABLE = (
        "server_unreachable"  # address, detail (what the network or the server said)
    )
    SERVER_REFUSES = "server_refuses"  # address, detail (what the server said)
    SERVER_DATABASE_MISSING = "server_database_missing"  # address
    SERVER_PASSWORD_NEEDED = "server_password_needed"  # address
    SERVER_PASSWORD_WRONG = "server_password_wrong"  # address
    SERVER_BUSY = "server_busy"  # address
    SERVER_KEEPS = "server_keeps"  # address
    PASSPHRASE_NEEDED = "passphrase_needed"  # path
    PASSPHRASE_WRONG = "passphrase_wrong"  # path
    RECOVERY_KEY_MISTYPED = "recovery_key_mistyped"  # group (1-8)
    RECOVERY_KEY_WRONG = "recovery_key_wrong"  # path
    PASSPHRASE_EMPTY = "passphrase_empty"
    BACKUP_FAILED = "backup_failed"  # path, detail
    # interviews
    INTERVIEW_UNKNOWN = "interview_unknown"  # id
    INTERVIEW_INCOMPLETE = "interview_incomplete"  # count
    INTERVIEW_NOT_FINISHED = "interview_not_finished"  # id
    REASON_MISSING = "reason_missing"
    MEMBER_MISSING = "member_missing"
    SUBMISSION_BROKEN = "submission_broken"  # path, line, detail
    SUBMISSION_OTHER_FORM = "submission_other_form"  # path, form, found
    FORM_WITHOUT_KEY = (
        "form_without_key"  # form; it has no public key, so nothing can be sealed with it
    )
    PUBLIC_KEY_BROKEN = "public_key_broken"  # form
    # registers and cases
    RECORD_UNKNOWN = "record_unknown"  # id
    CASE_LOCKED = "case_locked"  # the case was refused for good
    CASE_UNNAMED = "case_unnamed"
    CASE_LIST_UNREADABLE = "case_list_unreadable"  # path, columns (headings that were found)
    CASE_LIST_REJECTED = "case_list_rejected"  # path, count
    # packages
    PACKAGE_FOREIGN = "package_foreign"  # path; the file is no package of Sild
    PACKAGE_INCOMPLETE = "package_incomplete"  # path, found, expected (bytes)
    PACKAGE_DAMAGED = "package_damaged"  # path, detail (the member)
    PACKAGE_UNSAFE = "package_unsafe"  # path, detail (the rule it breaks)
    PACKAGE_NEWER = "package_newer"  # path, found, known (versions of the format)
    PACKAGE_UNSIGNED = "package_unsigned"  # path; the signature is missing or not the signer's
    PACKAGE_NOT_FOR_US = "package_not_for_us"  # path
    PACKAGE_PASSPHRASE_NEEDED = "package_passphrase_needed"  # path
    PACKAGE_PASSPHRASE_WRONG = "package_passphrase_wrong"  # path
    PACKAGE_PART_MISSING = "package_part_missing"  # path, part, parts
    PACKAGE_SIGNER_UNKNOWN = "package_signer_unknown"  # path, fingerprint
    PACKAGE_SIGNER_REVOKED = "package_signer_revoked"  # path, fingerprint
    PACKAGE_OTHER_PROJECT = "package_other_project"  # path, project, fingerprint
    PACKAGE_NOT_VERIFIED = "package_not_verified"  # path; read back other than written
    RECIPIENT_BROKEN = "recipient_broken"
    FINGERPRINT_MISTYPED = "fingerprint_mistyped"  # word (1-10)
    # projects, keys and merges
    MERGE_UNKNOWN = "merge_unknown"  # nothing that was merged still stands
    DIFFERENCES_MOVED = "differences_moved"  # a record changed since its differences were looked at
    KEY_UNKNOWN = "key_unknown"  # key (as it was typed)
    KEY_WITHOUT_RECIPIENT = "key_without_recipient"  # name; nothing can be sealed to it yet
    NOT_REVIEWER = "not_reviewer"  # only a coordinator or reviewer may do this
    NOT_COORDINATOR = "not_coordinator"  # only a coordinator's device may do this
    PACKAGE_NO_CAMPAIGN = "package_no_campaign"  # path; one cannot join a project with it
    ERASURE_IN_USE = "erasure_in_use"  # id; an interview that is to be erased is open
    PROJECT_KEY_WRONG = "project_key_wrong"  # path; no workspace key is wrapped by it
    INTERVIEW_HANDED_OVER = "interview_handed_over"  # id, to
    INTERVIEW_NOT_HANDED_OVER = (
        "interview_not_handed_over"  # id; it is not for this device to go on
    )
    # key entry of filled paper forms
    PAPER_OWN_ENTRY = "paper_own_entry"  # number; the second entry is another person's
    PAPER_BEING_KEYED = "paper_being_keyed"  # number; the first entry is not complete yet
    PAPER_KEYED = "paper_keyed"  # number; it is finished, or keyed twice already
    PAPER_CHANGED = "paper_changed"  # number; one of its entries is gone or open again
    # command line
    STEPS_BROKEN = "steps_broken"  # path, detail
    # exports
    EXPORT_TOO_LARGE = "export_too_large"  # rows
    EXPORT_EMPTY = "export_empty"  # form
    # microphone, camera, files as answers
    MICROPHONE_MISSING = "microphone_missing"
    MICROPHONE_GONE = "microphone_gone"
    SPEAKER_MISSING = "speaker_missing"
    SOUND_LIBRARY_MISSING = "sound_library_missing"  # library
    SOUND_UNREADABLE = "sound_unreadable"
    CAMERA_MISSING = "camera_missing"
    CAMERA_GONE = "camera_gone"
    PICTURE_UNREADABLE = "picture_unreadable"
    FILE_OF_OTHER_KIND = "file_of_other_kind"  # path
    NO_ROOM = "no_room"  # path, needed, free (bytes)
    # screens and paper
    NO_SCREEN = "no_screen"
    PRINTER_MISSING = "printer_missing"


class AppError(Exception):
    """The world or the user's file is at fault, not Sild.

    ``params`` fill the placeholders of the code's sentence. They may name files, sheets and questions but never
    an answer: what stands here can reach a screen, a terminal or a log.
    """

    def __init__(self, code: ErrorCode, **params: Parameter) -> None:
        super().__init__(code.value, params)
        self.code = code
        self.params: Mapping[str, Parameter] = params

    def __str__(self) -> str:
        return f"{self.code.value}: {dict(self.params)}"


class Cancelled(Exception):  # noqa: N818 - a wish, not an error
    """A running job was asked to stop. Whatever it did so far was taken back."""
