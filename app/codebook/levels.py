"""The order of what may be seen, and the purposes a publication decision can allow."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Level(IntEnum):
    """`public` < `researcher` < `vetted` < `sealed`; `sealed` goes into no edition."""

    PUBLIC = 0
    RESEARCHER = 1
    VETTED = 2
    SEALED = 3

    @property
    def code(self) -> str:
        return self.name.lower()

    @classmethod
    def of(cls, code: str) -> Level:
        """The level called `code`; ValueError names the ones there are."""
        try:
            return cls[code.upper()]
        except KeyError:
            raise ValueError(f"no level {code!r}; the levels are {', '.join(x.code for x in cls)}") from None


EDITION_LEVELS = (Level.PUBLIC, Level.RESEARCHER, Level.VETTED)


class Form(StrEnum):
    """How an individual or an event is displayed (domain.md, form of display)."""

    FULL = "full"
    AS_PUBLISHED = "as_published"
    DESCRIPTOR = "descriptor"
    COUNT_ONLY = "count_only"
    HOLD = "hold"


class Purpose(StrEnum):
    """What a decision allows a published fact to be used for (domain.md, consent purposes)."""

    PUBLIC_NAME = "public_name"
    PUBLIC_DETAIL = "public_detail"
    READING_ALOUD = "reading_aloud"
    PORTRAIT = "portrait"
    RESEARCH_ACCESS = "research_access"
    UN_SUBMISSION = "un_submission"
    MEDIA = "media"
    ARCHIVE_ONLY = "archive_only"


class InterimAction(StrEnum):
    """What an open withdrawal does (domain.md, withdrawal). Whatever is not `masked` hides."""

    HIDDEN_NOW = "hidden_now"
    MASKED = "masked"
    NONE = "none"


class Standing(StrEnum):
    """What the last ruling says of a claim (domain.md, claim standing)."""

    ACTIVE = "active"
    PREFERRED = "preferred"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


SPOKEN_FOR = frozenset({Standing.ACTIVE, Standing.PREFERRED})
"""Standings under which a claim still speaks; the others stay in the vault's history only."""

DENIES = "denies"
"""The polarity of a claim whose source says that its value is not so."""
