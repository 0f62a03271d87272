"""100,000 guesses, at whatever pace and from however many networks, have less than one chance in a thousand, and hold no owner up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts import factors, hashing
from app.accounts.factors import WINDOW
from app.accounts.ids import new_secret
from app.accounts.passwords import UnfitPassword, hash_password
from app.accounts.people import person_of
from app.accounts.proving import Proof, change_password
from app.accounts.signing_in import Attempted, NotSignedIn, TooOften, sign_in
from tests.accounts.guessing import (
    AT,
    GUESSES,
    PASSWORD,
    codes_compared,
    looked_at,
    of_codes,
    of_many_accounts,
    of_passwords,
    owner,
)
from tests.quick_hashes import quickly

_quick = pytest.fixture(scope="module", autouse=True)(quickly)
pytestmark = pytest.mark.parametrize("vault_database", ["sqlite"], indirect=True)
CHANCE = 1e-3
OF_A_WEAK_PASSWORD = 1e-5
"""Of one guess at a password that is one of a hundred thousand."""
OF_ANY_PASSWORD = 1 / hashing.MOST_GUESSES
"""Of one guess at a password that is taken: by the order in which it is reckoned that people guess."""
OF_A_CODE = (2 * WINDOW + 1) / 10**6
HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)


@pytest.mark.parametrize(
    "over", [HOUR, DAY, *(pytest.param(long, marks=pytest.mark.nightly) for long in (30 * DAY, YEAR))], ids=str
)
def test_of_a_password_from_a_new_network_each_time(books, over):
    someone = owner(books, "owner", factor=False)
    looked = looked_at(books, of_passwords(books, "owner"), GUESSES, over)
    assert looked >= 30, "everybody may mistype"
    assert looked * (OF_A_WEAK_PASSWORD if over <= DAY else OF_ANY_PASSWORD) < CHANCE
    assert someone.comes(AT + over, known=True)


def test_of_many_passwords_from_one_network(books):
    looked = looked_at(books, of_many_accounts(books), GUESSES, timedelta(minutes=3))
    assert looked >= 20 and looked * OF_A_WEAK_PASSWORD < CHANCE


@pytest.mark.parametrize(
    "over",
    [HOUR, *(pytest.param(long, marks=pytest.mark.nightly) for long in (DAY, 30 * DAY, 3 * YEAR)), YEAR],
    ids=str,
)
def test_of_codes_by_somebody_who_has_the_password(books, monkeypatch, over):
    someone = owner(books, "owner", factor=True)
    with codes_compared(monkeypatch) as compared:
        looked = looked_at(books, of_codes(books, "owner", someone.id), GUESSES, over)
    assert len(compared) == looked >= 10 and len(compared) * OF_A_CODE < CHANCE
    assert someone.comes(AT + over, known=True)


def test_of_codes_at_a_browser_of_the_owners_who_comes_now_and_then(books, monkeypatch):
    """The browser's mark was copied. Each right code of the owner's lets older mistakes go, never those of today."""
    someone = owner(books, "owner", factor=True)
    guesser = of_codes(books, "owner", someone.id, someone.device)
    with codes_compared(monkeypatch) as compared:
        looked = looked_at(books, guesser, GUESSES, YEAR)
    assert len(compared) == looked and looked * OF_A_CODE < CHANCE
    with codes_compared(monkeypatch) as compared:
        for n in range(8):
            at = AT + 4 * YEAR + n * 2 * DAY
            assert someone.comes(at, known=True)
            for m in range(12):
                with pytest.raises(NotSignedIn):
                    sign_in(books, guesser.guess(m), at + timedelta(minutes=1 + m))
    assert compared.count("not it") <= 8 * 10


def test_owners_come_in_while_others_guess(books):
    plain, careful = owner(books, "plain", factor=False), owner(books, "careful", factor=True)
    for login in ("plain", "careful"):
        assert looked_at(books, of_passwords(books, login), 2_000, HOUR) < 2_000
    at = AT + HOUR
    assert plain.comes(at, known=True) and careful.comes(at, known=True)
    at += timedelta(minutes=1)
    assert careful.comes(at, known=False)  # password and code, from anywhere
    for code in ("", "000000"):
        with pytest.raises(TooOften):
            plain.comes(at, known=False, code=code)  # a password alone, from anywhere: not while others guess
    assert plain.comes(at + DAY, known=False)


def test_nobody_known_is_slowed_alike(books):
    owner(books, "owner", factor=False)
    assert len({looked_at(books, of_passwords(books, login), 500, HOUR) for login in ("owner", "nobody")}) == 1


def test_who_has_the_code_may_not_guess_the_password_either(books):
    someone = owner(books, "owner", factor=True)
    for n in range(12):
        at = AT + timedelta(minutes=2 * n)
        with pytest.raises(NotSignedIn):
            sign_in(books, Attempted("owner", "wrong", someone.totp.at(at), f"network {n}", ""), at)
    at = AT + timedelta(minutes=30)
    with pytest.raises(NotSignedIn):
        someone.comes(at, known=False)
    assert someone.comes(at, known=True)


def test_a_new_password_frees_the_owner_of_who_guessed_codes(books):
    someone = owner(books, "owner", factor=True)
    looked_at(books, of_codes(books, "owner", someone.id), 100, HOUR)
    at = AT + HOUR
    with pytest.raises(NotSignedIn):
        someone.comes(at, known=False)
    done = someone.comes(at, known=True)
    at += timedelta(minutes=1)
    with books.reading() as session:
        person = person_of(session, someone.id, at)
    proof = Proof(PASSWORD, someone.totp.at(at), someone.device)
    change_password(books, person, done.session, proof, PASSWORD + " anew", at)
    at += timedelta(minutes=1)
    assert sign_in(books, Attempted("owner", PASSWORD + " anew", someone.totp.at(at), "elsewhere", ""), at)


def test_recovery_codes_and_tokens_are_too_many_to_guess(books):
    someone = owner(books, "owner", factor=True)
    with books.writing() as session:
        codes = factors.new_recovery_codes(session, someone.id)
    each = [code.replace("-", "") for code in codes]
    assert all(len(code) == 28 and set(code) <= set("0123456789abcdef") for code in each) and len(set(each)) == 10
    assert GUESSES * len(codes) / 16**28 < CHANCE
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100 and all(len(secret) == 43 for secret in secrets)
    assert GUESSES * 10**6 / 64**42 < CHANCE  # of a million tokens


@pytest.mark.parametrize(
    "password",
    ["password1234", "qwertyuiop12", "aaaaaaaaaaaa", "casebook2026", "somebody12345", "북한송환북한송환북한송환"],
)
def test_what_others_would_try_first_is_no_password(password, books):
    with pytest.raises(UnfitPassword, match="others would try"):
        hash_password(password, "somebody")


@pytest.mark.parametrize(
    "password", [PASSWORD, "긴 비밀번호를 쓰는 사람들", "x7-correct-horse-3", "w" * 4 + "k2J" * 84]
)
def test_long_and_odd_ones_are_taken_without_much_ado(password, books):
    assert hash_password(password, "somebody", "Somebody Synthetic")
