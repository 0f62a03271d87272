"""Leaks planted into the members' application, each killed by the general property of test_worlds_alike: two houses that differ only
in what is hidden from a reader answer that reader differently, and the property says so.
"""

from __future__ import annotations

import pytest

from app.codebook.levels import Level
from tests.noninterference.difference import Difference
from tests.noninterference.planting import fault, planted
from tests.noninterference.questions import questions, tell_apart
from tests.noninterference.readers import KINDS
from tests.noninterference.swapping import swapped
from tests.noninterference.worlds import pressed_anew, worlds

ROLES, SESSIONS, TOKENS, PEOPLE = (
    "accounts/roles.py",
    "accounts/sessions.py",
    "accounts/tokens.py",
    "accounts/people.py",
)
HERE, DOOR, MEMBERS = "web/account/here.py", "web/account/door.py", "apps/members.py"
SIGNING, OWN, RECORD, VETTING = (
    "web/account/signing.py",
    "web/account/own.py",
    "web/account/record.py",
    "web/account/vetting.py",
)
SEARCHING, EXPORT, WITNESS, PAGES = (
    "web/account/searching.py",
    "web/account/export.py",
    "web/account/witness.py",
    "web/account/pages.py",
)
READING = "web/reading/"

SHELF = "house.shelves[2]().current()"
VETTED = f'request.scope["state"]["here"].{SHELF}'
"""The edition that none of the readers is cleared for, wherever a route has the request."""
HELD = '.rows("SELECT id FROM case_row")'
SESSION_LEVEL = (SESSIONS, "level = min(row.level, grant.level if grant else Level.PUBLIC)", "level = row.level")

CLEARED = (
    fault("an expired grant still counts", (ROLES, "self.starts_at <= at < self.ends_at", "self.starts_at <= at"), by="expired"),
    fault("a revoked grant still counts", (ROLES, "return self.revoked_at is None and", "return"), by="revoked"),
    fault("a grant counts before it begins", (ROLES, "self.starts_at <= at < self.ends_at", "at < self.ends_at"), by="too early"),
    fault("vetted without a second factor", (ROLES, " and (person.factor or g.level < Level.VETTED)", ""), by="without a factor"),
    fault("a token reads what its owner may", (TOKENS, "min(reads, grant.level if grant else Level.PUBLIC)", "grant.level if grant else reads"), by="program"),
    fault(
        "the edition once chosen is read, whatever one is cleared for",
        SESSION_LEVEL,
        (DOOR, "return min(visitor.level, visitor.cleared)", "return visitor.level"),
        (HERE, "        if level > self.cleared:\n            raise PermissionError\n", ""),
        by="member",
    ),
    fault("who has no grant is cleared for everything", SESSION_LEVEL, (HERE, "return Level.PUBLIC if self.grant is None", "return Level.VETTED if self.grant is None"), by="member"),
    fault("a researcher is cleared for the vetted edition", SESSION_LEVEL, (HERE, "else self.grant.level", "else Level.VETTED"), by="researcher"),
    fault(
        "a role clears", SESSION_LEVEL,
        (HERE, "return Level.PUBLIC if self.grant is None else self.grant.level", "return Level.VETTED if self.person and self.person.roles else Level.PUBLIC"),
        by="editor",
    ),
    fault("everybody reads the vetted file", (HERE, "self.house.shelves[level]().current()", "self.house.shelves[Level.VETTED]().current()"), by="member"),
    fault("every role sees what one of them is for", (HERE, "return asked[role] if role in asked else Role(role) in person.roles", "return asked.get(role, True)"), by="member"),
    fault("a reviewer reads what waits for stewards", (VETTING, "            if may_speak(seen.me, each.asked.level)\n", ""), by="reviewer"),
    fault("every page is for every member", (DOOR, "if not visitor.may(policy.role):", 'if not visitor.may("member"):'), by="editor"),
)  # fmt: skip

SHOWN = (
    fault("the banner's last day moves with hidden cases", (HERE, 'if seen.grant else "",', f'if seen.grant is None else "2026-12-%02d" % len(seen.{SHELF}{HELD}),'), by="researcher"),
    fault("the banner has a last day where hidden cases are many", (HERE, 'if seen.grant else "",', f'if seen.grant else "2026-12-%02d" % len(seen.{SHELF}{HELD}),'), by="member"),
    fault("a form's token follows from the vetted edition", (HERE, '"csrf": seen.csrf,', f'"csrf": seen.csrf + seen.{SHELF}.content,'), by="member"),
    fault("a head that counts hidden cases", (WITNESS, "                await send(message)\n                return\n            if message", f'                await send({{**message, **({{"headers": [*message["headers"], (b"x-held", b"%d" % len(visitor.{SHELF}{HELD}))]}} if "headers" in message else {{}})}})\n                return\n            if message'), by="member"),
    fault("a page that counts the claims of the vault", (HERE, '"approver": seen.may("approver"),', '"approver": __import__("sqlalchemy").inspect(seen.house.books.engine) and seen.house.books.engine.connect().exec_driver_sql("SELECT count(*) FROM claim").scalar(),'), by="member"),
    fault("a page that counts what others looked at", (OWN, "levels = [level.code for level in READABLE.values() if level <= seen.cleared]", 'levels = [str(seen.house.books.engine.connect().exec_driver_sql("SELECT count(*) FROM access_entry").scalar())]'), by="member"),
    fault("the sign-in page counts members", (SIGNING, 'return account_page(request, "sign_in", title=SIGN_IN, problem="", made=made)', 'return account_page(request, "sign_in", title=SIGN_IN, made=made, problem=str(here(request).house.books.engine.connect().exec_driver_sql("SELECT count(*) FROM account").scalar()))'), by="anonymous"),
    fault("a stranger is told what is there", (DOOR, "            return trouble(path, 401) if is_api(path) else self._to(path, SIGN_IN)\n", f'            return trouble(path, 404) if visitor.{SHELF}.rows("SELECT id FROM case_row WHERE id = ?", (path.rpartition("/")[2],)) else trouble(path, 401)\n'), by="anonymous"),
    fault("the page before an export tells how much is held", (EXPORT, 'title=TITLE, problem="")', f"title=TITLE, problem=str(len(seen.{SHELF}{HELD})))"), by="researcher"),
    fault("the access log names whom a case is about", (RECORD, "of=viewer or of)", f'of=(viewer or of) + str(seen.{SHELF}.rows("SELECT individual FROM case_row WHERE id = ?", (of,))))'), by="steward"),
    fault("the access log leaves out cases that are not held", (RECORD, "newest = entries(session)", f"newest = [e for e in entries(session) if (e.object,) in seen.{SHELF}{HELD}]"), by="steward"),
    fault("a steward's list of looks is as long as the vetted edition", (RECORD, "watched = by_viewer(session, seen.at - LOOK_BACK)", f"watched = by_viewer(session, seen.at - LOOK_BACK) * len(seen.{SHELF}{HELD})"), by="steward"),
)  # fmt: skip

READ = (
    fault("a hidden case is not allowed, where no case is not there", (READING + "cases.py", "        kept = moved_to(seen.edition, case_id)\n", f"        if case({VETTED}, case_id):\n            raise PermissionError\n        kept = moved_to(seen.edition, case_id)\n"), by="member"),
    fault("the same in the API alone", (READING + "api/cases.py", "        kept = moved_to(seen.edition, case_id)\n", f"        if case_bytes({VETTED}, case_id):\n            raise PermissionError\n        kept = moved_to(seen.edition, case_id)\n"), by="researcher"),
    fault("the same in Korean alone", (READING + "cases.py", "        kept = moved_to(seen.edition, case_id)\n", f'        if seen.language == "ko" and case({VETTED}, case_id):\n            raise PermissionError\n        kept = moved_to(seen.edition, case_id)\n'), by="expired"),
    fault("a return event that lists everybody", (READING + "returns.py", "    teller = Teller(document, seen.language)\n", f"    document = event({VETTED}, event_id) or document\n    teller = Teller(document, seen.language)\n"), by="editor"),
    fault("the first page's total is that of the vetted edition", (READING + "home.py", "totals=totals(seen.edition),", f"totals=totals({VETTED}),"), by="member"),
    fault("the API's edition is another one's", (READING + "api/holdings.py", "**edition_info(seen.edition), **totals(seen.edition)", f"**edition_info({VETTED}), **totals(seen.edition)"), by="member"),
    fault("facets counted over everybody", (READING + "api/cases.py", '"facets": facets(seen.edition, query),', f'"facets": facets({VETTED}, query),'), by="researcher"),
    fault("a table counted over everybody", (READING + "counts.py", "found = table(seen.edition, query, by)", f"found = table({VETTED}, query, by)"), by="member"),
    fault("a list as text that others are read from", (READING + "lists.py", "body = render(list_info(seen.edition, query), chosen_lines(seen.edition, query),", f'body = render(list_info(seen.edition, query), chosen_lines({VETTED.replace("request", "seen.request")} if kind == "txt" else seen.edition, query),'), by="member"),
    fault("a list's number of lines", (READING + "api/holdings.py", '"tally": asdict(tally(found)),', f'"tally": asdict(tally(chosen_lines({VETTED}, query))),'), by="researcher"),
    fault("a file of cases with a line for each that is held", (READING + "api/files.py", "            yield piece\n", f'            yield piece\n        yield b"," * len({VETTED.replace("request", "seen.request")}{HELD})\n'), by="member"),
    fault("a source that supports what is hidden", (READING + "sources.py", "    shown = source_shown(document, seen.language)\n", f"    document = source({VETTED}, source_id) or document\n    shown = source_shown(document, seen.language)\n"), by="member"),
    fault("sources that only hidden cases rest on", (READING + "sources.py", "for s in sources(seen.edition))", f"for s in sources({VETTED}))"), by="member"),
    fault("a citation of the edition above", (READING + "cite.py", "asked = citation_asked(seen)", f"asked = citation_asked(__import__('dataclasses').replace(seen, edition={VETTED}))"), by="member"),
    fault("a search by name in the vetted edition", (SEARCHING, "edition = seen.open(reading_level(seen))", f"edition = seen.{SHELF}"), by="member"),
    fault("a search that counts hits among the hidden", (SEARCHING, "title=SEARCH, found=found, people=found.people, matches=found.matches", f'title=SEARCH + str(people_page(seen.{SHELF}, read_query(asked), "en").cases), found=found, people=found.people, matches=found.matches'), by="steward"),
    fault("names matched against the vetted edition", (READING + "api/names.py", "_find(visit(request).edition, asked.names[n])", f"_Found(_find({VETTED}, asked.names[n]).answer, visit(request).edition.content)"), by="researcher"),
    fault("a name in an address is refused only where somebody has it", (MEMBERS, "refuse_names(request.query_params.multi_items())", f'refuse_names([(k, v) for k, v in request.query_params.multi_items() if any(v.encode() in row[0] for row in {VETTED}.rows("SELECT document FROM case_row"))])'), by="member"),
)  # fmt: skip
FAULTS = (*CLEARED, *SHOWN, *READ)

PUBLISH, WHOLE, ASSEMBLE = "publishing/publish.py", "publishing/whole.py", "disclosure/assemble.py"
PUBLISHED = (
    fault("an id of the researcher edition that moves with how many there are", (WHOLE, "renaming(ring, level)", "lambda key: renaming(ring, level)(f'{key}{len(record.dossiers)}')"), by="researcher"),
    fault("who is held stands among the look-alikes", ("disclosure/gate.py", "return Gated(published, TREATMENTS[form_of(decision), level], decision)", "return Gated(published, TREATMENTS[max(form_of(decision), Form.COUNT_ONLY, key=lambda f: f is not Form.HOLD), level], decision)"), by="researcher"),
    fault("a claim of one level above", ("disclosure/clear.py", "return max(claim, source) <= level", "return max(claim, source) <= level + 1"), by="researcher"),
    fault("a case above the level", ("disclosure/clear.py", "for case in dossier.cases if told_within(level, case.level, case.not_at))", "for case in dossier.cases)"), by="researcher"),
    fault("a person above the level", ("disclosure/clear.py", "    if dossier.level > level:\n        return None\n    cases", "    cases"), by="researcher, member"),
    fault("a return counts its people in the vault", (ASSEMBLE, "described=described,", "described=described + sum(c.event == event.public_id for d in parts.record.dossiers for c in d.cases),"), by="researcher"),
    fault("what a ruling has put aside", ("disclosure/clear.py", " and s.standing in SPOKEN_FOR)", ")"), by="researcher, member"),
    fault("a decision that is not of today yet", ("disclosure/gate.py", "made = [d for d in decisions if d.decided_on <= on]", "made = list(decisions)"), by="researcher, member"),
    fault("who was withdrawn", ("disclosure/gate.py", "    if decision is None or not published.cases or _closed(dossier.withdrawals, _embargo(published), on):", "    if decision is None or not published.cases:"), by="researcher, member"),
    fault("an edition that tells how often it was published", (PUBLISH, "return Published(before, changed=False)", "before = before.model_copy(update={'number': before.number + 1})\n        replace_file(shelves.manifest(level), signed_text(before, ring.signer().sign(before.document())).encode())\n        return Published(before, changed=False)"), by="researcher, member"),
)  # fmt: skip
SLOW = (
    "a hidden case is not allowed, where no case is not there",
    "the same in the API alone",
    "the same in Korean alone",
    "a return event that lists everybody",
    "sources that only hidden cases rest on",
    "a table counted over everybody",
    "a list's number of lines",
)
"""Found only after many answers, or like another that is tried on every change."""
AT_NIGHT = tuple(f.name for f in PUBLISHED[3:])


@pytest.fixture(autouse=True)
def _anew():
    """What a faulty answer kept of the editions is forgotten."""
    yield
    for world in (world for level in (Level.PUBLIC, Level.RESEARCHER) for world in worlds(level)):
        world.anew()


def _ask(leak, place=None):
    """The property, as those readers who may notice. `place`: over editions that are published now."""
    for name in leak.by or KINDS:
        if place is not None:
            pressed_anew(KINDS[name].reads, place / name)
        tell_apart(name)


@pytest.mark.parametrize("leak", planted(FAULTS, SLOW))
def test_a_planted_leak_is_found(leak, no_limits):
    with swapped(leak), pytest.raises(Difference):
        _ask(leak)


@pytest.mark.parametrize("leak", planted(PUBLISHED, AT_NIGHT))
def test_a_leak_planted_into_what_members_editions_are_made_of_is_found(leak, no_limits, tmp_path):
    with swapped(leak), pytest.raises(Difference):
        _ask(leak, tmp_path)


def test_without_a_fault_the_same_houses_are_answered_alike(no_limits, tmp_path):
    """After all of them, in the same process: a fault that stayed would make every other die of it."""
    for name in ("researcher", "steward"):
        pressed_anew(KINDS[name].reads, tmp_path / name)
        tell_apart(name, questions(name)[::29])
