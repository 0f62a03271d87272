"""What the vault refuses, as sentences for a person. Never a value, a name or a text in a message."""

from __future__ import annotations


class Refused(Exception):
    """The vault will not write this; `code` is stable, the text is for people."""

    code = "refused"
    sentence = "The vault refuses this."

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.sentence} {detail}".strip())


class NotApproved(Refused):
    code = "not_approved"
    sentence = "A changeset needs the approval of somebody who wrote none of it."


class NothingToRecord(Refused):
    code = "nothing_to_record"
    sentence = "Nothing would change."


class AlreadySealed(Refused):
    code = "already_sealed"
    sentence = "This changeset is sealed; open another."


class DoesNotFit(Refused):
    code = "does_not_fit"
    sentence = "This does not fit the codebook."


class MergedInACircle(Exception):
    """Merges lead from a subject back to itself, so that nobody says who is read as whom. No desk writes this."""

    code = "merged_in_a_circle"


class MovedWhileReading(Exception):
    """The record changed between two queries of each of many loads: the session is not on `storage.engines.for_reading`."""

    code = "moved_while_reading"
