"""A look at the headers and first rows of a file, for somebody who says what they mean."""

from collections.abc import Mapping
from itertools import islice
from pathlib import Path

import msgspec

from store.errors import BadFile
from store.imports.cells import quoted
from store.imports.layouts import vocabulary
from store.imports.plan import Plan, plan_layout
from store.imports.readers import open_tables
from store.imports.recognise import recognise
from store.imports.understand import Understood, Wish, understand
from store.records.work import Mapping as HeaderMapping

_ROWS = 3


class Glimpse(msgspec.Struct, frozen=True):
    """A table as far as it is understood."""

    sheet: str | None
    headers: tuple[str, ...]
    """Every header that isn't empty, as written."""
    samples: dict[str, tuple[str, ...]]
    """Header -> its first cells, cleaned and cut."""
    meaning: dict[str, str]
    """Header -> metric id or a role (agent, day, shop, group); absent where nothing is known."""
    own: dict[str, str]
    """The same without what a lead said before about files of this shape."""
    layout: str
    """Layout id, `unknown-...` where there is none."""
    platform: str


def glimpse(path: Path, mappings: Mapping[str, HeaderMapping] | None = None) -> Glimpse:
    """Look at the table of a file that is understood least. Raises BadFile."""
    seen = [
        _look(table.name, understand(table, Wish(mappings=mappings or {})))
        for table in open_tables(path)
    ]
    seen = [one for one in seen if one.headers]
    if not seen:
        raise BadFile("no_header", path=str(path))
    unknown = [one for one in seen if one.layout.startswith("unknown")]
    return (unknown or seen)[0]


def _look(sheet: str | None, how: Understood) -> Glimpse:
    plan, headers = how.plan, how.found.headers
    rows = [cells for _, cells in islice(how.found.rows, _ROWS)]
    words = vocabulary()
    bare = plan_layout(headers, recognise(headers, words), words)
    samples = {
        header: tuple(quoted(cells[index]) for cells in rows if index < len(cells))
        for index, header in enumerate(headers)
    }
    return Glimpse(
        sheet=sheet,
        headers=tuple(dict.fromkeys(header for header in headers if header)),
        samples=samples,
        meaning=_meaning(plan, headers),
        own=_meaning(bare, headers),
        layout=plan.layout,
        platform=plan.platform,
    )


def _meaning(plan: Plan, headers: tuple[str, ...]) -> dict[str, str]:
    return plan.told.matched | {headers[index]: role for role, index in plan.roles.items()}
