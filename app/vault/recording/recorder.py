"""The recorder: everything that can be written into the record, by one name. Decisions and withdrawals are here."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Self

from sqlalchemy.orm import Session

from app.codebook.levels import Form, Purpose
from app.storage.sealed import Ring
from app.vault.bodies import Randomness
from app.vault.recording.rulings import RecordsRulings


@dataclass(frozen=True, slots=True)
class DecisionText:
    """The words of a decision; they are sealed together. `asked_by`: who asked, their relation, how to reach them."""

    reason: str
    evidence: str = ""
    asked_by: str = ""
    threats: str = ""


class Recorder(RecordsRulings):
    """Opens a changeset under the chain's lock. `with` seals it at the end, unless something went wrong; the edge commits."""

    def __init__(
        self,
        session: Session,
        ring: Ring,
        author: str,
        approved_by: str | None,
        made_at: datetime,
        random: Randomness = secrets,
        *,
        kind: str = "edit",
        summary: str = "",
    ) -> None:
        super().__init__(
            session,
            ring,
            author=author,
            approved_by=approved_by,
            made_at=made_at,
            random=random,
            kind=kind,
            summary=summary,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and not self._sealed:
            self.seal()

    def decide(
        self,
        subject: int,
        form: Form,
        purposes: Iterable[Purpose],
        text: DecisionText,
        *,
        basis: str,
        consent_status: str,
        effect: str,
        decided_by: str,
        decided_on: date,
        second_by: str | None = None,
        review_on: date | None = None,
        expires_on: date | None = None,
        embargo_until: date | None = None,
        evidence: Iterable[int] = (),
    ) -> int:
        """A dated publication decision about an individual or an event; `evidence`: ids of sources."""
        made = self._new_id("publication_decision")
        row = {"id": made, "subject_id": subject, "form": str(Form(form)), "purposes": _codes(purposes)}
        row |= {"basis": basis, "consent_status": consent_status, "effect": effect}
        row |= {"decided_by": decided_by, "second_by": second_by, "decided_on": decided_on}
        row |= {"review_on": review_on, "expires_on": expires_on, "embargo_until": embargo_until}
        self._put("publication_decision", row | self._close("publication_decision", made, asdict(text)))
        for source in evidence:
            shown = {"id": self._new_id("decision_evidence"), "decision_id": made, "source_id": source}
            self._put("decision_evidence", shown)
        return made

    def withdraw(self, subject: int, ground: str, interim_action: str, *, opened_on: date, opened_by: str) -> int:
        row = {"id": self._new_id("withdrawal"), "subject_id": subject, "ground": str(ground)}
        row |= {"interim_action": str(interim_action), "opened_on": opened_on, "opened_by": opened_by}
        return self._put("withdrawal", row)

    def close_withdrawal(self, withdrawal: int, *, closed_on: date, closed_by: str) -> int:
        row = {"id": self._new_id("withdrawal_closing"), "withdrawal_id": withdrawal}
        return self._put("withdrawal_closing", row | {"closed_on": closed_on, "closed_by": closed_by})


def _codes(purposes: Iterable[Purpose]) -> tuple[str, ...]:
    return tuple(sorted({str(Purpose(purpose)) for purpose in purposes}))
