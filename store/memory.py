"""What the team knows, in memory: the tables of each file, loaded when first asked for.

A record never moves: its table says whether it lives in team.json or in a month's file, its key
which month. A file that is not loaded yet keeps the later edits waiting for it.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from store.changes import Change, Document, Edit, apply
from store.envelope import MonthInfo, Tables

if TYPE_CHECKING:
    from store.database import Database

TEAM = ""
"""The home of what has no month: team.json."""
MONTHLY = frozenset(
    {"agent_days", "shop_days", "periods", "rolls", "half_hours", "agent_hours", "alarms"}
)
"""The tables that live in the files of months."""
ALL_TABLES = MONTHLY | {
    "agents",
    "bindings",
    "shops",
    "files",
    "mappings",
    "settings",
    "queues",
    "feeds",
    "marked_days",
}
"""Every table there is."""
_DOCUMENT = msgspec.json.Decoder(dict[str, Any])


def home_of(table: str, key: str) -> str:
    """Return the month, `2026-11`, whose file holds a record, or TEAM."""
    if table not in MONTHLY:
        return TEAM
    month = key[:7]
    if not (month[:4].isdigit() and month[4:5] == "-" and month[5:].isdigit()):
        raise ValueError(f"a key of {table} begins with its month: {key!r}")
    return month


def span_of(key: str) -> tuple[str, str]:
    """Return the first and last day that a monthly key names, as ISO texts."""
    first, _, last = key.partition("/")[0].partition("~")
    return first, last or first


class Loaded(NamedTuple):
    """The tables of a file as they were found."""

    tables: Tables
    n: int
    """The last change they include."""
    behind: bool = False
    """The file on the disk is not this: it has to be written."""


class Home:
    """The tables of one file."""

    def __init__(self, loaded: Loaded) -> None:
        self.live = loaded.tables
        self.n = loaded.n
        """The last change that the file included when it was read."""
        self.dirty = loaded.behind
        """Whether the file is behind."""
        self.mended = loaded.behind
        """Whether the file was not as it was left, and these tables were put together anew."""
        self._database: Database | None = None
        self._last: dict[str, date] | None = None

    @property
    def database(self) -> "Database":
        """The TinyDB over these tables, made when first needed."""
        if self._database is None:
            from store.database import Database

            self._database = Database(self.live)
        return self._database

    def document(self, table: str, key: str) -> Document | None:
        """Return one document, decoding no other; not to be changed in place."""
        document = self.live.get(table, {}).get(key)
        if isinstance(document, msgspec.Raw):
            decoded: Document = _DOCUMENT.decode(document)
            self.live[table][key] = decoded
            return decoded
        return document

    def apply(self, edit: Edit) -> None:
        """Apply one edit."""
        document = apply(self.document(edit.table, edit.key), edit)
        self.database.put(edit.table, edit.key, document)
        self.dirty, self._last = True, None

    def written(self, n: int) -> None:
        """Note that the file now holds these tables, as of change `n`."""
        self.n = n
        self.dirty = self.mended = False

    @property
    def last(self) -> dict[str, date]:
        """Monthly table -> the last day that its keys name; none for an empty table."""
        if self._last is None:
            ends = {
                table: max(span_of(key)[1] for key in records)
                for table, records in self.live.items()
                if records
            }
            self._last = {table: date.fromisoformat(end) for table, end in ends.items()}
        return self._last


class Memory:
    """The tables of every file of a team."""

    def __init__(
        self, team: Loaded, infos: dict[str, MonthInfo], load: Callable[[str, int], Loaded]
    ) -> None:
        self.homes = {TEAM: Home(team)}
        self.infos = dict(infos)
        """What is known of each month's file, loaded or not."""
        self._load = load
        """Reads the file of a month; given the change that it must at least include."""
        self._waiting: dict[str, list[tuple[int, Edit]]] = {}

    def home(self, name: str) -> Home:
        """Return the tables of a file, reading it where that was not done yet."""
        home = self.homes.get(name)
        if home is None:
            known = self.infos[name].n if name in self.infos else 0
            home = Home(self._load(name, known))
            if home.n > known:  # another process has written it since
                self.infos[name] = MonthInfo(home.n, home.last)
            for n, edit in self._waiting.pop(name, []):
                if n > home.n:
                    home.apply(edit)
            self.homes[name] = home
        return home

    def document(self, table: str, key: str) -> Document | None:
        """Return a record as plain values, not to be changed in place; None where there is none."""
        return self.home(home_of(table, key)).document(table, key)

    def records(self, table: str, home: str) -> dict[str, Any]:
        """Return key -> record of a table in one file; `msgspec.Raw` where not decoded yet."""
        return self.home(home).live.get(table, {})

    def items(self, table: str, month: str | None = None) -> Iterator[tuple[str, Document]]:
        """Give the records of a table, of one month or of all, by key."""
        for home in self.homes_of(table, month):
            for key in sorted(self.records(table, home)):
                document = self.home(home).document(table, key)
                if document is not None:
                    yield key, document

    def homes_of(self, table: str, month: str | None = None) -> list[str]:
        """Return the homes that a table's records may be in."""
        if table not in MONTHLY:
            return [TEAM]
        return self.months() if month is None else [month]

    def months(self) -> list[str]:
        """Return every month that has a file, or edits for one, in order."""
        return sorted((self.infos.keys() | self.homes.keys() | self._waiting.keys()) - {TEAM})

    def last(self, month: str) -> dict[str, date]:
        """Return table -> last day with a record in that month; does not read the file in vain."""
        if month in self.homes or month in self._waiting or month not in self.infos:
            return self.home(month).last
        return self.infos[month].last

    def apply(self, change: Change) -> frozenset[str]:
        """Apply the edits of a change and return the tables it touched."""
        for edit in change.edits:
            name = home_of(edit.table, edit.key)
            home = self.homes.get(name)
            if home is None:
                self._waiting.setdefault(name, []).append((change.n, edit))
            elif change.n > home.n:
                home.apply(edit)
        return frozenset(edit.table for edit in change.edits)

    @property
    def mended(self) -> bool:
        """Whether a file has to be written because it was not as it was left."""
        return any(home.mended for home in self.homes.values())

    def behind(self) -> list[str]:
        """Return the months whose file is behind what is known."""
        dirty = {name for name, home in self.homes.items() if home.dirty}
        return sorted((dirty | self._waiting.keys()) - {TEAM})
