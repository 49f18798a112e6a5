"""Why this number: a sheet over any screen that has figures."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from store.records.words import N_
from tui.reads.why import Asked, WhyFacts, read_why
from tui.why_sheet import WhySheet
from widgets.fact_sheet import Fact, FactSheet

if TYPE_CHECKING:
    from tui.app import FloorboardApp
    from tui.reads.queue_why import QueueAsked, QueueWhyFacts


class WhyScreen(ModalScreen[None]):
    """Shows where one number comes from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,equals_sign,f4,enter,q", "dismiss", N_("Back"), show=False),
        Binding("f2", "mask", N_("Mask"), show=False, id="everywhere.mask"),
    ]

    @property
    def board(self) -> "FloorboardApp":
        """The app, typed."""
        return cast("FloorboardApp", self.app)

    def __init__(self, asked: "Asked | QueueAsked") -> None:
        super().__init__()
        self._asked = asked
        self._told: WhyFacts | QueueWhyFacts | None = None

    def compose(self) -> ComposeResult:
        """Lay out an empty sheet; it is filled when the store has answered."""
        with VerticalScroll(classes="sheet"):
            yield FactSheet()

    def on_mount(self) -> None:
        """Ask for every cell behind the number."""
        self.run_worker(self._load(), group="load", exclusive=True, exit_on_error=False)

    async def _load(self) -> None:
        asked, ask = self._asked, self.board.store.ask
        if isinstance(asked, Asked):
            self._told = await ask(partial(read_why, asked=asked))
        else:
            from tui.reads.queue_why import read_queue_why

            self._told = await ask(partial(read_queue_why, asked=asked))
        self._show()

    def _show(self) -> None:
        if self._told is not None:
            self.query_one(FactSheet).facts = self._facts(self._told)

    def _facts(self, told: "WhyFacts | QueueWhyFacts") -> tuple[Fact, ...]:
        session = self.board.session
        if isinstance(told, WhyFacts):
            return tuple(WhySheet(session, told).facts())
        from tui.queue_why_text import queue_facts

        return tuple(Fact(one.label, one.lines, one.tone) for one in queue_facts(session, told))

    async def action_mask(self) -> None:
        """Hide or show names, on the sheet too."""
        await self.board.do_mask()
        self._show()
