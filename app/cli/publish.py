"""`casebook publish`: from the vault to the editions of all levels."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from app.cli.checkpoints import EVERY, write_checkpoint
from app.cli.house import House, open_house
from app.cli.options import DEFAULT_HOME, HomeOption, VaultOption
from app.cli.press import Press
from app.cli.terminal import advance, progress, say
from app.publishing.load import changeset_number
from app.publishing.publish import Published

STEPS = 7
LOOK_EVERY = 2.0
"""Seconds between two looks at the vault while watching."""


def publish_editions(
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and publish whenever the vault changes or a day begins.")
    ] = False,
) -> None:
    """Build the public, researcher and vetted editions and put them in place.

    An edition that would say the same as before is left alone: its number and date do not move.
    """
    with open_house(home, vault) as house:
        press = Press(house)
        with progress("loading", STEPS) as bar:
            done = press.publish(lambda what: advance(bar, what))
        for one in done:
            say(sentence(one))
        if watch:
            _watch(house, press)


def publish_house(house: House, step: Callable[[str], None]) -> list[Published]:
    """Bring suppression lists and editions in line with the vault, once."""
    return Press(house).publish(step)


def sentence(published: Published) -> str:
    manifest = published.manifest
    state = "published" if published.changed else "unchanged"
    return f"{manifest.level}: edition {manifest.number} of {manifest.date}, {state} ({manifest.content[:12]})"


def _watch(house: House, press: Press) -> None:
    seen, signed = _moment(house), 0.0
    while True:
        if time.monotonic() - signed >= EVERY:
            write_checkpoint(house, datetime.now(UTC))
            signed = time.monotonic()
        time.sleep(LOOK_EVERY)
        now = _moment(house)
        if now != seen:
            seen = now
            for one in press.publish():
                say(sentence(one))


def _moment(house: House) -> tuple[int, date]:
    with house.reading() as session:
        return changeset_number(session), datetime.now(UTC).date()
