"""Today: what needs me in the next ten minutes."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from store.exports.csv_text import csv_text
from store.figures.results import Item
from store.records.words import N_
from store.records.work import Mark
from store.rolls import mark
from store.team import Team
from tui.brief_text import BriefWords
from tui.commands import Command, bindings
from tui.feeding import Heard
from tui.reads.today import TodayFacts, read_today
from tui.reads.why import Asked, of_item
from tui.screens.base import FloorScreen
from tui.today_words import TodayWords, strip_table
from widgets.grid import Grid
from widgets.grid_model import Column
from widgets.notice import Notice
from widgets.number_line import NumberLine
from widgets.tiles import TileStrip
from widgets.todo import TodoList

if TYPE_CHECKING:
    from tui.reads.inbox import Inbox
    from tui.reads.queue_why import QueueAsked

_MARKS = frozenset({"rolls"})


class TodayScreen(FloorScreen[TodayFacts]):
    """The first screen: the day's numbers, what to do, who is on."""

    MODE: ClassVar[str] = "today"
    ANSWERS: ClassVar[str] = N_("What needs me in the next ten minutes?")
    CSS_PATH = "today.tcss"
    AUTO_FOCUS = "TodoList"
    TABLES = frozenset(
        {"agent_days", "periods", "agents", "bindings", "shops", "settings", "files", "rolls"}
    )
    OWN = (
        Command(
            "today.here",
            ("h", "insert"),
            N_("Here"),
            N_("Mark the person as on today, and go on to the next."),
            on_bar=True,
            changes=True,
        ),
        Command(
            "today.away",
            ("x", "delete"),
            N_("Away"),
            N_("Mark the person as away today, and go on to the next."),
            on_bar=True,
            changes=True,
        ),
        Command(
            "today.copy",
            ("y", "ctrl+y"),
            N_("Copy brief"),
            N_("Copy the brief as plain text, for a chat group."),
            on_bar=True,
        ),
    )
    BINDINGS: ClassVar = bindings(OWN)

    def body(self) -> Iterable[Widget]:
        """The day's line and strip; below, what to do beside who is on."""
        words = self.board.words
        yield Static(id="day", classes="heading", markup=False)
        yield NumberLine(id="queue")
        yield TileStrip(id="tiles")
        with Horizontal(id="floor"):
            with Vertical(id="attention-side"):
                title = words.text("What needs you first")
                yield Static(title, classes="title heading", markup=False)
                yield TodoList(glyphs=self.board.glyphs)
                yield Static(id="pace", classes="hint", markup=False)
            with Vertical(id="roll-side"):
                yield Static(id="on", classes="title heading", markup=False)
                yield Grid(
                    [
                        Column("name", words.text("Agent"), most=14),
                        Column("group", words.text("Group"), most=10),
                        Column("mark", words.text("Today"), least=4, most=6),
                    ],
                    selectable=False,
                    gap=1,
                    glyphs=self.board.glyphs,
                )

    def on_mount(self) -> None:
        """Listen to the feeds too."""
        super().on_mount()
        self.board.queue_told.subscribe(self, self._queue_told)

    def on_screen_resume(self) -> None:
        """Show what was told of the queue while the screen was hidden."""
        super().on_screen_resume()
        self._queue_told(self.board.queue)

    def _queue_told(self, heard: Heard) -> None:
        """Say how the queue stands, where anything live is known of it."""
        if not self.is_current:
            return
        line, report = self.query_one(NumberLine), heard.report
        if report is None:
            line.display = False
            return
        from tui.queue_strip import strip_lead, strip_numbers

        line.lead = strip_lead(self.board.session, report)
        line.numbers = strip_numbers(self.board.session, report)
        line.display = report.state != "none" and bool(report.queues)

    def question(self) -> Callable[[Team], TodayFacts]:
        """Ask for the brief and what stands beside it."""
        return read_today

    def show_facts(self, facts: TodayFacts) -> None:
        """Put the day on the screen; without any data, say how to begin."""
        empty = facts.brief.day is None
        self.set_class(empty, "-empty")
        if empty:
            self._begin()
        words = TodayWords(self.board.session, facts)
        self.query_one("#day", Static).update(words.heading())
        self.query_one(TileStrip).tiles = words.tiles()
        todos = self.query_one(TodoList)
        todos.show(words.todos(), self.board.words.text("Nothing needs you first."))
        self.query_one("#on", Static).update(words.roll_heading())
        self.query_one(Grid).set_rows(words.roll())
        self.query_one("#pace", Static).update("\n".join(words.pace()))
        if self.focused is None:
            todos.focus()
        self.run_worker(self._look_into_inbox(), group="inbox", exclusive=True, exit_on_error=False)

    def _begin(self) -> None:
        words = self.board.words
        self.query_one(Notice).tell(
            words.text("No numbers yet."),
            words.text(
                "Press i to take in the exports that your platforms gave you, a file or a folder."
            ),
        )

    # What is new in the inbox

    async def _look_into_inbox(self) -> None:
        inbox = await self.board.store.ask(_inbox)
        told = self._inbox_told(inbox)
        if told and self.facts is not None:
            heading = TodayWords(self.board.session, self.facts).heading()
            line = "  ·  ".join(part for part in (heading, told) if part)
            self.query_one("#day", Static).update(line)

    def _inbox_told(self, inbox: "Inbox") -> str:
        words = self.board.words
        if inbox.missing:
            return words.text("The inbox folder is not there; see Settings.")
        if not inbox.new:
            return ""
        return words.many("{n} new export: i", "{n} new exports: i", len(inbox.new))

    # Commands

    def why_not(self, action: str) -> str:
        """Return why the roll or the brief can't be used now."""
        empty = self.facts is None or self.facts.brief.day is None
        if empty and action in ("here", "away", "copy"):
            return self.board.words.text("There are no numbers and no people yet.")
        return ""

    def why_asked(self) -> "Asked | QueueAsked | None":
        """Ask about the number of the queue, the tile or the item under the cursor."""
        facts, line = self.facts, self.query_one(NumberLine)
        if line.has_focus:
            from tui.queue_asked import asked_of_strip

            return asked_of_strip(self.board.queue, line.key)
        if facts is None or facts.brief.day is None:
            return None
        tiles, todos = self.query_one(TileStrip), self.query_one(TodoList)
        if tiles.has_focus and tiles.key is not None:
            return Asked(tiles.key, None, facts.brief.day, facts.brief.day)
        if todos.has_focus and todos.key is not None:
            return of_item(self._item(todos.key), facts.brief.day)
        return None

    def save_table(self) -> tuple[str, str] | None:
        """Save the team's numbers of the day and the days before it."""
        facts = self.facts
        if facts is None or facts.brief.day is None:
            return None
        return f"today-{facts.brief.day}.csv", csv_text(strip_table(self.board.session, facts))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say at the foot what can be asked of what has the focus now."""
        del event
        self.bars()

    def on_todo_list_highlighted(self) -> None:
        """Say whether the item has a number to ask about."""
        self.bars()

    @on(TileStrip.Chosen)
    @on(NumberLine.Chosen)
    def _ask_why(self) -> None:
        """Say where the number comes from."""
        self.board.do("everywhere.why")

    def _item(self, key: str) -> Item:
        assert self.facts is not None
        return next(i for i in self.facts.brief.attention if str(i.rank) == key)

    async def do_here(self) -> None:
        """Mark the person under the cursor as here; the first press only goes to the list."""
        await self._mark("here")

    async def do_away(self) -> None:
        """Mark the person under the cursor as away; the first press only goes to the list."""
        await self._mark("away")

    async def _mark(self, value: Mark) -> None:
        roll = self.query_one(Grid)
        if not roll.has_focus:
            roll.focus()
            return
        agent = roll.cursor_key
        if agent is None or self.facts is None:
            return
        day = self.facts.brief.now_day
        roll.action_cursor_down()
        change = partial(mark, day=day, agent=agent, value=value)
        self.run_worker(self.board.change(change, _MARKS), group="mark", exit_on_error=False)

    def do_copy(self) -> None:
        """Copy the brief as plain text; under the mask without names."""
        facts = self.facts
        assert facts is not None
        words = BriefWords(self.board.session, facts.agents, facts.settings)
        self.board.copy_to_clipboard("\n".join(words.lines(facts.brief)))
        self.notify(self.board.words.text("The brief is on the clipboard."), markup=False)

    async def on_todo_list_opened(self, event: TodoList.Opened) -> None:
        """Act on an item: go where it can be settled."""
        await self.board.act_on(self._item(event.key))


def _inbox(team: Team) -> "Inbox":
    """Look into the inbox; what reads exports is loaded only then, after the first paint."""
    from tui.reads.inbox import read_inbox

    return read_inbox(team)
