"""The queue at a moment and through a day, and what holds for it, as plain text."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, tzinfo

from store.cleaning import clean_text
from store.figures.queue_day import QueueInterval
from store.figures.queue_now import QueueNow, QueueReport
from store.figures.queue_sums import ContactFigures
from store.records.metric import Unit
from store.records.queue import Alarm, Limit, QueueKind, QueueRules
from tui.context import Session, screen_width
from tui.feed_words import PROBLEMS
from tui.plain import Column, table
from tui.queue_words import KINDS, MEASURES, ODD, STATES

_UNITS: Mapping[str, Unit] = {
    "saturation": "rate",
    "abandon_rate": "rate",
    "service_level": "rate",
    "occupancy": "rate",
    "busy_share": "rate",
    "longest_wait_s": "seconds",
    "handle_s": "seconds",
    "contacts_per_hour": "ratio",
    "open_at_once": "ratio",
}
"""Units of measures and loads; all others are counts."""


def queue_lines(
    session: Session,
    report: QueueReport,
    queues: Sequence[QueueNow],
    alarms: Sequence[Alarm],
    zone: tzinfo,
) -> list[str]:
    """Return the queue at a moment: how old it is, each queue, the day so far, alarms."""
    words, numbers = session.words, session.numbers()
    at = f"{report.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    state = words.text(STATES[report.state])
    if report.age_s is None:
        lines = [words.say("{at}: no live data of the queue.", at=at)]
    else:
        age = numbers.duration(report.age_s)
        lines = [words.say("{at}: data {age} old, {state}.", at=at, age=age, state=state)]
    if report.state == "old":
        lines.append(words.text("It is too old for alarms; see what the feed does."))
    if not queues:
        lines.append(words.text("No queue is known of this day: add a feed or import a log."))
        return lines
    if any(queue.state != "none" for queue in queues):
        lines += ["", *_now_table(session, queues)]
    lines += ["", *_day_table(session, queues)]
    lines += _alarms(session, alarms, queues)
    odd = {code: n for code, n in report.odd.items() if n}
    if odd:
        told = [f"{words.text(PROBLEMS.get(c) or ODD.get(c, c))} {n}" for c, n in odd.items()]
        lines += ["", words.say("Odd lines: {told}", told=told)]
    return lines


def interval_lines(
    session: Session, day: date, intervals: Sequence[QueueInterval], zone: tzinfo
) -> list[str]:
    """Return a day by hours or half-hours."""
    say = session.words.text
    if not intervals:
        return [session.words.say("Nothing is known of the queue on {day}.", day=f"{day}")]
    columns = [Column(say("Queue")), *_figure_columns(session)]
    rows = [
        [
            f"{clean_text(one.queue)} {one.start.astimezone(zone):%H:%M}",
            *_figure_cells(session, one.figures),
        ]
        for one in intervals
    ]
    return [f"{day}", *_told_table(session, columns, rows)]


def rule_lines(
    session: Session,
    queue: str,
    kind: QueueKind,
    rules: QueueRules,
    *,
    limits: Mapping[str, Limit],
    owner: str | None,
) -> list[str]:
    """Return what holds for a queue."""
    words, numbers = session.words, session.numbers()
    of_kind = words.text(KINDS[kind])
    lines = [words.say("{queue}: {kind}", queue=queue, kind=of_kind)]
    if owner is not None:
        lines.append("  " + words.say("owner: {name}", name=session.person(owner)))
    if rules.within_s is not None:
        within = numbers.duration(rules.within_s)
        lines.append("  " + words.say("service level within {time}", time=within))
    if rules.target is not None:
        target = numbers.show(rules.target, "rate")
        lines.append("  " + words.say("service level to be reached: {rate}", rate=target))
    if rules.patience_s is not None:
        patience = numbers.duration(rules.patience_s)
        lines.append("  " + words.say("customers wait {time} before they leave", time=patience))
    if rules.cap is not None:
        lines.append("  " + words.say("at most {n} at once", n=rules.cap))
    for measure, limit in limits.items():
        if limit.warn is None:
            continue
        warn = shown(session, measure, limit.warn)
        line = shown(session, measure, limit.line)
        name = words.text(MEASURES[measure])
        lines.append(
            "  "
            + words.say("{name}: warns at {warn}, line {line}", name=name, warn=warn, line=line)
        )
    return lines


def _now_table(session: Session, queues: Sequence[QueueNow]) -> list[str]:
    say, numbers = session.words.text, session.numbers()
    columns = [Column(say("Queue"))]
    columns += [Column(heading, right=True) for heading in _headings(session)]
    rows = []
    for one in queues:
        heads = one.agents
        counts = (heads.online, heads.available, heads.busy, heads.away)
        rows.append(
            [
                clean_text(one.queue),
                numbers.show(one.waiting, "count"),
                numbers.show(one.longest_wait_s, "seconds"),
                numbers.show(one.open_contacts, "count"),
                *(numbers.show(count, "count") for count in counts),
                numbers.show(one.capacity, "count"),
                numbers.show(one.saturation, "rate"),
            ]
        )
    return _told_table(session, columns, rows)


def _headings(session: Session) -> list[str]:
    say = session.words.text
    return [
        say("Waiting"),
        say("Longest wait"),
        say("Open contacts"),
        say("Online"),
        say("Available"),
        say("Busy"),
        say("Away"),
        say("Capacity"),
        say("Used"),
    ]


def _day_table(session: Session, queues: Sequence[QueueNow]) -> list[str]:
    say = session.words.text
    columns = [Column(say("The day so far")), *_figure_columns(session)]
    rows = [[clean_text(one.queue), *_figure_cells(session, one.day)] for one in queues]
    return _told_table(session, columns, rows)


def _told_table(
    session: Session, columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> list[str]:
    """Return a table without the columns that nothing is told of."""
    missing = session.numbers().missing
    kept = [0, *(i for i in range(1, len(columns)) if any(row[i] != missing for row in rows))]
    told = [[row[i] for i in kept] for row in rows]
    return table([columns[i] for i in kept], told, limit=screen_width())


def _figure_columns(session: Session) -> list[Column]:
    say = session.words.text
    headings = (
        say("Offered"),
        say("Answered"),
        say("Abandoned"),
        say("Abandon rate"),
        say("ASA"),
        say("Service level"),
        say("AHT"),
        say("Occupancy"),
    )
    return [Column(heading, right=True) for heading in headings]


def _figure_cells(session: Session, figures: ContactFigures) -> list[str]:
    numbers = session.numbers()
    return [
        numbers.show(figures.offered, "count"),
        numbers.show(figures.answered, "count"),
        numbers.show(figures.abandoned, "count"),
        numbers.show(figures.abandon_rate, "rate"),
        numbers.show(figures.asa_s, "seconds"),
        numbers.show(figures.service_level.rate, "rate"),
        numbers.show(figures.aht_s, "seconds"),
        numbers.show(figures.occupancy, "rate"),
    ]


def _alarms(session: Session, alarms: Iterable[Alarm], queues: Sequence[QueueNow]) -> list[str]:
    names = {queue.queue for queue in queues}
    lines = [f"! {alarm_line(session, alarm)}" for alarm in alarms if alarm.queue in names]
    return ["", *lines] if lines else []


def alarm_line(session: Session, alarm: Alarm) -> str:
    """Return an alarm in a line: queue, measure, value, limit."""
    return session.words.say(
        "{queue}: {measure} {value}, limit {limit}",
        queue=alarm.queue,
        measure=session.words.text(MEASURES[alarm.measure]),
        value=shown(session, alarm.measure, alarm.value),
        limit=shown(session, alarm.measure, alarm.limit),
    )


def shown(session: Session, code: str, value: float | None) -> str:
    """Return the value of a measure or a load, in its unit: one way for all of one code."""
    return session.numbers().show(value, _UNITS.get(code, "count"))
