"""Fills the bars of a screen: places and state at the head, keys at the foot."""

from typing import TYPE_CHECKING

from store.cleaning import clean_text
from tui.commands import Command
from tui.screens.modes import PLACES
from tui.trouble import short
from widgets.floor_bar import FloorBar, Place
from widgets.keybar import Key, KeyBar

if TYPE_CHECKING:
    from tui.app import FloorboardApp
    from tui.screens.base import FloorScreen

_SHOWN = {
    "question_mark": "?",
    "equals_sign": "=",
    "colon": ":",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "esc",
    "enter": "enter",
    "space": "space",
    "plus": "+",
    "minus": "-",
    "full_stop": ".",
    "comma": ",",
}


def key_name(key: str) -> str:
    """Return a key as people write it: `?` for question_mark, `^p` for ctrl+p, `F2` for f2."""
    if key in _SHOWN:
        return _SHOWN[key]
    if key.startswith("ctrl+"):
        return "^" + key_name(key.removeprefix("ctrl+"))
    if key.startswith(("alt+", "shift+")):
        held, _, rest = key.partition("+")
        return f"{held}+{key_name(rest)}"
    if key.startswith("f") and key[1:].isdecimal():
        return key.upper()
    return key


def keys_of(app: "FloorboardApp", command: Command) -> tuple[str, ...]:
    """Return the keys of a command, the person's own where the key map names them."""
    own = app.personal.keys.get(command.id)
    return tuple(key_name(key) for key in (own.split(",") if own else command.keys))


def fill_bars(app: "FloorboardApp", screen: "FloorScreen[object]") -> None:
    """Bring the bars of a screen up to date."""
    words = app.words
    for bar in screen.query(FloorBar):
        bar.places = tuple(
            Place(f"everywhere.go_{mode}", key, words.text(label), here=mode == app.current_mode)
            for mode, key, label in PLACES
        )
        bar.state, bar.warns = _state(app)
        bar.team = clean_text(app.floor.team) if app.floor is not None else ""
        bar.clock = f"{app.floor.now:%m-%d %H:%M}" if app.floor is not None else ""
    for keybar in screen.query(KeyBar):
        keybar.keys = tuple(
            Key(
                command.id,
                keys_of(app, command)[0],
                words.text(command.label),
                possible=not app.why_not(command),
                kept=command.always,
            )
            for command in app.commands()
            if command.on_bar
        )


def _state(app: "FloorboardApp") -> tuple[str, bool]:
    """Return what is amiss and the age of the data in words, and whether they ask for a look."""
    floor, words = app.floor, app.words
    told = short(words, floor, app.trouble)
    warns = bool(told)
    if floor is not None and app.working:
        told.append(app.working)
    if floor is not None and floor.last_day is not None:
        age = (floor.today - floor.last_day).days
        told.append(words.many("data {n} day old", "data {n} days old", age))
        warns = warns or age > 2
    return " · ".join(told), warns
