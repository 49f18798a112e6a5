"""Writes tables as platforms write them: text in every encoding and dialect, xlsx and xls."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlwt
from openpyxl import Workbook

from store.clock import FixedClock
from store.imports.parse import parse_file
from store.imports.parsed import ParsedFile

Written = str | float | None
Table = Sequence[Any]

NOW = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))
TEXT_KINDS = (
    ("utf-8", ","),
    ("utf-8-sig", ","),
    ("utf-8", ";"),
    ("gb18030", ","),
    ("gb18030", "\t"),
    ("utf-16", "\t"),
)
"""(encoding, delimiter) of text files."""


def write_text(path: Path, table: Table, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """Write a table as text, whole numbers of floats as `98.0`."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(
        [["" if cell is None else cell for cell in row] for row in table]
    )
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_xlsx(path: Path, table: Table, sheet: str = "数据信息") -> Path:
    """Write a table as a workbook."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in table:
        page.append(list(row))
    book.save(path)
    return path


def write_xls(path: Path, table: Table, sheet: str = "数据信息") -> Path:
    """Write a table as an old workbook."""
    book = xlwt.Workbook()
    page = book.add_sheet(sheet)
    for at, row in enumerate(table):
        for column, cell in enumerate(row):
            if cell is not None:
                page.write(at, column, cell)
    book.save(str(path))
    return path


def parse_one(path: Path, **wish: object) -> ParsedFile:
    """Parse a file that holds one table."""
    (parsed,) = parse_file(path, clock=NOW, **wish)  # type: ignore[arg-type]
    return parsed


def parse_table(folder: Path, table: Table, name: str = "客服_2026-04-20.csv") -> ParsedFile:
    """Write a table as CSV and parse it."""
    return parse_one(write_text(folder / name, table))


def cell(parsed: ParsedFile, metric: str, row: int = 0) -> float | None:
    """Return one value of a parsed file."""
    return parsed.rows[row].values[parsed.metrics.index(metric)]
