"""What is kept of alarms: one record each, written when it begins, gets worse and ends."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from store.errors import Refused
from store.figures.alarms import Alarms, Rung, acknowledge, snooze, still_open
from store.records.queue import Alarm, alarm_key

if TYPE_CHECKING:
    from store.draft import Draft
    from store.team import Team

_LOOK_BACK = timedelta(days=2)


def open_alarms(team: "Team", day: date) -> Alarms:
    """Return the alarms that hold, as of what was kept up to a day."""
    return still_open(team.alarms(day - _LOOK_BACK, day))


def keep_alarms(team: "Team", rungs: Iterable[Rung]) -> None:
    """Write what has happened to alarms; a change that undo passes by. As of `Team.change`."""
    alarms = [rung.alarm for rung in rungs]
    if alarms:
        _write(team, "alarm", alarms)


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
    if key not in alarms.open:
        raise Refused("no_such_alarm", queue=key[0], measure=key[1])
    answered = answer(alarms)
    _write(team, "alarm_answer", [answered.open[key]])
    return answered


def _write(team: "Team", what: str, alarms: list[Alarm]) -> None:
    def edit(draft: "Draft") -> None:
        for alarm in alarms:
            draft.put("alarms", alarm_key(alarm), alarm)

    team.change(what, edit)
