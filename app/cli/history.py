"""`casebook history`: the past of a person, a case or an event, moment by moment."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from app.cli.actor import local_person
from app.cli.house import open_house
from app.cli.options import DEFAULT_HOME, HomeOption, VaultOption
from app.editing.history.moments import history_of


def history(
    public_id: Annotated[str, typer.Argument(help="The id of an individual, a case or a return event.")],
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
) -> None:
    """What changed, the newest first: when, who wrote it, who approved it, why, and each part before and after."""
    with open_house(home, vault) as house, house.reading() as session:
        entries = history_of(session, house.ring, local_person(), public_id)
    for entry in entries:
        by = f"{entry.author}, approved by {entry.approved_by or 'nobody, as is due'}"
        _out(f"{entry.made_at:%Y-%m-%d %H:%M}  {entry.kind}  {by}  {entry.changeset}")
        if entry.why:
            _out(f"  why: {entry.why}")
        for part, (before, after) in entry.changed.items():
            _out(f"  {part}: {_said(before)} -> {_said(after)}")


def _said(value: Any) -> str:
    return "nothing" if value is None else str(value)


def _out(line: str) -> None:
    sys.stdout.write(line + "\n")
