"""The time. One place asks the machine; everything else is given a Clock."""

from datetime import date, datetime, timedelta, tzinfo
from typing import Protocol


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """Return the present moment, with an offset."""
        ...


class MachineClock:
    """The machine's own clock, in the machine's own zone."""

    def now(self) -> datetime:
        """Return the present moment, with the machine's offset."""
        return datetime.now().astimezone()


class FixedClock:
    """A clock that stands still: tests, replays and `--now`."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment if moment.tzinfo else moment.astimezone()

    def now(self) -> datetime:
        """Return the fixed moment."""
        return self._moment


class ShiftedClock:
    """A clock that goes on from a moment of ours: the sample team's morning, whenever it is."""

    def __init__(self, moment: datetime, clock: Clock | None = None) -> None:
        self._clock = clock or MachineClock()
        self._moment = moment
        self._begun = self._clock.now()

    def now(self) -> datetime:
        """Return the first moment and what has gone by since, at its offset."""
        return self._moment + (self._clock.now() - self._begun)


def work_day(moment: datetime, zone: tzinfo, day_starts: timedelta = timedelta()) -> date:
    """Return the working day a moment belongs to: a shift past midnight counts as the day before.

    `day_starts` is how long after midnight a new working day begins (setting `day_starts`).
    """
    return (moment.astimezone(zone) - day_starts).date()
