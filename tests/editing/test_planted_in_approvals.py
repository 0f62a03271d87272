"""Faults in what an approval needs and is bound to, planted in the shipped code: what is asked of all approvals finds each."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_assertion, fault, planted, run_with

REVIEW = "editing/review"
STAY, AGAIN, BOUND, ALONE, LAST, SINCE, ONE, NAMED, BACK, WHISPERED, RETURNS, ALWAYS, MERGED, KEPT, EITHER, TITLES, EACH, ANEW = (
    f"editing/test_{name}.py"
    for name in (
        "reasons_stay_when_parted", "governs_again", "bound", "taken_back_alone", "last_word", "sealed_since",
        "read_as_one", "named_sealed_since", "taken_back_again", "whispered", "governs_by_returns", "governs_always",
        "merged_shows_no_more", "kept_back", "kept_back_either_way", "titles", "each_by_themselves", "shown_anew",
    )
)  # fmt: skip
FAULTS = [
    (fault("a day that was taken back makes somebody older", (f"{REVIEW}/ever.py", "days_that_stand(before) & days_that_stand(after)", "days_that_stand(rows)")), STAY),
    (fault("who was parted is asked about alone", (f"{REVIEW}/ever.py", "self.one_with.get(one, frozenset({one}))", "frozenset({one})")), STAY),
    (fault("a level falls when two are parted", ("editing/history/said_meanwhile.py", "if level > _level_of(session, merged, then)[0]:", "if level > Level.SEALED:")), STAY),
    (fault("whose ruling holds again is not asked", (f"{REVIEW}/needed.py", "count_again(session, changes) | ruled_again(session, number)", "count_again(session, changes)")), AGAIN),
    (fault("whose decision holds again is not asked", (f"{REVIEW}/needed.py", "if any(isinstance(change, TAKES_BACK) for change in changes):", "if not changes:")), AGAIN),
    (fault("a claim lies as low as its source", (f"{REVIEW}/brought_back.py", "max(claim.level, sources[claim.source], subjects.get(claim.subject, ABOVE_ALL))", "max(claim.level, sources[claim.source])")), AGAIN),
    (fault("an approval is not bound to the sources that it names", ("editing/drafts/targets.py", "told_by(rows, seen.values(), clearance) | self._of_named(clearance)", "told_by(rows, seen.values(), clearance)")), BOUND),
    (fault("an approval is not bound to returns", ("editing/drafts/concerned.py", "return people | events_of(session, people)", "return people")), BOUND),
    (fault("an approval is bound to ties above its giver", ("editing/views.py", "names & {tie.a, tie.b} and levels[tie.public_id] <= clearance", "names & {tie.a, tie.b}")), BOUND),
    (fault("whose ruling holds alone again is not asked", (f"{REVIEW}/needed.py", "again |= alone_again(", "_ = alone_again(")), AGAIN),
    (fault("what is taken back stands beside other things", (f"{REVIEW}/applying.py", "    check_alone(kept)\n", "")), ALONE),
    (fault("who does not see what is taken back decides on it", ("editing/drafts/sight.py", " and not self._touches_what_lies_above(proposal)", "")), ALONE),
    (fault("a slip that was taken back is the last word", ("vault/levels.py", "if made_in == came[key] or made_in not in undone:", "if made_in:")), LAST),
    (fault("whose ruling holds of what comes back is not asked", (f"{REVIEW}/brought_back.py", "        found |= set(_last(session, table, about, table.c[about].in_(back), after).values())\n", "")), AGAIN),
    (fault("an approval is not bound to what the end of a merge comes to", (f"{REVIEW}/bound.py", "isinstance(change, TAKES_BACK)", 'change.kind == "revert"')), ALONE),
    (fault("an approval is not bound to the levels of ties", ("editing/views.py", "of_sources | {tie.public_id: levels[tie.public_id] for tie in ties}", "of_sources")), BOUND),
    (fault("whoever wrote a source decides that it is told lower", (f"{REVIEW}/needed.py", "    again |= fell.made_in\n", "")), AGAIN),
    (fault("a limit of verification goes when two are parted", ("editing/history/said_meanwhile.py", "    if limit != own:\n", "    if not merged:\n")), STAY),
    (fault("a proposal tells what was sealed since", ("editing/drafts/sight.py", "            return proposal.changeset_number in self._above\n", "            return False\n")), SINCE),
    (fault("words tell what was sealed since", ("editing/history/words.py", "number not in self._above or", "number or")), SINCE),
    (fault("what comes back lower is not ruled", ("editing/history/reverting.py", "before, after = last_words(session, of, entered), entered", "before, after = entered, entered")), LAST),
    (fault("of what was decided of several returns one alone is asked", ("disclosure/gate.py", "frozenset[int]().union(*(each.read_from for each in decisions))", "decisions[-1].read_from")), ALWAYS),
    (fault("of two decisions one's line is told of the other", ("disclosure/forms.py", "if form is Form.AS_PUBLISHED and any(len(lines) != 1 for lines in evidence):", "if not evidence:")), ONE),
    (fault("a limit of verification goes with a merge", ("vault/folding.py", "(*c.limits, *_brought(c, limits, ways))", "c.limits")), ONE),
    (fault("what lies above limits what is told below", ("disclosure/clear.py", "limit for limit in case.limits if known_within(level, limit.level)", "limit for limit in case.limits")), ONE),
    (fault("words tell of evidence and of returns that were sealed since", ("vault/above.py", "            named |= _rows_of(session, table, column, rows.get(target, ()), found)\n", "            named |= set()\n")), NAMED),
    (fault("what rests on a change tells who does not see it", ("editing/drafts/sight.py", "return found.union(*(resting_on(self._session, number) for number in found))", "return found")), BACK),
    (fault("one decides on what history alone tells", (f"{REVIEW}/compared.py", "        if self.said.needing_two(whose_are(self.said.rows, told), self.on):\n            return True\n", "")), WHISPERED),
    (fault("whose decision shows a return itself is not asked", (f"{REVIEW}/needed.py", "record.shown | record.moved | record.returns", "record.shown | record.moved")), AGAIN),
    (fault("a merge shows whom their return kept back", ("vault/keeping_back.py", "at >= lowest and self._may_be_told(person, at)", "at >= lowest")), MERGED),
    (fault("what was taken out is told as part of what is published", ("vault/keeping_back.py", "at >= lowest and self._may_be_told(person, at)", "self._may_be_told(person, at)")), KEPT),
    (fault("who could not know of somebody decides of them", ("vault/ways.py", " or not merge.unknown.isdisjoint(passed)", "")), KEPT),
    (fault("a limit that comes with a merge overrules the other", ("vault/folding.py", "ways, later=True", "ways")), KEPT),
    (fault("what was said apart is overruled", ("editing/history/anew.py", "row.added_in < number and _said_apart(", "row.added_in > number and _said_apart(")), KEPT),
    (fault("who holds somebody back is raised above them", ("editing/history/anew.py", "(row.id not in stood or row.merged_id in above)", "row.id not in stood")), KEPT),
    (fault("what comes back is overruled by what did not know of it", ("editing/history/while_one.py", "[each for each in SAID if row.merged_id in about[each]]", "[each for each in SAID if not about[each]]")), KEPT),
    (fault("a rejected proposal tells of who was sealed since", ("editing/drafts/sight.py", "    if proposal.state not in HANDED_IN:\n", "    if proposal.state:\n")), KEPT),
    (fault("an old address leads to who is shown from who is kept back", ("vault/folding.py", "max(merge.redirect_at, told_from), not_at)", "merge.redirect_at)")), EITHER),
    (fault("who is kept is kept back by nothing", ("vault/keeping_back.py", "self._ways.root(person) in self._ways.members", "self._ways.root(person) != person")), EITHER),
    (fault("what is said of a joint case is said of one alone", ("vault/keeping_back.py", "taken_out=any(each.taken_out for each in still))", "taken_out=case.taken_out)")), EITHER),
    (fault("whose decision shows whom nothing keeps back any more is not asked", (f"{REVIEW}/by_whose_decision.py", "told, more, went = both.told_of(one, level, day), ", "told, more, went = set[int | str](), ")), EITHER),
    (fault("of all that join two only the last is asked", ("vault/ways.py", "if not merge.stood(number, before=later) or", "if (merge.kept == one and not merge.stood(number, before=later)) or")), EITHER),
    (fault("a preview leaves out a change of level", (f"{REVIEW}/previewing.py", "hidden = () if sees_all else OF_OTHERS", "hidden = () if sees_all else tuple({type(one) for one in draft.changes})")), EITHER),
    (fault("what was handed in once tells who was sealed since", ("editing/drafts/sight.py", "named = {*draft.base, *draft.named}", "named = {*draft.base}")), KEPT),
    (fault("a title calls by a name above its reader", ("editing/drafts/naming.py", "{key for keys in ids.values() for key in keys}, clearance)", "{key for keys in ids.values() for key in keys}, Level.SEALED)")), TITLES),
    (fault("a case is known whoever stands between", ("vault/ways.py", " and self._of_their_people(subject, one, number, later)", "")), EACH),
    (fault("somebody else below the merged one makes a decision of both none", ("vault/ways.py", " or not merge.unknown.isdisjoint(passed)", " or merge.unknown")), EACH),
    (fault("what was said while two were two is of both", ("vault/ways.py", " and not any(since <= number < until for since, until in self.apart)", "")), "vault/test_stood.py"),
    (fault("a decision from before publishes a case", ("vault/keeping_back.py", "any(number > said and self._ways.said_of(case.public_id, told_as, number) for number in by)", "any(by)")), EACH),
    (fault("what was taken out while two were two is overruled", ("vault/keeping_back.py", "return other.stated_in > last and all(", "return all("), ("editing/history/anew.py", "levels[merge.merged_id], Level.VETTED)", "levels[merge.merged_id])")), EACH),
    (fault("what keeps back at a level is not asked above another", ("vault/keeping_back.py", "return lowest, frozenset(at for at in EVERYWHERE - levels if at > lowest)", "return lowest, NOWHERE")), EACH),
    (fault("what is said of somebody above hinders a revert", ("editing/history/anew.py", "subject_levels(session, theirs).items() if level <= most}", "subject_levels(session, theirs).items()}")), EACH),
    (fault("who holds somebody back shows them to the vetted", (f"{REVIEW}/seen_more.py", "yield from ((level, day) for level in EDITION_LEVELS)", "yield Level.PUBLIC, day")), ALWAYS),
    (fault("what was entered while two were two is not joined", ("editing/history/reverting.py", "in _to_join(session, ring, stood, then, on):", "in ():")), EACH),
    (fault("who is parted is shown as before", (f"{REVIEW}/by_whose_decision.py", " or parted or (went", " or (went")), ANEW),
    (fault("by which decision somebody is told who was kept back is not asked", (f"{REVIEW}/by_whose_decision.py", "    return {last[each] for each in asked}", "    return set()")), ANEW),
    (fault("who was kept back is told by who wrote of them", (f"{REVIEW}/seen_more.py", "        or any(both.told_of(one, level, day) for level, day in both.moments(one, on))\n", "")), ANEW),
    (fault("who is counted is counted in one return", ("disclosure/wider.py", "Way(Treatment.COUNTED, returns=counted, by=by)", "Way(Treatment.COUNTED, by=by)")), ANEW),
    (fault("who stands among look-alikes is counted in one return", ("disclosure/wider.py", "for case in view.cases if case.event)", "for case in view.cases[:1] if case.event)")), ANEW),
    (fault("a name that is denied stands nowhere", ("disclosure/wider.py", " or not after.denied <= before.denied", "")), ANEW),
    (fault("who leaves look-alikes was counted before", ("disclosure/wider.py", "return frozenset() if leaves else before.returns", "return before.returns")), ANEW),
    (fault("a name that is denied is one by which they are shown", ("disclosure/wider.py", "if each.is_said is said)", "if said)")), ANEW),
    (fault("decisions that were made together are one", (f"{REVIEW}/by_whose_decision.py", "elif went or another_return:", "elif went:")), ANEW),
    (fault("what was decided before the last decision holds without it", (f"{REVIEW}/by_whose_decision.py", "if made.subject not in gone or made.added_in >= number)", "if made.id not in {max(each.id for each in after.apart.decisions if each.subject == one) for one in gone})")), ANEW),
    (fault("who is merged brings the return of another", (f"{REVIEW}/by_whose_decision.py", "        theirs = {one}\n", "        pass\n")), ANEW),
    (fault("what a line kept back is told unasked", ("disclosure/wider.py", "return more or named or other_lines or not", "return more or named or not")), ANEW),
]  # fmt: skip
AT_NIGHT = {
    "what was decided before the last decision holds without it",
    "who is merged brings the return of another",
    "what a line kept back is told unasked",
    "who is counted is counted in one return",
    "who leaves look-alikes was counted before",
    "a rejected proposal tells of who was sealed since",
    "a name that is denied is one by which they are shown",
    "decisions that were made together are one",
    "a decision from before publishes a case",
    "what was taken out while two were two is overruled",
    "what keeps back at a level is not asked above another",
    "what is said of somebody above hinders a revert",
    "who holds somebody back shows them to the vetted",
    "what was entered while two were two is not joined",
    "a merge shows whom their return kept back",
    "a limit that comes with a merge overrules the other",
    "what comes back is overruled by what did not know of it",
    "who holds somebody back is raised above them",
    "what is said of a joint case is said of one alone",
    "whose decision shows whom nothing keeps back any more is not asked",
    "of all that join two only the last is asked",
    "a preview leaves out a change of level",
    "what was handed in once tells who was sealed since",
}
PROPERTY = {each.name: test for each, test in FAULTS}


@pytest.mark.parametrize("planted_fault", planted([each for each, _ in FAULTS], at_night=AT_NIGHT))
def test_a_fault_is_found(planted_fault, tmp_path):
    run = run_with(planted_fault, tmp_path, PROPERTY[planted_fault.name])
    assert died_by_assertion(run), run.stdout[-2000:]
