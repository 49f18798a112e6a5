"""The table of the Queue screen: a row a queue, without the columns that nobody tells."""

from store.exports.table import Table
from store.figures.queue_now import QueueNow
from store.records.metric import Unit
from tui.live_words import Live
from widgets.grid_model import Cell, Column, Row


def live_table(live: Live) -> tuple[list[Column], list[Row]]:
    """Return a row a queue, without the columns that nobody tells."""
    say, queues = live.words.text, live.report.queues
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
    values = {one.queue: _values(one) for one in queues}
    told = [
        (key, label, unit)
        for key, label, unit in headings
        if any(row[key] is not None for row in values.values())
    ]
    alarmed = {key for key, one in live.alarms.open.items() if one.acknowledged_at is None}
    columns = [Column("queue", say("Queue"), most=16)]
    columns += [Column(key, label, align="right", sort="number") for key, label, _ in told]
    rows = []
    for one in queues:
        cells = [Cell(live.words.say("{queue}", queue=one.queue), sort=one.queue)]
        for key, _, unit in told:
            cells.append(_cell(live, one, (key, unit), alarmed))
        rows.append(Row(one.queue, tuple(cells)))
    return columns, rows


def saved_table(live: Live) -> Table:
    """Return the table with plain values, for a file."""
    columns, rows = live_table(live)
    values = [tuple(cell.sort for cell in row.cells) for row in rows]
    return Table(headers=tuple(one.label for one in columns), rows=tuple(values))


def _values(one: QueueNow) -> dict[str, float | None]:
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
    live: Live, one: QueueNow, column: tuple[str, Unit], alarmed: set[tuple[str, str]]
) -> Cell:
    key, unit = column
    value = _values(one)[key]
    if unit == "seconds" and value is not None:
        value = round(value)
    text = live.numbers.show(value, unit)
    if key == "level" and value is not None:
        within = live.numbers.duration(one.day.service_level.within_s)
        text = live.words.say("{rate} in {within}", rate=text, within=within)
    if (one.queue, _MEASURED.get(key, "")) in alarmed and one.state != "old":
        return Cell(f"{text} !", "bad", value)
    return Cell(text, "" if one.state in ("live", "none") else "muted", value)


_MEASURED = {
    "waiting": "waiting",
    "longest": "longest_wait_s",
    "used": "saturation",
    "level": "service_level",
    "rate": "abandon_rate",
    "occupancy": "occupancy",
}
"""Column -> the measure that alarms are of."""
