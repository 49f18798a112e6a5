"""Queue: what waits now, how old the data is, and how many heads it takes."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from store.alarm_book import acknowledge_alarm, snooze_alarm
from store.exports.csv_text import csv_text
from store.figures.alarms import Alarms
from store.records.queue import Alarm
from store.records.words import N_
from store.team import Team
from tui.commands import bindings
from tui.feeding import Heard
from tui.live_table import live_table, saved_table
from tui.live_words import Live
from tui.queue_asked import asked_of_table
from tui.reads.queue import QueueFacts, read_queue
from tui.reads.queue_why import QueueAsked
from tui.screens.queue_commands import QUEUE_COMMANDS
from tui.screens.queue_panes import QueuePanes
from tui.screens.queue_replay import QueueReplay
from widgets.grid import Grid
from widgets.grid_model import Column
from widgets.notice import Notice
from widgets.replay_bar import ReplayBar

SNOOZE = timedelta(minutes=15)
_ALARMS = frozenset({"alarms"})
_READ_AGAIN_S = 300.0
"""How often forecast and heads are reckoned anew."""
_AROUND = 2
"""Lines of the table beside its rows."""
_MOST_ROWS = 12


class QueueScreen(QueueReplay):
    """A row a queue; below, the day's arrivals beside what is to be seen to."""

    MODE: ClassVar[str] = "queue"
    ANSWERS: ClassVar[str] = N_("What waits now, will it hold, and is the team truly too busy?")
    CSS_PATH = "queue.tcss"
    TABLES = frozenset(
        {"feeds", "queues", "half_hours", "marked_days", "settings", "agents", "agent_days"}
    )
    OWN = QUEUE_COMMANDS
    BINDINGS: ClassVar = bindings(OWN)

    def __init__(self) -> None:
        super().__init__()
        self.grid = Grid()
        """The table."""
        self._known: tuple[str, ...] = ()
        """Queues that the facts were read for."""

    def body(self) -> Iterable[Widget]:
        """Return the data's age, the table, and below it the charts."""
        yield Static(id="age", markup=False)
        yield ReplayBar(ascii_only=self.board.session.options.ascii_only)
        columns = [Column("queue", self.board.words.text("Queue"))]
        self.grid = Grid(columns, selectable=False, glyphs=self.board.glyphs)
        yield self.grid
        yield QueuePanes()

    def on_mount(self) -> None:
        """Listen to the feeds too."""
        super().on_mount()
        self.board.queue_told.subscribe(self, self._heard)
        self.set_interval(_READ_AGAIN_S, self._read_again)

    def question(self) -> Callable[[Team], QueueFacts]:
        """Ask for what stands beside the live report."""
        played = self.played_question()
        return played or partial(read_queue, report=self.board.queue.report)

    def show_facts(self, facts: QueueFacts) -> None:
        """Draw everything; without a feed say how one is added."""
        self._known = tuple(facts.queues)
        if not facts.feeds and facts.report.state == "none" and facts.played is None:
            words = self.board.words
            self.query_one(Notice).tell(
                words.text("No live queue yet."),
                words.text(
                    "Add a feed: `floorboard feed add folder PATH` (an export that is saved again "
                    "and again), `file`, `command` or `http`; see `floorboard feed add --help`. "
                    "Or press n and type what the platform's screen shows. "
                    "Until then: how busy the team was, and the forecast."
                ),
            )
        self._draw()
        if self.focused is None and self.grid.display:
            self.grid.focus()

    def on_screen_resume(self) -> None:
        """Show what was told while the screen was hidden."""
        super().on_screen_resume()
        self._draw()

    def _heard(self, heard: Heard) -> None:
        """Draw the newest; where there are other queues than were read of, read again."""
        if not self.is_current or self.facts is None or self.replayed is not None:
            return
        report = heard.report
        if report is not None and tuple(one.queue for one in report.queues) != self._known:
            self.reload()
        else:
            self._draw()

    def _read_again(self) -> None:
        if self.is_current:
            self.reload()
        else:
            self._stale = True

    def _live(self) -> Live | None:
        facts = self.fitting()
        return Live(self.board.session, facts, self.heard()) if facts else None

    def _draw(self) -> None:
        live = self._live()
        if live is None:
            return
        self.draw_bar()
        age, told = self.query_one("#age", Static), self.age(live)
        age.update(told, layout=False)
        age.styles.height = told.plain.count("\n") + 1
        columns, rows = live_table(live)
        self.set_class(not rows, "-empty")
        self.query_one("#age").display = bool(rows or live.facts.feeds or self.replayed)
        if list(self.grid.view.columns) == columns:
            self.grid.set_rows(rows)
        else:
            at = self.grid.cursor_key
            self.grid.set_columns(columns, rows)
            if at is not None:
                self.grid.move_to_key(at)
        height = min(len(rows), _MOST_ROWS) + _AROUND
        if self.grid.styles.height is None or self.grid.styles.height.value != height:
            self.grid.styles.height = height
        self._draw_lower(live)

    def _draw_lower(self, live: Live) -> None:
        self.query_one(QueuePanes).show(live, self.grid.cursor_key)

    def on_grid_row_highlighted(self) -> None:
        """Draw what is of the queue under the cursor."""
        if live := self._live():
            self._draw_lower(live)
            self.bars()

    def on_grid_row_opened(self) -> None:
        """Say where the number under the cursor comes from."""
        self.board.do("everywhere.why")

    def why_asked(self) -> QueueAsked | None:
        """Ask about the number under the cursor; on a queue's name about its heads."""
        live = self._live()
        if live is None:
            return None
        return asked_of_table(live, self.grid.cursor_key, self.grid.cursor_column)

    def save_table(self) -> tuple[str, str] | None:
        """Return the rows as CSV with plain values."""
        live = self._live()
        if live is None or not live.report.queues:
            return None
        return f"queue-{live.report.at:%Y-%m-%d-%H%M}.csv", csv_text(saved_table(live))

    # Commands

    def why_not(self, action: str) -> str:
        """Return why a command can't be done: no alarm, nothing more to see."""
        if why := self.why_no_replay(action):
            return why
        words, panes = self.board.words, self.query_one(QueuePanes)
        if action in ("acknowledge", "snooze") and self._alarm() is None:
            return words.text("No alarm is open.")
        if action == "view" and not panes.turns():
            return words.text("Everything that is known is in sight.")
        if action == "measure" and not panes.has_measures():
            return words.text("No heat map with other measures is in sight.")
        return ""

    def _alarm(self) -> Alarm | None:
        """Return the alarm meant: one not seen to first, of the queue under the cursor first."""
        alarms = self.board.queue.alarms or Alarms()
        held = alarms.open.values()
        at = self.grid.cursor_key
        ranked = sorted(held, key=lambda one: (one.acknowledged_at is not None, one.queue != at))
        return ranked[0] if ranked else None

    def do_acknowledge(self) -> None:
        """See to the alarm."""
        if (alarm := self._alarm()) is not None:
            by = self.board.session.env.get("USER") or ""
            self._answer(partial(_seen_to, alarm=alarm, by=by))

    def do_snooze(self) -> None:
        """Put the alarm off."""
        if (alarm := self._alarm()) is not None:
            self._answer(partial(_put_off, alarm=alarm))

    def _answer(self, change: Callable[[Team], Alarms]) -> None:
        self.run_worker(self._answered(change), group="alarm", exit_on_error=False)

    async def _answered(self, change: Callable[[Team], Alarms]) -> None:
        self.board.keep_answer(await self.board.change(change, _ALARMS))

    def do_view(self) -> None:
        """Show the next of the panes that take turns."""
        self.query_one(QueuePanes).turn()
        self.bars()

    def do_measure(self) -> None:
        """Show the next measure in the heat map."""
        self.query_one(QueuePanes).turn_measure()

    def do_count(self) -> None:
        """Ask how a queue stands, as the lead reads it elsewhere."""
        from tui.screens.count import CountScreen

        self.board.push_screen(CountScreen(self.grid.cursor_key))

    def do_what_if(self) -> None:
        """Open the what-if, filled with the queue under the cursor."""
        from tui.screens.what_if import WhatIfScreen, given_by

        if self.facts is not None:
            self.board.push_screen(WhatIfScreen(given_by(self.facts, self.grid.cursor_key)))


def _seen_to(team: Team, alarm: Alarm, by: str) -> Alarms:
    held = Alarms({(alarm.queue, alarm.measure): alarm})
    return acknowledge_alarm(team, held, alarm.queue, alarm.measure, by=by)


def _put_off(team: Team, alarm: Alarm) -> Alarms:
    until = team.clock.now() + SNOOZE
    held = Alarms({(alarm.queue, alarm.measure): alarm})
    return snooze_alarm(team, held, alarm.queue, alarm.measure, until=until)
