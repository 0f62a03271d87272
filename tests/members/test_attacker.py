"""An attacker with the researcher edition and everything public: nobody who is hidden is joined to anything by an id, and nobody
stands in a group of fewer than five.
"""

from __future__ import annotations

import json
import re
from collections import Counter

from app.codebook.levels import Level
from app.disclosure.forms import LOOK_ALIKES
from tests.homes import edition_at, look_at_shipped_home

ID = re.compile(r"(?<![0-9a-z])[0-9a-z]{16}(?![0-9a-z])")


def _documents(level: Level) -> dict[str, str]:
    edition = edition_at(look_at_shipped_home(), level)
    return {case: bytes(body).decode() for case, body in edition.rows("SELECT id, document FROM case_row")}


def test_no_id_of_a_hidden_person_leads_from_the_researcher_edition_to_anything_public():
    public, researcher = _documents(Level.PUBLIC), _documents(Level.RESEARCHER)
    edition = edition_at(look_at_shipped_home(), Level.PUBLIC)
    known = {i for table in ("case_row", "event_row", "source_row") for (i,) in edition.rows(f"SELECT id FROM {table}")}
    known |= {i for body in public.values() for i in ID.findall(body)}
    hidden = {case: body for case, body in researcher.items() if case not in public}
    assert hidden
    for case, body in hidden.items():
        assert not set(ID.findall(body)) & known, case


def test_every_hidden_person_looks_like_at_least_four_others():
    public, researcher = _documents(Level.PUBLIC), _documents(Level.RESEARCHER)
    looks = Counter()
    for case, body in researcher.items():
        if case not in public:
            looks[json.dumps(json.loads(ID.sub("", body)), sort_keys=True)] += 1
    assert looks and min(looks.values()) >= LOOK_ALIKES
