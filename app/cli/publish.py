"""`casebook publish`: from the vault to the editions of all levels."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

import typer

from app.cli.checkpoints import EVERY, write_checkpoint
from app.cli.house import House, open_house
from app.cli.moment import LOOK_EVERY, moment, sentence
from app.cli.options import DEFAULT_HOME, HomeOption, VaultOption
from app.cli.press import Press, is_large
from app.cli.relay import Place, relay
from app.cli.terminal import advance, progress, say
from app.codebook.levels import EDITION_LEVELS
from app.publishing.publish import Published, standing_manifest
from app.publishing.standing import stands

STEPS = 7


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
        checkpoint = Checkpoints(house)
        if not (watch and is_large(house)):
            press = Press(house)
            seen = moment(house)
            with progress("loading", STEPS) as bar:
                done = press.publish(lambda what: advance(bar, what))
            for one in done:
                say(sentence(one))
            if watch:
                _watch(house, press, seen, checkpoint)
        if watch:
            relay(Place(home, vault), checkpoint.when_due)


def publish_house(house: House, step: Callable[[str], None]) -> list[Published]:
    """Bring suppression lists and editions in line with the vault, once."""
    return Press(house).publish(step)


def all_stand(house: House) -> bool:
    """Whether readers of every level have an edition that they can use."""
    shelves, ring = house.home.shelves, house.ring
    found = ((level, standing_manifest(shelves, level, ring)) for level in EDITION_LEVELS)
    return all(manifest is not None and stands(manifest, level, shelves, ring) for level, manifest in found)


class Checkpoints:
    """Checkpoints of the access log, one every few minutes."""

    def __init__(self, house: House) -> None:
        self._house, self._last = house, -EVERY

    def when_due(self) -> None:
        if time.monotonic() - self._last >= EVERY:
            write_checkpoint(self._house, datetime.now(UTC))
            self._last = time.monotonic()


def _watch(house: House, press: Press, seen: object, checkpoint: Checkpoints) -> None:
    """Until the record is so large that building all of it for each change would take long."""
    while not is_large(house):
        checkpoint.when_due()
        time.sleep(LOOK_EVERY)
        now = moment(house)
        if now != seen:
            seen = now
            for one in press.publish():
                say(sentence(one))
