"""`floorboard alarm`: the alarms of a day, and those that hold answered."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import click

from store.alarm_book import acknowledge_alarm, alarms_between, snooze_alarm
from store.errors import Refused
from store.figures.alarms import Alarms
from store.naming import name_key
from store.queue_views import QueueDesk
from store.records.queue import Alarm
from store.team import Team
from tui.context import Session
from tui.help_text import Group
from tui.json_out import document
from tui.language import Words
from tui.options import command, day_option, json_option
from tui.queue_words import MEASURES

Key = tuple[str, str]
"""Queue and measure of an alarm."""


def alarm_command(words: Words) -> click.Command:
    """Build `alarm` with its `list`, `seen` and `later`."""
    say = words.text
    group = Group(
        "alarm",
        help=say("Alarms of the queue: those of a day; say that one is seen to, or put it off."),
        options_metavar=say("[OPTIONS]"),
        subcommand_metavar=say("COMMAND [ARGS]..."),
    )
    minutes = click.Option(
        ["--minutes"],
        type=click.IntRange(1, 24 * 60),
        default=15,
        metavar=say("N"),
        help=say("For how long; 15 minutes unless said."),
    )
    day = day_option(words, "--day", say("Which day; today unless said."))
    seen = say("See to an alarm: it rings no more, unless it gets worse.")
    later = [*_which(words), minutes]
    parts: tuple[tuple[str, Callable[..., Any], str, list[click.Parameter]], ...] = (
        ("list", _list, say("Show the alarms of a day."), [day]),
        ("seen", _seen, seen, _which(words)),
        ("later", _later, say("Put an alarm off; it is told again then."), later),
    )
    for name, callback, help_text, params in parts:
        params = [*params, json_option(words)]  # noqa: PLW2901 - every one answers in JSON
        group.add_command(command(words, name, callback, help_text, params))
    return group


def _which(words: Words) -> list[click.Parameter]:
    return [
        click.Argument(["queue"], metavar=words.text("QUEUE")),
        click.Argument(["measure"], required=False, metavar=words.text("[MEASURE]")),
    ]


def _list(session: Session, *, day: date | None, as_json: bool) -> None:
    from tui.alarm_text import alarm_json, alarm_lines

    with session.team() as team:
        desk = QueueDesk(team)
        now = team.clock.now()
        wanted = day or desk.work_day(now)
        found = _of_day(desk, wanted, now)
        names = {key: agent.name for key, agent in team.agents().items()}
    if as_json:
        told = [alarm_json(session, alarm) for alarm in found]
        session.print(document({"day": wanted, "alarms": told}, desk.zone))
    else:
        session.print(*alarm_lines(session, wanted, found, names, desk.zone))


def _of_day(desk: QueueDesk, day: date, now: datetime) -> list[Alarm]:
    """Return the alarms that began on a working day up to now, in order."""
    kept = alarms_between(desk.team, day - timedelta(days=1), now)
    of_day = (alarm for alarm in kept if desk.work_day(alarm.since) == day)
    return sorted(of_day, key=lambda alarm: (alarm.since, alarm.queue, alarm.measure))


def _seen(session: Session, *, queue: str, measure: str | None, as_json: bool) -> None:
    by = session.env.get("USER") or session.env.get("USERNAME") or ""

    def answer(team: Team, alarms: Alarms, key: Key) -> Alarms:
        return acknowledge_alarm(team, alarms, *key, by=by)

    alarm = _answered(session, queue, measure, answer)
    _print(session, alarm, session.words.text("Seen to: {alarm}."), as_json=as_json)


def _later(
    session: Session, *, queue: str, measure: str | None, minutes: int, as_json: bool
) -> None:
    def answer(team: Team, alarms: Alarms, key: Key) -> Alarms:
        until = team.clock.now() + timedelta(minutes=minutes)
        return snooze_alarm(team, alarms, *key, until=until)

    alarm = _answered(session, queue, measure, answer)
    _print(session, alarm, session.words.text("Put off: {alarm}."), as_json=as_json)


def _answered(
    session: Session,
    queue: str,
    measure: str | None,
    answer: Callable[[Team, Alarms, Key], Alarms],
) -> Alarm:
    """Answer the alarm that is meant, and return it."""
    wanted = None if measure is None else _measure(session, measure)
    with session.team(write=True) as team:
        desk = QueueDesk(team)
        alarms = desk.alarms(desk.now(team.clock.now()))
        key = _meant(alarms, queue, wanted)
        return answer(team, alarms, key).open[key]


def _measure(session: Session, said: str) -> str:
    """Return a measure by its code or by what it is called; `Refused` (`no_such_measure`)."""
    for code, label in MEASURES.items():
        if said.casefold() in (code, label, session.words.text(label).casefold()):
            return code
    raise Refused("no_such_measure", measure=said, known=list(MEASURES))


def _meant(alarms: Alarms, queue: str, measure: str | None) -> Key:
    """Return which alarm is meant; `Refused`: `no_alarm`, `no_alarm_of_queue`, `which_alarm`."""
    if not alarms.open:
        raise Refused("no_alarm")
    of_queue = [key for key in alarms.open if name_key(key[0]) == name_key(queue)]
    if not of_queue:
        known = sorted({name for name, _ in alarms.open})
        raise Refused("no_alarm_of_queue", queue=queue, known=known)
    found = [key for key in of_queue if measure in (None, key[1])]
    if len(found) != 1:
        known = [one for _, one in of_queue]
        raise Refused("which_alarm", queue=queue, known=known)
    return found[0]


def _print(session: Session, alarm: Alarm, message: str, *, as_json: bool) -> None:
    from tui.alarm_text import alarm_json
    from tui.queue_text import alarm_line

    if as_json:
        session.print(document({"alarm": alarm_json(session, alarm)}))
    else:
        session.print(session.words.fill(message, alarm=alarm_line(session, alarm)))
