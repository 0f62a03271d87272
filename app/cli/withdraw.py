"""`casebook withdraw`: out of every page, answer and list, at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from app.cli.actor import local_actor
from app.cli.home import Busy
from app.cli.house import open_house
from app.cli.moment import sentence
from app.cli.options import DEFAULT_HOME, HomeOption, VaultOption
from app.cli.press import is_large
from app.cli.publish import STEPS, publish_house
from app.cli.sentences import Refused
from app.cli.terminal import advance, progress, say
from app.codebook.levels import InterimAction
from app.codebook.vocabularies import UnknownTerm, term
from app.publishing.suppress import suppress_now
from app.publishing.withdraw import ids_hidden_with, withdraw

LATER = "The editions are built without them by the publication that is running, or else by `casebook publish`."
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
    now, action = datetime.now(UTC), InterimAction.MASKED if mask else InterimAction.HIDDEN_NOW
    with open_house(home, vault) as house:
        with house.writing() as session:
            withdraw(
                session, house.ring, public_id, ground=ground, by=local_actor(), at=now, on=now.date(), action=action
            )
        with house.reading() as session:
            keys = ids_hidden_with(session, public_id, now.date())
        suppress_now(keys, house.home.shelves, house.ring, masked=mask)
        say("Masked: at most a descriptor is left." if mask else GONE)
        if is_large(house):
            say(LATER)
            return
        try:
            with progress("publishing", STEPS) as bar:
                done = publish_house(house, lambda what: advance(bar, what))
        except Busy:
            say(LATER)
            return
        for one in done:
            say(sentence(one))
