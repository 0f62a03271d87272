"""`casebook`: one command with its subcommands. Each stands in a module of its own, loaded only when it is asked for.

So `casebook serve public` runs where neither the vault nor its libraries are installed, and its process never imports them.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from types import MappingProxyType

import typer

from app.cli.sentences import Refused
from app.cli.terminal import say_refused

COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "up": ("app.cli.up", "up"),
        "import": ("app.cli.import_", "import_batch"),
        "publish": ("app.cli.publish", "publish_editions"),
        "list": ("app.cli.list_", "list_names"),
        "serve": ("app.cli.serve", "serve"),
        "withdraw": ("app.cli.withdraw", "withdraw_person"),
        "proposals": ("app.cli.proposals", "proposals"),
        "history": ("app.cli.history", "history"),
        "duplicates": ("app.cli.duplicates", "duplicates"),
        "letters": ("app.cli.letters", "letters"),
        "verify": ("app.cli.verify", "verify"),
        "migrate": ("app.cli.migrate", "migrate"),
        "mint": ("app.cli.mint", "mint"),
        "members": ("app.cli.members", "members"),
        "names": ("app.cli.names", "names"),
    }
)
"""Each subcommand, its module, and the function or group in it."""

WELCOME = """A source-backed case database of forcibly repatriated refugees.

Begin with `casebook up`: it makes a home in ./var, imports the shipped cases, publishes them and serves them on this machine.
"""


def build(asked: str | None) -> typer.Typer:
    """The command with the subcommand that is asked for, or with all of them when none of them is."""
    # a traceback with locals would print names
    app = typer.Typer(name="casebook", help=WELCOME, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                      context_settings={"help_option_names": ["-h", "--help"]})  # fmt: skip
    app.callback()(lambda: None)
    wanted = (asked,) if asked is not None and asked in COMMANDS else tuple(COMMANDS)
    for name in wanted:
        module, attribute = COMMANDS[name]
        found = getattr(importlib.import_module(module), attribute)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name)(found)
    return app


def main() -> None:
    """Run the command; an error that is understood becomes a sentence, never a traceback with somebody's data in it."""
    try:
        build(sys.argv[1] if len(sys.argv) > 1 else None)(prog_name="casebook")
    except Refused as refused:
        _end(refused)
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] == "app":
            raise
        _end(
            Refused(
                f"This command needs {missing.name}, which is not installed.",
                "Install casebook with its extra `vault`.",
            )
        )
    except Exception as problem:
        explained = importlib.import_module("app.cli.explained").explained
        known = explained(problem)
        if known is None or os.environ.get("CASEBOOK_TRACEBACK"):
            raise
        _end(known)


def _end(refused: Refused) -> None:
    say_refused(refused)
    sys.exit(refused.code)


if __name__ == "__main__":
    main()
