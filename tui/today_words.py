"""Today in words: tiles, things to do, the roll, the pace."""

from collections.abc import Iterator

from store.exports.table import Cell as Field
from store.exports.table import Table
from store.figures.results import Item
from store.figures.strip import Tile
from store.records.metric import METRICS, Metric
from store.records.people import Agent
from store.records.words import N_
from tui.brief_text import BriefWords
from tui.context import Session
from tui.names import group_name
from tui.numbers import Numbers
from tui.reads.today import TodayFacts
from tui.short_labels import short_label
from widgets.grid_model import Cell, Row
from widgets.spark import spark
from widgets.tiles import TileText
from widgets.todo import Todo

_TONES = {
    "unanswered": "bad",
    "no_data": "warn",
    "missing_data": "warn",
    "unbound": "warn",
    "pace": "bad",
    "below_usual": "bad",
    "above_usual": "good",
}
_STEPS = {
    "import_export": N_("Export them from the platform, then take them in with i."),
    "bind_nicknames": N_("Say who they are, in Import."),
}
"""Suggestions that have a key here, where the command line names a command."""
_REASONS_EACH = 3
_NEAR = 0.05
"""Within this part of the usual a number counts as usual (ours)."""


class TodayWords:
    """Says the parts of Today in the session's language."""

    def __init__(self, session: Session, facts: TodayFacts) -> None:
        self._session = session
        self._words = session.words
        self._facts = facts
        self._brief = BriefWords(session, facts.agents, facts.settings)
        self._numbers: Numbers = session.numbers(facts.settings.currency)

    def heading(self) -> str:
        """Return which day the numbers are of."""
        words, brief = self._words, self._facts.brief
        if brief.day is None:
            return ""
        age = (brief.now_day - brief.day).days
        when = {0: words.text("Today so far"), 1: words.text("Yesterday")}.get(age)
        if when is None:
            when = words.many("{n} day ago", "{n} days ago", age)
        return words.say("{when}, {day}", when=when, day=self._day())

    def _day(self) -> str:
        day = self._facts.brief.day
        assert day is not None
        if self._words.chinese:
            return f"{day.month}月{day.day}日 周{'一二三四五六日'[day.weekday()]}"
        return f"{day:%a} {day.day} {day:%b}"

    def tiles(self) -> tuple[TileText, ...]:
        """Return the team's numbers; one that no day has takes no room."""
        return tuple(
            self._tile(tile)
            for tile in self._facts.tiles
            if any(value is not None for _, value in tile.trend)
        )

    def _tile(self, tile: Tile) -> TileText:
        figure, metric = tile.figure, METRICS[tile.figure.metric]
        ascii_only = self._session.options.ascii_only
        note, tone = self._against(figure.value, tile.usual, metric)
        if figure.value is None and figure.provisional:
            note = self._words.text("not in yet")
        return TileText(
            key=metric.id,
            label=self._words.text(metric.label),
            short=short_label(self._words, metric.id),
            value=self._numbers.figure(figure),
            note=note,
            tone=tone,
            spark=spark([value for _, value in tile.trend], ascii_only=ascii_only),
        )

    def _against(self, value: float | None, usual: float | None, metric: Metric) -> tuple[str, str]:
        """Return how a number stands to the usual, and whether that is good or bad."""
        if usual is None:
            return "", ""
        said = self._words.say("usual {value}", value=self._numbers.show(usual, metric.unit))
        if value is None:
            return said, ""
        if abs(value - usual) <= _NEAR * abs(usual):
            return f"= {said}", ""
        higher = value > usual
        up, down = ("^", "v") if self._session.options.ascii_only else ("▲", "▼")
        tone = ""
        if metric.better != "neither":
            tone = "good" if higher == (metric.better == "higher") else "bad"
        return f"{up if higher else down} {said}", tone

    def todos(self) -> tuple[Todo, ...]:
        """Return what needs the lead, each with its reasons and the key that acts on it."""
        return tuple(self._todo(item) for item in self._facts.brief.attention)

    def _todo(self, item: Item) -> Todo:
        title, *lines = self._brief.item(item, most=_REASONS_EACH)
        return Todo(
            key=str(item.rank),
            title=title.partition(" ")[2],
            lines=tuple(line.strip() for line in lines[:-1]),
            step=self._words.text(_STEPS[item.suggest])
            if item.suggest in _STEPS
            else lines[-1].strip(),
            hint="enter",
            tone=_TONES.get(item.kind, ""),
        )

    def roll(self) -> tuple[Row, ...]:
        """Return a row for everybody who belongs to the team today."""
        here = [a for a in self._facts.agents.values() if a.here_on(self._facts.brief.now_day)]
        here.sort(key=lambda agent: (agent.group or "", agent.name))
        return tuple(self._row(agent) for agent in here)

    def _row(self, agent: Agent) -> Row:
        mark = self._facts.roll.marks.get(agent.id)
        text, role = {
            "here": (self._words.text("here"), "good"),
            "away": (self._words.text("away"), "dim"),
        }.get(mark or "", (self._numbers.missing, "dim"))
        group = group_name(self._words, agent.group)
        cells = (Cell(self._session.person(agent.name)), Cell(group, "dim"), Cell(text, role))
        return Row(agent.id, cells, agent.group or "")

    def roll_heading(self) -> str:
        """Return how many are on, of how many."""
        marks = self._facts.roll.marks
        here = [a.id for a in self._facts.agents.values() if a.here_on(self._facts.brief.now_day)]
        on = sum(marks.get(agent) == "here" for agent in here)
        return self._words.say("On today: {on} of {all}", on=on, all=len(here))

    def pace(self) -> Iterator[str]:
        """Yield how far each target of the month is."""
        for pace in self._facts.brief.pace:
            yield self._brief.pace(pace)


def strip_table(session: Session, facts: TodayFacts) -> Table:
    """Return the team's numbers as a table: a metric a row, the usual, then day after day."""
    days = tuple(day for day, _ in facts.tiles[0].trend) if facts.tiles else ()
    rows: list[tuple[Field, ...]] = [
        (
            tile.figure.metric,
            session.words.text(METRICS[tile.figure.metric].label),
            tile.usual,
            *(value for _, value in tile.trend),
        )
        for tile in facts.tiles
    ]
    return Table(("metric", "label", "usual", *(f"{day}" for day in days)), tuple(rows))
