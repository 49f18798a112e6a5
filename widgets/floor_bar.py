"""The line at the head of every screen: where I am, whose team, how old the data is."""

import msgspec
from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from widgets.cell_text import cut

_BETWEEN = " · "
_LEAST = 4
"""Fewest cells in which a part still says something."""


class Place(msgspec.Struct, frozen=True):
    """A screen that can be gone to."""

    command: str
    """Id of the command that goes there."""
    key: str
    label: str
    here: bool = False


class FloorBar(Widget):
    """Places on the left; on the right the team and the state of its data."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FloorBar {
        height: 1;
        dock: top;
        background: $panel;
        color: $foreground;
        padding: 0 1;
    }
    """

    places: reactive[tuple[Place, ...]] = reactive(())
    team: reactive[str] = reactive("")
    """Whose floor it is: the first to be shortened where there is little room."""
    state: reactive[str] = reactive("")
    """How old the data is and what is amiss; plain text, already in the lead's language."""
    clock: reactive[str] = reactive("")
    """Date and time: the last to be shortened."""
    warns: reactive[bool] = reactive(False)
    """Whether the state is something to act on (read-only, damaged, stale)."""

    class Chosen(Message):
        """A place was clicked."""

        def __init__(self, control: "FloorBar", command: str) -> None:
            super().__init__()
            self._control = control
            self.command = command

        @property
        def control(self) -> "FloorBar":
            """The bar."""
            return self._control

    def render(self) -> Content:
        """Draw the places, then team, state and clock at the right edge as far as they fit."""
        width = self.content_size.width
        parts: list[Content] = []
        used = 0
        for place in self.places:
            text = f" {place.key} {place.label} "
            style = "$block-cursor-foreground on $block-cursor-background bold"
            parts.append(Content.styled(text, style if place.here else "$foreground"))
            used += cell_len(text)
        state = Content(_fitted(self.team, self.state, self.clock, max(width - used - 1, 0)))
        parts.append(Content(" " * max(0, width - used - state.cell_length)))
        parts.append(state.stylize("$text-warning bold" if self.warns else "$text-muted"))
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked place; a state that asks for a look leads to Help."""
        x, column = event.get_content_offset_capture(self).x, 0
        for place in self.places:
            column += cell_len(f" {place.key} {place.label} ")
            if x < column:
                self.post_message(self.Chosen(self, place.command))
                return
        if self.warns:
            self.post_message(self.Chosen(self, "everywhere.help"))


def _fitted(team: str, state: str, clock: str, room: int) -> str:
    """Return them in one line of at most `room` cells: the team is shortened first, then left out,
    then the state is; the clock stays whole as long as it fits."""
    told = clock
    for part in (state, team):
        left = room - cell_len(told) - cell_len(_BETWEEN if told else "")
        if part and left >= _LEAST:
            told = _BETWEEN.join(one for one in (cut(part, left), told) if one)
    return cut(told, room)
