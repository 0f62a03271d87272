"""What a draft touches of what is already there, and whether that has moved since its author looked.

An author sees only what their clearance allows, so all that is named here is looked up within it: whoever names something
above it is told that there is nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property

from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.drafts.changes import EndMerge, RuleClaim, sources_of, subjects_of
from app.editing.drafts.concerned import depended_on, names_of
from app.editing.drafts.document import Draft, Seen
from app.editing.drafts.touching import WHOLE, claims_named, named_in, touched
from app.editing.errors import BadDraft, Fault, RevisionNeeded, Stale
from app.editing.revisions import moved, read_token
from app.editing.views import SubjectView, look_at, rows_about, source_levels, sources_within, told_by, views_of
from app.storage.sealed import Ring
from app.vault.rows import VaultRows

NOTHING = "There is nothing of this name."
PROPOSE_ANEW = "It does not name the one who was kept. Propose the end of the merge anew, from the page of that one."


class Targets:
    """All that a draft names, loaded once. `seen` drops what is above a clearance; nothing else leaves this class."""

    def __init__(self, session: Session, ring: Ring, draft: Draft) -> None:
        self._session, self._ring, self._draft = session, ring, draft
        self._claims = claims_named(session, draft)
        self._keys = named_in(draft, self._claims) | touched(draft, self._claims).keys()
        self._rows = rows_about(session, ring, self._keys)

    def seen(self, clearance: Level) -> dict[str, SubjectView]:
        """The existing subjects that the draft names, as `clearance` sees them."""
        return views_of(self._rows, self._keys, clearance)

    def check_named(self, clearance: Level) -> dict[str, SubjectView]:
        """The same. BadDraft where the draft names something that `clearance` cannot see."""
        seen = self.seen(clearance)
        parts = ((name, part) for view in seen.values() for name, part in view.parts.items())
        visible = {row[0] for name, part in parts if name.startswith("claims.") for row in part}
        sources = _sources(self._session, clearance, self._draft)
        faults = []
        for change in self._draft.changes:
            looked_for = [change.kept] if isinstance(change, EndMerge) else subjects_of(change)
            lost = [key for key in _existing(looked_for) if key not in seen]
            lost += [key for key in _existing(sources_of(change)) if key not in sources]
            lost += [
                c for c in ([change.claim] if isinstance(change, RuleClaim) else []) if c[0] != "@" and c not in visible
            ]
            faults += [Fault(change.ref, NOTHING) for _ in lost]
        if faults:
            raise BadDraft(faults)
        return seen

    def check_looked(self, clearance: Level) -> None:
        """RevisionNeeded where nobody looked at what the draft changes, or only somebody who then saw more than `clearance`.

        What that person saw cannot be told apart from what `clearance` sees of it, so whether it moved is not asked.
        """
        base = self._draft.base
        wanted = touched(self._draft, self._claims)
        if lacking := [key for key in wanted if key not in base or base[key].clearance > clearance]:
            raise RevisionNeeded(lacking)

    def handed_in(self) -> Draft:
        """The draft, with what each level below its author's sees of all that it changes: for who reviews it there."""
        below = {
            key: tuple(self._revision(key, level) for level in Level if level < self._draft.base[key].clearance)
            for key in touched(self._draft, self._claims)
        }
        named = {key for change in self._draft.changes for key in (*subjects_of(change), *sources_of(change))}
        noted = {
            "handed_in": {key: tokens for key, tokens in below.items() if tokens},
            "named": tuple(sorted({*self._draft.named, *_existing(named)})),
        }
        return self._draft.model_copy(update=noted)

    def check_base(self, clearance: Level = Level.SEALED) -> None:
        """Stale if a part that the draft changes moved since its author looked; RevisionNeeded where nobody did look.

        `clearance`: of who asks. For somebody below the author only what they see themselves can have moved since it was handed in.
        BadDraft where it does not say what its author looked at: the end of a merge from before both were named.
        """
        if old := [c.ref for c in self._draft.changes if isinstance(c, EndMerge) and not c.kept]:
            raise BadDraft(Fault(ref, PROPOSE_ANEW) for ref in old)
        stale: set[str] = set()
        for key, wanted in touched(self._draft, self._claims).items():
            base = self._draft.base.get(key)
            if base is None:
                raise RevisionNeeded([key])
            level, looked = self._looked_at(key, base, clearance)
            now = views_of(self._rows, [key], level)
            changed = moved(looked, now[key].parts if key in now else {})
            stale |= {f"{key} {part}" for part in changed if part in wanted or WHOLE in wanted or key not in now}
        if stale:
            raise Stale(stale)

    def _looked_at(self, key: str, base: Seen, clearance: Level) -> tuple[Level, dict[str, str]]:
        """The revision to compare with, and the level from which it was seen."""
        below = self._draft.handed_in.get(key, ())
        if clearance >= len(below):
            return base.clearance, read_token(base.token)
        return clearance, read_token(below[clearance]) if below[clearance] else {}

    def _revision(self, key: str, level: Level) -> str:
        seen = views_of(self._rows, [key], level)
        return seen[key].revision if key in seen else ""

    def content(self, clearance: Level) -> bytes:
        """The hash of the draft and of all that it would change, or take back, as `clearance` sees it."""
        self.check_named(clearance)
        rows, keys = self._bound
        seen = views_of(rows, keys, clearance)
        targets = "\n".join(f"{key} {seen[key].revision}" for key in sorted(seen))
        levels = told_by(rows, seen.values(), clearance) | self._of_named(clearance)
        targets += "".join(f"\n{key} {levels[key]}" for key in sorted(levels))
        return hashlib.sha256(self._draft.digest() + targets.encode()).digest()

    @cached_property
    def _bound(self) -> tuple[VaultRows, set[str]]:
        """All that an approval is bound to: what the draft names, and whom it moves besides."""
        changes = self._draft.changes
        keys = self._keys | names_of(self._session, depended_on(self._session, changes))
        return (self._rows if keys == self._keys else rows_about(self._session, self._ring, keys)), keys

    def _of_named(self, clearance: Level) -> dict[str, int]:
        """The level of each source that the draft names: who is told what it adds, it decides too."""
        named = _existing(name for change in self._draft.changes for name in sources_of(change))
        found = source_levels(self._session, named)
        return {key: int(level) for key, level in found.items() if level <= clearance}


def _existing(names: Iterable[str]) -> list[str]:
    return [name for name in names if name and not name.startswith("@")]


def _sources(session: Session, clearance: Level, draft: Draft) -> set[str]:
    named = _existing(name for change in draft.changes for name in sources_of(change))
    return sources_within(session, named, clearance)


def with_base(session: Session, ring: Ring, draft: Draft, clearance: Level) -> Draft:
    """The draft with the revisions of all that it touches, as they are now: for who has just looked at them."""
    wanted = touched(draft, claims_named(session, draft))
    seen = look_at(session, ring, wanted, clearance)
    base = {key: Seen(clearance=clearance, token=view.revision) for key, view in seen.items()}
    return draft.model_copy(update={"base": base})
