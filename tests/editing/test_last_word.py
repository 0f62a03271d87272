"""How high lies what counts no more: by the last ruling that counts, and never by a slip that was taken back. All people are synthetic."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.codebook.levels import Level
from app.codebook.values import NameValue
from app.editing.drafts import changes as c
from app.editing.errors import NotThere
from app.editing.history.moments import history_of
from app.editing.people import Person
from app.editing.review.verdicts import content_seen
from app.editing.views import look_at
from app.vault.models import SubjectRuling
from app.vault.moment import moment
from tests.editing.desk import ANN, BEN, CLEO, Desk, fact, grounds, named, person, shown
from tests.editing.test_reasons_stay import ruled
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_seen_more import decide, entered, newest_source

VIC, VAL, RITA = person("vic", Level.VETTED), person("val", Level.VETTED), person("rita", Level.RESEARCHER)


def back(changeset: str) -> c.Revert:
    return c.Revert(ref="x", changeset=changeset, reason="w")


def told(desk: Desk, who: Person, key: str) -> str:
    return repr(history_of(desk.session, desk.ring, who, key))


def out_of_reach(desk: Desk, changeset: str) -> None:
    """Its revert is decided by nobody who is cleared to `vetted`."""
    waits = desk.propose(back(changeset), by=VIC)
    with pytest.raises(NotThere):
        content_seen(desk.session, desk.ring, VAL, waits)
    with pytest.raises(NotThere):
        desk.approve(waits, VAL, content="0")


def sealed_then_left_out(desk: Desk) -> tuple[str, str, str]:
    """Somebody shown; what sealed a claim about them, which a slip unsealed for a while; and what left it out with its entry."""
    k = entered(desk, born="1970")
    decide(desk, shown(k))
    source = newest_source(desk)
    said = (
        fact(k, text, source, ref=ref) for ref, text in (("1", "a synthetic weaver"), ("2", "a synthetic informer"))
    )
    made = desk.record(*said, by=ANN, approved_by=(BEN,))
    refs = {str(getattr(x.value, "text", "")): x.ref for x in desk.rows().claims if x.subject == k}
    informer = c.RuleClaim(
        ref="x", claim=refs["a synthetic informer"], standing="active", level=Level.SEALED, reason="deadly"
    )
    better = c.RuleClaim(ref="y", claim=refs["1970"], standing="preferred", level=Level.PUBLIC, reason="better")
    sealed = desk.record(informer, better, by=BEN, approved_by=(CLEO,))
    as_many_as_it_takes(desk, back(as_many_as_it_takes(desk, back(sealed))))
    return k, sealed, as_many_as_it_takes(desk, back(made))


@pytest.mark.parametrize("who", [RITA, VIC])
def test_history_does_not_tell_a_sealed_claim_that_counts_no_more(desk: Desk, who: Person) -> None:
    k, _, _ = sealed_then_left_out(desk)
    assert "weaver" in told(desk, who, k)
    assert "informer" not in told(desk, who, k)


def test_who_never_saw_a_sealed_claim_brings_it_back_by_no_revert(desk: Desk) -> None:
    _, sealed, gone = sealed_then_left_out(desk)
    out_of_reach(desk, sealed)
    out_of_reach(desk, gone)


@pytest.mark.parametrize("by_a_revert", [False, True])
def test_history_does_not_tell_what_a_sealed_source_said(desk: Desk, by_a_revert: bool) -> None:
    k = entered(desk, born="1970")
    decide(desk, shown(k))
    new = c.NewSource(ref="s", title="other", publisher_key="synthetic", type="ngo_report", level=Level.PUBLIC)
    made = desk.record(new, fact(k, "a synthetic informer", "@s"), by=ANN, approved_by=(BEN,))
    source = newest_source(desk)
    up, down = (
        c.RuleSource(ref="x", source=source, was=was, level=level, reason="w")
        for was, level in ((Level.PUBLIC, Level.SEALED), (Level.SEALED, Level.PUBLIC))
    )
    sealed = as_many_as_it_takes(desk, up)
    as_many_as_it_takes(desk, back(as_many_as_it_takes(desk, back(sealed) if by_a_revert else down)))
    assert "informer" not in told(desk, RITA, k), "while it counts"
    as_many_as_it_takes(desk, back(made))
    assert "informer" not in told(desk, RITA, k)


def sealed_who_counts_no_more(desk: Desk, tied_to: str) -> tuple[str, str]:
    """Somebody sealed, whom a slip unsealed for a while, and what left them out."""
    source = newest_source(desk)
    made = desk.record(
        c.NewIndividual(ref="p", level=Level.PUBLIC),
        c.NewClaim(ref="n", subject="@p", field="name", value=NameValue(text="Synthetic Gone"), source=source),
        c.NewRelation(
            ref="t", a=tied_to, b="@p", type="sibling", certainty="certain", source=source, level=Level.PUBLIC
        ),
        by=ANN,
        approved_by=(BEN,),
    )  # fmt: skip
    p = desk.by_name("Synthetic Gone")
    as_many_as_it_takes(desk, ruled(p, Level.SEALED))
    as_many_as_it_takes(desk, back(as_many_as_it_takes(desk, ruled(p, Level.PUBLIC))))
    assert p not in look_at(desk.session, desk.ring, [p], Level.VETTED)
    return p, as_many_as_it_takes(desk, back(made))


def test_nobody_sealed_who_counts_no_more_is_told_of_or_brought_back(desk: Desk) -> None:
    k = entered(desk, born="1970")
    decide(desk, shown(k))
    p, gone = sealed_who_counts_no_more(desk, k)
    assert p not in told(desk, RITA, k)
    out_of_reach(desk, gone)


def test_a_claim_that_its_source_seals_is_out_of_reach_as_well(desk: Desk) -> None:
    k = entered(desk, born="1970")
    decide(desk, shown(k))
    other = c.NewSource(ref="s", title="other", publisher_key="synthetic", type="ngo_report", level=Level.SEALED)
    desk.record(other, by=ANN, approved_by=(CLEO,))
    desk.record(fact(k, "a synthetic informer", newest_source(desk)), by=ANN, approved_by=(CLEO,))
    refs = {x.field: x.ref for x in desk.rows().claims if x.subject == k}
    false = c.RuleClaim(ref="x", claim=refs["occupation"], standing="rejected", level=Level.PUBLIC, reason="false")
    better = c.RuleClaim(ref="y", claim=refs["birth"], standing="preferred", level=Level.PUBLIC, reason="better")
    out_of_reach(desk, desk.record(false, better, by=BEN, approved_by=(CLEO,)))


def test_no_level_falls_without_a_ruling_while_what_it_is_of_does_not_count(desk: Desk) -> None:
    made = desk.record(*grounds(), *named("p", "Synthetic Gone"), by=ANN, approved_by=(BEN,))
    p = desk.by_name("Synthetic Gone")
    sealed = as_many_as_it_takes(desk, ruled(p, Level.SEALED))
    gone = as_many_as_it_takes(desk, back(made))
    as_many_as_it_takes(desk, back(sealed))
    as_many_as_it_takes(desk, back(gone))
    assert {r.public_id: r.level for r in desk.rows().individuals}[p] is Level.PUBLIC
    counting = select(SubjectRuling.level).where(moment(desk.session).counts(SubjectRuling.__table__))
    assert desk.session.scalars(counting).all() == [Level.PUBLIC]
