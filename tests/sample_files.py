"""Write tables the way the platforms' exports look, the same bytes every time."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import xlwt
from openpyxl import Workbook

Value = str | int | float | date | None
Table = list[list[Value]]

_MOMENT = (2026, 11, 16, 8, 30, 0)
_WRITTEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def write_xlsx(path: Path, sheet: str, table: Table) -> None:
    """Write a workbook of one sheet whose archive holds no trace of when it was written."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in table:
        page.append(row)
    made = io.BytesIO()
    book.properties.created = datetime(*_MOMENT)
    book.save(made)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(path, "w") as kept:
        for name in sorted(given.namelist()):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            kept.writestr(entry, _WRITTEN.sub(rb"\g<1>2026-11-16T08:30:00Z", given.read(name)))


def write_xls(path: Path, sheet: str, table: Table) -> None:
    """Write a workbook in the old binary format."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet)
    for y, row in enumerate(table):
        for x, value in enumerate(row):
            if value is not None:
                page.write(y, x, value)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(path))


def write_csv(
    path: Path, table: Sequence[Sequence[Value]], encoding: str, comma: str = ","
) -> None:
    """Write a text table with the line ends of Windows, as these exports have."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=comma, lineterminator="\r\n").writerows(table)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode(encoding))


def minutes(seconds: float) -> str:
    """Write a duration as Chitu does: 8分48秒, 11秒, 1小时2分3秒."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    mins, secs = divmod(rest, 60)
    if hours:
        return f"{hours}小时{mins}分{secs}秒"
    return f"{mins}分{secs}秒" if mins else f"{secs}秒"


def english(seconds: float) -> str:
    """Write a duration as Chatwoot does: `1 hour 5 minutes`, `2 minutes 3 seconds`."""
    hours, rest = divmod(round(seconds), 3600)
    mins, secs = divmod(rest, 60)
    parts = [(hours, "hour"), (mins, "minute"), (secs, "second")]
    said = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts if n][:2]
    return " ".join(said)


def percent(share: float | None, missing: str = "-") -> str:
    """Write a share as 99.73%."""
    return missing if share is None else f"{share * 100:.2f}%"


def share(part: float, whole: float) -> float | None:
    """Return part of whole to four places; None where there is no whole."""
    return round(part / whole, 4) if whole else None


def dash(value: float | None, missing: str = "-") -> Value:
    """Return the value, or the sign an export puts where there is none."""
    return missing if value is None else value
