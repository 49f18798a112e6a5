"""What a lead asks when a number of the queue is to say where it comes from, and the answer."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

import msgspec

from store.feeds.status import FeedStatus, read_statuses
from store.figures.caps import rules_of
from store.figures.queue_explain import explain_queue
from store.figures.queue_now import QueueNow, QueueReport
from store.figures.queue_why import QueueWhy
from store.queue_views import QueueDesk
from store.records.queue import QueueRules
from store.records.settings import Settings
from store.team import Team
from tui.reads.queue import OfQueue, heads_of

HEADS = "heads"
"""Asks about the heads needed and the forecast below them, beside the measures of `UNITS`."""


class QueueAsked(msgspec.Struct, frozen=True):
    """The number under the cursor, as it stood when it was asked about."""

    queue: QueueNow
    measure: str
    """A key of `store.figures.queue_why.UNITS`, or HEADS."""
    at: datetime
    """The moment of the report that it is from."""
    known: OfQueue | None = None
    """The forecast and the heads that are on the screen; None: they are reckoned."""
    feeds: tuple[FeedStatus, ...] | None = None
    """How the feeds are doing; None: as they have told last."""


class QueueWhyFacts(msgspec.Struct, frozen=True):
    """Everything that is known of a queue's number."""

    asked: QueueAsked
    settings: Settings
    zone: tzinfo
    why: QueueWhy | None
    """None where heads were asked about."""
    known: OfQueue | None
    """Forecast and heads, where these were asked about."""
    rules: QueueRules
    """What a lead said about the queue."""
    feeds: tuple[FeedStatus, ...]
    files: Mapping[str, str]
    """Id of an import -> the name of its file."""


def read_queue_why(
    team: Team, asked: QueueAsked, report: QueueReport | None = None
) -> QueueWhyFacts:
    """Read what stands behind a number of the queue; `report` is what it is from, where known."""
    desk = QueueDesk(team)
    ground = desk.ground(asked.at)
    queue, why, known = asked.queue, None, asked.known
    if asked.measure == HEADS:
        known = known or heads_of(team, desk, queue, asked.at, report)
    else:
        why = explain_queue(queue, asked.measure, asked.at, ground, desk.zone)
        if asked.measure == "arrivals" and why.since is not None:
            why = _beside_forecast(
                why, known or heads_of(team, desk, queue, asked.at, report), desk
            )
    names = {file.id: file.name for file in team.files().values()} if why and why.files else {}
    return QueueWhyFacts(
        asked=asked,
        settings=desk.settings,
        zone=desk.zone,
        why=why,
        known=known if asked.measure == HEADS else None,
        rules=rules_of(ground.rules, queue.queue),
        feeds=_told_last(team) if asked.feeds is None else asked.feeds,
        files=names,
    )


def _beside_forecast(why: QueueWhy, known: OfQueue, desk: QueueDesk) -> QueueWhy:
    """Return a quarter's arrivals with half of what the forecast has for their half-hour."""
    assert why.since is not None
    local = why.since.astimezone(desk.zone)
    slot = local.hour * 2 + local.minute // 30
    one = next((one for one in known.forecast.intervals if one.slot == slot), None)
    if one is None or local.date() != known.forecast.day:
        return why
    forecast = {
        "expected": one.offered / 2,
        "half_hour": one.offered,
        "low": one.low,
        "high": one.high,
    }
    return msgspec.structs.replace(why, parts=why.parts | forecast)


def _told_last(team: Team) -> tuple[FeedStatus, ...]:
    """Return what the processes that run the team's feeds have said last."""
    told = read_statuses(team.place, team.disk)
    return tuple(told[feed] for feed in sorted(team.feeds()) if feed in told)
