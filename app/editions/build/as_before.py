"""Who was decided anew and comes out as the base has them: by the digests of all that is said, and by their names."""

from __future__ import annotations

from app.editions.build.ended import Ended, Written
from app.editions.build.file import digests_said
from app.editions.build.rows import Rows
from app.editions.identity import Said
from app.editions.read.opening import Edition

NAME = "person_id, text, parsed, born, sex, place"


def as_before(base: Edition, held: Said, rows: Rows, ended: Ended, anew: Written) -> Written:
    """Those of `anew` whose rows say what the base says. `rows`: what would stand in the place of what is `ended`.

    `held`: what the base says. Whoever is neither in the base nor in the rows is as before.
    """
    said = {(part, key): digest for part, key, digest in digests_said(rows)}
    other = {key for key in said.keys() | ended.digests() if said.get(key) != held.get(key)}
    owners = {key: owner for _, key, owner, *_ in rows["case_row"]}
    owners |= dict(base.rows_of("id, individual", "case_row", "individual", anew.individuals))
    differ = {owners[key] for part, key in other if part in ("case", "line") and key in owners}
    return Written(
        anew.individuals - differ - _renamed(base, rows, anew.individuals),
        anew.events - {key for part, key in other if part in ("event", "line")},
        anew.sources - {key for part, key in other if part == "source"},
    )


def _renamed(base: Edition, rows: Rows, people: frozenset[str]) -> frozenset[str]:
    """Those of these people of whom the name index would hold something else."""
    stood = sorted(base.rows_of(NAME, "name_form", "person_id", people), key=repr)
    now = sorted((row[1:] for row in rows["name_form"]), key=repr)
    return frozenset(row[0] for row in set(stood) ^ set(now))
