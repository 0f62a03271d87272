"""Words that stand nowhere but in what is hidden, put into every kind of column, and found again in any disguise."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.orm import Session

from app.cli.house import open_house
from app.codebook.levels import Form, Level, Purpose
from app.codebook.values import NameValue, PlaceValue, TextValue
from app.storage.engines import for_writing
from app.vault.recording import DecisionText, Recorder, SourceText

HIDDEN = "h000000000canary"
CASE = "c000000000canary"
SOURCE = "s000000000canary"
OF_RECORD = ("Quexalon Vombatis", "카나리숨김말", "quexalonplace", "quexalonfate", "quexalonwording", "quexalonquote",
             "quexalonlocator", "quexalontitle", "quexalonauthor", "quexalonnote", "quexalonreason", "quexalonasker",
             "quexalonsummary", "quexalonlabel", "quexalonurl")  # fmt: skip
OF_PEOPLE = {"login": "vombatlogin", "name": "Vombat Of Nobody", "purpose": "vombatpurpose", "affiliation": "vombataffiliation",
             "referees": "vombatreferees", "password": "vombatpassword of nobody"}  # fmt: skip


def hide(home: Path) -> None:
    """Record somebody whom the vetted alone may see, with a canary in every kind of words that the vault keeps."""
    w = dict(zip(("name", "hangul", "place", "fate", "wording", "quote", "locator", "title", "author", "note", "reason", "asker",
                  "summary", "label", "url"), OF_RECORD, strict=True))  # fmt: skip
    with open_house(home, None) as house, Session(for_writing(house.engine)) as session, session.begin():
        at = datetime.now(UTC)
        with Recorder(session, house.ring, "ann", "ben", at, kind="edit", summary=w["summary"]) as r:
            source = r.add_source(
                "a-hidden-source",
                SourceText(w["title"], w["author"], "", f"https://example.org/{w['url']}", w["note"]),
                publisher_key="nobody", type="ngo_report", level=Level.VETTED, public_id=SOURCE,
            )  # fmt: skip
            who = r.add_individual("named", level=Level.VETTED, public_id=HIDDEN, reason=w["reason"])
            event = r.add_event(w["label"], level=Level.VETTED)
            case = r.add_case(who, event, level=Level.VETTED, public_id=CASE, reason=w["reason"])
            said = {"wording": w["wording"], "quote": w["quote"], "locator": w["locator"], "level": Level.VETTED}
            r.add_claim(who, "name", NameValue(text=w["name"], script="Latn"), source, **said)
            r.add_claim(who, "name", NameValue(text=w["hangul"], script="Hang"), source, **said)
            r.add_claim(case, "seizure_place", PlaceValue(text=w["place"], code="CN"), source, **said)
            r.add_claim(case, "fate", TextValue(text=w["fate"]), source, **said)
            r.set_case_state(case, "published")
            for subject in (who, event):
                r.decide(
                    subject, Form.HOLD, list(Purpose), DecisionText(w["reason"], asked_by=w["asker"]), basis="public_interest_assessed",
                    consent_status="unknown", effect="neutral", decided_by="ann", second_by="ben", decided_on=date(2026, 11, 1),
                    evidence=[source],
                )  # fmt: skip


def disguises(word: str) -> Iterator[bytes]:
    """The word as bytes, as it might stand somewhere: in encodings, escaped, folded, and inside of something longer."""
    for text in {word, word.casefold(), word.upper()}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield text.encode(encoding)
        plain = text.encode()
        yield plain.hex().encode()
        yield plain.hex().upper().encode()
        yield quote(text).encode()
        yield text.replace(" ", "+").encode()
        yield text.encode("unicode_escape")
        for shift in range(3):  # whatever stands before it in a longer text, the middle of its base64 is one of three
            encoded = base64.b64encode(b"\0" * shift + plain)[(0, 2, 3)[shift] : -4]
            yield encoded if len(encoded) > 7 else plain  # shorter ones would be found by chance
    yield word[::-1].encode()


def found_in(data: bytes, words: tuple[str, ...]) -> list[str]:
    """The words that stand in the data in any disguise."""
    return [word for word in words if any(d in data for d in disguises(word))]


def searched(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """All files below a folder, whatever they are."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes()
