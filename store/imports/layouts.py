"""The layouts we know, declared in layouts.toml, and what a header means anywhere else."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from store.imports.labels import clean_label, split_unit
from store.records.metric import METRICS
from store.records.report import Kind

ROLES = ("agent", "day", "shop", "group")
"""What a column can be beside a metric."""


class Layout(msgspec.Struct, frozen=True):
    """One kind of export. Headers stand as the platform writes them."""

    id: str
    tool: str
    """Who wrote it; tools of one platform report the same customers."""
    platform: str
    columns: dict[str, str]
    """Header -> metric id; empty where we have no metric for it."""
    kind: Kind = "agent_days"
    agent: str | list[str] = ""
    day: str | list[str] = ""
    shop: str | list[str] = ""
    group: str | list[str] = ""
    sums: dict[str, tuple[str, ...]] = {}
    """Metric id -> headers whose counts make it, where all of them are there."""
    zone: str | None = None
    """The zone its days are counted in, where it isn't the shop's."""
    own: bool = False
    """Our own layout: metric ids are headers, rates are 0-1."""

    def role_labels(self, role: str) -> list[str]:
        """Return the cleaned labels of a role, the likeliest first."""
        words: str | list[str] = getattr(self, role)
        return [
            clean_label(word) for word in ([words] if isinstance(words, str) else words) if word
        ]

    def labels(self) -> dict[str, tuple[str, str]]:
        """Return cleaned header -> (metric id or empty, unit hint), with and without its unit."""
        known: dict[str, tuple[str, str]] = {}
        for header, metric in self.columns.items():
            label = clean_label(header)
            words, unit = split_unit(label)
            known[label] = (metric, unit)
            known.setdefault(words, (metric, unit))
        return known


class Vocabulary(msgspec.Struct, frozen=True):
    """Every layout and every word, ready for looking up cleaned labels."""

    layouts: dict[str, Layout]
    words: dict[str, tuple[str, ...]]
    """Role -> cleaned labels that mean it in any file, the likeliest first."""
    metrics: dict[str, str]
    """Cleaned label without its unit -> metric id."""
    labels: frozenset[str]
    """Every cleaned label that could stand in a header row."""

    def metric(self, label: str) -> tuple[str, str]:
        """Return (metric id or empty, unit hint) of a cleaned label in no particular layout."""
        if label in self.metrics:
            return self.metrics[label], ""
        words, unit = split_unit(label)
        return self.metrics.get(words, ""), unit

    def knows(self, label: str) -> bool:
        """Whether a cleaned label, or its words without the unit, is a header somewhere."""
        return label in self.labels or split_unit(label)[0] in self.labels


@cache
def vocabulary() -> Vocabulary:
    """Return the shipped layouts and words; read once, never changed."""
    shipped = tomllib.loads((Path(__file__).parent / "layouts.toml").read_text("utf-8"))
    layouts = {item["id"]: msgspec.convert(item, Layout) for item in shipped["layout"]}
    words = {role: tuple(map(clean_label, shipped["words"][role])) for role in ROLES}
    metrics = {clean_label(metric): metric for metric in METRICS}
    for metric, headers in shipped["aliases"].items():
        metrics.update((clean_label(header), metric) for header in headers)
    labels = {*metrics, *(label for role in words.values() for label in role)}
    for layout in layouts.values():
        labels.update(layout.labels())
        labels.update(label for role in ROLES for label in layout.role_labels(role))
    return Vocabulary(layouts, words, metrics, frozenset(labels))
