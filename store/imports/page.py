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

    def agents(self) -> Mapping[str, Agent]: ...  # noqa: D102
    def bindings(self) -> tuple[Binding, ...]: ...  # noqa: D102
    def shops(self) -> tuple[Shop, ...]: ...  # noqa: D102
    def mappings(self) -> Mapping[str, msgspec.Struct]: ...  # noqa: D102
    def files(self) -> Mapping[str, msgspec.Struct]: ...  # noqa: D102
    def queue_days(self, start: date, end: date) -> tuple[QueueDay, ...]: ...  # noqa: D102
    def agent_hours(self, start: date, end: date) -> tuple[AgentDay, ...]: ...  # noqa: D102
    def sheets(self, table: Any, start: date, end: date) -> tuple[Sheet, ...]: ...  # noqa: D102


def structs(page: Page, table: str, kind: type[S]) -> dict[str, S]:
    """Return a whole table as structs, by key."""
    return {key: msgspec.convert(record, kind) for key, record in page.items(table)}


def names_of(page: Page) -> Names:
    """Return the nicknames as the page has them now."""
    return Names(structs(page, "agents", Agent), structs(page, "bindings", Binding).values())
