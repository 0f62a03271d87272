"""Somebody patient who guesses: 100,000 times, at any pace, from as many networks as they like. Time is told, not waited for.

What is refused is refused without being looked at. Nothing is counted while that lasts, so it ends at one moment, and the guesses
until then are passed over: the shipped rules are asked for that moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from app.accounts import factors, throttle
from app.accounts.books import Books
from app.accounts.passwords import hash_password
from app.accounts.people import make_account
from app.accounts.signing_in import Attempted, NotSignedIn, SignedIn, TooOften, sign_in

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
PASSWORD = "a long password of nobody"
GUESSES = 100_000
WRONG = "not it"


@dataclass(frozen=True)
class Guesser:
    """`guess`: the n-th attempt; `held_up`: whether the shipped rules would not look at it at this moment."""

    guess: Callable[[int], Attempted]
    held_up: Callable[[int, datetime], bool]


def looked_at(books: Books, guesser: Guesser, many: int, over: timedelta) -> int:
    """How many of so many guesses, evenly spread over the time, were compared with what is right."""
    n = looked = 0
    while n < many:
        at = AT + over * n / many
        if guesser.held_up(n, at):
            with pytest.raises(
                (NotSignedIn, TooOften)
            ):  # sent all the same: whoever counts what is compared sees whether it was
                sign_in(books, guesser.guess(n), at)
            n = _next(guesser, n, many, over)
            continue
        with pytest.raises((NotSignedIn, TooOften)):
            sign_in(books, guesser.guess(n), at)
        looked, n = looked + 1, n + 1
    return looked


def _next(guesser: Guesser, refused: int, many: int, over: timedelta) -> int:
    """The first guess after this one that is not refused, or the end."""
    low, high = refused, many
    while high - low > 1:
        middle = (low + high) // 2
        if guesser.held_up(middle, AT + over * middle / many):
            low = middle
        else:
            high = middle
    return high


def of_passwords(books: Books, login: str) -> Guesser:
    """One account's password, each time from another network."""

    def held_up(n: int, at: datetime) -> bool:
        with books.reading() as session:
            here = throttle.held_up(session, books.keys, login, f"network {n}", "", at)
            return here or throttle.guessed_at(session, books.keys, login, "", at)

    return Guesser(lambda n: Attempted(login, WRONG, "", f"network {n}", ""), held_up)


def of_many_accounts(books: Books) -> Guesser:
    """One guess at each of many names, from one network."""

    def held_up(n: int, at: datetime) -> bool:
        with books.reading() as session:
            return throttle.held_up(session, books.keys, f"name {n}", "one network", "", at)

    return Guesser(lambda n: Attempted(f"name {n}", WRONG, "", "one network", ""), held_up)


def of_codes(books: Books, login: str, account: str, device: str = "") -> Guesser:
    """Codes, by somebody who has the password; at a browser of the owner's where they have that, too."""

    def held_up(n: int, at: datetime) -> bool:
        with books.reading() as session:
            return throttle.factor_held_up(session, books.keys, account, device, at)

    return Guesser(lambda n: Attempted(login, PASSWORD, WRONG, f"network {n}", device), held_up)


@dataclass
class Owner:
    """Somebody with an account, whose browser was used before."""

    books: Books
    login: str
    id: str
    device: str
    totp: pyotp.TOTP | None

    def comes(self, at: datetime, *, known: bool, code: str | None = None) -> SignedIn:
        """Signs in with what is right, from a network of their own. NotSignedIn or TooOften."""
        given = code if code is not None else self.totp.at(at) if self.totp else ""
        tried = Attempted(self.login, PASSWORD, given, "the owner's network", self.device if known else "")
        return sign_in(self.books, tried, at)


def owner(books: Books, login: str, *, factor: bool) -> Owner:
    before = AT - timedelta(days=1)
    with books.writing() as session:
        made = make_account(
            session, books.keys, login=login, name="Synthetic", password_hash=hash_password(PASSWORD), roles=(),
            invited_by=None, at=before,
        )  # fmt: skip
        totp = pyotp.TOTP(factors.begin(session, books.keys, made)) if factor else None
        if totp:
            factors.confirm(session, books.keys, made, totp.at(before), before)
    someone = Owner(books, login, made, "", totp)
    device = someone.comes(before + timedelta(minutes=5), known=False).device
    return replace(someone, device=device)


@contextmanager
def codes_compared(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every code that is compared with the right one while this holds."""
    seen: list[str] = []
    compare = factors._counter
    with monkeypatch.context() as patch:
        patch.setattr(
            factors, "_counter", lambda keys, factor, code, at: seen.append(code) or compare(keys, factor, code, at)
        )
        yield seen
