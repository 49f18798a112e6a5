"""The column under the cursor in words and dots: who stands where, and how even the team is."""

from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct

from store.figures.compare import median
from store.figures.spread import quantile, spread
from store.records.metric import METRICS
from tui.context import Session
from tui.names import group_name
from tui.reads.agents import AgentsFacts
from tui.standing_words import Basis, against, days_of, sign
from widgets.bars import Bar, draw_bars
from widgets.cell_text import cut, plain
from widgets.chart import Draw
from widgets.dot_strip import dots_each, dots_height, draw_dots
from widgets.drawing import Drawing, Run

_DOTS_MOST = 8
"""Lines of heading, dots and their labels; with room for all of them, bars stand below."""
_BARS_MOST = 110
"""Cells of a bar with its words: longer ones are no easier to compare (ours)."""
_LEAST = 5
"""Agents below which quantiles say nothing (ours)."""


class _Shown(Struct, frozen=True):
    """A column of the rows shown."""

    metric: str
    values: Mapping[str, float]
    """By agent, of those that are compared."""
    others: Mapping[str, float]
    """By agent, of other groups."""
    cursor: str | None
    """The agent under the cursor."""


class SpreadWords:
    """Says how a metric is spread over the agents of a table."""

    def __init__(self, session: Session, facts: AgentsFacts, basis: Basis) -> None:
        self._session, self._facts, self._basis = session, facts, basis
        self._words = session.words
        self._numbers = session.numbers(facts.settings.currency)
        self._by_id = {agent.id: agent for agent in facts.report.agents}

    def strip(self, metric: str, keys: Sequence[str], cursor: str | None) -> Draw | None:
        """Return what draws a metric of these agents, one of them marked; None without values.

        Median, spread and bars are of the group under the cursor, as a team median is; the other
        groups stand beside it as smaller dots.
        """
        values = {key: v for key in keys if (v := self.value(key, metric)) is not None}
        if not values:
            return None
        shown = _Shown(metric, values, {}, cursor)
        if cursor in self._by_id:
            group = self._by_id[cursor].group
            own = {key: v for key, v in values.items() if self._by_id[key].group == group}
            if own and len(own) < len(values):
                others = {key: v for key, v in values.items() if key not in own}
                shown = _Shown(metric, own, others, cursor)
        return partial(self._draw, shown)

    def value(self, agent: str, metric: str) -> float | None:
        """Return an agent's value of a metric; of a sum that of a worked day."""
        who = self._by_id.get(agent)
        one = who.metrics.get(metric) if who else None
        if who is None or one is None or one.figure.value is None:
            return None
        if METRICS[metric].pooling != "sum":
            return one.figure.value
        return one.figure.value / days_of(who, self._facts.start, self._facts.end)

    def heading(self, shown: "_Shown") -> str:
        """Return the metric, the value under the cursor, the middle and how even it is."""
        words, metric, cursor = self._words, shown.metric, shown.cursor
        name = words.text(METRICS[metric].label)
        if METRICS[metric].pooling == "sum":
            name = words.say("{measure} a worked day", measure=name)
        told = [name]
        if shown.others and cursor is not None:
            told.append(group_name(words, self._by_id[cursor].group))
        if cursor is not None and cursor in shown.values:
            person = self._session.person(self._by_id[cursor].name)
            told.append(f"{person} {self._shown(metric, shown.values[cursor])}")
        middle = self._shown(metric, median(list(shown.values.values())))
        told.append(words.say("median {value}", value=middle))
        told.append(self._even(metric, shown.values))
        return "  ·  ".join(part for part in told if part)

    def _even(self, metric: str, values: Mapping[str, float]) -> str:
        """Return P10 and P90, and for a sum the share of the top fifth."""
        if len(values) < _LEAST:
            return ""
        words, every = self._words, list(values.values())
        if METRICS[metric].pooling == "sum":
            found = spread((self._by_id[key] for key in values), metric)
            if found is not None and found.ratio is not None and found.top_share is not None:
                return words.say(
                    "P90/P10 {ratio}, the top {top} of {n} did {share}",
                    ratio=f"{found.ratio:.1f}",
                    top=found.top,
                    n=found.agents,
                    share=f"{found.top_share:.0%}",
                )
        return words.say(
            "P10 {low}, P90 {high}",
            low=self._shown(metric, quantile(every, 0.1)),
            high=self._shown(metric, quantile(every, 0.9)),
        )

    def _draw(self, shown: "_Shown", width: int, height: int) -> Drawing:
        own, others = list(shown.values.values()), list(shown.others.values())
        heading = self.heading(shown)
        room = dots_height([*own, *others], width, min(height, _DOTS_MOST) - 1)
        each = dots_each([*own, *others], width, room)
        if each > 1:
            heading += "  ·  " + self._words.say("a dot is up to {n} agents", n=each)
        dots = draw_dots(
            own,
            width,
            room,
            others=others,
            chosen=shown.values.get(shown.cursor) if shown.cursor else None,
            middle=median(own),
            label=partial(self._shown, shown.metric),
            ascii_only=self._session.options.ascii_only,
        )
        drawing: Drawing = [(Run(cut(plain(heading), width), "strong"),), *dots]
        if height >= len(drawing) + len(own):
            drawing += self._bars(shown, min(width, _BARS_MOST))
        return drawing

    def _bars(self, shown: "_Shown", width: int) -> Drawing:
        """Return everyone from the most to the least, with the arrow of the table."""
        bars, ascii_only = [], self._session.options.ascii_only
        chosen, values = "#" if ascii_only else "◆", shown.values
        for key in sorted(values, key=lambda one: -values[one]):
            compared = self._by_id[key].metrics[shown.metric]
            other = against(compared, self._basis)
            arrow, role = sign(compared.figure, other, ascii_only=ascii_only)
            name = self._session.person(self._by_id[key].name)
            text = f"{self._shown(shown.metric, values[key])} {arrow}"
            name = f"{chosen if key == shown.cursor else ' '} {name}"
            bars.append(Bar(name, values[key], text, role, fill="line"))
        return draw_bars(bars, width, ascii_only=ascii_only)

    def _shown(self, metric: str, value: float) -> str:
        return self._numbers.show(value, METRICS[metric].unit)
