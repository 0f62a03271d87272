"""Options that several commands share, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from app.cli.sentences import Refused

HomeOption = Annotated[
    Path,
    typer.Option(
        "--home",
        envvar="CASEBOOK_HOME",
        help="The folder with the vault, its keys and the editions.",
        show_default=True,
    ),
]
VaultOption = Annotated[
    str | None,
    typer.Option(
        "--vault",
        envvar="CASEBOOK_VAULT",
        help="Address of the vault's database; SQLite inside the home unless given.",
        show_default=False,
    ),
]
AddressOption = Annotated[
    str,
    typer.Option(
        "--address",
        envvar="CASEBOOK_ADDRESS",
        help="The house's public address, such as https://casebook.example: printed on lists, used in citations.",
        show_default=False,
    ),
]
DEFAULT_HOME = Path("var")


def base_address(text: str) -> str:
    """The address without a slash at its end; Refused unless it is one of http or https with a host and nothing behind it."""
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise Refused("The address is one such as https://casebook.example.", "Give it with --address.", code=2)
    return text.rstrip("/")
