"""How the suite runs Hypothesis: fixed seeds on every change, fresh ones at night, no shrinking where a planted fault must only die."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.together import Sharing

_slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
settings.register_profile("change", derandomize=True, database=None, deadline=None, suppress_health_check=_slow)
settings.register_profile("nightly", database=None, deadline=None, suppress_health_check=_slow)
settings.register_profile(
    "planted",
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=_slow,
    print_blob=False,
    report_multiple_bugs=False,  # the first one found is enough
)
settings.load_profile(
    os.environ.get("CASEBOOK_PROFILE") or ("nightly" if os.environ.get("CASEBOOK_NIGHTLY") else "change")
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Sharing:
    """Called where several processes share the work, which have the same tests by then."""
    return Sharing(config, log)


def examples(change: int, nightly: int) -> int:
    """How many examples a property draws: few on every change, many at night."""
    return nightly if os.environ.get("CASEBOOK_NIGHTLY") else change


def throws(many: int) -> Iterator[tuple[str, Random]]:
    """Dice thrown so often, each with the seed that a report has to name: the same ones on every change, others each night."""
    night = secrets.token_hex(4) if os.environ.get("CASEBOOK_NIGHTLY") else "change"
    for n in range(many):
        seed = f"{night} {n}"
        yield seed, Random(seed)
