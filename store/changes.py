"""A change: what the journal keeps of it, and how it is told, applied and turned round."""

from datetime import datetime
from typing import Any

import msgspec

Document = dict[str, Any]
"""A record as plain JSON values; never changed in place, always replaced by a new one."""


class Edit(msgspec.Struct, frozen=True):
    """What a change does to one record, by its top-level fields.

    `before` and `after` hold only the fields that differ: one that is only in `after` was added,
    one that is only in `before` was taken out. None stands for no record.
    """

    table: str
    key: str
    before: Document | None
    after: Document | None


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One acknowledged change: a line of the journal."""

    id: str
    """Random, 12 hex digits."""
    n: int
    """Its number; grows strictly, starts at 1."""
    device: str
    """The installation that made it."""
    at: datetime
    """When, by that machine's clock, with its offset; clocks may run backwards."""
    by: str
    """Who, as the lead calls herself; may be empty."""
    what: str
    """A code: import, bind, setting, undo, roster, forget, ..."""
    edits: tuple[Edit, ...]
    undoes: int | None = None
    """The number of the change that this one takes back."""
    erase: str | None = None
    """Id of the agent that this change erases; undo stops here."""


def same(one: object, other: object) -> bool:
    """Whether two field values are the same; True and 1 are not."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def diff(table: str, key: str, before: Document | None, after: Document | None) -> Edit | None:
    """Return the edit that leads from one document to another; None where nothing differs."""
    if before is None or after is None:
        return None if before is after else Edit(table, key, before, after)
    old = {f: v for f, v in before.items() if f not in after or not same(v, after[f])}
    new = {f: v for f, v in after.items() if f not in before or not same(v, before[f])}
    return Edit(table, key, old, new) if old or new else None


def apply(document: Document | None, edit: Edit) -> Document | None:
    """Return the document as it is after the edit; the given one is left as it is."""
    if edit.after is None:
        return None
    if edit.before is None:
        return edit.after
    gone = edit.before.keys() - edit.after.keys()
    kept = {f: v for f, v in (document or {}).items() if f not in gone}
    return kept | edit.after


def inverse(edit: Edit) -> Edit:
    """Return the edit that takes this one back."""
    return Edit(edit.table, edit.key, edit.after, edit.before)
