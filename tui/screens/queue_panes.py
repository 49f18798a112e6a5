"""The lower part of Queue: charts that share the room beside what is to be seen to."""

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.events import Click, Resize

from store.figures.heat import HeatMeasure
from tui.live_care import care
from tui.live_heat import heat_known, next_measure
from tui.live_panes import Arranged, arranged, panes
from tui.live_words import Live
from widgets.chart import Chart


class QueuePanes(Horizontal):
    """Arrivals, heat map and agents as the size allows, and alarms, heads and busy check."""

    def __init__(self) -> None:
        super().__init__(id="lower")
        self._live: Live | None = None
        self._queue: str | None = None
        self._wanted = ""
        """Name of the pane that was turned to."""
        self._measure: HeatMeasure = "arrivals"
        self._arranged = Arranged()

    def compose(self) -> ComposeResult:
        """Two charts in a column; what is to be seen to, with one more beside or below it."""
        with Vertical(id="left"):
            yield Chart(id="first")
            yield Chart(id="second")
        with Container(id="right"):
            yield Chart(id="care")
            yield Chart(id="third")

    def show(self, live: Live, queue: str | None) -> None:
        """Draw what is of a queue, without one what is of all."""
        self._live, self._queue = live, queue
        self._arrange()

    def turn(self) -> None:
        """Show the next pane in the changing place."""
        self._wanted = self._arranged.after
        self._arrange()

    def turn_measure(self) -> None:
        """Show the next measure in the heat map."""
        if self._live is not None:
            self._measure = next_measure(self._live, self._queue, self._measure)
            self._arrange()

    def turns(self) -> bool:
        """Whether panes take turns."""
        return bool(self._arranged.after)

    def has_measures(self) -> bool:
        """Whether a heat map is in sight that could show something else."""
        live, in_sight = self._live, any(pane.name == "heat" for pane in self._arranged.left)
        return live is not None and in_sight and len(heat_known(live, self._queue)) > 1

    def _arrange(self) -> None:
        live, queue = self._live, self._queue
        if live is None:
            return
        found = arranged(
            panes(live, queue, self._measure),
            wide=self.screen.has_class("-wide"),
            high=self.screen.has_class("-high"),
            wanted=self._wanted,
        )
        self._arranged = found
        places = dict(zip(("first", "second"), found.left, strict=False))
        if found.right is not None:
            places["third"] = found.right
        for name in ("first", "second", "third"):
            chart, pane = self.query_one(f"#{name}", Chart), places.get(name)
            chart.display = pane is not None
            chart.draw = pane
        self.query_one("#left").display = bool(found.left)
        self.set_class(found.right is None, "-pair")
        self.query_one("#care", Chart).draw = care(live, queue)

    def on_resize(self, event: Resize) -> None:
        """Let other panes stand where there is other room."""
        del event
        self._arrange()

    def on_click(self, event: Click) -> None:
        """Turn on where the title of the changing pane is clicked."""
        changing = ("first", "second")[len(self._arranged.left) - 1 :][:1]
        if self.turns() and event.widget is not None and event.widget.id in changing:
            offset = event.screen_offset - event.widget.region.offset
            if offset.y == 0:
                event.stop()
                self.turn()
