"""Import: what is new in the inbox, what was taken lately, which names wait to be settled."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from store.imports.back import WayBack
from store.records.words import N_
from store.team import Team
from tui.commands import Command, bindings
from tui.import_words import ImportWords
from tui.reads.imports import ImportFacts, Past, read_imports
from tui.screens.ask import Answer, AskScreen, Question
from tui.screens.base import FloorScreen
from tui.screens.import_back import TOUCHED, back_out
from tui.screens.lists import list_of
from widgets.grid import Grid
from widgets.grid_model import Cell, Column, Row
from widgets.notice import Notice
from widgets.type_list import Choice

_NAME_CELLS, _NAME_MOST = 36, 78
_BESIDE_NEW, _BESIDE_PAST = 30, 52
"""Cells of a list that are not its names': its margins and its other columns."""


class ImportScreen(FloorScreen[ImportFacts]):
    """Where an import begins: the inbox on one side, what was taken on the other."""

    MODE: ClassVar[str] = "import"
    ANSWERS: ClassVar[str] = N_("Which exports are new, and what came of those before?")
    AUTO_FOCUS = ""
    CSS_PATH = "import_files.tcss"
    TABLES = TOUCHED | {"settings"}
    OWN = (
        Command(
            "import.take",
            ("t", "alt+t"),
            N_("Look and take"),
            N_("Preview the selected new files, or all of them, and take them."),
            on_bar=True,
        ),
        Command(
            "import.browse",
            ("b", "ctrl+o"),
            N_("Choose files"),
            N_("Find export files in a folder."),
            on_bar=True,
        ),
        Command(
            "import.names",
            ("n", "ctrl+n"),
            N_("Names"),
            N_("Say who stands behind the names that count for nobody."),
            on_bar=True,
        ),
        Command(
            "import.take_back",
            ("z", "ctrl+b"),
            N_("Take back"),
            N_("Take back the last import, all its files."),
            on_bar=True,
            changes=True,
        ),
        Command(
            "import.again",
            ("r", "ctrl+r"),
            N_("Look again"),
            N_("Look into the inbox again."),
        ),
    )
    BINDINGS: ClassVar = bindings(OWN)

    def body(self) -> Iterable[Widget]:
        """A line on the inbox; below, new files beside those taken."""
        words = self.board.words
        yield Static(id="inbox", classes="heading", markup=False)
        with Horizontal(id="sides"):
            with Vertical(id="new-side"):
                yield Static(id="new-title", classes="title heading", markup=False)
                yield list_of(
                    self.board,
                    "new",
                    self._new_columns(),
                    words.text("Nothing new."),
                    selectable=True,
                )
            with Vertical(id="past-side"):
                yield Static(id="past-title", classes="title heading", markup=False)
                empty = words.text("Nothing was taken yet.")
                yield list_of(self.board, "past", self._past_columns(), empty)
        yield Static(id="next", classes="warns", markup=False)

    def _new_columns(self) -> list[Column]:
        words = self.board.words
        return [
            Column("name", words.text("File"), least=16, most=_NAME_MOST),
            Column("size", words.text("Size"), align="right", sort="number"),
            Column("at", words.text("Written")),
        ]

    def _past_columns(self) -> list[Column]:
        words = self.board.words
        return [
            Column("name", words.text("File"), least=12, most=_NAME_MOST),
            Column("at", words.text("Taken")),
            Column("rows", words.text("Rows"), align="right", sort="number"),
            Column("settle", words.text("To settle"), most=40),
        ]

    def question(self) -> Callable[[Team], ImportFacts]:
        """Ask for the inbox and the last reports."""
        return read_imports

    def show_facts(self, facts: ImportFacts) -> None:
        """Put both lists on the screen, and what to do where they are empty."""
        words, says = self.board.words, ImportWords(self.board.session)
        self.query_one("#inbox", Static).update(self._inbox_told(facts, says))
        title = words.many("{n} new file", "{n} new files", len(facts.new))
        self.query_one("#new-title", Static).update(title)
        self.query_one("#past-title", Static).update(
            words.many("{n} file taken so far", "{n} files taken so far", facts.files)
        )
        most = self._most(3 / 8, _BESIDE_NEW)
        self.query_one("#new", Grid).set_rows(
            Row(
                file.path,
                (
                    Cell(says.file(file.path, most)),
                    Cell(says.size(file.size), "dim", sort=file.size),
                    Cell(says.moment(file.at), "dim", sort=file.at.isoformat()),
                ),
            )
            for file in facts.new
        )
        most = self._most(5 / 8, _BESIDE_PAST)
        self.query_one("#past", Grid).set_rows(self._past(past, says, most) for past in facts.past)
        self.query_one("#next", Static).update(self._next(facts))
        self._begin(facts)
        self.set_class(not facts.files and not facts.new, "-empty")
        if self.focused is None:
            self.query_one("#new" if facts.new else "#past", Grid).focus()

    def _most(self, share: float, beside: int) -> int:
        """Return how many cells a file's name may take in a list with a share of the width."""
        width = self.board.size.width
        room = width if self.has_class("-narrow") else int(width * share)
        return max(_NAME_CELLS, min(room - beside, _NAME_MOST))

    def _inbox_told(self, facts: ImportFacts, says: ImportWords) -> str:
        words, inbox = self.board.words, facts.inbox
        if inbox.folder is None:
            return words.text("No inbox is set: choose a folder with b, and make it the inbox.")
        folder = says.path(inbox.folder)
        if inbox.missing:
            return words.say("The inbox {folder} is not there.", folder=folder)
        return words.say("Inbox: {folder}", folder=folder)

    def _past(self, past: Past, says: ImportWords, most: int) -> Row:
        rows = sum(one.rows.taken for one in past.tables if one.state == "taken")
        left = sum(one.rows.rejected for one in past.tables)
        told = [said for one in past.tables if (said := says.to_settle(one))]
        if left:
            told.insert(0, self.board.words.many("{n} row left out", "{n} rows left out", left))
        cells = (
            Cell(says.file(past.name, most)),
            Cell(says.moment(past.at), "dim", sort=past.at.isoformat()),
            Cell(f"{rows:,}" if past.tables else "", sort=rows),
            Cell(self.board.words.listed(told), "dim"),
        )
        return Row(past.id, cells)

    def _next(self, facts: ImportFacts) -> str:
        words = self.board.words
        if facts.unbound:
            return words.many(
                "{n} name counts for nobody until you say who it is: n",
                "{n} names count for nobody until you say who they are: n",
                facts.unbound,
            )
        return ""

    def _begin(self, facts: ImportFacts) -> None:
        """Say how to begin where nothing was ever taken, or the inbox has gone."""
        words, notice = self.board.words, self.query_one(Notice)
        if facts.inbox.missing:
            notice.tell(
                words.text("The inbox folder is not there."),
                words.text(
                    "Plug in its drive or make the folder again, then look again with r. "
                    "Or choose another with b and make it the inbox."
                ),
                warns=True,
            )
        elif not facts.files and not facts.new:
            notice.tell(
                words.text("Nothing was taken yet."),
                words.text(
                    "Choose the export files with b. First the roster, if there is one: "
                    "who is who, as a table with name and nicknames."
                ),
            )

    # Commands

    def why_not(self, action: str) -> str:
        """Return why something can't be done now."""
        words, facts = self.board.words, self.facts
        if facts is None:
            return words.text("Still looking.") if action in ("take", "names") else ""
        if action == "take" and not facts.new:
            return words.text("Nothing is new in the inbox; choose files with b.")
        if action == "names" and not facts.unbound:
            return words.text("Every name is settled.")
        if action == "take_back" and not facts.files:
            return words.text("Nothing was taken yet.")
        return ""

    def do_take(self) -> None:
        """Preview the selected new files, or all."""
        from tui.screens.import_run import RunScreen

        grid = self.query_one("#new", Grid)
        assert self.facts is not None
        chosen = grid.selected_keys or tuple(file.path for file in self.facts.new)
        self.app.push_screen(RunScreen(chosen))

    def do_browse(self) -> None:
        """Find files in a folder."""
        from tui.screens.import_pick import PickScreen

        self.app.push_screen(PickScreen())

    def do_names(self) -> None:
        """Settle names."""
        from tui.screens.import_names import NamesScreen

        self.app.push_screen(NamesScreen())

    def do_again(self) -> None:
        """Look into the inbox again."""
        self.reload()

    def do_take_back(self) -> None:
        """Take back the last import."""
        self.run_worker(self._take_back(), group="back", exclusive=True, exit_on_error=False)

    async def _take_back(self) -> None:
        """Take back what was taken in this run at once; what was taken before, after a question."""
        find = partial(WayBack, ids=self.board.last_import or None)
        words, way = self.board.words, await self.board.store.ask(find)
        if self.board.last_import:
            await back_out(self.board, way)
            return
        if not way.left:
            told = words.text("The last change was no import; u takes back the last change.")
            self.notify(told, severity="warning", markup=False)
            return
        question = Question(
            words.many("Take back {n} file?", "Take back {n} files?", way.left),
            [Choice("yes", words.text("Take back")), Choice("", words.text("Leave it"))],
            hint=words.text("Their numbers go, and the names that they brought."),
        )

        def told_so(answer: Answer | None) -> None:
            if answer is not None and answer.key:
                work = back_out(self.board, way)
                self.run_worker(work, group="back", exclusive=True, exit_on_error=False)

        self.board.push_screen(AskScreen(question), told_so)

    def on_grid_row_opened(self, event: Grid.RowOpened) -> None:
        """Preview a new file, or show the report of one that was taken."""
        from tui.screens.import_run import RunScreen

        if event.grid.id == "new":
            self.app.push_screen(RunScreen((event.key,)))
            return
        assert self.facts is not None
        past = next(past for past in self.facts.past if past.id == event.key)
        if past.tables:
            self.app.push_screen(RunScreen((), kept=past.tables))
        else:
            told = self.board.words.text("The report of this import is no longer kept.")
            self.notify(told, severity="warning", markup=False)
