"""A file becomes rows of numbers: the whole way from bytes to `ParsedFile`."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from store.clock import Clock
from store.imports.parsed import ParsedFile
from store.records.work import Mapping as HeaderMapping

Progress = Callable[[int, int | None], None]
"""Called now and then with what is done and the whole, where that is known."""


def parse_file(
    path: Path,
    *,
    clock: Clock,
    layout: str | None = None,
    day: date | None = None,
    mapping: HeaderMapping | None = None,
    mappings: Mapping[str, HeaderMapping] | None = None,
    progress: Progress | None = None,
) -> list[ParsedFile]:
    """Read an export and return each table of it that was understood.

    `layout` is a layout id that the lead named, `day` the day for a file that tells none,
    `mapping` the lead's word on the headers, `mappings` the remembered ones by shape.
    Raises BadFile where the file can't be read, Refused(unknown_layout) for a wrong `layout`.
    """
    raise NotImplementedError
