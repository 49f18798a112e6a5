"""The table of the Queue screen: a row a queue, without the columns that nobody tells."""

from collections.abc import Callable

import msgspec

from store.exports.table import Table
from store.figures.quarters import last_quarter, quarter_begins
from store.figures.queue_now import QueueNow
from store.records.metric import Unit
from store.records.words import N_
from tui.live_words import Live
from widgets.grid_model import Cell, Column, Row


class _Told(msgspec.Struct, frozen=True):
    """A column."""

    key: str
    label: str
    unit: Unit
    value: Callable[[QueueNow], float | None]
    measure: str = ""
    """The measure that alarms are of."""


def _backlog(one: QueueNow) -> int | None:
    """Return what is unanswered where that is more than who waits: letters and tickets."""
    return one.backlog if one.kind in ("mail", "ticket") else None


_COLUMNS = (
    _Told("waiting", N_("Waiting"), "count", lambda one: one.waiting, "waiting"),
    _Told(
        "longest",
        N_("Longest"),
        "seconds",
        lambda one: 0 if one.waiting == 0 else one.longest_wait_s,
        "longest_wait_s",
    ),
    _Told("backlog", N_("Backlog"), "count", _backlog),
    _Told("open", N_("Open now"), "count", lambda one: one.open_contacts),
    _Told("used", N_("Used"), "rate", lambda one: one.saturation, "saturation"),
    _Told("quarter", N_("15 min"), "count", last_quarter),
    _Told("online", N_("Online"), "count", lambda one: one.agents.online),
    _Told("available", N_("Available"), "count", lambda one: one.agents.available),
    _Told("busy", N_("Busy"), "count", lambda one: one.agents.busy),
    _Told("away", N_("Away"), "count", lambda one: one.agents.away),
    _Told("at_once", N_("At once"), "ratio", lambda one: one.concurrency),
    _Told("capacity", N_("Capacity"), "count", lambda one: one.capacity),
    _Told(
        "level",
        N_("Service level"),
        "rate",
        lambda one: one.day.service_level.rate,
        "service_level",
    ),
    _Told("rate", N_("Abandon rate"), "rate", lambda one: one.day.abandon_rate, "abandon_rate"),
    _Told("asa", N_("ASA"), "seconds", lambda one: one.day.asa_s),
    _Told("aht", N_("AHT"), "seconds", lambda one: one.day.aht_s),
    _Told("occupancy", N_("Occupancy"), "rate", lambda one: one.day.occupancy, "occupancy"),
    _Told("answered", N_("Answered"), "count", lambda one: one.day.answered),
    _Told("abandoned", N_("Abandoned"), "count", lambda one: one.day.abandoned),
)
"""What is read first stands first: where the table is wider than the screen, its end is cut."""


def live_table(live: Live) -> tuple[list[Column], list[Row]]:
    """Return a row a queue, without the columns that nobody tells; none where nothing is told."""
    say, queues = live.words.text, live.report.queues if live.told else ()
    told = [one for one in _COLUMNS if any(one.value(queue) is not None for queue in queues)]
    alarmed = {key for key, one in live.alarms.open.items() if one.acknowledged_at is None}
    columns = [Column("queue", say("Queue"), most=16)]
    columns += [Column(one.key, say(one.label), align="right", sort="number") for one in told]
    rows = []
    for queue in queues:
        name = Cell(live.words.say("{queue}", queue=queue.queue), sort=queue.queue)
        cells = [_cell(live, queue, one, alarmed) for one in told]
        rows.append(Row(queue.queue, (name, *cells)))
    return columns, rows


def saved_table(live: Live) -> Table:
    """Return the table with plain values, for a file."""
    columns, rows = live_table(live)
    values = [tuple(cell.sort for cell in row.cells) for row in rows]
    return Table(headers=tuple(one.label for one in columns), rows=tuple(values))


def _cell(live: Live, queue: QueueNow, column: _Told, alarmed: set[tuple[str, str]]) -> Cell:
    value = column.value(queue)
    if column.unit == "seconds" and value is not None:
        value = round(value)
    text = live.numbers.show(value, column.unit)
    if column.key == "level" and value is not None:
        within = live.numbers.duration(queue.day.service_level.within_s)
        text = live.words.say("{rate} in {within}", rate=text, within=within)
    if column.key == "quarter" and value is not None:
        text = _of_forecast(live, queue, text)
    if (queue.queue, column.measure) in alarmed and queue.state != "old":
        return Cell(f"{text} !", "bad", value)
    return Cell(text, "" if queue.state in ("live", "none") else "muted", value)


def _of_forecast(live: Live, queue: QueueNow, came: str) -> str:
    """Return a quarter's contacts beside half of what its half-hour was expected to bring."""
    known, begin = live.known(queue.queue), quarter_begins(queue)
    if known is None or begin is None:
        return came
    local = begin.astimezone(live.facts.zone)
    slot = local.hour * 2 + local.minute // 30
    expected = next((one for one in known.forecast.intervals if one.slot == slot), None)
    if expected is None or local.date() != live.facts.day:
        return came
    return live.words.say("{n} of {expected}", n=came, expected=f"{expected.offered / 2:.0f}")
