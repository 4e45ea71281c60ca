"""What the error codes of workspaces on a database server say; a part of the table in `error_words`.

Apart from `error_words`, because they speak to whoever set a server up, and only to them.
"""

from __future__ import annotations

from app.core.errors import ErrorCode
from app.i18n.sentences import N_
from app.i18n.sentences import ErrorWords as Words

_AS_BEFORE = N_("What was being done did not happen; everything saved before is on the server.")
_NOTHING_CHANGED = N_("Nothing was changed on the server.")

SERVERS = {
    ErrorCode.SERVER_UNREACHABLE: Words(
        N_("The database {address} cannot be reached ({detail})."),
        _AS_BEFORE,
        N_("Check the connection to the server and try again."),
    ),
    ErrorCode.SERVER_REFUSES: Words(
        N_("The database {address} does not allow this ({detail})."),
        _NOTHING_CHANGED,
        N_("Ask whoever runs the server for the rights to read, write and create tables there."),
    ),
    ErrorCode.SERVER_DATABASE_MISSING: Words(
        N_("There is no database {address}."),
        _NOTHING_CHANGED,
        N_(
            "Ask whoever runs the server to create an empty database with the encoding UTF-8, "
            "and check the address."
        ),
    ),
    ErrorCode.SERVER_PASSWORD_NEEDED: Words(
        N_("The database {address} asks for a password."),
        _NOTHING_CHANGED,
        N_("Enter the password of your account on the server. Sild does not keep it."),
    ),
    ErrorCode.SERVER_PASSWORD_WRONG: Words(
        N_("This password does not open the database {address}."),
        _NOTHING_CHANGED,
        N_("Check the password and the name of the account in the address."),
    ),
    ErrorCode.SERVER_BUSY: Words(
        N_("Too many people were changing the same records in the database {address}."),
        _AS_BEFORE,
        N_("Try again in a moment."),
    ),
    ErrorCode.SERVER_KEEPS: Words(
        N_("The workspace {address} lies on a database server, which protects it and backs it up."),
        _NOTHING_CHANGED,
        N_(
            "Ask whoever runs the server for a backup with pg_dump, "
            "or write a package of everything the workspace holds."
        ),
    ),
}
