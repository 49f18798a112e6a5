"""What the app has to do with the store: changes, what others change, rest, and trouble."""

import asyncio
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from msgspec import structs
from textual.app import App
from textual.signal import Signal
from textual.worker import Worker, WorkerState

from store.errors import FloorboardError
from store.memory import ALL_TABLES
from store.team import Team
from tui.feeding import Feeding, Heard, QueueHeard
from tui.reads.floor import Floor, read_floor
from tui.wording import tell_error
from tui.workers import rest

if TYPE_CHECKING:
    from store.figures.alarms import Alarms
    from store.records.queue import Alarm
    from tui.context import Session
    from tui.personal import Personal
    from tui.replays import Replays
    from tui.workers import StoreThread

Answer = TypeVar("Answer")
_LISTEN_EVERY_S = 2.0
_REST_AFTER_S = 20.0
"""Quiet after which the files are written."""
_PATIENCE_S = 1.5
"""A change that takes longer is waiting for another process."""


class AppStore(App[None]):
    """The part of FloorboardApp that asks the store and hears what happened there."""

    session: "Session"
    personal: "Personal"
    """What the person has chosen for this machine."""
    store: "StoreThread"
    changed: Signal[frozenset[str]]
    """Tables touched by a change, ours or another process's."""
    floor: Floor | None = None
    """Team, newest day and health, for the head bar."""
    trouble: FloorboardError | None = None
    """Why the team can't be read just now."""
    working: str = ""
    """What is going on for longer, in words, for the head bar."""
    last_import: tuple[str, ...] = ()
    """Ids of the files that the last import of this run took."""
    queue_told: Signal[Heard]
    """The newest of the queue, about twice a second while a feed runs."""
    queue: Heard = Heard()
    """What was told of the queue last."""
    _answers: "dict[tuple[str, str], Alarm]"
    """Alarms as they were answered, until the feeds have heard of it."""
    _feeding: Feeding | None = None
    _busy_at = 0.0

    def show_state(self) -> None:
        """Bring the bars of the present screen up to date."""
        raise NotImplementedError

    def crash(self, error: Exception) -> None:
        """End the app on a fault of its own."""
        raise NotImplementedError

    def listen(self) -> None:
        """Begin to hear what other processes change."""
        self._busy_at = monotonic()
        self.set_interval(_LISTEN_EVERY_S, self._listen)

    # Feeds

    def begin_feeds(self) -> None:
        """Run the team's feeds beside the app, once; a team without a queue is spared that."""
        if self._feeding is None:
            opener = partial(self.session.open_team, write=not self.session.options.readonly)
            self._feeding = Feeding(opener, self.session.env, self._hear)
            self._feeding.start()

    @property
    def replays(self) -> "Replays | None":
        """Where a replay is wished for; None until the feeds run."""
        return self._feeding.replays if self._feeding is not None else None

    def _hear(self, heard: Heard) -> None:
        """Pass news on to the app; called on the feeds' thread, which does not wait."""
        self.post_message(QueueHeard(heard))

    def on_queue_heard(self, event: QueueHeard) -> None:
        """Keep the newest of the queue and let every screen know."""
        event.stop()
        before, self.queue = self.queue, self._with_answers(event.heard)
        self.queue_told.publish(self.queue)
        self._tell_alarms(event.heard)
        trouble = event.heard.trouble
        if trouble is not None and trouble.code == "feeds_stopped" and before.trouble is None:
            self.tell_error(trouble)

    def _tell_alarms(self, heard: Heard) -> None:
        """Say on whatever screen what has happened to alarms; ring only where that is asked."""
        rungs = [rung for rung in heard.rungs if rung.what != "ended"]
        if not rungs:
            return
        from tui.alarm_text import rungs_line

        over = any(rung.alarm.level == "line" for rung in rungs)
        told = rungs_line(self.session, rungs, heard.owners)
        self.notify(told, severity="error" if over else "warning", markup=False, timeout=10)
        if self.personal.bell and any(rung.rings for rung in rungs):
            self.bell()

    def keep_answer(self, answered: "Alarms") -> None:
        """Show an alarm as it was answered, before the feeds hear of it from the team."""
        self._answers |= answered.open
        self.queue = self._with_answers(self.queue)
        self.queue_told.publish(self.queue)

    def _with_answers(self, heard: Heard) -> Heard:
        """Return the news with the answers that the feeds have not heard of yet."""
        if heard.alarms is None:
            return heard
        held = dict(heard.alarms.open)
        for key, answer in list(self._answers.items()):
            told = held.get(key)
            if (
                told is None
                or (told.since, told.level) != (answer.since, answer.level)
                or (told.acknowledged_at, told.snoozed_until)
                == (
                    answer.acknowledged_at,
                    answer.snoozed_until,
                )
            ):
                del self._answers[key]
            else:
                held[key] = answer
        return structs.replace(heard, alarms=structs.replace(heard.alarms, open=held))

    # Changes

    async def change(
        self, change: Callable[[Team], Answer], tables: frozenset[str] = frozenset()
    ) -> Answer:
        """Ask for a change, then tell every screen which tables it touched.

        It is told even where the screen that asked is gone by then.
        """

        def told(done: asyncio.Future[Answer]) -> None:
            if not done.cancelled() and done.exception() is None:
                self.touch(tables)

        asked = asyncio.ensure_future(self.store.ask(change))
        asked.add_done_callback(told)
        done, _ = await asyncio.wait({asked}, timeout=_PATIENCE_S)
        if not done and not self.working:
            self.notify(
                self.session.words.text(
                    "Another floorboard is writing; this change goes on when it is done."
                ),
                markup=False,
            )
        return await asyncio.shield(asked)

    def say_working(self, what: str) -> None:
        """Say at the head of every screen what is going on; nothing when it is done."""
        self.working = what
        self.show_state()

    def touch(self, tables: frozenset[str]) -> None:
        """Publish that tables were touched."""
        self._busy_at = monotonic()
        self.changed.publish(tables)
        self.read_floor()

    def read_floor(self) -> None:
        """Ask how the folder stands, for the head bar."""
        self.run_worker(self._read_floor(), group="floor", exclusive=True, exit_on_error=False)

    async def _read_floor(self) -> None:
        before = self.floor
        try:
            self.floor = await self.store.ask(read_floor)
        except FloorboardError as error:
            self._in_trouble(error)
        self.show_state()
        if before is not None and self.floor is not None and before.today != self.floor.today:
            self.changed.publish(frozenset(ALL_TABLES))  # what was said of yesterday is a day older

    async def _listen(self) -> None:
        """Hear what others changed; where the team could not be read, see whether it can now."""
        try:
            tables = await self.store.ask(Team.refresh)
        except FloorboardError as error:
            self._in_trouble(error)
            return
        if self.trouble is not None:
            self.trouble = None
            tables = frozenset(ALL_TABLES)
        if tables:
            self.touch(tables)
        elif self._minute_is_over():
            self.read_floor()
        elif not self.working and monotonic() - self._busy_at > _REST_AFTER_S:
            self._busy_at = monotonic()
            self.run_worker(self.store.ask(rest), group="rest", exit_on_error=False)

    def _minute_is_over(self) -> bool:
        """Whether the head bar tells a minute that is past."""
        if self.floor is None:
            return False
        now = self.session.clock(self.floor.now.tzinfo).now()
        return now.replace(second=0, microsecond=0) > self.floor.now

    def _in_trouble(self, error: FloorboardError) -> None:
        before, self.trouble = self.trouble, error
        if before is None or before.code != error.code:
            self.show_state()

    # What can go wrong

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell what a worker failed with; what is not ours to tell ends the app."""
        if event.state is WorkerState.ERROR:
            event.stop()
            self.failed(event.worker.error)

    def failed(self, error: BaseException | None) -> None:
        """Say what happened and what to do, or end the app on a fault of its own."""
        if isinstance(error, FloorboardError):
            self.tell_error(error)
        elif isinstance(error, Exception):
            self.crash(error)

    def tell_error(self, error: FloorboardError) -> None:
        """Say what happened and what to do."""
        told = tell_error(self.session.words, error)
        self.notify(told, severity="error", markup=False, timeout=10)
