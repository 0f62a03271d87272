"""schemathesis asks the API what its OpenAPI document allows and what it does not: no server error, no undocumented status, no shape
beside the declared ones.
"""

from __future__ import annotations

from contextlib import suppress

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from tests.conftest import examples

WANTED = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"]

CASES_AND_COUNTS = {f"/api/v1/{what}{end}" for what in ("cases", "counts") for end in ("", ".json", ".csv")}


def test_whatever_is_asked_is_answered_as_documented(app):
    load_all_checks()
    checks = CHECKS.get_by_names(WANTED)
    operations = [found.ok() for found in schemathesis.openapi.from_asgi("/openapi.json", app).get_all_operations()]
    assert len(operations) > 15
    statuses: dict[str, set[int]] = {}
    broken = set()
    for operation in operations:
        seen = statuses.setdefault(operation.path, set())
        _ask(operation.as_strategy(generation_mode=GenerationMode.POSITIVE), checks, seen)
        with suppress(Unsatisfiable):  # an address that takes nothing, or any text at all, cannot be asked wrongly
            _ask(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE), checks, seen)
            broken.add(operation.path)
    assert len(broken) > len(CASES_AND_COUNTS)
    assert broken >= CASES_AND_COUNTS
    assert {200, 400, 404} <= set.union(*statuses.values()), statuses


def _ask(cases, checks, seen: set[int]) -> None:
    @settings(
        max_examples=examples(6, 200),
        phases=[Phase.explicit, Phase.generate],
        derandomize=examples(1, 0) == 1,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def asked(case):
        answer = case.call_and_validate(checks=checks)
        seen.add(answer.status_code)

    asked()
