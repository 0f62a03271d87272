"""`casebook mint`: public ids for the rows of a batch."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from app.vault.public_ids import new_public_id


def mint(number: Annotated[int, typer.Argument(min=1, max=10_000, help="How many.")] = 1) -> None:
    """Mint public ids for new rows of a batch: random, so that they tell neither number nor time."""
    for _ in range(number):
        typer.echo(new_public_id(secrets))
