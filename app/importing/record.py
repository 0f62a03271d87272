"""Records the founding batch as published cases. Any other waits as a proposal: see `proposing`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.codebook.fields import SubjectKind
from app.codebook.levels import Level
from app.importing.prepared import PreparedBatch, PreparedClaim, PreparedDecision, PreparedSource, PreparedSubject
from app.vault.recording import DecisionText, Recorder, SourceText

Progress = Callable[[str, int], None]
"""(what is being recorded, how many)"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many of each were written."""

    individuals: int
    return_events: int
    cases: int
    sources: int
    claims: int


def record_founding(
    batch: PreparedBatch, recorder: Recorder, digest: str, at: datetime, progress: Progress
) -> Recorded:
    """Write the whole batch into the open changeset, cases published."""
    _Writing(batch, recorder, progress).write()
    recorder.add_batch(bytes.fromhex(digest), "founding", len(batch.claims), at)
    kinds = Counter(subject.kind for subject in batch.subjects)
    return Recorded(
        kinds[SubjectKind.INDIVIDUAL], kinds[SubjectKind.RETURN_EVENT], kinds[SubjectKind.CASE], len(batch.sources), len(batch.claims)
    )  # fmt: skip


class _Writing:
    """One batch on its way in: ids of what was already written, by key."""

    def __init__(self, batch: PreparedBatch, recorder: Recorder, progress: Progress) -> None:
        self._batch, self._recorder, self._progress = batch, recorder, progress
        self._subjects: dict[tuple[SubjectKind, str], int] = {}
        self._sources: dict[str, int] = {}

    def write(self) -> None:
        for what, items, one in (
            ("sources", self._batch.sources, self._source),
            ("subjects", sorted(self._batch.subjects, key=lambda s: s.kind is SubjectKind.CASE), self._subject),
            ("claims", self._batch.claims, self._claim),
            ("decisions", self._batch.decisions, self._decision),
        ):
            self._progress(what, len(items))
            _each(items, one)
        self._derivations()
        self._relations()

    def _source(self, source: PreparedSource) -> None:
        text = SourceText(source.title, source.author, source.publisher, source.url, f"read on {source.accessed_on}")
        self._sources[source.key] = self._recorder.add_source(
            source.key, text, publisher_key=source.publisher_key, type=source.type, language=source.language,
            published=source.published, level=Level.PUBLIC, public_id=source.public_id,
        )  # fmt: skip

    def _subject(self, subject: PreparedSubject) -> None:
        known = {"level": Level.PUBLIC, "public_id": subject.public_id, "reason": subject.reason}
        if subject.kind is SubjectKind.INDIVIDUAL:
            made = self._recorder.add_individual(subject.detail, **known)  # type: ignore[arg-type]  # `known` is of several types
        elif subject.kind is SubjectKind.RETURN_EVENT:
            made = self._recorder.add_event(subject.detail, **known)  # type: ignore[arg-type]  # `known` is of several types
        else:
            made = self._recorder.add_case(
                self._subjects[SubjectKind.INDIVIDUAL, subject.individual],
                self._subjects[SubjectKind.RETURN_EVENT, subject.event],
                **known,  # type: ignore[arg-type]  # `known` is of several types
            )
            self._recorder.set_case_state(made, "published")
        self._subjects[subject.kind, subject.key] = made

    def _claim(self, claim: PreparedClaim) -> None:
        made = self._recorder.add_claim(
            self._subjects[claim.subject], claim.field, claim.value, self._sources[claim.source], wording=claim.wording,
            locator=claim.locator, polarity=claim.polarity, level=Level.VETTED, coding=claim.reason,
        )  # fmt: skip
        self._recorder.rule(
            made, claim.standing, claim.level, level_reason=claim.level_reason or None, reason=claim.ruled_because
        )

    def _decision(self, decision: PreparedDecision) -> None:
        self._recorder.decide(
            self._subjects[decision.subject], decision.form, decision.purposes, DecisionText(decision.reason),
            basis=decision.basis, consent_status=decision.consent_status, effect=decision.effect, decided_by=decision.decided_by,
            second_by=decision.second_by or None, decided_on=decision.decided_on, review_on=decision.review_on,
            expires_on=decision.expires_on, evidence=[self._sources[key] for key in decision.evidence],
        )  # fmt: skip

    def _derivations(self) -> None:
        for source in self._batch.sources:
            for origin in source.derives_from:
                known = self._sources.get(origin)
                token = "" if known else origin.removeprefix("*").strip()
                self._recorder.add_derivation(self._sources[source.key], from_source=known, token=token)

    def _relations(self) -> None:
        for tie in self._batch.relations:
            one, other = (self._subjects[SubjectKind.INDIVIDUAL, key] for key in (tie.one, tie.other))
            source = self._sources[tie.source]
            self._recorder.add_relation(
                one, other, tie.type, tie.certainty, source=source, locator=tie.locator, reason=tie.reason, level=tie.level
            )  # fmt: skip


def _each(items: Sequence[object], one: Callable[..., None]) -> None:
    for item in items:
        one(item)
