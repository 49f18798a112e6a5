"""Whether a file was taken before: by its bytes, and by the day and shop that stand outside them.

Two quiet days of a report without a day column have the same bytes; only the file's name, or the
lead, tells them apart. The first file of some bytes is kept under their digest, another one of
the same bytes under the digest and what it is of.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from store.imports.days import Span, days_of_name
from store.imports.page import Page
from store.imports.parsed import ParsedFile
from store.imports.shops import Shops
from store.naming import name_key
from store.records.work import UNNAMED_SHOP, ImportedFile

Days = tuple[date, ...]


class Outside(NamedTuple):
    """What a file is of, as far as its bytes don't say so."""

    days: Days | None
    """None: its bytes say which days they are of."""
    shop: str | None
    """The shop of rows that name none; None where there are no such rows, or it has no name."""

    def same(self, other: ImportedFile) -> bool:
        """Whether another file of these bytes is of the same."""
        days_fit = self.days is None or self.days == other.days
        return days_fit and _fits(self.shop, other)


class Place(NamedTuple):
    """Where a file stands in table `files`."""

    key: str
    before: ImportedFile | None
    """The file as it was taken before; None where it is new."""


def taken_before(
    files: Mapping[str, ImportedFile],
    digest: str,
    name: str,
    *,
    day: date | None = None,
    shop: str | None = None,
) -> ImportedFile | None:
    """Return the file that was taken before, as far as that shows without reading this one.

    `files` is the table `files`; `name` is without its ending, `day` and `shop` are what the lead
    says. None: it is new, or it has to be read to know.
    """
    if digest not in files:
        return None
    days = _told_days(name, day)

    def fits(record: ImportedFile) -> bool:
        days_fit = record.day_outside is False or days is None or days == record.days
        return days_fit and _fits(shop, record)

    if fits(files[digest]):
        return files[digest]
    others = (record for key, record in files.items() if key.startswith(f"{digest}/"))
    return next(filter(fits, others), None)


def outside_of(page: Page, tables: Sequence[ParsedFile], shop: str | None) -> Outside:
    """Return what a file is of beyond its bytes; `shop` is what the lead says."""
    good = [table for table in tables if table.problem is None]
    days: Days | None = None
    if any(table.day_outside for table in good):
        days = tuple(sorted({day for table in good for day in table.days}))
    for table in good:
        if any(row.shop is None for row in table.rows):
            given = Shops(page, table).fallback(shop or table.shop, remember=False)
            return Outside(days, given if given != UNNAMED_SHOP else None)
    return Outside(days, None)


def place_of(page: Page, digest: str, outside: Outside) -> Place:
    """Return where a file of these bytes stands, or is to stand."""
    of = "~".join(f"{day}" for day in outside.days or ())
    own = f"{digest}/{of}/{name_key(outside.shop or '')}"
    first = _kept(page, digest)
    if first is not None and outside.same(first):
        return Place(digest, first)
    other = _kept(page, own)
    if other is not None:
        return Place(own, other)
    return Place(digest if first is None else own, None)


def import_id(key: str, day: date) -> str:
    """Return the id of an import, from the key of its file and the day of taking."""
    short = key if "/" not in key else hashlib.sha256(key.encode()).hexdigest()
    return f"{day.isoformat()}-{short[:8]}"


def _told_days(name: str, day: date | None) -> Days | None:
    """Return the days that the lead or the file's name tells; a period's first and last."""
    span = Span(day, day) if day is not None else days_of_name(name)
    if not isinstance(span, Span):
        return None
    return (span.start,) if span.start == span.end else (span.start, span.end)


def _fits(shop: str | None, other: ImportedFile) -> bool:
    """Whether rows without a shop were given this one; where either is not said, they were."""
    return shop is None or other.shop is None or name_key(shop) == name_key(other.shop)


def _kept(page: Page, key: str) -> ImportedFile | None:
    record = page.get("files", key)
    return None if record is None else msgspec.convert(record, ImportedFile)
