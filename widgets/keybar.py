"""One line of keys at the foot of a screen: what can be done here, greyed where it can't be."""

import msgspec
from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_KEY, _LABEL, _OFF = "$text-primary bold", "$foreground", "$text-muted strike"


class Key(msgspec.Struct, frozen=True):
    """One entry of the bar."""

    command: str
    """Id of the command it stands for."""
    key: str
    """As it is shown."""
    label: str
    possible: bool = True


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
        """Return the entries that fit, each with the column it begins at."""
        column, shown = 0, []
        for key in self.keys:
            cells = cell_len(key.key) + 1 + cell_len(key.label)
            if column + cells > self.content_size.width:
                break
            shown.append((column, key))
            column += cells + 2
        return shown

    def render(self) -> Content:
        """Draw the entries that fit."""
        parts: list[Content] = []
        for _, key in self._shown():
            parts += [
                Content.styled(key.key, _KEY if key.possible else _OFF),
                Content(" "),
                Content.styled(key.label, _LABEL if key.possible else _OFF),
                Content("  "),
            ]
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Tell which entry was clicked."""
        x = event.get_content_offset_capture(self).x
        for column, key in reversed(self._shown()):
            if x >= column:
                if x < column + cell_len(key.key) + 1 + cell_len(key.label):
                    self.post_message(self.Pressed(self, key.command))
                return
