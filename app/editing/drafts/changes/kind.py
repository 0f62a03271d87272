"""What every kind of change has: a name of its own in its draft and, for most, a level."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from app.codebook.levels import Level

Ref = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{1,120}$")]
"""The change's own name in its draft."""
LONGEST_NAME = 140
"""Letters of an id that a change can name somebody or something by."""
Named = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
"""A public id, or `@` and the ref of a change in the same draft."""


class Kind(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    ref: Ref


class Leveled(Kind):
    level: Level = Level.VETTED

    @field_validator("level", mode="before")
    @classmethod
    def _read(cls, given: object) -> object:
        return Level.of(given) if isinstance(given, str) else given
