"""`casebook`: one command with its subcommands. Each stands in a module of its own; this one joins them and words their errors."""

from __future__ import annotations

import os
import sys

import typer

from app.cli.import_ import import_batch
from app.cli.list_ import list_names
from app.cli.names import names
from app.cli.publish import publish_editions
from app.cli.sentences import Refused, explained
from app.cli.serve import serve
from app.cli.terminal import say_refused
from app.cli.up import up
from app.cli.upkeep import migrate, mint, verify
from app.cli.withdraw import withdraw_person

app = typer.Typer(
    name="casebook",
    help="A source-backed case database of forcibly repatriated refugees.\n\nBegin with `casebook up`: it makes a home in ./var, "
    "imports the shipped cases, publishes them and serves them on this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # a traceback with locals would print names
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("up")(up)
app.command("import")(import_batch)
app.command("publish")(publish_editions)
app.command("list")(list_names)
app.add_typer(serve, name="serve")
app.command("withdraw")(withdraw_person)
app.command("verify")(verify)
app.command("migrate")(migrate)
app.command("mint")(mint)
app.add_typer(names, name="names")


def main() -> None:
    """Run the command; an error that is understood becomes a sentence, never a traceback with somebody's data in it."""
    try:
        app()
    except Refused as refused:
        say_refused(refused)
        sys.exit(refused.code)
    except Exception as problem:
        known = explained(problem)
        if known is None or os.environ.get("CASEBOOK_TRACEBACK"):
            raise
        say_refused(known)
        sys.exit(known.code)


if __name__ == "__main__":
    main()
