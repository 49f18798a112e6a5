"""The figure behind "why this number" is the one that the tables show, with its cells."""

from datetime import date, datetime

from store.figures.agents import agent_figures
from store.figures.asked import asked_figure
from store.figures.view import View
from store.records.people import Agent, Binding
from store.records.work import Sheet

NOW = datetime.fromisoformat("2026-11-16T09:00+08:00")
START, END = date(2026, 11, 14), date(2026, 11, 15)


def sheet(day: date, rows: dict[str, tuple[float | None, ...]], platform: str = "taobao") -> Sheet:
    return Sheet(
        start=day,
        end=day,
        platform=platform,
        shop="main",
        layout=f"{platform}_x",
        tool=platform,
        metrics=("received", "avg_response_s", "reply_rate_3min"),
        rows=rows,
    )


def view() -> View:
    return View(
        agents={
            "a1": Agent("a1", "Amy", group="pre"),
            "a2": Agent("a2", "Bo", group="after"),
        },
        bindings=(Binding("amy", agent="a1"), Binding("bo", agent="a2"), Binding("duty", "shared")),
        agent_days=(
            sheet(START, {"amy": (10, 30, 0.9), "bo": (20, 60, 0.8), "duty": (5, 10, 1.0)}),
            sheet(END, {"amy": (30, 50, 1.0)}),
            sheet(END, {"amy": (7, 20, 0.5)}, "douyin"),
        ),
    )


def test_an_agents_figure_is_that_of_the_table() -> None:
    report = agent_figures(view(), START, END, NOW)
    amy = next(agent for agent in report.agents if agent.id == "a1")
    for metric in ("received", "avg_response_s", "reply_rate_3min"):
        assert asked_figure(view(), metric, START, END, NOW, agent="a1") == (
            amy.metrics[metric].figure
        )


def test_the_teams_figure_has_the_shared_accounts_and_its_cells() -> None:
    figure = asked_figure(view(), "received", START, END, NOW)
    assert figure.value == 72
    assert {source.nickname for source in figure.sources} == {"amy", "bo", "duty"}


def test_a_groups_figure_has_its_people_alone() -> None:
    assert asked_figure(view(), "received", START, END, NOW, group="after").value == 20


def test_one_platform_can_be_asked_about() -> None:
    figure = asked_figure(view(), "reply_rate_3min", START, END, NOW, agent="a1", platform="douyin")
    assert figure.value == 0.5
    both = asked_figure(view(), "reply_rate_3min", START, END, NOW, agent="a1")
    assert both.why_none == "across_platforms"


def test_somebody_without_rows_has_no_number() -> None:
    figure = asked_figure(view(), "received", START, END, NOW, agent="a9")
    assert (figure.value, figure.why_none) == (None, "no_data")
