"""ASCII mode: the last door before the terminal, where every ornament becomes one ASCII sign.

Borders, scrollbars, Textual's own dialogs and our signs all pass it, so no widget needs a second
look of its own. Letters of people's languages stay; a sign keeps its width, so nothing moves.
"""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_LOOKALIKES = {
    "-": "─━┄┅┈┉╌╍═╴╶╸╺╼╾▔▀▄‐‑‒–—―−",
    "|": "│┃┆┇┊┋╎╏║╵╷╹╻╽╿▏▎▍▌▋▊▉▐▕",
    "_": "▁",
    " ": "▂▃▅▆▇\u00a0\u2007\u2009\u202f\u2800",
    "#": "█▓■▪",
    ":": "▒",
    ".": "░·∙⋅",
    "*": "•●◆★☆",
    "o": "○◇□◦°",
    "^": "▲△↑",
    "v": "▼▽↓",
    ">": "▶►▸→›»❭❯≥",
    "<": "◀◄◂←‹«❮≤",
    "~": "…≈",
    "+": "✓✔±",
    "x": "✗✘✕×",
    "/": "÷",
    "'": "‘’",
    '"': "“”",
    "%": "‰",
    "Y": "¥",
    "E": "€",
    "L": "£",
}
_TABLE: dict[int, str] = {
    **dict.fromkeys(range(0x2500, 0x2580), "+"),
    **dict.fromkeys(range(0x2801, 0x2900), "*"),
    **{ord(sign): plain for plain, signs in _LOOKALIKES.items() for sign in signs},
    ord("🔎"): "> ",
    ord("⭘"): "o",
    ord("➜"): ">",
}


def plain_signs(text: str) -> str:
    """Return the text with every ornament as ASCII, as wide as before."""
    return text if text.isascii() else text.translate(_TABLE)


class PlainSigns(LineFilter):
    """Draws every line of the screen without ornaments."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with their ornaments as ASCII."""
        del background
        return [
            segment if segment.text.isascii() else segment._replace(text=plain_signs(segment.text))
            for segment in segments
        ]
