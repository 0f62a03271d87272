"""`casebook up`: from nothing to a served edition, then supervision until Ctrl-C."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli.home import show_letters_key, writing
from app.cli.house import House, open_house
from app.cli.import_ import STEPS as IMPORT_STEPS
from app.cli.import_ import bring_in_batch, check_batch, sentence
from app.cli.members import first_invitation, members_keys
from app.cli.moment import sentence as published_sentence
from app.cli.options import DEFAULT_HOME, AddressOption, HomeOption, VaultOption, base_address
from app.cli.ports import require_free
from app.cli.press import is_large
from app.cli.publish import STEPS as PUBLISH_STEPS
from app.cli.publish import all_stand, publish_house
from app.cli.supervise import Child, supervise
from app.cli.terminal import advance, progress, say
from app.codebook.levels import Level
from app.editions.manifest import VERIFY_KEY
from app.importing.batch import OtherFounding
from app.importing.founding import shipped_data
from app.keys.letters import make_letter_keys
from app.noticeboard.opening import open_noticeboard


def up(
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, help="Port of the public pages on this machine.")
    ] = 8000,
    members_port: Annotated[
        int, typer.Option("--members-port", min=1, max=65535, help="Port of the members' pages on this machine.")
    ] = 8001,
    desk_port: Annotated[
        int, typer.Option("--desk-port", min=1, max=65535, help="Port of the desk on this machine.")
    ] = 8002,
    address: AddressOption = "",
) -> None:
    """Make the home if there is none, import the shipped cases, publish, and serve. Ctrl-C stops all of it."""
    require_free("127.0.0.1", port)
    require_free("127.0.0.1", members_port)
    require_free("127.0.0.1", desk_port)
    with progress("opening the home", IMPORT_STEPS + PUBLISH_STEPS) as bar, open_house(home, vault, make=True) as house:
        batch = check_batch(shipped_data())
        advance(bar, "checked the shipped batch")
        said = []
        try:
            with writing(house.home):
                said.append(sentence(bring_in_batch(house, batch, lambda what: advance(bar, what)), batch))
        except OtherFounding as other:
            said.append(str(other))
        if is_large(house) and all_stand(house):
            said.append("The editions that stand are served; the publisher builds them anew, which takes a while.")
        else:
            said += [published_sentence(one) for one in publish_house(house, lambda what: advance(bar, what))]
        manifest = house.home.shelves.manifest(Level.PUBLIC)
        members_keys(house)
        invitation = first_invitation(house)
        members = _members(house, members_port)
        make_letter_keys(house.home.keys)
        letters = show_letters_key(house.home)
        desk = _desk(house, desk_port)
        open_noticeboard(house.home.noticeboard).close()
        noticeboard = house.home.noticeboard
    for line in said:
        say(line)
    supervise(
        [_public(manifest, port, noticeboard, letters, base_address(address)), members, desk, _publisher(home, vault)],
        ready=lambda: _ready(port, members_port, desk_port, invitation),
    )


def _ready(port: int, members_port: int, desk_port: int, invitation: str) -> None:
    say(f"Public pages: http://127.0.0.1:{port}/   (Ctrl-C stops)")
    say(f"Members' pages: http://127.0.0.1:{members_port}/")
    say(f"The desk: http://127.0.0.1:{desk_port}/")
    if invitation:
        say(
            f"There is no steward yet. This link makes the first one, once, within three days: http://127.0.0.1:{members_port}{invitation}"
        )


def _members(house: House, port: int) -> Child:
    """The members' application. It is told of the accounts' database, the editions and its keys, and of no key of the vault."""
    home = house.home
    command = (sys.executable, "-m", "app.cli.members_process", "--port", str(port))
    environment = {
        "CASEBOOK_VAULT": home.vault_url,
        "CASEBOOK_EDITIONS": str(home.shelves.root.resolve()),
        "CASEBOOK_MEMBERS_KEYS": str(home.keys.resolve()),
        "CASEBOOK_VERIFY_KEY": str(home.shelves.manifest(Level.PUBLIC).with_name(VERIFY_KEY).resolve()),
    }
    return Child("members", command, environment, port)


def _desk(house: House, port: int) -> Child:
    """The desk. It holds the keys of the house, and answers on this machine alone."""
    home = house.home
    command = (sys.executable, "-m", "app.cli.desk_process", "--port", str(port))
    environment = {
        "CASEBOOK_VAULT": home.vault_url,
        "CASEBOOK_KEYS": str(home.keys.resolve()),
        "CASEBOOK_NOTICEBOARD": str(home.noticeboard.resolve()),
        "CASEBOOK_EDITIONS": str(home.shelves.root.resolve()),
    }
    return Child("desk", command, environment, port)


def _public(manifest: Path, port: int, noticeboard: Path, letters: Path, address: str) -> Child:
    """The public application. Its environment names an edition, the noticeboard and two public keys, and no secret."""
    command = (sys.executable, "-m", "app.cli.public_process", "--port", str(port))
    environment = {
        "CASEBOOK_EDITION": str(manifest.resolve()),
        "CASEBOOK_VERIFY_KEY": str(manifest.with_name(VERIFY_KEY).resolve()),
        "CASEBOOK_NOTICEBOARD": str(noticeboard.resolve()),
        "CASEBOOK_LETTERS_KEY": str(letters.resolve()),
        **({"CASEBOOK_ADDRESS": address} if address else {}),
    }
    return Child("public", command, environment, port)


def _publisher(home: Path, vault: str | None) -> Child:
    command = (sys.executable, "-m", "app.cli.main", "publish", "--watch", "--home", str(home.resolve()))
    return Child("publisher", command, {"CASEBOOK_VAULT": vault} if vault else {}, None)
