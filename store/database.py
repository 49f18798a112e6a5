"""TinyDB over tables that live in memory.

Stock TinyDB copies a whole table on every operation and writes the whole file; ours works on the
live dict and only notes that it is no longer what the file holds. What makes a change safe is the
journal; `store.checkpoint` writes the files.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document as StoredDocument
from tinydb.table import Table

from store.changes import Document
from store.envelope import Tables

_DOCUMENT = msgspec.json.Decoder(dict[str, Any])


class LiveStorage(Storage):
    """TinyDB's view of one file: the tables in memory, and whether the file is behind them."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.dirty = False

    def read(self) -> Tables:
        """Return the live tables."""
        return self.tables

    def write(self, data: Tables) -> None:
        """Take other tables."""
        self.tables = data
        self.dirty = True


class LiveTable(Table):
    """A table whose keys are ours and whose documents are decoded when first asked for."""

    document_id_class = str  # type: ignore[assignment]
    _decoded = False

    @property
    def live(self) -> dict[str, Any]:
        """Key -> document, undecoded ones as `msgspec.Raw`; not to be written to."""
        return self.storage.read().setdefault(self.name, {})  # type: ignore[union-attr]

    def document(self, key: str) -> Document | None:
        """Return one document, decoding no other; not to be changed in place."""
        live = self.live
        document = live.get(key)
        if isinstance(document, msgspec.Raw):
            document = live[key] = _DOCUMENT.decode(document)
        return document

    def documents(self) -> Iterator[tuple[str, Document]]:
        """Give every key with its document; not to be changed in place."""
        yield from self._read_table().items()  # type: ignore[misc]

    def upsert(self, document: Mapping[str, Any], cond: Any = None) -> list[Any]:
        """Put a document in place of the one with its id: fields it lacks are gone.

        Stock TinyDB merges. With a condition, or without an id, it is TinyDB's own.
        """
        if cond is not None or not isinstance(document, StoredDocument):
            return super().upsert(document, cond)
        key = document.doc_id
        self._update_table(lambda table: table.__setitem__(key, dict(document)))
        return [key]

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        live = self.live
        if not self._decoded:
            for key, document in live.items():
                if isinstance(document, msgspec.Raw):
                    live[key] = _DOCUMENT.decode(document)
            self._decoded = True
        return live

    def _update_table(self, updater: Callable[[dict[Any, Any]], None]) -> None:
        updater(self.live)
        self.storage.dirty = True  # type: ignore[attr-defined]
        self.clear_cache()


class Database(TinyDB):
    """The TinyDB of one file."""

    table_class = LiveTable

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables, storage=LiveStorage)

    def live_table(self, name: str) -> LiveTable:
        """Return a table, typed as ours."""
        table = self.table(name)
        assert isinstance(table, LiveTable)
        return table

    def put(self, table: str, key: str, document: Document | None) -> None:
        """Put a document in its place, or take it out."""
        place = self.table(table)
        if document is None:
            place.remove(doc_ids=[key])  # type: ignore[list-item]
        else:
            place.upsert(StoredDocument(document, doc_id=key))  # type: ignore[arg-type]

    @property
    def dirty(self) -> bool:
        """Whether the file is behind."""
        return self._live.dirty

    @dirty.setter
    def dirty(self, value: bool) -> None:
        """Say whether the file is behind."""
        self._live.dirty = value

    @property
    def live(self) -> Tables:
        """Every table as it is in memory."""
        return self._live.tables

    @property
    def _live(self) -> LiveStorage:
        assert isinstance(self._storage, LiveStorage)
        return self._storage
