"""The access log and its head, the emergency stop, and files given to members. Ids only: no name stands in any column."""

from __future__ import annotations

from sqlalchemy import Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models.columns import Code, Digest, Id, MaybeWhen, MaybeWho, Number, When, Who
from app.storage.base import Base
from app.storage.columns import RowId


class AccessEntry(Base):
    """Who (`viewer`) did what (`kind`) to what (`object`: a case, or an account), and under which grant.

    `fields`: which part was shown. `grant`: the grant whose stated purpose covers it. Chained by hash; never changed.
    """

    __tablename__ = "access_entry"

    number: Mapped[Number]
    previous_hash: Mapped[Digest]
    hash: Mapped[Digest] = mapped_column(unique=True)
    at: Mapped[When]
    viewer: Mapped[str] = mapped_column(String(16), index=True)
    kind: Mapped[Code]
    object: Mapped[str] = mapped_column(String(16), index=True)
    fields: Mapped[str] = mapped_column(String(256))
    grant: Mapped[str] = mapped_column(String(16))
    edition: Mapped[str] = mapped_column(String(64))


class AccessHead(Base):
    """One row: the last entry. Whoever writes locks it first."""

    __tablename__ = "access_head"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    number: Mapped[int] = mapped_column(RowId)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class EmergencyStop(Base):
    """From `at` until `lifted_at` nobody is signed in and no edition above public is open."""

    __tablename__ = "emergency_stop"

    id: Mapped[Id]
    at: Mapped[When]
    by: Mapped[str] = mapped_column(String(16))
    lifted_at: Mapped[MaybeWhen]
    lifted_by: Mapped[MaybeWho]


class ExportCopy(Base):
    """A file of the researcher edition that was given to somebody, told from every other by its fingerprint."""

    __tablename__ = "export_copy"

    id: Mapped[Id]
    account_id: Mapped[Who]
    made_at: Mapped[When]
    edition: Mapped[str] = mapped_column(String(64))
    rows: Mapped[int] = mapped_column(Integer)
