"""A roster: who is in the team, since when, and behind which nicknames."""

import re
from collections.abc import Iterable
from datetime import date

from store.cleaning import clean_text
from store.imports.cells import cell_text, is_blank, quoted
from store.imports.days import BadDay, read_day
from store.imports.layouts import vocabulary
from store.imports.parsed import RosterRow
from store.imports.plan import Plan
from store.imports.table import Cell
from store.records.report import Reject, Rows

_PLATFORM = re.compile(r"([a-z][a-z0-9_-]*)\s*:\s*(.+)", re.IGNORECASE)


def read_roster(
    rows: Iterable[tuple[int, list[Cell]]], plan: Plan, headers: tuple[str, ...], today: date
) -> tuple[tuple[RosterRow, ...], Rows, tuple[Reject, ...]]:
    """Return the people, the counts and what was rejected.

    A date that can't be read rejects its cell, an empty or repeated name its row.
    """
    people: list[RosterRow] = []
    rejects: list[Reject] = []
    names: set[str] = set()
    read = 0
    agent = plan.roles["agent"]
    for number, cells in rows:
        if all(map(is_blank, cells)):
            continue
        read += 1
        row = _Row(number, cells + [None] * len(headers), plan, headers, today)
        name = clean_text(cell_text(row.cells[agent]))
        if not name or name in names:
            why = "duplicate_row" if name else "no_agent"
            rejects.append(Reject(number, headers[agent], name, why))
            continue
        names.add(name)
        people.append(row.person(name))
        rejects += row.rejects
    counts = Rows(read=read, taken=len(people), rejected=read - len(people))
    return tuple(people), counts, tuple(rejects)


def read_nicknames(text: str) -> tuple[tuple[str | None, str], ...]:
    """Return (platform, nickname) of `taobao:店铺:小禾; jd:小禾`; a plain one holds everywhere.

    A platform is a Latin word before the first colon; a tool's name stands for its platform.
    """
    platforms = {layout.tool: layout.platform for layout in vocabulary().layouts.values()}
    platforms |= {"tmall": "taobao"}
    found: dict[tuple[str | None, str], None] = {}
    for part in re.split("[;；]", text):
        named = _PLATFORM.fullmatch(clean_text(part.replace("：", ":")))
        if named:
            platform = named[1].casefold()
            found[platforms.get(platform, platform), named[2]] = None
        elif clean := clean_text(part):
            found[None, clean] = None
    return tuple(found)


class _Row:
    """One line of a roster while it is read."""

    def __init__(
        self, number: int, cells: list[Cell], plan: Plan, headers: tuple[str, ...], today: date
    ) -> None:
        self.number = number
        self.cells = cells
        self.rejects: list[Reject] = []
        self._plan = plan
        self._headers = headers
        self._today = today

    def person(self, name: str) -> RosterRow:
        """Return the person of this line."""
        return RosterRow(
            self.number,
            name,
            self._text("group"),
            self._day("joined_on"),
            self._day("left_on"),
            self._text("step"),
            read_nicknames(self._text("nicknames", 4_000) or ""),
        )

    def _text(self, field: str, limit: int = 200) -> str | None:
        index = self._plan.fields.get(field)
        return None if index is None else clean_text(cell_text(self.cells[index]), limit) or None

    def _day(self, field: str) -> date | None:
        index = self._plan.fields.get(field)
        if index is None:
            return None
        # A last day may lie ahead; a year on is still likely, 2199 is not.
        day = read_day(self.cells[index], self._today.replace(year=self._today.year + 1, day=1))
        if isinstance(day, date):
            return day
        if day is not BadDay.NO_DAY:
            value = quoted(self.cells[index])
            self.rejects.append(Reject(self.number, self._headers[index], value, day.value))
        return None
