"""What the columns of a file mean: a row a header, its first cells, and what it is taken for."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from store.imports.glimpse import Glimpse
from store.imports.layouts import ROLES
from store.records.metric import METRICS
from store.records.words import N_
from store.records.work import Mapping
from store.team import Team
from tui.commands import Command, bindings
from tui.context import dots
from tui.import_words import ImportWords
from tui.names import PLATFORMS, platform_name
from tui.reads.importing import read_headers
from tui.screens.ask import Answer, AskScreen, Question
from tui.screens.base import FloorScreen
from tui.screens.lists import list_of
from widgets.grid import Grid
from widgets.grid_model import Cell, Column, Row
from widgets.type_list import Choice

_NOTHING = ""
"""Key of the choice that leaves a column out."""


class MapScreen(FloorScreen[Glimpse]):
    """Headers and their meaning; gives back the mapping when the lead is content."""

    ANSWERS: ClassVar[str] = N_("What does each column of this file mean?")
    AUTO_FOCUS = "#columns"
    CSS_PATH = "import_map.tcss"
    OWN = (
        Command(
            "columns.choose",
            ("a", "f12"),
            N_("Choose"),
            N_("Choose what the column under the cursor means. Enter does it too."),
            on_bar=True,
        ),
        Command(
            "columns.leave",
            ("x", "delete"),
            N_("Leave out"),
            N_("Leave the column out."),
            on_bar=True,
        ),
        Command(
            "columns.platform",
            ("p", "f11"),
            N_("Platform"),
            N_("Say which platform the file is of."),
            on_bar=True,
        ),
        Command(
            "columns.done",
            ("t", "alt+t"),
            N_("Done"),
            N_("Read the file so, and others of its shape from now on."),
            on_bar=True,
        ),
    )
    BINDINGS: ClassVar = bindings(OWN)

    def __init__(self, path: str, told: Callable[[Mapping], None]) -> None:
        """Ask about a file; `told` is called with the mapping when the lead is content."""
        super().__init__()
        self._path = path
        self._told = told
        self.meaning: dict[str, str] = {}
        """Header -> metric id or role; absent where it is left out."""
        self.platform = ""
        """Which platform the file is of; empty until it was looked at."""

    def body(self) -> Iterable[Widget]:
        """The file and its platform; a row for each header; what is still missing."""
        words = self.board.words
        columns = [
            Column("header", words.text("Column"), least=12, most=36),
            Column("meaning", words.text("Taken for"), least=16, most=30),
            Column("cells", words.text("First cells"), most=60, sort="none"),
        ]
        yield Static(id="heading", classes="heading", markup=False)
        yield list_of(self.board, "columns", columns, words.text("No column has a header."))
        yield Static(id="missing", classes="warns", markup=False)

    def question(self) -> Callable[[Team], Glimpse]:
        """Ask for the headers and the first rows."""
        return partial(read_headers, path=self._path)

    def show_facts(self, facts: Glimpse) -> None:
        """Begin with what is recognised."""
        if not self.platform:
            self.meaning = dict(facts.meaning)
            self.platform = facts.platform
        self._draw()
        if self.focused is None:
            self._columns.focus()

    @property
    def _columns(self) -> Grid:
        return self.query_one("#columns", Grid)

    @property
    def known_layout(self) -> bool:
        """Whether the file is of a layout of ours, to which columns are only added."""
        return self.facts is not None and not self.facts.layout.startswith("unknown")

    def _draw(self) -> None:
        assert self.facts is not None
        words, says = self.board.words, ImportWords(self.board.session)
        self.query_one("#heading", Static).update(
            words.say(
                "{file} · {platform}",
                file=says.file(self._path),
                platform=platform_name(words, self.platform),
            )
        )
        self._columns.set_rows(self._row(header, says) for header in self.facts.headers)
        self.query_one("#missing", Static).update(self._missing())

    def _row(self, header: str, says: ImportWords) -> Row:
        assert self.facts is not None
        session = self.board.session
        hides = session.options.mask
        meaning = self.meaning.get(header, "")
        cells = dots(session.options) if hides else "  ".join(self.facts.samples.get(header, ()))
        look = "" if meaning else "dim"
        left = self.board.words.text("left out")
        return Row(
            header,
            (
                Cell(dots(session.options) if hides else header, look),
                Cell(says.meaning(meaning) or left, "good" if meaning else "dim"),
                Cell(cells, "dim"),
            ),
        )

    def _missing(self) -> str:
        words, meant = self.board.words, set(self.meaning.values())
        if not meant & METRICS.keys():
            return words.text("No column is a number of ours yet.")
        if "agent" not in meant:
            return words.text("No column names the agent: the numbers count as the shop's own.")
        if "day" not in meant:
            return words.text("No column names the day: it is taken from the file's name.")
        return ""

    def why_not(self, action: str) -> str:
        """Return why something can't be done now."""
        words = self.board.words
        if self.facts is None:
            return words.text("Still looking.") if action in ("choose", "leave", "done") else ""
        if action == "done" and not set(self.meaning.values()) & METRICS.keys():
            return words.text("No column is a number of ours yet.")
        if action == "platform" and self.known_layout:
            return words.text("The platform of this layout is known.")
        return ""

    # Commands

    def do_choose(self) -> None:
        """Choose what the column under the cursor means."""
        words, says = self.board.words, ImportWords(self.board.session)
        header = self._columns.cursor_key
        if header is None:
            return
        shown = dots(self.board.session.options) if self.board.session.options.mask else header
        roles = ("shop", "group") if self.known_layout else ROLES
        choices = [Choice(role, says.meaning(role), words=role) for role in roles]
        choices += [
            Choice(name, words.text(metric.label), name, metric.label)
            for name, metric in METRICS.items()
        ]
        choices.append(Choice(_NOTHING, words.text("Leave it out")))
        title = words.say("What is {column}?", column=shown)
        question = Question(title, choices, first=self.meaning.get(header, ""))

        def told(answer: Answer | None) -> None:
            if answer is not None:
                self._mean(header, answer.key or _NOTHING)
                self._columns.action_cursor_down()

        self.board.push_screen(AskScreen(question), told)

    def _mean(self, header: str, meaning: str) -> None:
        """Let a header have a meaning, which no other keeps then."""
        self.meaning = {h: m for h, m in self.meaning.items() if h != header and m != meaning}
        if meaning:
            self.meaning[header] = meaning
        self._draw()

    def do_leave(self) -> None:
        """Leave the column under the cursor out."""
        if (header := self._columns.cursor_key) is not None:
            self._mean(header, _NOTHING)
            self._columns.action_cursor_down()

    def do_platform(self) -> None:
        """Say which platform the file is of."""
        words = self.board.words
        question = Question(
            words.text("Which platform is the file of?"),
            [Choice(name, words.text(label), name) for name, label in PLATFORMS.items()],
            free=words.text("Another platform: {typed}"),
            first=self.platform,
        )

        def told(answer: Answer | None) -> None:
            if answer is not None:
                self.platform = answer.key or answer.typed
                self._draw()

        self.board.push_screen(AskScreen(question), told)

    def do_done(self) -> None:
        """Give the mapping back."""
        mapping = self.mapping()
        self.app.pop_screen()
        self._told(mapping)

    def mapping(self) -> Mapping:
        """Return what the lead said."""
        assert self.facts is not None
        meant = {meaning: header for header, meaning in self.meaning.items()}
        if self.known_layout:
            own = self.facts.own
            return Mapping(
                columns={
                    header: self.meaning.get(header, "")
                    for header in self.facts.headers
                    if own.get(header) not in ("agent", "day")
                    and self.meaning.get(header, "") != own.get(header, "")
                },
                platform=self.platform,
                layout=self.facts.layout,
            )
        return Mapping(
            columns={h: self.meaning.get(h, "") for h in self.facts.headers if not self._role(h)},
            agent=meant.get("agent"),
            day=meant.get("day"),
            day_from="column" if "day" in meant else "file_name",
            platform=self.platform,
        )

    def _role(self, header: str) -> bool:
        return self.meaning.get(header) in ("agent", "day")

    def on_grid_row_opened(self, event: Grid.RowOpened) -> None:
        """Choose what the column means."""
        event.stop()
        self.do_choose()
