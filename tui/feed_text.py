"""Feeds on a terminal: their list, a line for a change of state, what was wrong with lines."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from msgspec.structs import asdict, replace

from store.feeds.status import FeedStatus
from store.records.queue import Feed, Snapshot
from tui.context import Session
from tui.feed_words import PROBLEMS, STATES
from tui.language import Words
from tui.wording import tell


def state_line(session: Session, status: FeedStatus, now: datetime, zone: tzinfo) -> str:
    """Return a quiet line for a feed whose state has changed."""
    words = session.words
    at = f"{now.astimezone(zone):%H:%M:%S}"
    if status.state != "failing":
        state = words.text(STATES[status.state])
        return words.say("{at} {feed}: {state}", at=at, feed=status.id, state=state)
    return words.say("{at} {feed}: {why}", at=at, feed=status.id, why=why_line(words, status, zone))


def noted(words: Words, snapshot: Snapshot) -> str:
    """Return that a count typed in was kept; it stands in the team's zone."""
    at = f"{snapshot.at:%H:%M:%S}"
    return words.say("Noted: {queue} at {at}.", queue=snapshot.queue, at=at)


def why_line(words: Words, status: FeedStatus, zone: tzinfo) -> str:
    """Return since when and why a feed fails, and when it is tried again."""
    why = tell(words, status.code, status.values)
    since = f"{status.since.astimezone(zone):%H:%M:%S}"
    if status.tried_at is None:
        return words.say("fails since {since}: {why}", since=since, why=why)
    again = f"{status.tried_at.astimezone(zone):%H:%M:%S}"
    return words.say(
        "fails since {since}: {why}; tried again at {again}", since=since, why=why, again=again
    )


def problem_line(words: Words, problems: Mapping[str, int]) -> str:
    """Return what was wrong with lines, each with its count; empty where nothing was."""
    told = [
        words.say("{what} {n}", what=words.text(PROBLEMS.get(code, code)), n=n)
        for code, n in sorted(problems.items(), key=lambda item: -item[1])
        if n
    ]
    return words.say("Lines left out or doubtful: {lines}", lines=told) if told else ""


def feed_lines(
    session: Session, feed: Feed, status: FeedStatus | None, now: datetime, zone: tzinfo
) -> list[str]:
    """Return a feed in the list: what it is, and how it is doing."""
    words = session.words
    if status is not None and status.tried_at is not None and status.tried_at < now:
        status = replace(status, tried_at=None)
    state = words.text(STATES[status.state if status is not None else "stopped"])
    if status is not None and status.state == "failing":
        state = why_line(words, status, zone)
    elif status is not None and status.code:
        why = tell(words, status.code, status.values)
        state = words.say("{state}; it failed: {why}", state=state, why=why)
    what = f"{feed.kind} {feed.where}".rstrip()
    every = feed.every_s
    lines = [
        words.say(
            "{id}: {what}, every {every} s; {state}",
            id=feed.id,
            what=what,
            every=every,
            state=state,
        )
    ]
    if status is not None and status.data_at is not None:
        at = f"{status.data_at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        lines.append("  " + words.say("newest line {at}", at=at))
    if status is not None and (problems := problem_line(words, status.problems)):
        lines.append("  " + problems)
    return lines


def feed_json(feed: Feed, status: FeedStatus | None, now: datetime) -> dict[str, Any]:
    """Return a feed for `--json`: its record, and how it is doing."""
    doing = status_json(status, now) if status is not None else {"state": "stopped"}
    return asdict(feed) | doing


def status_json(status: FeedStatus, now: datetime) -> dict[str, Any]:
    """Return how a feed is doing for `--json`."""
    age = None if status.data_at is None else max(0.0, (now - status.data_at).total_seconds())
    why = {"code": status.code, "values": status.values} if status.code else None
    return {
        "id": status.id,
        "state": status.state,
        "since": status.since,
        "why": why,
        "data_at": status.data_at,
        "age_s": age,
        "lines": status.lines,
        "problems": status.problems,
    }
