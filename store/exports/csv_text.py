"""A table as CSV that a spreadsheet opens without guessing and without running anything."""

import csv
import io

from store.exports.table import Cell, Table

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t")


def csv_text(table: Table) -> str:
    """Return the table as CSV with CRLF lines; missing is an empty cell.

    A text cell that a spreadsheet would read as a formula gets a leading apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_cell(header) for header in table.headers])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() else repr(round(cell, 10))
    return str(cell)
