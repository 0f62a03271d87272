"""A house with a person of each kind, the objects that they are tried on, and what the table of policies says of each cell.

A cell is a kind of viewer, a route, and an object: one's own, another's, one that is hidden from the viewer, one that is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import delete

from app.accounts.models import Passkey
from app.accounts.models.signing import Attempt
from app.accounts.people import account_called
from app.accounts.requests import requests_of
from app.accounts.roles import APPROVERS
from app.accounts.stop import lift
from app.accounts.tokens import make_token, tokens_of
from app.codebook.levels import Level
from app.web.account.cookies import csrf_of
from app.web.account.policies import MEMBERS_POLICIES
from app.web.account.site import site_of
from app.web.headers import is_api
from app.web.language import unprefixed
from tests.homes import shipped_home
from tests.members.host import PASSWORD, WORDS, Browser, Host

ABSENT = "0000000000000000"
KINDS = ("nobody", "plain", "editor", "reviewer", "steward", "researcher", "vetted", "expired", "no factor")
ROLES = {"editor": {"editor"}, "reviewer": {"reviewer"}, "steward": {"steward"}, "no factor": {"steward"}}
READS = {"researcher": Level.RESEARCHER, "vetted": Level.VETTED}
TABLES = {"case_id": "case_row", "event_id": "event_row", "source_id": "source_row"}
GETS = sorted(path for method, path in MEMBERS_POLICIES if method == "GET")
POSTS = sorted(path for method, path in MEMBERS_POLICIES if method == "POST")
ENDING = ("/account/sign-out", "/account/sessions", "/emergency-stop")
"""Whoever may do this is signed out by it."""


class Cells:
    """The house, and who is in it."""

    def __init__(self, place: Path) -> None:
        self.host = host = Host(shipped_home(place))
        self.steward, self.other = host.joined("steward", "steward"), host.joined("other", "steward")
        self.somebody = host.joined("somebody")
        self.kinds = {
            "nobody": host.browser(),
            "plain": host.joined("plain"),
            "editor": host.joined("editor", "editor"),
            "reviewer": host.joined("reviewer", "reviewer"),
            "steward": self.steward,
            "researcher": host.joined("researcher", factor=False),
            "vetted": host.joined("vetted"),
            "expired": host.joined("expired"),
            "no factor": host.joined("no factor", "steward", factor=False),
        }
        self._clear()
        self.requests = {name: self._request(name) for name in ("somebody", *KINDS[1:-1])}
        self.tokens = {name: self._token(name) for name in ("somebody", *KINDS[1:])}
        self.passkeys = {name: self._passkey(name) for name in ("somebody", *KINDS[1:])}
        assert site_of(host.house) is not None, "passkeys are an extra, which the tests need"
        self.used = host.invited()
        host.joined("newcomer", link=self.used)

    def _clear(self) -> None:
        host, kinds = self.host, self.kinds
        host.cleared(kinds["researcher"], Level.RESEARCHER, self.steward)
        host.cleared(kinds["expired"], Level.VETTED, self.steward, self.other, days=1)
        host.clock.on(days=1)
        for name, browser in (("steward", self.steward), ("other", self.other), ("vetted", kinds["vetted"])):
            host.sign_in(browser, name, host.code(browser))
        host.cleared(kinds["vetted"], Level.VETTED, self.steward, self.other)

    def _account(self, name: str) -> Browser:
        return self.somebody if name == "somebody" else self.kinds[name]

    def _request(self, name: str) -> str:
        """A request that waits: for researcher access, which stewards alone decide about."""
        self.back(name)
        browser = self._account(name)
        done = browser.post("/account/ask", page="/account/ask", level="researcher", days="9", **WORDS)
        assert done.status == 303, done.text
        with self.host.books.reading() as session:
            return requests_of(session, self.id_of(name))[0].id

    def _token(self, name: str) -> str:
        with self.host.books.writing() as session:
            account = self.id_of(name)
            make_token(session, account, "script", "read:public", 80, self.host.clock())
            return tokens_of(session, account)[0].id

    def _passkey(self, name: str) -> str:
        """One for each try: on every change it is taken away in two languages."""
        account, at = self.id_of(name), self.host.clock()
        with self.host.books.writing() as session:
            for language in ("", "ko"):
                key = f"k{language}{account[len(language) + 1 :]}"
                session.add(
                    Passkey(id=key, account_id=account, credential=key.encode(), public_key=b"none", sign_count=0, name=name,
                            made_at=at, used_at=None)
                )  # fmt: skip
        return f"k{account[1:]}"

    def id_of(self, name: str) -> str:
        """The account's id; where no page tells it, from the book of accounts."""
        browser = self._account(name)
        if not browser.id:
            with self.host.books.reading() as session:
                browser.id = account_called(session, self.host.books.keys, name).id
        return browser.id

    def back(self, name: str, *, fresh: bool = False) -> Browser:
        """Signed in, with the edition one reads, and with or without a fresh factor."""
        host, browser = self.host, self._account(name)
        if name == "nobody":
            browser.get("/account/sign-in")
            return browser
        there = "/account/factor" if name == "no factor" else "/account"
        if browser.get(there).status != 200:
            host.sign_in(browser, name, host.code(browser) if browser.seed else "")
        if fresh:
            proof = {"code": host.code(browser)} if browser.seed else {"password": PASSWORD}
            browser.bare_post("/account/step-up", csrf=self.token(name), **proof)
        if name in READS and fresh:
            browser.bare_post("/account/edition", csrf=self.token(name), level=READS[name].code)
        return browser

    def token(self, name: str) -> str:
        """What the forms of this visitor carry."""
        cookies = self._account(name).cookies
        return csrf_of(cookies.get("casebook") or cookies.get("casebook-form", ""))

    def no_attempts(self) -> None:
        """As if nobody had tried to sign in lately: all forms are tried from one network."""
        with self.host.books.writing() as session:
            session.execute(delete(Attempt))

    def opened_again(self) -> None:
        with self.host.books.writing() as session:
            lift(session, "terminal", self.host.clock())

    def objects(self, name: str, path: str) -> Mapping[str, str]:
        """The route's address with each object that a viewer of this kind can try there."""
        part = next((part for part in ("account_id", *self._owned, "secret", *TABLES) if f"{{{part}}}" in path), "")
        if part:
            kinds = self._objects_of(part, name)
            if part == "passkey_id" and path != unprefixed(path) and "own" in kinds:
                kinds["own"] = f"kko{kinds['own'][3:]}"
            return {thing: path.replace(f"{{{part}}}", key) for thing, key in kinds.items()}
        if "{name}" in path:
            shown = {"other": ("map", "svg"), "absent": ("nothing", "svg")}
            return {thing: path.replace("{name}", n).replace("{kind}", k) for thing, (n, k) in shown.items()}
        return {"none": path}

    @property
    def _owned(self) -> dict[str, dict[str, str]]:
        return {"request_id": self.requests, "token_id": self.tokens, "passkey_id": self.passkeys}

    def _objects_of(self, part: str, name: str) -> dict[str, str]:
        if part == "secret":
            return {
                "other": self.host.invited().rpartition("/")[2],
                "hidden": self.used.rpartition("/")[2],
                "absent": ABSENT,
            }
        if part in TABLES:
            here = self.ids(READS.get(name, Level.PUBLIC), TABLES[part])
            above = sorted(set.union(*(self.ids(level, TABLES[part]) for level in self.host.house.shelves)) - here)
            return {"other": min(here), **({"hidden": above[0]} if above else {}), "absent": ABSENT}
        kept = self._owned.get(part, {})
        given = {"other": kept["somebody"] if kept else self.somebody.id, "absent": ABSENT}
        if name == "nobody":
            return given
        return {"own": kept.get(name, ABSENT) if kept else self.id_of(name), **given}

    def ids(self, level: Level, table: str) -> set[str]:
        edition = self.host.house.shelves[level]().current()
        return {row[0] for row in edition.rows(f"SELECT id FROM {table}")}


def may(name: str, role: str) -> bool:
    """Whether a kind of viewer has what a row of the table asks for."""
    roles = ROLES.get(name, set())
    return {
        "anyone": True,
        "member": name != "nobody",
        "vetted": name == "vetted",
        "approver": bool(roles & {str(r) for r in APPROVERS}),
    }.get(role, role in roles)


def at_the_door(name: str, method: str, path: str, where: str, *, fresh: bool) -> int | None:
    """The status that the table alone gives; None where the route itself answers."""
    policy = MEMBERS_POLICIES[method, path]
    if policy.role == "anyone":
        return None
    if name == "nobody":
        return 401 if is_api(where) else 303
    if name == "no factor" and unprefixed(where) not in ("/account/factor", "/account/sign-out"):
        return 404 if is_api(where) else 303
    if not may(name, policy.role):
        return 404
    return 303 if policy.step_up and not fresh else None


def when_read(name: str, path: str, thing: str) -> int:
    """The status of a page of those who may use it: there, or not there; what is hidden is not there."""
    path = unprefixed(path)
    if path.startswith("/static/"):
        return 404
    if path == "/account/export":
        return 200 if name in READS else 404
    if path == "/join/{secret}":
        return 200 if thing == "other" else 404
    if path.startswith("/access-log"):
        return 200
    return 404 if thing in ("hidden", "absent") else 200


SENT_EMPTY: Mapping[str, Mapping[str, int] | int] = {
    "/account/ask": 422,
    "/account/edition": 404,
    "/account/export": 422,
    "/account/factor": 403,
    "/account/match": 422,
    "/account/passkey": 403,
    "/account/passkeys": 422,
    "/account/passkeys/{passkey_id}": {"own": 303, "other": 404, "absent": 404},
    "/account/password": 403,
    "/account/recovery": 200,
    "/account/search": 422,
    "/account/sessions": 303,
    "/account/sign-in": 403,
    "/account/sign-out": 303,
    "/account/step-up": 403,
    "/account/tokens": 422,
    "/account/tokens/{token_id}": {"own": 303, "other": 404, "absent": 404},
    "/api/v1/names/match": 400,
    "/emergency-stop": 422,
    "/join/{secret}": {"other": 422, "hidden": 404, "absent": 404},
    "/people/invite": 200,
    "/people/{account_id}/close": {"own": 404, "other": 422, "absent": 404},
    "/people/{account_id}/revoke": {"own": 422, "other": 422, "absent": 404},
    "/people/{account_id}/roles": {"own": 404, "other": 303, "absent": 404},
    "/requests/{request_id}": 422,
}
"""What an empty form gets from those who may use the route, by the object where there is one."""


def when_sent(name: str, path: str, thing: str) -> int:
    path = unprefixed(path)
    if path == "/account/export" and name not in READS:
        return 404
    found = SENT_EMPTY[path]
    return found if isinstance(found, int) else found[thing]
