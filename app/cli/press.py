"""Publishing a house once, or again and again: everything, or what was touched since where everything would take long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from app.cli.home import writing
from app.cli.house import House
from app.editions.errors import EditionError
from app.editions.read.opening import Verified
from app.publishing.addenda import publish_addenda
from app.publishing.amending import Known, turn
from app.publishing.load import changeset_number, load_record
from app.publishing.publish import Published, publish
from app.publishing.suppress import any_masked, suppress
from app.vault.touched import whom_it_touched

MANY = 250
"""A record of more people than this is not published whole for each change: that takes some 20 ms for each of them."""
MOST = 1_000
"""More people than this since the last whole build are not told anew beside the others: then everybody is."""

Step = Callable[[str], None]


class Press:
    """Keeps in memory, between two publications, what `publishing.amending` needs; after a failure it begins anew."""

    def __init__(self, house: House, many: int = MANY) -> None:
        self._house, self._many = house, many
        self._known: Known | None = None
        self._verified = Verified()

    def publish(self, step: Step = lambda _: None) -> list[Published]:
        """Bring suppression lists and editions in line with the vault, under the home's lock."""
        today = datetime.now(UTC).date()
        known, self._known = self._known, None
        with writing(self._house.home):
            if known is not None and known.on == today:
                done = self._addenda(known, step)
                if done is not None:
                    return done
            return self._everything(today, step)

    def _addenda(self, known: Known, step: Step) -> list[Published] | None:
        """What was touched since; None where that will not do, or will not do for long: then everything is to be published."""
        house = self._house
        step("finding what was touched")
        with house.reading() as session:
            found = whom_it_touched(session, known.number)
            if found.withdrawn or len(found.people | known.since.people) > MOST:
                return None
            turned = turn(session, house.ring, known, found, changeset_number(session))
        try:
            done = publish_addenda(known, turned, house.home.shelves, house.ring, known.on, self._verified)
        except EditionError:  # lost, damaged, or of another version: a whole build puts it right
            return None
        if any(one.less for one in done):
            return None
        self._known = known
        return [one.published for one in done]

    def _everything(self, today: date, step: Step) -> list[Published]:
        house, shelves = self._house, self._house.home.shelves
        step("loading the record")
        with house.reading() as session:
            number, record = changeset_number(session), load_record(session, house.ring)

        def newest() -> bool:
            with house.reading() as session:
                return changeset_number(session) == number

        known = Known.of(record, number, today) if len(record.dossiers) > self._many else None
        suppress(record, shelves, house.ring, today, newest)
        done = publish(record, shelves, house.ring, today, step, overviews=known.overviews if known else None)
        if any_masked(record, today):
            suppress(record, shelves, house.ring, today, newest)
        self._known = known
        return done
