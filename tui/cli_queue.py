"""`floorboard queue`: the queue at a moment, or through a day; `busy`: is somebody too busy?"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, TypeVar

import click

from store.errors import Refused
from store.figures.queue_day import QueueInterval
from store.figures.queue_now import QueueNow, QueueReport
from store.figures.queue_why import UNITS
from store.naming import name_key
from store.queue_views import QueueDesk
from tui.context import Session
from tui.json_out import document
from tui.language import Words
from tui.options import MomentType, command, day_option, json_option

if TYPE_CHECKING:
    from store.team import Team

By = Literal["hour", "half_hour"]
T = TypeVar("T", QueueNow, QueueInterval)


def queue_command(words: Words) -> click.Command:
    """Build `queue`."""
    say = words.text
    return command(
        words,
        "queue",
        _queue,
        say("Show the queue now, at another moment, or a day of it by hours."),
        [
            click.Option(
                ["--at"],
                type=MomentType(words),
                metavar=say("TIME"),
                help=say("As it was at this moment, for example 2026-11-22T10:05."),
            ),
            day_option(words, "--day", say("A whole day instead, by hours.")),
            click.Option(
                ["--by"],
                type=click.Choice(["hour", "half_hour"]),
                help=say("By hours or half-hours; of today unless a day is named."),
            ),
            click.Option(["--queue"], metavar=say("NAME"), help=say("Only this queue.")),
            click.Option(
                ["--why"],
                type=click.Choice([*UNITS, "heads"], case_sensitive=False),
                metavar=say("MEASURE"),
                help=say("Say why this number is what it is, for example asa_s."),
            ),
            json_option(words),
        ],
    )


def busy_command(words: Words) -> click.Command:
    """Build `busy`."""
    say = words.text
    return command(
        words,
        "busy",
        _busy,
        say("Show whether an agent, or the team, was truly too busy. Without a day: the last one."),
        [
            click.Argument(["agent"], required=False, metavar=say("[AGENT]")),
            day_option(words, "--day", say("Which day.")),
            click.Option(
                ["--hour"],
                type=click.IntRange(0, 23),
                metavar=say("HOUR"),
                help=say("Only this hour of the day, 0 to 23."),
            ),
            json_option(words),
        ],
    )


def _queue(
    session: Session,
    *,
    at: datetime | None,
    day: date | None,
    by: str | None,
    queue: str | None,
    why: str | None,
    as_json: bool,
) -> None:
    if at is not None and (day is not None or by is not None):
        raise click.UsageError(
            session.words.text("Say either a moment (--at) or a day (--day, --by).")
        )
    if why is not None and (day is not None or by is not None):
        raise click.UsageError(
            session.words.text("--why is of a moment; leave out --day and --by.")
        )
    with session.team() as team:
        desk = QueueDesk(team)
        if day is not None or by is not None:
            pace: By = "half_hour" if by == "half_hour" else "hour"
            wanted = day or desk.work_day(team.clock.now())
            _print_day(session, desk, wanted, pace, queue=queue, as_json=as_json)
            return
        moment = _moment(session, desk, at)
        report = desk.now(moment)
        if why is not None:
            queues = _named(report.queues, queue)
            _print_why(session, team, why, report, queues, as_json=as_json)
            return
        holding = tuple(desk.alarms(report).open.values())
    queues = _named(report.queues, queue)
    from tui.queue_json import queue_json
    from tui.queue_text import queue_lines

    if as_json:
        session.print(document(queue_json(session, report, queues, holding), desk.zone))
    else:
        session.print(*queue_lines(session, report, queues, holding, desk.zone))


def _print_why(
    session: Session,
    team: "Team",
    measure: str,
    report: QueueReport,
    queues: Sequence[QueueNow],
    *,
    as_json: bool,
) -> None:
    from tui.queue_why_text import queue_why_json, queue_why_lines
    from tui.reads.queue_why import QueueAsked, read_queue_why

    asked = [QueueAsked(queue, measure, report.at) for queue in queues]
    told = [read_queue_why(team, one, report) for one in asked]
    if as_json:
        zone = QueueDesk(team).zone
        session.print(document(queue_why_json(session, measure, told), zone))
    elif not told:
        session.print(
            session.words.text("No queue is known of this day: add a feed or import a log.")
        )
    else:
        session.print(*queue_why_lines(session, told))


def _moment(session: Session, desk: QueueDesk, at: datetime | None) -> datetime:
    """Return the moment asked for, in the team's zone; `--now` hides what is later."""
    now = desk.team.clock.now()
    if at is None:
        return now
    moment = at if at.tzinfo is not None else at.replace(tzinfo=desk.zone)
    return min(moment, now) if session.options.now is not None else moment


def _print_day(
    session: Session, desk: QueueDesk, day: date, by: By, *, queue: str | None, as_json: bool
) -> None:
    from tui.queue_json import intervals_json
    from tui.queue_text import interval_lines

    intervals = _named(desk.intervals(day, by), queue)
    if as_json:
        session.print(document(intervals_json(day, by, intervals), desk.zone))
    else:
        session.print(*interval_lines(session, day, intervals, desk.zone))


def _named(told: Sequence[T], queue: str | None) -> Sequence[T]:
    """Return what is of one queue; Refused `no_such_queue` where there are only others."""
    if queue is None or not told:
        return told
    found = [one for one in told if name_key(one.queue) == name_key(queue)]
    if not found:
        raise Refused("no_such_queue", queue=queue, known=sorted({one.queue for one in told}))
    return found


def _busy(
    session: Session, *, agent: str | None, day: date | None, hour: int | None, as_json: bool
) -> None:
    from tui.busy_text import busy_lines
    from tui.queue_json import busy_json

    with session.team() as team:
        desk = QueueDesk(team)
        who = None
        if agent is not None:
            from store.binding import find_agent

            who = find_agent(team.agents(), team.bindings(), agent)
        wanted = day or desk.last_day() or desk.work_day(team.clock.now())
        answer = desk.busy(wanted, hour, who)
    if as_json:
        session.print(document(busy_json(session, answer), desk.zone))
    else:
        session.print(*busy_lines(session, answer))
