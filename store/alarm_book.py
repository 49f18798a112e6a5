"""What is kept of alarms: one record each, written when it begins, gets worse and ends.

Several processes may carry alarms on at once, so that each write looks, under the team's lock,
whether the alarm is kept already.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.errors import Refused
from store.figures.alarm_news import merged, same_alarm
from store.figures.alarms import Alarms, acknowledge, snooze, still_open
from store.records.queue import Alarm, alarm_key

if TYPE_CHECKING:
    from store.draft import Draft
    from store.team import Team

_LOOK_BACK = timedelta(days=31)
"""So long ago what still holds may have begun: a team that was closed for its longest holidays."""

_AHEAD = timedelta(seconds=60)
"""The clock of whoever kept one may be so far ahead of ours."""


def kept_alarms(team: "Team", at: datetime) -> tuple[Alarm, ...]:
    """Return the alarms of the last month that had begun by a moment, as they are kept."""
    return alarms_between(team, at.date() - _LOOK_BACK, at)


def alarms_between(team: "Team", start: date, at: datetime) -> tuple[Alarm, ...]:
    """Return the alarms that began from a day on up to a moment, as they are kept."""
    found = team.alarms(start, at.date() + timedelta(days=1))
    return tuple(one for one in found if one.since <= at + _AHEAD)


def open_alarms(team: "Team", day: date) -> Alarms:
    """Return the alarms that hold, as of what was kept up to a day."""
    return still_open(team.alarms(day - _LOOK_BACK, day))


def keep_alarm(team: "Team", alarm: Alarm, at: datetime) -> None:
    """Keep what is known of an alarm at a moment, as one change that undo passes by.

    What another process has kept of it goes together with it; nothing is written where it says
    the same. As of `Team.change`.
    """

    def edit(draft: "Draft") -> None:
        kept = same_alarm(alarm, kept_alarms(team, at))
        one = alarm if kept is None else merged(kept, alarm, at)
        draft.put("alarms", alarm_key(one), one)

    team.change("alarm", edit)


def acknowledge_alarm(team: "Team", alarms: Alarms, queue: str, measure: str, *, by: str) -> Alarms:
    """See to an alarm; return the alarms. Refused `no_such_alarm` where it does not hold."""
    at = team.clock.now()
    return _answer(team, alarms, (queue, measure), lambda a: acknowledge(a, queue, measure, at, by))


def snooze_alarm(
    team: "Team", alarms: Alarms, queue: str, measure: str, *, until: datetime
) -> Alarms:
    """Put an alarm off; return the alarms. Refused `no_such_alarm` where it does not hold."""
    return _answer(team, alarms, (queue, measure), lambda a: snooze(a, queue, measure, until))


def _answer(
    team: "Team", alarms: Alarms, key: tuple[str, str], answer: Callable[[Alarms], Alarms]
) -> Alarms:
    """Answer an alarm as it is kept by now, which may be more than was shown of it."""

    def edit(draft: "Draft") -> Alarms:
        shown = alarms.open.get(key)
        kept = None if shown is None else same_alarm(shown, kept_alarms(team, team.clock.now()))
        alarm = kept or shown
        if alarm is None or alarm.ended_at is not None:
            raise Refused("no_such_alarm", queue=key[0], measure=key[1])
        answered = answer(replace(alarms, open={**alarms.open, key: alarm}))
        draft.put("alarms", alarm_key(answered.open[key]), answered.open[key])
        return answered

    return team.change("alarm_answer", edit)
