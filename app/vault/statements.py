"""The statements of a load, built once: a load asks for two dozen tables, and building each anew takes longer than asking."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from sqlalchemy import BindParameter, Select, Table, bindparam, select

from app.vault import models
from app.vault.history import CLAIM_VALUE
from app.vault.moment import counted
from app.vault.scope import within


def table_of(model: type) -> Table:
    """A model's own table."""
    return cast("Table", model.__table__)  # type: ignore[attr-defined]  # every model has one


CLAIM = table_of(models.Claim)


@cache
def statement(table: Table, scoped: bool, upto: bool, undone: bool) -> Select[Any]:
    """Rows of a table that count, in the order of entry; of claims with their bodies, unless these were erased.

    Parameters: `subjects` and `sources` if `scoped`; `upto`; `undone`.
    """
    wanted = select(table)
    if table is CLAIM:
        wanted = select(table, CLAIM_VALUE.c.body).join(CLAIM_VALUE).where(CLAIM_VALUE.c.body.is_not(None))
    if "added_in" in table.c:
        left_out: BindParameter[int] | None = bindparam("undone", expanding=True) if undone else None
        wanted = wanted.where(counted(table, bindparam("upto") if upto else None, left_out))
    return (wanted.where(within(table)) if scoped else wanted).order_by(table.c.id)
