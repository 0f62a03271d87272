"""Who may be one person: near names with evidence, only among those whom the caller sees, never merged by code."""

from __future__ import annotations

from dataclasses import replace

from app.codebook.levels import Level
from app.matching.candidates import People
from app.matching.known import Known, known_people
from app.vault.rows import VaultRows
from tests.matching.people import rows_of


def known(key: str, *names: str, born: int | None = None, sex: str | None = None) -> Known:
    return Known(key, names, born, sex, None, frozenset({"e1"}), ())


def found(*people: Known, settled: tuple[frozenset[str], ...] = ()) -> list[tuple[str, str, str]]:
    return [(c.one, c.other, c.band) for c in People(people).pairs(settled)]


def test_one_name_in_two_spellings_is_a_pair_with_its_evidence() -> None:
    (pair,) = People(
        [known("p1", "김영금", born=1974), known("p2", "Kim Yong-gum", born=1975), known("p3", "박순희")]
    ).pairs()
    assert {pair.one, pair.other} == {"p1", "p2"}
    assert "born_agrees" in pair.evidence and "same_event" in pair.evidence


def test_a_pair_once_called_different_does_not_come_back() -> None:
    two = known("p1", "김영금"), known("p2", "김영금")
    assert len(found(*two)) == 1
    assert found(*two, settled=(frozenset({"p1", "p2"}),)) == []


def test_equal_names_stay_candidates_with_what_speaks_against_it() -> None:
    (pair,) = People([known("p1", "김영금", sex="female"), known("p2", "김영금", sex="male")]).pairs()
    assert "sex_differs" in pair.evidence


def test_a_family_name_alone_makes_no_pair() -> None:
    assert found(known("p1", "김영금"), known("p2", "김철수")) == []


def test_people_and_claims_above_the_clearance_are_not_compared() -> None:
    rows = rows_of(
        ("p1", "김영금", Level.PUBLIC, Level.PUBLIC),
        ("p2", "김영금", Level.VETTED, Level.PUBLIC),
        ("p3", "김영금", Level.PUBLIC, Level.VETTED),
    )
    assert [k.public_id for k in known_people(rows, Level.RESEARCHER)] == ["p1"]
    assert [k.public_id for k in known_people(rows, Level.VETTED)] == ["p1", "p2", "p3"]


def test_a_claim_of_a_hidden_source_does_not_count() -> None:
    rows: VaultRows = rows_of(("p1", "김영금", Level.PUBLIC, Level.PUBLIC))
    hidden = replace(rows, sources=tuple(replace(s, level=Level.VETTED) for s in rows.sources))
    assert known_people(hidden, Level.RESEARCHER) == []


def test_names_of_no_sound_that_is_known_are_compared_letter_for_letter() -> None:
    names = ("Рустам Абдуллаев", "สมชาย ใจดี", "Müller Özdemir")
    for name in names:
        people = People([known("p1", name, born=1970), known("p2", name.upper(), born=1971), known("p3", *names[:1])])
        assert ("p1", "p2", "same") in [(c.one, c.other, c.band) for c in people.pairs()], name
        (alike, *_) = people.like(known("", name, born=1970))
        assert alike.why == "as_written" and "born_agrees" in alike.evidence


def test_a_masked_name_or_a_single_letter_is_like_nobody() -> None:
    assert found(known("p1", "Р."), known("p2", "Р.")) == []
    assert found(known("p1", "○○○"), known("p2", "○○○")) == []
