"""How the suite runs Hypothesis: fixed seeds on every change, fresh ones at night, no shrinking where a planted fault must only die."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

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


def examples(change: int, nightly: int) -> int:
    """How many examples a property draws: few on every change, many at night."""
    return nightly if os.environ.get("CASEBOOK_NIGHTLY") else change
