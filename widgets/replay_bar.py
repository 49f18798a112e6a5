"""One line for a recording that is played: what it is, where it stands, and where that can move.

    Replay 2026-11-15  ▶ 13:42:10  x60  ├━━━━━!━●───!──────┤ 08:30-23:59  [space] [,] [.] [-] [+]

A click on the track, or a drag along it, goes there; one on the time pauses. `!` marks where an
alarm began. Where there is little room the buttons go first, then the span, the speed, the track.
"""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from widgets.cell_text import cells, cut, plain
from widgets.drawing import Drawing, Run, content_of, line_of

State = Literal["playing", "paused", "reading"]
_GAP = 2
_LEAST_TRACK = 10
_ENDS = 2
"""Cells of the track's two ends."""
TRACK = "track"
PAUSE = "pause"


class Signs(Struct, frozen=True):
    """The characters of the bar."""

    playing: str = "▶"
    paused: str = "‖"
    reading: str = "…"
    begin: str = "├"
    end: str = "┤"
    here: str = "●"
    past: str = "━"
    ahead: str = "─"
    mark: str = "!"
    ellipsis: str = "…"


UNICODE = Signs()
ASCII = Signs(">", "|", "~", "[", "]", "o", "=", "-", "!", "~")


class Playing(Struct, frozen=True):
    """What is played, in words, and where it stands."""

    name: str
    """That it is a recording, and of which day."""
    time: str
    speed: str
    span: str
    share: float
    """How far it is, from 0 to 1."""
    state: State = "playing"
    marks: tuple[float, ...] = ()
    """Where alarms began, each from 0 to 1."""
    buttons: tuple[tuple[str, str], ...] = ()
    """(action, its key), each drawn in brackets."""


class Part(Struct, frozen=True):
    """A piece of the line."""

    column: int
    run: tuple[Run, ...]
    action: str = ""
    """What a click on it does; `track` goes to a place of it."""

    @property
    def width(self) -> int:
        """Its cells."""
        return sum(cells(one.text) for one in self.run)


def parts_of(playing: Playing, width: int, *, ascii_only: bool = False) -> tuple[Part, ...]:
    """Return the pieces that have room in `width` cells, from the left."""
    signs = ASCII if ascii_only else UNICODE
    sign = {"playing": signs.playing, "paused": signs.paused, "reading": signs.reading}
    name = Run(cut(plain(playing.name), width, signs.ellipsis), "strong")
    time = Run(f"{sign[playing.state]} {playing.time}", "chosen")
    speed, span = Run(playing.speed), Run(playing.span, "dim")
    left = width - cells(name.text)
    shown = {}
    for key, need in (
        ("time", _room(time.text)),
        ("track", _GAP + _LEAST_TRACK),
        ("speed", _room(speed.text)),
        ("span", 1 + cells(span.text)),
        ("buttons", sum(3 + cells(key) for _, key in playing.buttons) + 1),
    ):
        shown[key] = need <= left
        if not shown[key]:
            break
        left -= need
    placed = _Placed(Part(0, (name,)))
    if shown.get("time"):
        placed.add(_GAP, (time,), PAUSE)
    if shown.get("speed"):
        placed.add(_GAP, (speed,))
    if shown.get("track"):
        placed.add(_GAP, _track(playing, _LEAST_TRACK + left, signs), TRACK)
    if shown.get("span"):
        placed.add(1, (span,))
    if shown.get("buttons"):
        for at, (action, key) in enumerate(playing.buttons):
            placed.add(1 if at else _GAP, (Run(f"[{plain(key)}]", "dim"),), action)
    return tuple(placed.parts)


def _room(text: str) -> int:
    return _GAP + cells(text)


class _Placed:
    """Pieces, each after the one before."""

    def __init__(self, first: Part) -> None:
        self.parts = [first]

    def add(self, gap: int, run: tuple[Run, ...], action: str = "") -> None:
        """Set a piece some cells behind the last one."""
        last = self.parts[-1]
        self.parts.append(Part(last.column + last.width + gap, run, action))


def _track(playing: Playing, width: int, signs: Signs) -> tuple[Run, ...]:
    room = width - _ENDS
    here = _cell(playing.share, room)
    row = [(signs.past, "line") if at < here else (signs.ahead, "axis") for at in range(room)]
    for mark in playing.marks:
        row[_cell(mark, room)] = signs.mark, "bad"
    row[here] = signs.here, "chosen"
    return line_of([(signs.begin, "axis"), *row, (signs.end, "axis")])


def _cell(share: float, room: int) -> int:
    return max(0, min(room - 1, int(share * room)))


def share_at(part: Part, column: int) -> float:
    """Return which place of a track a column is, from 0 to 1."""
    room = part.width - _ENDS
    return max(0.0, min(1.0, (column - part.column - 1) / max(1, room - 1)))


def draw_bar(playing: Playing, width: int, *, ascii_only: bool = False) -> Drawing:
    """Return the line, no wider than asked."""
    line: list[Run] = []
    used = 0
    for part in parts_of(playing, width, ascii_only=ascii_only):
        line += [Run(" " * (part.column - used)), *part.run]
        used = part.column + part.width
    return [tuple(run for run in line if run.text)]


class ReplayBar(Widget):
    """The line of a replay; nothing is drawn while nothing is played."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ReplayBar {
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground;
    }
    """
    playing: reactive[Playing | None] = reactive(None)
    held: reactive[float | None] = reactive(None)
    """Where the mouse holds the track, while it does."""

    class Sought(Message):
        """A place of the track was chosen."""

        def __init__(self, control: "ReplayBar", share: float) -> None:
            super().__init__()
            self._control = control
            self.share = share
            """From 0 to 1."""

        @property
        def control(self) -> "ReplayBar":
            """The bar."""
            return self._control

    class Pressed(Message):
        """A button was clicked."""

        def __init__(self, control: "ReplayBar", action: str) -> None:
            super().__init__()
            self._control = control
            self.action = action

        @property
        def control(self) -> "ReplayBar":
            """The bar."""
            return self._control

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._ascii = ascii_only

    def render(self) -> Content:
        """Draw the line; while the track is held, as if it stood there."""
        playing = self.playing
        if playing is None:
            return Content("")
        if self.held is not None:
            playing = replace(playing, share=self.held)
        return content_of(draw_bar(playing, self.content_size.width, ascii_only=self._ascii))

    def _parts(self) -> tuple[Part, ...]:
        if self.playing is None:
            return ()
        return parts_of(self.playing, self.content_size.width, ascii_only=self._ascii)

    def _under(self, event: events.MouseEvent) -> Part | None:
        x = event.get_content_offset_capture(self).x
        return next((p for p in self._parts() if p.column <= x < p.column + p.width), None)

    def _share(self, event: events.MouseEvent) -> float | None:
        x = event.get_content_offset_capture(self).x
        return next((share_at(part, x) for part in self._parts() if part.action == TRACK), None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the track."""
        part = self._under(event)
        if part is not None and part.action == TRACK:
            self.capture_mouse()
            self.held = self._share(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the place along."""
        if self.held is not None:
            self.held = self._share(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go: that is the place."""
        if self.held is None:
            return
        share, self.held = self._share(event), None
        self.release_mouse()
        if share is not None:
            self.post_message(self.Sought(self, share))

    def on_click(self, event: events.Click) -> None:
        """Tell which button was clicked."""
        part = self._under(event)
        if part is not None and part.action not in ("", TRACK):
            self.post_message(self.Pressed(self, part.action))
