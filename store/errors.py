"""What can go wrong, in one tree.

The store speaks in codes and values, never in sentences: an error carries a `code` and the
values of its sentence; `tui.wording` says what happened and what to do, in the lead's language.

    FloorboardError
    ├── Refused            a wish that can't be done as asked; nothing was changed
    │   ├── Ambiguous      a name that fits several; carries the ids
    │   └── ReadOnly       the folder can't be, or must not be, written
    ├── BadFile            an export that can't be read; nothing of it was taken
    ├── FeedFailed         a live source that can't be asked; it is tried again
    └── StorageFailed      the disk said no; data is as before the change
"""

from collections.abc import Mapping

type_of_value = str | int | float | None | list[str]


class FloorboardError(Exception):
    """Something a lead can be told about, as a reason code with its values."""

    def __init__(self, code: str, **values: type_of_value) -> None:
        super().__init__(code)
        self.code = code
        """Which sentence of `tui.wording` tells it, for example `no_such_agent`."""
        self.values: Mapping[str, type_of_value] = values
        """What the sentence names: a path, a count, ids."""

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}({told})"


class Refused(FloorboardError):  # noqa: N818 - it reads as what happened
    """A wish that can't be done as asked; nothing was changed."""


class Ambiguous(Refused):
    """A name that fits several; `ids` holds them."""


class ReadOnly(Refused):
    """The folder can't be, or must not be, written: `why` is option, newer_format or no_rights."""


class BadFile(FloorboardError):  # noqa: N818
    """A file that can't be read as what it claims to be; nothing of it was taken."""


class FeedFailed(FloorboardError):  # noqa: N818
    """A live source can't be asked now; what came before stays, and it is tried again."""


class StorageFailed(FloorboardError):  # noqa: N818
    """The disk refused: no space, an I/O error, a lost folder; data is as before the change."""
