"""What an edit function writes on: reads see its own writes, nothing else does until it is done."""

from collections.abc import Iterator
from typing import Any

import msgspec

from store.changes import Document, Edit, diff
from store.memory import Memory, home_of

_DOCUMENT = msgspec.json.Decoder(dict[str, Any])


class Draft:
    """The records as an edit function sees and leaves them."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._written: dict[tuple[str, str], Document | None] = {}

    def get(self, table: str, key: str) -> Document | None:
        """Return a record as plain JSON values, None where there is none; put a new one to edit."""
        if (table, key) in self._written:
            return self._written[table, key]
        return self._memory.document(table, key)

    def items(self, table: str, month: str | None = None) -> Iterator[tuple[str, Document]]:
        """Give the records of a table by key; `month` (`2026-11`) leaves out the others."""
        mine = {
            key: document
            for (of, key), document in self._written.items()
            if of == table and month in (None, home_of(table, key))
        }
        for key, document in self._memory.items(table, month):
            if key not in mine:
                yield key, document
        for key, written in sorted(mine.items()):
            if written is not None:
                yield key, written

    def put(self, table: str, key: str, record: msgspec.Struct | Document) -> None:
        """Write a record; it is kept as the JSON values it is read back as."""
        home_of(table, key)
        self._written[table, key] = _DOCUMENT.decode(msgspec.json.encode(record))

    def remove(self, table: str, key: str) -> None:
        """Take a record out; nothing where there is none."""
        self._written[table, key] = None

    def edits(self) -> tuple[Edit, ...]:
        """Return what differs from before."""
        found = (
            diff(table, key, self._memory.document(table, key), after)
            for (table, key), after in self._written.items()
        )
        return tuple(edit for edit in found if edit is not None)
