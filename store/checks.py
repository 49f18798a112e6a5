"""Whether a file is as it was written, told by its bytes alone; one function a kind of file."""

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from store.archive import UNREADABLE, read_manifest
from store.changes import Change
from store.envelope import Damaged, unpack
from store.lines import RawLine
from store.records.people import Agent, Binding, Shop
from store.records.queue import AgentDay, Alarm, Feed, MarkedDay, QueueDay, QueueRules
from store.records.work import DayRoll, ImportedFile, Mapping, Sheet
from store.segments import is_cut, is_segment

Values = dict[str, str | int | None]
_KINDS: dict[str, type[msgspec.Struct]] = {
    "agents": Agent,
    "bindings": Binding,
    "shops": Shop,
    "files": ImportedFile,
    "mappings": Mapping,
    "agent_days": Sheet,
    "shop_days": Sheet,
    "periods": Sheet,
    "rolls": DayRoll,
    "half_hours": QueueDay,
    "agent_hours": AgentDay,
    "alarms": Alarm,
    "queues": QueueRules,
    "feeds": Feed,
    "marked_days": MarkedDay,
}
_CHANGE = msgspec.json.Decoder(Change)


class Finding(msgspec.Struct, frozen=True):
    """What a look at a file gave.

    States: good; torn (a line that was never acknowledged: no damage); left_over (of a write that
    was cut short); set_aside (damage that was found before); pending (an erasure that has to be
    finished); missing; old (lacks what it is known to have had); damaged; newer (a later
    version's).
    """

    state: str = "good"
    what: str = ""
    """Reason code: empty, cut_short, checksum, bad_record, bad_lines, order, unreadable, ..."""
    values: Values = {}
    """What its sentence names; never a person's name."""
    n: int | None = None
    """The last change that the file includes."""


GOOD = Finding()


def check_tables(data: bytes) -> Finding:
    """Look at team.json, a month, or an earlier checkpoint of one."""
    if not data.strip():
        return Finding("damaged", "empty")
    try:
        file = unpack(data)
    except Damaged:
        whole = data.rstrip().endswith(b'"}')
        return Finding("damaged", "checksum" if whole else "cut_short")
    if file.newer:
        return Finding("newer", "newer_format", {"format": file.format}, file.n)
    for table, records in file.tables.items():
        kind: type[Any] = _KINDS.get(table, dict)
        for count, raw in enumerate(records.values(), 1):
            try:
                msgspec.json.decode(raw, type=kind)
            except msgspec.DecodeError:
                return Finding("damaged", "bad_record", {"table": table, "record": count}, file.n)
    return Finding(n=file.n)


def check_lines(lines: Iterable[RawLine], before: int) -> Finding:
    """Look at a segment of the journal; `before` is the last number of the segment before it."""
    n, bad, last = before, [], None
    for count, line in enumerate(lines, 1):
        last = line
        if line.good and not is_cut(line.data):
            try:
                change = _CHANGE.decode(line.data)
            except msgspec.DecodeError:
                return Finding("newer", "unknown_line", {"line": count}, n)
            if change.n <= n:
                return Finding("damaged", "order", {"line": count}, max(n, change.n))
            n = change.n
        elif not line.good and not line.blank:
            bad.append(count)
    if not bad:
        return Finding(n=n)
    if last is not None and last.torn and bad == [count]:
        return Finding("torn", "never_acknowledged", {"line": count}, n)
    return Finding("damaged", "bad_lines", {"lines": len(bad), "first": bad[0]}, n)


def check_report(data: bytes) -> Finding:
    """Look at the report of an import."""
    try:
        report = msgspec.json.decode(data)
    except msgspec.DecodeError:
        return Finding("damaged", "cut_short" if data.strip() else "empty")
    return GOOD if isinstance(report, dict | list) else Finding("damaged", "bad_record")


def check_head(data: bytes) -> Finding:
    """Look at the journal's head."""
    words = data.decode("utf-8", "replace").split("\n")
    good = len(words) == 3 and bool(words[0]) and is_segment(words[1])
    return GOOD if good else Finding("damaged", "cut_short" if data.strip() else "empty")


def check_archive(path: Path) -> Finding:
    """Look at a backup."""
    manifest = read_manifest(path)
    try:
        with zipfile.ZipFile(path) as whole:
            bad = whole.testzip()
    except UNREADABLE:
        return Finding("damaged", "unreadable")
    if manifest is None or bad is not None:
        return Finding("damaged", "checksum")
    return Finding(n=manifest.n)


def checker(path: str) -> Callable[[bytes], Finding] | None:
    """Return what looks at the bytes of a file, by its path; None for one that is not ours."""
    folder, _, name = path.rpartition("/")
    if path == "team.json" or (folder == "months" and name.endswith(".json")):
        return check_tables
    if folder == "imports" and name.endswith(".json"):
        return check_report
    if path == "journal/head":
        return check_head
    return check_tables if folder.startswith("generations/") else None
