"""A queue counted by eye: four numbers typed in, and the floor has them."""

from textual.widgets import Input

from store.errors import FloorboardError
from store.feeds.count import note_count
from store.feeds.manual import Count
from store.records.queue import Snapshot
from store.records.words import N_
from store.team import Team
from tui.feed_text import noted
from tui.screens.form_sheet import FormSheet
from tui.wording import tell_error

_HEADS = ("online", "available", "busy", "away")


class CountScreen(FormSheet):
    """A line a number; Enter keeps what was read, a line left empty was not read."""

    TITLE = N_("How the queue stands now, as you read it")
    FIELDS = (
        ("queue", N_("Queue")),
        ("waiting", N_("Waiting")),
        ("longest", N_("Longest wait, seconds or 1:35")),
        ("open", N_("Open contacts")),
        ("online", N_("Agents online")),
        ("available", N_("Agents available")),
        ("busy", N_("Agents busy")),
        ("away", N_("Agents away")),
    )
    KEYS = N_("enter: keep it, tab, up and down: the next line, esc: leave it")

    def __init__(self, queue: str | None) -> None:
        """`queue` is the one under the cursor."""
        super().__init__({"queue": queue or ""})
        self._named = queue is not None

    def on_mount(self) -> None:
        """Begin where something is to be typed."""
        super().on_mount()
        self.query_one("#waiting" if self._named else "#queue", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep what was typed."""
        event.stop()
        self.run_worker(self._keep(), group="count", exclusive=True, exit_on_error=False)

    async def _keep(self) -> None:
        words = self.board.words
        try:
            count = self._count()
        except ValueError as error:
            self.answer(words.say("{field}: write a number.", field=words.text(str(error))))
            return

        def keep(team: Team) -> Snapshot:
            return note_count(team, count)[0]

        try:
            snapshot = await self.board.store.ask(keep)
        except FloorboardError as error:
            self.answer(tell_error(words, error))
            return
        self.board.read_floor()
        self.board.notify(noted(words, snapshot), markup=False)
        self.dismiss(None)

    def _count(self) -> Count:
        """Return what was read. `ValueError` with the label of a line that holds no number."""
        heads = {name: self._number(name) for name in _HEADS}
        return Count(
            queue=self.typed("queue"),
            waiting=self._number("waiting"),
            longest_wait_s=self._number("longest"),
            open_contacts=self._number("open"),
            agents=heads if any(n is not None for n in heads.values()) else None,
        )

    def _number(self, field: str) -> int | None:
        """Return what a line holds, `1:35` in seconds; None where it is empty."""
        typed = self.typed(field).replace("\uff1a", ":")
        if not typed:
            return None
        minutes, _, seconds = typed.rpartition(":")
        try:
            return int(minutes or 0) * 60 + int(seconds)
        except ValueError:
            raise ValueError(dict(self.FIELDS)[field]) from None
