"""Signing in on both databases: codes once, guesses slowed, nobody locked out by others, nobody told who exists."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import text

from app.accounts import factors, sessions
from app.accounts.access_log import findings
from app.accounts.passwords import hash_password
from app.accounts.people import close_account, make_account, set_roles
from app.accounts.signing_in import Attempted, NotSignedIn, TooOften, sign_in
from app.accounts.throttle import network_of
from tests.quick_hashes import quickly

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
PASSWORD = "a long password of nobody"
_quick = pytest.fixture(scope="module", autouse=True)(quickly)


def account_made(books, login="somebody", factor=True):
    with books.writing() as session:
        made = make_account(
            session,
            books.keys,
            login=login,
            name="Synthetic",
            password_hash=hash_password(PASSWORD),
            roles=(),
            invited_by=None,
            at=AT,
        )
        if not factor:
            return made, None, []
        seed = factors.begin(session, books.keys, made)
        codes = factors.confirm(
            session, books.keys, made, pyotp.TOTP(seed).at(AT - timedelta(minutes=5)), AT - timedelta(minutes=5)
        )
        return made, pyotp.TOTP(seed), codes


def attempt(books, code="", at=AT, login="somebody", password=PASSWORD, network="192.0.2.0/24", device=""):
    return sign_in(books, Attempted(login, password, code, network, device), at)


def test_each_code_opens_once_and_only_in_its_own_half_minute_or_the_next(books):
    _, totp, _ = account_made(books)
    attempt(books, totp.at(AT))
    with pytest.raises(NotSignedIn):
        attempt(books, totp.at(AT))
    with pytest.raises(NotSignedIn):
        attempt(books, totp.at(AT - timedelta(seconds=30)))  # older than the last one used
    later = AT + timedelta(minutes=10)
    with pytest.raises(NotSignedIn):
        attempt(books, totp.at(AT + timedelta(minutes=5)), later)
    assert attempt(books, totp.at(later - timedelta(seconds=30)), later)


def test_a_recovery_code_opens_once(books):
    _, _, codes = account_made(books)
    attempt(books, codes[0])
    with pytest.raises(NotSignedIn):
        attempt(books, codes[0])


def test_a_password_alone_opens_nothing_where_a_factor_is_in_force(books):
    account_made(books)
    with pytest.raises(NotSignedIn):
        attempt(books, "")


def test_five_failures_slow_this_network_down_and_nobody_else(books):
    _, totp, _ = account_made(books)
    known = attempt(books, totp.at(AT), network="198.51.100.0/24").device
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            attempt(books, password="wrong", network="203.0.113.0/24")
    at = AT + timedelta(seconds=31)
    with pytest.raises(TooOften):
        attempt(books, totp.at(at), at, network="203.0.113.0/24")
    assert attempt(books, totp.at(at), at, network="203.0.113.0/24", device=known)  # the owner's own browser, there too
    later = AT + timedelta(seconds=62)
    assert attempt(books, totp.at(later), later, network="203.0.113.0/24")


def test_a_name_that_nobody_has_is_slowed_alike(books):
    for login in ("somebody", "nobody at all"):
        account_made(books) if login == "somebody" else None
        for _ in range(5):
            with pytest.raises(NotSignedIn):
                attempt(books, password="wrong", login=login, network=f"{login} network")
        with pytest.raises(TooOften):
            attempt(books, password="wrong", login=login, network=f"{login} network")


def test_who_has_the_password_may_guess_ten_codes_a_day(books):
    _, totp, _ = account_made(books)
    for n in range(10):
        with pytest.raises(NotSignedIn):
            attempt(books, "000000", AT + timedelta(minutes=n), network=f"net {n}")
    at = AT + timedelta(minutes=11)
    with pytest.raises(NotSignedIn):
        attempt(books, totp.at(at), at, network="another")
    tomorrow = AT + timedelta(days=1, minutes=1)
    assert attempt(books, totp.at(tomorrow), tomorrow, network="another")


@pytest.mark.parametrize(
    ("after", "cleared", "there"),
    [
        ({"minutes": 59}, False, True),
        ({"minutes": 60}, False, False),
        ({"minutes": 14}, True, True),
        ({"minutes": 15}, True, False),
    ],
)
def test_a_session_ends_when_idle(books, after, cleared, there):
    made, _, _ = account_made(books)
    with books.writing() as session:
        if cleared:
            set_roles(session, made, ["editor"])
        secret = sessions.open_session(session, made, AT, stepped_up=True)
        assert (sessions.find(session, secret, AT + timedelta(**after)) is not None) == there


def test_a_session_ends_after_eight_hours_however_busy_and_with_its_account(books):
    made, _, _ = account_made(books)
    with books.writing() as session:
        secret = sessions.open_session(session, made, AT, stepped_up=True)
        for minutes in range(0, 480, 30):
            at = AT + timedelta(minutes=minutes)
            assert sessions.find(session, secret, at)
            sessions.note(session, secret, at)
        assert sessions.find(session, secret, AT + timedelta(hours=8)) is None
        secret = sessions.open_session(session, made, AT, stepped_up=True)
        fresh = sessions.renew(session, secret, AT)
        assert fresh != secret and sessions.find(session, secret, AT) is None
        close_account(session, made, made, AT)
        assert sessions.find(session, fresh, AT) is None


def test_no_secret_and_no_name_stands_in_plain_in_any_table(books):
    _, totp, codes = account_made(books)
    done = attempt(books, totp.at(AT))
    secrets = [PASSWORD, totp.secret, *codes, done.session, done.device, "Synthetic", "somebody"]
    with books.engine.connect() as connection:
        tables = (
            "account",
            "account_factor",
            "recovery_code",
            "member_session",
            "known_device",
            "attempt",
            "access_entry",
        )
        dump = " ".join(repr(tuple(row)) for t in tables for row in connection.execute(text(f'SELECT * FROM "{t}"')))
    assert [s for s in secrets if s in dump] == []
    with books.reading() as session:
        assert list(findings(session)) == []


def test_networks_are_24_bits_of_ipv4_and_56_of_ipv6():
    assert network_of("192.0.2.77") == "192.0.2.0/24"
    assert network_of("2001:db8:1:2ff::1") == "2001:db8:1:200::/56"
    assert network_of("no address") == "unknown"
