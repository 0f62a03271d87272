"""`casebook import`: a batch in, checked as a whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli.actor import local_actor
from app.cli.home import writing
from app.cli.house import House, open_house
from app.cli.options import DEFAULT_HOME, HomeOption, VaultOption
from app.cli.sentences import Refused
from app.cli.terminal import advance, console, progress, say
from app.importing.batch import CheckedBatch, Outcome, bring_in, checked_batch
from app.importing.problems import BatchRefused

SHOWN = 50
STEPS = 6


def import_batch(
    path: Annotated[Path, typer.Argument(help="A folder with the files of a batch (docs/importing.md names them).")],
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything and write nothing.")] = False,
) -> None:
    """Import a batch of cases. All faults are listed at once, and then nothing is written.

    The shipped batch is recorded with the founders' decisions. Any other becomes a proposal that waits for review.
    """
    if not path.is_dir():
        raise Refused(f"{path} is not a folder.", "Name the folder that holds the batch's files.")
    with progress("reading", STEPS) as bar:
        batch = check_batch(path)
        advance(bar, "checked")
        if dry_run:
            outcome = Outcome("checked")
        else:
            with open_house(home, vault, make=True) as house, writing(house.home):
                outcome = bring_in_batch(house, batch, lambda what: advance(bar, what))
    say(sentence(outcome, batch))


def check_batch(path: Path) -> CheckedBatch:
    """The batch, or its faults on the terminal and exit code 2."""
    try:
        return checked_batch(path, datetime.now(UTC).date())
    except BatchRefused as refused:
        for problem in refused.problems[:SHOWN]:
            console.print(str(problem), markup=False, soft_wrap=True)
        more = len(refused.problems) - SHOWN
        tail = f" ({more} more are not shown)" if more > 0 else ""
        raise Refused(
            f"{len(refused.problems)} faults; nothing was written{tail}.", "Mend them and import again.", code=2
        ) from None


def bring_in_batch(house: House, batch: CheckedBatch, step: Callable[[str], None]) -> Outcome:
    """Record or propose the batch in one transaction."""
    with house.writing() as session:
        return bring_in(
            batch,
            session,
            house.ring,
            author=local_actor(),
            at=datetime.now(UTC),
            progress=lambda what, n: step(f"{n} {what}"),
        )


def sentence(outcome: Outcome, batch: CheckedBatch) -> str:
    """What became of the batch, for a person."""
    if outcome.what == "checked":
        return f"No fault in {len(batch.prepared.claims)} claims from {len(batch.prepared.sources)} sources. Nothing was written."
    if outcome.what == "unchanged":
        return "This batch was imported before; nothing changed."
    if outcome.what == "proposed":
        return f"The batch waits for review as proposal {outcome.proposal}; nothing of it is published."
    done = outcome.recorded
    if done is None:
        raise ValueError(outcome.what)
    return (
        f"Recorded {done.individuals} individuals, {done.cases} cases and {done.return_events} return events: "
        f"{done.claims} claims from {done.sources} sources."
    )
