"""A line on stderr that says how far a long import is; only on a terminal."""

import sys
from pathlib import Path
from time import monotonic

from store.cleaning import clean_text
from tui.plain import cut, pad, width

_PATIENCE_S = 0.5
"""Nothing is shown before."""
_EVERY_S = 0.1
_CELLS = 72


class ProgressLine:
    """Called with a file, what is done of it and the whole; clears itself on leaving."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._begun = self._last = monotonic()
        self._files: set[Path] = set()
        self._drawn = 0

    def __call__(self, path: Path, done: int, total: int | None) -> None:
        """Draw where the import is, at most ten times a second."""
        self._files.add(path)
        now = monotonic()
        if not self._shows or now - self._begun < _PATIENCE_S or now - self._last < _EVERY_S:
            return
        self._last = now
        share = f"{min(done / total, 1):4.0%}" if total else f"{done:,}"
        self._draw(cut(f"{len(self._files)}. {clean_text(path.name)}  {share}", _CELLS))

    def __enter__(self) -> "ProgressLine":
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            self._draw("")
            sys.stderr.write("\r")
            sys.stderr.flush()
            self._drawn = 0

    def _draw(self, text: str) -> None:
        sys.stderr.write("\r" + pad(text, self._drawn))
        sys.stderr.flush()
        self._drawn = width(text)
