"""`casebook withdraw`: out of every page, answer and list, at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from app.cli.actor import local_actor
from app.cli.house import open_house
from app.cli.options import DEFAULT_HOME, HomeOption, VaultOption
from app.cli.publish import publish_house, sentence
from app.cli.sentences import Refused
from app.cli.terminal import advance, progress, say
from app.codebook.vocabularies import UnknownTerm, term
from app.publishing.withdraw import withdraw

GONE = "Withdrawn: readers of these editions answer as if it had never been there."


def withdraw_person(
    public_id: Annotated[
        str, typer.Argument(help="The id of an individual, a case or a return event, as its page shows it.")
    ],
    ground: Annotated[
        str,
        typer.Option(
            "--ground", help="Why: safety, family_wish, self_request, inaccurate, no_consent, legal, duplicate."
        ),
    ],
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
    mask: Annotated[
        bool, typer.Option("--mask", help="Leave a descriptor at most, in place of nothing at all.")
    ] = False,
) -> None:
    """Take somebody out of every edition at once. The record stays in the vault; the reason is never published."""
    try:
        term("withdrawal_ground", ground)
    except UnknownTerm as fault:
        raise Refused(f"{fault}.", code=2) from None
    now, action = datetime.now(UTC), "masked" if mask else "hidden_now"
    with open_house(home, vault) as house:
        with house.writing() as session:
            withdraw(
                session, house.ring, public_id, ground=ground, by=local_actor(), at=now, on=now.date(), action=action
            )
        with progress("withdrawing", 7) as bar:
            done = publish_house(house, lambda what: advance(bar, what))
        say("Masked: at most a descriptor is left." if mask else GONE)
        for one in done:
            say(sentence(one))
