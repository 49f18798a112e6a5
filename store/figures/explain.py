"""Why this number."""

from collections.abc import Iterable
from datetime import date, timedelta

from store.figures.results import FileRows, Why
from store.figures.view import View
from store.records.figure import Figure, Source
from store.records.metric import METRICS, Metric

_FORMULAS = {"sum": "sum", "max": "largest", "mean": "weighted_mean"}


def explain(view: View, figure: Figure) -> Why:
    """Return where a figure came from; it must have been computed with its sources."""
    metric = METRICS[figure.metric]
    platforms = tuple(sorted({source.platform for source in figure.sources}))
    return Why(
        figure=figure,
        formula=_formula(metric, figure),
        platforms=platforms,
        platform_rule=_platform_rule(metric, platforms),
        rule="source_priority" if figure.others else "only_source",
        files=_files(view, figure.sources),
        final_on=_final_on(view, metric, figure) if figure.provisional else None,
        others=_files(view, figure.others),
    )


def _formula(metric: Metric, figure: Figure) -> str:
    if figure.value is None:
        return "none"
    if len(figure.sources) == 1:
        return "as_it_stands"
    if figure.weight == "day":
        return "mean_of_days"
    return _FORMULAS[metric.pooling]


def _platform_rule(metric: Metric, platforms: tuple[str, ...]) -> str:
    if len(platforms) < 2:
        return "one"
    if not metric.across_platforms:
        return "never_pooled"
    return "added" if metric.pooling == "sum" else "pooled"


def _final_on(view: View, metric: Metric, figure: Figure) -> date:
    """Return from which day a new export would be final: the last early day plus the delay."""
    early = [source.day for source in figure.sources if source.provisional]
    names = {source.nickname for source in figure.sources}
    to_come = [
        sheet.end
        for sheet in view.agent_days
        if figure.start <= sheet.start and sheet.end <= figure.end
        for nickname, metrics in sheet.not_final.items()
        if metric.id in metrics and nickname in names
    ]
    last = max([*early, *to_come], default=figure.end)
    return last + timedelta(days=max(1, metric.delay_days))


def _files(view: View, sources: Iterable[Source]) -> tuple[FileRows, ...]:
    """Return the rows by file, in the order of their days."""
    found: dict[tuple[str, str, str], list[Source]] = {}
    for source in sources:
        found.setdefault((source.file, source.platform, source.shop), []).append(source)
    rows = [
        FileRows(
            file=file,
            name=view.files[file].name if file in view.files else None,
            layout=several[0].layout,
            tool=several[0].tool,
            platform=platform,
            shop=shop,
            rows=tuple(sorted({source.row for source in several})),
            days=tuple(sorted({source.day for source in several})),
        )
        for (file, platform, shop), several in found.items()
    ]
    return tuple(sorted(rows, key=lambda one: (one.days, one.platform, one.shop, one.file)))
