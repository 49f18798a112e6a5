"""Workbooks (.xlsx and .xls): each sheet's rows, with the numbers a person sees."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
)

from store.imports.guards import MAX_COLUMNS, MAX_XLS, refuse
from store.imports.table import Cell, RawTable
from store.imports.trial import try_old_workbook
from store.imports.xlsx_guard import weigh_workbook
from store.records.report import Note


def read_sheets(
    path: Path, encoding: Literal["xlsx", "xls"], only: str | None
) -> Iterator[RawTable]:
    """Yield a table for each worksheet that holds anything; formulas give their last values.

    Raises BadFile: `inflates`, `too_many_cells`, `not_supported`, `encrypted`, `unreadable`,
    `no_sheet`, `empty_file`.
    """
    if encoding == "xlsx":
        weigh_workbook(path)
    elif path.stat().st_size > MAX_XLS:
        raise refuse("inflates", path, limit=MAX_XLS)
    else:
        try_old_workbook(path)
    with ExitStack() as open_files:
        with _calamine(path):
            # By its path, calamine would go by the name's ending.
            file = open_files.enter_context(path.open("rb"))
            book = open_files.enter_context(CalamineWorkbook.from_filelike(file))
        names = [
            found.name for found in book.sheets_metadata if found.typ == SheetTypeEnum.WorkSheet
        ]
        if only is not None:
            names = [name for name in names if name == only]
            if not names:
                raise refuse("no_sheet", path, sheet=only)
        some = False
        for name in names:
            with _calamine(path):
                sheet = book.get_sheet_by_name(name)
            if sheet.start is not None:
                some = True
                yield _table(path, sheet, encoding)
            del sheet  # at most one sheet is in memory
    if not some:
        raise refuse("empty_file", path)


@contextmanager
def _calamine(path: Path) -> Iterator[None]:
    """Turn whatever calamine says of a damaged workbook into BadFile."""
    try:
        yield
    except PasswordError as problem:
        raise refuse("encrypted", path) from problem
    except (CalamineError, OSError, ValueError, OverflowError) as problem:
        raise refuse("unreadable", path) from problem
    except BaseException as problem:
        # A panic in the Rust library is no Exception, and its class can't be imported.
        if type(problem).__name__ != "PanicException":
            raise
        raise refuse("unreadable", path) from problem


def _table(path: Path, sheet: CalamineSheet, encoding: str) -> RawTable:
    table = RawTable(name=sheet.name, encoding=encoding, total=(sheet.end or (0, 0))[0] + 1)
    if sheet.width > MAX_COLUMNS:
        table.notes.append(Note("columns_cut", {"columns": sheet.width, "kept": MAX_COLUMNS}))
    table.rows = _rows(path, sheet, table)
    return table


def _rows(path: Path, sheet: CalamineSheet, table: RawTable) -> Iterator[tuple[int, list[Cell]]]:
    """Yield (row number, cells): the empty rows above the first cell are counted."""
    with _calamine(path):
        for number, cells in enumerate(sheet.iter_rows(), 1):
            table.done = number
            yield number, cells[:MAX_COLUMNS]  # type: ignore[misc]  # narrower cells serve too
