"""Hidden people whom an edition tells of in general: the ids that they have there alone, and who is left with too few alike."""

from __future__ import annotations

import json
from collections.abc import Set as AbstractSet
from typing import Any

from app.codebook.levels import Form, Level
from app.disclosure.forms import LOOK_ALIKES, TREATMENTS, Treatment
from app.editions.read.opening import Edition
from app.keys.ring import KeyRing
from app.publishing.renaming import renaming

GENERALISING = frozenset(level for (_, level), how in TREATMENTS.items() if how is Treatment.GENERALISED)
NOBODY: frozenset[str] = frozenset()


def own_ids(keys: AbstractSet[str], level: Level, ring: KeyRing) -> frozenset[str]:
    """What these ids are in the level's edition, if their people are generalised there."""
    return frozenset(map(renaming(ring, level), keys)) if level in GENERALISING else NOBODY


def left_with_too_few(edition: Edition, hidden: AbstractSet[str]) -> frozenset[str]:
    """The ids of everybody who looks like somebody hidden, where fewer than must are left to look the same. The next edition
    generalises them further.
    """
    lost = {
        look for row in edition.rows_of("id, individual, document", "case_row", "id", hidden) if (look := _look(row[2]))
    }
    if not lost:
        return NOBODY
    alike: dict[str, list[tuple[Any, ...]]] = {}
    for row in edition.rows("SELECT id, individual, document FROM case_row WHERE event IS NULL"):
        if (look := _look(row[2])) in lost and row[0] not in hidden:
            alike.setdefault(str(look), []).append(row)
    few = (rows for rows in alike.values() if len(rows) < LOOK_ALIKES)
    return frozenset(key for rows in few for row in rows for key in row[:2])


def _look(document: bytes) -> str | None:
    """All that is told of somebody but their ids; None of whoever is told of otherwise."""
    told = json.loads(document)
    if told["event"] or told["sources"] or told["kind"] != "unnamed" or told["form"] != Form.DESCRIPTOR.value:
        return None
    return json.dumps({part: said for part, said in told.items() if part not in ("id", "individual")}, sort_keys=True)
