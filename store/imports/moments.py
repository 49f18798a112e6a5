"""Moments as texts -> seconds of the epoch, quickly: hours and minutes are looked up."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

_HOUR = re.compile(r"(\d{4})([-/])(\d\d)\2(\d\d)[T ](\d\d)", re.ASCII)
_REST = re.compile(r":([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?", re.ASCII)
_OFFSET = re.compile(r"(?:Z|([+-])(\d\d):?(\d\d))", re.ASCII)
_ANY = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T ]+"
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?"
    r"\s*(Z|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_EPOCH = re.compile(r"\d{10}(\d{3})?", re.ASCII)
_REMEMBERED = 20_000

Seconds = int | float


class _Hours(dict[str, int]):
    """`2026-11-22T09` -> the second at which that hour of a zone begins."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone

    def __missing__(self, text: str) -> int:
        found = _HOUR.fullmatch(text)
        if found is None:
            raise ValueError(text)
        year, month, day, hour = map(int, found.group(1, 3, 4, 5))
        begins = datetime(year, month, day, hour, tzinfo=self._zone)
        second = self[text] = int(begins.timestamp())
        return second


class _Rests(dict[str, Seconds]):
    """`:13:05` -> seconds; with an offset `:13:05+08:00` -> seconds less the offset."""

    def __init__(self, *, offset: bool) -> None:
        super().__init__()
        self._offset = offset

    def __missing__(self, text: str) -> Seconds:
        found = _REST.match(text)
        if found is None:
            raise ValueError(text)
        minutes, seconds, part = found.groups()
        value: Seconds = int(minutes) * 60 + int(seconds or 0)
        if part:
            value += float(f"0.{part}")
        rest = text[found.end() :].strip()
        if bool(rest) != self._offset:
            raise ValueError(text)
        if rest:
            value -= _offset_s(rest)
        if len(self) < _REMEMBERED:
            self[text] = value
        return value


def _offset_s(text: str) -> int:
    found = _OFFSET.fullmatch(text)
    if found is None:
        raise ValueError(text)
    sign, hours, minutes = found.groups()
    if sign is None:
        return 0
    return (int(hours) * 3600 + int(minutes) * 60) * (-1 if sign == "-" else 1)


class Moments:
    """Reads the moments of a file; a time without an offset is meant in the team's zone."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._plain = _Hours(zone), _Rests(offset=False)
        self._offset = _Hours(UTC), _Rests(offset=True)

    def column(self, texts: Sequence[str]) -> list[Seconds | None]:
        """Return the seconds of each text, None for an empty one; nan for what is no moment."""
        for hours, rests in (self._plain, self._offset):
            try:
                return [hours[t[:13]] + rests[t[13:]] if t else None for t in texts]
            except ValueError:
                continue
        return [self.one(text) for text in texts]

    def one(self, text: str) -> Seconds | None:
        """Return the seconds of a text, None where it is empty, nan where it is no moment.

        Dates with - / . or 年月日, hours with one digit, seconds left out, and seconds or
        milliseconds since 1970 are understood too.
        """
        text = text.strip()
        if text in ("", "-", "--"):
            return None
        if _EPOCH.fullmatch(text):
            return int(text) if len(text) == 10 else int(text) / 1000
        found = _ANY.fullmatch(text)
        if found is None:
            return float("nan")
        *numbers, part, offset = found.groups()
        try:
            fields = [int(number or 0) for number in numbers]
            zone = UTC if offset else self._zone
            begun = datetime(*fields, tzinfo=zone).timestamp()  # type: ignore[misc, arg-type]
        except (ValueError, OverflowError):
            return float("nan")
        begun -= _offset_s(offset) if offset else 0
        return begun + float(f"0.{part}") if part else int(begun)
