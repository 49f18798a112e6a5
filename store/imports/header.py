"""Finds the row of headers: exports put title rows, periods and blank rows above it."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

import msgspec

from store.imports.cells import header_text, is_blank
from store.imports.labels import clean_label
from store.imports.layouts import Vocabulary
from store.imports.table import Cell
from store.records.work import Mapping

_LOOK = 30
"""Rows in which the header is looked for."""

Row = tuple[int, list[Cell]]


class Found(msgspec.Struct, frozen=True):
    """The header row and what stands around it."""

    headers: tuple[str, ...]
    """As written, to the last that isn't empty; none where there is no header row."""
    titles: list[str]
    """The lines above, each as one text."""
    rows: Iterator[Row]
    """What stands below."""
    known: int
    """How many of the headers we know."""


def find_header(rows: Iterable[Row], words: Vocabulary, mappings: Iterable[Mapping]) -> Found:
    """Return the first row that holds the most known labels; those of mappings are known too.

    Where no row holds two known labels, the first row of two or more texts is taken, so that its
    headers can be shown.
    """
    source = iter(rows)
    top = list(islice(source, _LOOK))
    mapped = {
        clean_label(header)
        for mapping in mappings
        for header in (*mapping.columns, mapping.agent or "", mapping.day or "")
    } - {""}
    scores = [_score(cells, words, mapped) for _, cells in top]
    best = max(scores, default=0)
    at = scores.index(best) if best >= 2 else _first_of_texts(top)
    if at is None:
        return Found((), [], chain(top, source), 0)
    return found_at(at, top, source, best)


def found_at(at: int, top: list[Row], source: Iterator[Row], known: int) -> Found:
    """Return the header row at an index of the rows read so far."""
    headers = [header_text(cell) for cell in top[at][1]]
    while headers and not headers[-1]:
        headers.pop()
    titles = [" ".join(header_text(c) for c in cells if not is_blank(c)) for _, cells in top[:at]]
    rest = chain(top[at + 1 :], source)
    return Found(tuple(headers), [title for title in titles if title], rest, known)


def skip_to_header(rows: Iterable[Row], skip: int) -> Found:
    """Return the header row below `skip` rows, blank ones included."""
    source = iter(rows)
    top = []
    for row in source:
        top.append(row)
        if row[0] > skip:
            break
    if not top or top[-1][0] <= skip:
        return Found((), [], iter(()), 0)
    return found_at(len(top) - 1, top, source, 0)


def _score(cells: list[Cell], words: Vocabulary, mapped: set[str]) -> int:
    labels = {clean_label(cell) for cell in cells if isinstance(cell, str) and len(cell) < 200}
    return sum(1 for label in labels if label and (label in mapped or words.knows(label)))


def _first_of_texts(top: list[Row]) -> int | None:
    for at, (_, cells) in enumerate(top):
        filled = [cell for cell in cells if not is_blank(cell)]
        if len(filled) >= 2 and all(isinstance(cell, str) for cell in filled):
            return at
    return None
