"""Recording who and what claims are about: individuals, events, cases, case events, ties. Structure only."""

from __future__ import annotations

from typing import Any

from app.codebook.levels import Level
from app.vault.errors import DoesNotFit
from app.vault.public_ids import is_public_id, new_public_id
from app.vault.recording.ledger import Ledger


class RecordsSubjects(Ledger):
    """Each method returns the new subject's row id. `public_id`: minted here unless one was minted before."""

    def add_individual(
        self, kind: str, *, level: Level = Level.VETTED, public_id: str | None = None, reason: str = ""
    ) -> int:
        made = self._subject("individual", level, public_id, {"reason": reason})
        return self._put("individual", {"id": made, "individual_kind": str(kind)})

    def add_event(
        self, label: str, *, level: Level = Level.VETTED, public_id: str | None = None, reason: str = ""
    ) -> int:
        made = self._subject("return_event", level, public_id, {"label": label, "reason": reason})
        return self._put("return_event", {"id": made})

    def add_case(
        self,
        individual: int,
        event: int,
        *,
        level: Level = Level.VETTED,
        public_id: str | None = None,
        reason: str = "",
    ) -> int:
        made = self._subject("case", level, public_id, {"reason": reason})
        return self._put("case", {"id": made, "individual_id": individual, "return_event_id": event})

    def add_case_event(
        self,
        case: int,
        type: str,
        *,
        level: Level = Level.VETTED,
        public_id: str | None = None,
        reason: str = "",
    ) -> int:
        made = self._subject("case_event", level, public_id, {"reason": reason})
        return self._put("case_event", {"id": made, "case_id": case, "event_type": str(type)})

    def add_relation(
        self,
        a: int,
        b: int,
        type: str,
        certainty: str,
        *,
        source: int | None = None,
        locator: str = "",
        reason: str = "",
        level: Level = Level.VETTED,
        public_id: str | None = None,
    ) -> int:
        """`type` is what b is to a (parent: b is the parent of a)."""
        made = self._subject("relationship", level, public_id, {"locator": locator, "reason": reason})
        tie = {"id": made, "a_id": a, "b_id": b, "type": str(type), "certainty": str(certainty), "source_id": source}
        return self._put("relationship", tie)

    def _subject(self, kind: str, level: Level, public_id: str | None, content: dict[str, Any]) -> int:
        made = self._new_id("subject")
        row = {"id": made, "kind": kind, "public_id": self._public_id(public_id), "level": level}
        return self._put("subject", row | self._close("subject", made, content, level))

    def _public_id(self, given: str | None) -> str:
        if given is None:
            return new_public_id(self._random)
        if not is_public_id(given):
            raise DoesNotFit("A public id has 16 characters of Crockford's base32, in lower case.")
        return given
