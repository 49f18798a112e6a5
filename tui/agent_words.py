"""One agent in words: the head, the table of measures, what changed, where sales come from."""

from collections.abc import Iterator

from store.exports.table import Table
from store.figures.gap import Gap
from store.figures.moves import Move
from store.figures.results import Compared
from store.figures.standing import standing
from store.records.figure import Figure
from store.records.metric import METRICS, Unit
from store.records.words import N_
from tui.context import Session
from tui.days import window_name
from tui.names import group_name
from tui.numbers import Numbers
from tui.reads.agent import AgentFacts
from tui.standing_words import against, cell_role, change_text, marks, sign
from widgets.bars import Bar, draw_bars
from widgets.cell_text import cut, plain, wrap
from widgets.drawing import Drawing, Line, Run
from widgets.grid_model import Cell, Column, Row

_NARROW = 42
"""Cells under which a bar has only its factor's name."""
_BESIDE = {
    "own_usual": N_("Sales beside own usual: {gap}"),
    "target": N_("Sales beside the target: {gap}"),
}


class AgentWords:
    """Says one agent's page in the session's language."""

    def __init__(self, session: Session, facts: AgentFacts) -> None:
        self._session, self._facts = session, facts
        self._words = session.words
        self._numbers: Numbers = session.numbers(facts.settings.currency)

    def head(self, place: tuple[int, int]) -> str:
        """Return who it is, since when, which days, and which of how many agents."""
        words, agent, facts = self._words, self._facts.agent, self._facts
        told = [self._session.person(agent.name), group_name(words, agent.group)]
        if agent.joined_on is not None:
            told.append(words.say("joined {day}", day=f"{agent.joined_on}"))
        if agent.left_on is not None:
            told.append(words.say("left {day}", day=f"{agent.left_on}"))
        told.append(window_name(words, facts.start, facts.end))
        if facts.figures.days:
            told.append(words.many("{n} day worked", "{n} days worked", facts.figures.days))
        at, of = place
        return "  ·  ".join([*told, f"{at}/{of}"] if of > 1 else told)

    # The table of measures

    def columns(self) -> list[Column]:
        """Return the measure, its value, what it is beside, and how it has changed."""
        text = self._words.text
        wanted = [
            Column("measure", text("Measure"), most=22),
            Column("value", text("Value"), align="right", sort="number", most=16),
            Column("usual", text("Own usual"), align="right", sort="number", most=16),
            Column("median", text("Team median"), align="right", sort="number", most=16),
        ]
        if self._has_target:
            wanted.append(Column("target", text("Target"), align="right", sort="number", most=16))
        change = text("vs last week") if self._facts.days_back == 7 else text("vs before")
        return [*wanted, Column("change", change, align="right", sort="number", most=18)]

    @property
    def _has_target(self) -> bool:
        return any(one.target is not None for one in self._facts.figures.metrics.values())

    def rows(self) -> tuple[Row, ...]:
        """Return a row a measure that the agent has."""
        metrics = self._facts.figures.metrics
        room = max((len(marks(m.figure)) for m in metrics.values()), default=0)
        return tuple(self._row(name, metrics[name], room) for name in self._facts.metrics)

    def _row(self, name: str, one: Compared, room: int) -> Row:
        figure, ascii_only = one.figure, self._session.options.ascii_only
        usual = against(one, "own_usual")
        arrow, role = sign(figure, usual, ascii_only=ascii_only)
        behind = marks(figure)
        shown = self._numbers.figure(figure) + " " * (room - len(behind)) + f" {arrow}"
        found = [
            Cell(self._words.text(METRICS[name].label)),
            Cell(shown, cell_role(figure, role), figure.value),
            self._beside(usual, figure),
            self._beside(one.team_median, figure),
        ]
        if self._has_target:
            found.append(self._beside(one.target, figure))
        found.append(self._change(figure, self._facts.before.get(name)))
        return Row(name, tuple(found))

    def _beside(self, value: float | None, figure: Figure) -> Cell:
        return Cell(self._numbers.show(value, figure.unit), "dim", value)

    def _change(self, figure: Figure, before: Figure | None) -> Cell:
        if figure.value is None or before is None or before.value is None:
            return Cell(self._numbers.missing, "dim")
        difference = figure.value - before.value
        found = standing(figure, before.value)
        role = "" if found is not None and not before.few else "dim"
        if found is not None and found.good is not None and not before.few:
            role = "good" if found.good else "bad"
        return Cell(change_text(self._numbers, difference, figure.unit), role, difference)

    # The story

    def story(self, width: int) -> Drawing:
        """Return what changed since last week and where the sales come from."""
        drawing: Drawing = []
        for part in (self._moved(width), *(self._gap(gap, width) for gap in self._facts.gaps)):
            if drawing and part:
                drawing.append(())
            drawing += part
        return drawing

    def _moved(self, width: int) -> Drawing:
        words = self._words
        heading: Line = (Run(cut(words.text("What changed since last week"), width), "strong"),)
        if not self._facts.moves:
            nothing = words.text(
                N_("Nothing that stands out from the usual ups and downs.")
                if self._facts.before
                else N_("There is no week before to compare with.")
            )
            return [heading, *_wrapped(nothing, width, "dim")]
        return [heading, *(line for move in self._facts.moves for line in self._move(move, width))]

    def _move(self, move: Move, width: int) -> Iterator[Line]:
        unit, words = METRICS[move.metric].unit, self._words
        up, down = ("^", "v") if self._session.options.ascii_only else ("▲", "▼")
        arrow = up if move.now > move.before else down
        message = (
            words.text("{measure} {now} a worked day, before {before}")
            if METRICS[move.metric].pooling == "sum"
            else words.text("{measure} {now}, before {before}")
        )
        told = words.fill(
            message,
            measure=words.text(METRICS[move.metric].label),
            now=self._numbers.show(move.now, unit),
            before=self._numbers.show(move.before, unit),
        )
        role = "" if move.good is None else "good" if move.good else "bad"
        for number, line in enumerate(wrap(plain(told), width - 2)):
            yield (Run(f"{arrow} " if number == 0 else "  ", role), Run(line, role))

    def _gap(self, gap: Gap, width: int) -> Drawing:
        """Return a difference in sales as a bar for each factor, its usual in brackets."""
        words, numbers = self._words, self._numbers
        told = words.fill(words.text(_BESIDE[gap.against]), gap=numbers.change(gap.gap, "money"))
        units: tuple[Unit, ...] = ("count", "rate", "money")
        names = (METRICS[gap.volume_metric].label, N_("Conversion"), N_("Basket"))
        parts = (gap.volume, gap.conversion, gap.basket)
        brief = width < _NARROW
        bars = [
            Bar(
                words.text(name)
                if brief
                else f"{words.text(name)} {numbers.show(now, unit)} ({numbers.show(before, unit)})",
                part,
                change_text(numbers, part, "money"),
                _sided(part),
            )
            for name, unit, now, before, part in zip(
                names, units, gap.now, gap.before, parts, strict=True
            )
        ]
        ascii_only = self._session.options.ascii_only
        return [
            *_wrapped(told, width, "strong"),
            *draw_bars(bars, width, ascii_only=ascii_only),
        ]

    # Saved

    def table(self) -> Table:
        """Return the measures with plain values, for a spreadsheet."""
        text, facts = self._words.text, self._facts
        heads = [text(one) for one in ("Measure", "Value", "Own usual", "Team median", "Target")]
        rows = [
            (
                text(METRICS[name].label),
                one.figure.value,
                against(one, "own_usual"),
                one.team_median,
                one.target,
            )
            for name, one in ((n, facts.figures.metrics[n]) for n in facts.metrics)
        ]
        return Table(tuple(heads), tuple(rows))


def _sided(value: float) -> str:
    return "good" if value > 0 else "bad" if value < 0 else ""


def _wrapped(text: str, width: int, role: str) -> list[Line]:
    return [(Run(line, role),) for line in wrap(plain(text), width)]
