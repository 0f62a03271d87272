"""`casebook letters`: letters from families, for a desk without a browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer

from app.accounts import access_log
from app.accounts.access_log import VIEW, Noted
from app.cli.actor import local_person
from app.cli.house import House, open_house
from app.cli.options import DEFAULT_HOME, HomeOption, VaultOption
from app.cli.sentences import Refused
from app.cli.terminal import say
from app.editing.withdrawal.letters import Letter, move_letter, open_letters
from app.keys.letters import SECRET_FILE, letter_opener
from app.noticeboard.opening import Noticeboard, open_noticeboard

letters = typer.Typer(help="Letters from families: list, show, state.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The letter's name, or how it begins, as `casebook letters list` shows it.")]
SHORT = 16


@letters.command("list")
def list_letters(home: HomeOption = DEFAULT_HOME, vault: VaultOption = None) -> None:
    """Letters that are not done with, the oldest first: what they ask for, and nothing of what they say."""
    with open_house(home, vault) as house, _board(house) as board:
        found = _open(house, board)
    for one in found:
        _out(f"{one.name[:SHORT]}  {one.came_on}  {one.state:12}  {one.kind or 'does not open here'}")
    if not found:
        say("No letter waits.")


@letters.command("show")
def show(name: Name, home: HomeOption = DEFAULT_HOME, vault: VaultOption = None) -> None:
    """One letter, opened. It is on record who opened it."""
    with open_house(home, vault) as house, _board(house) as board:
        letter = _named(_open(house, board), name)
        with house.writing() as session:
            noted = [Noted(VIEW, letter.name[:SHORT], "letter", "", "terminal")]
            access_log.write(session, local_person().id, noted, datetime.now(UTC))
    if not letter.readable:
        raise Refused("This letter does not open with this desk's key.")
    for what in ("kind", "who", "relation", "words", "contact", "language", "came_on", "state"):
        _out(f"{what}: {getattr(letter, what)}")


@letters.command("state")
def state(
    name: Name,
    new: Annotated[str, typer.Argument(help="at_the_desk, done or declined. Done and declined empty the letter.")],
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
) -> None:
    """What became of a letter; who wrote it sees it by their receipt code."""
    with open_house(home, vault) as house, _board(house) as board:
        letter = _named(_open(house, board), name)
        move_letter(board, local_person(), letter.name, new, letter.state)
    say("Noted.")


@contextmanager
def _board(house: House) -> Iterator[Noticeboard]:
    if not house.home.noticeboard.is_file() or not (house.home.keys / SECRET_FILE).is_file():
        raise Refused("This home has no noticeboard.", "The first `casebook up` makes one.")
    board = open_noticeboard(house.home.noticeboard)
    try:
        yield board
    finally:
        board.close()


def _open(house: House, board: Noticeboard) -> list[Letter]:
    return open_letters(board, letter_opener(house.home.keys), local_person())


def _named(found: list[Letter], name: str) -> Letter:
    fit = [letter for letter in found if name and letter.name.startswith(name)]
    if len(fit) != 1:
        raise Refused("No letter, or more than one, is called so." if name else "Say which letter.")
    return fit[0]


def _out(line: str) -> None:
    sys.stdout.write(line + "\n")
