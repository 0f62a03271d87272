"""An editor who is cleared for `researcher` does the same at two desks that differ only above it, and is answered the same.

By no view, warning, candidate, error, redirect, history, list or revision can they learn that a hidden namesake is there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import astuple
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Form, Level, Standing
from app.codebook.values import DateValue, NameValue, TermValue
from app.disclosure.assemble import content_of
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import start
from app.editing.drafts.naming import claims_called
from app.editing.drafts.targets import with_base
from app.editing.entry.duplicates import Verdict, decide_pair
from app.editing.errors import Refused
from app.editing.history.moments import changed_by, history_of
from app.editing.history.reasons import rulings_of
from app.editing.people import Person
from app.editing.record.notes import add_note
from app.editing.record.todos import open_todos
from app.editing.review.handing_in import submit
from app.editing.review.previewing import preview
from app.editing.review.verdicts import content_seen
from app.editing.review.waiting import proposals_seen, waits_for
from app.editing.review.withheld import KeptNames, hits
from app.editing.views import look
from app.editing.withdrawal.hiding import hide_now
from app.matching.candidates import People
from app.matching.known import Known, known_people
from app.publishing.load import record_of
from app.storage.engines import for_writing
from app.vault.models import Source
from tests.conftest import examples
from tests.editing.desk import ANN, AT, BEN, CLEO, DAY, DORA, Desk, fact, grounds, named, person, shown
from tests.editing.house import NAMES, filled_copy, ring
from tests.noninterference.difference import same

PLANTED = os.environ.get("CASEBOOK_PROFILE") == "planted"
PAIRS = 20 if PLANTED else examples(2, 500)
LOW = person("ruth", Level.RESEARCHER)
NAMESAKE = NAMES[0]
VEILED, OMEGA = "Veiled Realname", "Concealed Omega"
"""Names above the low editor, who guesses them in a draft of their own."""
HIDDEN_ID, HIDDEN_SOURCE, HIDDEN_KEY = "h000000000000000", "s000000000000000", "hidden-key"
"""Ids that one desk has and the other has not; the low editor tries them at both."""


def _namesake(desk: SeenDesk) -> None:
    made = [
        c.NewSource(
            ref="s",
            title="Concealed",
            publisher_key="x",
            type="ngo_report",
            key=HIDDEN_KEY,
            public_id=HIDDEN_SOURCE,
            level=Level.VETTED,
        ),
        c.NewEvent(ref="e", label="A concealed return", level=Level.VETTED),
        *named("h", NAMESAKE, Level.VETTED),
    ]
    made = [x.model_copy(update={"public_id": HIDDEN_ID}) if isinstance(x, c.NewIndividual) else x for x in made]
    told = NameValue(text=NAMESAKE)  # a public claim of a public source, hidden by whom it is about alone
    made.append(
        c.NewClaim(ref="told", subject="@h", field="name", value=told, source=desk.source_seen(), level=Level.PUBLIC)
    )
    _record_with_ids(desk, made)


def _record_with_ids(desk: Desk, made: list[c.Change]) -> None:
    key = start(desk.session, desk.ring, ANN, Draft(why="w", changes=tuple(made)), AT, state="submitted")
    desk.approve(key, BEN)


def _claim(desk: Desk) -> None:
    desk.record(fact(desk.by_name_seen(NAMES[0]), "concealed weaver", desk.source_seen(), level=Level.VETTED))


def _alias(desk: Desk) -> None:
    alias = c.NewClaim(
        ref="a",
        subject=desk.by_name_seen(NAMES[2]),
        field="name",
        value=NameValue(text=NAMESAKE),
        source=desk.source_seen(),
        level=Level.SEALED,
    )
    desk.record(alias)


def _veiled(desk: Desk) -> None:
    """What somebody whom everybody sees is really called, and a tie of theirs, for the sealed alone."""
    seen, source = desk.by_name_seen(NAMES[0]), desk.source_seen()
    veiled = NameValue(text=VEILED)
    desk.record(
        c.NewClaim(ref="a", subject=seen, field="name", value=veiled, source=source, level=Level.SEALED),
        c.NewRelation(
            ref="t",
            a=seen,
            b=desk.by_name(OMEGA),
            type="sibling",
            certainty="certain",
            source=source,
            level=Level.SEALED,
        ),
    )


def _draft(desk: Desk) -> None:
    desk.propose(
        fact(desk.by_name_seen(NAMES[1]), f"brother of {NAMESAKE}", desk.source_seen(), level=Level.VETTED), by=CLEO
    )


def _ruled(desk: Desk) -> None:
    _claim(desk)
    claim = next(r for r in desk.rows().claims if getattr(r.value, "text", "") == "concealed weaver")
    desk.record(c.RuleClaim(ref="r", claim=claim.ref, standing=Standing.PREFERRED, level=Level.SEALED, reason="w"))


def _raised(desk: Desk) -> None:
    """Said to everybody, until somebody saw that it should not have been."""
    desk.record(fact(desk.by_name_seen(NAMES[0]), "concealed smith", desk.source_seen(), level=Level.PUBLIC))
    claim = next(r for r in desk.rows().claims if getattr(r.value, "text", "") == "concealed smith")
    desk.record(c.RuleClaim(ref="r", claim=claim.ref, standing=Standing.ACTIVE, level=Level.VETTED, reason="w"))


def _left_out(desk: Desk) -> None:
    """The same, unsealed by a slip that was taken back, and left out since."""
    made = desk.record(fact(desk.by_name_seen(NAMES[0]), "concealed tailor", desk.source_seen(), level=Level.PUBLIC))
    claim = next(r for r in desk.rows().claims if getattr(r.value, "text", "") == "concealed tailor")
    sealed = c.RuleClaim(ref="r", claim=claim.ref, standing=Standing.ACTIVE, level=Level.SEALED, reason="w")
    slip = desk.record(c.Revert(ref="v", changeset=desk.record(sealed), reason="w"))
    desk.record(c.Revert(ref="v", changeset=slip, reason="w"))
    desk.record(c.Revert(ref="v", changeset=made, reason="w"))


def _merged(desk: Desk) -> None:
    _namesake(desk)
    decided = shown(HIDDEN_ID, Form.FULL).model_copy(update={"review_on": DAY - timedelta(days=9)})
    desk.record(decided, by=CLEO, approved_by=(DORA,))


def _apart(desk: Desk) -> None:
    _namesake(desk)
    decide_pair(desk.session, desk.ring, ANN, desk.by_name_seen(NAMES[1]), HIDDEN_ID, Verdict.DIFFERENT, "w", AT)


def _withdrawn(desk: Desk) -> None:
    _namesake(desk)
    hide_now(desk.session, desk.ring, ANN, HIDDEN_ID, "safety", "hidden_now", AT)


def _tied(desk: Desk) -> None:
    """A tie to the hidden namesake that only a hidden source tells of."""
    _namesake(desk)
    tie = c.NewRelation(
        ref="t", a=desk.by_name_seen(NAMES[0]), b=HIDDEN_ID, type="sibling", certainty="certain", source=HIDDEN_SOURCE
    )
    desk.record(tie)


def _tied_in_secret(desk: Desk) -> None:
    """A tie between two whom everybody sees, of which a source told that was raised when the tie was known already."""
    one, other = desk.by_name_seen(NAMES[0]), desk.by_name_seen(NAMES[1])
    source = c.NewSource(ref="s", title="Concealed", publisher_key="x", type="ngo_report", level=Level.PUBLIC)
    tie = c.NewRelation(ref="t", a=one, b=other, type="sibling", certainty="certain", source="@s", level=Level.PUBLIC)
    desk.record(source, tie)
    told = desk.session.scalars(select(Source.public_id).order_by(Source.id.desc())).first()
    desk.record(c.RuleSource(ref="r", source=told or "", was=Level.PUBLIC, level=Level.VETTED, reason="w"))


def _raised_after_a_merge(desk: Desk) -> None:
    """Taken for somebody whom everybody sees, found to be another, hidden, and seen to be one who must not be known."""
    kept = desk.by_name_seen(NAMES[2])
    event = c.NewEvent(ref="e", label="A concealed return", level=Level.PUBLIC)
    desk.record(event, *grounds()[:1], *named("h", "Concealed Alias"))
    another = desk.by_name("Concealed Alias")
    desk.record(shown(another), by=CLEO, approved_by=(DORA,))
    hide_now(desk.session, desk.ring, ANN, another, "safety", "masked", AT)
    desk.record(c.MergeSubjects(ref="m", kept=kept, merged=another, reason="w"))
    desk.record(c.EndMerge(ref="e", kept=kept, merged=another, reason="w"))
    desk.record(c.RuleSubject(ref="l", subject=another, level=Level.VETTED, reason="w"))
    of_it = [e.public_id for e in desk.rows().events if e.label == "A concealed return"][
        -1
    ]  # the namesake's has that label too
    desk.record(c.RuleSubject(ref="l", subject=of_it, level=Level.VETTED, reason="w"))


def _one_life(desk: Desk) -> None:
    """The hidden namesake turns out to be somebody whom everybody sees."""
    _namesake(desk)
    desk.record(c.MergeSubjects(ref="m", kept=desk.by_name_seen(NAMES[0]), merged=HIDDEN_ID, reason="w"))


def _one_decided_life(desk: Desk) -> None:
    """The same, when it had been decided by itself how the namesake may be shown."""
    _merged(desk)
    desk.record(c.MergeSubjects(ref="m", kept=desk.by_name_seen(NAMES[0]), merged=HIDDEN_ID, reason="w"))


def _told(desk: Desk) -> None:
    """Hidden claims about somebody seen, which ask for two people to decide."""
    seen, source = desk.by_name_seen(NAMES[0]), desk.source_seen()
    born, harm = DateValue(text="2015"), TermValue(term="sexual_violence")
    desk.record(
        c.NewClaim(ref="b", subject=seen, field="birth", value=born, source=source),
        c.NewClaim(ref="v", subject=desk.case_of(seen), field="violation", value=harm, source=source),
    )


def _to_do(desk: Desk) -> None:
    """To-dos of others about somebody seen, and one of the low editor's own about the namesake, from when they were cleared for more."""
    _namesake(desk)
    add_note(desk.session, desk.ring, ANN, desk.by_name_seen(NAMES[0]), "todo", "a concealed aunt", AT)
    add_note(desk.session, desk.ring, person(LOW.id), HIDDEN_ID, "todo", "a concealed uncle", AT)


OF_THE_NAMESAKE = (_namesake, _merged, _apart, _withdrawn, _tied, _one_life, _one_decided_life, _to_do)
HIDDEN: tuple[Callable[[Desk], None], ...] = (
    _claim, _alias, _veiled, _draft, _ruled, _raised, _left_out, _told, _tied_in_secret, _raised_after_a_merge, *OF_THE_NAMESAKE,
)  # fmt: skip


class SeenDesk(Desk):
    """A desk at which people are found by a name that is not hidden, and as many approve as it takes: what one of the hidden things
    tells may ask for two to record another.
    """

    def record(self, *changes: c.Change, by: Person = ANN, approved_by: tuple[Person, ...] = (BEN,)) -> str:
        key = self.propose(*changes, by=by)
        for reviewer in dict.fromkeys((*approved_by, BEN, CLEO, DORA)):
            with suppress(Refused):
                if made := self.approve(key, reviewer).changeset:
                    return made.hash.hex()
        raise AssertionError("nobody may approve it")

    def by_name_seen(self, text: str) -> str:
        return next(
            r.subject
            for r in self.rows().claims
            if r.field == "name" and r.value.text == text and r.level is Level.PUBLIC
        )

    def source_seen(self) -> str:
        return next(s.public_id for s in self.rows().sources if s.level is Level.PUBLIC)


def answered(act: Callable[[], Any]) -> Any:
    """What somebody at the desk gets: the answer, or the error as they read it."""
    try:
        return act()
    except Refused as refused:
        return refused.status, refused.code, str(refused), getattr(refused, "parts", ())


def observed(desk: SeenDesk, base: str) -> Iterator[tuple[str, Any]]:
    """Everything the low editor can get. `base`: a draft of theirs from before anything hidden came."""
    session, keys = desk.session, ring()
    rows = desk.rows()
    people = [desk.by_name_seen(name) for name in NAMES]
    source = desk.source_seen()
    for key in (*people, *(desk.case_of(key) for key in people), HIDDEN_ID):
        yield (
            f"view of {key}",
            answered(
                lambda k=key: (
                    look(session, keys, k, LOW.clearance).parts,
                    look(session, keys, k, LOW.clearance).revision,
                )
            ),
        )
        yield f"history of {key}", answered(lambda k=key: [astuple(e)[1:] for e in history_of(session, keys, LOW, k)])
        yield f"what changes of {key} changed", answered(lambda k=key: list(_changes_of(desk, k)))
    every = sorted(claim.ref for claim in rows.claims)
    rulings = (c.RuleClaim(ref=f"r{n}", claim=ref, standing=Standing.ACTIVE, reason="w") for n, ref in enumerate(every))
    called = claims_called(session, keys, Draft(changes=tuple(rulings)), LOW.clearance)
    yield "claims called", sorted((ref, astuple(one)) for ref, one in called.items())
    for key in people:
        yield f"rulings of {key}", sorted(rulings_of(session, keys, LOW, key, every).items())
    known = People(known_people(rows, LOW.clearance))
    yield "pairs", known.pairs()
    yield "warning", known.like(Known("", (NAMESAKE, "Concealed Omega"), 1970, None, None, frozenset(), ()))
    yield "drafts", [astuple(p) for p in proposals_seen(session, keys, LOW, everything=True)]
    yield "search", [p.id for p in proposals_seen(session, keys, LOW, words=NAMESAKE, everything=True)]
    yield "waiting", astuple(waits_for(session, keys, LOW, AT))
    yield "to do", [astuple(one) for one in open_todos(session, keys, LOW)[0]]
    yield "redirects", content_of(record_of(rows), Level.RESEARCHER, DAY, lambda key: "z" + key[1:]).moved
    yield "hits", answered(lambda: hits(session, keys, LOW, base, DAY, KeptNames()))
    for level in (Level.PUBLIC, Level.RESEARCHER):
        yield f"preview, {level.code}", answered(lambda at=level: preview(session, keys, LOW, base, at, DAY, AT))
    yield "content", answered(lambda: content_seen(session, keys, LOW, base))
    yield "submit", answered(lambda: submit(session, keys, LOW, base, AT))
    yield "approval of what was written before", answered(lambda: desk.approve(base, DORA).changeset is not None)
    yield "hide", answered(lambda: hide_now(session, keys, LOW, HIDDEN_ID, "safety", "hidden_now", AT))
    yield "decide", answered(lambda: decide_pair(session, keys, LOW, people[0], HIDDEN_ID, Verdict.DIFFERENT, "w", AT))
    newest = history_of(session, keys, LOW, people[0])[-1].changeset
    for what, changes in _tries(people, source, newest):
        yield what, answered(lambda cs=changes: bool(desk.propose(*cs, by=LOW)))


def _changes_of(desk: Desk, key: str) -> Iterator[Any]:
    for entry in history_of(desk.session, ring(), LOW, key):
        done = changed_by(desk.session, ring(), LOW, entry.changeset)
        yield {of: astuple(one)[1:] for of, one in done.items()}


def _tries(people: list[str], source: str, newest: str) -> Iterator[tuple[str, tuple[c.Change, ...]]]:
    """Drafts that would run into what is hidden, if anything told."""
    yield "a claim about the hidden", (fact(HIDDEN_ID, "w", source),)
    yield "a claim from the hidden source", (fact(people[0], "w", HIDDEN_SOURCE),)
    yield "a merge with the hidden", (c.MergeSubjects(ref="m", kept=people[0], merged=HIDDEN_ID, reason="w"),)
    yield "the end of a merge", (c.EndMerge(ref="m", kept=people[0], merged=HIDDEN_ID, reason="w"),)
    yield (
        "a source of the hidden key",
        (c.NewSource(ref="s", key=HIDDEN_KEY, title="t", publisher_key="x", type="ngo_report"),),
    )
    yield "an individual with the hidden id", (c.NewIndividual(ref="i", public_id=HIDDEN_ID),)
    yield "a revert", (c.Revert(ref="v", changeset=newest, reason="w"),)
    yield (
        "a person of the same name",
        (
            c.NewIndividual(ref="p"),
            c.NewClaim(ref="n", subject="@p", field="name", value=NameValue(text=NAMESAKE), source=source),
        ),
    )


def add_hidden(desk: SeenDesk, hidden: Iterable[Callable[[Desk], None]]) -> None:
    """Record these, the namesake once."""
    done: set[str] = set()
    for add in hidden:
        if add in OF_THE_NAMESAKE:
            if "namesake" in done:
                continue
            done.add("namesake")
        add(desk)


def _desk_with(hidden: tuple[Callable[[Desk], None], ...], copy: Path, base: str) -> list[tuple[str, Any]]:
    from app.storage.engines import engine_for  # noqa: PLC0415

    engine = engine_for(f"sqlite:///{copy}")
    try:
        with Session(for_writing(engine)) as session:
            desk = SeenDesk(session, ring())
            add_hidden(desk, hidden)
            return list(observed(desk, base))
    finally:
        engine.dispose()


def each_by_itself(test: Callable[..., None]) -> Callable[..., None]:
    """Where a fault is planted: every way of hiding against nothing, before any of them together by chance."""
    for way in HIDDEN if PLANTED else ():
        test = example([way], [])(test)
    return test


@each_by_itself
@settings(max_examples=PAIRS, phases=[Phase.explicit, Phase.generate, *([] if PLANTED else [Phase.shrink])])
@given(
    st.lists(st.sampled_from(HIDDEN), unique=True, min_size=1, max_size=5),
    st.lists(st.sampled_from(HIDDEN), unique=True, max_size=2),
)
def test_a_low_editor_is_answered_alike_whatever_is_hidden(one, other):
    place = Path(tempfile.mkdtemp(prefix="desk-alike-"))
    try:
        engine = filled_copy(place / "base.db")
        with Session(for_writing(engine)) as session, session.begin():
            desk = SeenDesk(session, ring())
            about, source = desk.by_name_seen(NAMES[0]), desk.source_seen()
            words = ("miner", f"neighbour of {VEILED}", f"neighbour of {OMEGA}")
            draft = Draft(
                title="mine", why="w", changes=tuple(fact(about, said, source, f"f{n}") for n, said in enumerate(words))
            )
            base = start(session, ring(), LOW, with_base(session, ring(), draft, LOW.clearance), AT)
        engine.dispose()
        for name in ("one", "other"):
            shutil.copyfile(place / "base.db", place / f"{name}.db")
        first, second = (
            _desk_with(tuple(one), place / "one.db", base),
            _desk_with(tuple(other), place / "other.db", base),
        )
        for (what, answer), (_, its_twin) in zip(first, second, strict=True):
            same(answer, its_twin, what)
    finally:
        shutil.rmtree(place)
