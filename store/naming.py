"""Who is who: what counts as the same name, and who stands behind a nickname on a day."""

import unicodedata
from collections.abc import Iterable
from datetime import date

from store.records.people import Binding


def name_key(text: str) -> str:
    """Return what two spellings of one name share: case, width and surrounding space ignored."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def bindings_by_name(bindings: Iterable[Binding]) -> dict[str, list[Binding]]:
    """Return the bindings of each `name_key`, the ones that win first.

    A binding to a platform goes before one to all; of those, the one that begins last.
    """
    found: dict[str, list[Binding]] = {}
    for binding in bindings:
        found.setdefault(name_key(binding.nickname), []).append(binding)
    for several in found.values():
        several.sort(key=lambda b: (b.platform is not None, b.since or date.min), reverse=True)
    return found


def holds(binding: Binding, platform: str, day: date) -> bool:
    """Whether a binding says who stands behind its nickname on a platform and day."""
    return (
        (binding.platform is None or binding.platform == platform)
        and (binding.since is None or binding.since <= day)
        and (binding.until is None or day <= binding.until)
    )
