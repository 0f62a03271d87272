"""`casebook members`: what the terminal of the house may do for accounts: invite, open after a stop, checkpoint, whose copy."""

from __future__ import annotations

import csv
import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from app.accounts.access_log import Noted, write
from app.accounts.fingerprints import whose
from app.accounts.invitations import invite
from app.accounts.models import Account, ExportCopy
from app.accounts.people import any_steward
from app.accounts.roles import Role
from app.accounts.stop import lift
from app.cli.checkpoints import write_checkpoint
from app.cli.house import House, open_house
from app.cli.options import DEFAULT_HOME, HomeOption, VaultOption
from app.cli.sentences import Refused
from app.cli.terminal import say
from app.keys.members import MembersKeys

members = typer.Typer(help="Accounts from the terminal of the house.", no_args_is_help=True)
TERMINAL = "terminal"


def members_keys(house: House) -> MembersKeys:
    """The keys of accounts; drawn when there is none and no account exists yet."""
    with house.reading() as session:
        anybody = session.scalar(select(Account.id).limit(1)) is not None
    return MembersKeys.first_use(house.home.keys, make=not anybody)


def first_invitation(house: House) -> str:
    """The path of an invitation for the first steward; empty where there is a steward already."""
    now = datetime.now(UTC)
    with house.writing() as session:
        return "" if any_steward(session, now) else f"/join/{invite(session, [Role.STEWARD], None, now)}"


@members.command("invite")
def invite_somebody(
    role: Annotated[
        list[str] | None, typer.Option("--role", help="editor, reviewer or steward; several times.")
    ] = None,
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
) -> None:
    """Print the path of an invitation: it makes one account within three days. For a house whose stewards are all gone."""
    now = datetime.now(UTC)
    try:
        roles = [Role(one) for one in role or []]
    except ValueError:
        raise Refused(f"A role is one of {', '.join(Role)}.", code=2) from None
    with open_house(home, vault) as house:
        members_keys(house)
        with house.writing() as session:
            path = f"/join/{invite(session, roles, None, now)}"
            write(session, TERMINAL, [Noted("invite", TERMINAL, " ".join(roles))], now)
    say(f"Hand this over, behind the address of the members' pages: {path}")


@members.command("reopen")
def reopen(home: HomeOption = DEFAULT_HOME, vault: VaultOption = None) -> None:
    """End an emergency stop: people can sign in again."""
    now = datetime.now(UTC)
    with open_house(home, vault) as house, house.writing() as session:
        ended = lift(session, TERMINAL, now)
        if ended:
            write(session, TERMINAL, [Noted("reopen", TERMINAL)], now)
    say(f"Open again, by {getpass.getuser()}." if ended else "There was no emergency stop.")


@members.command("checkpoint")
def checkpoint(
    out: Annotated[Path | None, typer.Option("--out", help="Another folder to write it to as well.")] = None,
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
) -> None:
    """Sign where the access log ends now. Keep a copy away from this machine: `casebook verify --checkpoints FOLDER`."""
    with open_house(home, vault) as house:
        made = write_checkpoint(house, datetime.now(UTC))
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            (out / made.name).write_bytes(made.read_bytes())
    say(f"Signed: {made.name}.")


@members.command("whose")
def whose_copy(
    file: Annotated[Path, typer.Argument(help="A CSV of the researcher edition, or a part of one.")],
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
) -> None:
    """To whom a file of the researcher edition was given, by the order of its rows."""
    with file.open(encoding="utf-8-sig", newline="") as handle:
        rows = [row for row in csv.reader(line for line in handle if not line.startswith("#")) if row]
    with open_house(home, vault) as house:
        keys = members_keys(house)
        with house.reading() as session:
            copies = {copy.id: copy.account_id for copy in session.scalars(select(ExportCopy))}
    found = whose(keys, copies, [row[0] for row in rows[1:]])
    for copy in found:
        say(f"Copy {copy}, given to account {copies[copy]}.")
    if not found:
        say("The order of its rows is that of no copy given out, or there are too few rows.")
