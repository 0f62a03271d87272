"""Nobody at the desk finds a draft about somebody above them, by the list, the search or its address."""

from __future__ import annotations

from app.codebook.levels import Level
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import start
from tests.desk.walk import WRITER, person_named, record
from tests.editing.desk import grounds, named, shown


def test_a_draft_about_somebody_sealed_is_found_by_nobody_below(desk):
    vetted = desk.seat("vetted", "editor", "reviewer")
    with desk.house.books.writing() as session:
        people = [*named("o", "Open Omicron"), *named("z", "Sealed Sigma", Level.SEALED)]
        record(desk, session, *grounds(), *people)
        kept = {}
        for name in ("Open Omicron", "Sealed Sigma"):
            decision = shown(person_named(desk, name, session))
            draft = Draft(title=f"Decide: {name}", why="synthetic and alive", changes=(decision,))
            kept[name] = start(session, desk.house.ring, WRITER, draft, desk.clock())
    pages = (vetted.get("/proposals?all=yes"), vetted.post("/search", page="/", words="synthetic and alive"))
    for page in pages:
        assert page.status == 200 and kept["Open Omicron"] in page.text
        assert kept["Sealed Sigma"] not in page.text and "Sealed Sigma" not in page.text
    assert vetted.get(f"/proposals/{kept['Open Omicron']}").status == 200
    for place in ("proposals", "drafts"):
        assert vetted.get(f"/{place}/{kept['Sealed Sigma']}").status == 404
