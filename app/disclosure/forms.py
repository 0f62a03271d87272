"""The rules of publication as data: which treatment a form of display gets at which level, and what bars a decision.

The table is architecture.md's "form by level"; the reasons are domain.md's rules of publication 1 to 8.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from app.codebook.fields import FIELDS, SubjectKind
from app.codebook.levels import Form, Level


class Decided(Protocol):
    """A decision, in the vault's rows or as disclosure is given it."""

    @property
    def form(self) -> Form: ...
    @property
    def evidence(self) -> tuple[str, ...]: ...
    @property
    def lines(self) -> frozenset[str] | None: ...


class Treatment(StrEnum):
    """What becomes of a person."""

    NAMED = "named"
    """Name and facts at the level, for the purposes given."""
    ONE_LINE = "one_line"
    """Exactly what one source printed, with only that source's fields."""
    DESCRIBED = "described"
    """A descriptor and coded facts, no name, no source link."""
    GENERALISED = "generalised"
    """Coded facts under an id of this edition alone, at least five alike."""
    COUNTED = "counted"
    """Counted in the event, and nothing else."""
    ALL = "all"
    """Everything up to the level."""
    ABSENT = "absent"


_P, _R, _V = Level.PUBLIC, Level.RESEARCHER, Level.VETTED

TREATMENTS: Mapping[tuple[Form, Level], Treatment] = MappingProxyType(
    {
        (Form.FULL, _P): Treatment.NAMED,
        (Form.FULL, _R): Treatment.NAMED,
        (Form.FULL, _V): Treatment.ALL,
        (Form.AS_PUBLISHED, _P): Treatment.ONE_LINE,
        (Form.AS_PUBLISHED, _R): Treatment.ONE_LINE,
        (Form.AS_PUBLISHED, _V): Treatment.ALL,
        (Form.DESCRIPTOR, _P): Treatment.DESCRIBED,
        (Form.DESCRIPTOR, _R): Treatment.GENERALISED,
        (Form.DESCRIPTOR, _V): Treatment.ALL,
        (Form.COUNT_ONLY, _P): Treatment.COUNTED,
        (Form.COUNT_ONLY, _R): Treatment.GENERALISED,
        (Form.COUNT_ONLY, _V): Treatment.ALL,
        (Form.HOLD, _P): Treatment.ABSENT,
        (Form.HOLD, _R): Treatment.ABSENT,
        (Form.HOLD, _V): Treatment.ALL,
    }
)

STRICTNESS = (Form.HOLD, Form.COUNT_ONLY, Form.DESCRIPTOR, Form.AS_PUBLISHED, Form.FULL)
"""Where a person without a decision of their own stands in several events, the first of these that occurs counts."""

NO_LINE: tuple[str, ...] = ()
"""Evidence of which line was meant is not clear."""


def lines_of_both(form: Form, evidence: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The evidence (public ids of sources) of decisions for one form that are read as one. Each of those for one line has to say which:
    where one does not, none is meant; where two mean another, neither is clear.
    """
    if form is Form.AS_PUBLISHED and any(len(lines) != 1 for lines in evidence):
        return NO_LINE
    return tuple(sorted({line for lines in evidence for line in lines}))


def lines_left(form: Form, decisions: Collection[Decided]) -> frozenset[str] | None:
    """Of decisions that are read as one, in `form`: the sources (public ids) of which something may be told, None for all. Where one of
    them is for one line, a stricter form tells nothing that this line does not say.
    """
    left = [one.lines for one in decisions if one.lines is not None]
    if form is not Form.AS_PUBLISHED:
        printed = (one.evidence for one in decisions if one.form is Form.AS_PUBLISHED)
        left += [frozenset(lines if len(lines) == 1 else NO_LINE) for lines in printed]
    return frozenset.intersection(*left) if left else None


PUBLISHED_STATES = frozenset({"published"})
"""States of a case (vocabulary case_state) in which it is in editions."""

BARRING_CONSENT = frozenset({"refused", "withdrawn", "expired"})
"""Consent states that turn any form into `hold`."""

LOOK_ALIKES = 5
"""How many generalised people must look the same at `researcher` (security.md; k of k-anonymity)."""

WITHHELD_BY_FORM = tuple(code for code, f in FIELDS.items() if f.subject is SubjectKind.INDIVIDUAL and not f.coded)
"""What a descriptor hides, whether or not anything is held: saying so cannot say that something is."""
