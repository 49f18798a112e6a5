"""docs/figures.md says what the code does: metrics, weights, settings and their defaults."""

import re

import pytest

from store.figures.wilson import wilson
from store.records.metric import METRICS, Metric
from store.records.settings import SETTINGS, SettingValue
from tests.docs_tables import page, rows

PAGE = "figures.md"
_OVER = {"sum": "sum", "mean": "mean", "max": "largest"}
_OURS = (
    "few",
    "wilson",
    "window",
    "own_usual",
    "team_median",
    "source_",
    "main_",
    "target.",
    "brief.",
)
"""How the keys begin that decide numbers of this page."""


def _weight(metric: Metric) -> str:
    if metric.weights:
        return ", else ".join(metric.weights)
    return "each day once" if metric.unweighted_day else "-"


def _final(metric: Metric) -> str:
    days = metric.delay_days
    return "at once" if not days else "1 day" if days == 1 else f"{days} days"


def test_every_metric_stands_there_as_it_is() -> None:
    told = {row["id"]: row for row in rows(PAGE, "## The metrics")}
    assert list(told) == list(METRICS)
    for metric in METRICS.values():
        assert told[metric.id] == {
            "id": metric.id,
            "name": metric.label,
            "unit": metric.unit,
            "over days": _OVER[metric.pooling],
            "weight": _weight(metric),
            "better": metric.better,
            "final after": _final(metric),
            "over platforms": "yes" if metric.across_platforms else "never",
        }


def _shown(value: SettingValue) -> str:
    match value:
        case None:
            return "-"
        case list():
            return " ".join(value)
        case float():
            return f"{value:.4g}"
        case _:
            return str(value)


def test_every_setting_stands_there_with_its_default_and_source() -> None:
    told = rows(PAGE, "## Settings that decide numbers")
    for row in told:
        setting = SETTINGS[row["key"]]
        assert (row["default"], row["source"]) == (_shown(setting.default), setting.source)
    assert {key for key in SETTINGS if key.startswith(_OURS)} <= {row["key"] for row in told}


def test_every_name_in_code_marks_exists() -> None:
    text = page(PAGE)
    known = {*METRICS, *SETTINGS, "chitu", "qianniu", "sycm", "feige", "延迟统计"}
    for name in re.findall(r"`([^`\n]+)`", text):
        if not name.startswith(("floorboard ", "--")):
            assert name in known | {"n", "*", "~", "bind", "agents", "final after"}, name


@pytest.mark.parametrize(("share", "n", "told"), [(0.3, 50, "19 % to 44 %")])
def test_the_examples_are_right(share: float, n: int, told: str) -> None:
    low, high = wilson(share, n)
    assert f"{low * 100:.0f} % to {high * 100:.0f} %" == told
    assert told in page(PAGE)
    assert "(20 × 10 + 40 × 90) / 100 = 38 s" in page(PAGE)
    assert (20 * 10 + 40 * 90) / 100 == 38


def test_what_the_page_counts_is_what_the_settings_are() -> None:
    text = page(PAGE)
    gap, days, of_days = (
        SETTINGS[k].default for k in ("brief.gap", "brief.days", "brief.days_gap")
    )
    assert f"**the last {days} days**" in text
    assert f"{gap} swings off" in text
    assert f"or {of_days:g} over the last days" in text
