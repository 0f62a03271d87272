"""Recording claims and what is ruled about them. The path that runs a hundred thousand times: keep it short."""

from __future__ import annotations

from sqlalchemy import update

from app.codebook.codes import check_codes
from app.codebook.fields import FIELDS
from app.codebook.levels import Level, Standing
from app.codebook.values import Value
from app.storage.sealed import context
from app.vault.bodies import close_body
from app.vault.errors import DoesNotFit
from app.vault.history import CLAIM_VALUE
from app.vault.recording.sources import RecordsSources

NO_SUCH_FIELD = "The codebook has no such field."


class RecordsClaims(RecordsSources):
    """Each method returns the new row's id."""

    def add_claim(
        self,
        subject: int,
        field: str,
        value: Value,
        source: int,
        *,
        wording: str = "",
        quote: str = "",
        locator: str = "",
        basis: str | None = None,
        credibility: int | None = None,
        certainty: str | None = None,
        polarity: str = "asserts",
        level: Level = Level.VETTED,
        coded_from: int | None = None,
        coding: str = "",
    ) -> int:
        """`coded_from`: the claim whose words were coded; `coding`: by whom and why, in words. None inherits from the source."""
        _check_field(field, value)
        made = self._new_id("claim")
        place = context("claim_value", made, "body", level)
        content = {"value": value.model_dump(exclude_none=True), "wording": wording, "quote": quote}
        content |= {"locator": locator, "coding": coding}
        body, commitment = close_body(self._ring, place, content, self._random)
        row = {
            "id": made,
            "kind": value.kind,
            "subject_id": subject,
            "field": field,
            "source_id": source,
            "polarity": polarity,
            "level": level,
            "commitment": commitment,
            "information_basis": basis,
            "credibility": credibility,
            "certainty": certainty,
            "coded_from_id": coded_from,
        }
        self._claim_values.put({"claim_id": made, "body": body})
        return self._put("claim", row)

    def rule(
        self, claim: int, standing: Standing, level: Level, *, level_reason: str | None = None, reason: str = ""
    ) -> int:
        """The claim's standing and level from now on (both, so that the last ruling alone says where it stands)."""
        made = self._new_id("claim_ruling")
        row = {
            "id": made,
            "claim_id": claim,
            "standing": str(Standing(standing)),
            "level": level,
            "level_reason": level_reason,
        }
        return self._put("claim_ruling", row | self._close("claim_ruling", made, {"reason": reason}, level))

    def erase(self, claim: int, ground: str) -> int:
        """Erase a claim's value for good, as a law demands. That there was a claim, and that it was erased, stays."""
        made = self._put("erasure", {"id": self._new_id("erasure"), "claim_id": claim, "ground": str(ground)})
        self._session.execute(update(CLAIM_VALUE).where(CLAIM_VALUE.c.claim_id == claim).values(body=None))
        return made

    def set_case_state(self, case: int, state: str, reason: str | None = None) -> int:
        """`state`: vocabulary case_state; `reason`: vocabulary change_reason."""
        row = {"id": self._new_id("case_standing"), "case_id": case, "state": str(state), "reason": reason}
        return self._put("case_standing", row)


def _check_field(code: str, value: Value) -> None:
    field = FIELDS.get(code)
    if field is None:
        raise DoesNotFit(NO_SUCH_FIELD)
    if field.kind != value.kind:
        raise DoesNotFit(f"The field {code} holds a {field.kind}, not a {value.kind}.")
    check_codes(field, value)
