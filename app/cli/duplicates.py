"""`casebook duplicates`: who may have been entered twice, and a person's decision about it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from app.cli.actor import local_person
from app.cli.house import open_house
from app.cli.options import DEFAULT_HOME, HomeOption, VaultOption
from app.cli.terminal import say
from app.editing.entry.duplicates import Verdict, decide_pair, settled
from app.matching.candidates import People
from app.matching.known import known_people
from app.vault.reading import load

duplicates = typer.Typer(help="People who may have been entered twice: list, decide.", no_args_is_help=True)


@duplicates.command("list")
def list_duplicates(
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
    every: Annotated[bool, typer.Option("--all", help="Also pairs that were decided.")] = False,
) -> None:
    """Pairs of people with near names, the nearest first, with what speaks for and against."""
    with open_house(home, vault) as house, house.reading() as session:
        rows, done = load(session, house.ring), settled(session, house.ring, local_person())
    found = People(known_people(rows, local_person().clearance)).pairs(() if every else done)
    for one in found:
        evidence = ", ".join((one.why, *one.evidence))
        _out(f"{one.band:7}{one.one} {one.names[0]}  |  {one.other} {one.names[1]}  ({evidence})")
    if not found:
        say("No pair waits to be decided.")


@duplicates.command("decide")
def decide(
    kept: Annotated[str, typer.Argument(help="The id of the person who would be kept.")],
    other: Annotated[str, typer.Argument(help="The id of the other.")],
    verdict: Annotated[Verdict, typer.Argument(help="`different` is remembered; `same` proposes a merge.")],
    why: Annotated[str, typer.Option("--why", help="What you compared.")],
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
) -> None:
    """Decide whether two people are one. Nobody is merged before somebody else approves it."""
    with open_house(home, vault) as house, house.writing() as session:
        made = decide_pair(session, house.ring, local_person(), kept, other, verdict, why, datetime.now(UTC))
    say(f"The merge waits for review as proposal {made}." if made else "Remembered.")


def _out(line: str) -> None:
    sys.stdout.write(line + "\n")
