"""A metric over ten weeks in a chart and words: what is usual, the colleagues, what to know."""

from collections.abc import Iterator
from functools import partial

from store.figures.results import AgentFigures
from store.figures.trend import Trend
from store.records.metric import METRICS
from tui.context import Session
from tui.figures_text import why_none
from tui.names import group_name, platform_name, tool_name
from tui.numbers import Numbers
from tui.reads.agent import AgentFacts
from widgets.cell_text import cells, cut, plain, wrap
from widgets.drawing import Drawing, Line, Run
from widgets.trend import draw_trend, signs

_LEAST_CHART = 6
"""Lines that the chart keeps; notes take what is left."""


class TrendWords:
    """Says a metric of one agent in the session's language."""

    def __init__(self, session: Session, facts: AgentFacts, trend: Trend) -> None:
        self._session, self._facts, self._trend = session, facts, trend
        self._words = session.words
        self._numbers: Numbers = session.numbers(facts.settings.currency)
        self._unit = METRICS[trend.metric].unit

    def draw(self, width: int, height: int) -> Drawing:
        """Return title, chart and notes in the room there is."""
        notes = [line for note in self.notes() for line in wrap(plain(note), width)]
        notes = notes[: max(0, height - _LEAST_CHART - 1)]
        if all(point.value is None for point in self._trend.points):
            nothing = self._words.text("No single day has a number.")
            told = [*wrap(plain(nothing), width), *notes]
            return [self._title(width), *((Run(line, "dim"),) for line in told)]
        ascii_only = self._session.options.ascii_only
        chart = draw_trend(
            self._trend.points,
            width,
            height - 1 - len(notes),
            usual=self._trend.usual,
            label=partial(self._numbers.show, unit=self._unit),
            ascii_only=ascii_only,
        )
        return [self._title(width), *chart, *((Run(note, "dim"),) for note in notes)]

    def _title(self, width: int) -> Line:
        words, trend = self._words, self._trend
        drawn = signs(self._session.options.ascii_only)
        name = words.text(METRICS[trend.metric].label)
        if METRICS[trend.metric].pooling == "sum":
            name = words.say("{measure} a day", measure=name)
        if trend.platform is not None:
            name = words.say(
                "{measure}, only {platform}",
                measure=name,
                platform=platform_name(words, trend.platform),
            )
        parts = [(name, "strong")]
        if trend.usual is not None:
            parts.append((f"{drawn.usual} {words.text('own usual')}", "usual"))
        if any(point.low is not None for point in trend.points):
            group = group_name(words, self._facts.agent.group)
            middle = words.say("middle half of {group}", group=group)
            parts.append((f"{drawn.band} {middle}", "band"))
        if any(point.early for point in trend.points):
            parts.append((f"{drawn.early} {words.text('may change')}", "early"))
        found: list[Run] = []
        room = width
        for text, role in parts:
            shown = cut(plain(text), room)
            found.append(Run(shown + "  ", role))
            room -= cells(shown) + 2
            if room < _LEAST_CHART:
                break
        return tuple(found)

    def notes(self) -> Iterator[str]:
        """Yield what to know: platforms apart, what may change, who says otherwise."""
        words, facts, metric = self._words, self._facts, self._trend.metric
        one = facts.figures.metrics.get(metric)
        if one is None:
            return
        figure = one.figure
        if len(facts.figures.by_platform) > 1:
            yield words.listed(
                [self._on(name, part) for name, part in facts.figures.by_platform.items()]
            )
        if figure.value is None and figure.why_none:
            yield words.say("No number: {why}", why=why_none(self._session, figure.why_none))
        why = facts.whys.get(metric)
        if why is not None and why.final_on is not None:
            yield words.say("May change until {day}.", day=f"{why.final_on}")
        if why is not None and why.others:
            tools = sorted({tool_name(words, one.tool) for one in why.others})
            days = len({day for one in why.others for day in one.days})
            yield words.many(
                "{tools} says otherwise on {n} day.",
                "{tools} says otherwise on {n} days.",
                days,
                tools=words.listed(tools),
            )
        if figure.few:
            yield words.say("Too few to read: {n}.", n=self._numbers.count(figure.n or 0))
        elif figure.low is not None and figure.high is not None:
            yield words.say(
                "Likely between {low} and {high}.",
                low=self._numbers.show(figure.low, self._unit),
                high=self._numbers.show(figure.high, self._unit),
            )

    def _on(self, platform: str, part: AgentFigures) -> str:
        one = part.metrics.get(self._trend.metric)
        value = self._numbers.figure(one.figure) if one else self._numbers.missing
        return self._words.say(
            "{platform} {value}", platform=platform_name(self._words, platform), value=value
        )
