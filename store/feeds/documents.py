"""A whole text that tells of the queue: one JSON object, a list, JSON Lines, or a table."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from store.errors import FeedFailed
from store.feeds.contacts import is_contact_log, of_contacts
from store.feeds.fields import known_fields, put_together
from store.feeds.lines import Reader, moment
from store.feeds.protocol import Batch
from store.records.queue import Line

_LISTS = ("queues", "snapshots", "events", "data", "items")
"""Where an object keeps its list, the first that is there."""
_MOST_COLUMNS = 200


def read_text(data: bytes, reader: Reader, now: datetime, at: datetime | None = None) -> Batch:
    """Return the lines that a JSON document or JSON Lines tell; `FeedFailed` (`no_json`).

    `at` is the moment of what names none; without it, now.
    """
    if not data.strip():
        return Batch((), reader.told())
    try:
        told = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        lines = tuple(reader.lines(data.split(b"\n"), now))
        counts = reader.told()
        if not lines and counts["cut_short"]:
            raise FeedFailed("no_json") from None
        return Batch(lines, counts)
    return read_document(told, reader, now, at)


def read_document(told: Any, reader: Reader, now: datetime, at: datetime | None = None) -> Batch:
    """Return the lines of one decoded document: an object, or a list of them in it."""
    at = (at or now).astimezone(reader.zone).replace(microsecond=0)
    if isinstance(told, Mapping):
        inner = next((told[name] for name in _LISTS if isinstance(told.get(name), list)), None)
        if inner is not None:
            at = moment(told.get("at"), reader.zone) or at
            told = inner
    each = told if isinstance(told, list) else [told]
    found = (reader.take(one, now, at) for one in each)
    return Batch(tuple(line for line in found if line is not None), reader.told())


def read_table(data: bytes, reader: Reader, now: datetime, at: datetime) -> Batch:
    """Return the lines of a CSV: a row a snapshot, or a contact log; `FeedFailed` (`no_table`)."""
    rows = csv.reader(io.StringIO(_decoded(data), newline=""))
    try:
        header = next(rows, [])
        if is_contact_log(header):
            return of_contacts(header, rows, reader, now)
        return Batch(tuple(_snapshots(header, rows, reader, now, at)), reader.told())
    except csv.Error as error:
        raise FeedFailed("no_table") from error


def _snapshots(
    header: list[str], rows: Iterator[list[str]], reader: Reader, now: datetime, at: datetime
) -> Iterator[Line]:
    names = known_fields(header[:_MOST_COLUMNS])
    if names.keys() <= {"at", "queue"}:
        raise FeedFailed("no_table")
    place = {field: header.index(name) for field, name in names.items()}
    for row in rows:
        if not any(row):
            continue
        flat = {field: row[n] for field, n in place.items() if n < len(row) and row[n].strip()}
        line = reader.take(put_together(flat), now, at)
        if line is not None:
            yield line


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FeedFailed("no_table")
