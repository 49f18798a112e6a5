"""Help pages that line up in both languages: click counts characters, a terminal cells."""

from collections.abc import Iterable

import click

from tui.plain import pad, width


class WideHelp(click.HelpFormatter):
    """Writes lists of options and commands by the cells they take."""

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write names and what they mean, the meaning wrapped beside its name."""
        rows = list(rows)
        first = min(max(width(name) for name, _ in rows), col_max) + col_spacing
        room = max(self.width - self.current_indent - first - 2, 20)
        indent = " " * self.current_indent
        for name, meaning in rows:
            lines = wrapped(meaning, room) or [""]
            if width(name) > first - col_spacing:
                self.write(f"{indent}{name}\n")
                name = ""  # noqa: PLW2901 - its meaning goes below it
            for index, line in enumerate(lines):
                beside = pad(name if index == 0 else "", first)
                self.write(f"{indent}{beside}{line}".rstrip() + "\n")


class Context(click.Context):
    """The context whose help pages are written so."""

    formatter_class = WideHelp


class Command(click.Command):
    """A command whose help page is written so."""

    context_class = Context


class Group(click.Group):
    """A group whose help page is written so."""

    context_class = Context


def wrapped(text: str, cells: int) -> list[str]:
    """Return a text as lines of at most so many cells; Chinese may break at any character."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and width((line + piece).rstrip()) > cells:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    """Return words with the space behind them, and wide characters one by one.

    What closes a clause stays with the character before it.
    """
    pieces: list[str] = []
    for char in text:
        ends = not pieces or pieces[-1].endswith(" ") or width(pieces[-1][-1]) == 2
        stays = bool(pieces) and char in " ，。；：、！？）”"
        if stays or not (ends or width(char) == 2):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces
