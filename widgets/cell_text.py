"""Text that takes exactly the room it is given, whoever wrote it.

A name from an export may hold anything. What reaches a strip is one line of printable characters
of known width, cut between characters and never inside one.
"""

import re

from rich.cells import cell_len, split_graphemes

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, delete and C1: ESC, CSI, OSC, bell, tab, line ends
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the writing direction of what follows
    "\u2028\u2029\ufeff\ud800-\udfff]"  # line ends, byte order mark, half a character
)
_LOOSE = re.compile("^[\u200d\ufe0f]+|\u200d+(?=\u200d|$)")
"""Joiners and variation signs with nothing to join: they would swallow a neighbour's cell."""
_WORDS = re.compile(
    "[\u2e80-\uffef][\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f]*\\s*"
    "|[^\\s\u2e80-\uffef]+\\s*"
)
"""A Chinese character with the stops behind it, or a word; each with its space."""
_WIDE = 2
"""Cells of the widest character."""


def plain(text: str) -> str:
    """Return the text with every control character shown as U+FFFD.

    Callers clean outside strings where they enter; this is the last door before the terminal, so
    what slipped through is seen and does nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    return _LOOSE.sub("", _UNSAFE.sub("\ufffd", text))


def cells(text: str) -> int:
    """Return how many terminal cells a plain text takes."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """Return a plain text in at most `width` cells, ending in the ellipsis where it was cut.

    Characters that belong together (a wide one, an emoji with its joiners, a letter with its
    accents) stay whole, so the result may be narrower than asked.
    """
    if cells(text) <= width:
        return text
    if width <= 0:
        return ""
    return _head(text, width - 1) + ellipsis


def _head(text: str, room: int) -> str:
    """Return as much of the start of a text as has room."""
    if text.isascii():
        return text[:room]
    end = taken = 0
    for _, stop, size in split_graphemes(text)[0]:
        taken += size
        if taken > room:
            break
        end = stop
    return text[:end]


def fit(text: str, width: int, *, right: bool = False, ellipsis: str = "…") -> str:
    """Return a plain text in exactly `width` cells: cut or filled with spaces."""
    text = cut(text, width, ellipsis)
    spaces = " " * (width - cells(text))
    return spaces + text if right else text + spaces


def wrap(text: str, width: int) -> list[str]:
    """Return a plain text in lines of at most `width` cells, broken at spaces where there are any.

    Chinese is broken between characters, and so is a word that is wider than a line.
    """
    lines: list[str] = []
    line = ""
    for word in _WORDS.findall(text):
        if cells(line) + cells(word.rstrip()) <= width:
            line += word
            continue
        if line:
            lines.append(line.rstrip())
        line = word
        while cells(line.rstrip()) > width >= _WIDE:
            head = _head(line, width)
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line.rstrip()] if line.strip() else lines
