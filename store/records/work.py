"""What exports say: values of a day, or of a period, and the files they came from."""

from datetime import date, datetime
from typing import Literal

import msgspec

SHOP_ROW = ""
"""The nickname under which a shop-level file keeps the shop's own figures."""
UNNAMED_SHOP = "main"
"""The shop of an export that names none: it belongs to the platform's only shop."""


class Taken(msgspec.Struct, frozen=True):
    """One import that filled cells of a sheet."""

    file: str
    """Id of the import, key of table `files`."""
    exported_on: date
    """Day the export was made, as far as the file tells; decides what is provisional."""


class Sheet(msgspec.Struct, frozen=True, omit_defaults=True):
    """The values of one day (or period), platform, shop and layout.

    Tables `agent_days` and `periods` hold agents by nickname as written; `shop_days` holds the
    shop's own figures under the nickname SHOP_ROW. Key: `sheet_key(...)`.
    """

    start: date
    """The day, or the first day of the period."""
    end: date
    """The same day, or the last day of the period, inclusive."""
    platform: str
    shop: str
    """Shop as named, or UNNAMED_SHOP."""
    layout: str
    """Layout id; its tool and platform decide who says so."""
    tool: str
    """The tool that wrote the export: chitu, qianniu, sycm, feige, jd, pdd, chatwoot, own, ..."""
    metrics: tuple[str, ...]
    """Metric ids, the order of every row."""
    rows: dict[str, tuple[float | None, ...]]
    """Nickname as written -> values in the metric's unit; None is missing, never zero."""
    not_final: dict[str, tuple[str, ...]] = {}
    """Nickname -> metrics whose cell said that it is not final yet."""
    taken: tuple[Taken, ...] = ()
    """The imports that filled cells, in order of taking."""
    origin: dict[str, tuple[int, int]] = {}
    """Nickname -> (index into `taken`, row number in that file) for the whole row."""
    cell_origin: dict[str, dict[str, tuple[int, int]]] = {}
    """Nickname -> metric -> the same, only where a cell came from another import than its row."""
    groups: dict[str, str] = {}
    """Nickname -> group column as written, where the layout has one."""


Mark = Literal["here", "away"]


class DayRoll(msgspec.Struct, frozen=True):
    """Who is on. Table `rolls`, key: the day."""

    marks: dict[str, Mark] = {}
    """Agent id -> what the lead marked; nobody's absence is given a cause."""


class ImportedFile(msgspec.Struct, frozen=True):
    """A file that was taken. Table `files`, key: the SHA-256 of its bytes.

    Another file of the same bytes has `/` and what it is of behind that (`store.imports.identity`).
    """

    id: str
    """`2026-11-22-3f9ab2c1`; also the name of its report in `imports/`."""
    name: str
    """The file's name, without its folder."""
    at: datetime
    """When it was taken."""
    layout: str
    days: tuple[date, ...]
    """Days it speaks of; a period gives its first and its last day."""
    n: int = 0
    """Order of taking, from 1 on; decides which import of a tool is the later one."""
    day_outside: bool | None = None
    """Whether its days stand in its name, or the lead told them; None: that was not noted."""
    shop: str | None = None
    """The shop that rows naming none were given; None: there were none, or it has no name."""


class Mapping(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a lead said about the headers of an unknown file. Table `mappings`, key: file shape."""

    columns: dict[str, str]
    """Header as written -> metric id, or `group`, `shop`; an empty string leaves it out."""
    agent: str | None = None
    """Header of the agent; None for a shop-level file."""
    day: str | None = None
    """Header of the day."""
    day_from: str = "column"
    """`column`, `file_name` or `option`."""
    platform: str = "other"
    layout: str = "mapped"
    """Layout id its sheets are kept under."""
    unit: dict[str, str] = {}
    """Header -> unit where it differs: `h`, `min`, `ms`, `percent`, `wan`."""
    skip_rows: int | None = None
    """Rows above the header; None looks for it."""
    summary: tuple[str, ...] = ()
    """First-cell words of rows that are sums, beside the usual ones."""
    shop: str | None = None
    """The shop of every row, where the lead said so."""


def sheet_key(sheet: Sheet) -> str:
    """Return the key of a sheet; it begins with its month, so that it never moves."""
    span = (
        sheet.start.isoformat()
        if sheet.start == sheet.end
        else f"{sheet.start.isoformat()}~{sheet.end.isoformat()}"
    )
    shop = sheet.shop.replace("%", "%25").replace("/", "%2F")
    return f"{span}/{sheet.platform}/{shop}/{sheet.layout}"
