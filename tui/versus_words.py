"""Two agents, or one and the team, side by side in words: sums by worked day, so days off count
for nobody."""

import msgspec

from store.exports.table import Table
from store.figures.results import AgentFigures, Compared
from store.figures.standing import standing
from store.records.figure import Figure
from store.records.metric import METRICS, Metric
from tui.context import Session
from tui.days import window_name
from tui.numbers import Numbers
from tui.reads.versus import VersusFacts
from tui.standing_words import change_text, days_of
from widgets.grid_model import Cell, Column, Row

_BETTER, _ASCII_BETTER = "◂", "<"
_BLANK = " "


class VersusWords:
    """Says both sides in the session's language."""

    def __init__(self, session: Session, facts: VersusFacts) -> None:
        self._session, self._facts = session, facts
        self._words = session.words
        self._numbers: Numbers = session.numbers(facts.settings.currency)

    def head(self) -> str:
        """Return who stands beside whom, over which days."""
        words, facts = self._words, self._facts
        told = words.say("{one} beside {other}", one=self._side(facts.first), other=self._other())
        window = window_name(words, facts.start, facts.end)
        return "  ·  ".join((told, window, words.text("sums are of a worked day")))

    def _side(self, agent: AgentFigures) -> str:
        return self._session.person(agent.name)

    def _other(self) -> str:
        second = self._facts.second
        return self._side(second) if second else self._words.text("the team")

    def columns(self) -> list[Column]:
        """Return the measure, both sides, the difference and what the team does."""
        text, second = self._words.text, self._facts.second
        median = text("Team median")
        other = self._side(second) if second else median
        wanted = [
            Column("measure", text("Measure"), most=26),
            Column("first", self._side(self._facts.first), align="right", sort="number"),
            Column("second", other, align="right", sort="number"),
            Column("difference", text("Difference"), align="right", sort="number"),
        ]
        if second:
            wanted.append(Column("median", median, align="right", sort="number"))
        return wanted

    def rows(self) -> tuple[Row, ...]:
        """Return a row a measure that both sides can be compared by, or that one has."""
        return tuple(self._row(METRICS[name]) for name in self._facts.metrics)

    def _row(self, metric: Metric) -> Row:
        first = self._facts.first.metrics.get(metric.id)
        second = self._facts.second
        there = second.metrics.get(metric.id) if second else None
        start, end = self._facts.start, self._facts.end
        days = days_of(self._facts.first, start, end)
        one = _of_day(metric, first, days)
        median = _median(metric, first, days)
        two = _of_day(metric, there, days_of(second, start, end)) if second else median
        unsure = there is not None and (there.figure.provisional or there.figure.few)
        better = 0 if unsure else _better(first, one, two)
        cells = [
            Cell(self._words.text(metric.label)),
            self._value(metric, one, first.figure if first else None, better > 0),
            self._value(metric, two, there.figure if there else None, better < 0),
            self._difference(metric, one, two),
        ]
        if second:
            cells.append(Cell(self._numbers.show(median, metric.unit), "dim", median))
        return Row(metric.id, tuple(cells))

    def _value(
        self, metric: Metric, value: float | None, figure: Figure | None, best: bool
    ) -> Cell:
        if value is None:
            return Cell(f"{self._numbers.missing} {_BLANK}", "dim")
        provisional = figure is not None and figure.provisional
        few = figure is not None and figure.few
        shown = self._numbers.marked(value, metric.unit, provisional=provisional, few=few)
        sign = _ASCII_BETTER if self._session.options.ascii_only else _BETTER
        role = "good" if best else "provisional" if provisional else "dim" if few else ""
        return Cell(f"{shown} {sign if best else _BLANK}", role, value)

    def _difference(self, metric: Metric, one: float | None, two: float | None) -> Cell:
        if one is None or two is None:
            return Cell(self._numbers.missing, "dim")
        return Cell(change_text(self._numbers, one - two, metric.unit), "", one - two)

    def table(self) -> Table:
        """Return both sides with plain values, for a spreadsheet."""
        heads = [column.label for column in self.columns()]
        rows = [(row.cells[0].text, *(cell.sort for cell in row.cells[1:])) for row in self.rows()]
        return Table(tuple(heads), tuple(rows))


def _of_day(metric: Metric, one: Compared | None, days: int) -> float | None:
    """Return the value that is compared: a sum's is that of a worked day."""
    if one is None or one.figure.value is None:
        return None
    if metric.pooling != "sum":
        return one.figure.value
    return one.figure.value / days


def _median(metric: Metric, one: Compared | None, days: int) -> float | None:
    if one is None or one.team_median is None:
        return None
    if metric.pooling != "sum":
        return one.team_median
    return one.team_median / days


def _better(one: Compared | None, value: float | None, other: float | None) -> int:
    """Return 1 where the value is the better one, -1 where the other is, 0 where neither."""
    if one is None or value is None:
        return 0
    found = standing(msgspec.structs.replace(one.figure, value=value), other)
    return 0 if found is None or found.good is None else 1 if found.good else -1
