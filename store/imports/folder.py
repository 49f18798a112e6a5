"""What is to be imported of a folder: every file in it that was not seen before."""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from store.errors import Refused
from store.imports.guards import refuse
from store.imports.readers import digest

_ASIDE = re.compile(
    r"\.|~\$|~wrl|.*\.(tmp|part|crdownload|download"
    r"|7z|bmp|docx?|gif|gz|jpe?g|json|jsonl|log|md|mp4|pdf|png|pptx?|py|rar|toml|webp|zip)$",
    re.IGNORECASE | re.DOTALL,
)
"""Hidden and unfinished files, and what else lies about in a download folder. A file that is named
is read all the same."""


def files_of(paths: Iterable[Path], seen: Collection[str]) -> Iterator[Path]:
    """Yield the files to import: those named as they come, those of a folder sorted by name.

    Of a folder, hidden and temporary files, files that are no tables by their ending, and those
    whose digest is in `seen` are left out; folders in it are not entered. Raises Refused
    `no_such_file` for a path that is not there.
    """
    for path in paths:
        if path.is_dir():
            for file in _in_folder(path):
                if digest(file) not in seen:
                    yield file
        elif path.exists():
            yield path
        else:
            raise Refused("no_such_file", path=str(path))


def _in_folder(folder: Path) -> list[Path]:
    try:
        inside = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as problem:
        raise refuse("cannot_open", folder, why=problem.strerror or "") from problem
    return [path for path in inside if path.is_file() and not _ASIDE.match(path.name)]
