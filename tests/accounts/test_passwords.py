"""Password hashes: slow enough by OWASP's measure, made behind everybody else, and made again when their process is gone."""

from __future__ import annotations

import json
import os
import threading
import unicodedata

import pytest
from argon2 import Type, extract_parameters

from app.accounts import hashing, passwords
from app.accounts.passwords import Crowded, UnfitPassword, fits, hash_password
from app.accounts.signing_in import NotSignedIn
from tests.accounts.test_signing_in import account_made, attempt

PASSWORD = "a long password of nobody"
OWASP_MINIMUM = {"memory_cost": 19 * 1024, "time_cost": 2, "parallelism": 1}
"""Password Storage Cheat Sheet, Argon2id."""


@pytest.fixture(scope="module")
def kept() -> str:
    return hash_password(PASSWORD)


def test_hashes_are_argon2id_and_no_cheaper_than_owasps_minimum(kept):
    for each in (kept, hashing._nobody()):
        found = extract_parameters(each)
        assert found.type is Type.ID
        assert all(getattr(found, name) >= least for name, least in OWASP_MINIMUM.items())


def test_only_the_password_fits_and_nobody_has_one(kept):
    assert fits(PASSWORD, kept)
    assert not fits(PASSWORD + "x", kept)
    assert not fits(PASSWORD, None)
    assert not fits(PASSWORD, "not a hash")


def test_a_password_may_be_in_any_script_and_however_it_is_composed():
    long = "긴 비밀번호를 씁니다"
    assert len(long) < passwords.SHORTEST
    with pytest.raises(UnfitPassword):
        hash_password(long)
    with pytest.raises(UnfitPassword):
        hash_password("x" * (passwords.LONGEST + 1))
    kept = hash_password(long + "!!\n")
    assert fits(unicodedata.normalize("NFD", long) + "!!\n", kept)


def test_hashes_are_computed_behind_this_process(kept):
    child = passwords._process._child
    assert child is not None
    assert os.getpriority(os.PRIO_PROCESS, child.pid) > os.getpriority(os.PRIO_PROCESS, 0)


def test_a_hashing_process_that_was_killed_is_started_again(kept):
    passwords._process._child.kill()
    passwords._process._child.wait()
    assert fits(PASSWORD, kept)


def test_more_than_may_wait_are_told_to_come_back(monkeypatch, kept):
    begun, go = threading.Barrier(passwords.MOST_WAITING + 1), threading.Event()

    def ask(_question: str) -> bool:
        begun.wait()
        return go.wait()

    monkeypatch.setattr(passwords, "_one_at_a_time", threading.Semaphore(passwords.MOST_WAITING))
    monkeypatch.setattr(passwords._process, "ask", ask)
    waiting = [threading.Thread(target=fits, args=(PASSWORD, kept)) for _ in range(passwords.MOST_WAITING)]
    for each in waiting:
        each.start()
    begun.wait()
    with pytest.raises(Crowded):
        fits(PASSWORD, kept)
    go.set()
    for each in waiting:
        each.join()
    monkeypatch.undo()
    assert fits(PASSWORD, kept)


def test_two_processes_that_came_of_a_fork_never_read_each_others_answers(kept):
    child = passwords._process._child
    forked = os.fork()
    if forked == 0:
        mine = passwords._process
        os._exit(0 if fits(PASSWORD, kept) and mine._child is not child else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(forked, 0)[1]) == 0
    assert fits(PASSWORD, kept)
    assert passwords._process._child is child


def test_nobody_known_costs_a_slow_hash_too(books, monkeypatch):
    asked, verified = [], []
    verify = type(hashing._hasher).verify
    monkeypatch.setattr(
        type(hashing._hasher), "verify", lambda self, kept, given: verified.append(kept) or verify(self, kept, given)
    )
    monkeypatch.setattr(
        passwords._process, "ask", lambda question: asked.append(question) or json.loads(hashing.answered(question))
    )
    account_made(books)
    asked.clear()
    for login in ("somebody", "nobody"):
        with pytest.raises(NotSignedIn):
            attempt(books, password="wrong", login=login)
    assert [json.loads(question)[0] for question in asked] == ["fits", "fits"]
    assert len(verified) == 2 and verified[0].split("$")[:4] == verified[1].split("$")[:4]
