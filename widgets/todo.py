"""A list of things to do: a heading each, its reasons below, a cursor on one of them."""

from typing import ClassVar

import msgspec
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from widgets.cell_text import cut, fit, plain
from widgets.grid_looks import UNICODE, Glyphs


class Todo(msgspec.Struct, frozen=True):
    """One thing, already in words."""

    key: str
    title: str
    lines: tuple[str, ...] = ()
    """Reasons, one a line."""
    step: str = ""
    """What to do."""
    hint: str = ""
    """The key that acts on it, shown beside the one under the cursor."""
    tone: str = ""
    """`bad`, `good`, `warn` or nothing: the look of its number, never its only sign."""


class TodoList(ScrollView, can_focus=True):
    """Things to do, the cursor kept on the same one when the list changes."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "todo--cursor",
        "todo--title",
        "todo--line",
        "todo--step",
        "todo--good",
        "todo--bad",
        "todo--warn",
    }
    DEFAULT_CSS = """
    TodoList {
        height: 1fr;
        scrollbar-size: 0 0;
        color: $foreground;
        & .todo--cursor { color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold; }
        & .todo--title { color: $foreground; text-style: bold; }
        & .todo--line { color: $foreground; }
        & .todo--step { color: $text-muted; }
        & .todo--good { color: $text-success; text-style: bold; }
        & .todo--bad { color: $text-error; text-style: bold; }
        & .todo--warn { color: $text-warning; text-style: bold; }
    }
    """  # noqa: E501
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False, id="todo.down"),
        Binding("up,k", "move(-1)", show=False, id="todo.up"),
        Binding("home", "move(-1000)", show=False, id="todo.first"),
        Binding("end", "move(1000)", show=False, id="todo.last"),
        Binding("enter", "open", show=False, id="todo.open"),
    ]

    cursor: reactive[int] = reactive(0)

    class Highlighted(Message):
        """The cursor came to another thing; of several in a row only the last one counts."""

        def __init__(self, control: "TodoList", key: str) -> None:
            super().__init__()
            self._control = control
            self.key = key

        @property
        def control(self) -> "TodoList":
            """The list."""
            return self._control

        def can_replace(self, message: Message) -> bool:
            """Return whether a later message says all that this one does."""
            return isinstance(message, TodoList.Highlighted) and message.control is self._control

    class Opened(Message):
        """The reader wants to act on a thing."""

        def __init__(self, control: "TodoList", key: str) -> None:
            super().__init__()
            self._control = control
            self.key = key

        @property
        def control(self) -> "TodoList":
            """The list."""
            return self._control

    def __init__(
        self,
        *,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._glyphs = glyphs
        self.todos: tuple[Todo, ...] = ()
        self._lines: list[tuple[int, str, str]] = []
        """(index of the thing, part, text) of every line."""

    @property
    def key(self) -> str | None:
        """The key of the thing under the cursor."""
        return self.todos[self.cursor].key if self.todos else None

    def show(self, todos: tuple[Todo, ...], empty: str) -> None:
        """Show these things; the cursor stays on the one it was on."""
        at = self.key
        self.todos = todos
        keys = [todo.key for todo in todos]
        self.cursor = keys.index(at) if at in keys else 0
        self._lines = [
            line
            for index, todo in enumerate(todos)
            for line in (
                (index, "title", todo.title),
                *((index, "line", text) for text in todo.lines),
                *([(index, "step", todo.step)] if todo.step else []),
            )
        ] or [(-1, "step", empty)]
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()

    def watch_cursor(self) -> None:
        """Bring the thing under the cursor into view."""
        rows = [row for row, (index, _, _) in enumerate(self._lines) if index == self.cursor]
        if rows:
            region = Region(0, rows[0], max(1, self.size.width), len(rows))
            self.scroll_to_region(region, animate=False, force=True)
        if (key := self.key) is not None:
            self.post_message(self.Highlighted(self, key))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        row = y + round(self.scroll_offset.y)
        width = self.size.width
        if row >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        index, part, text = self._lines[row]
        here = index == self.cursor and self.has_focus
        look = self.get_component_rich_style(f"todo--{part}")
        if part != "title":
            shown = cut(plain(text), width - 5, self._glyphs.ellipsis)
            return _strip([("     ", look), (shown, look)], width, self.rich_style)
        todo = self.todos[index]
        if here:
            look = self.get_component_rich_style("todo--cursor")
        number = (
            look if here or not todo.tone else self.get_component_rich_style(f"todo--{todo.tone}")
        )
        mark = self._glyphs.cursor if here else " "
        head = f"{mark}{index + 1:>2}. "
        hint = f" {todo.hint} " if todo.hint and here else ""
        room = max(0, width - cell_len(head) - cell_len(hint))
        title = fit(plain(text), room, ellipsis=self._glyphs.ellipsis)
        return _strip([(head, number), (title, look), (hint, look)], width, look)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked thing; a second click opens it."""
        row = event.get_content_offset_capture(self).y + round(self.scroll_offset.y)
        if 0 <= row < len(self._lines) and self._lines[row][0] >= 0:
            self.cursor = self._lines[row][0]
            if event.chain > 1:
                self.action_open()

    def action_move(self, by: int) -> None:
        """Move the cursor by so many things."""
        self.cursor = max(0, min(len(self.todos) - 1, self.cursor + by))

    def action_open(self) -> None:
        """Tell that the reader wants to act on the thing under the cursor."""
        if (key := self.key) is not None:
            self.post_message(self.Opened(self, key))


def _strip(parts: list[tuple[str, Style]], width: int, rest: Style) -> Strip:
    segments = [Segment(text, style) for text, style in parts if text]
    return Strip(segments).adjust_cell_length(width, rest)
