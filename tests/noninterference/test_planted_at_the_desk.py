"""Leaks planted into the desk and under its pages, each killed by the general property of test_desk_alike or of
test_desk_pages_alike; and holes in its rules, each killed by the state machine of tests/editing.
"""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_difference, fault, run_with

VIEWS, TARGETS, VERDICTS = "editing/views.py", "editing/drafts/targets.py", "editing/review/verdicts.py"

LEAKS = (
    fault(
        "a past in which everything is seen that was seen then",
        (
            "editing/history/raised.py",
            "if known_within(clearance, levels.get(key, row.level)):",
            "if known_within(clearance, row.level):",
        ),
    ),
    fault(
        "a past in which somebody raised since leaves what is theirs to another",
        (
            "editing/history/raised.py",
            "seen = _still_seen(rows, levels, clearance)",
            "seen = _still_seen(folded(rows, merges), levels, clearance)",
        ),
    ),
    fault(
        "a tie of which only a hidden source tells",
        (VIEWS, "max(tie.level, sources.get(tie.source, Level.PUBLIC), *ends)", "max(tie.level, *ends)"),
    ),
    fault(
        "a view with claims above its viewer",
        (
            VIEWS,
            "if claim.subject == key and claim_within(clearance, claim.level, sources[claim.source]):",
            "if claim.subject == key:",
        ),
    ),
    fault(
        "somebody above the viewer is there",
        (
            VIEWS,
            "if levels.get(key, Level.SEALED + 1) > clearance:\n        return None\n    sources",
            "if key not in levels:\n        return None\n    sources",
        ),
    ),
    fault(
        "a revision that counts the vault's changesets",
        (
            VIEWS,
            'parts: dict[str, Any] = {"level": levels[key]}',
            'parts: dict[str, Any] = {"level": levels[key], "version": rows.number}',
        ),
    ),
    fault(
        "a revision that counts claims",
        (
            VIEWS,
            'parts: dict[str, Any] = {"level": levels[key]}',
            'parts: dict[str, Any] = {"level": levels[key], "n": sum(c.subject == key for c in rows.claims)}',
        ),
    ),
    fault(
        "a decision that somebody hidden brought when they were merged",
        (VIEWS, "if d.subject == key and known_within(clearance, d.level)", "if d.subject == key"),
    ),
    fault(
        "a claim above the viewer in words",
        ("editing/drafts/naming.py", "        and claim_within(clearance, claim.level, sources[claim.source])\n", ""),
    ),
    fault(
        "why a claim above the viewer was ruled on",
        (
            "editing/history/reasons.py",
            "if ref in refs and row.text and row.level <= person.clearance and words.may_be_read(row.added_in):",
            "if ref in refs and row.text:",
        ),
    ),
    fault("candidates above the clearance", ("matching/known.py", "if person.level <= clearance:", "if person:")),
    fault(
        "candidates by a name above the clearance",
        ("matching/known.py", "if claim_within(clearance, claim.level, sources[claim.source]) and", "if"),
    ),
    fault(
        "a preview knows what lies above its reader: whom it names, and why somebody is not seen",
        (
            "editing/review/previewing.py",
            "scope_about(session, ids), person.clearance)",
            "scope_about(session, ids), Level.SEALED)",
        ),
    ),
    fault(
        "a source above somebody can be cited",
        (TARGETS, "sources_within(session, named, clearance)", "sources_within(session, named, Level.SEALED)"),
    ),
    fault(
        "a key that is taken is an error",
        (
            "editing/review/rows.py",
            "if not key or a.session.scalar(select(Source.id).where(Source.key == key)) is not None:",
            "if not key:",
        ),
    ),
    fault(
        "an id that is taken is an error of its own",
        ("editing/review/handing_in.py", "if not from_batch:  #", "if from_batch:  #"),
    ),
    fault(
        "drafts of the cleared in everybody's list",
        (
            "editing/drafts/sight.py",
            "return self._person.clearance >= proposal.level and not self._touches_what_lies_above(proposal)",
            "return True",
        ),
    ),
    fault(
        "a moment in which the viewer sees nothing change",
        ("editing/history/moments.py", "        if changed:\n", "        if True:\n"),
    ),
    fault(
        "somebody above is hidden without a word, where nobody is not there",
        (
            "editing/withdrawal/hiding.py",
            "    look(session, ring, public_id, person.clearance)\n    kind = session",
            "    kind = session",
        ),
    ),
    fault(
        "a verdict on somebody above",
        ("editing/entry/duplicates.py", "look(session, ring, key, person.clearance)", "look(session, ring, key, 3)"),
    ),
    fault(
        "reviews that are due of people above",
        (
            VIEWS,
            "return {key for key, level in levels.items() if level <= person.clearance}",
            "return set(levels)",
        ),
    ),
    fault(
        "a front page with to-dos above whom it is for",
        (
            "editing/record/todos.py",
            "for note, subject in rows if may_see(person, note)}",
            "for note, subject in rows}",
        ),
    ),
    fault(
        "a front page with to-dos on records that are not there",
        (
            "editing/record/notes.py",
            "return {key: page for key, page in at.items() if page in there}",
            "return {key: page for key, page in at.items() if there is not None}",
        ),
    ),
    fault(
        "an author is told what a revert would run into",
        ("editing/review/approving.py", "if not isinstance(c, OF_OTHERS)", "if c"),
    ),
)

RECORD = "editing/record/page.py"
PAGE_LEAKS = (
    fault(
        "a form that offers sources above its viewer",
        (
            RECORD,
            "return clear_sources(self._record.sources, self._clearance)",
            "return {s.public_id: s for s in self._record.sources}",
        ),
    ),
    fault(
        "a note that counts what is above its viewer",
        (RECORD, "return two_needed(self.cleared, people, on)", "return two_needed(self._rows, people, on)"),
    ),
    fault(
        "a child by what is above the viewer",
        (RECORD, "return may_be_child(self.cleared, person, on)", "return may_be_child(self._rows, person, on)"),
    ),
    fault(
        "names of all clearances in one file",
        (
            "matching/kept.py",
            "Pairs(People(known_people(load(session, ring), clearance)))",
            "Pairs(People(known_people(load(session, ring), Level.VETTED)))",
        ),
    ),
    fault(
        "a page that names who was merged from above",
        (
            "editing/history/merged.py",
            "return sorted(old for old in session.scalars(named) if _all(session, person, ways[old]))",
            "return sorted(session.scalars(named))",
        ),
    ),
    fault(
        "an address above the viewer that leads on",
        (
            "editing/history/merged.py",
            "return visible(session, person, sorted(asked)) == asked",
            "return visible(session, person, sorted(keys[1:])) != set()",
        ),
    ),
    fault(
        "the states of cases above the viewer",
        (
            "web/desk/acts/page.py",
            "all_cases_in(house.session, key)], house.person.clearance)",
            "all_cases_in(house.session, key)], Level.VETTED)",
        ),
        (
            "web/desk/acts/page.py",
            "from app.editing.entry.proposing import propose\n",
            "from app.codebook.levels import Level\nfrom app.editing.entry.proposing import propose\n",
        ),
    ),
    fault(
        "a past moment of others",
        (
            "editing/history/moments.py",
            "    if changeset not in {entry.changeset for entry in history_of(session, ring, person, public_id)}:\n        raise NotThere",
            "    if not changeset:\n        raise NotThere",
        ),
        (
            "web/desk/record/past.py",
            "            return entry\n    raise NotThere",
            "            return entry\n    return entries[0]",
        ),
    ),
)

HOLES = (
    fault(
        "only the first author is an author",
        (
            "editing/drafts/sight.py",
            "for wanted in _AUTHORS for actor",
            "for wanted in _AUTHORS[1:] for actor",
        ),
    ),
    fault(
        "an author who is a reviewer may approve",
        (VERDICTS, "    if person.id in authors(session, key):\n        raise SelfApproval\n", ""),
    ),
    fault("an approval of whatever is there now", (VERDICTS, "if now.hex() != content:", "if False:")),
    fault("anybody reviews", (VERDICTS, "    must_review(person)\n    proposal = locked", "    proposal = locked")),
    fault(
        "a revert that lowers without a word",
        (
            "editing/history/reverting.py",
            "for claim, standing, level in _claims_that_fall(session, now, without):",
            "for claim, standing, level in ():",
        ),
    ),
    fault(
        "a revert that forgets what it lets count again",
        ("editing/history/reverting.py", "now.undone ^ without.undone", "without.undone - now.undone"),
    ),
    fault(
        "a revert that lets any merge stand again",
        (
            "editing/review/applying.py",
            "if merges_checked and any(isinstance(change, MOVE_MERGES) for change in kept):",
            "if False:",
        ),
    ),
    fault(
        "a merge that moves claims for good",
        ("vault/loading.py", "self._all(models.Merge) if row.id not in ended]", "self._all(models.Merge)]"),
    ),
    fault(
        "a revert that forgets the last",
        ("vault/moment.py", "        if made_in not in undone:", "        if made_in not in undone and target % 3:"),
    ),
)


UNLOCKED = fault(
    "an approval that is checked before the lock is held", (VERDICTS, "    hold_chain(session)  #", "    #")
)


@pytest.mark.nightly
def test_a_race_finds_an_approval_without_the_lock(tmp_path):
    run = run_with(
        UNLOCKED,
        tmp_path,
        "editing/test_races.py::test_of_proposals_about_one_thing_one_is_recorded_and_the_others_are_told",
    )
    assert run.returncode == 1 and "assert" in run.stdout, run.stdout[-3000:]


@pytest.mark.nightly
@pytest.mark.parametrize("planted", LEAKS, ids=lambda f: f.name)
def test_a_planted_leak_dies(planted, tmp_path):
    run = run_with(planted, tmp_path, "noninterference/test_desk_alike.py")
    assert died_by_difference(run), run.stdout[-3000:]


@pytest.mark.nightly
@pytest.mark.parametrize("planted", PAGE_LEAKS, ids=lambda f: f.name)
def test_a_leak_planted_under_the_pages_dies(planted, tmp_path):
    run = run_with(planted, tmp_path, "noninterference/test_desk_pages_alike.py")
    assert died_by_difference(run), run.stdout[-3000:]


@pytest.mark.nightly
@pytest.mark.parametrize("planted", HOLES, ids=lambda f: f.name)
def test_a_planted_hole_dies(planted, tmp_path):
    run = run_with(planted, tmp_path, "editing/test_state_machine.py")
    assert died_by_difference(run), run.stdout[-3000:]
