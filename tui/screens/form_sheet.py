"""A form over the screen: lines to fill in, what is made of them, and what the keys do."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

if TYPE_CHECKING:
    from tui.app import FloorboardApp


class FormSheet(ModalScreen[None]):
    """Labels and lines in two columns; below, an answer. Esc leaves it."""

    CSS_PATH = "form_sheet.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012
    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("escape", "dismiss(None)", "", show=False),
        Binding("down", "app.focus_next", "", show=False),
        Binding("up", "app.focus_previous", "", show=False),
    ]
    TITLE: ClassVar[str] = ""
    """Heading (English message id)."""
    FIELDS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Field -> its label (English message id)."""
    KEYS: ClassVar[str] = ""
    """What the keys do (English message id)."""

    def __init__(self, values: Mapping[str, str]) -> None:
        """`values` is what the lines begin with, by field."""
        super().__init__()
        self._values = values

    @property
    def board(self) -> "FloorboardApp":
        """The app, typed."""
        return cast("FloorboardApp", self.app)

    def compose(self) -> ComposeResult:
        """Return the lines to fill in, the answer, and what the keys do."""
        words = self.board.words
        with Vertical(classes="sheet"):
            title = words.text(self.TITLE)
            yield Static(Content.styled(title, "$text-primary bold"), id="title")
            with Vertical(id="form"):
                for field, label in self.FIELDS:
                    yield Label(Content(words.text(label)))
                    yield Input(self._values.get(field, ""), compact=True, id=field)
            with VerticalScroll(id="room", can_focus=False):
                yield Static(id="answer", markup=False)
            yield Static(Content.styled(words.text(self.KEYS), "$text-muted"), id="keys")

    def on_mount(self) -> None:
        """Give the form a line a field."""
        self.query_one("#form").styles.height = len(self.FIELDS)

    def typed(self, field: str) -> str:
        """Return what stands in a line."""
        return self.query_one(f"#{field}", Input).value.strip()

    def answer(self, *lines: str) -> None:
        """Show what is made of what is typed."""
        self.query_one("#answer", Static).update("\n".join(lines))
