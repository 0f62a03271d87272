"""Faults planted into how readers follow a suppression list, each killed by the test of what it is to hide."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_assertion, fault, planted, run_with

SHELF, LISTED, OPENING = (f"editions/read/{name}.py" for name in ("shelf", "listed", "opening"))
GONE, CASES, LISTS, PAGES, HOLDINGS = (
    f"editions/read/{name}.py" for name in ("gone", "cases", "lists", "pages", "holdings")
)
FOLLOWED = "publishing/test_list_followed_by_itself.py"
NAMES, FORMS = "editions/read/names.py", "names/index.py"
ASKED = "publishing/test_asked_as_never_there.py"
PIECES = "publishing/test_pieces_follow_the_list.py"
ORDERED, PLACED = "publishing/test_hidden_from_orders.py", "editions/read/placed.py"
LEFT = "publishing/test_hidden_after_they_left.py"
MATCHED = "web/test_hidden_while_matched.py"
PRINTED = "web/test_hidden_while_printed.py"
NEVER_THERE = "publishing/test_hidden_as_never_there.py"
SUPPRESS, GENERAL = "publishing/suppress.py", "publishing/test_generalised_people_hidden.py"
FAULTS = (
    (FOLLOWED, fault("the list is read when the reader starts", (SHELF, "        self._listed.follow()\n        seen =", "        seen ="))),
    (FOLLOWED, fault("who leaves the list leaves it before the edition is open", (SHELF, "listed | self._edition.suppressed if self._behind else listed", "listed"))),
    (FOLLOWED, fault("an older list counts like a newer one", (LISTED, "if self._found.number > self._newest.number:", "if self._found:"))),
    (FOLLOWED, fault("a list that began anew adds nobody", (LISTED, "frozenset(self._newest.ids) | frozenset(self._found.ids)", "frozenset(self._newest.ids)"))),
    (FOLLOWED, fault("what was worked out under another list is answered", (OPENING, "if kept is None or kept[0] is not now:", "if kept is None:"))),
    (FOLLOWED, fault("an edition of another level takes the place", (SHELF, "            self._of_this_level(fresh)\n", ""))),
    (FOLLOWED, fault("where the manifest is gone nobody is listed", ("publishing/suppress.py", 'return None, not any(shelves.folder(level).glob(f"{level.code}-*.sqlite"))', "return None, True"))),
    (NEVER_THERE, fault("people of whom no case is left are not gone", (GONE, "return people_gone(edition).union(", "return NOBODY.union("))),
    (NEVER_THERE, fault("ties to somebody in a hidden return stay", (CASES, '[tie for tie in ties if tie["individual"] not in hidden]', "ties"))),
    (NEVER_THERE, fault("ties lead to a case in a hidden return", (CASES, '"cases": _left(tie["cases"], hidden)', '"cases": tie["cases"]'))),
    (NEVER_THERE, fault("other cases stay", (CASES, '_left(document["other_cases"], hidden)', 'document["other_cases"]'))),
    (NEVER_THERE, fault("who is hidden has a place in an order", (PAGES, "if not found or case_id in gone(edition):", "if not found:"))),
    (NEVER_THERE, fault("only ids on the list leave a list", (LISTS, "if hidden.isdisjoint", "if edition.suppressed.isdisjoint"))),
    (NEVER_THERE, fault("a hidden return has a page", (HOLDINGS, "if not found or key in hidden:", "if not found:"))),
    (NEVER_THERE, fault("all others are as many as before", (LISTS, '"others" in line and line["event"] in thinned', "False"))),
    (NEVER_THERE, fault("every source is counted", (HOLDINGS, "    if gone(edition):\n        return len(sources(edition))\n", ""))),
    (ORDERED, fault("who stood with somebody hidden stays there", (LISTS, "    moved = places_now(edition)\n", "    moved: dict[str, str] = {}\n"))),
    (ORDERED, fault("somebody hidden ties two who are placed", (PLACED, " if other not in hidden)", ")"))),
    (ORDERED, fault("only who is tied directly is placed anew", (PLACED, "- seen\n", "- seen if not seen - ahead else set()\n"))),
    (ASKED, fault("a name that is hidden steers a search", (NAMES, "without=people_gone(edition),", ""), (NAMES, "tuple(map(_hit, answer.hits))", "tuple(_hit(hit) for hit in answer.hits if hit.person not in people_gone(edition))"))),
    (ASKED, fault("a name that is hidden fills a limit", (FORMS, "            if len(some) < limit:\n                return\n", "            return\n"))),
    ("names/test_left_out.py", fault("only the first forms are looked through for whoever is there", (FORMS, "for start in count(0, limit):", "for start in (0,):"))),
    (PIECES, fault("a file follows no list", (CASES, "        edition.follow()\n", ""))),
    (PIECES, fault("a file holds whom it began with", (CASES, "if edition.suppressed is not under:", "if False:"))),
    (PIECES, fault("a file of the edition before follows no list", (SHELF, "_suppress(earlier, listed | earlier.suppressed)", "pass"))),
    (PIECES, fault("a file of the one before the one before follows no list", (SHELF, "[*still_read, self._edition]", "[self._edition]"))),
    (PIECES, fault("whoever leaves the list comes back in a file of the edition before", (SHELF, "listed | earlier.suppressed", "listed"))),
    (PIECES, fault("a changed manifest does not hold anybody on the list for a file", (SHELF, "        self._behind |= stamp_of(self._watched) != self._seen\n", ""))),
    (GENERAL, fault("who is generalised is listed by an id that is not there", (SUPPRESS, "wanted.hidden | own_ids(wanted.hidden, level, ring)", "wanted.hidden"))),
    (GENERAL, fault("too few alike stay", (SUPPRESS, "            found |= left_with_too_few(edition, found | set(before.ids) if stay else found)\n", ""))),
    (GENERAL, fault("too few are reckoned of one list alone", (SUPPRESS, "found | set(before.ids) if stay else found)\n", "found)\n"))),
    (GENERAL, fault("who is generalised is not listed unread", (SUPPRESS, "| own_ids(unread & wanted.hidden, level, ring)", ""))),
    (GENERAL, fault("every edition is given the ids of one", ("publishing/generalised.py", " if level in GENERALISING else NOBODY", ""))),
    (LEFT, fault("who left the edition in force is looked for in no other", (SUPPRESS, "    found |= once_held(hidden | _nowhere(level, wanted.masked, told_of), level, shelves, ring)\n", ""))),
    (LEFT, fault("who left is looked for by an id that their edition did not have", (SUPPRESS, "once_held(hidden |", "once_held(wanted.hidden |"))),
    (LEFT, fault("whoever left is listed, seen or not", ("publishing/left.py", "if _mark(key, level, ring) in known)", ")"), ("publishing/left.py", "        return frozenset()\n", '        known = frozenset({""})\n'))),
    (LEFT, fault("who leaves by an addendum is forgotten", ("publishing/addenda.py", "    note_left(before, manifest, level, shelves, ring, verified, holding)\n", ""))),
    (LEFT, fault("who left before the last edition is forgotten", ("publishing/left.py", '.open("a", ', '.open("w", '))),
    (LEFT, fault("who is masked stays where only an older edition holds them", (SUPPRESS, "else masked - told_of", "else frozenset()"))),
    (NEVER_THERE, fault("a decision of a later day counts already", ("publishing/withdraw.py", " & (DECISION.decided_on <= on)", ""))),
    (PRINTED, fault("a file holds whom it was asked of", ("web/reading/frozen_file.py", "    return await press.make(job, chosen_from)", "    chosen = job()\n    return await press.make(lambda: chosen, chosen_from)"))),
    (PRINTED, fault("a file goes out although somebody in it is hidden", ("sharing/printing/press.py", "if chosen_from() == before:", "if made:"))),
    (MATCHED, fault("a match tells of whoever was hidden since", ("web/reading/api/names.py", "hit.individual in people_gone(edition) for", "False for"))),
    ("members/test_hidden_from_members.py", fault("an export holds whoever was hidden while it was recorded", ("web/account/export.py", "        edition.follow()\n", ""))),
    ("members/test_hidden_from_members.py", fault("a match lists who is in a hidden return", ("web/account/searching.py", "if case not in gone(edition)", "if case not in edition.suppressed"))),
)  # fmt: skip
KILLED_BY = {fault.name: test for test, fault in FAULTS}
AT_NIGHT = list(KILLED_BY)


@pytest.mark.parametrize("fault", planted([fault for _, fault in FAULTS], AT_NIGHT))
def test_a_planted_fault_is_found(fault, tmp_path):
    run = run_with(fault, tmp_path, KILLED_BY[fault.name])
    assert died_by_assertion(run), run.stdout[-2000:] + run.stderr[-2000:]
