"""What to take care of when a queue's number is read, as codes with the number each names.

stale, old             how old the news are, in seconds
as_told                a source's own count, not carried on since; seconds
heads_before           agents by state were told so many seconds before the contacts
other_agents           agents who are not named: the usual cap stands in
unnamed                open contacts of which nobody says whose they are
sum_differs            available, busy and away are so many more or fewer than online
undecided              contacts that still wait: in neither side of a share
not_ended              answered contacts without an end yet
short_in               very short contacts that are in a mean
few                    so few contacts that the number says little
few_for_alarms         fewer contacts than an alarm needs
half_hours             only half-hours that are over are in it: so many
part_of_minutes        minutes of which only one side is known: left out
more_than_all          minutes busy beyond the minutes present: counted as all of them
"""

from store.figures.alarms import LEAST_CONTACTS
from store.figures.queue_now import QueueNow
from store.figures.queue_one import present
from store.figures.queue_parts import undecided
from store.figures.queue_why import AT_ONCE, HEADS, SHARES, QueueWhy
from store.records.settings import Settings

_APART_S = 60.0
"""Further apart than this, contacts and agents were not told of one moment (ours)."""
_LEAST_MINUTES = 0.5


def queue_care(why: QueueWhy, queue: QueueNow, settings: Settings) -> dict[str, float]:
    """Return what to take care of, most pressing first."""
    told = _of_moment(why, queue) if why.measure in AT_ONCE else _of_day(why, queue, settings)
    live = why.source in ("events", "snapshot", "live")
    if live and why.state in ("stale", "old") and queue.age_s is not None:
        return {why.state: queue.age_s, **told}
    return told


def _of_moment(why: QueueWhy, queue: QueueNow) -> dict[str, float]:
    told: dict[str, float] = {}
    if why.measure == "longest_wait_s" and why.source == "snapshot" and why.age_s and why.value:
        told["as_told"] = why.age_s
    if why.measure in ("concurrency", "saturation"):
        counted = queue.events_at if why.source == "events" else queue.snapshot_at
        if counted is not None and queue.heads_at is not None:
            apart = (counted - queue.heads_at).total_seconds()
            if apart > _APART_S:
                told["heads_before"] = apart
    if why.parts.get("other_agents", 0) > 0 and why.measure in ("capacity", "saturation"):
        told["other_agents"] = why.parts["other_agents"]
    if why.measure == "open_contacts" and why.source == "events":
        unnamed = (queue.open_contacts or 0) - sum(one.open for one in queue.holding)
        if unnamed > 0:
            told["unnamed"] = unnamed
    heads = queue.agents
    if why.measure in HEADS and None not in (heads.online, heads.available, heads.busy):
        apart = (present(heads) or 0) + (heads.away or 0) - (heads.online or 0)
        if apart:
            told["sum_differs"] = abs(apart)
    return told


def _of_day(why: QueueWhy, queue: QueueNow, settings: Settings) -> dict[str, float]:
    day, told = queue.day, dict[str, float]()
    if why.n is not None and why.n < settings.few:
        told["few"] = why.n
    if why.limit is not None and why.measure in SHARES and (why.n or 0) < LEAST_CONTACTS:
        told["few_for_alarms"] = LEAST_CONTACTS
    still = undecided(day)
    if why.measure in SHARES and still:
        told["undecided"] = still
    if why.measure in ("aht_s", "short_contacts"):
        open_ = (day.answered or 0) - (day.handled or 0)
        if open_ > 0:
            told["not_ended"] = open_
    if why.measure == "aht_s" and day.short_contacts:
        told["short_in"] = day.short_contacts
    if why.measure == "occupancy":
        told |= _of_minutes(queue)
    if why.half_hours:
        told["half_hours"] = why.half_hours
    return told


def _of_minutes(queue: QueueNow) -> dict[str, float]:
    day, told = queue.day, dict[str, float]()
    apart = abs((day.agent_minutes or 0) - day.both_agent)
    apart += abs((day.busy_minutes or 0) - day.both_busy)
    if apart > _LEAST_MINUTES:
        told["part_of_minutes"] = round(apart, 1)
    if day.both_busy > day.both_agent:
        told["more_than_all"] = round(day.both_busy - day.both_agent, 1)
    return told
