"""Reads the main measures of everybody who worked against each one's own usual."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from store.figures.cells import Cells
from store.figures.choose import Ruling
from store.figures.measures import main_measures
from store.figures.pool import Values, counted, values_of
from store.figures.provisional import early_days
from store.figures.readings import Reading, Span, of_count, read, spans
from store.figures.resolve import Gathered
from store.figures.series import Series, series_of
from store.figures.view import View
from store.records.metric import METRICS, Metric

Place = tuple[str | None, str, str]
"""Group, metric, kind of span: what readings can be compared with each other."""
_MADE_OF = {
    "sales": ("buyers", "orders", "units"),
    "net_sales": ("buyers", "orders", "units"),
    "refunds": ("refund_customers",),
}
"""Money -> the counts that say of how many it is, the first that there is."""
LOADS = ("received", "consulted", "contacts")
"""What says how busy somebody was, the first that there is."""


class Reader:
    """The readings of one brief."""

    def __init__(
        self, view: View, here: Gathered, back: Gathered, day: date, ruling: Ruling
    ) -> None:
        """`here` is the day spoken of, `back` the days up to it with the usual before them."""
        self._day, self._ruling, self._settings = day, ruling, view.settings
        self._here, self._back = here.people, back.people
        self._groups = {who: view.agents[who].group for who in (*back.people, *here.people)}
        self._series: dict[tuple[str, str], tuple[Values, Series]] = {}
        self.early: dict[str, date] = {}
        """Main metric -> until when its value of the day may change."""

    def readings(self) -> dict[Place, list[Reading]]:
        """Return every main measure that can be read, and note those that are early."""
        found: dict[Place, list[Reading]] = {}
        for group, members in self._members().items():
            cells = [self._back.get(who, Cells()) for who in members]
            for name in main_measures(group, cells, self._settings):
                metric = METRICS[name]
                early = {who for who in members if self._is_early(who, metric)}
                if early:
                    self.early[name] = self._day + timedelta(days=max(1, metric.delay_days))
                for span in spans(metric, self._day, self._ruling.last, self._settings):
                    left_out = early if span.kind == "day" else ()
                    several = (
                        self._read(who, metric, span) for who in members if who not in left_out
                    )
                    found[group, name, span.kind] = [one for one in several if one is not None]
        return found

    def load(self, who: str, span: Span) -> Reading | None:
        """Return how many customers somebody took in a span, beside the own usual."""
        for name in LOADS:
            if span.kind == "day" and self._is_early(who, METRICS[name]):
                continue
            found = self._read(who, METRICS[name], span, near=0.0)
            if found is not None:
                return found
        return None

    def sure(self, reading: Reading) -> Reading:
        """Return a sum's reading as sure as what it is made of allows."""
        if reading.metric.pooling != "sum" or not reading.swing:
            return reading
        span = reading.span
        usual = self._counts(reading, span.usual_since, span.usual_until)
        now = self._counts(reading, span.since, span.until)
        return reading if usual is None or now is None else of_count(reading, usual, now)

    def enough(self, readings: Iterable[Reading]) -> bool:
        """Whether sums of several agents are together of enough (setting `few`) to be read.

        A weighed mean is read of enough already; where nothing tells of how many, it is enough.
        """
        total, known = 0.0, False
        for one in readings:
            if one.metric.pooling != "sum":
                return True
            a_day = self._counts(one, one.span.since, one.span.until)
            known = known or a_day is not None
            total += (a_day or 0.0) * one.days
        return not known or total >= self._settings.few

    def _members(self) -> Mapping[str | None, list[str]]:
        found: dict[str | None, list[str]] = {}
        for who in self._here:
            found.setdefault(self._groups[who], []).append(who)
        return {group: found[group] for group in sorted(found, key=lambda g: (g is None, g or ""))}

    def _read(
        self, who: str, metric: Metric, span: Span, near: float | None = None
    ) -> Reading | None:
        values, series = self._known(who, metric)
        if not metric.across_platforms and len(values.platforms()) > 1:
            platform = _platform(values, span)
            if platform is None:
                return None
            series = series_of(metric, values, platform)
        early: set[date] = set()
        if span.kind == "days" and values.provisional:
            last = self._ruling.last
            early = early_days(values.parts, metric, last, span.since, span.until)
        return read(
            who,
            series,
            span,
            self._settings,
            early=early,
            near=self._settings.brief_gap if near is None else near,
            counted=counted(metric, values.weight),
        )

    def _is_early(self, who: str, metric: Metric) -> bool:
        cells = self._here[who]
        if not metric.delay_days and not any(block.not_final() for block in cells.blocks):
            return False
        return values_of(cells, metric, self._ruling).provisional

    def _known(self, who: str, metric: Metric) -> tuple[Values, Series]:
        found = self._series.get((who, metric.id))
        if found is None:
            values = values_of(self._back.get(who, Cells()), metric, self._ruling)
            found = self._series[who, metric.id] = values, series_of(metric, values)
        return found

    def _counts(self, reading: Reading, since: date, until: date) -> float | None:
        """Return of how many a sum is on a mean day; None where nothing tells."""
        metric = reading.metric
        if metric.unit == "count":
            return reading.value if since == reading.span.since else reading.usual
        for name in _MADE_OF.get(metric.id, ()):
            _, series = self._known(reading.who, METRICS[name])
            value, _ = series.pooled(series.at(since, until))
            if value is not None:
                return value
        return None


def _platform(values: Values, span: Span) -> str | None:
    """Return the platform of a span, for a metric that platforms define differently.

    None where that would be several, or none.
    """
    platforms = {
        part.block.shape.platform
        for part in values.parts
        if any(span.since <= day <= span.until for day in part.days())
    }
    return platforms.pop() if len(platforms) == 1 else None
