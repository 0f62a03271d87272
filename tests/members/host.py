"""A members' application over the shipped home, with people made through its own pages, and a browser without a screen."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyotp
from fastapi import FastAPI

from app.accounts.books import Books
from app.accounts.factors import STEP
from app.accounts.invitations import invite
from app.apps.members import create_app
from app.cli.members_process import members_house
from app.codebook.levels import Level
from app.keys.members import MembersKeys
from app.storage.migrations import upgrade
from app.web.account.cookies import csrf_of
from app.web.account.here import House
from tests.loop import in_loop

ORIGIN = "http://localhost:8001"
PASSWORD = "a long password of nobody"
WORDS = {
    "purpose": "a synthetic purpose",
    "affiliation": "nobody",
    "referees": "none",
    "agreement": "accepted, version 1",
}


@dataclass
class Answer:
    """What came back: status, headers by lower-case name, body."""

    status: int
    headers: dict[str, str]
    body: bytes
    cookies: list[str]

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def place(self) -> str:
        """Where it leads, without what the page there is told."""
        return self.headers["location"].partition("#")[0].partition("?")[0]


class Clock:
    """Time as the tests set it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **much: float) -> None:
        self.now += timedelta(**much)


@dataclass
class Browser:
    """Keeps cookies, fills in forms with their token, and follows nothing by itself."""

    app: FastAPI
    cookies: dict[str, str] = field(default_factory=dict)
    network: str = "127.0.0.1"
    seed: str = ""
    id: str = ""
    origin: str = ORIGIN

    def token(self) -> str:
        """The token of this session's forms, as the pages carry it."""
        return csrf_of(self.cookies.get("casebook") or self.cookies.get("casebook-form", ""))

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        return self.ask(method, path, b"", headers)

    def post(self, path: str, page: str | None = None, **fields: str) -> Answer:
        """Send a form with the token that stands on `page` (by default the account's)."""
        shown = self.get(page or "/account").text
        token = re.search(r'name="csrf" value="([0-9a-f]+)"', shown)
        return self.bare_post(path, csrf=token[1] if token else "", **fields)

    def bare_post(self, path: str, origin: str = "", **fields: str) -> Answer:
        headers = {"content-type": "application/x-www-form-urlencoded", "origin": origin or self.origin}
        return self.ask("POST", path, urlencode(fields).encode(), headers)

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        sent = {**headers, "host": "localhost:8001"}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        answer = in_loop(exchange(self.app, method, path, body, sent, self.network))
        for line in answer.cookies:
            name, _, value = line.partition(";")[0].partition("=")
            if "Max-Age=0" in line or value in ("", '""'):
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return answer


async def exchange(app: Any, method: str, path: str, body: bytes, headers: dict[str, str], network: str) -> Answer:
    """One request to the application itself. A fault that leaves the application is raised."""
    answer, asked = Answer(0, {}, b"", []), False

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if asked:
            await asyncio.Event().wait()
        asked = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            for key, value in message["headers"]:
                if key.lower() == b"set-cookie":
                    answer.cookies.append(value.decode())
                answer.headers[key.decode().lower()] = value.decode()
        else:
            answer.body += message.get("body", b"")

    where, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": where,
        "raw_path": where.encode(), "query_string": query.encode(), "root_path": "", "client": (network, 1),
        "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()], "server": ("localhost", 8001),
    }  # fmt: skip
    await app(scope, receive, send)
    return answer


class Host:
    """The application, its clock, and ways to bring people in."""

    def __init__(self, home: Path, vault: str | None = None) -> None:
        MembersKeys.first_use(home / "keys", make=True)
        self.clock = Clock()
        key = home / "editions" / "public" / "verify.pub"
        made = members_house(vault or f"sqlite:///{home}/vault.sqlite", home / "editions", home / "keys", key, "", 8001)
        self.house = House(made.books, made.shelves, made.origins, made.jar, self.clock)
        upgrade(made.books.engine)
        self.app = create_app(self.house)

    @property
    def books(self) -> Books:
        return self.house.books

    def browser(self) -> Browser:
        return Browser(self.app)

    def invited(self, *roles: str) -> str:
        with self.books.writing() as session:
            return f"/join/{invite(session, roles, None, self.clock())}"

    def joined(self, login: str, *roles: str, link: str = "", factor: bool = True) -> Browser:
        """Somebody who came by an invitation, signed in, and set up a second factor."""
        browser = self.browser()
        link = link or self.invited(*roles)
        done = browser.post(link, page=link, login=login, name=f"Synthetic {login}", password=PASSWORD)
        assert done.status == 303, (done.status, done.text)
        self.sign_in(browser, login)
        if factor:
            page = browser.get("/account/factor").text
            browser.seed = re.search(r'class="secret">([A-Z2-7]+)<', page)[1]
            shown = browser.post("/account/factor", page="/account/factor", code=self.code(browser))
            assert shown.status == 200 and "recovery codes" in shown.text
        found = re.search(r"Your id in this house: <code>(\w+)", browser.get("/account").text)
        browser.id = found[1] if found else ""
        return browser

    def sign_in(self, browser: Browser, login: str, code: str = "", password: str = PASSWORD) -> Answer:
        return browser.post("/account/sign-in", page="/account/sign-in", login=login, password=password, code=code)

    def code(self, browser: Browser) -> str:
        """The code of now; time goes on by a step first, since each counts once."""
        self.clock.on(seconds=STEP)
        return pyotp.TOTP(browser.seed).at(self.clock.now)

    def step_up(self, browser: Browser) -> None:
        code = self.code(browser)
        done = browser.post("/account/step-up", code=code)
        assert done.status == 303, done.text

    def cleared(self, browser: Browser, level: Level, *others: Browser, days: int = 30) -> None:
        """Ask for access and have the others agree to it, through the pages."""
        asked = browser.post("/account/ask", page="/account/ask", level=level.code, days=str(days), **WORDS)
        assert asked.status == 303, asked.text
        for other in others:
            assert self.agree(other, browser).status == 303

    def agree(self, other: Browser, asker: Browser, verdict: str = "agree") -> Answer:
        self.step_up(other)
        request, digest = self.waiting(other, asker)
        return other.post(f"/requests/{request}", verdict=verdict, digest=digest)

    def waiting(self, other: Browser, asker: Browser) -> tuple[str, str]:
        page = unescape(other.get("/requests").text)
        part = next(p for p in page.split("<section>") if asker.id in p)
        found = re.search(r'action="/requests/(\w+)".*?name="digest" value="(\w+)"', part, re.DOTALL)
        assert found, part
        return found[1], found[2]

    def read(self, browser: Browser, level: Level) -> Answer:
        """Choose an edition, with a fresh factor."""
        self.step_up(browser)
        return browser.post("/account/edition", level=level.code)
