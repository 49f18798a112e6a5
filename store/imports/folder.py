"""What is to be imported of a folder: every file in it that was not seen before."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from store.errors import Refused
from store.imports.identity import taken_before
from store.imports.readers import digest
from store.records.work import ImportedFile

_ASIDE = re.compile(
    r"\.|~\$|~wrl|.*\.(tmp|part|crdownload|download"
    r"|7z|apk|avi|bmp|deb|dmg|docx?|exe|gif|gz|heic|html?|iso|jpe?g|json|jsonl|log|m4a|md|mkv|mov"
    r"|mp3|mp4|msi|pdf|pkg|png|pptx?|psd|py|rar|rpm|svg|tar|toml|torrent|wav|webp|zip)$",
    re.IGNORECASE | re.DOTALL,
)
"""Hidden and unfinished files, and what else lies about in a download folder. A file that is named
is read all the same."""


def files_of(paths: Iterable[Path], taken: Mapping[str, ImportedFile]) -> Iterator[Path]:
    """Yield the files to import: those named as they come, those of a folder sorted by name.

    A folder's files are those of the folders in it too. Hidden and temporary ones, those that are
    no tables by their ending, and those in `taken`, the table `files`, are left out. Raises
    Refused `no_such_file` for a path that is not there.
    """
    for path in paths:
        if path.is_dir():
            for file in _in_folder(path):
                if taken_before(taken, digest(file), file.stem) is None:
                    yield file
        elif path.exists():
            yield path
        else:
            raise Refused("no_such_file", path=str(path))


def set_aside(name: str, *, folder: bool) -> bool:
    """Whether a folder is looked through without this entry: hidden, unfinished or no table."""
    return name.startswith(".") if folder else bool(_ASIDE.match(name))


def count_in(folder: Path) -> int:
    """Return how many files of a folder may be exports; none of them is opened."""
    return len(_in_folder(folder))


def _in_folder(folder: Path) -> list[Path]:
    found: list[Path] = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place, name) for name in files if not _ASIDE.match(name)]
    return sorted(path for path in found if path.is_file())
