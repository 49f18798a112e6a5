"""What stands in the columns beside the figures, each different cell read once."""

import unicodedata
from datetime import date
from typing import NamedTuple, TypeVar

from store.cleaning import clean_text
from store.imports.cells import cell_text
from store.imports.days import BadDay, read_day
from store.imports.summary import is_summary
from store.imports.table import Cell

_T = TypeVar("_T")
_MEMORY = 50_000
"""Different cells that are remembered of a column."""


class NameRead(NamedTuple):
    """A nickname before and after cleaning."""

    clean: str
    """Empty where the cell holds nothing that can be seen."""
    raw: str
    """As written, but for white space; two raw ones with one clean one look alike."""
    summary: bool
    """It marks a row of sums."""


class NameReader(dict[Cell, NameRead]):
    """Reads nicknames, and the first cells of rows."""

    def __init__(self, words: frozenset[str]) -> None:
        super().__init__()
        self._words = words
        self.odd: set[Cell] = set()
        """Cells that name nobody: empty, or the word for a sum."""
        self.cleaned: set[str] = set()
        """Clean nicknames of which something invisible was taken away."""

    def __missing__(self, cell: Cell) -> NameRead:
        text = cell_text(cell)
        raw = unicodedata.normalize("NFC", " ".join(text.split()))
        clean = clean_text(text)
        read = NameRead(clean, raw, is_summary(text, self._words))
        if read.summary or not clean:
            self.odd.add(cell)
        elif clean != raw:
            self.cleaned.add(clean)
        _remember(self, cell, read)
        return read


class DayReader(dict[Cell, date | BadDay]):
    """Reads days."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.odd: set[Cell] = set()
        """Cells that give no day."""

    def __missing__(self, cell: Cell) -> date | BadDay:
        read = read_day(cell, self._today)
        if isinstance(read, BadDay):
            self.odd.add(cell)
        _remember(self, cell, read)
        return read


class TextReader(dict[Cell, str | None]):
    """Reads shops and groups: cleaned text, None for an empty cell."""

    def __missing__(self, cell: Cell) -> str | None:
        read = clean_text(cell_text(cell)) or None
        _remember(self, cell, read)
        return read


def _remember(memory: dict[Cell, _T], cell: Cell, read: _T) -> None:
    if len(memory) >= _MEMORY:
        memory.clear()
    memory[cell] = read
