"""What a replay asks: the recorded days, and what stood beside the queue at a played moment."""

from collections import Counter
from datetime import date

import msgspec

from store.clock import FixedClock
from store.feeds.recordings import Recording, recordings
from store.figures.queue_now import QueueReport
from store.queue_views import QueueDesk
from store.team import Team
from tui.reads.queue import QueueFacts, read_queue


class Recorded(msgspec.Struct, frozen=True):
    """A day that can be replayed."""

    recording: Recording
    contacts: int | None
    """Contacts that arrived, where its half-hours are kept."""


def read_recordings(team: Team) -> tuple[Recorded, ...]:
    """Return the team's recorded days, newest first. `StorageFailed`."""
    found = recordings(team.place, QueueDesk(team).zone, team.disk)
    if not found:
        return ()
    contacts: Counter[date] = Counter()
    for one in team.queue_days(found[-1].day, found[0].day):
        contacts[one.day] += sum(one.offered)
    return tuple(Recorded(one, contacts.get(one.day)) for one in found)


def read_played(team: Team, report: QueueReport) -> QueueFacts:
    """Compute what Queue shows beside a played report, as of its moment.

    The team's clock stands there meanwhile, which hides what came later. The busy check is left
    out: the half-hours it needs are kept of whole days.
    """
    clock = team.clock
    team.clock = FixedClock(report.at)
    try:
        facts = read_queue(team, report, busy=False)
    finally:
        team.clock = clock
    return msgspec.structs.replace(facts, played=facts.day)
