"""Files in words: a name, a folder, a size, a moment; under the mask without names."""

import os
import re
from datetime import datetime
from pathlib import Path, PurePath

from store.cleaning import clean_text
from tui.context import Session, dots
from tui.plain import width

_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}")


def short_path(path: str) -> str:
    """Return a path with the home folder as `~`."""
    home = str(Path.home())
    return "~" + path[len(home) :] if path == home or path.startswith(home + os.sep) else path


class FileWords:
    """Says what a file is called, where it lies, how large and how old it is."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._words = session.words

    def file(self, path: str, most: int | None = None) -> str:
        """Return a file's name; under the mask its days and its ending, for names hide in it.

        One of more than `most` cells loses its middle: the day stands at its end.
        """
        name = PurePath(path).name or path
        if not self._session.options.mask:
            shown_name = clean_text(name)
            return shown_name if most is None else self._without_middle(shown_name, most)
        shown = PurePath(name)
        ending = shown.suffix if re.fullmatch(r"\.[A-Za-z]{1,5}", shown.suffix) else ""
        return " ".join([dots(self._session.options), *_DAY.findall(name)]) + ending

    def _without_middle(self, name: str, most: int) -> str:
        if width(name) <= most:
            return name
        dots_between = "~" if self._session.options.ascii_only else "…"
        tail = name[-1:]
        while width(name[-len(tail) - 1 :]) <= most // 2:
            tail = name[-len(tail) - 1 :]
        head = name[: max(1, most - width(tail) - 1)]
        while head and width(head) > most - width(tail) - 1:
            head = head[:-1]
        return f"{head}{dots_between}{tail}"

    def path(self, path: str) -> str:
        """Return a folder's path, the home folder as `~`; under the mask dots."""
        if self._session.options.mask:
            return dots(self._session.options)
        return clean_text(short_path(path))

    def size(self, size: int | None) -> str:
        """Return a size in bytes as people read it."""
        if size is None:
            return ""
        from humanize import naturalsize

        return naturalsize(size)

    def moment(self, at: datetime | None) -> str:
        """Return when a file was written or taken."""
        return f"{at:%m-%d %H:%M}" if at else ""
