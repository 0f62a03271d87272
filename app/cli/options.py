"""Options that several commands share, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
DEFAULT_HOME = Path("var")
