"""What a lead says about a queue: its kind, owner, thresholds and alarm limits."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from store.cleaning import clean_text
from store.errors import Refused
from store.figures.alarms import DEFAULT_LIMITS, MEASURES
from store.figures.caps import kind_of
from store.naming import name_key
from store.records.queue import Limit, QueueRules

if TYPE_CHECKING:
    from store.draft import Draft
    from store.team import Team

_FLOORS = frozenset({"service_level"})
"""Measures of which too little is bad."""


def set_rules(team: "Team", queue: str, **told: object) -> QueueRules:
    """Change what is said about a queue, field by field; return the whole of it.

    Raises Refused `no_queue_name` and what a change raises.
    """
    name = clean_text(queue)
    if not name:
        raise Refused("no_queue_name")

    def edit(draft: "Draft") -> QueueRules:
        before = draft.get("queues", name_key(name))
        old = QueueRules(name) if before is None else msgspec.convert(before, QueueRules)
        new = msgspec.structs.replace(old, **told)
        draft.put("queues", name_key(name), new)
        return new

    return team.change("queue_rules", edit)


def changed_limits(
    queue: str,
    rules: QueueRules,
    *,
    warn: Mapping[str, float],
    line: Mapping[str, float],
    off: frozenset[str] = frozenset(),
) -> dict[str, Limit]:
    """Return a queue's own limits with some set anew, by measure; `off` ends their alarms.

    Raises Refused `no_such_measure`.
    """
    for measure in (*warn, *line, *off):
        if measure not in MEASURES:
            raise Refused("no_such_measure", measure=measure, known=list(MEASURES))
    usual = DEFAULT_LIMITS[kind_of(queue, rules)]
    limits = dict(rules.limits)
    for measure in {*warn, *line}:
        old = limits.get(measure) or usual.get(measure) or Limit()
        limits[measure] = Limit(
            warn=warn.get(measure, old.warn if old.warn is not None else line.get(measure)),
            line=line.get(measure, old.line),
            below=measure in _FLOORS,
            hold_s=old.hold_s,
        )
    return limits | {measure: Limit() for measure in off}
