"""What an import reads from and writes on: the draft of a change, or a preview of one."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol, TypeVar

import msgspec

from store.naming import Names
from store.records.people import Agent, Binding, Shop
from store.records.queue import AgentDay, QueueDay
from store.records.work import Sheet

Record = dict[str, Any]
S = TypeVar("S", bound=msgspec.Struct)


class Page(Protocol):
    """Tables of plain records; reads see what was written on the same page before."""

    def get(self, table: str, key: str) -> Record | None:
        """Return a record, not to be changed in place."""
        ...

    def items(self, table: str, month: str | None = None) -> Iterable[tuple[str, Record]]:
        """Return the records of a table, of one month where months are kept apart."""
        ...

    def put(self, table: str, key: str, record: msgspec.Struct | Record) -> None:
        """Write a record."""
        ...

    def remove(self, table: str, key: str) -> None:
        """Take a record away."""
        ...


class TeamReads(Protocol):
    """What a preview needs of `Team`."""

    def agents(self) -> Mapping[str, Agent]:
        """Return every agent by id."""
        ...

    def bindings(self) -> tuple[Binding, ...]:
        """Return every nickname's binding."""
        ...

    def shops(self) -> tuple[Shop, ...]:
        """Return every shop that has a name."""
        ...

    def mappings(self) -> Mapping[str, msgspec.Struct]:
        """Return the remembered mappings by the shape they are for."""
        ...

    def files(self) -> Mapping[str, msgspec.Struct]:
        """Return the files that were taken, by id."""
        ...

    def queue_days(self, start: date, end: date) -> tuple[QueueDay, ...]:
        """Return the days of the queue, both ends inclusive."""
        ...

    def agent_hours(self, start: date, end: date) -> tuple[AgentDay, ...]:
        """Return the agents' hours of days, both ends inclusive."""
        ...

    def sheets(self, table: Any, start: date, end: date) -> tuple[Sheet, ...]:
        """Return a table's sheets of days, both ends inclusive."""
        ...


def structs(page: Page, table: str, kind: type[S]) -> dict[str, S]:
    """Return a whole table as structs, by key."""
    return {key: msgspec.convert(record, kind) for key, record in page.items(table)}


def names_of(page: Page) -> Names:
    """Return the nicknames as the page has them now."""
    return Names(structs(page, "agents", Agent), structs(page, "bindings", Binding).values())
