"""What stands beside the table of Queue: arrivals, heat map, agents, as far as there is room."""

from collections.abc import Sequence

import msgspec

from store.figures.heat import HeatMeasure
from tui.live_agents import agents_draw, agents_title
from tui.live_blocks import blocks_draw, blocks_title
from tui.live_heat import heat_draw, heat_title
from tui.live_words import Live
from widgets.cell_text import cut, plain
from widgets.chart import Draw
from widgets.drawing import Drawing, Run


class Pane(msgspec.Struct, frozen=True):
    """Something to show."""

    name: str
    """arrivals, heat or agents."""
    title: str
    draw: Draw
    """Draws what stands under the title."""
    place: str = ""
    """Which of how many this is, where they take turns: `2/3`."""

    def __call__(self, width: int, height: int) -> Drawing:
        """Draw the title line and what stands under it."""
        place = f"  {self.place}" if self.place else ""
        title = cut(plain(self.title), width - len(place)) + place
        return [(Run(title, "strong"),), *self.draw(width, height - 1)]


class Arranged(msgspec.Struct, frozen=True):
    """Which panes stand where."""

    left: tuple[Pane, ...] = ()
    """From the top."""
    right: Pane | None = None
    """Beside what is to be seen to, or below it where it is not wide."""
    after: str = ""
    """Name of the pane that comes next in the last place on the left; empty: all are in sight."""


def panes(live: Live, queue: str | None, measure: HeatMeasure) -> list[Pane]:
    """Return the panes that have something to say of a queue, or without one of all."""
    found = [
        ("arrivals", blocks_title(live, queue), blocks_draw(live, queue)),
        ("heat", heat_title(live, queue, measure), heat_draw(live, queue, measure)),
    ]
    if live.report.state != "none":
        found.append(("agents", agents_title(live), agents_draw(live, queue)))
    return [Pane(name, title, draw) for name, title, draw in found if draw is not None]


def arranged(shown: Sequence[Pane], *, wide: bool, high: bool, wanted: str) -> Arranged:
    """Return where panes stand: wide or high, the agents do at the right; high, two at the left.

    Those that have no room take turns in the last place on the left; `wanted` is there if it can.
    """
    right = next((pane for pane in shown if (wide or high) and pane.name == "agents"), None)
    left = [pane for pane in shown if pane is not right]
    room = 2 if high else 1
    if len(left) <= room:
        return Arranged(tuple(left), right)
    fixed, turning = left[: room - 1], left[room - 1 :]
    at = next((i for i, pane in enumerate(turning) if pane.name == wanted), 0)
    last = msgspec.structs.replace(turning[at], place=f"{at + 1}/{len(turning)}")
    return Arranged((*fixed, last), right, turning[(at + 1) % len(turning)].name)
