"""The door of the members' application: who comes, and may they use this route? Asks the table of policies and nothing else.

Before anything is looked at, an unsafe request must come from one of our own pages: Origin, and the token of the session. Who
is not signed in gets one answer for every address, there or not. What somebody lacks the role for is not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from hmac import compare_digest
from typing import Any

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send

from app.accounts import sessions, tokens
from app.accounts.throttle import network_of
from app.codebook.levels import Level
from app.web.account.at_fault import HandedBack, answer_to
from app.web.account.cookies import DEVICE, FORM, SESSION
from app.web.account.forms import MOST, NUL, Most, NotText, TooLarge, again, fields_of, read_body
from app.web.account.here import Here, House
from app.web.account.policies import MEMBERS_POLICIES, RATES
from app.web.errors import trouble
from app.web.headers import is_api
from app.web.language import PREFIXES, language_of, unprefixed
from app.web.policy import Policy
from app.web.problems import N_

SAFE = ("GET", "HEAD")
FACTOR_PAGES = ("/account/factor", "/account/sign-out")
SIGN_IN, STEP_UP, FACTOR = "/account/sign-in", "/account/step-up", "/account/factor"
NO_TEXT = N_("What was sent is not text in UTF-8. Nothing of it was kept. Send it again from its page.")


class Door:
    """Stands before all routes. `app.state` of the application is not used: what the pages need is in `scope["state"]`."""

    def __init__(  # noqa: PLR0913, PLR0917 - what an application's door is made of
        self,
        app: ASGIApp,
        house: House,
        routes: list[Any],
        policies: Mapping[tuple[str, str], Policy] = MEMBERS_POLICIES,
        most: Most = MOST,
        handed_back: HandedBack | None = None,
    ) -> None:
        """`policies`: the application's own table. `most`: how much one of its forms may be. `handed_back`: what is answered, in
        place of a refusal or a fault, to a form from one of our own pages that took long to fill in; None leaves the refusal.
        """
        self._app, self._house, self._routes = app, house, routes
        self._policies, self._most, self._handed_back = policies, most, handed_back
        self._minute, self._counts = 0, Counter[tuple[str, str]]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = {**scope, "headers": [h for h in scope["headers"] if h[0] not in (b"if-none-match", b"range")]}
        try:
            body = b"" if scope["method"] in SAFE else await read_body(receive, self._most)
        except TooLarge:
            await trouble(scope["path"], 413)(scope, receive, send)
            return
        headers = Headers(scope=scope)
        visitor = self._stranger(scope, headers)
        try:
            visitor.form = fields_of(body, headers.get("content-type", ""), self._most)
        except NotText:
            await trouble(scope["path"], 400, NO_TEXT)(scope, receive, send)
            return
        scope.setdefault("state", {})["here"] = visitor
        back = self._handed_back if visitor.form and self._is_ours(headers) else None
        answer = await to_thread.run_sync(self._recognise, visitor, scope, headers, back)
        if answer is None:
            answer = self._refusal(scope, headers, visitor)
            if answer is not None and back:
                answer = await to_thread.run_sync(back, scope, answer) or answer
        if answer is None:
            await self._app(scope, again(body, receive), send)
        else:
            await answer(scope, receive, send)

    def _stranger(self, scope: Scope, headers: Headers) -> Here:
        """Whoever comes, before it is looked up who they are."""
        cookies = self._house.jar.read(headers.get("cookie", ""))
        client = scope.get("client") or ("", 0)
        return Here(
            self._house, self._house.clock(), network_of(client[0]), form_secret=cookies.get(FORM, ""),
            device=cookies.get(DEVICE, ""),
        )  # fmt: skip

    def _recognise(
        self, visitor: Here, scope: Scope, headers: Headers, handed_back: HandedBack | None
    ) -> Response | None:
        """Look up who it is. The answer where that fails: nobody comes in, and a form of ours goes back to whoever sent it."""
        try:
            self._look_up(visitor, scope, headers)
        except Exception as fault:  # noqa: BLE001 - whatever it is, what was typed is theirs
            return answer_to(scope, fault, handed_back)
        return None

    def _look_up(self, visitor: Here, scope: Scope, headers: Headers) -> None:
        cookies = self._house.jar.read(headers.get("cookie", ""))
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and is_api(scope["path"]):
            self._by_token(visitor, token.strip())
        elif SESSION in cookies:
            self._by_session(visitor, cookies[SESSION])

    def _by_session(self, visitor: Here, secret: str) -> None:
        visitor.secret = (
            secret  # first: should looking it up fail, a form that goes back has the token that is good later
        )
        with self._house.books.reading() as session:
            found = sessions.find(session, secret, visitor.at)
        if found is None:
            visitor.secret = ""
            return
        visitor.person, visitor.grant = found.person, found.grant
        visitor.level, visitor.fresh = found.level, found.fresh
        if found.stale_note:  # only a sign of life: while another writes for long it is left to a later request
            self._house.books.write_if_soon(lambda session: sessions.note(session, secret, visitor.at))

    def _by_token(self, visitor: Here, secret: str) -> None:
        with self._house.books.reading() as session:
            found = tokens.bearer(session, secret, visitor.at)
        if found is not None:
            visitor.person, visitor.grant, visitor.level, visitor.by_token = (
                found.person,
                found.grant,
                found.level,
                True,
            )

    def _refusal(self, scope: Scope, headers: Headers, visitor: Here) -> Response | None:
        path, method = scope["path"], "GET" if scope["method"] == "HEAD" else scope["method"]
        if NUL in path or b"%00" in scope["query_string"]:
            return trouble(path, 404)  # no key has it, and not every database may be asked for it
        if method != "GET" and not visitor.by_token and not self._from_our_pages(headers, visitor):
            return trouble(path, 403)
        policy = self._policy(scope, method)
        if policy is None or policy.role != "anyone":
            stranger = self._of_stranger(path, visitor)
            if stranger is not None or policy is None:
                return stranger  # else the application's own answer for what is not there
            if not visitor.may(policy.role):
                return trouble(path, 404)
            if policy.step_up and not visitor.fresh:
                return self._to(path, STEP_UP)
        return self._too_many(visitor, policy, path)

    def _from_our_pages(self, headers: Headers, visitor: Here) -> bool:
        """Origin is ours, and the form carries the session's token.

        A page with `no-referrer` posts with the origin `null` (Fetch, 3.2): then the browser's own Sec-Fetch-Site must say so.
        """
        sent = visitor.form.get("csrf", "") or headers.get("x-csrf-token", "")
        known = bool(visitor.secret or visitor.form_secret)
        return self._is_ours(headers) and known and compare_digest(sent.encode(), visitor.csrf.encode())

    def _is_ours(self, headers: Headers) -> bool:
        origin = headers.get("origin", "")
        return origin in self._house.origins or (origin == "null" and headers.get("sec-fetch-site") == "same-origin")

    def _policy(self, scope: Scope, method: str) -> Policy | None:
        for route in self._routes:
            matched, _ = route.matches({**scope, "method": method})
            if matched is Match.FULL:
                return self._policies.get((method, route.path))
        return None

    def _of_stranger(self, path: str, visitor: Here) -> Response | None:
        """The one answer for who is not signed in; for who has a role and no second factor yet, the way to get one."""
        person = visitor.person
        if person is None:
            return trouble(path, 401) if is_api(path) else self._to(path, SIGN_IN)
        if person.roles and not person.factor and unprefixed(path) not in FACTOR_PAGES:
            return trouble(path, 404) if is_api(path) else self._to(path, FACTOR)
        return None

    def _to(self, path: str, address: str) -> Response:
        """To another page, in the language of the address that was asked for where it stands in that."""
        there = PREFIXES[language_of(path)] + address
        return RedirectResponse(there if ("GET", there) in self._policies else address, 303)

    def _too_many(self, visitor: Here, policy: Policy, path: str) -> Response | None:
        minute = int(visitor.at.timestamp()) // 60
        if minute != self._minute:
            self._minute, self._counts = minute, Counter()
        key = (visitor.person.id if visitor.person else visitor.network, policy.rate)
        self._counts[key] += 1
        return trouble(path, 429) if self._counts[key] > RATES[policy.rate] else None


def reading_level(visitor: Here) -> Level:
    """The edition that this visitor reads on this request: what they chose, and never more than they are cleared for."""
    return min(visitor.level, visitor.cleared)
