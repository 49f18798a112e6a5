"""What each column of one table is: decided once from its headers, before any row is read."""

import hashlib
from collections.abc import Sequence

import msgspec

from store.imports.labels import clean_label, split_unit
from store.imports.layouts import ROLES, Layout, Vocabulary
from store.records.metric import METRICS
from store.records.report import Columns, Kind, Note
from store.records.work import Mapping


class Planned(msgspec.Struct, frozen=True):
    """A column that holds a metric."""

    index: int
    header: str
    metric: str
    unit: str = ""
    """Unit hint of a plain number: s, min, h, ms, percent, wan; empty is the metric's own."""


class Plan(msgspec.Struct, frozen=True):
    """How to read one table."""

    layout: str
    tool: str
    platform: str
    kind: Kind
    roles: dict[str, int]
    """agent, day, shop, group -> column."""
    columns: tuple[Planned, ...]
    told: Columns
    parts: tuple[Planned, ...] = ()
    """Columns that are read only to be added up."""
    sums: dict[str, tuple[int, ...]] = {}
    """Metric id -> columns that make it."""
    fields: dict[str, int] = {}
    """Roster: field -> column."""
    own: bool = False
    zone: str | None = None
    summary: tuple[str, ...] = ()
    """First-cell words of sums beside the usual ones."""
    shop: str | None = None
    """The shop of every row, where a mapping said so."""
    day_from: str = "column"
    notes: tuple[Note, ...] = ()
    problem: Note | None = None


def shape_of(headers: Sequence[str]) -> str:
    """Return what a remembered mapping hangs on: the set of cleaned headers, hashed.

    The order of columns is left out: an export keeps its meaning when columns move.
    """
    labels = sorted({clean_label(header) for header in headers} - {""})
    return hashlib.sha256("\n".join(labels).encode()).hexdigest()


def plan_layout(headers: Sequence[str], layout: Layout | None, words: Vocabulary) -> Plan:
    """Return the plan of a table by a layout, or by the general words where there is none."""
    if layout is not None and layout.kind == "roster":
        return _plan_roster(headers, layout)
    labels = [clean_label(header) for header in headers]
    roles = _roles(labels, layout, words)
    builder = _Builder(headers, roles)
    known = layout.labels() if layout else {}
    ranked: list[tuple[int, int, str, str]] = []
    for index, label in enumerate(labels):
        if index not in roles.values() and label:
            ranked.append(_meaning(index, label, known, words))
    for _, index, metric, unit in sorted(ranked):
        builder.take(index, metric, unit)
    sums = _sums(labels, layout, builder) if layout else {}
    kind = layout.kind if layout else "agent_days"
    return Plan(
        layout=layout.id if layout else f"unknown-{shape_of(headers)[:8]}",
        tool=layout.tool if layout else "other",
        platform=layout.platform if layout else "other",
        kind=kind,
        roles=roles,
        columns=builder.columns(),
        told=builder.told(sums),
        parts=tuple(
            Planned(index, headers[index], next(m for m, of in sums.items() if index in of))
            for index in sorted({index for of in sums.values() for index in of})
        ),
        sums=sums,
        own=layout.own if layout else False,
        zone=layout.zone if layout else None,
        notes=tuple(builder.notes),
        problem=_problem(kind, roles, builder, sums),
    )


def plan_mapping(headers: Sequence[str], mapping: Mapping) -> Plan:
    """Return the plan of a table by a lead's mapping: what it names is taken, nothing else."""
    labels = [clean_label(header) for header in headers]
    roles: dict[str, int] = {}
    wanted = {"agent": mapping.agent, "day": mapping.day}
    wanted |= {role: header for header, role in mapping.columns.items() if role in ROLES}
    for role, header in wanted.items():
        if header and clean_label(header) in labels:
            roles[role] = labels.index(clean_label(header))
    builder = _Builder(headers, roles)
    units = {clean_label(header): unit for header, unit in mapping.unit.items()}
    for header, metric in mapping.columns.items():
        label = clean_label(header)
        if metric in METRICS and label in labels:
            unit = units.get(label, split_unit(label)[1])
            builder.take(labels.index(label), metric, unit)
        elif metric and label not in labels:
            builder.notes.append(Note("header_missing", {"header": header}))
    kind: Kind = "shop_days" if mapping.agent is None else "agent_days"
    told = builder.told({})
    if mapping.day_from != "column":
        roles.pop("day", None)
    return Plan(
        layout=mapping.layout,
        tool="other",
        platform=mapping.platform,
        kind=kind,
        roles=roles,
        columns=builder.columns(),
        told=told,
        summary=mapping.summary,
        shop=mapping.shop,
        day_from=mapping.day_from,
        notes=tuple(builder.notes),
        problem=_problem(kind, roles, builder, {}),
    )


class _Builder:
    """Gathers columns: each metric once, each header told once."""

    def __init__(self, headers: Sequence[str], roles: dict[str, int]) -> None:
        self.headers = headers
        self.roles = roles
        self.notes: list[Note] = []
        self._taken: dict[str, Planned] = {}
        named = [header for header in headers if header]
        for header in dict.fromkeys(named):
            if named.count(header) > 1:
                self.notes.append(Note("duplicate_header", {"header": header}))

    def take(self, index: int, metric: str, unit: str) -> None:
        """Give a column a metric, unless an earlier and better one has it."""
        if not metric:
            return
        if metric in self._taken:
            first = self._taken[metric].header
            if first != self.headers[index]:
                values = {"header": self.headers[index], "first": first, "metric": metric}
                self.notes.append(Note("same_metric", {**values}))
            return
        self._taken[metric] = Planned(index, self.headers[index], metric, unit)

    def columns(self) -> tuple[Planned, ...]:
        """Return the columns in the order of the file."""
        return tuple(sorted(self._taken.values(), key=lambda column: column.index))

    def has(self, metric: str) -> bool:
        """Whether a column gives that metric already."""
        return metric in self._taken

    def told(self, sums: dict[str, tuple[int, ...]]) -> Columns:
        """Return matched and unmatched headers, verbatim; agent and day are in neither."""
        meant = {column.index: column.metric for column in self._taken.values()}
        for metric, indexes in sums.items():
            for index in indexes:
                meant.setdefault(index, metric)
        meant |= {i: role for role, i in self.roles.items() if role in ("shop", "group")}
        hidden = {self.roles.get("agent"), self.roles.get("day")}
        matched: dict[str, str] = {}
        unmatched: list[str] = []
        for index, header in enumerate(self.headers):
            if not header or index in hidden:
                continue
            if index in meant:
                matched[header] = meant[index]
            else:
                unmatched.append(header)
        return Columns(matched, tuple(unmatched))


def _roles(labels: list[str], layout: Layout | None, words: Vocabulary) -> dict[str, int]:
    """Return role -> column: the layout's own header first, then the general words."""
    roles: dict[str, int] = {}
    declared = layout.labels() if layout else {}
    for role in ROLES:
        if role == "agent" and layout is not None and layout.kind == "shop_days":
            continue
        candidates = layout.role_labels(role) if layout else []
        candidates += [word for word in words.words[role] if word not in declared]
        for label in candidates:
            if label in labels and labels.index(label) not in roles.values():
                roles[role] = labels.index(label)
                break
    return roles


def _meaning(
    index: int, label: str, known: dict[str, tuple[str, str]], words: Vocabulary
) -> tuple[int, int, str, str]:
    """Return (rank, column, metric or empty, unit hint); the lowest rank wins a metric."""
    if label in known:
        return 0, index, *known[label]
    base, unit = split_unit(label)
    if base in known:
        return 1, index, known[base][0], unit or known[base][1]
    metric, unit = words.metric(label)
    return 2, index, metric, unit


def _sums(labels: list[str], layout: Layout, builder: _Builder) -> dict[str, tuple[int, ...]]:
    """Return the metrics that are made by adding columns, where every part is in the file."""
    sums: dict[str, tuple[int, ...]] = {}
    for metric, headers in layout.sums.items():
        wanted = [clean_label(header) for header in headers]
        if all(label in labels for label in wanted) and not builder.has(metric):
            sums[metric] = tuple(labels.index(label) for label in wanted)
    return sums


def _problem(
    kind: Kind, roles: dict[str, int], builder: _Builder, sums: dict[str, tuple[int, ...]]
) -> Note | None:
    if kind == "agent_days" and "agent" not in roles:
        return Note("no_agent_column")
    if not builder.columns() and not sums:
        return Note("no_metric")
    return None


def _plan_roster(headers: Sequence[str], layout: Layout) -> Plan:
    labels = [clean_label(header) for header in headers]
    agent = next((labels.index(word) for word in layout.role_labels("agent") if word in labels), -1)
    fields: dict[str, int] = {}
    for label, (field, _) in layout.labels().items():
        if label in labels:
            fields.setdefault(field, labels.index(label))
    meant = {index: field for field, index in fields.items()}
    matched = {h: meant[i] for i, h in enumerate(headers) if i in meant}
    unmatched = tuple(h for i, h in enumerate(headers) if h and i != agent and i not in meant)
    return Plan(
        layout=layout.id,
        tool=layout.tool,
        platform=layout.platform,
        kind="roster",
        roles={"agent": agent} if agent >= 0 else {},
        columns=(),
        told=Columns(matched, unmatched),
        fields=fields,
        own=True,
        problem=None if agent >= 0 else Note("no_agent_column"),
    )
