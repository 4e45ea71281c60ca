"""The tables of ``workspace.db``, the same on PostgreSQL. What is derived can be rebuilt from what is kept.

Kept: ``meta``, ``device``, ``form_bundle``, ``form_file``, ``revision``, ``draft``, ``draft_step``, ``setting``, and
what `sync_schema` adds for packages.
Derived from revisions (`views.rebuild`): ``revision_parent``, ``interview``, ``entity``, ``member``, ``conflict``,
``erased``, ``form_bundle.retired_at``.
A change here needs a new file in ``migrations/versions`` and a new last entry in `migration.VERSIONS`.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.store.columns import Document, Moment, TextMapping, Words

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What all tables of a workspace share."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {
        str: Words,
        bytes: LargeBinary,
        datetime: Moment,
        TextMapping: Document,
    }


class MetaRow(Base):
    """One fact about the workspace itself: its id, name and project."""

    __tablename__ = "meta"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class DeviceRow(Base):
    """A device that wrote here. The last one is this machine; ``last_seq`` and ``last_hlc`` are its counters."""

    __tablename__ = "device"

    place: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    signing_key: Mapped[bytes]
    machine_hint: Mapped[str]
    ancestor: Mapped[str]
    minted_at: Mapped[datetime]
    last_seq: Mapped[int]
    last_hlc: Mapped[str]


class BundleRow(Base):
    """A form as it was imported. ``form_id`` and ``version`` are labels; the id is the hash of the manifest."""

    __tablename__ = "form_bundle"

    id: Mapped[str] = mapped_column(primary_key=True)
    form_id: Mapped[str]
    version: Mapped[str]
    titles: Mapped[TextMapping]
    folded: Mapped[str]
    languages: Mapped[str]
    questions: Mapped[int]
    manifest: Mapped[TextMapping]
    imported_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class FormFileRow(Base):
    """A file of one or more bundles, by the SHA-256 of its content."""

    __tablename__ = "form_file"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class RevisionRow(Base):
    """A revision: its canonical bytes, and from them what is looked for in SQL.

    ``came_with`` is the number of the merge that brought it; None when it was written here.
    """

    __tablename__ = "revision"

    id: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    device: Mapped[str]
    seq: Mapped[int] = mapped_column(BigInteger)
    hlc: Mapped[str]
    canonical: Mapped[bytes]
    came_with: Mapped[int | None] = mapped_column(index=True)

    __table_args__ = (Index(None, "device", "seq"), Index(None, "kind", "record"))


class ParentRow(Base):
    """That one revision names another as its parent, held or not."""

    __tablename__ = "revision_parent"

    parent: Mapped[str] = mapped_column(primary_key=True)
    child: Mapped[str] = mapped_column(
        ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class InterviewRecordRow(Base):
    """A finished interview as the list shows it; derived."""

    __tablename__ = "interview"

    record: Mapped[str] = mapped_column(primary_key=True)
    bundle: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    folded: Mapped[str]
    interviewer: Mapped[str]
    status: Mapped[str] = mapped_column(index=True)
    language: Mapped[str]
    test: Mapped[bool]
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    answered: Mapped[int]
    total: Mapped[int]
    conflicts: Mapped[int]
    deleted: Mapped[bool]
    case_id: Mapped[str] = mapped_column(index=True)


class EntityRow(Base):
    """A row of a register as it stands, with its properties by their bare names; derived."""

    __tablename__ = "entity"

    record: Mapped[str] = mapped_column(primary_key=True)
    list: Mapped[str] = mapped_column(index=True)
    label: Mapped[str]
    properties: Mapped[TextMapping]
    actor: Mapped[str]
    changed_at: Mapped[datetime]
    conflicts: Mapped[int]
    deleted: Mapped[bool]


class ConflictRow(Base):
    """A field of a record with more than one live value; path '' says that its deletion is disputed. Derived."""

    __tablename__ = "conflict"

    record: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)


class ErasedRow(Base):
    """A revision that was erased and is never taken in again, with the erasure that says so; derived.

    ``device`` and ``seq`` are its place in its device's history, '' and 0 when the erasure does not tell.
    """

    __tablename__ = "erased"

    id: Mapped[str] = mapped_column(primary_key=True)
    erasure: Mapped[str]
    device: Mapped[str]
    seq: Mapped[int] = mapped_column(BigInteger)


class DraftRow(Base):
    """An interview under way, or one taken back out of the finished ones; local to this workspace.

    ``parents`` are the heads a correction was made on, joined by blanks. ``title``, ``answered`` and ``total`` are told
    by the session at every step. ``steps`` is the number of the last step; ``left_open`` that nobody
    has closed it since, so that it is offered again after a crash.
    """

    __tablename__ = "draft"

    id: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(index=True)
    bundle: Mapped[str] = mapped_column(ForeignKey("form_bundle.id"), index=True)
    parents: Mapped[str]
    reason: Mapped[str]
    case_id: Mapped[str]
    interviewer: Mapped[str]
    language: Mapped[str]
    test: Mapped[bool]
    title: Mapped[str]
    folded: Mapped[str]
    answered: Mapped[int]
    total: Mapped[int]
    steps: Mapped[int]
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    discarded_at: Mapped[datetime | None]
    left_open: Mapped[bool]


class DraftStepRow(Base):
    """One thing a person did; append-only, and the undo stack. Taken away only with its draft."""

    __tablename__ = "draft_step"

    draft: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    op: Mapped[str]
    path: Mapped[str]
    payload: Mapped[TextMapping]
    effects: Mapped[TextMapping]

    __table_args__ = ({"sqlite_with_rowid": False},)


class MemberRow(Base):
    """A member of the project as the lists show it; derived."""

    __tablename__ = "member"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    folded: Mapped[str]
    role: Mapped[str]
    deleted: Mapped[bool]


class SettingRow(Base):
    """A preference of this workspace on this machine; not a record."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
