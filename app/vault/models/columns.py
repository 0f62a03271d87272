"""Columns that many tables of the record share, each named for what it means.

A history row's id is given by the recorder, under the chain's lock, and runs without gaps.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import MappedColumn, mapped_column

from app.codebook.levels import Level
from app.storage.columns import Moment, OrderedEnum, RowId
from app.storage.sealed import Sealed, SealedColumn

VOCABULARY = "vocabulary"
"""Where a column says of which vocabulary its terms are."""

RowKey = Annotated[int, mapped_column(RowId, primary_key=True, autoincrement=False)]
AddedIn = Annotated[int, mapped_column(RowId, ForeignKey("changeset.number"), index=True)]
"""The number of the changeset a row came with."""

LevelColumn = Annotated[Level, mapped_column(OrderedEnum(Level))]
Code = Annotated[str, mapped_column(String(64))]
"""A term of a vocabulary (`term_of`), or a field."""

OptionalCode = Annotated[str | None, mapped_column(String(64))]
Actor = Annotated[str, mapped_column(String(64))]
"""The opaque id of whoever acted; the vault knows nothing else about them."""

OptionalActor = Annotated[str | None, mapped_column(String(64))]
PublicId = Annotated[str, mapped_column(String(16), unique=True)]
Hash = Annotated[bytes, mapped_column(LargeBinary(32))]
OptionalHash = Annotated[bytes | None, mapped_column(LargeBinary(32))]
MomentColumn = Annotated[datetime, mapped_column(Moment)]
Text = Annotated[Sealed, mapped_column(SealedColumn)]
"""Words about people, sealed. Beside it stands a commitment, which the chain covers in their place."""

OptionalText = Annotated[Sealed | None, mapped_column(SealedColumn)]


def term_of(vocabulary: str) -> MappedColumn[Any]:
    """A column that holds terms of one vocabulary and nothing else: where a row is put down, it is looked up."""
    return mapped_column(info={VOCABULARY: vocabulary})
