"""What a figure is read against."""

import pytest

from store.figures.agents import agent_figures
from store.figures.compare import median
from store.figures.results import Compared
from store.figures.view import View, default_window
from store.records.people import Agent
from store.records.settings import Settings
from store.records.work import Sheet
from tests.figures_build import DAY, NOW, day, sheet, team


def compared(view: View, metric: str, who: str = "ann", *, days: int = 1) -> Compared:
    report = agent_figures(view, DAY, day(days - 1), NOW)
    return next(agent for agent in report.agents if agent.id == who).metrics[metric]


def before(count: int, cells: dict[str, float | None], first: int = -28) -> list[Sheet]:
    return [sheet({"ann": cells}, on=day(first + n)) for n in range(count)]


def test_own_usual_is_pooled_over_the_28_days_before_the_window() -> None:
    view = team(
        sheet({"ann": {"avg_response_s": 99.0, "received": 10.0}}, on=day(-29)),
        *before(6, {"avg_response_s": 20.0, "received": 10.0}),
        sheet({"ann": {"avg_response_s": 50.0, "received": 60.0}}, on=day(-1)),
        sheet({"ann": {"avg_response_s": 40.0, "received": 10.0}}),
    )
    usual = compared(view, "avg_response_s").own_usual
    assert usual is not None
    assert (usual.value, usual.n, usual.start, usual.end) == (35, 120, day(-28), day(-1))


@pytest.mark.parametrize(("count", "there"), [(6, False), (7, True)])
def test_own_usual_needs_seven_worked_days(count: int, there: bool) -> None:
    view = team(*before(count, {"received": 10.0}), sheet({"ann": {"received": 12.0}}))
    assert (compared(view, "received").own_usual is not None) is there


def test_a_sums_usual_is_of_as_many_days_as_the_figure_has() -> None:
    view = team(
        *before(10, {"received": 10.0}),
        sheet({"ann": {"received": 12.0}}),
        sheet({"ann": {"received": 14.0}}, on=day(1)),
    )
    found = compared(view, "received", days=7)
    assert found.figure.value == 26
    assert found.own_usual is not None
    assert found.own_usual.value == 20


def test_team_median_is_of_the_same_group_and_platforms_with_weight_enough() -> None:
    values = {"ann": 20.0, "bob": 30.0, "cat": 70.0, "dan": 99.0, "eve": 99.0}
    rows = {who: {"avg_response_s": v, "received": 30.0} for who, v in values.items()}
    rows["dan"]["received"] = 29.0
    groups = dict.fromkeys(values, "pre") | {"eve": "after"}
    view = team(
        sheet(rows),
        sheet({"fay": {"avg_response_s": 1.0, "received": 90.0}}, platform="jd"),
        agents={**groups, "fay": "pre"},
    )
    found = compared(view, "avg_response_s")
    assert (found.team_median, found.median_of) == (30, 3)
    assert compared(view, "avg_response_s", "fay").team_median is None


def test_a_sums_median_is_by_day() -> None:
    rows = {"ann": {"received": 10.0}, "bob": {"received": 30.0}}
    view = team(
        sheet(rows), sheet({"bob": {"received": 50.0}}, on=day(1)), agents=dict.fromkeys(rows)
    )
    assert compared(view, "received", "ann", days=2).team_median == 25
    assert compared(view, "received", "bob", days=2).team_median == 50


def test_the_target_is_the_groups_else_everyones_and_a_sums_is_by_day() -> None:
    settings = Settings(
        targets={("sales", None): 100, ("sales", "pre"): 200, ("satisfaction", None): 0.9}
    )
    sheets = [
        sheet({who: {"sales": 1.0, "satisfaction": 0.8} for who in ("ann", "bob")}, on=day(n))
        for n in range(2)
    ]
    view = team(*sheets, agents={"ann": "pre", "bob": None}, settings=settings)
    assert compared(view, "sales", "ann", days=2).target == 400
    assert compared(view, "sales", "bob", days=2).target == 200
    assert compared(view, "satisfaction", "ann", days=2).target == 0.9
    assert compared(view, "satisfaction", "ann", days=2).own_usual is None


def period(start: int, end: int, received: float, response: float) -> Sheet:
    row = {"received": received, "avg_response_s": response}
    return sheet({"ann": row}, on=day(start), until=day(end), layout="chatwoot", tool="chatwoot")


def test_a_period_is_shown_for_exactly_that_period_and_never_spread() -> None:
    view = team(period(0, 4, 70, 30))
    assert compared(view, "received", days=5).figure.value == 70
    for end in (DAY, day(3), day(5)):
        (ann,) = agent_figures(view, DAY, end, NOW).agents
        assert (ann.metrics, ann.days) == ({}, 0)
    assert default_window(view, NOW) == (DAY, day(4))
    assert default_window(view, NOW.replace(day=18)) is None


def test_a_period_goes_before_the_days_it_is_of() -> None:
    view = team(period(0, 3, 70, 30), sheet({"ann": {"received": 5.0}}))
    assert compared(view, "received", days=4).figure.value == 70
    assert compared(view, "received").figure.value == 5


def test_a_period_before_is_the_first_own_usual() -> None:
    today = sheet({"ann": {"received": 5.0, "avg_response_s": 20.0}})
    view = team(period(-30, -1, 300, 30), today)
    usual = compared(view, "avg_response_s").own_usual
    assert usual is not None
    assert (usual.value, usual.start, usual.end) == (30, day(-30), day(-1))
    assert compared(view, "received").own_usual is None
    days = before(7, {"received": 9.0, "avg_response_s": 10.0})
    enough = compared(team(period(-30, -1, 300, 30), today, *days), "avg_response_s").own_usual
    assert enough is not None
    assert enough.value == 10


def test_metrics_that_nobody_has_are_hidden_and_who_has_none_is_named() -> None:
    members = {
        "ann": Agent("ann", "Ann"),
        "bob": Agent("bob", "Bob"),
        "old": Agent("old", "Old", left_on=day(-1)),
        "new": Agent("new", "New", joined_on=day(1)),
    }
    view = team(sheet({"ann": {"received": 1.0, "sales": None}}), members=members)
    report = agent_figures(view, DAY, DAY, NOW)
    assert [(agent.id, agent.days, list(agent.metrics)) for agent in report.agents] == [
        ("ann", 1, ["received"]),
        ("bob", 0, []),
    ]


def test_naming_agents_and_metrics_changes_no_number() -> None:
    rows = {who: {"received": n, "sales": n * 2.0} for n, who in enumerate(("ann", "bob"), 30)}
    view = team(sheet(rows), agents=dict.fromkeys(rows))
    whole = agent_figures(view, DAY, DAY, NOW)
    part = agent_figures(view, DAY, DAY, NOW, agents={"ann"}, metrics={"sales"})
    assert [agent.id for agent in part.agents] == ["ann"]
    assert part.agents[0].metrics == {"sales": whole.agents[0].metrics["sales"]}
    assert part.team == {"sales": whole.team["sales"]}


def test_the_window_is_the_last_seven_days_with_data() -> None:
    sheets = [sheet({"ann": {"received": 1.0}}, on=day(n)) for n in (-9, -7, -6, -5, -4, -2, -1, 0)]
    assert default_window(team(*sheets), NOW) == (day(-7), DAY)


def test_the_median_is_the_middle() -> None:
    assert median([3, 1, 2]) == 2
    assert median([4, 1, 2, 3]) == 2.5
