"""What is left of records, journal lines and reports once a person is taken out of them.

Pure functions over values and bytes; `store.erase` decides which files they are used on.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import msgspec

from store.changes import Change, Document, Edit
from store.envelope import Damaged, pack, unpack
from store.lines import RawLine, seal, split
from store.memory import span_of
from store.naming import bindings_by_name, holds, name_key
from store.records.people import Binding
from store.scrub_queue import without_in_day, without_in_lines
from store.segments import START, is_cut

_BY_NICKNAME = ("rows", "not_final", "origin", "cell_origin", "groups")
"""Fields of a sheet that are keyed by nickname."""
_FREE_TEXT = frozenset({"path", "name", "sheet", "agents", "value", "values"})
"""Fields of reports and of table `files` in which a name may stand."""
_CHANGE = msgspec.json.Decoder(Change)
_LONGEST_PERIOD_DAYS = 800


class Person(msgspec.Struct, frozen=True):
    """Somebody who is to be forgotten: everything they are known by, until nothing knows it."""

    agent: str
    """Id of the agent."""
    words: tuple[str, ...] = ()
    """Names and nicknames that nobody else has or had, as `name_key` gives them."""
    bindings: tuple[Binding, ...] = ()
    """Bindings, theirs and other people's, of every nickname they are bound to."""
    binding_keys: tuple[str, ...] = ()
    """Keys of the binding records that go."""


class Scrubber:
    """Takes one person out."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.agent_days = 0
        """Rows taken out of sheets so far."""
        self._words = frozenset(person.words)
        self._keys = frozenset(person.binding_keys)
        self._bindings = bindings_by_name(person.bindings)

    @cached_property
    def _inside(self) -> list[str]:
        """The words that are looked for inside longer texts, the longest first.

        A single letter would be found everywhere.
        """
        words = (word for word in self._words if len(word) > 1 or not word.isascii())
        return sorted(words, key=len, reverse=True)

    # -- deciding

    def theirs(self, nickname: str, platform: str, first: date, last: date) -> bool:
        """Whether the rows of a nickname on a platform, over these days, are the person's."""
        key = name_key(nickname)
        if key in self._words:
            return True
        holding = self._bindings.get(key)
        if holding is None:
            return False
        span = min((last - first).days, _LONGEST_PERIOD_DAYS)
        return any(
            self._holder(holding, platform, first + timedelta(days=d)) for d in range(span + 1)
        )

    def theirs_anywhere(self, nickname: str, day: date) -> bool:
        """Whether a nickname is the person's on a day where no platform is told: in a queue."""
        key = name_key(nickname)
        return key in self._words or any(
            binding.agent == self.person.agent and holds(binding, binding.platform or "", day)
            for binding in self._bindings.get(key, ())
        )

    def _holder(self, holding: list[Binding], platform: str, day: date) -> bool:
        winner = next((b for b in holding if holds(b, platform, day)), None)
        return winner is not None and winner.agent == self.person.agent

    def mentions(self, data: bytes) -> bool:
        """Whether bytes that can't be read as a record hold one of the person's words."""
        return self._within(name_key(data.decode("utf-8", "replace")))

    def _within(self, key: str) -> bool:
        return any(word in key for word in self._inside)

    # -- records

    def record(self, table: str, key: str, record: Document | None) -> Document | None:
        """Return a record, or the fields of one, without the person; None where nothing stays."""
        if record is None:
            return None
        if table == "agents":
            return None if key == self.person.agent else record
        if table == "bindings":
            gone = key in self._keys or record.get("agent") == self.person.agent
            return None if gone else record
        if table in ("agent_days", "periods"):
            return self._sheet(key, record)
        if table == "agent_hours":
            day = date.fromisoformat(key[:10])
            return without_in_day(record, lambda name: self.theirs_anywhere(name, day))
        if table == "rolls":
            return {
                field: {who: mark for who, mark in marks.items() if who != self.person.agent}
                for field, marks in record.items()
            }
        return self._texts(record) if table == "files" else record

    def _sheet(self, key: str, sheet: Document) -> Document:
        platform = key.split("/")[1]
        first, last = (date.fromisoformat(day) for day in span_of(key))
        kept: Document = {}
        for field, value in sheet.items():
            if field not in _BY_NICKNAME:
                kept[field] = value
                continue
            kept[field] = {
                n: v for n, v in value.items() if not self.theirs(n, platform, first, last)
            }
            if field == "rows":
                self.agent_days += len(value) - len(kept[field])
        return kept

    def edit(self, edit: Edit) -> Edit | None:
        """Return an edit without the person; None where nothing stays of it."""
        before = self.record(edit.table, edit.key, edit.before)
        after = self.record(edit.table, edit.key, edit.after)
        if (before, after) == (edit.before, edit.after):
            gone = edit.key == self.person.agent or edit.key in self._keys
            return None if gone and edit.table in ("agents", "bindings") else edit
        return None if before == after else Edit(edit.table, edit.key, before, after)

    # -- texts

    def text(self, text: str) -> str:
        """Return a text without the person's words."""
        key = name_key(text)
        if key in self._words:
            return ""
        if not self._within(key):
            return text
        for word in self._inside:
            text = re.sub(re.escape(word), "", text, flags=re.IGNORECASE)
        return "" if self._within(name_key(text)) else text.strip()

    def _blank(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            kept = [v for v in value if not (isinstance(v, str) and name_key(v) in self._words)]
            return [v if isinstance(v, str) else self._blank(v) for v in kept]
        if isinstance(value, dict):
            return {
                key: self._blank(inside)
                for key, inside in value.items()
                if name_key(key) not in self._words and inside != self.person.agent
            }
        return value

    def _texts(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._texts(inside) for inside in value]
        if isinstance(value, dict):
            return {
                key: self._blank(inside) if key in _FREE_TEXT else self._texts(inside)
                for key, inside in value.items()
            }
        return value

    # -- files

    def envelope(self, data: bytes) -> bytes | None:
        """Return a file of tables without the person; None for one that is damaged and names them.

        It then says of the journal that it begins at the beginning: the lines have moved.
        """
        try:
            file = unpack(data)
        except Damaged:
            return None if self.mentions(data) else data
        tables: dict[str, dict[str, Any]] = {}
        changed = False
        for table, records in file.tables.items():
            kept = tables[table] = {}
            for key, raw in records.items():
                record = msgspec.json.decode(raw)
                left = self.record(table, key, record)
                changed = changed or left != record
                if left is not None:
                    kept[key] = raw if left == record else left
        return pack(file.n, START, tables, file.months) if changed else data

    def report(self, data: bytes) -> bytes | None:
        """Return the report of an import without the person; None for an unreadable one."""
        try:
            report = msgspec.json.decode(data)
        except msgspec.DecodeError:
            return None if self.mentions(data) else data
        left = self._texts(report)
        return data if left == report else msgspec.json.encode(left)

    def queue_day(self, data: bytes, day: date) -> bytes:
        """Return a day's file of the queue without the person."""
        nicknames = {name_key(binding.nickname) for binding in self.person.bindings}
        words = [*self._words, *nicknames]

        def mentions(part: bytes) -> bool:
            """Return whether a part of a line holds one of the person's names."""
            key = name_key(part.decode("utf-8", "replace"))
            return any(word in key for word in words)

        return without_in_lines(
            data, self.person.agent, lambda name: self.theirs_anywhere(name, day), mentions
        )

    def segment(self, data: bytes) -> bytes:
        """Return a segment of the journal without the person; every line keeps its number."""
        return b"".join(self._lines(split("", data)))

    def _lines(self, lines: Iterable[RawLine]) -> Iterable[bytes]:
        for line in lines:
            whole = line.data + b"\n" if line.ended else line.data
            if not line.good:
                yield b"" if self.mentions(line.data) else whole
            elif is_cut(line.data):
                yield whole
            else:
                change = _CHANGE.decode(line.data)
                edits = tuple(filter(None, map(self.edit, change.edits)))
                by = "" if name_key(change.by) in self._words else change.by
                left = msgspec.structs.replace(change, edits=edits, by=by)
                yield whole if left == change else seal(msgspec.json.encode(left))
