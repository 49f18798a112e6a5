"""A page that is never written: what an import would do."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from store.imports.page import Record, TeamReads
from store.naming import binding_key
from store.records.queue import agent_day_key, queue_day_key
from store.records.work import sheet_key

_SHEETS = ("agent_days", "shop_days", "periods")
_MONTHLY = (*_SHEETS, "half_hours", "agent_hours")


class Preview:
    """The team's tables with changes on top that are thrown away; nothing is locked."""

    def __init__(self, team: TeamReads) -> None:
        self._team = team
        self._changed: dict[tuple[str, str], Record | None] = {}
        self._months: dict[tuple[str, str], dict[str, Record]] = {}

    def get(self, table: str, key: str) -> Record | None:
        """Return a record as it would be."""
        if (table, key) in self._changed:
            return self._changed[table, key]
        return self._stored(table, key[:7] if table in _MONTHLY else None).get(key)

    def items(self, table: str, month: str | None = None) -> Iterable[tuple[str, Record]]:
        """Return the records of a table as they would be."""
        found: dict[str, Record | None] = {**self._stored(table, month)}
        for (changed, key), record in self._changed.items():
            if changed == table and (month is None or key.startswith(month)):
                found[key] = record
        return [(key, record) for key, record in found.items() if record is not None]

    def put(self, table: str, key: str, record: msgspec.Struct | Record) -> None:
        """Note a record."""
        plain = record if isinstance(record, dict) else msgspec.to_builtins(record)
        self._changed[table, key] = plain

    def remove(self, table: str, key: str) -> None:
        """Note that a record would go."""
        self._changed[table, key] = None

    def _stored(self, table: str, month: str | None) -> dict[str, Record]:
        """Return what the team has: a whole table, or one month of it."""
        known = self._months.get((table, month or ""))
        if known is None:
            known = self._read(table, month)
            self._months[table, month or ""] = known
        return known

    def _read(self, table: str, month: str | None) -> dict[str, Record]:
        team = self._team
        if table in ("half_hours", "agent_hours"):
            return self._read_queue(table, *_span(month))
        if table in _SHEETS:
            start, end = _span(month)
            sheets = {sheet_key(sheet): sheet for sheet in team.sheets(table, start, end)}
            return {
                key: msgspec.to_builtins(sheet)
                for key, sheet in sheets.items()
                if month is None or key.startswith(month)
            }
        keyed: dict[str, msgspec.Struct] = {}
        if table == "agents":
            keyed = {**team.agents()}
        elif table == "bindings":
            keyed = {binding_key(binding): binding for binding in team.bindings()}
        elif table == "shops":
            keyed = {f"{shop.platform}/{shop.name}": shop for shop in team.shops()}
        elif table == "mappings":
            keyed = {**team.mappings()}
        elif table == "files":
            keyed = {**team.files()}
        return {key: msgspec.to_builtins(struct) for key, struct in keyed.items()}

    def _read_queue(self, table: str, start: date, end: date) -> dict[str, Record]:
        if table == "half_hours":
            days = self._team.queue_days(start, end)
            return {queue_day_key(day.day, day.queue): msgspec.to_builtins(day) for day in days}
        hours = self._team.agent_hours(start, end)
        return {agent_day_key(day): msgspec.to_builtins(day) for day in hours}


def _span(month: str | None) -> tuple[date, date]:
    if month is None:
        return date.min, date.max
    first = date.fromisoformat(f"{month}-01")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
