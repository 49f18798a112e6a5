"""Contact logs and interval counts: which columns they are made of, and the plan to read them."""

from collections.abc import Mapping as Lookup
from collections.abc import Sequence

from store.imports.labels import clean_label, split_unit
from store.imports.layouts import Layout, Vocabulary
from store.imports.plan import Plan
from store.records.report import Columns, Kind, Note
from store.records.work import Mapping

CONTACT_FIELDS = (
    "contact",
    "queue",
    "arrived_at",
    "answered_at",
    "ended_at",
    "agent",
    "outcome",
)
INTERVAL_FIELDS = (
    "queue",
    "start",
    "offered",
    "answered",
    "abandoned",
    "asa_s",
    "aht_s",
    "agent_minutes",
)
QUEUE_FIELDS = frozenset(CONTACT_FIELDS + INTERVAL_FIELDS)
"""What a mapping may say of a column of such a file."""
_NEEDED: dict[Kind, tuple[tuple[str, ...], ...]] = {
    "contacts": (("arrived_at",), ("answered_at", "outcome"), ("contact", "queue", "ended_at")),
    "intervals": (("start",), ("offered",)),
}
"""Of each of these groups a file has at least one."""


def queue_layout(headers: Sequence[str], words: Vocabulary) -> Layout | None:
    """Return the layout of a contact log or of interval counts, None for any other file."""
    for layout in words.layouts.values():
        if layout.kind in _NEEDED:
            fields = _fields(headers, _known(layout))
            if _has(layout.kind, fields):
                return layout
    return None


def queue_kind(meant: Lookup[str, str]) -> Kind | None:
    """Return which of both kinds a mapping's columns speak of, if any; its values are fields."""
    told = set(meant.values())
    if "arrived_at" in told:
        return "contacts"
    return "intervals" if told >= {"start", "offered"} else None


def plan_queue(headers: Sequence[str], layout: Layout, mapping: Mapping | None = None) -> Plan:
    """Return the plan of such a file; what a mapping says of a header goes before the layout."""
    known = _known(layout)
    notes: list[Note] = []
    if mapping is not None:
        told = {**mapping.columns, **({mapping.agent: "agent"} if mapping.agent else {})}
        labels = {clean_label(header) for header in headers}
        for header, field in told.items():
            label = clean_label(header)
            known = {key: value for key, value in known.items() if value != field or not field}
            known[label] = field
            if field and label not in labels:
                notes.append(Note("header_missing", {"header": header}))
    fields = _fields(headers, known)
    hidden = fields.get("agent")
    meant = {index: field for field, index in fields.items()}
    matched = {h: meant[i] for i, h in enumerate(headers) if i in meant and i != hidden}
    unmatched = tuple(h for i, h in enumerate(headers) if h and i not in meant)
    return Plan(
        layout=layout.id,
        tool=layout.tool,
        platform=layout.platform,
        kind=layout.kind,
        roles={} if hidden is None else {"agent": hidden},
        columns=(),
        told=Columns(matched, unmatched),
        fields=fields,
        own=True,
        notes=tuple(notes),
        problem=None if _has(layout.kind, fields) else Note("no_queue_columns"),
    )


def _known(layout: Layout) -> dict[str, str]:
    return {label: field for label, (field, _) in layout.labels().items()}


def _fields(headers: Sequence[str], known: Lookup[str, str]) -> dict[str, int]:
    """Return field -> column, the first that is one."""
    fields: dict[str, int] = {}
    for index, header in enumerate(headers):
        label = clean_label(header)
        field = known.get(label) or known.get(split_unit(label)[0])
        if field:
            fields.setdefault(field, index)
    return fields


def _has(kind: Kind, fields: Lookup[str, int]) -> bool:
    return all(any(field in fields for field in group) for group in _NEEDED[kind])
