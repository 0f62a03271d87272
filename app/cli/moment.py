"""What a publisher looks at now and then, and the sentence in which it tells what it did."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.cli.house import House
from app.publishing.load import changeset_number
from app.publishing.publish import Published

LOOK_EVERY = 2.0
"""Seconds between two looks at the vault while watching."""


def moment(house: House) -> tuple[int, date]:
    """The vault's last changeset, and the day: if either is another, there may be something to publish."""
    with house.reading() as session:
        return changeset_number(session), datetime.now(UTC).date()


def sentence(published: Published) -> str:
    manifest = published.manifest
    state = "published" if published.changed else "unchanged"
    return f"{manifest.level}: edition {manifest.number} of {manifest.date}, {state} ({manifest.content[:12]})"
