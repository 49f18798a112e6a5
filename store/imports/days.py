"""The day that a row speaks of: from its cell, the file's name, a title line or the lead."""

import re
from datetime import date, datetime, timedelta
from enum import Enum

import msgspec

from store.cleaning import clean_text
from store.imports.table import Cell
from store.records.report import Note

EARLIEST = date(2000, 1, 1)
"""Older days are mistakes: Excel's zero is 1899."""
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_LAST = 2_958_465  # 9999-12-31

_DATE = re.compile(
    r"(?<!\d)(\d{4})[-/._年](\d{1,2})[-/._月](\d{1,2})日?(?!\d)"
    r"|(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)"
)
_TIME = re.compile(r"[t ]*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?")
_WEEKDAY = re.compile(r"[\s(]*(?:(?:周|星期|礼拜)[一二三四五六日天])?[\s)]*")
_JOIN = re.compile(r"[\s_]*(?:至|到|~|～|—|–|-|to)[\s_]*", re.IGNORECASE)
_PERIOD_WORDS = re.compile(
    r"reporting period|report period|统计|数据(?:时间|日期|周期)|时间范围|日期|报告期|周期",
    re.IGNORECASE,
)


class BadDay(Enum):
    """A day cell that gives no day; the values are reason codes."""

    NO_DAY = "no_day"
    NOT_A_DAY = "not_a_day"
    SEVERAL_DAYS = "several_days"
    OUT_OF_RANGE = "day_out_of_range"


class Span(msgspec.Struct, frozen=True):
    """What a whole file says of its days: first and last, both inclusive."""

    start: date
    end: date


def in_range(day: date, today: date) -> bool:
    """Whether a day can be meant: from 2000 to one day after today (zones differ by a day)."""
    return EARLIEST <= day <= today + timedelta(days=1)


def read_day(cell: Cell, today: date) -> date | BadDay:
    """Return the day of a cell: a date, a text, an Excel serial number or 20260420."""
    found = _cell_day(cell)
    if isinstance(found, BadDay) or in_range(found, today):
        return found
    return BadDay.OUT_OF_RANGE


def _cell_day(cell: Cell) -> date | BadDay:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        return _text_day(cell)
    if cell is None:
        return BadDay.NO_DAY
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _number_day(cell)
    return BadDay.NOT_A_DAY


def _number_day(number: float) -> date | BadDay:
    if not 0 <= number < 1e8:
        return BadDay.NOT_A_DAY
    if number <= _EXCEL_LAST:
        return _EXCEL_ZERO + timedelta(days=int(number))
    return _text_day(str(int(number)))


def _text_day(cell: str) -> date | BadDay:
    text = clean_text(cell).translate(_WIDE)
    if text in ("", "-", "--", "/"):
        return BadDay.NO_DAY
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        return _number_day(float(text))
    found = list(_DATE.finditer(text))
    days = [day for match in found if (day := _date_of(match)) is not None]
    if not days or len(days) != len(found):
        return BadDay.NOT_A_DAY
    if len(set(days)) > 1:
        return BadDay.SEVERAL_DAYS
    if len(found) == 1 and not _only_a_day(text, found[0]):
        return BadDay.NOT_A_DAY
    return days[0]


_WIDE = str.maketrans("０１２３４５６７８９／－．：", "0123456789/-.:")


def _only_a_day(text: str, found: re.Match[str]) -> bool:
    """Whether a cell holds nothing but the day, a time of day and a weekday."""
    rest = text[found.end() :].casefold()
    rest = _TIME.sub("", rest, count=1)
    return not text[: found.start()].strip() and _WEEKDAY.fullmatch(rest) is not None


def _date_of(found: re.Match[str]) -> date | None:
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_of_name(name: str) -> Span | Note | None:
    """Return the day or period that a file's name tells.

    None where it tells none; a Note (`several_days_in_name`) where it holds several dates that no
    word joins, so that one may be the day of the export.
    """
    found = _spans(name)
    joined = {span for span, is_joined in found if is_joined}
    spans = joined or {span for span, _ in found}
    if len(spans) <= 1:
        return next(iter(spans), None)
    days = sorted({day.isoformat() for span in spans for day in (span.start, span.end)})
    return Note("several_days_in_name", {"days": ", ".join(days)})


def days_of_title(titles: list[str]) -> Span | None:
    """Return the period of a line above the header, such as `Reporting period A to B`.

    A lone date counts only beside a word for a period: it may be the moment of the export.
    """
    for title in titles:
        found = _spans(title)
        if len(found) == 1 and (found[0][1] or _PERIOD_WORDS.search(title)):
            return found[0][0]
    return None


def _spans(text: str) -> list[tuple[Span, bool]]:
    """Return the dates of a text, and whether a word or a dash joins two into one span."""
    found = [(m, day) for m in _DATE.finditer(text) if (day := _date_of(m)) is not None]
    spans: list[tuple[Span, bool]] = []
    at = 0
    while at < len(found):
        match, start = found[at]
        end = start
        joined = at + 1 < len(found) and _joins(text, match, found[at + 1][0])
        if joined:
            at += 1
            end = found[at][1]
        at += 1
        spans.append((Span(min(start, end), max(start, end)), joined))
    return spans


def _joins(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether what stands between two dates makes a span of them.

    An underscore does between 2026-09-07_2026-09-13, as 生意参谋 names its files; between
    20260907_20260908 the second may as well be the day of the export.
    """
    between = text[first.end() : second.start()]
    if between == "_":
        return first[1] is not None and second[1] is not None
    return _JOIN.fullmatch(between) is not None
