"""Finds export files: a path that completes itself, and the folder as a list."""

import os
from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Static

from store.records.words import N_
from store.team import Team
from tui.commands import Command, bindings
from tui.file_words import FileWords, short_path
from tui.reads.folder import Entry, Folder, complete, read_folder
from tui.screens.base import FloorScreen
from tui.screens.lists import list_of
from tui.workers import StoreThread
from widgets.grid import Grid
from widgets.grid_model import Cell, Column, Row
from widgets.notice import Notice

_UP = ".."


class _Paths(Suggester):
    """Completes a path through the store's thread, the only one that looks at folders."""

    def __init__(self, store: StoreThread) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._store = store

    async def get_suggestion(self, value: str) -> str | None:
        """Return the first path that goes on from what is typed."""
        return await self._store.ask(partial(complete, typed=value))


class PathLine(Input):
    """A line for a path; Tab takes what is suggested, else goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", N_("Complete the path"), show=False, id="path.complete"),
        Binding("down", "app.focus_next", N_("To the list"), show=False, id="path.down"),
    ]

    def action_complete(self) -> None:
        """Take the suggestion; without one, go to the list."""
        before = self.value
        self.action_end()
        self.action_cursor_right()
        if self.value == before:
            self.screen.focus_next()


class PickScreen(FloorScreen[Folder]):
    """A folder and what is in it; Enter opens a folder or looks at a file."""

    ANSWERS: ClassVar[str] = N_("Where are the export files?")
    AUTO_FOCUS = "#folder"
    CSS_PATH = "import_pick.tcss"
    OWN = (
        Command(
            "pick.take",
            ("t", "alt+t"),
            N_("Look and take"),
            N_("Preview the selected files, or every new export of this folder."),
            on_bar=True,
        ),
        Command(
            "pick.path",
            ("g", "ctrl+g"),
            N_("Path"),
            N_("Type a path; Tab completes it."),
            on_bar=True,
        ),
        Command(
            "pick.up",
            ("backspace", "f12"),
            N_("Up"),
            N_("Go to the folder above."),
            on_bar=True,
        ),
        Command(
            "pick.inbox",
            ("v", "f11"),
            N_("Make it the inbox"),
            N_("Take exports from this folder from now on."),
            on_bar=True,
            changes=True,
        ),
    )
    BINDINGS: ClassVar = bindings(OWN)

    def __init__(self) -> None:
        super().__init__()
        self._here: str | None = None
        """The folder to show; None is the first usual place."""

    def body(self) -> Iterable[Widget]:
        """The path, the usual places and the folder's entries."""
        words = self.board.words
        columns = [
            Column("name", words.text("Name"), least=24, most=70),
            Column("size", words.text("Size"), align="right", sort="number"),
            Column("at", words.text("Written")),
        ]
        yield PathLine(
            id="path",
            compact=True,
            suggester=_Paths(self.board.store),
            password=self.board.session.options.mask,
            select_on_focus=False,
        )
        yield list_of(
            self.board, "folder", columns, words.text("Nothing is in here."), selectable=True
        )
        yield Static(id="told", classes="hint", markup=False)

    @property
    def _grid(self) -> Grid:
        return self.query_one("#folder", Grid)

    def question(self) -> Callable[[Team], Folder]:
        """Ask what is in the folder."""
        last = self.board.personal.last_folder
        return partial(read_folder, path=self._here, last=last)

    def show_facts(self, facts: Folder) -> None:
        """Show the folder, the usual places above it."""
        words, says = self.board.words, FileWords(self.board.session)
        self._here = facts.path
        line = self.query_one("#path", Input)
        if not line.has_focus:
            line.value = short_path(facts.path)
        self._grid.set_rows(self._rows(facts, says))
        files = sum(not entry.folder for entry in facts.entries)
        told = words.many("{n} file here", "{n} files here", files)
        self.query_one("#told", Static).update(told)
        if facts.error is not None:
            self.query_one(Notice).tell(
                words.text("This folder can't be opened."),
                words.say("{why}. Choose another, or type a path.", why=facts.error),
                warns=True,
            )
        if self.focused is None:
            self._grid.focus()

    def _rows(self, facts: Folder, says: FileWords) -> Iterable[Row]:
        words = self.board.words
        blank = (Cell(""), Cell(""))
        for place in facts.places:
            if place.path != facts.path:
                shown = words.say("→ {folder}", folder=says.path(place.path))
                yield Row(f"p:{place.path}", (Cell(shown, "strong"), *blank))
        if facts.parent is not None:
            yield Row(_UP, (Cell(words.text(".. the folder above"), "strong"), *blank))
        for entry in facts.entries:
            yield self._entry(entry, says)

    def _entry(self, entry: Entry, says: FileWords) -> Row:
        name = says.file(entry.name) + (os.sep if entry.folder else "")
        return Row(
            f"{'d' if entry.folder else 'f'}:{entry.path}",
            (
                Cell(name, "strong" if entry.folder else ""),
                Cell(says.size(entry.size), "dim", sort=entry.size),
                Cell(says.moment(entry.at), "dim", sort=entry.at.isoformat() if entry.at else None),
            ),
        )

    def why_not(self, action: str) -> str:
        """Return why something can't be done now."""
        words, facts = self.board.words, self.facts
        if facts is None:
            return words.text("Still looking.")
        if action == "up" and facts.parent is None:
            return words.text("There is no folder above.")
        if action == "take" and not self._chosen():
            return words.text("No file is here.")
        return ""

    def _chosen(self) -> tuple[str, ...]:
        """Return the selected files, or the whole folder."""
        assert self.facts is not None
        keys = [key for grid in self.query("#folder").results(Grid) for key in grid.selected_keys]
        selected = tuple(key[2:] for key in keys if key[:2] in ("f:", "d:"))
        if selected:
            return selected
        return (self.facts.path,) if self.facts.entries else ()

    # Commands

    def do_take(self) -> None:
        """Preview the selected files, or every new export of the folder."""
        self._take(self._chosen())

    def _take(self, paths: tuple[str, ...]) -> None:
        from tui.screens.import_run import RunScreen

        assert self.facts is not None
        self.board.remember(last_folder=self.facts.path)
        self.app.switch_screen(RunScreen(paths))

    def do_path(self) -> None:
        """Let the lead type a path."""
        self.query_one("#path", Input).focus()

    def do_up(self) -> None:
        """Go to the folder above."""
        assert self.facts is not None
        self._go(self.facts.parent)

    def _go(self, path: str | None) -> None:
        self._here = path
        self._grid.filter_by("")
        self.reload()

    def do_inbox(self) -> None:
        """Take exports from this folder from now on."""
        assert self.facts is not None
        folder = self.facts.path

        def write(team: Team) -> None:
            team.change("setting", lambda d: d.put("settings", "inbox", {"value": folder}))

        self.run_worker(self._set_inbox(write), group="inbox", exit_on_error=False)

    async def _set_inbox(self, write: Callable[[Team], None]) -> None:
        await self.board.change(write, frozenset({"settings"}))
        self.notify(self.board.words.text("This folder is the inbox now."), markup=False)

    # What is typed and opened

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the folder that was typed, or look at the file."""
        event.stop()
        self.run_worker(self._typed(event.value), group="typed", exclusive=True)

    async def _typed(self, value: str) -> None:
        from tui.reads.folder import kind_of

        kind, path = await self.board.store.ask(partial(kind_of, path=value))
        if kind == "file":
            self._take((path,))
        elif kind == "folder":
            self._grid.focus()
            self._go(path)
        else:
            told = self.board.words.text("There is no such file or folder.")
            self.notify(told, severity="warning", markup=False)

    def on_grid_row_opened(self, event: Grid.RowOpened) -> None:
        """Open a folder, look at a file."""
        event.stop()
        kind, path = event.key[:2], event.key[2:]
        if event.key == _UP:
            self.do_up()
        elif kind in ("p:", "d:"):
            self._go(path)
        else:
            self._take((path,))
