"""What the desk refuses, as sentences for a person, each with the status that an answer over HTTP has.

Not there and not allowed to be seen are the same error with the same words. No message holds a value or a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class Refused(Exception):
    """Nothing was done. `status` as in HTTP, `code` stable, the text for people."""

    status = 409
    code = "refused"
    sentence = "This was refused."

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.sentence} {detail}".strip())


class NotThere(Refused):
    status, code, sentence = 404, "not_there", "There is nothing here."


class NoLongerStands(Refused):
    """A claim that is seen, and that somebody replaced or refused since."""

    status, code = 409, "no_longer_stands"
    sentence = "This value does not stand any more: somebody replaced it, or it was refused."


class NotAllowed(Refused):
    status, code, sentence = 403, "not_allowed", "You may not do this."


class SelfApproval(Refused):
    status, code = 403, "self_approval"
    sentence = (
        "Nobody approves what they wrote, nor that what they wrote or decided before comes back or shows somebody anew. "
        "Somebody else has to look."
    )


class DecidedByAuthor(Refused):
    status, code = 403, "decided_by_author"
    sentence = "How a person appears is decided by somebody who wrote nothing of their case."


class RevisionNeeded(Refused):
    """`of`: public ids of what has to be looked at, where they are known."""

    status, code, sentence = 428, "revision_needed", "Say which revision you looked at (If-Match)."

    def __init__(self, of: Iterable[str] = ()) -> None:
        self.of = tuple(sorted(of))
        super().__init__(f"Of {', '.join(self.of)}." if self.of else "")


class Stale(Refused):
    """`parts`: what both changed, by name."""

    status, code, sentence = 412, "stale", "Somebody else changed the same thing meanwhile. Look at both before saving."

    def __init__(self, parts: Iterable[str] = ()) -> None:
        self.parts = tuple(sorted(parts))
        super().__init__()


class ChangedSinceSeen(Refused):
    status, code = 412, "changed_since_seen"
    sentence = "It is no longer what you looked at. Read it again before you decide."


class WrongState(Refused):
    status, code, sentence = 409, "wrong_state", "The proposal is not in a state in which this can be done."


class WordsNeeded(Refused):
    status, code, sentence = 422, "words_needed", "Say why, in words."


class TooMany(Refused):
    status, code, sentence = (
        429,
        "too_many",
        "Too many at once. Wait, or ask a second person to confirm the earlier ones.",
    )


class StillNeeded(Refused):
    status, code = 409, "still_needed"
    sentence = "Later changes build on this one. Revert those first."


class RestsOnGone(Refused):
    status, code = 409, "rests_on_gone"
    sentence = "What this would bring back builds on something that was taken back. Bring that back first."


class CannotRevert(Refused):
    status, code, sentence = 409, "cannot_revert", "This change is not undone by a revert."


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a draft. `where`: a part of it, by its own name."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


class BadDraft(Refused):
    """`faults`: all of them. The draft stays as it is, unfinished."""

    status, code, sentence = 422, "bad_draft", "The draft is not complete yet."

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(f"{fault}" for fault in self.faults[:5]))
