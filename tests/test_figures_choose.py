"""Which source counts, and whose a row is."""

from datetime import timedelta

import msgspec
import pytest

from store.figures.agents import agent_figures
from store.figures.results import AgentsReport
from store.figures.view import View
from store.records.people import Agent, Binding, Shop
from store.records.settings import Settings
from store.records.work import Sheet
from tests.figures_build import DAY, NOW, day, sheet, team


def received(report: AgentsReport) -> dict[str, float | None]:
    return {a.id: a.metrics["received"].figure.value for a in report.agents if a.metrics}


def one(view: View, metric: str = "received") -> float | None:
    return agent_figures(view, DAY, DAY, NOW).agents[0].metrics[metric].figure.value


def of(value: float, layout: str, tool: str, **more: object) -> Sheet:
    return sheet({"ann": {"received": value}}, layout=layout, tool=tool, **more)  # type: ignore[arg-type]


def test_chitu_goes_before_qianniu_and_what_differs_stands_beside() -> None:
    view = team(of(80, "q", "qianniu"), of(82, "c", "chitu"), of(82, "s", "sycm"))
    figure = agent_figures(view, DAY, DAY, NOW).agents[0].metrics["received"].figure
    assert figure.value == 82
    assert [(other.tool, other.value) for other in figure.others] == [("qianniu", 80)]


def test_the_priority_of_tools_is_a_setting() -> None:
    settings = Settings(source_priority=("qianniu", "chitu"))
    assert one(team(of(80, "q", "qianniu"), of(82, "c", "chitu"), settings=settings)) == 80


@pytest.mark.parametrize(("order", "value"), [(("a", "b"), 81), (("b", "a"), 80)])
def test_of_one_tools_layouts_the_later_import_wins(order: tuple[str, ...], value: float) -> None:
    sheets = (
        of(80, "chitu_daily", "chitu", file="a"),
        of(81, "chitu_workload", "chitu", file="b"),
    )
    assert one(team(*sheets, files=order)) == value


def test_a_later_layout_takes_the_place_of_its_own_nicknames_only() -> None:
    bindings = (Binding(nickname="x", agent="ann"), Binding(nickname="y", agent="ann"))
    first = sheet({"x": {"received": 1.0}, "y": {"received": 10.0}}, layout="l1", file="a")
    later = sheet({"x": {"received": 2.0}}, layout="l2", file="b")
    assert one(team(first, later, bindings=bindings, files=("a", "b"))) == 12


def test_nicknames_shops_and_platforms_of_one_agent_add_up() -> None:
    bindings = (Binding(nickname="x", agent="ann"), Binding(nickname="y", agent="ann"))
    view = team(
        sheet({"x": {"received": 1.0}, "y": {"received": 2.0}}, shop="a"),
        sheet({"x": {"received": 4.0}}, shop="b"),
        sheet({"x": {"received": 8.0}}, platform="jd", shop="c"),
        bindings=bindings,
    )
    assert one(view) == 15


def test_a_metric_missing_in_the_first_source_is_taken_from_the_next() -> None:
    view = team(
        sheet({"ann": {"received": 5.0, "served": None}}),
        sheet({"ann": {"served": 4.0}}, layout="q", tool="qianniu"),
    )
    assert one(view, "served") == 4


def test_a_nickname_passes_from_one_person_to_another_on_a_day() -> None:
    bindings = (
        Binding(nickname="Desk", agent="ann", until=DAY),
        Binding(nickname="Desk", agent="bob", since=day(1)),
    )
    sheets = [sheet({"DESK ": {"received": float(n + 1)}}, on=day(n)) for n in range(3)]
    view = team(*sheets, agents={"ann": None, "bob": None}, bindings=bindings)
    assert received(agent_figures(view, DAY, day(2), NOW)) == {"ann": 1, "bob": 5}


def test_a_binding_to_a_platform_goes_before_one_to_all() -> None:
    bindings = (
        Binding(nickname="x", agent="ann"),
        Binding(nickname="x", agent="bob", platform="jd"),
    )
    view = team(
        sheet({"x": {"received": 1.0}}),
        sheet({"x": {"received": 2.0}}, platform="jd"),
        agents={"ann": None, "bob": None},
        bindings=bindings,
    )
    assert received(agent_figures(view, DAY, DAY, NOW)) == {"ann": 1, "bob": 2}


def test_shared_accounts_and_bots_count_for_the_team_alone_unbound_for_nobody() -> None:
    bindings = (
        Binding(nickname="ann", agent="ann"),
        Binding(nickname="desk", kind="shared"),
        Binding(nickname="bot", kind="bot"),
    )
    rows = {nick: {"received": 1.0} for nick in ("ann", "desk", "bot", "who")}
    report = agent_figures(team(sheet(rows), bindings=bindings), DAY, DAY, NOW)
    assert received(report) == {"ann": 1}
    assert report.team["received"].value == 3
    assert [(u.nickname, u.rows, u.left) for u in report.unbound] == [("who", 1, None)]


def test_a_shared_account_that_two_tools_report_counts_once() -> None:
    bindings = (
        Binding(nickname="店铺:值班", kind="shared"),
        Binding(nickname="值班", kind="shared"),
    )
    view = team(
        sheet({"值班": {"received": 5.0}}),
        sheet({"店铺:值班": {"received": 6.0}}, layout="q", tool="qianniu"),
        bindings=bindings,
    )
    assert agent_figures(view, DAY, DAY, NOW).team["received"].value == 5


def test_who_has_left_counts_in_the_past_only() -> None:
    members = {"ann": Agent("ann", "Ann", left_on=DAY)}
    view = team(
        sheet({"ann": {"received": 1.0}}),
        sheet({"ann": {"received": 2.0}}, on=day(1)),
        members=members,
    )
    report = agent_figures(view, DAY, day(1), NOW)
    assert received(report) == {"ann": 1}
    assert report.team["received"].value == 1
    assert [(u.left, u.first) for u in report.unbound] == [("ann", day(1))]
    assert agent_figures(view, day(1), day(1), NOW).agents == ()


def test_later_days_are_hidden() -> None:
    view = team(sheet({"ann": {"received": 1.0}}), sheet({"ann": {"received": 2.0}}, on=day(1)))
    early = NOW - timedelta(days=5)
    assert received(agent_figures(view, DAY, day(1), early)) == {"ann": 1}


def test_a_night_shift_belongs_to_the_day_it_began() -> None:
    view = team(sheet({"ann": {"received": 1.0}}), settings=Settings(day_starts="11:00"))
    assert received(agent_figures(view, DAY, DAY, NOW - timedelta(days=5))) == {}


def test_an_unnamed_shop_is_the_platforms_only_one() -> None:
    view = team(
        sheet({"ann": {"received": 1.0}}, tool="qianniu", layout="q"),
        sheet({"ann": {"received": 2.0}}, shop="Store"),
    )
    assert one(view) == 2


def test_an_unknown_shop_never_adds_to_a_known_one() -> None:
    shops = (Shop("taobao", "a"), Shop("taobao", "b"))
    unknown = sheet({"ann": {"received": 1.0}, "bob": {"received": 1.0}})
    known = sheet({"ann": {"received": 2.0}}, shop="a")
    groups = {"ann": None, "bob": None}
    report = agent_figures(team(unknown, known, agents=groups, shops=shops), DAY, DAY, NOW)
    assert received(report) == {"ann": 2, "bob": 1}
    assert report.team["received"].value == 2
    ann = report.agents[0].metrics["received"].figure
    assert [other.value for other in ann.others] == [1]


def test_a_cell_replaced_alone_is_sourced_from_its_own_import() -> None:
    first = sheet({"ann": {"received": 5.0, "sales": 9.0}}, file="a")
    both = msgspec.structs.replace(
        first,
        taken=(*first.taken, msgspec.structs.replace(first.taken[0], file="b")),
        cell_origin={"ann": {"sales": (1, 40)}},
    )
    metrics = agent_figures(team(both), DAY, DAY, NOW).agents[0].metrics
    sources = {name: metrics[name].figure.sources[0] for name in ("received", "sales")}
    assert (sources["received"].file, sources["received"].row) == ("a", 2)
    assert (sources["sales"].file, sources["sales"].row) == ("b", 40)
