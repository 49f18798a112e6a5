"""From a raw table to a plan: where its header is, which layout it is, which days it speaks of."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from store.imports.days import Span, days_of_name, days_of_title, in_range
from store.imports.header import Found, find_header, skip_to_header
from store.imports.layouts import ROLES, Layout, vocabulary
from store.imports.plan import Plan, plan_layout, plan_mapping, shape_of
from store.imports.queue_fields import plan_queue, queue_kind, queue_layout
from store.imports.recognise import recognise
from store.imports.table import RawTable
from store.records.report import Columns, Note
from store.records.work import Mapping as HeaderMapping


class Wish(msgspec.Struct, frozen=True):
    """What the lead said about a file, and what is remembered."""

    layout: Layout | None = None
    day: date | None = None
    mapping: HeaderMapping | None = None
    mappings: Mapping[str, HeaderMapping] = {}
    """Remembered mappings by shape."""


class Understood(msgspec.Struct, frozen=True):
    """How a table is to be read."""

    found: Found
    plan: Plan
    shape: str
    remembered: bool = False
    """The plan is that of a remembered mapping."""


def understand(table: RawTable, wish: Wish) -> Understood:
    """Return how to read a table: as the lead says, as remembered, or by its own headers."""
    words = vocabulary()
    if wish.mapping is not None and wish.mapping.skip_rows is not None:
        found = skip_to_header(table.rows, wish.mapping.skip_rows)
    else:
        mappings = [wish.mapping] if wish.mapping else list(wish.mappings.values())
        found = find_header(table.rows, words, mappings)
    headers, shape = found.headers, shape_of(found.headers)
    if not headers:
        return Understood(found, _no_plan(), shape)
    if wish.mapping is not None:
        return Understood(found, _plan_as_told(headers, wish.mapping), shape)
    if wish.layout is None and shape in wish.mappings:
        return Understood(found, _plan_as_told(headers, wish.mappings[shape]), shape, True)
    layout = wish.layout or queue_layout(headers, words) or recognise(headers, words)
    if layout is not None and layout.kind in ("contacts", "intervals"):
        return Understood(found, plan_queue(headers, layout), shape)
    return Understood(found, plan_layout(headers, layout, words), shape)


def file_days(plan: Plan, found: Found, path: Path, day: date | None, today: date) -> Span | Note:
    """Return the day or period of a file without a day column, or why there is none.

    The lead's word goes first, then a line above the header, then the file's name.
    """
    named = days_of_name(path.stem)
    told = days_of_title(found.titles)
    if plan.day_from == "file_name" and isinstance(named, Span):
        told = None
    answer = Span(day, day) if day else told or named
    if answer is None:
        return Note("day_needed")
    if isinstance(answer, Span) and not (
        in_range(answer.start, today) and in_range(answer.end, today)
    ):
        return Note(
            "day_out_of_range",
            {"start": answer.start.isoformat(), "end": answer.end.isoformat()},
        )
    return answer


def _plan_as_told(headers: Sequence[str], mapping: HeaderMapping) -> Plan:
    """Return the plan of a mapping; one that names only a layout of ours and columns adds to it."""
    words = vocabulary()
    kind = queue_kind(mapping.columns)
    layout = words.layouts.get(mapping.layout)
    if kind is None and layout is not None and layout.kind in ("contacts", "intervals"):
        kind = layout.kind
    if kind is not None:
        layout = next(one for one in words.layouts.values() if one.kind == kind)
        return plan_queue(headers, layout, mapping)
    if layout is None or mapping.agent is not None or mapping.day is not None:
        return plan_mapping(headers, mapping)
    roles = {role: header for header, role in mapping.columns.items() if role in ROLES}
    columns = {h: metric for h, metric in mapping.columns.items() if metric not in ROLES}
    told = msgspec.structs.replace(layout, columns={**layout.columns, **columns}, **roles)
    return msgspec.structs.replace(plan_layout(headers, told, words), shop=mapping.shop)


def _no_plan() -> Plan:
    return Plan(
        layout="unknown",
        tool="other",
        platform="other",
        kind="agent_days",
        roles={},
        columns=(),
        told=Columns(),
        problem=Note("no_header"),
    )
