"""What a figure is read against: own usual, team median, target."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from store.figures.cells import Cells
from store.figures.choose import Ruling
from store.figures.pool import Values, pool, values_of
from store.figures.resolve import Gathered, Gathering
from store.records.figure import Figure
from store.records.metric import Metric


def median(values: Sequence[float]) -> float:
    """Return the middle value, or the mean of the two middle ones; raises IndexError on none."""
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


class Usual:
    """What agents usually do: their pooled days before a window."""

    def __init__(self, gathering: Gathering, start: date, ruling: Ruling) -> None:
        """`start` is the first day of the window."""
        settings = ruling.settings
        self.start = start - timedelta(days=settings.own_usual_days)
        self.end = start - timedelta(days=1)
        self._least = settings.own_usual_min_days
        self._ruling = ruling
        self._before = gathering.window(self.start, self.end, periods=False)
        self._periods = gathering.periods_before(start)

    def cells(self, agent: str, platforms: set[str] | None = None) -> Cells | None:
        """Return the agent's days before the window, None under the least worked days.

        `platforms` leaves out the others.
        """
        return self._enough(_cells(self._before, agent, platforms))

    def figure(
        self, agent: str, metric: Metric, here: Values, platforms: set[str] | None = None
    ) -> Figure | None:
        """Return the own usual that a figure of the window can be compared with.

        A sum's is its usual of one day times the days that `here` has. With too few worked days
        the newest period before the window stands in; a sum's only where it is as long.
        """
        if not metric.across_platforms and platforms is None:
            platforms = here.platforms() or None
        cells = self.cells(agent, platforms)
        if cells is None:
            return self._from_period(agent, metric, here, platforms)
        usual = values_of(cells, metric, self._ruling)
        if not usual.values:
            return None
        figure = pool(metric, [usual], self.start, self.end, self._ruling)
        if metric.pooling != "sum" or figure.value is None or not here.values:
            return figure
        scale = len(here.dates()) / len(usual.dates())
        return msgspec.structs.replace(figure, value=figure.value * scale)

    def _enough(self, cells: Cells) -> Cells | None:
        return cells if len(cells.days()) >= self._least else None

    def _from_period(
        self, agent: str, metric: Metric, here: Values, platforms: set[str] | None
    ) -> Figure | None:
        usual = values_of(_cells(self._periods, agent, platforms), metric, self._ruling)
        if not usual.values:
            return None
        days = usual.dates()
        if metric.pooling != "mean" and len(days) != len(here.dates()):
            return None
        return pool(metric, [usual], min(days), max(days), self._ruling)


def _cells(gathered: Gathered, agent: str, platforms: set[str] | None) -> Cells:
    cells = gathered.people.get(agent, Cells())
    if platforms is None:
        return cells
    return Cells(tuple(block for block in cells.blocks if block.shape.platform in platforms))


class Peers(msgspec.Struct, frozen=True):
    """The medians of one metric, within group and platforms."""

    of: dict[tuple[str | None, frozenset[str]], list[float]]

    def median(self, metric: Metric, group: str | None, here: Values) -> tuple[float | None, int]:
        """Return the median that a figure is read against, and of how many agents it is."""
        values = self.of.get((group, frozenset(here.platforms())), [])
        if len(values) < 2 or not here.values:
            return None, 0
        middle = median(values)
        return (middle * len(here.dates()) if metric.pooling == "sum" else middle), len(values)


def peers(
    metric: Metric,
    figures: Mapping[str, tuple[Values, Figure]],
    groups: Mapping[str, str | None],
    least: int,
) -> Peers:
    """Return the medians of a metric over agents with at least `least` in the weight.

    A sum counts by day; sums, the largest and scores that count each day once have no weight and
    count for everyone.
    """
    found: dict[tuple[str | None, frozenset[str]], list[float]] = {}
    for agent, (values, figure) in figures.items():
        if figure.value is None:
            continue
        weighted = metric.pooling == "mean" and figure.weight != "day"
        if weighted and (figure.n is None or figure.n < least):
            continue
        value = figure.value
        if metric.pooling == "sum":
            value /= len(values.dates())
        found.setdefault((groups[agent], frozenset(values.platforms())), []).append(value)
    return Peers(found)
