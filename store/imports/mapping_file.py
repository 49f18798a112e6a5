"""A mapping that a lead wrote as TOML: what the headers of a file mean."""

import tomllib
from pathlib import Path

from store.errors import Refused
from store.imports.layouts import ROLES
from store.imports.queue_fields import QUEUE_FIELDS
from store.records.metric import METRICS
from store.records.work import Mapping

_DAY_FROM = ("column", "file_name", "option")
_UNITS = ("s", "min", "h", "ms", "percent", "wan")


def read_mapping(path: Path) -> Mapping:
    """Return the mapping of a TOML file.

    Keys: `agent`, `day` (a header, or a table with `from` and `header`), `[columns]`, and
    optionally `platform`, `shop`, `layout`, `unit`, `skip_rows`, `summary`. A column's value is
    a metric id, `group`, `shop`, a field of a contact log or of interval counts (`arrived_at`),
    an empty string, or `{metric = "online_s", unit = "h"}`.
    Raises Refused: mapping_unreadable, unknown_metric, unknown_unit.
    """
    try:
        wish = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise Refused("mapping_unreadable", path=str(path), why=str(problem)) from problem
    day = wish.get("day")
    day_table = day if isinstance(day, dict) else {"header": day} if day else {}
    header = day_table.get("header") or day_table.get("column")
    day_from = day_table.get("from") or ("column" if header else "file_name")
    columns, units = _columns(path, wish.get("columns", {}))
    units |= _table(path, "unit", wish.get("unit", {}))
    _check(path, columns, units, day_from)
    skip = wish.get("skip_rows")
    return Mapping(
        columns=columns,
        agent=_text(path, "agent", wish.get("agent")),
        day=_text(path, "day", header),
        day_from=day_from,
        platform=_text(path, "platform", wish.get("platform")) or "other",
        layout=_text(path, "layout", wish.get("layout")) or "mapped",
        unit=units,
        skip_rows=skip if isinstance(skip, int) else None,
        summary=tuple(map(str, wish.get("summary", ()))),
        shop=_text(path, "shop", wish.get("shop")),
    )


def _columns(path: Path, wish: object) -> tuple[dict[str, str], dict[str, str]]:
    """Return header -> metric and header -> unit."""
    columns: dict[str, str] = {}
    units: dict[str, str] = {}
    for header, value in (wish if isinstance(wish, dict) else {}).items():
        if isinstance(value, dict):
            columns[header] = str(value.get("metric", ""))
            if "unit" in value:
                units[header] = str(value["unit"])
        else:
            columns[header] = _text(path, header, value) or ""
    return columns, units


def _table(path: Path, key: str, wish: object) -> dict[str, str]:
    if not isinstance(wish, dict):
        raise Refused("mapping_unreadable", path=str(path), why=key)
    return {str(header): str(unit) for header, unit in wish.items()}


def _text(path: Path, key: str, wish: object) -> str | None:
    if wish is None or isinstance(wish, str):
        return wish
    raise Refused("mapping_unreadable", path=str(path), why=key)


def _check(path: Path, columns: dict[str, str], units: dict[str, str], day_from: str) -> None:
    """Raise Refused where a word isn't one of ours."""
    for header, metric in columns.items():
        if metric and metric not in METRICS and metric not in ROLES and metric not in QUEUE_FIELDS:
            raise Refused("unknown_metric", path=str(path), header=header, metric=metric)
    for header, unit in units.items():
        if unit not in _UNITS:
            raise Refused("unknown_unit", path=str(path), header=header, unit=unit)
    if day_from not in _DAY_FROM:
        raise Refused("mapping_unreadable", path=str(path), why="day.from")
