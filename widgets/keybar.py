"""One line of keys at the foot of a screen: what can be done here, greyed where it can't be."""

import msgspec
from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_GAP = 2
_KEY, _LABEL, _OFF = "$text-primary bold", "$foreground", "$text-muted strike"


class Key(msgspec.Struct, frozen=True):
    """One entry of the bar."""

    command: str
    """Id of the command it stands for."""
    key: str
    """As it is shown."""
    label: str
    possible: bool = True
    kept: bool = False
    """Whether it is shown however narrow the bar is."""


class KeyBar(Widget):
    """Keys and what they do; a click does it too."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar {
        height: 1;
        dock: bottom;
        background: $panel;
        color: $foreground;
        padding: 0 1;
    }
    """

    keys: reactive[tuple[Key, ...]] = reactive((), layout=False)

    class Pressed(Message):
        """A key of the bar was clicked."""

        def __init__(self, control: "KeyBar", command: str) -> None:
            super().__init__()
            self._control = control
            self.command = command

        @property
        def control(self) -> "KeyBar":
            """The bar."""
            return self._control

    def _shown(self) -> list[tuple[int, Key]]:
        """Return the entries that fit, each with the column it begins at.

        What is kept has its room first, then what can be done now, then the rest, each from the
        left; they stand in their own order.
        """
        room, fitting = self.content_size.width + _GAP, set()
        for at in sorted(range(len(self.keys)), key=self._importance):
            cells = _cells(self.keys[at]) + _GAP
            if cells <= room:
                fitting.add(at)
                room -= cells
        column, shown = 0, []
        for at in sorted(fitting):
            shown.append((column, self.keys[at]))
            column += _cells(self.keys[at]) + _GAP
        return shown

    def _importance(self, at: int) -> tuple[bool, bool, int]:
        return not self.keys[at].kept, not self.keys[at].possible, at

    def render(self) -> Content:
        """Draw the entries that fit."""
        parts: list[Content] = []
        for _, key in self._shown():
            parts += [
                Content.styled(key.key, _KEY if key.possible else _OFF),
                Content(" "),
                Content.styled(key.label, _LABEL if key.possible else _OFF),
                Content(" " * _GAP),
            ]
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Tell which entry was clicked."""
        x = event.get_content_offset_capture(self).x
        for column, key in reversed(self._shown()):
            if x >= column:
                if x < column + _cells(key):
                    self.post_message(self.Pressed(self, key.command))
                return


def _cells(key: Key) -> int:
    return cell_len(key.key) + 1 + cell_len(key.label)
