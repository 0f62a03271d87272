"""Faults planted into the shipped throttle, each killed by the property of test_guesses: what is guessed, or who is held up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.signing_in import NotSignedIn, TooOften
from tests.accounts import test_guesses as properties
from tests.noninterference.planting import fault
from tests.noninterference.swapping import swapped
from tests.quick_hashes import quickly

_quick = pytest.fixture(scope="module", autouse=True)(quickly)
FEW = 101
"""Guesses that a fault would look at: just enough for more than one chance in a thousand."""
ON_EVERY_CHANGE = (
    "the global slope is off",
    "a code is looked at without the rule being asked",
    "owners are held up by others at their own browser",
    "a right code is no way in while others guess",
    "a password alone opens while others guess",
)
"""The others are like one of them."""
THROTTLE, SIGNING = "accounts/throttle.py", "accounts/signing_in.py"
DAY = timedelta(days=1)


def _passwords(books, monkeypatch):
    properties.test_of_a_password_from_a_new_network_each_time(books, DAY)


def _network(books, monkeypatch):
    properties.test_of_many_passwords_from_one_network(books)


def _codes(books, monkeypatch):
    monkeypatch.setattr(properties, "GUESSES", 4 * FEW)
    properties.test_of_codes_by_somebody_who_has_the_password(books, monkeypatch, properties.YEAR)


def _owners(books, monkeypatch):
    properties.test_owners_come_in_while_others_guess(books)


FAULTS = (
    (fault("networks are not counted together", (THROTTLE, '        _add(session, "everywhere", _login_mark(keys, login), _minute(at))\n', "")), _passwords),
    (fault("the global slope is off", (THROTTLE, "    return not device and _since(", "    return False and _since(")), _passwords),
    (fault("the slope is of each network", (SIGNING, "throttle.failed(session, books.keys, attempt.login, attempt.network, device, at)", "throttle.failed(session, books.keys, attempt.login + attempt.network, attempt.network, device, at)")), _passwords),
    (fault("a network is not counted", (THROTTLE, '        _add(session, "network", keys.mark("network", network), _minute(at))\n', "        pass\n")), _network),
    (fault("a network is counted for each name", (THROTTLE, '_add(session, "network", keys.mark("network", network), _minute(at))', '_add(session, "network", keys.mark("network", network + login), _minute(at))')), _network),
    (fault("wrong codes are not counted", (THROTTLE, '    _add(session, "factor", _factor_mark(keys, account_id, device), _minute(at))', "    return")), _codes),
    (fault("wrong codes of this day alone count", (THROTTLE, "for minutes, most in PER_FACTOR)", "for minutes, most in PER_FACTOR[:1])")), _codes),
    (fault("a code is looked at without the rule being asked", (SIGNING, "    if throttle.factor_held_up(session, books.keys, account_id, device, at):\n        return False\n", "")), _codes),
    (fault("owners are held up by others at their own browser", (THROTTLE, "    return not device and _since(", "    return _since(")), _owners),
    (fault("a right code is no way in while others guess", (SIGNING, "    if right and factors.check(", "    if right and not crowd and factors.check(")), _owners),
    (fault("a password alone opens while others guess", (SIGNING, "        return right and not crowd\n", "        return right\n")), _owners),
)  # fmt: skip


@pytest.mark.parametrize("vault_database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("planted", "found_by"),
    [
        pytest.param(f, by, id=f.name, marks=[] if f.name in ON_EVERY_CHANGE else [pytest.mark.nightly])
        for f, by in FAULTS
    ],
)
def test_a_planted_fault_is_found(planted, found_by, books, monkeypatch):
    monkeypatch.setattr(properties, "GUESSES", FEW)
    with swapped(planted), pytest.raises((AssertionError, pytest.fail.Exception, NotSignedIn, TooOften)):
        found_by(books, monkeypatch)
