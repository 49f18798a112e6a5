"""What an import tells: what was taken, what was not and why."""

from datetime import date
from typing import Literal

import msgspec

Kind = Literal["agent_days", "shop_days", "contacts", "intervals", "roster"]


class Rows(msgspec.Struct, frozen=True):
    """Counts of rows below the header; read = taken + summary + rejected."""

    read: int = 0
    taken: int = 0
    summary: int = 0
    rejected: int = 0


class Columns(msgspec.Struct, frozen=True):
    """Headers verbatim; every header but agent and day is matched or unmatched."""

    matched: dict[str, str] = {}
    """Header -> metric id, or `group`, `shop`."""
    unmatched: tuple[str, ...] = ()


class Names(msgspec.Struct, frozen=True):
    """Nicknames of the file."""

    known: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    """Made into agents by this import."""
    unbound: tuple[str, ...] = ()
    """Kept, counted for nobody, to be settled with `bind`."""
    proposed: dict[str, str] = {}
    """Unbound nickname -> id of the agent it looks like; never bound unasked."""


class Reject(msgspec.Struct, frozen=True):
    """A row or cell that was not taken."""

    row: int
    """Row number in the file, the first line being 1."""
    column: str | None
    """Header; None where the whole row was left."""
    value: str
    """The cell, cleaned and cut to 80 characters."""
    why: str
    """Reason code: not_a_number, negative, over_one, no_day, day_out_of_range, no_agent, ..."""


class Note(msgspec.Struct, frozen=True):
    """A warning as a reason code with values."""

    code: str
    values: dict[str, str | int | float | None] = {}


class FileReport(msgspec.Struct, frozen=True):
    """The report of one file."""

    path: str
    state: Literal["taken", "same", "refused", "preview"] = "taken"
    """same: these bytes were taken before, nothing changed; preview: a dry run."""
    layout: str | None = None
    platform: str | None = None
    encoding: str | None = None
    """utf-8-sig, utf-8, gb18030, utf-16, xlsx, xls."""
    sheet: str | None = None
    """Sheet of a workbook."""
    kind: Kind | None = None
    rows: Rows = Rows()
    columns: Columns = Columns()
    days: tuple[date, ...] = ()
    period: bool = False
    """Days are the first and last of a period that was kept as one."""
    agents: Names = Names()
    rejects: tuple[Reject, ...] = ()
    warnings: tuple[Note, ...] = ()
    cells_changed: int = 0
    """Cells whose value differs from what was there before."""
    error: Note | None = None
    """Why a refused file was refused."""
