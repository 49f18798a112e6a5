"""The columns of a table become its rows again: doubles left out, sums of columns added."""

from datetime import date
from itertools import compress, repeat

import msgspec

from store.imports.body import Body
from store.imports.parsed import ParsedRow
from store.imports.values import Odd
from store.records.report import Note, Reject, Rows

_LISTED = 100_000
"""Rejected cells that are listed one by one; the rest is counted."""
_NAMED = 50
"""Cleaned names that are told one by one."""

Cells = list[float | None]


class Assembled(msgspec.Struct, frozen=True):
    """What became of the rows of a table."""

    metrics: tuple[str, ...]
    rows: list[ParsedRow]
    counts: Rows
    rejects: tuple[Reject, ...]
    notes: tuple[Note, ...]


def assemble(body: Body, day: date | None) -> Assembled:
    """Return the rows of a table whose every row was added; `day` serves rows without one."""
    plan = body.plan
    finished = [column.finish() for column in body.columns]
    whole = {c.metric: cells for c, cells in zip(plan.columns, finished, strict=False)}
    by_index = {c.planned.index: cells for c, cells in zip(body.columns, finished, strict=True)}
    for metric, indexes in plan.sums.items():
        whole[metric] = _added([by_index[index] for index in indexes])
    unfinished = _unfinished(body)
    days: list[date | None] = [own or day for own in body.days] if day else body.days
    values = list(zip(*whole.values(), strict=True)) if whole else []
    if not values:
        values = [()] * len(body.numbers)
    keep, repeated = _without_doubles(body, days, values)
    rows = list(
        map(
            ParsedRow,
            body.numbers,
            [name.clean for name in body.names],
            days,
            body.shops,
            body.groups,
            values,
            [unfinished.get(index, ()) for index in range(len(values))]
            if unfinished
            else repeat(()),
        )
    )
    if keep is not None:
        rows = list(compress(rows, keep))
    cells, more = _cell_rejects(body, keep)
    rejected = len(body.rejects)
    counts = Rows(
        read=len(rows) + repeated + body.summaries + rejected,
        taken=len(rows) + repeated,
        summary=body.summaries,
        rejected=rejected,
    )
    rejects = tuple(sorted([*body.rejects, *cells], key=lambda reject: reject.row))
    return Assembled(tuple(whole), rows, counts, rejects, _notes(body, repeated, more))


def _added(parts: list[Cells]) -> Cells:
    """Return the sum of columns; a row that misses a part has no sum."""
    return [
        None if None in cells else sum(cell for cell in cells if cell is not None)
        for cells in zip(*parts, strict=True)
    ]


def _unfinished(body: Body) -> dict[int, tuple[str, ...]]:
    """Return index of a row -> metrics whose cell said that it is not final."""
    found: dict[int, tuple[str, ...]] = {}
    for column in body.columns:
        for index, why, _ in column.odd:
            if why is Odd.NOT_FINAL:
                found[index] = (*found.get(index, ()), column.planned.metric)
    return found


def _without_doubles(
    body: Body, days: list[date | None], values: list[tuple[float | None, ...]]
) -> tuple[list[bool] | None, int]:
    """Reject the later of two rows for one day, shop and nickname, unless both say the same.

    Returns which rows stay (None for all) and how many repeated an earlier one word for word.
    """
    keys = list(zip(days, body.shops, [name.clean for name in body.names], strict=True))
    if len(set(keys)) == len(keys):
        return None, 0
    first: dict[tuple[date | None, str | None, str], int] = {}
    keep: list[bool] = []
    repeated = 0
    for index, key in enumerate(keys):
        before = first.setdefault(key, index)
        keep.append(before == index)
        if before == index:
            continue
        name, row = body.names[index], body.numbers[index]
        if name.raw != body.names[before].raw:
            body.reject(row, "agent", name.clean, "looks_like")
        elif values[index] == values[before]:
            repeated += 1
        else:
            body.reject(row, "agent", name.clean, "duplicate_row")
    return keep, repeated


def _cell_rejects(body: Body, keep: list[bool] | None) -> tuple[list[Reject], int]:
    """Return the cells that were not taken, and how many more are not listed."""
    found: list[Reject] = []
    more = 0
    for column in body.columns:
        for index, why, text in column.odd:
            if why is Odd.NOT_FINAL or not (keep is None or keep[index]):
                continue
            if len(found) >= _LISTED:
                more += 1
                continue
            found.append(Reject(body.numbers[index], column.planned.header, text, why.value))
    return found, more


def _notes(body: Body, repeated: int, more: int) -> tuple[Note, ...]:
    notes = [Note("cleaned_name", {"name": name}) for name in sorted(body.reader.cleaned)[:_NAMED]]
    if body.short:
        notes.append(Note("short_rows", {"count": len(body.short), "row": body.short[0]}))
    if repeated:
        notes.append(Note("repeated_rows", {"count": repeated}))
    if more:
        notes.append(Note("more_rejects", {"count": more}))
    return tuple(notes)
