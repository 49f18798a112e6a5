"""The column under the cursor in words and dots: who stands where, and how even the team is."""

from collections.abc import Mapping, Sequence
from functools import partial

from store.figures.compare import median
from store.figures.spread import quantile, spread
from store.records.metric import METRICS
from tui.context import Session
from tui.reads.agents import AgentsFacts
from tui.standing_words import Basis, against, sign
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


class SpreadWords:
    """Says how a metric is spread over the agents of a table."""

    def __init__(self, session: Session, facts: AgentsFacts, basis: Basis) -> None:
        self._session, self._facts, self._basis = session, facts, basis
        self._words = session.words
        self._numbers = session.numbers(facts.settings.currency)
        self._by_id = {agent.id: agent for agent in facts.report.agents}

    def strip(self, metric: str, keys: Sequence[str], cursor: str | None) -> Draw | None:
        """Return what draws a metric of these agents, one of them marked; None without values."""
        values = {key: v for key in keys if (v := self.value(key, metric)) is not None}
        if not values:
            return None
        return partial(self._draw, metric, values, cursor)

    def value(self, agent: str, metric: str) -> float | None:
        """Return an agent's value of a metric; of a sum that of a worked day."""
        who = self._by_id.get(agent)
        one = who.metrics.get(metric) if who else None
        if who is None or one is None or one.figure.value is None:
            return None
        if METRICS[metric].pooling != "sum":
            return one.figure.value
        return one.figure.value / who.days if who.days else None

    def heading(self, metric: str, values: Mapping[str, float], cursor: str | None) -> str:
        """Return the metric, the value under the cursor, the middle and how even it is."""
        words = self._words
        name = words.text(METRICS[metric].label)
        if METRICS[metric].pooling == "sum":
            name = words.say("{measure} a worked day", measure=name)
        told = [name]
        if cursor is not None and cursor in values:
            person = self._session.person(self._by_id[cursor].name)
            told.append(f"{person} {self._shown(metric, values[cursor])}")
        middle = self._shown(metric, median(list(values.values())))
        told.append(words.say("median {value}", value=middle))
        told.append(self._even(metric, values))
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

    def _draw(
        self, metric: str, values: Mapping[str, float], cursor: str | None, width: int, height: int
    ) -> Drawing:
        every = list(values.values())
        heading = self.heading(metric, values, cursor)
        room = dots_height(every, width, min(height, _DOTS_MOST) - 1)
        each = dots_each(every, width, room)
        if each > 1:
            heading += "  ·  " + self._words.say("a dot is up to {n} agents", n=each)
        dots = draw_dots(
            every,
            width,
            room,
            chosen=values.get(cursor) if cursor else None,
            middle=median(every),
            label=partial(self._shown, metric),
            ascii_only=self._session.options.ascii_only,
        )
        drawing: Drawing = [(Run(cut(plain(heading), width), "strong"),), *dots]
        if height >= len(drawing) + len(values):
            drawing += self._bars(metric, values, cursor, min(width, _BARS_MOST))
        return drawing

    def _bars(
        self, metric: str, values: Mapping[str, float], cursor: str | None, width: int
    ) -> Drawing:
        """Return everyone from the most to the least, with the arrow of the table."""
        bars, chosen = [], "#" if self._session.options.ascii_only else "◆"
        for key in sorted(values, key=lambda one: -values[one]):
            compared = self._by_id[key].metrics[metric]
            other = against(compared, self._basis)
            arrow, role = sign(compared.figure, other, ascii_only=self._session.options.ascii_only)
            name = self._session.person(self._by_id[key].name)
            text = f"{self._shown(metric, values[key])} {arrow}"
            name = f"{chosen if key == cursor else ' '} {name}"
            bars.append(Bar(name, values[key], text, role, fill="line"))
        return draw_bars(bars, width, ascii_only=self._session.options.ascii_only)

    def _shown(self, metric: str, value: float) -> str:
        return self._numbers.show(value, METRICS[metric].unit)
