"""docs/figures.md says what the code does: metrics, weights, settings and their defaults."""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from store.figures.alarms import DEFAULT_LIMITS, LEAST_CONTACTS
from store.figures.queue_sums import summed
from store.figures.queue_why import UNITS
from store.figures.wilson import wilson
from store.records.histogram import pack
from store.records.metric import METRICS, Metric
from store.records.queue import HalfHour
from store.records.settings import SETTINGS, SettingValue
from tests.docs_tables import page, rows, section
from tui.queue_why_terms import MEANINGS, NAMES

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
    "service_level.",
    "short_contact",
    "cap.",
    "queue.",
    "busy.",
    "staff.",
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


def test_every_number_of_the_queue_stands_there_as_it_is_said() -> None:
    told = {row["id"]: row for row in rows(PAGE, "## The queue's numbers")}
    assert list(told) == list(UNITS)
    for measure in UNITS:
        assert told[measure] == {
            "id": measure,
            "name": NAMES[measure],
            "unit": UNITS[measure],
            "means": MEANINGS[measure],
        }


def test_the_queues_limits_are_those_of_the_code() -> None:
    heading = "### From where on alarms are raised"
    limits = [
        {
            "kind": kind,
            "measure": measure,
            "warns at": f"{limit.warn:g}",
            "line": f"{limit.line:g}",
        }
        for kind, of_kind in DEFAULT_LIMITS.items()
        for measure, limit in of_kind.items()
    ]
    assert rows(PAGE, heading) == limits
    text = section(PAGE, heading).replace("\n", " ")
    assert f"fewer than {LEAST_CONTACTS} contacts" in text


def test_the_queues_example_is_right() -> None:
    waits = Counter({10: 318, 61: 84})
    start = datetime(2026, 11, 20, 9, tzinfo=UTC)
    half = HalfHour("q", start, 423, 402, 21, 8304, 500, 0, 0, pack(waits), None, None, "")
    figures = summed([half]).figures(60, 10)
    assert (figures.in_time, figures.answered, figures.abandoned) == (318, 402, 21)
    level, left = figures.service_level.rate or 0, figures.abandon_rate or 0
    told = f"= {level * 100:.1f} %; 21 left / (402 + 21) = {left * 100:.1f} %."
    assert f"318 answered within 60 s / (402 answered + 21 left) {told}" in page(PAGE)


def test_every_name_in_code_marks_exists() -> None:
    text = page(PAGE)
    known = {*METRICS, *SETTINGS, *UNITS, "chitu", "qianniu", "sycm", "feige", "延迟统计"}
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
