"""How high a draft lies: as high as any level that is typed in it, and as all that it names by id, since its words tell of that.

What the person who saves it does not see counts as if it were not named: else where a draft lies would tell that it is there. Whoever
did not write it sees what takes a changeset back only where they see all that the changeset touched (`sight`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.drafts.document import Draft
from app.editing.drafts.leaves import STEP
from app.editing.drafts.sight import numbers_of
from app.editing.drafts.touching import claim_rows
from app.editing.views import source_levels
from app.storage.batches import batches
from app.vault.levels import claim_levels, subject_levels
from app.vault.models import Proposal, Subject
from app.vault.public_ids import public_ids_in

NAMES_A_LEVEL = frozenset({"level", "subjects", "was"})
LEVELS: dict[Any, Level] = {level.code: level for level in Level} | {int(level): level for level in Level}
"""As a form has them, and as the changes of a draft are written down."""
SIGNS = (":", STEP)
"""End what comes first in a name such as `sheet:level` or `row:p1abcde/was`: what was put aside is kept by parts."""
Written = Collection[tuple[str, Any]]
"""Every value in a draft with the name under which it stands, and every name by itself."""


def level_of(session: Session, clearance: Level, draft: Draft) -> Level:
    """The level at which a draft lies that is saved with this clearance."""
    written = list(_written(draft.model_dump(mode="json")))
    return max([_typed(written), *(level for level in _named(session, written) if level <= clearance)])


def level_typed(draft: Draft) -> Level:
    """The highest level that is named in it: new claims and free text are `vetted` at least. What is only typed yet counts, too."""
    return _typed(list(_written(draft.model_dump(mode="json"))))


def _typed(written: Written) -> Level:
    named = (LEVELS[value] for name, value in written if name in NAMES_A_LEVEL and value in LEVELS)
    return max([Level.VETTED, *named])


def _named(session: Session, written: Written) -> Iterator[Level]:
    """The levels of all that is named, at any level: ids in words and in what was put aside are names like others."""
    ids = {key for _, value in written if isinstance(value, str) for key in public_ids_in(value)}
    yield from subject_levels(session, _row_ids(session, ids)).values()
    yield from source_levels(session, ids).values()
    claims = claim_rows(session, _under("claim", written))
    yield from claim_levels(session, [row[0] for row in claims.values()]).values()
    yield from _levels_of_words(session, _under("changeset", written))


def _under(name: str, written: Written) -> set[str]:
    return {value for each, value in written if each == name and isinstance(value, str)}


def _row_ids(session: Session, keys: Iterable[str]) -> list[int]:
    wanted = (select(Subject.id).where(Subject.public_id.in_(some)) for some in batches(keys))
    return [number for each in wanted for number in session.scalars(each)]


def _levels_of_words(session: Session, hashes: Iterable[str]) -> Iterator[Level]:
    """What takes a changeset back tells of it, as the proposal does that made it."""
    numbers = numbers_of(session, hashes)
    yield from session.scalars(select(Proposal.level).where(Proposal.changeset_number.in_(numbers)))


def _written(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield "", key
            yield from _written(each, _last(key))
    elif isinstance(value, list):
        for each in value:
            yield from _written(each, name)
    else:
        yield name, value


def _last(name: str) -> str:
    for sign in SIGNS:
        name = name.rpartition(sign)[2]
    return name
