"""Which layout a row of headers is: by its cleaned labels, never by their order."""

from collections.abc import Sequence

from store.imports.labels import clean_label, split_unit
from store.imports.layouts import ROLES, Layout, Vocabulary
from store.records.metric import METRICS

_LEAST_HITS = 3
_LEAST_SHARE = 0.4
"""Share of a layout's columns that must be there: platforms add and drop some, not most."""


def recognise(headers: Sequence[str], words: Vocabulary) -> Layout | None:
    """Return the layout that fits best, or None where none fits well enough."""
    labels = {clean_label(header) for header in headers} - {""}
    roster, own = words.layouts["roster"], words.layouts["agent_days"]
    if _is_roster(labels, roster, words):
        return roster
    if "agent" in labels and not labels.isdisjoint(METRICS):
        return own
    best: tuple[int, float, Layout] | None = None
    for layout in words.layouts.values():
        if layout.own or not _has_roles(labels, layout, words):
            continue
        hits = _hits(labels, layout)
        share = hits / len(layout.columns)
        rest = [label for label in labels if not _is_role(label, layout, words)]
        whole = hits >= _LEAST_HITS + 1 and hits == len(rest)
        if hits < _LEAST_HITS or (share < _LEAST_SHARE and not whole):
            continue
        if best is None or (hits, share) > best[:2]:
            best = (hits, share, layout)
    return best[2] if best else None


def _hits(labels: set[str], layout: Layout) -> int:
    known = layout.labels()
    return sum(1 for label in labels if label in known or split_unit(label)[0] in known)


def _has_roles(labels: set[str], layout: Layout, words: Vocabulary) -> bool:
    if layout.kind == "shop_days":
        return labels.isdisjoint(words.words["agent"])
    return not labels.isdisjoint(layout.role_labels("agent"))


def _is_role(label: str, layout: Layout, words: Vocabulary) -> bool:
    return any(label in layout.role_labels(role) or label in words.words[role] for role in ROLES)


def _is_roster(labels: set[str], roster: Layout, words: Vocabulary) -> bool:
    """A roster names people and says who they are, and holds no figures."""
    known = roster.labels()
    return (
        not labels.isdisjoint(roster.role_labels("agent"))
        and sum(label in known for label in labels) >= 2
        and not any(words.metric(label)[0] for label in labels)
    )
