"""The Queue screen in words: the data's age, a row a queue, the day in blocks, what to see to."""

from collections.abc import Sequence
from functools import partial

from textual.content import Content

from store.exports.table import Table
from store.figures.alarms import Alarms
from store.figures.busy import Busy
from store.figures.forecast import Forecast
from store.figures.queue_now import Freshness, QueueNow, QueueReport
from store.records.metric import Unit
from store.records.queue import Alarm
from tui.busy_text import busy_lines
from tui.context import Session
from tui.feed_text import why_line
from tui.feeding import Heard
from tui.queue_text import alarm_line
from tui.queue_words import STATES, VERDICTS
from tui.reads.queue import Basis, Need, QueueFacts, arrived
from tui.wording import tell_error
from widgets.cell_text import cut, plain, wrap
from widgets.chart import Draw
from widgets.drawing import Drawing, Run
from widgets.grid_model import Cell, Column, Row
from widgets.half_hours import HalfHour, draw_half_hours, signs

SIGNS: dict[Freshness, tuple[str, str]] = {
    "live": ("●", "$text-success"),
    "stale": ("▲", "$text-warning"),
    "old": ("✗", "$text-error bold"),
    "none": ("○", "$text-muted"),
}
"""How fresh the data is -> its sign and its look."""
_STILL = 0.5
"""Half-hours with less than this expected are left off at both ends of the day."""


class LiveWords:
    """Says how the queue stands."""

    def __init__(self, session: Session, facts: QueueFacts, heard: Heard) -> None:
        self._session, self._facts, self._heard = session, facts, heard
        self._words = session.words
        self._numbers = session.numbers(facts.settings.currency)
        self.report: QueueReport = heard.report or facts.report

    # Head line

    def age(self) -> Content:
        """Return how old the data is, and what is wrong with a feed."""
        words, report = self._words, self.report
        sign, look = SIGNS[report.state]
        state = words.text(STATES[report.state])
        if report.age_s is None:
            told = state
        else:
            age = self._numbers.duration(round(report.age_s))
            told = words.say("{state}, data {age} old", state=state, age=age)
        parts = [Content.styled(f"{sign} {told}", look)]
        if report.state == "old":
            parts.append(Content.styled(words.text("too old for alarms"), look))
        parts += [Content.styled(line, "$text-warning") for line in self._amiss()]
        return Content("  ·  ").join(parts)

    def _amiss(self) -> list[str]:
        """Return why a feed, or the folder, gives nothing, and since when."""
        words, heard, zone = self._words, self._heard, self._facts.zone
        told = [
            words.say("{feed}: {why}", feed=one.id, why=why_line(words, one, zone))
            for one in heard.feeds
            if one.state == "failing"
        ]
        if heard.trouble is not None and heard.since is not None:
            since = f"{heard.since.astimezone(zone):%H:%M:%S}"
            why = tell_error(words, heard.trouble).splitlines()[0]
            told.append(words.say("fails since {since}: {why}", since=since, why=why))
        return told

    # Table

    def table(self) -> tuple[list[Column], list[Row]]:
        """Return a row a queue, without the columns that nobody tells."""
        say, queues = self._words.text, self.report.queues
        headings: list[tuple[str, str, Unit]] = [
            ("waiting", say("Waiting"), "count"),
            ("longest", say("Longest wait"), "seconds"),
            ("open", say("Open contacts"), "count"),
            ("online", say("Online"), "count"),
            ("available", say("Available"), "count"),
            ("busy", say("Busy"), "count"),
            ("away", say("Away"), "count"),
            ("used", say("Used"), "rate"),
            ("level", say("Service level"), "rate"),
            ("answered", say("Answered"), "count"),
            ("abandoned", say("Abandoned"), "count"),
            ("rate", say("Abandon rate"), "rate"),
            ("asa", say("ASA"), "seconds"),
            ("aht", say("AHT"), "seconds"),
            ("occupancy", say("Occupancy"), "rate"),
        ]
        values = {one.queue: self._values(one) for one in queues}
        told = [
            (key, label, unit)
            for key, label, unit in headings
            if any(row[key] is not None for row in values.values())
        ]
        alarmed = {key for key, one in self._alarms().open.items() if one.acknowledged_at is None}
        columns = [Column("queue", say("Queue"), most=16)]
        columns += [Column(key, label, align="right", sort="number") for key, label, _ in told]
        rows = []
        for one in queues:
            cells = [Cell(self._words.say("{queue}", queue=one.queue), sort=one.queue)]
            for key, _, unit in told:
                cells.append(self._cell(one, key, values[one.queue][key], unit, alarmed))
            rows.append(Row(one.queue, tuple(cells)))
        return columns, rows

    def saved(self) -> Table:
        """Return the table with plain values, for a file."""
        columns, rows = self.table()
        values = [tuple(cell.sort for cell in row.cells) for row in rows]
        return Table(headers=tuple(one.label for one in columns), rows=tuple(values))

    def _values(self, one: QueueNow) -> dict[str, float | None]:
        heads, day = one.agents, one.day
        return {
            "waiting": one.waiting,
            "longest": 0 if one.waiting == 0 else one.longest_wait_s,
            "open": one.open_contacts,
            "online": heads.online,
            "available": heads.available,
            "busy": heads.busy,
            "away": heads.away,
            "used": one.saturation,
            "level": day.service_level.rate,
            "answered": day.answered,
            "abandoned": day.abandoned,
            "rate": day.abandon_rate,
            "asa": day.asa_s,
            "aht": day.aht_s,
            "occupancy": day.occupancy,
        }

    def _cell(
        self, one: QueueNow, key: str, value: float | None, unit: Unit,
        alarmed: set[tuple[str, str]],
    ) -> Cell:  # fmt: skip
        if unit == "seconds" and value is not None:
            value = round(value)
        text = self._numbers.show(value, unit)
        if key == "level" and value is not None:
            within = self._numbers.duration(one.day.service_level.within_s)
            text = self._words.say("{rate} in {within}", rate=text, within=within)
        if (one.queue, _MEASURED.get(key, "")) in alarmed and one.state != "old":
            return Cell(f"{text} !", "bad", value)
        return Cell(text, "" if one.state in ("live", "none") else "muted", value)

    # Blocks of the day

    def blocks(self, queue: str | None) -> Draw:
        """Return what draws the arrivals of a queue over its forecast; without one, of all."""
        return partial(self._draw_blocks, queue)

    def _draw_blocks(self, queue: str | None, width: int, height: int) -> Drawing:
        words = self._words
        one = next((one for one in self.report.queues if one.queue == queue), None)
        known = self._facts.queues.get(queue) if queue is not None else None
        expected = known.forecast if known is not None else self._facts.total
        name = (
            self._words.say("{queue}", queue=queue) if one is not None else words.text("All queues")
        )
        title = words.say("{queue}: contacts by half-hour", queue=name)
        drawing: Drawing = [(Run(cut(plain(title), width), "strong"),)]
        halves = self._halves(one, expected)
        if not halves:
            told = words.text(
                "There is under a week of half-hours; take in contact logs or intervals."
            )
            return [*drawing, *((Run(line, "dim"),) for line in wrap(told, width))]
        ascii_only = self._session.options.ascii_only
        drawn = signs(ascii_only)
        legend = words.say("{came} arrived", came=drawn.came)
        if expected.why_none:
            legend += "  " + words.text("no forecast yet: under a week is known")
        else:
            legend += "  " + words.say(
                "{range} forecast, 80 % range  {both} both", range=drawn.range, both=drawn.both
            )
        drawing += draw_half_hours(halves, width, height - 2, ascii_only=ascii_only)
        return [*drawing, (Run(cut(plain(legend), width), "dim"),)]

    def _halves(self, queue: QueueNow | None, expected: Forecast) -> list[HalfHour]:
        came: Sequence[int] = ()
        if queue is not None and queue.arrivals:
            came = arrived(queue, self._facts.day, self._facts.zone)
        slot = self._slot()
        ranges = {one.slot: one for one in expected.intervals}
        halves = []
        for at in range(48):
            one = ranges.get(at)
            seen = float(came[at]) if came and at <= slot else None
            spread = (one.low, one.high) if one is not None else (None, None)
            halves.append(HalfHour(at, seen, *spread))
        lively = [
            half.slot
            for half in halves
            if (half.came or 0) > 0 or ((e := ranges.get(half.slot)) and e.offered >= _STILL)
        ]
        return halves[lively[0] : lively[-1] + 1] if lively else []

    def _slot(self) -> int:
        local = self.report.at.astimezone(self._facts.zone)
        return local.hour * 2 + local.minute // 30

    # What to see to

    def care(self, queue: str | None) -> Draw:
        """Return what draws alarms, heads needed and the busy check."""
        return partial(self._draw_care, queue)

    def _draw_care(self, queue: str | None, width: int, height: int) -> Drawing:
        del height
        words = self._words
        drawing: Drawing = []
        if self.report.queues:
            drawing += self._alarm_lines()
            drawing += self._head_lines(queue)
            drawing.append((Run(words.text("Busy check"), "strong"),))
            drawing += [(Run(line),) for line in self._busy_short()]
        else:
            drawing.append((Run(words.text("Busy check"), "strong"),))
            busy = self._facts.busy
            lines = busy_lines(self._session, busy) if busy is not None else self._busy_short()
            drawing += [(Run(line),) for line in lines]
            return [
                tuple(run._replace(text=cut(plain(run.text), width)) for run in line)
                for line in drawing
            ]
        return [
            (Run(part, line[0].role),)
            for line in drawing
            for part in wrap(plain("".join(run.text for run in line)), width)
        ]

    def _alarms(self) -> Alarms:
        return self._heard.alarms or Alarms()

    def _alarm_lines(self) -> Drawing:
        words = self._words
        if self.report.state == "old":
            return [(Run(words.text("Alarms: none is raised by data this old."), "dim"),)]
        held = self._alarms().open.values()
        if not held:
            return [(Run(words.text("No alarm."), "dim"),)]
        drawing: Drawing = [(Run(words.text("Alarms"), "strong"),)]
        return [*drawing, *(self._alarm_line(alarm) for alarm in held)]

    def _alarm_line(self, alarm: Alarm) -> tuple[Run, ...]:
        words, text = self._words, alarm_line(self._session, alarm)
        if alarm.snoozed_until is not None and alarm.snoozed_until > self.report.at:
            until = f"{alarm.snoozed_until.astimezone(self._facts.zone):%H:%M}"
            return (
                Run(
                    "z " + words.say("{alarm}; put off until {time}", alarm=text, time=until), "dim"
                ),
            )
        if alarm.acknowledged_at is not None:
            return (Run("✓ " + words.say("{alarm}; seen to", alarm=text), "dim"),)
        return (Run(f"! {text}", "bad"),)

    def _head_lines(self, queue: str | None) -> Drawing:
        words = self._words
        known = self._facts.queues.get(queue) if queue is not None else None
        now = next((one for one in self.report.queues if one.queue == queue), None)
        if known is None or now is None:
            return []
        drawing: Drawing = [(Run(words.text("Heads needed"), "strong"),)]
        if known.basis is None:
            why = words.text("The handle time is not known, or nobody waits in this queue.")
            return [*drawing, (Run(why, "dim"),)]
        if not known.needs:
            why = words.text("There is no forecast yet; w reckons with numbers of yours.")
            return [*drawing, (Run(why, "dim"),)]
        told = []
        for need in known.needs:
            at = f"{need.slot // 2:02d}:{need.slot % 2 * 30:02d}"
            told.append(
                words.say(
                    "{time} {n} ({low}-{high})",
                    time=at,
                    n=need.likely,
                    low=need.low,
                    high=need.high,
                )
            )
        drawing.append((Run("  ".join(told)),))
        drawing += self._short_of(now, known.needs[0])
        drawing.append((Run(self._assumed(known.basis), "dim"),))
        return drawing

    def _short_of(self, queue: QueueNow, need: Need) -> Drawing:
        heads = queue.agents
        counts = [count for count in (heads.available, heads.busy) if count is not None]
        if not counts:
            return []
        here = sum(counts)
        words = self._words
        if here >= need.likely:
            return [(Run(words.say("✓ {n} are at work", n=here), "good"),)]
        short = words.say("▼ {n} are at work: {short} short", n=here, short=need.likely - here)
        return [(Run(short, "bad"),)]

    def _assumed(self, basis: Basis) -> str:
        words, numbers = self._words, self._numbers
        patience = (
            words.say("patience {time}", time=numbers.duration(round(basis.patience_s)))
            if basis.patience_s is not None
            else words.text("nobody gives up")
        )
        return words.say(
            "Assumes {target} within {within}, {aht} a contact with {n} at once, at most {cap} at "
            "once, {patience}; in brackets for the forecast's range.",
            target=f"{basis.target:.0%}",
            within=numbers.duration(basis.within_s),
            aht=numbers.duration(round(basis.measured_s)),
            n=basis.at_once,
            cap=basis.cap,
            patience=patience,
        )

    def _busy_short(self) -> list[str]:
        busy: Busy | None = self._facts.busy
        words = self._words
        if busy is None or busy.basis == "none":
            return [words.text("Nothing is known yet of how busy the team is.")]
        told = [busy_lines(self._session, busy)[0]]
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


def strip_line(session: Session, report: QueueReport) -> Content | None:
    """Return the queue in one line for Today; None where nothing is live."""
    if report.state == "none" or not report.queues:
        return None
    words, numbers = session.words, session.numbers()
    sign, look = SIGNS[report.state]
    told = []
    for one in report.queues:
        if one.waiting is None:
            continue
        wait = (
            ""
            if not one.waiting or one.longest_wait_s is None
            else numbers.duration(round(one.longest_wait_s))
        )
        if wait:
            told.append(
                words.say(
                    "{queue} {n} waiting, longest {wait}", queue=one.queue, n=one.waiting, wait=wait
                )
            )
        else:
            told.append(words.say("{queue} {n} waiting", queue=one.queue, n=one.waiting))
    state = words.text(STATES[report.state])
    return Content.assemble(
        Content.styled(f"{sign} {state}", look), Content("  ".join(["", *told]))
    )


_MEASURED = {
    "waiting": "waiting",
    "longest": "longest_wait_s",
    "used": "saturation",
    "level": "service_level",
    "rate": "abandon_rate",
    "occupancy": "occupancy",
}
"""Column -> the measure that alarms are of."""
