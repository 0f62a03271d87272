"""A desk over the shipped home beside its members' application: people are vetted at the one and work at the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.apps.desk import create_app
from app.cli.desk_process import desk_house
from app.cli.house import open_house
from app.cli.publish import publish_house
from app.codebook.levels import Level
from app.keys.letters import make_letter_keys
from app.publishing.load import load_record
from app.publishing.publish import publish
from app.publishing.shelves import Shelves
from app.publishing.suppress import suppress
from app.web.desk.house import DeskHouse
from tests.homes import shipped_home
from tests.members.host import Browser, Host

ORIGIN = "http://localhost:8002"


class DeskHost:
    """Two stewards and whoever is given a seat. `vault`: another database than the home's own. `made`: makes the home."""

    def __init__(self, home: Path, vault: str | None = None, made: Callable[[Path], Path] = shipped_home) -> None:
        self.home = made(home)
        self.members = Host(self.home, vault)
        make_letter_keys(self.home / "keys")
        url = vault or f"sqlite:///{self.home}/vault.sqlite"
        house = desk_house(url, self.home / "keys", self.home / "noticeboard.sqlite", "", 8002, self.home / "editions")
        self.house: DeskHouse = replace(house, clock=self.members.clock)
        self.app = create_app(self.house)
        self.seats: dict[str, Browser] = {}
        self._stewards = {name: self.members.joined(name, "steward") for name in ("one", "two")}

    @property
    def clock(self):
        return self.members.clock

    def seat(self, login: str, *roles: str, level: Level = Level.VETTED) -> Browser:
        """Somebody with these roles who works at the desk with what is at most `level`."""
        login = f"{login}-{len(self.seats) + 1}"
        members = self.members.joined(login, *roles)
        self.seats[login] = members
        if level > Level.PUBLIC:
            self.members.cleared(members, level, *self._awake()[: 1 if level is Level.RESEARCHER else 2])
            self.members.read(members, level)
        return self.here(members)

    def _awake(self) -> list[Browser]:
        """The stewards, signed in anew where the tests' clock has gone on."""
        for name, browser in self._stewards.items():
            if browser.get("/account").status != 200:
                self.members.sign_in(browser, name, self.members.code(browser))
        return list(self._stewards.values())

    def here(self, members: Browser) -> Browser:
        """The same person at the desk."""
        return Browser(self.app, members.cookies, members.network, members.seed, members.id, ORIGIN)

    def publish(self) -> None:
        """Bring the editions in line with the vault, as the publisher does."""
        with open_house(self.home, None) as house:
            publish_house(house, lambda _: None)

    def publish_without_pictures(self) -> None:
        """The same much faster, for tests that publish again and again; pictures have tests of their own."""
        ring, shelves, today = self.house.ring, Shelves(self.home / "editions"), datetime.now(UTC).date()
        with self.house.books.reading() as session:
            record = load_record(session, ring)
        suppress(record, shelves, ring, today)
        publish(record, shelves, ring, today, draw=lambda _: [])
        suppress(record, shelves, ring, today)
