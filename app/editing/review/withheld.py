"""The check for withheld names in a draft's own words: its hits are for a cleared reviewer alone, and its author learns nothing.

Every recorded name is known with its spellings, in memory alone, and followed: opening all of them takes long in a large vault.
Then only those are loaded who have one of the names that the words may mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from threading import Lock

from sqlalchemy.orm import Session

from app.codebook.levels import DENIES, Level
from app.codebook.values import letters_of
from app.disclosure.assemble import content_of
from app.disclosure.clear import clear
from app.disclosure.overview import Names
from app.disclosure.withheld import shown_names
from app.editing.drafts.changes import Change
from app.editing.drafts.sight import authors, may_see, read
from app.editing.errors import NotAllowed, NotThere
from app.editing.people import Person, may_review
from app.names.withheld import WithheldNames
from app.publishing.load import changeset_number, record_of
from app.publishing.part import Rows, load_part, public_ids, row_ids
from app.storage.sealed import Ring
from app.vault.models import Proposal, Subject
from app.vault.reading import load
from app.vault.touched import whom_it_touched

MOST = 2_000
"""After more people than this have changed, all names are read again."""
BELOW = (Level.PUBLIC, Level.RESEARCHER)
"""The editions that withhold names from their readers."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A change whose words name somebody whom the edition of `level` withholds."""

    ref: str
    level: Level


class KeptNames:
    """Brought in line with the record at each question. One question at a time: what is known changes in place."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: tuple[int, Names] | None = None

    @contextmanager
    def known(self, session: Session, ring: Ring) -> Iterator[Names]:
        """Every recorded name of everybody, at every level. Whoever asks tells nobody but a cleared reviewer of them."""
        with self._lock:
            number, known = changeset_number(session), self._known
            if known is None or (known[0] < number and not _followed(session, ring, *known)):
                known = number, Names(record_of(load(session, ring)).dossiers)
            self._known = max(number, known[0]), known[1]
            yield known[1]


def _followed(session: Session, ring: Ring, number: int, names: Names) -> bool:
    """Bring the names up to the record of now; False where too many have changed for that."""
    people = whom_it_touched(session, number).people
    if len(people) > MOST:
        return False
    names.follow(load_part(session, ring, Rows(people)).dossiers, public_ids(session, Subject, people))
    return True


def hits(session: Session, ring: Ring, person: Person, key: str, on: date, kept: KeptNames) -> list[Hit]:
    """For a reviewer who is cleared and wrote none of it; refused for anybody else, whether or not there is a hit.

    Of names that they may know themselves: with a colleague who guesses, a reviewer below `sealed` would learn the others.
    """
    proposal = session.get(Proposal, key)
    if proposal is None or not may_see(session, ring, person, proposal):
        raise NotThere
    if not may_review(person) or person.clearance < Level.VETTED or person.id in authors(session, key):
        raise NotAllowed("Only a cleared reviewer sees this.")
    said = {change.ref: tuple(_words(change)) for change in read(ring, proposal).changes}
    found = []
    with kept.known(session, ring) as names:
        meant = names.meant(words for each in said.values() for words in each)
        record = load_part(session, ring, row_ids(session, meant))
        known = Names(seen for each in record.dossiers if (seen := clear(each, person.clearance)))
        for level in BELOW:
            shown = shown_names(content_of(record, level, on, lambda public_id: public_id).individuals)
            withheld = WithheldNames((), shown, known.spelt)
            found += [Hit(ref, level) for ref, each in said.items() if any(map(withheld.hits, each))]
    return found


def _words(change: Change) -> Iterator[str]:
    """All free text in a change. A name that is stated as a name is no hit of its own; one that is denied may be that of another."""
    whole = change.model_dump(mode="json")
    if isinstance(value := whole.pop("value", None), dict):
        if value.get("kind") != "name" or whole.get("polarity") == DENIES:
            yield letters_of(value)
        elif whole.get("wording") == value.get("text"):
            del whole["wording"]
    skipped = {"ref", "kind", "subject", "source", "claim", "public_id"}
    yield from (text for name, text in whole.items() if isinstance(text, str) and name not in skipped)
