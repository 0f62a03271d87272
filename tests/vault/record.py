"""A small record with a row in every history table, for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from app.codebook.levels import Form, Level, Purpose, Standing
from app.codebook.values import AgeValue, CountValue, DateValue, NameValue, PlaceValue, TermValue, TextValue
from app.keys.ring import KeyRing
from app.vault.recording import DecisionText, Recorder, SourceText

NOW = datetime(2026, 11, 24, 12, 30, 0, 123456, tzinfo=UTC)
DAY = date(2026, 11, 24)


def recorder(session: Session, ring: KeyRing, kind: str = "edit") -> Recorder:
    return Recorder(session, ring, "ann", "ben", NOW, kind=kind, summary="work on 김영금")


def fill(session: Session, ring: KeyRing) -> dict[str, int]:
    """Four changesets that use every table, the third of which the fourth reverts; returns the ids of rows that tests speak of."""
    with recorder(session, ring) as r:
        r.add_batch(b"f" * 32, "founding", 12, NOW)
        report = r.add_source(
            "hrw-2002",
            SourceText("A report on 김영금", url="https://example.org/1"),
            publisher_key="hrw",
            type="ngo_report",
            published="2002-11",
            information_basis="told_by_family",
            level=Level.PUBLIC,
        )
        copy = r.add_source(
            "daily-2002", SourceText("The same, told again"), publisher_key="daily", type="media_report"
        )
        r.add_derivation(copy, from_source=report)
        r.add_derivation(report, token="*A hospital")
        r.add_copy(report, captured_at=NOW, media_type="text/html", size=7, sha256=b"h" * 32, role="capture")
        woman, child = r.add_individual("named", reason="one list only"), r.add_individual("unnamed")
        event = r.add_event("Return from Laos, 28 May 2013")
        case, other = r.add_case(woman, event), r.add_case(child, event)
        r.add_case_event(case, "arrest")
        r.add_relation(woman, child, "child", "probable", source=report, locator="p. 3")
        name = r.add_claim(
            woman, "name", NameValue(text="김영금", script="Hang"), report, locator="p. 2", quote="김영금(39)"
        )
        age = r.add_claim(case, "age_at_return", AgeValue(text="39"), report, basis="witnessed", credibility=2)
        r.add_claim(
            case,
            "age_at_return",
            AgeValue(text="39", low=39, high=39, basis="international"),
            report,
            coded_from=age,
            coding="editors: stated at the return",
        )
        fate = r.add_claim(
            case, "fate", TextValue(text="sent to a camp"), copy, polarity="asserts", certainty="possible"
        )
        r.add_claim(case, "return_date", DateValue(text="2013-05-28"), report)
        r.add_claim(case, "seizure_place", PlaceValue(text="Oudomxay", code="LA-OU"), report)
        r.add_claim(case, "mode", TermValue(term="deportation"), report)
        r.add_claim(event, "count", CountValue(text="nine", low=9, high=9, basis="exact_list"), report)
        r.set_case_state(case, "published")
        r.set_case_state(other, "unpublished")
        r.decide(
            woman,
            Form.FULL,
            [Purpose.READING_ALOUD, Purpose.PUBLIC_NAME],
            DecisionText("her family asked", asked_by="a sister"),
            basis="explicit_consent_family",
            consent_status="given",
            effect="protective",
            decided_by="ann",
            second_by="ben",
            decided_on=DAY,
            review_on=date(2027, 5, 1),
            evidence=[report, copy],
        )
    with recorder(session, ring) as r:
        r.rule(name, Standing.PREFERRED, Level.PUBLIC, reason="the family's spelling")
        r.rule(age, Standing.ACTIVE, Level.RESEARCHER, level_reason="minor")
        r.rule(fate, Standing.REJECTED, Level.VETTED)
        r.erase(fate, "legal")
        withdrawn = r.withdraw(child, "safety", "hidden_now", opened_on=DAY, opened_by="ann")
        r.close_withdrawal(withdrawn, closed_on=DAY, closed_by="ben")
    with recorder(session, ring) as r:
        r.confirm_withdrawal(withdrawn, confirmed_by="ben")
        r.rule_subject(woman, Level.RESEARCHER, reason="her family is known")
        r.rule_source(copy, Level.RESEARCHER, reason="its publisher is known")
        r.rule_verification(case, "reported", reason="one of the sources is doubted")
        r.end_merge(r.merge(woman, child, redirect_at=Level.PUBLIC, reason="taken for one"))
        r.decide_duplicate(child, woman, "different", decided_by="ben", reason="mother and child")
        second_thoughts = r.number
    with recorder(session, ring) as r:
        r.reverse(second_thoughts)
    return {"name": name, "age": age, "fate": fate, "case": case, "woman": woman, "child": child}
