"""When two have to decide how somebody appears: rules over what is said of them.

Two approvals are needed for people who may be children today, where sexual violence is told of, and where consent was once
refused or taken back, since relatives may disagree (domain.md, rule 3; issue 6).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from app.codebook.ages import ADULT, OLDEST, AgeRange, full_years, may_be_younger_than
from app.codebook.levels import SPOKEN_FOR, Level
from app.codebook.values import AgeValue, DateValue, TermValue
from app.disclosure.clear import told_within
from app.disclosure.forms import PUBLISHED_STATES
from app.editing.history.raised import seen_by
from app.vault.rows import CaseEventRow, CaseRow, ClaimRow, EventRow, IndividualRow, VaultRows

VIOLENCE = frozenset({"sexual_violence", "forced_abortion"})
"""Terms of `violation`, of `case_event_type` and of `level_reason`."""
CHILD = "minor"
"""The level reason of what concerns somebody who is a child today."""
RETURNED = frozenset({"return_date", "seizure_date"})
REFUSED = frozenset({"refused", "withdrawn"})
"""Terms of `consent_status`."""
TAKEN_BACK = frozenset({"no_consent", "family_wish", "self_request", "consent_withdrawn"})
"""Grounds of withdrawals and reasons for the state of a case that say the same."""
FAMILY_ASKED = "family_request"
"""The level reason that says the same of a whole person or case."""
IN_YEARS = re.compile(r"\d{1,3}")
YOUNGEST = {"infant": 0, "child": 2, "adolescent": 12}
"""The least age in years of the young age bands (domain.md, age_band)."""


def two_needed(rows: VaultRows, people: Iterable[str], on: date) -> bool:
    """Whether a decision about any of these individuals (public ids) needs a second person."""
    return bool(who_needs_two(rows, people, on))


def who_needs_two(rows: VaultRows, people: Iterable[str], on: date) -> set[str]:
    """Those individuals (public ids) about whom two decide."""
    asked = set(people)
    return who_refused(rows, asked) | reasons_for_two(rows, asked, on).keys()


def who_refused(rows: VaultRows, people: Iterable[str], before: int | None = None) -> set[str]:
    """Those of the individuals of whom consent was once refused or taken back: for them, a return or a case of theirs.

    `before`: what was decided in this changeset does not count, nor after it.
    """
    whose = _whose(rows, set(people))
    decided = (d for d in rows.decisions if before is None or d.added_in < before)
    refused = {d.subject for d in decided if d.consent_status in REFUSED}
    refused |= {w.subject for w in rows.withdrawals if w.ground in TAKEN_BACK}
    refused |= {case.public_id for case in rows.cases if case.state_reasons & TAKEN_BACK}
    lying: tuple[IndividualRow | CaseRow, ...] = (*rows.individuals, *rows.cases)
    refused |= {one.public_id for one in lying if FAMILY_ASKED in one.level_reasons}
    return {who for key in refused for who in whose.get(key, ())}


def reasons_for_two(
    rows: VaultRows, people: Iterable[str], on: date, dating: Collection[int] | None = None
) -> dict[str, frozenset[str]]:
    """Of those about whom two decide by what is said of them: why, as far as these rows tell it.

    `dating`: ids of the claims whose day of a return makes somebody older; None: of all that stand in these rows.
    """
    reasons = {who: told.reasons_for_two(on) for who, told in _told(rows, set(people), dating).items()}
    return {who: why for who, why in reasons.items() if why}


def days_that_stand(rows: VaultRows) -> frozenset[int]:
    """Ids of the claims of days of returns that are still said: one that was denied or rejected makes nobody older."""
    return frozenset(
        claim.id
        for claim in rows.claims
        if claim.field in RETURNED and claim.polarity == "asserts" and claim.standing in SPOKEN_FOR
    )


def within(rows: VaultRows, level: Level) -> VaultRows:
    """The rows of which the level is told: of published cases, by claims that still speak, nothing above it, and nothing that is kept
    back there of who is read as part of another.
    """
    return seen_by(
        replace(
            rows,
            cases=tuple(case for case in rows.cases if case.state in PUBLISHED_STATES and case.told_at(level)),
            claims=tuple(
                claim
                for claim in rows.claims
                if claim.standing in SPOKEN_FOR and told_within(level, claim.told_from, claim.not_at)
            ),
        ),
        level,
    )


def may_be_child(rows: VaultRows, person: str, on: date) -> bool:
    """Whether anything that is said allows the person to be under eighteen on the day `on`."""
    return bool(who_may_be_child(rows, [person], on))


def who_may_be_child(rows: VaultRows, people: Iterable[str], on: date) -> set[str]:
    """Those of the individuals (public ids)."""
    return {who for who, told in _told(rows, set(people)).items() if told.may_be_child(on)}


@dataclass(slots=True)
class _Told:
    """All that is said of one individual, in whatever return. `befell`: types of events of their cases; `reasons`: for levels.

    `dated`: claims of days of their returns that make them older.
    """

    claims: list[ClaimRow] = field(default_factory=list)
    dated: list[ClaimRow] = field(default_factory=list)
    befell: set[str] = field(default_factory=set)
    reasons: set[str] = field(default_factory=set)

    def reasons_for_two(self, on: date) -> frozenset[str]:
        """`CHILD`, and the terms of violence that are told of."""
        violence = VIOLENCE & (self._terms() | self.befell | self.reasons)
        return violence | {CHILD} if self.may_be_child(on) else violence

    def may_be_child(self, on: date) -> bool:
        births = [c.value.date for c in self.claims if c.field == "birth" and isinstance(c.value, DateValue)]
        return (
            CHILD in self.reasons
            or any(may_be_younger_than(ADULT, birth, on) for birth in births)
            or any(age + self._years_since(case, on) < ADULT for case, age in self._young_ages())
        )

    def _terms(self) -> set[str]:
        return {claim.value.term for claim in self.claims if isinstance(claim.value, TermValue)}

    def _young_ages(self) -> Iterator[tuple[str, int]]:
        """Ages in years at a return, at their lowest, each with the case of that return."""
        for claim in self.claims:
            if claim.field == "age_at_return" and isinstance(claim.value, AgeValue):
                yield claim.subject, _least(claim.value)
            if claim.field == "age_band" and isinstance(claim.value, TermValue) and claim.value.term in YOUNGEST:
                yield claim.subject, YOUNGEST[claim.value.term]

    def _years_since(self, case: str, on: date) -> int:
        """Full years from the latest day that is told of this return until `on`, at their fewest; none where it is not dated."""
        days = [c.value.date.latest or on for c in self.dated if c.subject == case and isinstance(c.value, DateValue)]
        return min((full_years(day, on) for day in days), default=0)


def _least(age: AgeValue) -> int:
    """The least age in years that it allows. In words that nobody coded: any, whatever another source says."""
    if age.range is None and IN_YEARS.fullmatch(age.text.strip()):
        years = min(int(age.text), OLDEST)
        return AgeRange(years, years, "stated_unclear").international().low
    return age.range.international().low if age.range is not None else 0


def _told(rows: VaultRows, people: set[str], dating: Collection[int] | None = None) -> dict[str, _Told]:
    """By individual; in one pass over the rows, since a return may have hundreds of people."""
    told = {person: _Told() for person in people}
    days = days_that_stand(rows) if dating is None else dating
    whose, own = _whose(rows, people), _own(rows, people)
    for happened in rows.case_events:
        if happened.public_id in own:
            told[own[happened.public_id]].befell.add(happened.type)
    for subject, reasons in _level_reasons(rows):
        for who in whose.get(subject, ()):
            told[who].reasons |= reasons
    for claim in rows.claims:
        if claim.subject in own:
            told[own[claim.subject]].claims.append(claim)
            if claim.id in days:
                told[own[claim.subject]].dated.append(claim)
    return told


def _level_reasons(rows: VaultRows) -> Iterator[tuple[str, frozenset[str]]]:
    """By what they are about: reasons for its own level, and for that of what is said of it, and of the sources that say it."""
    sources = {source.public_id: source.level_reasons for source in rows.sources if source.level_reasons}
    subjects: tuple[IndividualRow | EventRow | CaseRow | CaseEventRow, ...]
    subjects = (*rows.individuals, *rows.events, *rows.cases, *rows.case_events)
    for row in subjects:
        if row.level_reasons:
            yield row.public_id, row.level_reasons
    for claim in rows.claims:
        if claim.level_reasons or claim.source in sources:
            yield claim.subject, claim.level_reasons | sources.get(claim.source, frozenset())
    for tie in rows.relations:
        if reasons := tie.level_reasons | sources.get(tie.source, frozenset()):
            yield tie.a, reasons
            yield tie.b, reasons


def whose_are(rows: VaultRows, subjects: Iterable[str]) -> set[str]:
    """The individuals among these subjects, and those whose cases, or what befell whom, are among them (public ids)."""
    own = _own(rows, {person.public_id for person in rows.individuals})
    return {own[subject] for subject in subjects if subject in own}


def _own(rows: VaultRows, people: set[str]) -> dict[str, str]:
    """Whose each subject is: the individuals themselves, their cases, and what befell them."""
    own = {person: person for person in people}
    own |= {case.public_id: case.individual for case in rows.cases if case.individual in people}
    return own | {each.public_id: own[each.case] for each in rows.case_events if each.case in own}


def _whose(rows: VaultRows, people: set[str]) -> dict[str, set[str]]:
    """The same with ties, which are of both, and returns, which are of everybody who was in them."""
    whose = {subject: {person} for subject, person in _own(rows, people).items()}
    for case in rows.cases:
        if case.individual in people and case.event:
            whose.setdefault(case.event, set()).add(case.individual)
    for tie in rows.relations:
        whose[tie.public_id] = {tie.a, tie.b} & people
    return whose
