"""`casebook migrate`: the vault's schema."""

from __future__ import annotations

from app.cli.house import open_house
from app.cli.options import DEFAULT_HOME, HomeOption, VaultOption
from app.cli.terminal import say


def migrate(home: HomeOption = DEFAULT_HOME, vault: VaultOption = None) -> None:
    """Bring the vault to the newest schema. Other commands do so by themselves; this one does nothing else."""
    with open_house(home, vault):
        say("The vault has the newest schema.")
