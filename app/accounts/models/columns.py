"""Columns that the tables of people share. Secrets stand here as hashes only; words about people are sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import mapped_column

from app.codebook.levels import Level
from app.storage.columns import CodeList, Moment, OrderedEnum, RowId
from app.storage.sealed import Sealed, SealedColumn

Id = Annotated[str, mapped_column(String(16), primary_key=True)]
"""Sixteen letters and digits drawn at random: says nothing of whom it is for or when it was made."""

Who = Annotated[str, mapped_column(String(16), ForeignKey("account.id"), index=True)]
MaybeWho = Annotated[str | None, mapped_column(String(16))]
"""An account's id; none where the terminal of the house acted."""

SecretHash = Annotated[bytes, mapped_column(LargeBinary(32), primary_key=True)]
"""SHA-256 of a secret of 256 random bits: it needs no salt and no slow hash."""

Digest = Annotated[bytes, mapped_column(LargeBinary(32))]
When = Annotated[datetime, mapped_column(Moment)]
MaybeWhen = Annotated[datetime | None, mapped_column(Moment)]
Words = Annotated[Sealed, mapped_column(SealedColumn)]
Codes = Annotated[tuple[str, ...], mapped_column(CodeList)]
LevelColumn = Annotated[Level, mapped_column(OrderedEnum(Level))]
Number = Annotated[int, mapped_column(RowId, primary_key=True, autoincrement=False)]
Code = Annotated[str, mapped_column(String(64))]
