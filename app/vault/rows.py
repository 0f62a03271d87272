"""What reading gives: plain frozen rows, everything opened, people and sources named by public id. Knows no database.

These are not views: nothing has been dropped. Only disclosure decides what anybody may see of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.codebook.levels import Form, InterimAction, Level, Purpose, Standing
from app.codebook.values import Value

UNPUBLISHED = "unpublished"
"""The state of a case of which nobody ever said any."""


def claim_ref(commitment: bytes) -> str:
    """How a claim is named outside the vault: sixteen letters of its commitment, which is salted and so tells nothing."""
    return commitment.hex()[:16]


@dataclass(frozen=True, slots=True)
class IndividualRow:
    """`level_reasons`: all that were ever given in rulings that count: a later one does not take an earlier one back."""

    public_id: str
    kind: str
    level: Level
    level_reasons: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EventRow:
    public_id: str
    label: str
    level: Level
    level_reasons: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LimitRow:
    """The last ruling on how well verified a case may be told to be. `level`: that of a case that is read as part of it, from which it
    comes; where it is the case's own, everybody who sees that may know of it. `added_in`: the changeset that it came with.
    """

    verification: str
    added_in: int
    level: Level = Level.PUBLIC


@dataclass(frozen=True, slots=True)
class CaseRow:
    """`state`: the last standing; UNPUBLISHED if nothing was ever said. `state_reasons`: why it was ever changed.
    `limits`: the most that reviewers allow its verification to be, where any did. `taken_out`: of what is published, by a word of its
    own, and not as a duplicate. `stated_in`: the changeset in which its state was last said. `told_from`: see `ClaimRow`.
    """

    public_id: str
    individual: str
    event: str
    state: str
    level: Level
    limits: tuple[LimitRow, ...] = ()
    level_reasons: frozenset[str] = frozenset()
    state_reasons: frozenset[str] = frozenset()
    taken_out: bool = False
    stated_in: int = 0
    told_from: Level = Level.PUBLIC
    not_at: frozenset[Level] = frozenset()

    @property
    def lowest(self) -> Level:
        """The lowest level at which an edition may tell it."""
        return max(self.level, self.told_from)

    def told_at(self, level: Level) -> bool:
        """Whether an edition of the level may tell it."""
        return self.lowest <= level and level not in self.not_at


@dataclass(frozen=True, slots=True)
class CaseEventRow:
    public_id: str
    case: str
    type: str
    level: Level
    level_reasons: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RelationRow:
    """`type`: what b is to a."""

    public_id: str
    a: str
    b: str
    type: str
    certainty: str
    source: str
    level: Level
    level_reasons: frozenset[str] = frozenset()
    told_from: Level = Level.PUBLIC
    not_at: frozenset[Level] = frozenset()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """`derives_from`: public ids of our sources, and tokens of bodies that are not among them."""

    public_id: str
    key: str
    title: str
    author: str
    publisher: str
    url: str
    publisher_key: str
    type: str
    language: str
    published: str
    reliability: str
    information_basis: str
    derives_from: frozenset[str]
    level: Level
    level_reasons: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """`level` and `standing`: by the last ruling, else as entered and active. `basis`: its own, else its source's.

    `ref`: how people and drafts name the claim. It is taken from its commitment and so tells no number of claims.
    `added_in`: the changeset that it came with. `told_from`: editions tell it from this level on, and not at those of `not_at`, since
    whoever it is of is read as part of another, and kept back (`keeping_back`).
    """

    id: int
    subject: str
    field: str
    value: Value
    source: str
    wording: str
    locator: str
    quote: str
    basis: str
    credibility: int | None
    certainty: str
    polarity: str
    level: Level
    standing: Standing
    coded_from: int | None
    coding: str
    ref: str = ""
    level_reasons: frozenset[str] = frozenset()
    added_in: int = 0
    told_from: Level = Level.PUBLIC
    not_at: frozenset[Level] = frozenset()


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """Without its words, which stay sealed. `evidence`: public ids of sources. In the order in which they were made.

    `level`: that of somebody merged from whom it comes; where it is the subject's own, everybody who sees them may know of it.
    `lines`: see `disclosure.dossier.DecisionRecord`. `id`: its row in the vault; `also`: those of the others that it is read as one with.
    `at_most`: it comes from somebody merged, and of the subject nobody has decided: it only narrows what was decided of their returns.
    """

    subject: str
    form: Form
    purposes: frozenset[Purpose]
    basis: str
    consent_status: str
    effect: str
    decided_on: date
    review_on: date | None
    expires_on: date | None
    embargo_until: date | None
    evidence: tuple[str, ...]
    added_in: int = 0
    level: Level = Level.PUBLIC
    at_most: bool = False
    lines: frozenset[str] | None = None
    id: int = 0
    also: frozenset[int] = frozenset()

    @property
    def read_from(self) -> frozenset[int]:
        """The row ids of all decisions that it is."""
        return self.also | {self.id}


@dataclass(frozen=True, slots=True)
class WithdrawalRow:
    """`level`: as with a decision. It hides at every level, known or not."""

    subject: str
    ground: str
    interim_action: str
    opened_on: date
    closed_on: date | None
    level: Level = Level.PUBLIC


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A merge that stands: `old` is read as part of `new`, and its address may lead on at `redirect_at` and above, if not at those of
    `not_at`.
    """

    old: str
    new: str
    redirect_at: Level
    not_at: frozenset[Level] = frozenset()


@dataclass(frozen=True, slots=True)
class VaultRows:
    """The whole vault at one changeset. Each tuple in the order of entry."""

    number: int
    individuals: tuple[IndividualRow, ...]
    events: tuple[EventRow, ...]
    cases: tuple[CaseRow, ...]
    case_events: tuple[CaseEventRow, ...]
    relations: tuple[RelationRow, ...]
    sources: tuple[SourceRow, ...]
    claims: tuple[ClaimRow, ...]
    decisions: tuple[DecisionRow, ...]
    withdrawals: tuple[WithdrawalRow, ...]
    moved: tuple[MovedRow, ...] = ()

    @property
    def hidden(self) -> frozenset[str]:
        """Subjects of whom a withdrawal is open that hides, and does not mask."""
        masked = InterimAction.MASKED
        return frozenset(w.subject for w in self.withdrawals if not w.closed_on and w.interim_action != masked)
