"""One cell becomes a number in the metric's unit, or the reason why it can't."""

import re
from datetime import time, timedelta
from enum import Enum
from math import isfinite

from store.cleaning import clean_text
from store.imports.table import Cell
from store.records.metric import Unit

LARGEST = 1e12
"""No count, time or amount of a team is larger: what is comes from a wrong column."""
SIGNED = frozenset({"net_sales"})
"""Metrics that can be below zero: refunds may exceed a day's sales."""


class Odd(Enum):
    """A cell that holds no usable number; the values are reason codes."""

    NOT_FINAL = "not_final"
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    OVER_ONE = "over_one"
    TOO_LARGE = "too_large"
    UNCLEAR_DURATION = "unclear_duration"
    FORMULA_ERROR = "formula_error"


class Percent(float):
    """A rate that said it was a percentage: already 0-1, whatever its column turns out to be."""


Value = float | Percent | None | Odd

_FULL_WIDTH = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0xFFE5: "¥"}
)
_MISSING = frozenset({"", "-", "--", "/", "n/a", "—", "——", "–"})
_NOT_FINAL = frozenset({"延迟统计"})
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+"
_NUMBER = re.compile(
    rf"([+-]?)(?:¥|\$|€|£|rmb|cny)?\s*([+-]?)((?:{_DIGITS})(?:e[+-]?\d{{1,3}})?)\s*(万|亿)?\s*"
    r"(%|元|cny|rmb|人次|人|次|个|条|件|单|天|名|笔|分)?"
)
_SCALE = {"": 1, "万": 10_000, "亿": 100_000_000}
_CLOCK = re.compile(r"(\d{1,4}):([0-5]?\d):([0-5]?\d(?:\.\d+)?)")
_UNITS = {
    "days?|d|天|日": 86_400.0,
    "hours?|hrs?|h|小时|时": 3_600.0,
    "minutes?|mins?|m|分钟|分": 60.0,
    "milliseconds?|ms|毫秒": 0.001,
    "seconds?|secs?|s|秒钟|秒": 1.0,
}
_AMOUNT = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:" + "|".join(f"({u})(?![a-z])" for u in _UNITS) + r")[\s,]*(?:and\s+)?"
)
_SECONDS = tuple(_UNITS.values())

_FACTORS: dict[Unit, dict[str, float]] = {
    "seconds": {"min": 60.0, "h": 3_600.0, "ms": 0.001},
    "money": {"wan": 10_000.0},
}


def factor(unit: Unit, hint: str) -> float:
    """Return what a plain number is multiplied with: hours to seconds, 万 to units.

    A hint that doesn't fit the unit says nothing. Percent is settled by the whole column.
    """
    return _FACTORS.get(unit, {}).get(hint, 1.0)


def read_cell(cell: Cell, unit: Unit, times: float = 1.0, signed: bool = False) -> Value:
    """Return a cell's number in the unit of its metric; None where it is missing.

    `times` is what a plain number is multiplied with; a duration that names its own units, or a
    cell that Excel holds as a time, isn't. A rate is returned as written (97 stays 97) unless it
    carries its own percent sign.
    """
    if cell is None:
        return None
    if isinstance(cell, str):
        return _read_text(cell, unit, times, signed)
    if isinstance(cell, bool):
        return Odd.NOT_A_NUMBER
    if isinstance(cell, (int, float)):
        return _bounded(float(cell) * times if times != 1.0 else float(cell), signed)
    if unit == "seconds" and isinstance(cell, timedelta):
        return _bounded(cell.total_seconds(), signed)
    if unit == "seconds" and isinstance(cell, time):
        return cell.hour * 3600.0 + cell.minute * 60 + cell.second + cell.microsecond / 1e6
    return Odd.NOT_A_NUMBER


def _read_text(cell: str, unit: Unit, times: float, signed: bool) -> Value:
    if unit == "rate" and cell[-1:] == "%" and cell[:-1].replace(".", "", 1).isdecimal():
        # The usual percentage, without the long way round.
        share = round(float(cell[:-1]) / 100, 12)
        return Percent(share) if share <= 1 else Odd.OVER_ONE
    text = clean_text(cell.translate(_FULL_WIDTH)).casefold()
    if text in _MISSING:
        return None
    if text in _NOT_FINAL:
        return Odd.NOT_FINAL
    if text.startswith("#"):
        return Odd.FORMULA_ERROR
    found = _NUMBER.fullmatch(text)
    if found is None or (unit == "seconds" and found[5]):
        return _read_duration(text) if unit == "seconds" else Odd.NOT_A_NUMBER
    before, after, digits, scale, suffix = found.groups("")
    if (before and after) or (suffix == "%" and unit not in ("rate", "ratio")):
        return Odd.NOT_A_NUMBER
    number = float(digits.replace(",", "")) * (-1 if "-" in (before, after) else 1)
    if scale or times != 1.0:
        number = round(number * _SCALE[scale] * times, 6)
    if suffix != "%":
        return _bounded(number, signed)
    number = round(number / 100, 12)
    if number > 1 and unit == "rate":
        return Odd.OVER_ONE
    checked = _bounded(number, signed)
    return Percent(checked) if unit == "rate" and isinstance(checked, float) else checked


def _bounded(number: float, signed: bool) -> Value:
    if not isfinite(number):
        return Odd.NOT_A_NUMBER
    if abs(number) > LARGEST:
        return Odd.TOO_LARGE
    if number < 0 and not signed:
        return Odd.NEGATIVE
    return number + 0.0  # -0.0 becomes 0.0


def _read_duration(text: str) -> Value:
    """Return the seconds of `8分48秒`, `1 hour 5 minutes` or `00:08:48`."""
    clock = _CLOCK.fullmatch(text)
    if clock:
        return int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3])
    if text.startswith("-"):
        positive = _read_duration(text[1:].strip())
        return Odd.NEGATIVE if isinstance(positive, float) else positive
    if re.fullmatch(r"\d{1,3}:\d{2}", text):
        # Hours and minutes, or minutes and seconds: nobody can tell.
        return Odd.UNCLEAR_DURATION
    total, at, last = 0.0, 0, -1
    while at < len(text):
        amount = _AMOUNT.match(text, at)
        if amount is None or amount.lastindex is None or amount.lastindex - 2 <= last:
            return Odd.NOT_A_NUMBER
        last = amount.lastindex - 2
        total += float(amount[1]) * _SECONDS[last]
        at = amount.end()
    return _bounded(round(total, 6), signed=False)
