"""What the command line shows: one console for progress and sentences, so that output for other programs stays clean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from app.cli.sentences import Refused

console = Console(stderr=True, highlight=False)


def say(text: str) -> None:
    """A sentence for the person at the terminal."""
    console.print(text, markup=False, soft_wrap=True)


def say_refused(refused: Refused) -> None:
    console.print(refused.sentence, style="bold red", markup=False, soft_wrap=True)
    if refused.advice:
        console.print(refused.advice, markup=False, soft_wrap=True)


@contextmanager
def progress(title: str, steps: int) -> Iterator[Progress]:
    """A bar over `steps` known steps; `advance` it with its only task."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bar:
        bar.add_task(title, total=steps)
        yield bar


def advance(bar: Progress, what: str) -> None:
    """One step on, and what is being done now."""
    task = bar.tasks[0]
    bar.update(task.id, description=what, advance=1)
