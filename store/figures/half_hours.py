"""The clock's half-hours in a zone, as plain numbers: what contacts are counted by."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

HALF_S = 1800
HOUR_S = 3600


class HalfHours:
    """Numbers the half-hours of a zone's clock.

    Half-hour `n` begins at second `n * 1800 - shift` of the epoch; the shift is there for zones
    that are a quarter of an hour off, and stays the same through summer time.
    """

    def __init__(self, zone: tzinfo) -> None:
        self.zone = zone
        self.shift = _offset_s(zone) % HALF_S
        self.hour_shift = _offset_s(zone) % HOUR_S
        """The same for hours: hour `n` begins at second `n * 3600 - hour_shift`."""
        self._days: dict[int, tuple[date, int]] = {}
        self._hours: dict[int, tuple[date, int]] = {}
        self._begins: dict[date, int] = {}

    def of(self, second: float) -> int:
        """Return the half-hour that a second of the epoch lies in."""
        return int((second + self.shift) // HALF_S)

    def second(self, half: int) -> int:
        """Return the second at which a half-hour begins."""
        return half * HALF_S - self.shift

    def start(self, half: int) -> datetime:
        """Return the moment at which a half-hour begins, with the zone's offset."""
        return fixed(datetime.fromtimestamp(self.second(half), self.zone))

    def place(self, half: int) -> tuple[date, int]:
        """Return the calendar day of a half-hour and its number in that day, 0 the first."""
        found = self._days.get(half)
        if found is None:
            day = datetime.fromtimestamp(self.second(half), self.zone).date()
            found = self._days[half] = (day, half - self.first(day))
        return found

    def place_hour(self, hour: int) -> tuple[date, int]:
        """Return the calendar day of an hour of the clock and its number in that day."""
        found = self._hours.get(hour)
        if found is None:
            second = hour * HOUR_S - self.hour_shift
            day = self.place(self.of(second))[0]
            number = (second - self.second(self.first(day))) // HOUR_S
            found = self._hours[hour] = (day, number)
        return found

    def first(self, day: date) -> int:
        """Return the first half-hour of a calendar day."""
        found = self._begins.get(day)
        if found is None:
            found = self._begins[day] = self.of(self.begin(day).timestamp())
        return found

    def begin(self, day: date) -> datetime:
        """Return the first moment of a calendar day, with its offset."""
        begins = datetime.combine(day, time(), self.zone)
        # Where clocks go forward at midnight, the day begins an hour later.
        return fixed(datetime.fromtimestamp(begins.timestamp(), self.zone))


def parts(begin: float, end: float, shift: int, size: int = HALF_S) -> Iterator[tuple[int, float]]:
    """Give (half-hour, seconds in it) of a stretch of time in seconds of the epoch.

    With a `size` of HOUR_S and the shift of hours: (hour, seconds in it).
    """
    while begin < end:
        number = int((begin + shift) // size)
        until = min(end, (number + 1) * size - shift)
        yield number, until - begin
        begin = until


def fixed(moment: datetime) -> datetime:
    """Return a moment with its offset as a plain number: what files and answers hold."""
    from datetime import timezone

    offset = moment.utcoffset() or timedelta()
    return moment.replace(tzinfo=timezone(offset), fold=0)


def _offset_s(zone: tzinfo) -> int:
    offset = datetime(2026, 1, 1, tzinfo=zone).utcoffset() or timedelta()
    return round(offset.total_seconds())
