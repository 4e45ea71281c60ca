"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

import orjson
from sqlalchemy import Dialect, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine


class DamagedValueError(ValueError):
    """What was read is not what was written; `database.translated` tells it as damage. Named by a code."""


TextMapping = Mapping[str, str]

_PLAIN = "C"
"""The order of a server's texts that is SQLite's as well: by code point."""
Words = Text().with_variant(Text(collation=_PLAIN), "postgresql")
"""A text that sorts alike everywhere."""


class Moment(TypeDecorator[datetime]):
    """A moment, kept as ISO 8601 text in UTC with milliseconds, which sorts as it reads."""

    impl = String(24)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Let a server sort it as SQLite does."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(String(24, collation=_PLAIN))
        return dialect.type_descriptor(String(24))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write a moment with its offset as UTC."""
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read a moment in UTC."""
        try:
            return None if value is None else datetime.fromisoformat(value)
        except (ValueError, TypeError) as error:
            raise DamagedValueError(type(self).__name__) from error


class Document(TypeDecorator[TextMapping]):
    """A JSON object of texts: TEXT on SQLite, JSONB on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Take the database's own JSON where it is one."""
        if dialect.name == "postgresql":
            # Here and not above: a tenth of a second that SQLite need not pay.
            from sqlalchemy.dialects.postgresql import JSONB

            return dialect.type_descriptor(JSONB())
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: TextMapping | None, dialect: Dialect) -> Any:
        """Write a mapping."""
        if value is None:
            return None
        return without_nul(value) if dialect.name == "postgresql" else document_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> TextMapping | None:
        """Read a mapping."""
        if value is None or dialect.name == "postgresql":
            return cast("TextMapping | None", value)
        try:
            return cast("TextMapping", orjson.loads(value))
        except (ValueError, TypeError) as error:
            raise DamagedValueError(type(self).__name__) from error


def moment_text(moment: datetime) -> str:
    """Return a moment as the database keeps it.

    >>> moment_text(datetime.fromisoformat("2026-05-04T14:02:00+03:00"))
    '2026-05-04T11:02:00.000Z'
    """
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def document_text(mapping: TextMapping) -> str:
    """Return a mapping as JSON text; a lone surrogate, which a keyboard can produce, is kept as U+FFFD."""
    try:
        return orjson.dumps(dict(mapping)).decode()
    except TypeError:
        return orjson.dumps(
            {_writable(name): _writable(text) for name, text in mapping.items()}
        ).decode()


def without_nul(mapping: TextMapping) -> TextMapping:
    """Return a mapping as a server can keep it: the one character that it cannot becomes U+FFFD."""
    return {name: text.replace("\0", "\ufffd") for name, text in mapping.items()}


def _writable(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
