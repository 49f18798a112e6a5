"""The language of `/`: which rows a few typed words leave standing.

    ann             rows with "ann" anywhere in a cell
    ann night       rows with both
    !ann            rows without it
    group:pre       rows whose group begins with "pre"
    status:away     rows whose column "status" begins with "away"
    "on leave"      a term with a space in it

Large and small letters, and full-width signs from a Chinese keyboard, make no difference. What is
not a known field is plain text, so "12:30" finds a time. Nothing that can be typed is an error.
"""

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from msgspec import Struct

from widgets.grid_model import Column, Row

_TERM = re.compile(r'(?:[^\s"]|"[^"]*(?:"|$))+')
GROUP = -1
"""The field of a term that looks at the row's group rather than at a column."""


class Term(Struct, frozen=True):
    """One condition of a filter."""

    text: str
    """What to look for, folded."""
    field: int | None = None
    """The index of the column whose start it looks at, GROUP for the group, None for any cell."""
    negated: bool = False
    """Whether rows that have it are left out."""


class FilterText(Struct, frozen=True):
    """Every condition of what was typed; a row must meet them all."""

    typed: str = ""
    """The text as it was typed."""
    terms: tuple[Term, ...] = ()
    """Its conditions; none leaves every row standing."""

    def keeps(self, folded: Sequence[str]) -> bool:
        """Return whether a row stays, given its texts from `fold_row`."""
        return all(_meets(term, folded) is not term.negated for term in self.terms)


def fold(text: str) -> str:
    """Return the text as it is compared: full-width forms narrow, letters small."""
    return (text if text.isascii() else normalize("NFKC", text)).casefold()


def fold_row(row: Row) -> tuple[str, ...]:
    """Return a row's texts as they are compared: its cells, then its group."""
    return (*(fold(cell.text) for cell in row.cells), fold(row.group))


def parse_filter(typed: str, columns: Sequence[Column]) -> FilterText:
    """Return the conditions in a typed text, where columns go by their key or their label."""
    fields = {fold(column.label): i for i, column in enumerate(columns)}
    fields.update({fold(column.key): i for i, column in enumerate(columns)})
    fields.setdefault("group", GROUP)
    found = (_term(match.group(), fields) for match in _TERM.finditer(fold(typed)))
    return FilterText(typed, tuple(term for term in found if term.text))


def _term(token: str, fields: Mapping[str, int]) -> Term:
    negated = token.startswith("!")
    body = token[1:] if negated else token
    name, colon, rest = body.partition(":")
    if colon and name in fields:
        return Term(rest.replace('"', ""), fields[name], negated)
    return Term(body.replace('"', ""), None, negated)


def _meets(term: Term, folded: Sequence[str]) -> bool:
    if term.field is None:
        return any(term.text in text for text in folded)
    return folded[term.field].startswith(term.text)
