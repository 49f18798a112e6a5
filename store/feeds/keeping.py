"""The feeds of a team: added, taken out, opened to run."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.errors import FloorboardError, Refused
from store.feeds.day_file import DayFiles
from store.feeds.live_floor import LiveFloor
from store.feeds.pipeline import Pipeline
from store.feeds.protocol import Source
from store.feeds.roll_up import Roller, roll_up
from store.feeds.running import Running
from store.feeds.sources import People, check_feed, open_source
from store.feeds.status import FeedStatus, drop_status, read_statuses
from store.locking import TeamLock
from store.records.queue import Feed
from store.segments import refusals

if TYPE_CHECKING:
    from store.draft import Draft
    from store.records.settings import Settings
    from store.team import Team

AHEAD = timedelta(seconds=60)
"""Another machine's clock may be so far ahead of ours."""
_ON_FLOOR = 8
"""People in a queue of a demo floor."""


def ready(team: "Team") -> None:
    """See that lines can be kept; `ReadOnly`, `Refused` (`busy`) or `StorageFailed`."""
    with team.locked(), refusals(team.place.queue):
        team.disk.make_folder(team.place.queue)


def add_feed(team: "Team", feed: Feed) -> Feed:
    """Keep a feed; `Refused` as of `check_feed`, or `feed_exists`; as of `Team.change`."""
    check_feed(feed)

    def edit(draft: "Draft") -> None:
        if draft.get("feeds", feed.id) is not None:
            raise Refused("feed_exists", id=feed.id)
        draft.put("feeds", feed.id, feed)

    team.change("feed", edit)
    return feed


def remove_feed(team: "Team", feed: str) -> Feed:
    """Take a feed out and return it; what came from it stays. `Refused` (`no_such_feed`)."""
    found = team.feeds().get(feed)
    if found is None:
        raise Refused("no_such_feed", id=feed, known=sorted(team.feeds()))
    team.change("feed", lambda draft: draft.remove("feeds", feed))
    with refusals(team.place.queue):
        drop_status(team.place, team.disk, feed)
    return found


def running(team: "Team", zone: tzinfo, env: Mapping[str, str]) -> list[Running]:
    """Return the team's feeds, ready to run; each by one process at a time."""
    people = _people(team)
    return [
        Running(
            feed.id,
            partial(_open, feed, zone, people, env),
            feed.every_s,
            _lock_of(team, feed.id),
        )
        for feed in team.feeds().values()
    ]


def pipeline(
    team: "Team",
    zone: tzinfo,
    settings: "Settings",
    feeds: Iterable[Running],
    *,
    played: bool = False,
) -> Pipeline:
    """Return what runs feeds into a team's files, and rolls up; `played`: by a clock of its own."""

    roller = Roller(partial(roll_up, team))
    floor = LiveFloor(
        team.place,
        zone,
        day_starts=settings.day_offset(),
        hold_s=settings.queue_red_s,
        ahead=timedelta() if played else AHEAD,
        disk=team.disk,
        leaving=roller.roll,
    )
    return Pipeline(DayFiles(team.place, team.disk), zone, list(feeds), floor, roller)


def doing(team: "Team", feed: str) -> FeedStatus | None:
    """Return how a feed is doing; None where it was never run. One that nobody runs is stopped."""
    told = read_statuses(team.place, team.disk).get(feed)
    if told is None or told.state == "stopped" or is_run(team, feed):
        return told
    return replace(told, state="stopped", tried_at=None)


def is_run(team: "Team", feed: str) -> bool:
    """Whether some process runs a feed just now."""
    lock = TeamLock(_lock_of(team, feed))
    if team.disk.size(lock.path) is None:
        return False
    try:
        with lock.hold(patience_s=0):
            return False
    except FloorboardError:
        return True


def _lock_of(team: "Team", feed: str) -> Path:
    return team.place.queue / f".feed-{feed}.lock"


def _people(team: "Team") -> People:
    """Return who is in the team, each as an export names them: the group `pre`, and the rest."""
    nicknames = {binding.agent: binding.nickname for binding in reversed(team.bindings())}
    sides: tuple[list[str], list[str]] = ([], [])
    for agent in sorted(team.agents().values(), key=lambda agent: agent.name):
        if agent.left_on is None:
            sides[agent.group != "pre"].append(nicknames.get(agent.id, agent.name))
    return tuple(sides[0][:_ON_FLOOR]), tuple(sides[1][:_ON_FLOOR])


def _open(
    feed: Feed, zone: tzinfo, people: People, env: Mapping[str, str], now: datetime
) -> Source:
    return open_source(feed, zone, now, people=people, env=env)
