"""A file of a list that was asked for wrongly is refused, to the vetted as to everybody: the witness has nobody to write down."""

from __future__ import annotations

from app.accounts.watching import entries
from app.codebook.levels import Level


def test_a_wrong_question_for_a_list_is_a_plain_refusal_for_the_vetted_too(host):
    stewards = host.joined("one", "steward"), host.joined("two", "steward")
    vetted = host.joined("vetted")
    host.cleared(vetted, Level.VETTED, *stewards)
    host.read(vetted, Level.VETTED)
    with host.books.reading() as session:
        before = len(entries(session))
    for where in ("/lists.csv?age_max=30", "/lists.txt?nobody=knows", "/ko/lists.csv?limit=1"):
        assert vetted.get(where).status == 400, where
    with host.books.reading() as session:
        assert len(entries(session)) == before
