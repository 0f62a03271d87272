"""Recording what is ruled about subjects and cases, merges and their ends, decisions about pairs, and reversals."""

from __future__ import annotations

from app.codebook.levels import Level
from app.vault.recording.claims import RecordsClaims


class RecordsRulings(RecordsClaims):
    """Each method returns the new row's id."""

    def rule_subject(self, subject: int, level: Level, *, level_reason: str | None = None, reason: str = "") -> int:
        made = self._new_id("subject_ruling")
        row = {"id": made, "subject_id": subject, "level": level, "level_reason": level_reason}
        return self._put("subject_ruling", row | self._close("subject_ruling", made, {"reason": reason}, level))

    def rule_source(self, source: int, level: Level, *, level_reason: str | None = None, reason: str = "") -> int:
        """The source's level from now on, and with it how low any of its claims can be."""
        made = self._new_id("source_ruling")
        row = {"id": made, "source_id": source, "level": level, "level_reason": level_reason}
        return self._put("source_ruling", row | self._close("source_ruling", made, {"reason": reason}, level))

    def rule_verification(self, case: int, verification: str, *, reason: str = "") -> int:
        """The most that the case's verification may say from now on."""
        made = self._new_id("verification_ruling")
        row = {"id": made, "case_id": case, "verification": str(verification)}
        return self._put("verification_ruling", row | self._close("verification_ruling", made, {"reason": reason}))

    def merge(self, kept: int, merged: int, *, redirect_at: Level = Level.SEALED, reason: str = "") -> int:
        """`merged` is read as part of `kept` from now on; no row of either changes."""
        made = self._new_id("merge")
        row = {"id": made, "kept_id": kept, "merged_id": merged, "redirect_at": redirect_at}
        return self._put("merge", row | self._close("merge", made, {"reason": reason}))

    def end_merge(self, merge: int) -> int:
        return self._put("merge_end", {"id": self._new_id("merge_end"), "merge_id": merge})

    def decide_duplicate(self, one: int, other: int, decision: str, *, decided_by: str, reason: str = "") -> int:
        """Whether two individuals are the same person: same, different or unsure."""
        made = self._new_id("duplicate_decision")
        row = {"id": made, "a_id": min(one, other), "b_id": max(one, other), "decision": str(decision)}
        row |= {"decided_by": decided_by}
        return self._put("duplicate_decision", row | self._close("duplicate_decision", made, {"reason": reason}))

    def reverse(self, changeset: int) -> int:
        """From now on the rows of that changeset do not count."""
        return self._put("reversal", {"id": self._new_id("reversal"), "changeset_number": changeset})

    def confirm_withdrawal(self, withdrawal: int, *, confirmed_by: str) -> int:
        row = {"id": self._new_id("withdrawal_confirmation"), "withdrawal_id": withdrawal}
        return self._put("withdrawal_confirmation", row | {"confirmed_by": confirmed_by})
