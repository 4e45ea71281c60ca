"""The tables that packages need: keys, merges, receipts, outbox, quarantine; on PostgreSQL the same.

Apart from `schema`, which holds what a workspace is without ever meeting another one. All of them are kept, none is
derived, and none is in the digest.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from app.store.columns import TextMapping
from app.store.schema import Base


class TrustedKeyRow(Base):
    """A device whose packages are taken in, or were until it was revoked: up to ``last_seq`` it still counts.

    ``age`` is where answers to it are sealed to, '' when unknown.
    """

    __tablename__ = "trusted_key"

    device: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    member: Mapped[str]
    role: Mapped[str]
    age: Mapped[str]
    state: Mapped[str]
    last_seq: Mapped[int] = mapped_column(BigInteger)
    since: Mapped[datetime]
    changed_at: Mapped[datetime]


class AgeKeyRow(Base):
    """An age key of this device (with its identity) or the project's recovery key (its public part only)."""

    __tablename__ = "age_key"

    recipient: Mapped[str] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    identity: Mapped[str]
    since: Mapped[datetime]


class MergeRow(Base):
    """A package that was merged. ``forms`` are the bundles that came with it, joined by blanks; ``report`` is JSON."""

    __tablename__ = "merge_log"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    package: Mapped[str] = mapped_column(index=True)
    sha256: Mapped[str]
    signer: Mapped[str]
    kind: Mapped[str]
    at: Mapped[datetime]
    counts: Mapped[TextMapping]
    report: Mapped[str]
    forms: Mapped[str]
    undone_at: Mapped[datetime | None]


class QuarantineRow(Base):
    """A record of a package that could not be taken in: why, where it stood, and its bytes."""

    __tablename__ = "quarantine"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    place: Mapped[str]
    package: Mapped[str]
    signer: Mapped[str]
    content: Mapped[bytes]
    at: Mapped[datetime]


class ReceiptRow(Base):
    """What a coordinator has said it holds of a device, as ranges of ``seq``; given by us or received."""

    __tablename__ = "receipt"

    coordinator: Mapped[str] = mapped_column(primary_key=True)
    device: Mapped[str] = mapped_column(primary_key=True)
    ranges: Mapped[str]
    signed_at: Mapped[str]
    signature: Mapped[bytes]


class OutboxRow(Base):
    """A package that was written here; ``file`` names its parts in ``outbox/``, one a line, until it is confirmed."""

    __tablename__ = "outbox"

    package: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    file: Mapped[str]
    sha256: Mapped[str]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    ranges: Mapped[TextMapping]
    recipients: Mapped[str]
    written_at: Mapped[datetime]
    handed_over_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
