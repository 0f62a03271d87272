"""What was sealed since is told by no draft, no history and no words, and lowered by nobody who wrote it. All people are synthetic."""

from __future__ import annotations

import pytest
from sqlalchemy import event as sa_event
from sqlalchemy import select

from app.codebook.levels import Level, Standing
from app.codebook.values import DateValue, NameValue
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import open_draft, start
from app.editing.errors import DecidedByAuthor, NotThere, SelfApproval
from app.editing.history.moments import history_of
from app.editing.history.reasons import rulings_of
from app.editing.people import Person
from app.editing.review.handing_in import submit
from app.editing.review.verdicts import approve, content_seen
from app.editing.review.waiting import proposals_seen, waits_for
from app.editing.views import look_at
from app.vault.models import ClaimRuling
from app.vault.moment import moment
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, EVERYBODY, Desk, fact, grounds, named, shown
from tests.editing.test_last_word import RITA, VAL, VIC, back, told
from tests.editing.test_reasons_stay import ruled
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_seen_more import decide, entered, newest_source

NOT_THEIRS = (SelfApproval, DecidedByAuthor)


def a_person(desk: Desk) -> str:
    k = entered(desk, born="1970")
    decide(desk, shown(k))
    return k


def ref_of(desk: Desk, text: str) -> str:
    return next(x.ref for x in desk.rows().claims if getattr(x.value, "text", "") == text)


def ruled_claim(desk: Desk, text: str, level: Level, standing: Standing = Standing.ACTIVE) -> str:
    change = c.RuleClaim(ref="x", claim=ref_of(desk, text), standing=standing, level=level, reason="deadly")
    return as_many_as_it_takes(desk, change)


def informer(desk: Desk, k: str, level: Level, **more: object) -> tuple[str, str, str]:
    """ANN says it, it is raised, and left out: the changesets of the three."""
    said = fact(k, "a synthetic informer", newest_source(desk)).model_copy(update=more)
    made = desk.record(said, by=ANN, approved_by=(BEN,))
    raised = ruled_claim(desk, "a synthetic informer", level, more.get("standing", Standing.ACTIVE))
    return made, raised, as_many_as_it_takes(desk, back(made))


@pytest.mark.parametrize("gone", [False, True])
def test_nobody_approves_that_their_claim_is_told_lower_by_history(desk: Desk, gone: bool) -> None:
    k = a_person(desk)
    said = fact(k, "a synthetic informer", newest_source(desk))
    made = desk.record(said, by=ANN, approved_by=(BEN,))
    sealed = ruled_claim(desk, "a synthetic informer", Level.SEALED)
    if gone:
        as_many_as_it_takes(desk, back(made))
    assert "informer" not in told(desk, VIC, k)
    try:
        desk.approve(desk.propose(back(sealed), by=CLEO), ANN)
    except NOT_THEIRS:
        return
    assert "informer" not in told(desk, VIC, k), "ANN alone had her words told lower"


def child_tied_to(desk: Desk, k: str) -> tuple[str, str, str]:
    """A child, sealed as a minor."""
    source = newest_source(desk)
    made = desk.record(
        c.NewIndividual(ref="p", level=Level.PUBLIC),
        c.NewClaim(ref="n", subject="@p", field="name", value=NameValue(text="Synthetic Gone"), source=source, level=Level.PUBLIC),
        c.NewClaim(ref="b", subject="@p", field="birth", value=DateValue(text="2016"), source=source, level=Level.PUBLIC),
        c.NewRelation(ref="t", a=k, b="@p", type="sibling", certainty="certain", source=source, level=Level.PUBLIC),
        by=ANN, approved_by=(BEN,),
    )  # fmt: skip
    p = desk.by_name("Synthetic Gone")
    return p, made, as_many_as_it_takes(desk, ruled(p, Level.SEALED, "minor"))


@pytest.mark.parametrize("approver", [ANN, DORA])
def test_a_sealed_child_who_counts_no_more_is_told_to_researchers_by_no_single_approval(
    desk: Desk, approver: Person
) -> None:
    k = a_person(desk)
    p, made, sealed = child_tied_to(desk, k)
    as_many_as_it_takes(desk, back(made))
    assert p not in told(desk, RITA, k)
    try:
        desk.approve(desk.propose(back(sealed), by=CLEO), approver)
    except NOT_THEIRS:
        return
    assert p not in told(desk, RITA, k), f"{approver.id} alone"


@pytest.mark.parametrize("gone", [False, True])
def test_nor_by_the_level_of_its_source(desk: Desk, gone: bool) -> None:
    k = a_person(desk)
    new = c.NewSource(ref="s", title="other", publisher_key="synthetic", type="ngo_report", level=Level.PUBLIC)
    desk.record(new, by=BEN, approved_by=(CLEO,))
    src = newest_source(desk)
    made = desk.record(fact(k, "a synthetic informer", src), by=ANN, approved_by=(BEN,))
    up, down = (
        c.RuleSource(ref="x", source=src, was=was, level=level, reason="w")
        for was, level in ((Level.PUBLIC, Level.SEALED), (Level.SEALED, Level.PUBLIC))
    )
    as_many_as_it_takes(desk, up)
    if gone:
        as_many_as_it_takes(desk, back(made))
    assert "informer" not in told(desk, RITA, k)
    try:
        desk.approve(desk.propose(down, by=CLEO), ANN)
    except NOT_THEIRS:
        return
    assert "informer" not in told(desk, RITA, k)


def test_no_level_of_a_claim_falls_without_a_ruling_while_it_does_not_count(desk: Desk) -> None:
    k = a_person(desk)
    _, raised, gone = informer(desk, k, Level.VETTED)
    as_many_as_it_takes(desk, back(raised))
    as_many_as_it_takes(desk, back(gone))
    claim = next(x for x in desk.rows().claims if getattr(x.value, "text", "") == "a synthetic informer")
    lies = claim.level
    table = ClaimRuling.__table__
    wanted = select(ClaimRuling.level, ClaimRuling.added_in).where(
        ClaimRuling.claim_id == claim.id, moment(desk.session).counts(table)
    )
    later = [level for level, made_in in desk.session.execute(wanted) if made_in != claim.added_in]
    assert lies is not Level.PUBLIC or later == [Level.PUBLIC], (lies, later)


def test_what_is_reverted_in_this_order_is_as_it_was(desk: Desk) -> None:
    k = a_person(desk)
    said = fact(k, "a synthetic informer", newest_source(desk))
    made = desk.record(said, by=ANN, approved_by=(BEN,))
    before, contents = desk.rows().claims, desk.contents()
    sealed = ruled_claim(desk, "a synthetic informer", Level.SEALED)
    gone = as_many_as_it_takes(desk, back(made))
    as_many_as_it_takes(desk, back(sealed))
    as_many_as_it_takes(desk, back(gone))
    was, now = ([(x.ref, x.standing, x.level) for x in rows] for rows in (before, desk.rows().claims))
    assert now == was
    assert desk.contents() == contents


def test_what_was_entered_as_rejected_does_not_come_back_as_active(desk: Desk) -> None:
    k = a_person(desk)
    _, sealed, gone = informer(desk, k, Level.SEALED, standing=Standing.REJECTED)
    as_many_as_it_takes(desk, back(sealed))
    as_many_as_it_takes(desk, back(gone))
    claim = next(x for x in desk.rows().claims if getattr(x.value, "text", "") == "a synthetic informer")
    assert claim.standing is Standing.REJECTED, (claim.standing, claim.level)


def test_nor_is_a_preferred_name_one_of_many_then(desk: Desk) -> None:
    k = a_person(desk)
    _, sealed, gone = informer(desk, k, Level.SEALED, standing=Standing.PREFERRED)
    as_many_as_it_takes(desk, back(sealed))
    as_many_as_it_takes(desk, back(gone))
    claim = next(x for x in desk.rows().claims if getattr(x.value, "text", "") == "a synthetic informer")
    assert claim.standing is Standing.PREFERRED, (claim.standing, claim.level)


def test_history_does_not_tell_the_words_of_a_revert_that_touched_something_sealed(desk: Desk) -> None:
    k, src = a_person(desk), ""
    src = newest_source(desk)
    both = (fact(k, text, src, ref=ref) for ref, text in (("1", "a synthetic weaver"), ("2", "a synthetic informer")))
    made = desk.record(*both, by=ANN, approved_by=(BEN,))
    ruled_claim(desk, "a synthetic informer", Level.SEALED)
    assert "informer" not in told(desk, VAL, k)
    why = "it says that they were an informer"
    draft = desk.with_base(Draft(title="t", why=why, changes=(back(made),)), CLEO)
    key = start(desk.session, desk.ring, CLEO, draft, AT)
    submit(desk.session, desk.ring, CLEO, key, AT)
    with pytest.raises(NotThere):
        open_draft(desk.session, desk.ring, VAL, key)
    desk.approve(key, DORA)
    with pytest.raises(NotThere):
        open_draft(desk.session, desk.ring, VAL, key)
    assert "informer" not in told(desk, VAL, k)


def test_search_over_drafts_does_not_tell_what_was_sealed_since(desk: Desk) -> None:
    k = a_person(desk)
    desk.record(fact(k, "a synthetic informer", newest_source(desk)), by=ANN, approved_by=(BEN,))
    ruled_claim(desk, "a synthetic informer", Level.SEALED)
    assert "informer" not in told(desk, VAL, k)
    found = proposals_seen(desk.session, desk.ring, VAL, everything=True, words="informer")
    told_by_page = [repr(open_draft(desk.session, desk.ring, VAL, line.id).draft) for line in found]
    assert not any("a synthetic informer" in each for each in told_by_page)


def test_an_approval_from_below_does_not_hold_a_draft_up(desk: Desk) -> None:
    k = entered(desk, born="2015")
    waits = desk.propose(shown(k), by=BEN)
    roster = (EVERYBODY | {"val": VAL}).get

    def approves(who) -> object:
        seen = content_seen(desk.session, desk.ring, who, waits)
        return approve(desk.session, desk.ring, who, waits, seen, AT, roster).changeset

    assert approves(VAL) is None
    as_many_as_it_takes(desk, ruled(k, Level.SEALED))
    assert approves(CLEO) is None
    assert approves(DORA) is not None


@pytest.mark.parametrize("many", [40])
def test_a_list_asks_no_more_for_every_revert(desk: Desk, many: int) -> None:
    k = a_person(desk)
    src = newest_source(desk)
    for n in range(many):
        desk.propose(back(desk.record(fact(k, f"a synthetic weaver {n}", src), by=ANN, approved_by=(BEN,))), by=BEN)
    asked = [0]
    sa_event.listen(desk.session.connection(), "before_cursor_execute", lambda *_: asked.__setitem__(0, asked[0] + 1))
    waits_for(desk.session, desk.ring, VAL, AT)
    assert asked[0] < 12 * many, asked[0]


@pytest.mark.parametrize("gone", [False, True])
def test_nor_by_the_level_of_whom_it_is_about(desk: Desk, gone: bool) -> None:
    """Somebody undecided, whom BEN entered; ANN's words about them were left out while they lay sealed."""
    desk.record(*grounds(), *named("k", "Synthetic Kay"), by=BEN, approved_by=(CLEO,))
    k = desk.by_name("Synthetic Kay")
    made = desk.record(fact(k, "a synthetic informer", newest_source(desk)), by=ANN, approved_by=(CLEO,))
    as_many_as_it_takes(desk, ruled(k, Level.SEALED))
    if gone:
        as_many_as_it_takes(desk, back(made))
    try:
        desk.approve(desk.propose(ruled(k, Level.PUBLIC), by=CLEO), ANN)
    except NOT_THEIRS:
        return
    assert "informer" not in told(desk, RITA, k)


@pytest.mark.parametrize("standing", list(Standing))
def test_nobody_approves_that_their_claim_is_told_lower_whatever_its_standing(desk: Desk, standing: Standing) -> None:
    k = a_person(desk)
    desk.record(fact(k, "a synthetic informer", newest_source(desk)), by=ANN, approved_by=(BEN,))
    ruled_claim(desk, "a synthetic informer", Level.SEALED, standing)
    lower = c.RuleClaim(
        ref="x", claim=ref_of(desk, "a synthetic informer"), standing=standing, level=Level.PUBLIC, reason="w"
    )
    try:
        desk.approve(desk.propose(lower, by=CLEO), ANN)
    except NOT_THEIRS:
        return
    assert "informer" not in repr(look_at(desk.session, desk.ring, [k], Level.RESEARCHER)) + told(desk, RITA, k)


def test_two_decide_that_a_sealed_birth_of_a_child_is_told(desk: Desk) -> None:
    k = a_person(desk)
    said = c.NewClaim(
        ref="v", subject=k, field="birth", value=DateValue(text="2015"), source=newest_source(desk), level=Level.PUBLIC
    )
    as_many_as_it_takes(desk, said)
    ruled_claim(desk, "2015", Level.SEALED)
    lower = c.RuleClaim(ref="x", claim=ref_of(desk, "2015"), standing="active", level=Level.PUBLIC, reason="w")
    assert desk.approve(desk.propose(lower, by=BEN), CLEO).changeset is None


@pytest.mark.parametrize("gone", [False, True])
def test_two_decide_that_a_sealed_birth_is_told_by_history(desk: Desk, gone: bool) -> None:
    k = a_person(desk)
    said = c.NewClaim(
        ref="v", subject=k, field="birth", value=DateValue(text="2015"), source=newest_source(desk), level=Level.PUBLIC
    )
    made = as_many_as_it_takes(desk, said)
    sealed = ruled_claim(desk, "2015", Level.SEALED)
    if gone:
        as_many_as_it_takes(desk, back(made))
    before = told(desk, VIC, k)
    if desk.approve(desk.propose(back(sealed), by=BEN), CLEO).changeset is not None:
        assert told(desk, VIC, k) == before, "CLEO alone: the vetted are told of a birth in 2015"


def test_nor_do_reasons_of_rulings(desk: Desk) -> None:
    """The words of a revert stand as the reason of what falls by it."""
    k = a_person(desk)
    src = newest_source(desk)
    both = (fact(k, text, src, ref=ref) for ref, text in (("1", "a synthetic weaver"), ("2", "a synthetic informer")))
    desk.record(*both, by=ANN, approved_by=(BEN,))
    weaver = c.RuleClaim(
        ref="x", claim=ref_of(desk, "a synthetic weaver"), standing="active", level=Level.VETTED, reason="w"
    )
    better = c.RuleClaim(
        ref="y", claim=ref_of(desk, "a synthetic informer"), standing="preferred", level=Level.PUBLIC, reason="w"
    )
    both_ruled = as_many_as_it_takes(desk, weaver, better)
    ruled_claim(desk, "a synthetic informer", Level.SEALED)
    change = c.Revert(ref="x", changeset=both_ruled, reason="it spoke of an informer")
    as_many_as_it_takes(desk, change)
    ref = ref_of(desk, "a synthetic weaver")
    assert "informer" not in repr(rulings_of(desk.session, desk.ring, VAL, k, {ref}))


def test_nor_do_the_words_of_a_change_but_to_who_wrote_them(desk: Desk) -> None:
    k, source = a_person(desk), newest_source(desk)
    said = (
        fact(k, text, source, ref=ref) for ref, text in (("1", "a synthetic weaver"), ("2", "a synthetic informer"))
    )
    made = desk.record(*said, by=VIC, approved_by=(BEN,))

    def why(who: Person) -> str:
        return next(e.why for e in history_of(desk.session, desk.ring, who, k) if e.changeset == made)

    assert why(VAL) == why(VIC) == "a synthetic reason"
    ruled_claim(desk, "a synthetic informer", Level.SEALED)
    assert (why(VAL), why(VIC)) == ("", "a synthetic reason")
