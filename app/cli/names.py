"""`casebook names`: measure the search for names over any population and queries."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli.import_ import check_batch
from app.cli.sentences import Refused
from app.cli.terminal import say
from app.importing.aids import proposed_aids
from app.importing.tables import TABLES
from app.names.evaluate import run

names = typer.Typer(help="Names: the search measured, and aids for saying them.", no_args_is_help=True)


@names.command("evaluate")
def evaluate(
    population: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV with id, hangul, latin, hanja.")],
    queries: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="JSON lines with query_id and query.")],
    out: Annotated[Path, typer.Option("--out", help="Run file: query, ids best first, candidates fetched.")],
) -> None:
    """Run the shipped search over a population and queries; score the run with the benchmark's own script."""
    run(population, queries, out)
    say(f"Written to {out}.")


@names.command("aids")
def aids(
    path: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="A folder with the files of a batch.")],
    out: Annotated[Path, typer.Option("--out", help="CSV of proposals, with the columns of codings.csv.")],
    approver: Annotated[str, typer.Option("--by", help="Who is to read and approve them.")],
) -> None:
    """Propose an aid for saying each name in Hangul that has none, for a person to read.

    Nothing is recorded. Read each row aloud, mend it, delete those you would not say so, and add the rest to the batch's
    codings.csv: that is the approval. Masked names get none.
    """
    if out.exists():
        raise Refused(f"{out} is there already.", "Name a new file, so that nothing is overwritten.")
    rows = list(proposed_aids(check_batch(path).rows, approver, datetime.now(UTC).date()))
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, TABLES["codings.csv"].columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    say(f"{len(rows)} proposals are written to {out}. None is approved until you add it to codings.csv.")
