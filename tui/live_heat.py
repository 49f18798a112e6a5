"""The heat map of Queue in words: which weeks, which measure, when it is busiest."""

from collections.abc import Mapping
from functools import reduce

import msgspec

from store.figures.heat import HEAT_MEASURES, Heat, HeatMeasure
from store.records.words import N_
from tui.context import Session
from tui.days import weekday_name, window_name
from tui.language import Words
from tui.live_words import Live
from widgets.cell_text import cells, cut, plain
from widgets.chart import Draw
from widgets.drawing import Drawing, Run
from widgets.heat_map import HeatLabels, draw_heat_map

MEASURED: dict[HeatMeasure, str] = {
    "arrivals": N_("contacts an hour"),
    "asa_s": N_("speed of answer"),
    "service_level": N_("service level"),
    "abandon_rate": N_("abandoned"),
    "aht_s": N_("handle time"),
    "occupancy": N_("occupancy"),
}
_MOST: dict[HeatMeasure, str] = {
    "arrivals": N_("Busiest: {told}"),
    "service_level": N_("Lowest: {told}"),
}
_HIGHEST = N_("Highest: {told}")
_RATES = ("service_level", "abandon_rate", "occupancy")
_IN_MINUTES_FROM = 600
_TOLD = 3
"""Hours told in words."""


def heat_known(live: Live, queue: str | None) -> Mapping[HeatMeasure, Heat]:
    """Return the measures that the last weeks of a queue, or of all, tell."""
    return live.facts.heat.get(queue, {})


def next_measure(live: Live, queue: str | None, measure: HeatMeasure) -> HeatMeasure:
    """Return the known measure after one; itself where there is no other."""
    at = HEAT_MEASURES.index(measure) + 1
    known = heat_known(live, queue)
    return next(
        one for one in (*HEAT_MEASURES[at:], *HEAT_MEASURES[:at]) if one in {*known, measure}
    )


def heat_title(live: Live, queue: str | None, measure: HeatMeasure) -> str:
    """Return what the map is of."""
    words = live.words
    told = words.text(MEASURED[_shown(live, queue, measure)])
    name = words.text("All queues") if queue is None else words.say("{queue}", queue=queue)
    return words.say("{queue}: heat map, {measure}", queue=name, measure=told)


def heat_draw(live: Live, queue: str | None, measure: HeatMeasure) -> Draw | None:
    """Return what draws the map under its title; None where nothing is known of the queue."""
    found = heat_known(live, queue).get(_shown(live, queue, measure))
    local = live.report.at.astimezone(live.facts.zone)
    now = (local.weekday(), local.hour)
    return _Map(live.session, found, now) if found is not None else None


def _shown(live: Live, queue: str | None, measure: HeatMeasure) -> HeatMeasure:
    """Return the measure, or where it is not known of this queue the first that is."""
    known = heat_known(live, queue)
    return measure if measure in known else next(iter(known), measure)


class _Map(msgspec.Struct, frozen=True):
    """Draws a map: equal, and so not drawn again, until the hour or the history is another."""

    session: Session
    heat: Heat
    now: tuple[int, int]

    def __call__(self, width: int, height: int) -> Drawing:
        words, heat, values = self.session.words, self.heat, _Values(self.session, self.heat)
        labels = HeatLabels(
            tuple(weekday_name(words, weekday) for weekday in range(7)),
            values.short,
            values.unit,
            words.text("few"),
            low_is_bad=heat.measure == "service_level",
            from_zero=heat.measure == "arrivals",
        )
        window = words.many(
            "{window}, {n} day known",
            "{window}, {n} days known",
            heat.days,
            window=window_name(words, heat.start, heat.end),
        )
        most = _most(words, heat, values, width)
        room, ascii_only = height - 1 - bool(most), self.session.options.ascii_only
        return [
            (Run(cut(plain(window), width), "dim"),),
            *draw_heat_map(heat, labels, width, room, now=self.now, ascii_only=ascii_only),
            *([(Run(cut(plain(most), width)),)] if most else []),
        ]


class _Values:
    """How the values of a map are written: short in its cells, whole in words."""

    def __init__(self, session: Session, heat: Heat) -> None:
        words = self._words = session.words
        self._numbers, self._measure = session.numbers(), heat.measure
        every = [cell.value or 0.0 for row in heat.cells for cell in row]
        self._minutes = max(every) >= _IN_MINUTES_FROM
        name = words.text(MEASURED[heat.measure])
        if heat.measure in _RATES:
            self.unit = words.say("% {measure}", measure=name)
        elif heat.measure == "arrivals":
            self.unit = name
        else:
            in_what = words.text("min") if self._minutes else words.text("s")
            self.unit = words.say("{unit} {measure}", unit=in_what, measure=name)

    def short(self, value: float) -> str:
        """Return a value without its unit."""
        if self._measure in _RATES:
            value *= 100
        elif self._minutes and self._measure != "arrivals":
            value /= 60
        return f"{value:.0f}"

    def whole(self, value: float, *, bare: bool = False) -> str:
        """Return a value with its unit; `bare`: a number of contacts without it."""
        if self._measure == "arrivals":
            count = self._numbers.count(round(value))
            return count if bare else self._words.say("{n} contacts an hour", n=count)
        if self._measure in _RATES:
            return self._numbers.show(value, "rate")
        return self._numbers.duration(round(value))


def _most(words: Words, heat: Heat, values: _Values, width: int) -> str:
    """Return the hours that stick out, as many as a line holds; nothing where all are alike."""
    known = [
        (cell.value, weekday, hour)
        for weekday, row in enumerate(heat.cells)
        for hour, cell in enumerate(row)
        if cell.value is not None and not cell.thin
    ]
    if len({value for value, _, _ in known}) < 2:
        return ""
    known.sort(key=lambda one: one[0], reverse=heat.measure != "service_level")
    hours = known[:_TOLD]
    for bare in (False, True):
        for count in range(len(hours), 0, -1):
            told = [
                _hour(words, values, hour, bare=bare or bool(at))
                for at, hour in enumerate(hours[:count])
            ]
            line = words.say(_MOST.get(heat.measure, _HIGHEST), told=_joined(words, told))
            if cells(plain(line)) <= width:
                return line
    return line


def _hour(words: Words, values: _Values, hour: tuple[float, int, int], *, bare: bool) -> str:
    """Return an hour and its value in words."""
    value, weekday, begin = hour
    return words.say(
        "{weekday} {hour}-{next}, {value}",
        weekday=weekday_name(words, weekday),
        hour=f"{begin:02d}",
        next=f"{begin + 1:02d}",
        value=values.whole(value, bare=bare),
    )


def _joined(words: Words, told: list[str]) -> str:
    """Return clauses that have commas of their own as one line."""
    return reduce(lambda one, other: words.say("{one}; {other}", one=one, other=other), told)
