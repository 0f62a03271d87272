"""What lies above somebody stays so while it does not count, and takes along nobody who is only like it. All people are synthetic."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.codebook.levels import Level
from app.codebook.values import DateValue
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import open_draft, save, start
from app.editing.errors import NotThere
from app.editing.review.handing_in import submit
from app.editing.review.verdicts import WHOLE, content_seen, reject
from app.editing.review.waiting import proposals_seen
from app.vault.models import ClaimRuling
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, fact, grounds, named
from tests.editing.test_last_word import RITA, VAL, VIC, back, told
from tests.editing.test_reasons_stay import ruled
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_sealed_since import NOT_THEIRS, a_person, child_tied_to, ruled_claim
from tests.editing.test_seen_more import entered, newest_source


def test_no_last_word_falls_to_an_older_ruling_while_it_does_not_count(desk: Desk) -> None:
    k = a_person(desk)
    made = desk.record(fact(k, "a synthetic informer", newest_source(desk)), by=ANN, approved_by=(BEN,))
    ruled_claim(desk, "a synthetic informer", Level.VETTED)
    sealed = ruled_claim(desk, "a synthetic informer", Level.SEALED)
    as_many_as_it_takes(desk, back(made))
    assert "informer" not in told(desk, VIC, k)
    try:
        desk.approve(desk.propose(back(sealed), by=CLEO), ANN)
    except NOT_THEIRS:
        return
    assert "informer" not in told(desk, VIC, k), "ANN alone had her words told to the vetted, unruled"


def test_nor_is_a_birth_in_2015_told_by_one(desk: Desk) -> None:
    k = a_person(desk)
    said = c.NewClaim(
        ref="v", subject=k, field="birth", value=DateValue(text="2015"), source=newest_source(desk), level=Level.PUBLIC
    )
    made = as_many_as_it_takes(desk, said)
    ruled_claim(desk, "2015", Level.VETTED)
    sealed = ruled_claim(desk, "2015", Level.SEALED)
    as_many_as_it_takes(desk, back(made))
    before = told(desk, VIC, k)
    if desk.approve(desk.propose(back(sealed), by=BEN), CLEO).changeset is not None:
        assert told(desk, VIC, k) == before, "CLEO alone"


def test_nor_somebody_sealed(desk: Desk) -> None:
    k = a_person(desk)
    p, made, _ = child_tied_to(desk, k)
    as_many_as_it_takes(desk, ruled(p, Level.VETTED))
    sealed = as_many_as_it_takes(desk, ruled(p, Level.SEALED, "minor"))
    as_many_as_it_takes(desk, back(made))
    assert p not in told(desk, VIC, k)
    try:
        out = desk.approve(desk.propose(back(sealed), by=CLEO), ANN)
    except NOT_THEIRS:
        return
    assert p not in told(desk, VIC, k), out


def two_facts(desk: Desk) -> tuple[str, str]:
    k = a_person(desk)
    src = newest_source(desk)
    both = (fact(k, text, src, ref=ref) for ref, text in (("1", "a synthetic weaver"), ("2", "a synthetic informer")))
    return k, desk.record(*both, by=ANN, approved_by=(BEN,))


@pytest.mark.parametrize("since", [False, True])
def test_a_rejected_revert_of_what_was_sealed_is_not_there(desk: Desk, since: bool) -> None:
    _, made = two_facts(desk)
    if not since:
        ruled_claim(desk, "a synthetic informer", Level.SEALED)
    by = CLEO if since else VIC
    draft = desk.with_base(Draft(title="t", why="it says that they were an informer", changes=(back(made),)), by)
    key = start(desk.session, desk.ring, by, draft, AT)
    submit(desk.session, desk.ring, by, key, AT)
    if since:
        ruled_claim(desk, "a synthetic informer", Level.SEALED)
    with pytest.raises(NotThere):
        open_draft(desk.session, desk.ring, VAL, key)
    reject(desk.session, desk.ring, DORA, key, {WHOLE: "no, an informer they were"}, AT)
    found = [line.id for line in proposals_seen(desk.session, desk.ring, VAL, everything=True, words="informer")]
    assert key not in found
    with pytest.raises(NotThere):
        open_draft(desk.session, desk.ring, VAL, key)


def undecided(desk: Desk) -> str:
    desk.record(*grounds(), *named("k", "Synthetic Kay"), by=BEN, approved_by=(CLEO,))
    return desk.by_name("Synthetic Kay")


@pytest.mark.parametrize("gone", [False, True])
def test_claims_of_the_case_of_whom_is_lowered(desk: Desk, gone: bool) -> None:
    k = undecided(desk)
    said = c.NewClaim(
        ref="v",
        subject=desk.case_of(k),
        field="return_date",
        value=DateValue(text="1995-02-03"),
        source=newest_source(desk),
        level=Level.PUBLIC,
    )
    made = desk.record(said, by=ANN, approved_by=(CLEO,))
    as_many_as_it_takes(desk, ruled(k, Level.SEALED))
    if gone:
        as_many_as_it_takes(desk, back(made))
    try:
        desk.approve(desk.propose(ruled(k, Level.PUBLIC), by=CLEO), ANN)
    except NOT_THEIRS:
        return
    assert "1995" not in told(desk, RITA, k) + told(desk, RITA, desk.case_of(k))


def merged_once(desk: Desk) -> tuple[str, str, str]:
    """Two merged by mistake and parted, each entered by a change of their own; then one is sealed."""
    a = entered(desk, name="Synthetic Alpha", born="1970")
    b = entered(desk, name="Synthetic Beta", born="1960")
    merge = as_many_as_it_takes(desk, c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"))
    as_many_as_it_takes(desk, c.EndMerge(ref="e", kept=a, merged=b, reason="two"))
    return a, b, merge


@pytest.mark.parametrize("sealed", [0, 1])
def test_who_was_once_merged_with_somebody_sealed_since_is_worked_on_as_before(desk: Desk, sealed: int) -> None:
    both = merged_once(desk)[:2]
    other = both[1 - sealed]
    src = newest_source(desk)
    made = desk.record(fact(other, "a synthetic weaver", src), by=ANN, approved_by=(BEN,))
    as_many_as_it_takes(desk, ruled(both[sealed], Level.SEALED))
    assert "weaver" in told(desk, VAL, other)
    assert "a synthetic reason" in told(desk, VAL, other), "words"
    waits = desk.propose(back(made), by=VIC)
    content_seen(desk.session, desk.ring, VAL, waits)


def test_a_draft_does_not_vanish_for_its_author_when_another_saves_it(desk: Desk) -> None:
    _, made = two_facts(desk)
    ruled_claim(desk, "a synthetic informer", Level.SEALED)
    draft = desk.with_base(Draft(title="t", why="a slip", changes=(back(made),)), VIC)
    key = start(desk.session, desk.ring, VIC, draft, AT)
    seen = open_draft(desk.session, desk.ring, CLEO, key)

    save(desk.session, desk.ring, CLEO, key, seen.draft.model_copy(update={"title": "u"}), seen.revision, AT)
    open_draft(desk.session, desk.ring, VIC, key)


def test_no_level_falls_unruled_to_an_older_ruling(desk: Desk) -> None:
    k = a_person(desk)
    made = desk.record(fact(k, "a synthetic informer", newest_source(desk)), by=ANN, approved_by=(BEN,))
    ruled_claim(desk, "a synthetic informer", Level.VETTED)
    sealed = ruled_claim(desk, "a synthetic informer", Level.SEALED)
    gone = as_many_as_it_takes(desk, back(made))
    as_many_as_it_takes(desk, back(sealed))
    as_many_as_it_takes(desk, back(gone))
    claim = next(x for x in desk.rows().claims if getattr(x.value, "text", "") == "a synthetic informer")
    said = desk.session.scalars(
        select(ClaimRuling.level).where(ClaimRuling.claim_id == claim.id).order_by(ClaimRuling.id)
    ).all()
    assert claim.level is Level.VETTED
    assert said[-1] is not Level.SEALED, said
