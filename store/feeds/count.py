"""A count typed in, and the alarms that follow from it."""

from typing import TYPE_CHECKING

from store.alarm_watch import AlarmWatch
from store.feeds.day_file import DayFiles
from store.feeds.keeping import ready
from store.feeds.manual import Count, enter
from store.queue_views import QueueDesk

if TYPE_CHECKING:
    from store.figures.alarms import Rung
    from store.records.queue import Snapshot
    from store.team import Team


def note_count(team: "Team", count: Count) -> "tuple[Snapshot, tuple[Rung, ...]]":
    """Keep how a queue stands now; return it and what has happened to alarms.

    `ReadOnly`, `Refused` (`busy`, or as of `enter`), `StorageFailed`. Alarms are carried on here,
    since no feed may run that would.
    """
    ready(team)
    now, desk = team.clock.now(), QueueDesk(team)
    snapshot = enter(DayFiles(team.place, team.disk), desk.zone, now, count)
    watch = AlarmWatch(desk)
    rungs = watch.hear(desk.now(snapshot.at), snapshot.at)
    watch.keep(snapshot.at)
    return snapshot, rungs
