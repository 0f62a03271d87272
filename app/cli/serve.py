"""`casebook serve`: one application over one edition. The public one needs an edition file and nothing else."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from app.apps.public import create_app
from app.cli.options import DEFAULT_HOME, AddressOption, HomeOption, VaultOption, base_address
from app.cli.ports import require_free
from app.cli.terminal import say
from app.editions.manifest import VERIFY_KEY
from app.editions.read.shelf import Shelf
from app.keys.letters import PUBLIC_FILE, read_public_key
from app.keys.verify import Verifier
from app.noticeboard.opening import open_noticeboard
from app.web.warming import warm

serve = typer.Typer(help="Serve an edition over HTTP.", no_args_is_help=True)


@serve.callback()
def _only() -> None:
    """Keeps `public`, `members` and `desk` subcommands."""


@serve.command("public")
def public(
    edition: Annotated[
        Path,
        typer.Option(
            "--edition",
            envvar="CASEBOOK_EDITION",
            help="A public edition: its manifest (.json) or its file alone (.sqlite).",
        ),
    ],
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on this machine.")] = 8000,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    verify_key: Annotated[
        Path | None,
        typer.Option(
            "--verify-key",
            envvar="CASEBOOK_VERIFY_KEY",
            help="The house's public key; verify.pub beside the edition unless given.",
            show_default=False,
        ),
    ] = None,
    address: AddressOption = "",
    noticeboard: Annotated[
        Path | None,
        typer.Option(
            "--noticeboard",
            envvar="CASEBOOK_NOTICEBOARD",
            show_default=False,
            help="The host's own store for frozen lists and sealed letters; made if there is none.",
        ),
    ] = None,
    letters_key: Annotated[
        Path | None,
        typer.Option(
            "--letters-key",
            envvar="CASEBOOK_LETTERS_KEY",
            show_default=False,
            help="The desk's public key; letters.pub beside the edition unless given.",
        ),
    ] = None,
) -> None:
    """Serve a public edition. Holds no key that could open anything, and needs no vault: copy the file anywhere and serve it."""
    key = verify_key or edition.with_name(VERIFY_KEY)
    verifier = Verifier.from_file(key) if verify_key or key.is_file() else None
    shelf = Shelf(edition, verifier)
    if shelf.current().number is None or verifier is None:
        say("This copy carries no manifest or no key to check it with: its number and signature are not known.")
    require_free(host, port)
    letters = letters_key or edition.with_name(PUBLIC_FILE)
    app = create_app(
        shelf,
        base_address(address),
        open_noticeboard(noticeboard) if noticeboard else None,
        read_public_key(letters) if letters_key or letters.is_file() else None,
    )
    warm()
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, access_log=False)


@serve.command("members")
def members(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on this machine.")] = 8001,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    address: Annotated[
        str,
        typer.Option(
            "--address",
            envvar="CASEBOOK_MEMBERS_ADDRESS",
            help="The address that members type, with https.",
            show_default=False,
        ),
    ] = "",
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
) -> None:
    """Serve the members' application of a home: sign-in, vetting, and the edition that each member is cleared for."""
    require_free(host, port)
    members = importlib.import_module("app.cli.members")  # what serves a copied public edition needs no accounts
    process = importlib.import_module("app.cli.members_process")
    with importlib.import_module("app.cli.house").open_house(home, vault) as house:
        members.members_keys(house)
        invitation = members.first_invitation(house)
        vault_url, editions, keys = house.home.vault_url, house.home.shelves.root, house.home.keys
    if invitation:
        say(f"There is no steward yet. This path makes the first one, once, within three days: {invitation}")
    made = process.members_house(vault_url, editions, keys, editions / "public" / VERIFY_KEY, address, port)
    if not process.behind_a_wall(made, keys):
        say(process.NO_WALL)
    app = importlib.import_module("app.apps.members").create_app(made)
    warm()
    uvicorn.run(
        app, host=host, port=port, log_level="warning", server_header=False, access_log=False, date_header=False
    )


@serve.command("desk")
def desk(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on this machine.")] = 8002,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; never one that the public reaches.")
    ] = "127.0.0.1",
    address: Annotated[
        str,
        typer.Option(
            "--address", envvar="CASEBOOK_DESK_ADDRESS", help="The desk's own address, with https.", show_default=False
        ),
    ] = "",
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
) -> None:
    """Serve the desk of a home, for editors and reviewers. It holds every key of the house: keep it where only the house can reach it."""
    require_free(host, port)
    process = importlib.import_module("app.cli.desk_process")
    with importlib.import_module("app.cli.house").open_house(home, vault) as house:
        importlib.import_module("app.cli.members").members_keys(house)
        importlib.import_module("app.keys.letters").make_letter_keys(house.home.keys)
        home_of = house.home
    made = process.desk_house(home_of.vault_url, home_of.keys, home_of.noticeboard, address, port, home_of.shelves.root)
    app = importlib.import_module("app.apps.desk").create_app(made)
    uvicorn.run(
        app, host=host, port=port, log_level="warning", server_header=False, access_log=False, date_header=False
    )
