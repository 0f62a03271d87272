"""How high everything lies, as a test reckons it by itself from the rows of history: it asks nothing of the code that tells anybody.

What counts lies as high as its last ruling that counts. What counts no more lies as high as it lay last, and no lower than by the
rulings that count now: a slip that was taken back was never the last word (decision record 18).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.vault import models as m
from app.vault.history import HISTORY

RULED: tuple[tuple[type, type, str], ...] = (
    (m.Subject, m.SubjectRuling, "subject_id"),
    (m.Source, m.SourceRuling, "source_id"),
    (m.Claim, m.ClaimRuling, "claim_id"),
)
OPINIONS = {
    "claim_ruling", "subject_ruling", "source_ruling", "verification_ruling", "case_standing", "erasure", "duplicate_decision",
    "withdrawal_confirmation",
}  # fmt: skip
"""Tables of what is thought of something: it may stay behind when that does not count."""
Said = list[tuple[int, Level]]
"""Levels, each with the changeset that said so."""


class Lies:
    """As it stands when it is made. Subjects, sources and claims by row id."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._taken_back: defaultdict[int, list[int]] = defaultdict(list)
        for row in session.scalars(select(m.Reversal)):
            self._taken_back[row.changeset_number].append(row.added_in)
        self._newest = max(session.scalars(select(m.Changeset.number)))
        self._own: dict[tuple[type, int], Level] = {}
        for model, ruling, about in RULED:
            said: defaultdict[int, Said] = defaultdict(list)
            for row in session.scalars(select(ruling).order_by(ruling.id)):  # type: ignore[attr-defined]
                said[getattr(row, about)].append((row.added_in, Level(row.level)))
            for row in session.scalars(select(model)):
                self._own[model, row.id] = self._last_word(row.added_in, Level(row.level), said[row.id])
        self._belongs = self._belonging()

    def counts(self, changeset: int, moment: int | None = None) -> bool:
        """Whether a changeset counts at a moment: it was there, and nothing that counts took it back."""
        until = self._newest if moment is None else moment
        backs = (back for back in self._taken_back[changeset] if back <= until)
        return changeset <= until and not any(self.counts(back, until) for back in backs)

    def source(self, key: int) -> Level:
        return self._own[m.Source, key]

    def subject(self, key: int) -> Level:
        """With everybody to whom it belongs or as part of whom it is read."""
        return max([self._own[m.Subject, key], *(self.subject(each) for each in self._belongs.get(key, ()))])

    def claim(self, row: m.Claim) -> Level:
        return max(self._own[m.Claim, row.id], self.source(row.source_id), self.subject(row.subject_id))

    def tie(self, row: m.Relationship) -> Level:
        return max(self.subject(row.id), self.source(row.source_id) if row.source_id else Level.PUBLIC)

    def changesets(self) -> dict[int, Level]:
        """Of each how high the highest lies of which it wrote, or that it took back."""
        found: defaultdict[int, Level] = defaultdict(lambda: Level.PUBLIC)
        for number, level in self._written():
            found[number] = max(found[number], level)
        for back in sorted(back for backs in self._taken_back.values() for back in backs):
            taken = [number for number, backs in self._taken_back.items() if back in backs]
            found[back] = max([found[back], *(found[number] for number in taken)])
        return found

    def _last_word(self, entered: int, level: Level, ruled: Said) -> Level:
        def at(moment: int, *, but: int = 0) -> Level:
            said = (each for made_in, each in ruled if made_in == but or self.counts(made_in, moment))
            return [level, *said][-1]

        now = at(self._newest, but=entered)
        if self.counts(entered):
            return now
        last = max(moment for moment in range(entered, self._newest + 1) if self.counts(entered, moment))
        return max(at(last), now)

    def _belonging(self) -> dict[int, set[int]]:
        found: defaultdict[int, set[int]] = defaultdict(set)
        for case in self._session.scalars(select(m.Case)):
            found[case.id].add(case.individual_id)
        for tie in self._session.scalars(select(m.Relationship)):
            found[tie.id] |= {tie.a_id, tie.b_id}
        ended = {end.merge_id for end in self._session.scalars(select(m.MergeEnd)) if self.counts(end.added_in)}
        for merge in self._session.scalars(select(m.Merge)):
            if merge.id not in ended and self.counts(merge.added_in):
                found[merge.merged_id].add(merge.kept_id)
        return found

    def _written(self) -> Iterator[tuple[int, Level]]:
        rows = self._session.scalars
        claims = {row.id: row for row in rows(select(m.Claim))}
        merges = {row.id: row for row in rows(select(m.Merge))}
        yield from ((row.added_in, self.claim(row)) for row in claims.values())
        yield from ((row.added_in, self.claim(claims[row.claim_id])) for row in rows(select(m.ClaimRuling)))
        yield from ((row.added_in, self.subject(row.id)) for row in rows(select(m.Subject)))
        yield from ((row.added_in, self.subject(row.subject_id)) for row in rows(select(m.SubjectRuling)))
        yield from ((row.added_in, self.source(row.id)) for row in rows(select(m.Source)))
        yield from ((row.added_in, self.source(row.source_id)) for row in rows(select(m.SourceRuling)))
        yield from ((tie.added_in, self.tie(tie)) for tie in rows(select(m.Relationship)))
        yield from ((row.added_in, self.subject(row.merged_id)) for row in merges.values())
        yield from ((row.added_in, self.subject(merges[row.merge_id].merged_id)) for row in rows(select(m.MergeEnd)))
        for evidence in rows(select(m.DecisionEvidence)):
            yield evidence.added_in, self.source(evidence.source_id)
        for case in rows(select(m.Case)):
            yield case.added_in, self.subject(case.return_event_id)


def rests_on_gone(session: Session, lies: Lies) -> list[tuple[str, int, str]]:
    """Rows that count and name, in a column, a row that does not: table, row and column. An opinion on what is gone says nothing."""
    came: dict[str, dict[int, int]] = {}
    found = []
    for kept in HISTORY:
        table = kept.table
        dated = "added_in" in table.c
        came[table.name] = (
            dict(iter(session.execute(select(table.c.id, table.c.added_in)))) if dated else came["subject"]
        )
        for reference in table.foreign_key_constraints:
            column, target = reference.columns[0], reference.elements[0].column.table.name
            if target not in came or column.name == "id" or table.name in OPINIONS:
                continue
            for key, named in session.execute(select(table.c.id, column).where(column.is_not(None))):
                if lies.counts(came[table.name][key]) and not lies.counts(came[target][named]):
                    found.append((table.name, key, column.name))
    return found
