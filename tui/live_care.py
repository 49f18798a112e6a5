"""What is to be seen to on Queue: alarms, the heads that it takes, the busy check."""

from collections.abc import Sequence
from functools import partial

from store.figures.busy import Busy
from store.figures.heads import Basis, Need
from store.figures.queue_now import QueueNow
from store.records.queue import Alarm
from tui.busy_text import busy_line, busy_lines
from tui.live_words import Live
from tui.queue_text import alarm_line
from tui.queue_words import VERDICTS
from widgets.cell_text import cells, cut, fit, plain, wrap
from widgets.chart import Draw
from widgets.drawing import Drawing, Run


def care(live: Live, queue: str | None) -> Draw:
    """Return what draws alarms, heads needed and the busy check."""
    return partial(_draw_care, live, queue)


def _draw_care(live: Live, queue: str | None, width: int, height: int) -> Drawing:
    busy = live.facts.busy
    drawing: Drawing = []
    lines = _busy_short(live)
    if live.told:
        drawing += _alarm_lines(live)
        drawing += _head_lines(live, queue, width)
    elif busy is not None:
        lines = busy_lines(live.session, busy, width)
    drawing.append((Run(live.words.text("Busy check"), "strong"),))
    drawing += [(Run(line),) for line in lines]
    shown: Drawing = [
        (Run(part, line[0].role),)
        for line in drawing
        for part in _fitted("".join(run.text for run in line), width)
    ]
    if len(shown) <= height:
        return shown
    more = live.words.many("and {n} more", "and {n} more", len(shown) - height + 1)
    return [*shown[: height - 1], (Run(cut(more, width), "dim"),)]


def _fitted(text: str, width: int) -> list[str]:
    """Return a line as it stands where it has room, for it may be of a table; else in several."""
    text = plain(text)
    return [text] if cells(text) <= width else wrap(text, width)


def _alarm_lines(live: Live) -> Drawing:
    words = live.words
    if live.report.state == "old":
        return [(Run(words.text("Alarms: none is raised by data this old."), "dim"),)]
    if live.facts.played is not None and live.heard.alarms is None:
        return [(Run(words.text("Alarms: the recording is still being looked through."), "dim"),)]
    held = live.alarms.open.values()
    if not held:
        return [(Run(words.text("No alarm."), "dim"),)]
    drawing: Drawing = [(Run(words.text("Alarms"), "strong"),)]
    return [*drawing, *(_alarm_line(live, alarm) for alarm in sorted(held, key=_answered))]


def _answered(alarm: Alarm) -> bool:
    """Whether somebody has seen to an alarm or put it off: it stands below the others."""
    return alarm.acknowledged_at is not None or alarm.snoozed_until is not None


def _alarm_line(live: Live, alarm: Alarm) -> tuple[Run, ...]:
    words, text = live.words, alarm_line(live.session, alarm)
    if alarm.snoozed_until is not None and alarm.snoozed_until > live.report.at:
        until = f"{alarm.snoozed_until.astimezone(live.facts.zone):%H:%M}"
        return (
            Run("z " + words.say("{alarm}; put off until {time}", alarm=text, time=until), "dim"),
        )
    if alarm.acknowledged_at is not None:
        return (Run("✓ " + words.say("{alarm}; seen to", alarm=text), "dim"),)
    since = f"{alarm.since.astimezone(live.facts.zone):%H:%M}"
    told = words.say("{alarm}; the worst since {time}", alarm=text, time=since)
    return (Run(f"! {told}", "bad"),)


def _head_lines(live: Live, queue: str | None, width: int) -> Drawing:
    words = live.words
    known, now = live.known(queue), live.queue(queue)
    if known is None or now is None:
        return []
    drawing: Drawing = [(Run(words.text("Heads needed"), "strong"),)]
    if known.basis is None:
        why = words.text("The handle time is not known, or nobody waits in this queue.")
        return [*drawing, (Run(why, "dim"),)]
    if not known.needs:
        why = words.text("There is no forecast yet; w reckons with numbers of yours.")
        return [*drawing, (Run(why, "dim"),)]
    drawing += _needs_table(live, known.needs, width)
    drawing += _short_of(live, now, known.needs[0])
    drawing.append((Run(_assumed(live, known.basis), "dim"),))
    return drawing


def _needs_table(live: Live, needs: Sequence[Need], width: int) -> Drawing:
    """Return the heads by half-hour, a column each; those without room stand below."""
    names = "", live.words.text("likely"), live.words.text("range")
    columns = [
        (
            f"{need.slot // 2:02d}:{need.slot % 2 * 30:02d}",
            f"{need.likely}",
            f"{need.low}" if need.low == need.high else f"{need.low}-{need.high}",
        )
        for need in needs
    ]
    first = max(map(cells, names))
    each = 1 + max(len(text) for column in columns for text in column)
    room = max(1, (width - first) // each)
    drawing: Drawing = []
    for begin in range(0, len(columns), room):
        part = columns[begin : begin + room]
        for row, (name, role) in enumerate(zip(names, ("dim", "", "dim"), strict=True)):
            told = "".join(f"{column[row]:>{each}}" for column in part)
            drawing.append((Run(fit(name, first) + told, role),))
    return drawing


def _short_of(live: Live, queue: QueueNow, need: Need) -> Drawing:
    heads = queue.agents
    counts = [count for count in (heads.available, heads.busy) if count is not None]
    if not counts:
        return []
    here = sum(counts)
    words, old = live.words, live.report.state == "old"
    if here >= need.likely:
        return [
            (
                Run(
                    words.many("✓ {n} is at work", "✓ {n} are at work", here),
                    "dim" if old else "good",
                ),
            )
        ]
    short = words.many(
        "▼ {n} is at work: {short} short",
        "▼ {n} are at work: {short} short",
        here,
        short=need.likely - here,
    )
    return [(Run(short, "dim" if old else "bad"),)]


def _assumed(live: Live, basis: Basis) -> str:
    words, numbers = live.words, live.numbers
    patience = (
        words.say("patience {time}", time=numbers.duration(round(basis.patience_s)))
        if basis.patience_s is not None
        else words.text("nobody gives up")
    )
    return words.say(
        "Assumes {target} within {within}, {aht} a contact with {n} at once, at most {cap} at "
        "once, {patience}; the range is the forecast's.",
        target=f"{basis.target:.0%}",
        within=numbers.duration(basis.within_s),
        aht=numbers.duration(round(basis.measured_s)),
        n=basis.at_once,
        cap=basis.cap,
        patience=patience,
    )


def _busy_short(live: Live) -> list[str]:
    busy: Busy | None = live.facts.busy
    words = live.words
    if live.facts.played is not None:
        return [words.text("Not in a replay.")]
    if busy is None or busy.basis == "none":
        return [words.text("Nothing is known yet of how busy the team is.")]
    told = [busy_line(live.session, busy)]
    over = [one for one in busy.agents if one.verdict == "overloaded"]
    light = [one for one in busy.agents if one.verdict == "light"]
    told.append(
        words.say(
            "{over} {n}, {light} {m} of {all}",
            over=words.text(VERDICTS["overloaded"]),
            n=len(over),
            light=words.text(VERDICTS["light"]),
            m=len(light),
            all=len(busy.agents),
        )
    )
    return told
