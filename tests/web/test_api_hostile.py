"""schemathesis asks the API what its OpenAPI document allows and what it does not: no server error, no undocumented status, no shape
beside the declared ones.
"""

from __future__ import annotations

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

NIGHTLY = bool(os.environ.get("CASEBOOK_NIGHTLY"))
WANTED = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")


def checks():
    load_all_checks()
    return CHECKS.get_by_names(list(WANTED))


@pytest.fixture
def api(app):
    loaded = schemathesis.openapi.from_asgi("/openapi.json", app)
    loaded.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    return loaded


schema = schemathesis.pytest.from_fixture("api")


@schema.parametrize()
@settings(
    max_examples=400 if NIGHTLY else 8,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    derandomize=not NIGHTLY,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_asked_is_answered_as_documented(case):
    case.call_and_validate(checks=checks())
