"""The record of a home, as publishing loads it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.cli.house import open_house
from app.disclosure.assemble import Record
from app.publishing.load import load_record


@cache
def record_at(home: Path) -> Record:
    """Everything in the vault of a home, at every level."""
    with open_house(home, None) as house, house.reading() as session:
        return load_record(session, house.ring)
