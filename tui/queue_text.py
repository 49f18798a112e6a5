"""The queue, a day of it and the busy check as plain text."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, tzinfo

from store.cleaning import clean_text
from store.figures.busy import Busy, Load
from store.figures.queue_day import QueueInterval
from store.figures.queue_now import QueueNow, QueueReport
from store.figures.queue_sums import ContactFigures
from store.records.metric import Unit
from store.records.queue import Alarm, Limit, QueueKind, QueueRules
from tui.context import Session, screen_width
from tui.feed_words import PROBLEMS
from tui.plain import Column, table
from tui.queue_words import BASES, KINDS, LOADS, MEASURES, ODD, REASONS, STATES, VERDICTS

_RATES = frozenset({"saturation", "abandon_rate", "service_level", "occupancy", "busy_share"})
_SECONDS = frozenset({"longest_wait_s", "handle_s"})


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


def busy_lines(session: Session, answer: Busy) -> list[str]:
    """Return the busy check: the verdict, the numbers, what else would have fitted in."""
    words = session.words
    when = f"{answer.day}"
    if answer.hour is not None:
        when += f" {answer.hour:02d}:00"
    who = words.text("The team") if answer.name is None else session.person(answer.name)
    lines = [
        words.say(
            "{who}, {when}: {verdict} ({basis})",
            who=who,
            when=when,
            verdict=words.text(VERDICTS[answer.verdict]),
            basis=words.text(BASES[answer.basis]),
        )
    ]
    if answer.basis == "none":
        return lines
    if answer.reasons:
        lines.append("  " + words.listed(words.text(REASONS[code]) for code in answer.reasons))
    lines += ["", *_load_table(session, answer), *_room(session, answer)]
    if answer.agents:
        lines += ["", *_people_table(session, answer.agents)]
    return lines


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
    if rules.cap is not None:
        lines.append("  " + words.say("at most {n} at once", n=rules.cap))
    for measure, limit in limits.items():
        if limit.warn is None:
            continue
        warn = _shown(session, measure, limit.warn)
        line = _shown(session, measure, limit.line)
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
        value=_shown(session, alarm.measure, alarm.value),
        limit=_shown(session, alarm.measure, alarm.limit),
    )


def _load_table(session: Session, answer: Busy) -> list[str]:
    say = session.words.text
    columns = [Column(say("Load"))]
    columns += [
        Column(heading, right=True)
        for heading in (say("Value"), say("Usual"), say("Others"), say("Can be held"))
    ]
    rows = []
    for load in answer.loads:
        values = (load.value, load.usual, load.team, load.limit)
        rows.append([say(LOADS[load.code]), *(_shown(session, load.code, v) for v in values)])
    if answer.use is not None:
        use = _shown(session, "saturation", answer.use)
        rows.append([say("capacity used"), use, "", "", _shown(session, "contacts", answer.cap)])
    return table(columns, rows)


def _room(session: Session, answer: Busy) -> list[str]:
    words, room = session.words, answer.room
    lines = []
    if room.quiet_minutes is not None and room.follow_ups is not None:
        minutes = session.numbers().duration(room.quiet_minutes * 60)
        lines.append(
            words.say(
                "Time without a contact: {time}; it would have held {n} follow-ups.",
                time=minutes,
                n=f"{int(room.follow_ups)}",
            )
        )
    if room.contacts is not None:
        message = (
            words.text("Free places would have held {n} more contacts.")
            if answer.basis == "contacts"
            else words.text("On busier days of theirs {n} more contacts were handled.")
        )
        lines.append(words.fill(message, n=f"{int(room.contacts)}"))
    short = answer.short
    if short is not None and short.short:
        lines.append(
            words.say(
                "Very short contacts, under {time}: {n} of {all} ({share}). Ask why.",
                time=session.numbers().duration(short.under_s),
                n=short.short,
                all=short.n,
                share=session.numbers().show(short.share, "rate"),
            )
        )
    return ["", *lines] if lines else []


def _people_table(session: Session, people: Sequence[Busy]) -> list[str]:
    say = session.words.text
    columns = [Column(say("Agent")), Column(say("Verdict"))]
    columns += [
        Column(heading, right=True)
        for heading in (say("Value"), say("Usual"), say("Others"), say("Used"))
    ]
    rows = []
    for one in people:
        load = one.loads[0] if one.loads else Load("contacts", None)
        rows.append(
            [
                session.person(one.name or ""),
                say(VERDICTS[one.verdict]),
                *(_shown(session, load.code, v) for v in (load.value, load.usual, load.team)),
                _shown(session, "saturation", one.use),
            ]
        )
    return table(columns, rows, limit=screen_width())


def _shown(session: Session, code: str, value: float | None) -> str:
    unit: Unit = "rate" if code in _RATES else "seconds" if code in _SECONDS else "ratio"
    if unit == "ratio" and (value is None or float(value).is_integer()):
        unit = "count"
    return session.numbers().show(value, unit)
