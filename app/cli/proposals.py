"""`casebook proposals`: what waits for review, and a reviewer's word on it."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli.actor import local_person, local_roster
from app.cli.house import open_house
from app.cli.options import DEFAULT_HOME, HomeOption, VaultOption
from app.cli.sentences import Refused
from app.cli.terminal import say
from app.editing.drafts.document import Draft, check_letters, read_draft
from app.editing.drafts.in_words import details, said
from app.editing.drafts.kept import open_draft, start
from app.editing.drafts.naming import claims_called
from app.editing.drafts.targets import with_base
from app.editing.entry.interpret import changes_of
from app.editing.entry.sheet import read_sheet
from app.editing.review.handing_in import submit
from app.editing.review.reviews import WHOLE, reviews
from app.editing.review.verdicts import approve, ask_for_changes, content_seen, reject
from app.editing.review.waiting import proposals_seen

proposals = typer.Typer(help="What waits for review: new, list, show, approve, ask, reject.", no_args_is_help=True)
ProposalId = Annotated[str, typer.Argument(help="The proposal's id, as `casebook proposals list` shows it.")]
LETTERS = 12
"""How much of the content's hash must be named at least."""


@proposals.command("list")
def list_proposals(
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
    every: Annotated[bool, typer.Option("--all", help="Also those approved and rejected.")] = False,
) -> None:
    """Proposals that wait, the oldest first."""
    with open_house(home, vault) as house, house.reading() as session:
        found = proposals_seen(session, house.ring, local_person(), everything=every)
    for one in found:
        _out(f"{one.id}  {one.state:17}  {one.created_at:%Y-%m-%d}  {one.changes:5} changes  {one.title or one.why}")
    if not found:
        say("Nothing waits.")


@proposals.command("new")
def new(
    file: Annotated[Path, typer.Argument(help="A sheet or a draft as JSON; docs/editing.md shows both.")],
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
) -> None:
    """Hand in what a file proposes: one source with all it tells, or any other changes. Nothing is recorded before a review."""
    draft = _read(file)
    me, at = local_person(), datetime.now(UTC)
    with open_house(home, vault) as house, house.writing() as session:
        key = start(session, house.ring, me, with_base(session, house.ring, draft, me.clearance), at)
        submit(session, house.ring, me, key, at)
    say(f"It waits for review as proposal {key}.")


@proposals.command("show")
def show(key: ProposalId, home: HomeOption = DEFAULT_HOME, vault: VaultOption = None) -> None:
    """All that a proposal would change, line by line, what reviewers said, and the hash that an approval names."""
    me = local_person()
    with open_house(home, vault) as house, house.rehearsing() as session:
        opened = open_draft(session, house.ring, me, key)
        remarks = reviews(session, house.ring, me, key)
        content = content_seen(session, house.ring, me, key)
        claims = claims_called(session, house.ring, opened.draft, me.clearance)
    _out(f"{opened.id}: {opened.state}, written by {', '.join(opened.authors)}")
    _out(f"why: {opened.draft.why}")
    for change in opened.draft.changes:
        _out(f"  {change.ref}: {said(change, lambda one: f'{one} ({claims[one].words})' if one in claims else one)}")
        for name, words in details(change):
            _out(f"      {name}: {words}")
    for remark in remarks:
        for ref, words in remark.comments.items() or [("", remark.verdict)]:
            _out(f"{remark.reviewer}, {remark.at:%Y-%m-%d}, {remark.verdict} {ref}: {words}")
    _out(f"content: {content}")


@proposals.command("approve")
def approve_proposal(
    key: ProposalId,
    content: Annotated[str, typer.Option("--content", help="The hash that `show` ended with: what you approve.")],
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
) -> None:
    """Approve exactly what `show` showed. Refused for whoever wrote any of it."""
    if len(content) < LETTERS:
        raise Refused(
            f"Give at least {LETTERS} letters of the content's hash.", "`casebook proposals show` ends with it.", 2
        )
    me = local_person()
    with open_house(home, vault) as house:
        with house.writing() as session:
            seen = content_seen(session, house.ring, me, key)
            named = seen if seen.startswith(content) else content
            made = approve(session, house.ring, me, key, named, datetime.now(UTC), local_roster).changeset
        say(f"Recorded as changeset {made.number}." if made else "Approved. It needs a second person's approval.")


@proposals.command("ask")
def ask(
    key: ProposalId,
    words: Annotated[str, typer.Option("--comment", help="What should change.")],
    change: Annotated[str, typer.Option("--change", help="Which change it is about; the whole unless given.")] = "",
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
) -> None:
    """Send a proposal back to its authors with a comment."""
    with open_house(home, vault) as house, house.writing() as session:
        ask_for_changes(session, house.ring, local_person(), key, {change: words}, datetime.now(UTC))
    say("Sent back.")


@proposals.command("reject")
def reject_proposal(
    key: ProposalId,
    why: Annotated[str, typer.Option("--why", help="The reason, for its authors.")],
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
) -> None:
    """Reject a proposal. It stays readable; nothing of it is recorded."""
    with open_house(home, vault) as house, house.writing() as session:
        reject(session, house.ring, local_person(), key, {WHOLE: why}, datetime.now(UTC))
    say("Rejected.")


def _read(file: Path) -> Draft:
    """The draft in a file: `{"why": ..., "sheet": {...}}` with a sheet, or `{"why": ..., "changes": [...]}`."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):  # too deep to be read is none of ours either
        raise Refused(f"{file} is not JSON.", "docs/editing.md shows what stands in it.", 2) from None
    check_letters(content)
    if isinstance(content, dict) and "sheet" in content:
        changes = changes_of(read_sheet(content.pop("sheet")))
        content["changes"] = [change.model_dump(mode="json") for change in changes]
    return read_draft(content)


def _out(line: str) -> None:
    sys.stdout.write(line + "\n")
