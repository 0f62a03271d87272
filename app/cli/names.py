"""`casebook names`: measure the search for names over any population and queries."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.terminal import say
from app.names.evaluate import run

names = typer.Typer(help="The search for names, measured.", no_args_is_help=True)


@names.callback()
def _only() -> None:
    """Keeps `evaluate` a subcommand."""


@names.command("evaluate")
def evaluate(
    population: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV with id, hangul, latin, hanja.")],
    queries: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="JSON lines with query_id and query.")],
    out: Annotated[Path, typer.Option("--out", help="Run file: query, ids best first, candidates fetched.")],
) -> None:
    """Run the shipped search over a population and queries; score the run with the benchmark's own script."""
    run(population, queries, out)
    say(f"Written to {out}.")
