"""What a person chose for this machine, in words: language, theme, signs, bell, keys."""

from collections.abc import Iterator

from store.records.words import N_
from tui.context import Session
from tui.language import Words
from tui.personal import Personal
from tui.themes import THEMES
from widgets.grid_model import Cell, Column, Row
from widgets.type_list import Choice

LANGUAGE_NAMES = {"en": "English", "zh_CN": "中文"}
THEME_NAMES = {
    "floor-dark": N_("dark"),
    "floor-light": N_("light"),
    "floor-high-contrast": N_("high contrast"),
    "floor-colour-blind": N_("safe for colour-blind eyes"),
}
_SIGNS = {
    "": N_("ask the terminal at the start"),
    "narrow": N_("triangles, blocks and lines"),
    "wide": N_("plain letters (ASCII)"),
}
_BELL = {"": N_("quiet"), "on": N_("the bell rings for alarms")}
_TITLES = {
    "language": N_("Which language?"),
    "theme": N_("Which colours?"),
    "signs": N_("Which signs can this terminal draw?"),
    "bell": N_("Ring the terminal's bell for alarms?"),
}
CHOOSABLE = ("language", "theme", "signs", "bell")
"""Rows that are changed by choosing from a list; the last row opens the table of keys."""


def personal_columns(words: Words) -> tuple[Column, ...]:
    """Return the columns of the list."""
    text = words.text
    return (
        Column("choice", text("Mine, on this machine"), width=28),
        Column("value", text("Value"), most=46),
    )


class PersonalWords:
    """Says the personal choices in the session's language."""

    def __init__(self, session: Session, personal: Personal, theme: str) -> None:
        self._session = session
        self._words = session.words
        self._personal = personal
        self._theme = theme

    def rows(self) -> Iterator[Row]:
        """Yield a row a choice."""
        chosen = self._personal
        keys = len(chosen.keys)
        for key, label, value, changed in (
            ("language", N_("Language"), LANGUAGE_NAMES[self._words.language], chosen.language),
            ("theme", N_("Colours"), self._words.text(THEME_NAMES[self._theme]), chosen.theme),
            ("signs", N_("Signs"), self._words.text(_SIGNS[signs(chosen)]), signs(chosen)),
            ("bell", N_("Bell"), self._words.text(_BELL[bell(chosen)]), chosen.bell),
            ("keys", N_("Keys"), self._words.many("{n} changed", "{n} changed", keys), keys),
        ):
            mark, role = ("● ", "changed") if changed else ("  ", "")
            yield Row(key, (Cell(self._words.text(label)), Cell(mark + value, role)))

    def title(self, key: str) -> str:
        """Return what is asked when a choice is changed."""
        return self._words.text(_TITLES[key])

    def choices(self, key: str) -> list[Choice]:
        """Return what can be chosen."""
        if key == "language":
            return [Choice(code, name, words=code) for code, name in LANGUAGE_NAMES.items()]
        if key == "theme":
            return [
                Choice(theme.name, self._words.text(THEME_NAMES[theme.name])) for theme in THEMES
            ]
        labels = _BELL if key == "bell" else _SIGNS
        return [Choice(name, self._words.text(label)) for name, label in labels.items()]

    def now(self, key: str) -> str:
        """Return what is chosen now."""
        return {
            "language": self._words.language,
            "theme": self._theme,
            "signs": signs(self._personal),
            "bell": bell(self._personal),
        }[key]


def signs(personal: Personal) -> str:
    """Return which signs were chosen: `narrow`, `wide` or, where none were, nothing."""
    return {None: "", False: "narrow", True: "wide"}[personal.ambiguous_wide]


def bell(personal: Personal) -> str:
    """Return whether a bell was asked for: `on` or nothing."""
    return "on" if personal.bell else ""
