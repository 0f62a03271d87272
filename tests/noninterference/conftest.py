from __future__ import annotations

import pytest

from app.web.account.policies import RATES


@pytest.fixture
def no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many requests a minute as a property asks."""
    monkeypatch.setattr("app.web.account.door.RATES", dict.fromkeys(RATES, 10**9))
