"""One import: what each file would become, what it asks, and, once taken, what came of it."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual.containers import Container, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from store.imports.back import WayBack
from store.records.report import FileReport
from store.records.words import N_
from store.records.work import Mapping
from store.team import Team
from tui.commands import Command, bindings
from tui.import_state import Line, RunState
from tui.reads.importing import Importing, Step, Table, read_files
from tui.reads.imports import read_shops
from tui.run_words import RunWords
from tui.screens.base import FloorScreen
from tui.screens.import_asks import Asking
from tui.screens.import_back import TOUCHED, back_out
from tui.screens.lists import cursor_of, list_of
from tui.workers import quick_keys
from widgets.grid import Grid
from widgets.grid_model import Column

_RUNNING = frozenset({"looking", "taking"})
_EVERY_S = 0.15
"""How often the list follows a running import."""


class RunScreen(FloorScreen[tuple[str, ...]]):
    """Files on their way in: looked at first, taken when the lead says so, then reported on."""

    ANSWERS: ClassVar[str] = N_("What would each file become, and what does it need from me?")
    AUTO_FOCUS = "#files"
    CSS_PATH = "import_run.tcss"
    OWN = (
        Command(
            "run.take",
            ("t", "alt+t"),
            N_("Take"),
            N_("Take every file that can be taken."),
            on_bar=True,
            changes=True,
        ),
        Command(
            "run.answer",
            ("a", "f12"),
            N_("Answer"),
            N_("Say what the file under the cursor asks: shop, day or columns. Enter does it too."),
            on_bar=True,
        ),
        Command(
            "run.columns",
            ("m", "f11"),
            N_("Columns"),
            N_("Say what the columns of the file mean; remembered for files of its shape."),
            on_bar=True,
        ),
        Command(
            "run.leave",
            ("x", "delete"),
            N_("Leave out"),
            N_("Leave the file out, or take it in again."),
            on_bar=True,
        ),
        Command(
            "run.newcomers",
            ("w", "ctrl+w"),
            N_("New agents"),
            N_("Make an agent of every unknown name, or no longer."),
        ),
        Command(
            "run.names",
            ("n", "ctrl+n"),
            N_("Names"),
            N_("Say who stands behind the names that count for nobody."),
            on_bar=True,
        ),
        Command(
            "run.take_back",
            ("z", "ctrl+b"),
            N_("Take back"),
            N_("Take back the last import, all its files."),
            on_bar=True,
            changes=True,
        ),
        Command("run.stop", ("k", "ctrl+k"), N_("Stop"), N_("Stop after the present file.")),
    )
    BINDINGS: ClassVar = bindings(OWN)

    def __init__(self, paths: Sequence[str], kept: Sequence[FileReport] = ()) -> None:
        """Import files and folders, or show the reports that were `kept` of an import."""
        super().__init__()
        self._asked = tuple(paths)
        self.state = RunState()
        """Where the import stands."""
        self._words: RunWords
        self._told: Line | None = None
        """What the details speak of."""
        self._importing: Importing | None = None
        self._stopping = False
        self._begun = False
        if kept:
            path = kept[0].path
            self.state.paths = (path,)
            self.state.steps = {path: Step(path, tuple(Table(one, None) for one in kept))}
            self.state.phase, self._begun = "done", True

    def body(self) -> Iterable[Widget]:
        """How far it is; the files; the file under the cursor in full."""
        words = self.board.words
        self._words, self._told = RunWords(self.board.session, self.state), None
        columns = [
            Column("name", words.text("File"), least=16, most=44),
            Column("state", words.text("State"), most=16),
            Column("source", words.text("Source"), most=20),
            Column("days", words.text("Dates"), most=24),
            Column("rows", words.text("Rows"), align="right", sort="number"),
            Column("settle", words.text("To settle"), most=40),
        ]
        yield Static(id="heading", classes="heading", markup=False)
        with Container(id="sides"):
            yield list_of(self.board, "files", columns, words.text("Looking for exports."))
            with VerticalScroll(id="detail-side"):
                yield Static(id="details", markup=False)

    @property
    def _files(self) -> Grid:
        return self.query_one("#files", Grid)

    def question(self) -> Callable[[Team], tuple[str, ...]]:
        """Ask which files there are; once."""
        return partial(read_files, paths=() if self._begun else self._asked)

    def show_facts(self, facts: tuple[str, ...]) -> None:
        """Begin to look at the files, or show again what is known."""
        if not self._begun:
            self._begun = True
            self.state.paths = facts
            self._look()
        self._draw()
        if self.focused is None:
            self._files.focus()

    # Showing

    def _draw(self) -> None:
        self._files.set_rows(self._words.rows())
        self._draw_heading()
        self._draw_details()

    def _draw_heading(self) -> None:
        part = self._importing.done if self._importing else None
        self.query_one("#heading", Static).update(self._words.heading(part))

    def _draw_details(self) -> None:
        line = self._line()
        if line is None or line != self._told:
            self._told = line
            self.query_one("#details", Static).update(self._words.details(line))

    def _line(self) -> Line | None:
        key = cursor_of(self, "#files")
        return next((line for line in self.state.lines() if line.key == key), None)

    def on_grid_row_highlighted(self, event: Grid.RowHighlighted) -> None:
        """Show the file under the cursor in full."""
        event.stop()
        self._draw_details()
        self.query_one("#detail-side", VerticalScroll).scroll_home(animate=False)
        self.bars()

    # Looking and taking

    def _look(self) -> None:
        """Look at every file that isn't in the team yet, anew."""
        self.run_worker(self._run("looking"), group="run", exclusive=True, exit_on_error=False)

    async def _run(self, phase: str) -> None:
        """Go through the files, one question to the store each, so that others come between."""
        state, looking = self.state, phase == "looking"
        todo = state.to_look_at() if looking else state.to_take()
        if not looking:
            self.board.last_import = ()
        state.phase = "looking" if looking else "taking"
        state.at, state.all, self._stopping = 0, len(todo), False
        importing = Importing(dry_run=looking, new_agents=state.new_agents)
        self._importing = importing
        ticks = self.set_interval(_EVERY_S, self._draw)
        try:
            with quick_keys():
                for path in todo:
                    await self._step(importing, path)
                    if self._stopping:
                        break
        finally:
            ticks.stop()
            if self._importing is importing:  # no newer pass has begun
                self._importing = None
                self._ended(looking=looking)

    def _ended(self, *, looking: bool) -> None:
        self.state.phase = "ready" if looking else "done"
        if not looking:
            self.board.say_working("")
            self.board.touch(TOUCHED)
        if self.is_attached:
            self._draw()
            self.bars()

    async def _step(self, importing: Importing, path: str) -> None:
        state, board = self.state, self.board
        if state.phase == "taking":
            told = board.words.say("importing {n} of {all}", n=state.at + 1, all=state.all)
            board.say_working(told)
        step = partial(importing.step, path=path, answers=state.answers.get(path))
        done = state.steps[path] = await board.store.ask(step)
        state.at += 1
        if done.ids:
            board.last_import = (*board.last_import, *done.ids)

    # Commands

    def why_not(self, action: str) -> str:
        """Return why something can't be done now."""
        words, phase, line = self.board.words, self.state.phase, self._line()
        running = phase in _RUNNING
        if action == "stop" and not running:
            return words.text("Nothing is running.")
        if action in ("take", "answer", "columns", "leave", "newcomers", "take_back") and running:
            return words.text("One moment: files are being read.")
        if action == "take_back" and not self.board.last_import:
            return words.text("Nothing was taken here.")
        if action == "take" and not self.state.to_take():
            return words.text("There is nothing that can be taken.")
        if action in ("answer", "columns", "leave") and line is None:
            return words.text("There is no file.")
        if line is None:
            return ""
        if action in ("columns", "leave", "answer") and line.code in ("taken", "same"):
            return words.text("This file is taken already.")
        if action == "answer" and line.code not in ("shop", "day", "columns", "new"):
            return words.text("This file asks nothing.")
        if action == "columns" and line.table.report.kind == "roster":
            return words.text("A roster's columns are known.")
        return ""

    def do_take(self) -> None:
        """Take every file that can be taken."""
        self.run_worker(self._run("taking"), group="run", exclusive=True, exit_on_error=False)

    def do_stop(self) -> None:
        """Stop after the present file."""
        self._stopping = True
        self.notify(self.board.words.text("Stops after this file."), markup=False)

    def do_back(self) -> None:
        """Stop a running import; otherwise go back."""
        if self.state.phase == "taking":
            self.do_stop()
        else:
            self._stopping = True
            self.app.pop_screen()

    def do_leave(self) -> None:
        """Leave the file out, or take it in again."""
        line = self._line()
        assert line is not None
        self.state.out ^= {line.path}
        self._files.action_cursor_down()
        self._draw()
        self.bars()

    def do_newcomers(self) -> None:
        """Make an agent of every unknown name, or no longer."""
        self.state.new_agents = not self.state.new_agents
        words = self.board.words
        self.notify(
            words.text("Every unknown name becomes an agent.")
            if self.state.new_agents
            else words.text("Unknown names wait until they are settled."),
            markup=False,
        )
        self._look()

    def do_names(self) -> None:
        """Settle names."""
        from tui.screens.import_names import NamesScreen

        self.app.push_screen(NamesScreen())

    def do_take_back(self) -> None:
        """Take back what was taken here and look at its files again."""
        self.run_worker(self._take_back(), group="back", exclusive=True, exit_on_error=False)

    async def _take_back(self) -> None:
        find = partial(WayBack, ids=self.board.last_import)
        await back_out(self.board, await self.board.store.ask(find))
        self.state.steps.clear()
        self._look()

    def do_answer(self) -> None:
        """Ask what the file under the cursor asks."""
        line = self._line()
        assert line is not None
        if line.code == "shop":
            self.run_worker(self._ask_shop(line), group="ask", exit_on_error=False)
        elif line.code == "day":
            self._asking.day(line)
        else:
            self._map(line)

    @property
    def _asking(self) -> Asking:
        return Asking(self.board, self.state, self._look)

    async def _ask_shop(self, line: Line) -> None:
        self._asking.shop(line, await self.board.store.ask(read_shops))

    def do_columns(self) -> None:
        """Ask what the columns of the file mean."""
        line = self._line()
        assert line is not None
        self._map(line)

    def _map(self, line: Line) -> None:
        from tui.screens.import_map import MapScreen

        def mapped(mapping: Mapping) -> None:
            self.state.say_columns(line, mapping)
            self._look()

        self.app.push_screen(MapScreen(line.path, mapped))

    def on_grid_row_opened(self, event: Grid.RowOpened) -> None:
        """Ask what the file asks."""
        event.stop()
        self.board.do("run.answer")
