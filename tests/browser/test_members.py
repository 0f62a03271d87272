"""The ways into the members' application by phone with script off: joining by a link, asking, two voices, the file of an export."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from app.accounts.books import Books
from app.accounts.invitations import invite
from app.cli.members_process import members_house
from app.keys.members import MembersKeys
from app.storage.migrations import upgrade
from tests.browser.conftest import SIZES, STARTS_WITHIN
from tests.homes import shipped_home

PASSWORD = "a long password of nobody"
SEEN = os.environ.get("CASEBOOK_PICTURES", "")
"""A folder to look at the pages in, for whoever wants to."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The members' process over a copy of the shipped home, and the link of its first steward."""
    home = shipped_home(tmp_path_factory.mktemp("members") / "home")
    MembersKeys.first_use(home / "keys", make=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    key = home / "editions" / "public" / "verify.pub"
    books = members_house(f"sqlite:///{home}/vault.sqlite", home / "editions", home / "keys", key, "", port).books
    upgrade(books.engine)
    with ThreadPoolExecutor(1) as thread:  # Playwright's loop may stand in this one
        link = thread.submit(_first, books).result()
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "CASEBOOK_VAULT": f"sqlite:///{home}/vault.sqlite", "CASEBOOK_EDITIONS": str(home / "editions"),
        "CASEBOOK_MEMBERS_KEYS": str(home / "keys"), "CASEBOOK_VERIFY_KEY": str(key),
    }  # fmt: skip
    command = [sys.executable, "-m", "app.cli.members_process", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2])
    try:
        _await(port)
        yield f"http://127.0.0.1:{port}", link
    finally:
        process.terminate()
        process.wait()


def _first(books: Books) -> str:
    with books.writing() as session:
        return f"/join/{invite(session, ['steward'], None, datetime.now(UTC))}"


def _await(port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the members' process does not answer")


@dataclass
class Somebody:
    """A person with a phone. `codes`: recovery codes, since a code of the minute counts once."""

    name: str
    page: Page
    codes: list[str] = field(default_factory=list)

    def joins(self, link: str) -> None:
        page = self.page
        page.goto(link)
        self.looks("join")
        page.locator("#login").fill(self.name)
        page.locator("#name").fill(f"Synthetic {self.name}")
        page.locator("#password").fill(PASSWORD)
        page.locator("main form button").click()
        page.locator("#login").fill(self.name)
        page.locator("#password").fill(PASSWORD)
        self.looks("sign-in")
        page.locator("main form button").first.click()
        page.goto("/account/factor")
        seed = page.locator(".secret").first.inner_text()
        page.locator("#code").fill(pyotp.TOTP(seed).now())
        self.looks("factor")
        page.locator("main form button").first.click()
        self.looks("codes")
        self.codes = re.findall(r"[0-9a-f]{4}(?:-[0-9a-f]{4}){6}", page.locator("main").inner_text())
        assert len(self.codes) == 10

    def proves(self) -> None:
        self.page.goto("/account/step-up")
        self.looks("step-up")
        self.page.locator("#code").fill(self.codes.pop())
        self.page.locator("main form button").first.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Your account")

    def invites(self, *roles: str) -> str:
        self.proves()
        self.page.goto("/people")
        form = self.page.locator('form[action$="/people/invite"]')
        for role in roles:
            form.locator(f'[name="{role}"]').check()
        form.get_by_role("button").click()
        self.looks("people")
        return re.search(r"/join/[\w-]+", self.page.locator("main").inner_text())[0]

    def agrees(self) -> None:
        self.proves()
        self.page.goto("/requests")
        self.looks("requests")
        self.page.locator('main button[value="agree"]').first.click()

    def looks(self, what: str) -> None:
        """Nothing is wider than the phone, and nothing to press is too small for a thumb."""
        page = self.page
        wide = page.locator("html").evaluate("e => e.scrollWidth")
        assert wide <= SIZES["phone"]["width"], (what, wide)
        for button in page.locator("main button:visible").all():
            assert button.bounding_box()["height"] >= 24, (what, button.inner_text())
        if SEEN:
            page.screenshot(path=f"{SEEN}/{self.name}-{what}.png", full_page=True)


@pytest.fixture
def comes(browser: Browser, house: tuple[str, str]) -> Iterator:
    opened = []

    def come(name: str) -> Somebody:
        opened.append(
            browser.new_context(
                base_url=house[0], viewport=SIZES["phone"], java_script_enabled=False, accept_downloads=True
            )
        )
        return Somebody(name, opened[-1].new_page())

    yield come
    for context in opened:
        context.close()


@pytest.mark.nightly
def test_three_people_come_in_and_one_is_cleared_and_takes_the_file(comes, house):
    first, second, third = comes("first"), comes("second"), comes("third")
    first.joins(house[1])
    second.joins(first.invites("steward"))
    third.joins(first.invites())
    page = third.page
    page.goto("/account/ask")
    page.locator('input[name="level"][value="vetted"]').check()
    page.locator('[name="days"]').fill("30")
    for asked in ("purpose", "affiliation", "referees"):
        page.locator(f'[name="{asked}"]').fill("synthetic")
    third.looks("ask")
    page.locator('[name="agreement"]').check()
    page.locator("main form button").first.click()
    third.looks("asked")
    first.agrees()
    page.goto("/account")
    assert page.locator('input[name="level"][value="vetted"]').count() == 0  # one voice is not enough
    second.agrees()
    third.proves()
    page.locator('input[name="level"][value="vetted"]').check()
    page.get_by_role("button", name="Read this edition").click()
    third.looks("reading")
    page.goto("/account/export")
    third.looks("export")
    page.locator('[name="agreed"]').check()
    with page.expect_download() as waiting:
        page.locator("main form button").first.click()
    assert waiting.value.path().read_text(encoding="utf-8").startswith("# Casebook, researcher edition")
