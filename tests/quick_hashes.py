"""Passwords hashed at once and in this process: for tests that sign people in by the dozen, and say nothing of how slow a hash is."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from app.accounts import hashing, passwords

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def quickly() -> Iterator[None]:
    """For a fixture of any scope: while it holds, a hash takes less than a millisecond."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashing, "_hasher", QUICK)
        patch.setattr(passwords._process, "ask", lambda question: json.loads(hashing.answered(question)))
        hashing._nobody.cache_clear()
        yield
    hashing._nobody.cache_clear()
