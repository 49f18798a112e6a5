"""What was understood of an export, before it meets the team."""

from datetime import date
from typing import NamedTuple

import msgspec

from store.imports.queue_table import ParsedQueue
from store.records.report import Columns, Kind, Note, Reject, Rows


class ParsedRow(NamedTuple):
    """One agent (or the shop) on one day, or in the file's period."""

    row: int
    """Row number in the file, the first line being 1."""
    agent: str
    """Nickname as written, cleaned of what can't be seen; SHOP_ROW for a shop-level file."""
    day: date | None
    """The day; None where the file is a period (`ParsedFile.span`)."""
    shop: str | None
    """Shop column, cleaned; None where there is none or the cell is empty."""
    group: str | None
    """Group column, cleaned; None where there is none or the cell is empty."""
    values: tuple[float | None, ...]
    """In the order of `ParsedFile.metrics` and in each metric's unit; None is missing."""
    not_final: tuple[str, ...]
    """Metrics whose cell said that it is not final yet."""


class RosterRow(NamedTuple):
    """One person of a roster."""

    row: int
    """Row number in the file."""
    name: str
    group: str | None
    joined_on: date | None
    left_on: date | None
    step: str | None
    nicknames: tuple[tuple[str | None, str], ...]
    """(platform, nickname); None is every platform."""


class ParsedFile(msgspec.Struct, frozen=True):
    """One table of a file, recognised and turned into numbers; nothing is stored yet."""

    path: str
    """As it was given."""
    digest: str
    """SHA-256 of the file's bytes, hex."""
    encoding: str
    """utf-8-sig, utf-8, gb18030, utf-16, xlsx, xls."""
    sheet: str | None
    """Sheet of a workbook; None for text."""
    layout: str
    """Layout id; `unknown-<first 8 of shape>` where no layout and no mapping fits."""
    tool: str
    """The tool that wrote it: chitu, qianniu, sycm, feige, jd, pdd, chatwoot, own, other."""
    platform: str
    """taobao, douyin, jd, pdd, chatwoot, own, other or a mapping's own word."""
    kind: Kind
    """agent_days, shop_days, contacts, intervals or roster."""
    metrics: tuple[str, ...]
    """Metric ids, the order of every row's values."""
    rows: list[ParsedRow]
    """No two have the same day, shop and nickname."""
    span: tuple[date, date] | None
    """First and last day of a file of several days without a day column; rows have no day."""
    columns: Columns
    counts: Rows
    rejects: tuple[Reject, ...]
    """Rows and cells that were not taken, in the order of the file."""
    warnings: tuple[Note, ...]
    shape: str
    """SHA-256, hex, of the set of cleaned headers: what a remembered mapping hangs on."""
    headers: tuple[str, ...]
    """Every header as written, agent and day among them."""
    exported_on: date
    """Day the export was made, as far as the file tells; decides what is provisional."""
    roster: tuple[RosterRow, ...] = ()
    """The people of a roster; `rows` is empty then."""
    queue: ParsedQueue | None = None
    """What a contact log or interval counts come to; `rows` is empty then."""
    problem: Note | None = None
    """Why nothing of it can be taken as it stands: no_header, no_agent_column, no_metric,
    day_needed, day_out_of_range, several_days_in_name. Headers and columns are filled, so that a
    lead can make a mapping or name the day."""
    mapping: str | None = None
    """Shape of the remembered mapping that was used; None for a layout or `--map`."""
    shop: str | None = None
    """The shop of rows that name none, where a mapping said so."""
    day_outside: bool = False
    """Whether its days stand outside its bytes: in its name, or in what the lead said."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days it speaks of, sorted; a period gives its first and its last."""
        if self.span is not None:
            return self.span
        if self.queue is not None:
            return self.queue.summed.days
        return tuple(sorted({row.day for row in self.rows if row.day is not None}))
