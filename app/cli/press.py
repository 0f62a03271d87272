"""Publishing a house once, or again and again: everything, or what was touched since where everything would take long.

A whole build of a large record takes long, and holds nothing but a lock of its own: what is approved meanwhile is published
beside what stands, by whoever goes on (`cli.relay`), and beside the new bases as they are put in force.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import func, select

from app.cli.home import PATIENCE, building, writing
from app.cli.house import House
from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.assemble import Record
from app.editions.read.opening import Verified
from app.publishing.addenda import NONE, Amended, publish_addenda
from app.publishing.amending import Known, turn
from app.publishing.load import changeset_number, load_record
from app.publishing.part import Rows
from app.publishing.publish import Published, make_shelves, put
from app.publishing.suppress import any_until_published, suppress
from app.publishing.whole import Fresh, Progress, build_whole, decide, silent
from app.publishing.withdrawn import withdrawn_part
from app.vault.models import Individual
from app.vault.touched import whom_it_touched

MANY = 250
"""A record of more people than this is not published whole for each change: that takes some 20 ms for each of them."""
MOST = 1_000
"""More people than this since the last whole build are not told anew beside the others: then everybody is."""
EVERY = frozenset(EDITION_LEVELS)

_log = logging.getLogger("casebook.press")


@dataclass(frozen=True, slots=True)
class Carried:
    """What a press knows of the bases that stand, for the one that goes on from there: `publishing.amending.Known`.

    `owed`: the levels that are to be built whole.
    """

    since: Rows
    alike: dict[Level, frozenset[str]]
    owed: frozenset[Level]


Hand = Callable[[], Carried | None]


def nobody() -> None:
    """There is no press that went on meanwhile."""


def is_large(house: House) -> bool:
    """Whether the record has more people than are published whole for each change."""
    with house.reading() as session:
        return (session.scalar(select(func.count()).select_from(Individual)) or 0) > MANY


class Press:
    """Keeps in memory, between two publications, what `publishing.amending` needs; after a failure it begins anew."""

    def __init__(self, house: House, many: int = MANY) -> None:
        self._house, self._many = house, many
        self._known: Known | None = None
        self._due: frozenset[Level] = frozenset()
        self._verified = Verified()

    @property
    def owed(self) -> frozenset[Level]:
        """The levels that are to be built whole as soon as may be: at the start, each day, and where an addendum will not do for long."""
        if self._known is None or self._known.on != _today():
            return EVERY
        return self._due

    def publish(self, step: Progress = silent) -> list[Published]:
        """Bring suppression lists and editions in line with the vault."""
        if self._known is not None and self._known.on == _today():
            done = self.amend(step)
            if done is not None and not self.owed:
                return done
        return self.everything(step)

    def amend(self, step: Progress = silent) -> list[Published] | None:
        """Publish what was touched since. None where that will not do, or not for long: then all levels are owed."""
        with writing(self._house.home):
            known, self._known = self._known, None
            if known is None:
                return None
            step("finding what was touched")
            done = self._told_anew(known)
        if done is None:
            return None
        self._known = known
        return [one.published for one in done]

    def carried(self) -> Carried | None:
        """What the press that takes over has to know; None after a failure."""
        known = self._known
        return None if known is None else Carried(known.since, known.alike, self.owed)

    def everything(
        self,
        step: Progress = silent,
        levels: Collection[Level] = EVERY,
        hand: Hand = nobody,
        patience: float = PATIENCE,
    ) -> list[Published]:
        """Build the editions of these levels whole, and put them in force with what was recorded meanwhile.

        `hand`: asked when they are built, just before: what a press knows that has gone on meanwhile, and goes on no more.
        `patience`: seconds to wait while others build everything.
        """
        with building(self._house.home, patience):
            while (done := self._whole(levels, step, hand)) is None:
                step("too much was changed meanwhile; building again")
                levels = EVERY
            return done

    def _whole(self, levels: Collection[Level], step: Progress, hand: Hand) -> list[Published] | None:
        """None where what was changed meanwhile cannot be told beside what was built: nothing is put in force then, since what
        stands may be newer.
        """
        house, today = self._house, _today()
        self._known = None
        step("loading the record")
        with house.reading() as session:
            number, record = changeset_number(session), load_record(session, house.ring)
        known = Known.of(record, number, today)
        self._list(record, number, today)
        built = self._build(record, known, levels, step)
        again, large = any_until_published(record, today), len(record.dossiers) > self._many
        del record  # whoever goes on may go on for long
        carried = hand()
        if carried is None and len(built) < len(EVERY):
            return None
        with writing(house.home):
            done = self._put(known, built, carried)
        if done is not None and again:
            self._list_withdrawn()  # whoever is masked, or has too few alike, is hidden only until now
        self._known = known if large and done is not None else None
        return done

    def _build(self, record: Record, known: Known, levels: Collection[Level], step: Progress) -> dict[Level, Fresh]:
        house, shelves, built = self._house, self._house.home.shelves, dict[Level, Fresh]()
        make_shelves(shelves, house.ring)
        try:
            for level, overview in known.overviews.items():
                if level in levels:
                    built[level] = build_whole(record, level, overview, shelves, house.ring, known.on, step)
                else:
                    decide(record, level, overview, house.ring, known.on)
        except BaseException:
            for fresh in built.values():
                fresh.path.unlink(missing_ok=True)
            raise
        return built

    def _put(self, known: Known, built: dict[Level, Fresh], carried: Carried | None) -> list[Published] | None:
        house = self._house
        with house.reading() as session:
            as_built = changeset_number(session) == known.number
        if as_built and len(built) == len(EVERY):
            self._due = frozenset()
            return [put(fresh, house.home.shelves, house.ring, known.on) for fresh in built.values()]
        if carried is not None and len(built) < len(EVERY):
            known.go_on_from(carried.since, carried.alike)
        done = self._told_anew(known, built)
        if done is not None and carried is not None:
            self._due |= carried.owed - built.keys()
        return None if done is None else [one.published for one in done]

    def _told_anew(self, known: Known, bases: Mapping[Level, Fresh] = NONE) -> list[Amended] | None:
        """None where too much was touched, or after a fault: that must not keep an approval back, so everything is built instead."""
        house = self._house
        try:
            with house.reading() as session:
                found = whom_it_touched(session, known.number)
                if len(found.people | known.since.people) > MOST:
                    return None
                turned = turn(session, house.ring, known, found, changeset_number(session))
            if found.withdrawn:
                self._list_withdrawn()
            done = publish_addenda(known, turned, house.home.shelves, house.ring, self._verified, bases)
            if found.withdrawn:
                self._list_withdrawn()  # whoever is masked, or has too few alike, is hidden only until now
        except Exception as problem:  # noqa: BLE001  whatever it is, everything can be built instead
            _log.error("what was touched could not be told anew (%s); everything is built", type(problem).__name__)
            return None
        self._due = frozenset(one.level for one in done if one.due)
        return done

    def _list_withdrawn(self) -> None:
        """Bring the suppression lists in line with the withdrawals that are open now."""
        with self._house.reading() as session:
            number, record = changeset_number(session), withdrawn_part(session, self._house.ring)
        self._list(record, number, _today())

    def _list(self, record: Record, number: int, on: date) -> None:
        def newest() -> bool:
            with self._house.reading() as session:
                return changeset_number(session) == number

        suppress(record, self._house.home.shelves, self._house.ring, on, newest, self._verified)


def _today() -> date:
    return datetime.now(UTC).date()
