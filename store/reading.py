"""What a team knows, as records: decoded when asked for, and once."""

from collections.abc import Iterator
from collections.abc import Mapping as Lookup
from datetime import date
from typing import Any, Literal, TypeVar

import msgspec

from store.changes import Document
from store.errors import StorageFailed
from store.memory import TEAM, Memory, span_of
from store.records.people import Agent, Binding, Shop
from store.records.queue import AgentDay, Alarm, Feed, MarkedDay, QueueDay, QueueRules
from store.records.work import DayRoll, ImportedFile, Mapping, Sheet

SheetTable = Literal["agent_days", "shop_days", "periods"]
DayTable = Literal["agent_days", "shop_days", "periods", "half_hours"]
R = TypeVar("R", bound=msgspec.Struct)


class Reading:
    """The reading half of a Team."""

    _memory: Memory

    def __init__(self) -> None:
        self._decoded: dict[tuple[str, str], tuple[object, Any]] = {}
        """Table and key -> the document as it was, and its record."""

    def agents(self) -> dict[str, Agent]:
        """Return every agent by id, those who left too."""
        return self._table("agents", Agent)

    def bindings(self) -> tuple[Binding, ...]:
        """Return who stands behind which nickname."""
        return tuple(self._table("bindings", Binding).values())

    def shops(self) -> tuple[Shop, ...]:
        """Return the shops that exports or a lead have named."""
        return tuple(self._table("shops", Shop).values())

    def files(self) -> dict[str, ImportedFile]:
        """Return the files that were taken, by `store.imports.identity` of each."""
        return self._table("files", ImportedFile)

    def mappings(self) -> dict[str, Mapping]:
        """Return what a lead said about unknown files, by file shape."""
        return self._table("mappings", Mapping)

    def setting_values(self) -> dict[str, object]:
        """Return the settings that differ from their defaults, by key."""
        return {key: document.get("value") for key, document in self._memory.items("settings")}

    def months(self) -> tuple[str, ...]:
        """Return the months, `2026-11`, that have records, in order."""
        return tuple(month for month in self._memory.months() if self._memory.last(month))

    def sheets(self, table: SheetTable, start: date, end: date) -> tuple[Sheet, ...]:
        """Return the sheets that overlap the days from `start` to `end`, both inclusive."""
        first, last = start.isoformat(), end.isoformat()
        found = []
        for month in self._memory.months():
            if month > last[:7] or (table != "periods" and month < first[:7]):
                continue
            newest = self._memory.last(month).get(table)
            if newest is None or newest < start:
                continue
            records = self._memory.records(table, month)
            for key in sorted(records):
                since, until = span_of(key)
                if since <= last and until >= first:
                    found.append(self._record(table, key, records[key], Sheet))
        return tuple(found)

    def roll(self, day: date) -> DayRoll:
        """Return who was marked as here or away on a day."""
        key = day.isoformat()
        records = self._memory.records("rolls", key[:7])
        return self._record("rolls", key, records[key], DayRoll) if key in records else DayRoll()

    def queue_days(self, start: date, end: date, queue: str | None = None) -> tuple[QueueDay, ...]:
        """Return the half-hours kept of the days from `start` to `end`, both inclusive.

        By day, then queue; `queue` (as named there) leaves out the others.
        """
        return tuple(
            record
            for record in self._monthly("half_hours", QueueDay, start, end)
            if queue in (None, record.queue)
        )

    def agent_hours(self, start: date, end: date) -> tuple[AgentDay, ...]:
        """Return what agents did by hours on the days from `start` to `end`, both inclusive."""
        return tuple(self._monthly("agent_hours", AgentDay, start, end))

    def alarms(self, start: date, end: date) -> tuple[Alarm, ...]:
        """Return the alarms that began on the days from `start` to `end`, both inclusive."""
        return tuple(self._monthly("alarms", Alarm, start, end))

    def queue_rules(self) -> dict[str, QueueRules]:
        """Return what a lead said about queues, by `name_key` of the queue."""
        return self._table("queues", QueueRules)

    def feeds(self) -> dict[str, Feed]:
        """Return the live sources by id."""
        return self._table("feeds", Feed)

    def marked_days(self) -> tuple[MarkedDay, ...]:
        """Return the days that are not like others of their weekday, by day."""
        return tuple(self._table("marked_days", MarkedDay).values())

    def last_day(self, table: DayTable = "agent_days", upto: date | None = None) -> date | None:
        """Return the newest day with data, none after `upto`; None where there is none."""
        for month in reversed(self._memory.months()):
            if upto is not None and month > upto.isoformat()[:7]:
                continue
            newest = self._memory.last(month).get(table)
            if newest is not None and upto is not None and newest > upto:
                ends = (span_of(key)[1] for key in self._memory.records(table, month))
                days = [end for end in ends if end <= upto.isoformat()]
                newest = date.fromisoformat(max(days)) if days else None
            if newest is not None:
                return newest
        return None

    def documents(self, table: str, month: str | None = None) -> Iterator[tuple[str, Document]]:
        """Give the records of a table as plain values by key, not to be changed in place.

        `month` (`2026-11`) leaves out the others.
        """
        return self._memory.items(table, month)

    def _monthly(self, table: str, kind: type[R], start: date, end: date) -> Iterator[R]:
        """Give the records whose key begins with one of the days, by key."""
        first, last = start.isoformat(), end.isoformat()
        for month in self._memory.months():
            if not first[:7] <= month <= last[:7]:
                continue
            newest = self._memory.last(month).get(table)
            if newest is None or newest < start:
                continue
            records = self._memory.records(table, month)
            for key in sorted(records):
                if first <= key[:10] <= last:
                    yield self._record(table, key, records[key], kind)

    def _table(self, table: str, kind: type[R]) -> dict[str, R]:
        records: Lookup[str, object] = self._memory.records(table, TEAM)
        return {key: self._record(table, key, records[key], kind) for key in sorted(records)}

    def _record(self, table: str, key: str, document: object, kind: type[R]) -> R:
        """Return a document's record; documents are replaced, never changed, so one look tells."""
        known = self._decoded.get((table, key))
        if known is not None and known[0] is document:
            record: R = known[1]
            return record
        try:
            if isinstance(document, msgspec.Raw):
                record = msgspec.json.decode(document, type=kind)
            else:
                record = msgspec.convert(document, kind)
        except msgspec.ValidationError as error:
            raise StorageFailed("bad_record", table=table, key=key, why=str(error)) from error
        self._decoded[table, key] = (document, record)
        return record
