"""One metric over weeks, what moved since last week, and how a figure stands to its usual."""

from datetime import timedelta

import pytest

from store.figures.agents import agent_figures
from store.figures.moves import values_before, week_moves
from store.figures.standing import Standing, standing
from store.figures.trend import agent_trend
from store.figures.view import View
from store.records.figure import Figure
from tests.figures_build import DAY, NOW, Cell, day, sheet, team

WEEK_START = day(-6)


def _days(values: dict[int, float], metric: str = "received") -> View:
    return team(*(sheet({"ann": {metric: v}}, on=day(n)) for n, v in values.items()))


# The trend


def test_a_trend_has_every_day_and_none_where_there_is_no_number() -> None:
    trend = agent_trend(
        _days({-3: 10, -1: 20, 0: 30}), "ann", "received", DAY, DAY, now=NOW, days=5
    )
    assert [point.day for point in trend.points] == [day(n) for n in range(-4, 1)]
    assert [point.value for point in trend.points] == [None, 10, None, 20, 30]


def test_the_usual_of_a_trend_is_that_of_a_day_before_the_window() -> None:
    view = _days({n: 10.0 if n < 0 else 99.0 for n in range(-10, 1)})
    assert agent_trend(view, "ann", "received", DAY, DAY, now=NOW).usual == 10
    assert agent_trend(view, "ann", "received", day(-8), DAY, now=NOW).usual is None


def test_days_that_may_still_change_are_marked() -> None:
    view = team(
        *(
            sheet(
                {"ann": {"conversion_final": 0.4, "inquirers": 50}},
                on=day(n),
                exported_on=DAY + timedelta(days=1),
            )
            for n in range(-7, 1)
        )
    )
    trend = agent_trend(view, "ann", "conversion_final", DAY, DAY, now=NOW, days=8)
    assert [point.early for point in trend.points] == [False] * 5 + [True] * 3


def test_the_band_is_of_colleagues_of_the_group_on_the_same_platforms() -> None:
    rows: dict[str, dict[str, Cell]] = {
        who: {"received": value}
        for who, value in {"ann": 10, "ben": 20, "cid": 30, "dan": 40, "eve": 50}.items()
    }
    groups: dict[str, str | None] = {**dict.fromkeys(rows, "pre"), "zoe": "after", "kim": "pre"}
    elsewhere = sheet({"kim": {"received": 900}}, platform="jd", layout="jd")
    view = team(sheet({**rows, "zoe": {"received": 999}}), elsewhere, agents=groups)
    last = agent_trend(view, "ann", "received", DAY, DAY, now=NOW).points[-1]
    assert (last.low, last.high) == (20, 40)


def test_two_colleagues_make_no_band() -> None:
    view = team(
        sheet({"ann": {"received": 10}, "ben": {"received": 20}}),
        agents={"ann": "pre", "ben": "pre"},
    )
    assert agent_trend(view, "ann", "received", DAY, DAY, now=NOW).points[-1].low is None


def test_a_metric_that_is_never_pooled_is_drawn_of_the_platform_with_the_most_days() -> None:
    row: dict[str, dict[str, Cell]] = {"ann": {"reply_rate_3min": 0.9, "served": 50}}
    other: dict[str, dict[str, Cell]] = {"ann": {"reply_rate_3min": 0.5, "served": 50}}
    view = team(
        *(sheet(row, on=day(n)) for n in range(-2, 1)),
        sheet(other, platform="douyin", layout="feige", tool="feige"),
    )
    trend = agent_trend(view, "ann", "reply_rate_3min", DAY, DAY, now=NOW, days=3)
    assert trend.platform == "taobao"
    assert [point.value for point in trend.points] == [0.9] * 3
    assert agent_trend(view, "ann", "served", DAY, DAY, now=NOW).platform is None


# What moved


def _two_weeks(before: float, after: float, metric: str = "avg_response_s") -> View:
    """Five weeks: usual days around 30, then a week, then this week."""
    sheets = []
    for n in range(-41, 1):
        value = 30.0 + n % 3 if n < -13 else before if n < -6 else after
        sheets.append(sheet({"ann": {metric: value, "received": 60, "served": 50}}, on=day(n)))
    return team(*sheets)


def test_a_move_is_told_in_usual_swings_and_as_good_or_bad() -> None:
    (move,) = week_moves(_two_weeks(31, 41), "ann", DAY, NOW)
    assert (move.metric, move.before, move.now, move.good) == ("avg_response_s", 31, 41, False)
    assert move.distance > 2
    (better,) = week_moves(_two_weeks(41, 31), "ann", DAY, NOW)
    assert better.good is True
    assert better.distance < 0


def test_what_hardly_moved_is_no_move() -> None:
    assert week_moves(_two_weeks(31, 31.2), "ann", DAY, NOW) == ()


def test_a_sum_moves_by_worked_day_so_that_a_day_off_is_no_move() -> None:
    view = _days({n: 60.0 + n % 2 for n in range(-41, 1) if n not in (0, -1, -2)})
    assert week_moves(view, "ann", DAY, NOW) == ()


def test_the_three_largest_moves_come_first() -> None:
    rows = []
    for n in range(-41, 1):
        bump = 1.0 if n > -7 else 0.0
        rows.append(
            sheet(
                {
                    "ann": {
                        "received": 60 + n % 3 + 90 * bump,
                        "served": 50,
                        "avg_response_s": 30 + n % 3 + 4 * bump,
                        "first_response_s": 10 + n % 3 + 8 * bump,
                        "avg_handle_s": 500 + 30 * (n % 3) + 900 * bump,
                        "unanswered": n % 3,
                    }
                },
                on=day(n),
            )
        )
    moves = week_moves(team(*rows), "ann", DAY, NOW)
    assert len(moves) == 3
    sizes = [abs(move.distance) for move in moves]
    assert sizes == sorted(sizes, reverse=True)
    assert "avg_response_s" not in {move.metric for move in moves}


def test_somebody_without_a_week_before_has_no_moves() -> None:
    assert week_moves(_days({0: 10}), "ann", DAY, NOW) == ()


def test_the_window_before_is_the_same_weekdays_and_a_sum_is_for_as_many_days() -> None:
    view = _days({-7: 10, -6: 10, -1: 30, 0: 30})
    found, back = values_before(view, "ann", DAY, DAY, NOW)
    assert (found["received"].value, back) == (10, 7)
    found, back = values_before(view, "ann", WEEK_START, DAY, NOW)
    assert (found["received"].start, found["received"].value) == (day(-13), 30)


def test_a_long_window_is_set_beside_as_many_days_before_it() -> None:
    _, back = values_before(_days({0: 1}), "ann", day(-27), DAY, NOW)
    assert back == 28


# How a figure stands


def _figure(metric: str, row: dict[str, Cell]) -> Figure:
    report = agent_figures(team(sheet({"ann": row})), DAY, DAY, NOW)
    return report.agents[0].metrics[metric].figure


@pytest.mark.parametrize(
    ("value", "against", "side", "good"),
    [
        (110, 100, "above", None),
        (90, 100, "below", None),
        (104, 100, "near", None),
        (96, 100, "near", None),
    ],
)
def test_more_or_less_is_neither_good_nor_bad_where_more_is_only_more(
    value: float, against: float, side: str, good: bool | None
) -> None:
    found = standing(_figure("received", {"received": value}), against)
    assert found == Standing(side, good)  # type: ignore[arg-type]


def test_slower_is_bad_and_a_higher_rate_good() -> None:
    slow = _figure("avg_response_s", {"avg_response_s": 40, "served": 50})
    assert standing(slow, 30) == Standing("above", False)
    rate = _figure("reply_rate", {"reply_rate": 0.99, "served": 500})
    assert standing(rate, 0.95) == Standing("above", True)
    assert standing(rate, 0.985) == Standing("near")


def test_a_rate_whose_range_holds_the_other_value_is_near() -> None:
    rate = _figure("reply_rate", {"reply_rate": 0.9, "served": 40})
    assert standing(rate, 0.95) == Standing("near")


def test_what_may_change_is_of_too_few_or_has_nothing_beside_it_is_not_judged() -> None:
    few = _figure("reply_rate", {"reply_rate": 0.5, "served": 10})
    assert standing(few, 0.99) is None
    assert standing(_figure("received", {"received": 5}), None) is None
