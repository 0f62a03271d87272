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
MERGE, MERGE_END, SUBJECT = table_of(models.Merge), table_of(models.MergeEnd), table_of(models.Subject)


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
    wanted = wanted.where(within(table)) if scoped else wanted.execution_options(yield_per=5000)
    return wanted.order_by(table.c.id)


@cache
def merges_that_stand(*, undone: bool) -> Select[Any]:
    """Of each merge that counts and has no end that does: both public ids, kept and merged, and what it came with.

    Parameters: `undone` if so.
    """
    left_out: BindParameter[int] | None = bindparam("undone", expanding=True) if undone else None
    kept, merged = SUBJECT.alias(), SUBJECT.alias()
    ended = select(MERGE_END.c.merge_id).where(counted(MERGE_END, None, left_out))
    return (
        select(kept.c.public_id, merged.c.public_id, MERGE.c.added_in, MERGE.c.redirect_at)
        .join_from(MERGE, kept, kept.c.id == MERGE.c.kept_id)
        .join(merged, merged.c.id == MERGE.c.merged_id)
        .where(counted(MERGE, None, left_out), MERGE.c.id.not_in(ended))
        .order_by(MERGE.c.id)
    )
