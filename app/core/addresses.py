"""Where a workspace lies: in a folder, or in a database on a server. The address never holds a password once read.

Apart from `pathlib`, which makes one slash of two.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

DRIVER = "postgresql+psycopg"
_SCHEMES = (DRIVER, "postgresql", "postgres")
_SECRET = "password"


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A database on a PostgreSQL server. ``text`` is shown and remembered; the password is neither."""

    text: str
    password: str | None = field(default=None, repr=False, compare=False)

    def __str__(self) -> str:
        return self.text

    @property
    def name(self) -> str:
        """Return the database's name."""
        parts = urlsplit(self.text)
        return unquote(parts.path.lstrip("/")) or unquote(parts.username or "")


Whereabouts = Path | ServerAddress


def whereabouts(text: str) -> Whereabouts:
    """Read what a person wrote for a workspace. Raises ValueError for an address that cannot be one.

    >>> str(whereabouts("postgresql://mari:secret@office/field"))
    'postgresql+psycopg://mari@office/field'
    >>> whereabouts("field.sild").name
    'field.sild'
    """
    return server_address(text) if is_server(text) else Path(text)


def is_server(text: str) -> bool:
    """Whether a text is the address of a database on a server."""
    return text.partition("://")[0] in _SCHEMES and "://" in text


def server_address(text: str) -> ServerAddress:
    """Read the address of a database. Raises ValueError for a port that is no number."""
    parts = urlsplit(text)
    port = f":{parts.port}" if parts.port is not None else ""
    asked = parse_qsl(parts.query)
    hidden = parts.password or next((value for name, value in asked if name == _SECRET), None)
    query = urlencode([(name, value) for name, value in asked if name != _SECRET], safe="/")
    place = f"{parts.username}@" if parts.username else ""
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    shown = f"{DRIVER}://{place}{host}{port}{parts.path}" + (f"?{query}" if query else "")
    return ServerAddress(shown, unquote(hidden) if hidden else None)
