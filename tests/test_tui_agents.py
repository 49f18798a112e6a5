"""Agents, one agent and two side by side: every command by key, palette and mouse."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot

from store.imports.apply import import_paths
from store.records.people import Agent
from store.records.work import Sheet, Taken, sheet_key
from store.team import Draft
from tests.tui_help import LATER, SAMPLE, Home, settle, shown, type_keys
from tui.app import FloorboardApp
from tui.reads.why import Asked
from tui.screens.agent import AgentScreen
from tui.screens.agents import AgentsScreen
from tui.screens.versus import VersusScreen
from widgets.chart import Chart
from widgets.filter_bar import FilterBar
from widgets.grid import Grid

SIZE = (120, 36)
WIDE = (200, 50)
TROUBLED = "白露"
Screen = AgentsScreen | AgentScreen | VersusScreen


def names(app: FloorboardApp) -> list[str]:
    grid = table(app)
    return [row.cells[0].text for row in grid.view.shown]


def table(app: FloorboardApp) -> Grid:
    screen = app.screen
    assert isinstance(screen, Screen)
    return screen.grid


def cell(app: FloorboardApp, name: str, column: str) -> Any:
    grid = table(app)
    at = [one.key for one in grid.view.columns].index(column)
    return next(row.cells[at] for row in grid.view.shown if row.cells[0].text == name)


def stand_on(app: FloorboardApp, name: str, column: str | None = None) -> None:
    grid = table(app)
    grid.move_to(names(app).index(name))
    if column is not None:
        grid.move_to_column([one.key for one in grid.view.columns].index(column))


def why_not(app: FloorboardApp, action: str) -> str:
    screen = app.screen
    assert isinstance(screen, Screen)
    return screen.why_not(action)


async def at_agents(pilot: Pilot[Any]) -> FloorboardApp:
    app = pilot.app
    assert isinstance(app, FloorboardApp)
    await settle(pilot)
    await type_keys(pilot, "3")
    return app


async def by_palette(pilot: Pilot[Any], label: str) -> None:
    await pilot.press("ctrl+p")
    await pilot.pause()
    await pilot.press(*label)
    for _ in range(8):
        await pilot.pause(0.05)
    await pilot.press("enter")
    await settle(pilot)


# The table


async def test_everybody_stands_in_the_table_beside_their_own_usual(full: Home) -> None:
    async with full.app().run_test(size=WIDE) as pilot:
        app = await at_agents(pilot)
        assert len(names(app)) == 12
        slow = cell(app, TROUBLED, "avg_response_s")
        assert (slow.text, slow.role) == ("52.3 s ▲", "bad")
        fewer = cell(app, TROUBLED, "sales")
        assert (fewer.text, fewer.role) == ("¥20,110 ▼", "bad")
        early = cell(app, TROUBLED, "conversion_final")
        assert (early.text.rstrip(), early.role) == ("31.0%*", "provisional")
        few = cell(app, "冬至", "conversion_final")
        assert few.text.rstrip() == "33.3%*~"


async def test_size_main_measures_and_speed_come_first(full: Home) -> None:
    async with full.app().run_test(size=WIDE) as pilot:
        app = await at_agents(pilot)
        keys = [one.key for one in table(app).view.columns]
        assert keys[:9] == [
            "name", "group", "days", "received", "conversion_final", "sales", "satisfaction",
            "avg_response_s", "reply_rate_3min",
        ]  # fmt: skip


async def test_the_team_stands_below_its_people(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        line = next(line for line in shown(app).splitlines() if "The team" in line)
        assert "9,547" in line
        assert "¥258,490" in line


async def test_a_service_desk_sees_no_sales_and_a_shop_no_ticket_times(
    empty: Home, full: Home
) -> None:
    lay_desk(empty)
    for home, there, missing in (
        (empty, "resolution_s", "sales"),
        (full, "sales", "resolution_s"),
    ):
        async with home.app().run_test(size=WIDE) as pilot:
            app = await at_agents(pilot)
            keys = [one.key for one in table(app).view.columns]
            assert there in keys
            assert missing not in keys


async def test_a_team_that_has_only_a_period_is_shown_it(empty: Home) -> None:
    with empty.team() as team:
        import_paths(team, [SAMPLE / "other_layouts/chatwoot_agent_report.csv"])
    async with empty.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        keys = [one.key for one in table(app).view.columns]
        assert "group" not in keys
        assert "days" not in keys
        assert why_not(app, "back_a_day") != ""
        assert "Received a worked day" in shown(app)
        stand_on(app, "Agent Two")
        await type_keys(pilot, "enter")
        assert "No single day has a number." in shown(app)
        assert "There is no week before to compare with." in shown(app)
        await type_keys(pilot, "v")
        assert cell(app, "Received", "first").text.split() == ["29"]


async def test_the_basis_turns_from_usual_to_median_to_target(full: Home) -> None:
    with full.team() as team:
        team.change("setting", set_target)
    async with full.app().run_test(size=WIDE) as pilot:
        app = await at_agents(pilot)
        assert "beside own usual" in shown(app)
        await type_keys(pilot, "m")
        assert "beside team median" in shown(app)
        assert cell(app, "谷雨", "avg_response_s").text == "26.1 s ▼"
        assert cell(app, "谷雨", "avg_response_s").role == "good"
        await type_keys(pilot, "alt+m")
        assert "beside target" in shown(app)
        assert cell(app, "谷雨", "satisfaction").role == "good"
        assert cell(app, "惊蛰", "satisfaction").role == "bad"
        assert cell(app, "谷雨", "received").role == ""
        await type_keys(pilot, "m")
        assert "beside own usual" in shown(app)


async def test_the_window_moves_by_days_and_changes_its_length(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        assert "9-15 Nov" in shown(app)
        await type_keys(pilot, "left_square_bracket")
        assert "8-14 Nov" in shown(app)
        await type_keys(pilot, "w")
        assert "18 Oct - 14 Nov" in shown(app)
        await type_keys(pilot, "w")
        assert "Sat 14 Nov" in shown(app)
        await type_keys(pilot, "alt+right", "alt+right")
        assert "No numbers for Mon 16 Nov." in shown(app)
        await type_keys(pilot, "right_square_bracket")
        assert why_not(app, "on_a_day") == "This is today."
        await type_keys(pilot, "alt+left")
        assert "Sun 15 Nov" in shown(app)
        assert app.focused is table(app)


async def test_sorting_by_the_column_under_the_cursor(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        stand_on(app, TROUBLED, "avg_response_s")
        await type_keys(pilot, "o")
        assert names(app)[0] == "谷雨"
        await type_keys(pilot, "f3")
        assert names(app)[0] == TROUBLED
        await pilot.click(Grid, offset=(40, 0))
        await settle(pilot)
        assert table(app).order is not None
        assert table(app).order.column == "received"  # type: ignore[union-attr]


async def test_the_filter_knows_groups_and_the_strip_follows_it(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        await type_keys(pilot, "slash", *"group:pre")
        assert len(names(app)) == 7
        await type_keys(pilot, "enter")
        assert "the top 2 of 7 did" in shown(app)
        await type_keys(pilot, "escape")
        assert len(names(app)) == 12
        assert not app.screen.query_one(FilterBar).value


async def test_the_strip_is_of_the_column_under_the_cursor_and_marks_the_row(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        stand_on(app, TROUBLED, "avg_response_s")
        await settle(pilot)
        told = shown(app)
        assert f"Average response  ·  pre  ·  {TROUBLED} 52.3 s  ·  median 37 s" in told
        dots = next(line for line in told.splitlines() if line.endswith("◆"))
        assert (dots.count("•"), dots.count("·")) == (6, 5)
        stand_on(app, TROUBLED, "sales")
        await settle(pilot)
        assert "Sales a worked day" in shown(app)
        assert "P90/P10" in shown(app)


async def test_bars_of_the_group_stand_below_where_there_is_room(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        bars = [line for line in shown(app).splitlines() if "━━" in line]
        assert len(bars) == 5
    async with full.app().run_test(size=(80, 24)) as pilot:
        app = await at_agents(pilot)
        assert "━━━━━" not in shown(app)


async def test_a_large_team_shows_its_main_measures_first_and_then_the_rest(
    full: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.reads.agents._MANY", 3)
    async with full.app().run_test(size=WIDE) as pilot:
        app = await at_agents(pilot)
        screen = app.screen
        assert isinstance(screen, AgentsScreen)
        assert screen.facts is not None
        assert screen.facts.whole
        assert "messages_agent" in [one.key for one in table(app).view.columns]


# Opening


async def test_two_keys_open_an_agent(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        await type_keys(pilot, "enter")
        assert isinstance(app.screen, AgentScreen)
        await type_keys(pilot, "escape")
        assert isinstance(app.screen, AgentsScreen)


async def test_the_palette_and_the_mouse_open_an_agent_too(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        await by_palette(pilot, "Open")
        assert isinstance(app.screen, AgentScreen)
        await type_keys(pilot, "escape")
        await pilot.click(Grid, offset=(5, 9), times=2)
        await settle(pilot)
        assert isinstance(app.screen, AgentScreen)
        assert TROUBLED in shown(app)


async def test_an_item_of_today_opens_its_agent(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = pilot.app
        assert isinstance(app, FloorboardApp)
        await settle(pilot)
        someone = next(iter(await app.store.ask(lambda team: team.agents())))
        await app.open_agent(someone)
        await settle(pilot)
        assert isinstance(app.screen, AgentScreen)
        assert app.screen.agent == someone
        other = (await app.store.ask(lambda team: tuple(team.agents())))[1]
        await app.open_agent(other)
        await settle(pilot)
        assert app.screen.agent == other
        assert len(app.screen_stack) == 2


async def test_the_page_keeps_the_column_as_its_measure(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        stand_on(app, TROUBLED, "avg_response_s")
        await type_keys(pilot, "enter")
        assert table(app).cursor_key == "avg_response_s"
        assert "Average response  ╌ own usual  ░ middle half of pre" in shown(app)


# One agent


async def at_agent(pilot: Pilot[Any], name: str = TROUBLED) -> FloorboardApp:
    app = await at_agents(pilot)
    stand_on(app, name)
    await type_keys(pilot, "enter")
    return app


async def test_one_agent_says_who_it_is_and_what_changed(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agent(pilot)
        told = shown(app)
        assert f"{TROUBLED}  ·  pre  ·  joined 2024-09-02  ·  9-15 Nov" in told
        assert "What changed since last week" in told
        assert "▲ Average response 52.3 s, before 37.5 s" in told
        assert "Sales beside own usual: -¥8,288" in told
        assert "Conversion 29.5% (39.7%)" in told
        slow = cell(app, "Average response", "value")
        assert (slow.text.split(), slow.role) == (["52.3", "s", "▲"], "bad")
        change = cell(app, "Average response", "change")
        assert (change.text, change.role) == ("+14.8 s", "bad")


async def test_only_measures_that_the_agent_has_are_shown(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agent(pilot, "立冬")
        assert "Final paid conversion" not in names(app)
        assert "Sales" in names(app)


async def test_moving_through_measures_draws_each(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agent(pilot)
        assert "Received a day  ╌ own usual" in shown(app)
        await type_keys(pilot, "down")
        told = shown(app)
        assert "Final paid conversion  ╌ own usual" in told
        assert "○ may change" in told
        assert "May change until 2026-11-19." in told
        drawn = app.screen.query_one("#trend", Chart).draw
        await type_keys(pilot, "up", "down")
        assert app.screen.query_one("#trend", Chart).draw is not None
        assert drawn is not None


async def test_other_sources_and_platforms_are_told(full: Home) -> None:
    async with full.app().run_test(size=WIDE) as pilot:
        app = await at_agent(pilot, "寒露")
        stand_on(app, "Received")
        await settle(pilot)
        assert "Douyin 347, Taobao 478" in shown(app)
        await type_keys(pilot, "full_stop", "full_stop", "full_stop")
        assert "Qianniu says otherwise on" in shown(app)
        await type_keys(pilot, "comma", "comma", "comma")
        stand_on(app, "3-minute reply rate")
        await settle(pilot)
        told = shown(app)
        assert "No number: platforms define it differently" in told
        assert "3-minute reply rate, only Taobao" in told


async def test_comma_and_full_stop_go_through_the_agents_as_the_table_showed_them(
    full: Home,
) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        await type_keys(pilot, "slash", *"group:pre", "enter", "home", "enter")
        assert "寒露" in shown(app)
        assert "1/7" in shown(app)
        await type_keys(pilot, "full_stop")
        assert "2/7" in shown(app)
        await type_keys(pilot, "comma", "alt+up")
        assert "7/7" in shown(app)
        await type_keys(pilot, "alt+down")
        assert "寒露" in shown(app)


async def test_somebody_without_numbers_is_said_to_have_none(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = pilot.app
        assert isinstance(app, FloorboardApp)
        await settle(pilot)
        agents = await app.store.ask(lambda team: team.agents())
        left = next(one.id for one in agents.values() if one.name == "大暑")
        await app.open_agent(left)
        await settle(pilot)
        assert "left 2026-10-09" in shown(app)
        assert "No numbers for 9-15 Nov." in shown(app)
        assert "The team's newest day is 2026-11-15." in shown(app)


async def test_the_pages_are_kept_and_not_built_again(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        await type_keys(pilot, "enter")
        first = app.screen
        for _ in range(3):
            await type_keys(pilot, "v")
            second = app.screen
            await type_keys(pilot, "escape", "escape", "down", "enter")
            assert app.screen is first
        await type_keys(pilot, "v")
        assert app.screen is second


# Two side by side


async def test_the_agent_under_the_cursor_stands_beside_the_team(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        stand_on(app, TROUBLED)
        await type_keys(pilot, "v")
        assert isinstance(app.screen, VersusScreen)
        assert f"{TROUBLED} beside the team" in shown(app)
        assert cell(app, "Average response", "second").text == "37 s ◂"
        assert cell(app, "Average response", "difference").text == "+15.3 s"
        assert "Team median" in shown(app)


async def test_two_selected_agents_stand_side_by_side(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        stand_on(app, TROUBLED)
        await type_keys(pilot, "space")
        stand_on(app, "谷雨")
        await type_keys(pilot, "space", "alt+v")
        assert f"{TROUBLED} beside 谷雨" in shown(app)
        assert cell(app, "Average response", "second").role == "good"
        table(app).move_to_column(2)
        await type_keys(pilot, "enter")
        assert isinstance(app.screen, AgentScreen)
        assert "谷雨" in shown(app)


async def test_sums_are_compared_by_worked_day(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        stand_on(app, TROUBLED)
        await type_keys(pilot, "v")
        assert "sums are of a worked day" in shown(app)
        assert cell(app, "Received", "first").text.split() == ["92"]


async def test_going_to_agents_leads_back_to_the_table(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        await type_keys(pilot, "enter", "v", "f7")
        assert isinstance(app.screen, AgentsScreen)


# What = and s ask


async def test_every_number_can_be_asked_about(full: Home) -> None:
    start, end = date(2026, 11, 9), date(2026, 11, 15)
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        stand_on(app, TROUBLED, "sales")
        screen = app.screen
        assert isinstance(screen, AgentsScreen)
        key = table(app).cursor_key
        assert screen.why_asked() == Asked("sales", key, start, end)
        await type_keys(pilot, "enter")
        assert isinstance(app.screen, AgentScreen)
        assert app.screen.why_asked() == Asked("sales", key, start, end)
        await type_keys(pilot, "v")
        assert isinstance(app.screen, VersusScreen)
        assert app.screen.why_asked() == Asked("received", key, start, end)


async def test_the_table_is_saved_as_shown_with_plain_values(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        await type_keys(pilot, "slash", *"group:after", "enter")
        for expected in ("agents-2026-11-09-2026-11-15.csv", "agent-", "versus-"):
            screen = app.screen
            assert isinstance(screen, Screen)
            saved = screen.save_table()
            assert saved is not None
            name, text = saved
            assert name.startswith(expected)
            assert not any(person in name for person in ("冬至", "惊蛰"))
            rows = list(csv.reader(io.StringIO(text)))
            assert {len(row) for row in rows} == {len(rows[0])}
            if expected.startswith("agents-"):
                assert [row[0] for row in rows[1:]] == [*names(app), "The team"]
                assert rows[1][3] == "738"
            await type_keys(pilot, "enter" if expected.startswith("agents-") else "v")


# Empty, stale, masked, read-only


async def test_an_empty_team_says_how_to_begin(empty: Home) -> None:
    async with empty.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        assert "No numbers yet." in shown(app)
        assert why_not(app, "open") == "There are no numbers yet."
        await type_keys(pilot, "enter", "v", "m", "w", "o", "slash", "space", "[", "]", "=")
        assert isinstance(app.screen, AgentsScreen)


async def test_stale_numbers_stay_on_screen(full: Home) -> None:
    async with full.app(now=LATER).run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        assert "9-15 Nov" in shown(app)
        assert len(names(app)) == 12


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_with_the_mask_on_no_name_is_anywhere(full: Home, lang: str) -> None:
    with full.team() as team:
        people = [agent.name for agent in team.agents().values()]
    async with full.app(lang=lang).run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        stand_on(app, TROUBLED, "sales")
        await type_keys(pilot, "enter", "v", "escape", "escape", "f2")
        for keys in ((), ("enter",), ("v",)):
            await type_keys(pilot, *keys)
            told = shown(app) + str(app.screen.title) + "".join(map(str, app._notifications))
            assert not any(name in told for name in people)
            assert "••••••" in told
            saved = app.screen.save_table() if isinstance(app.screen, Screen) else None
            assert saved is not None
            assert not any(name in "".join(saved) for name in people)


async def test_the_mask_and_the_language_keep_the_readers_place(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        stand_on(app, TROUBLED, "avg_response_s")
        await type_keys(pilot, "o")
        key = table(app).cursor_key
        await type_keys(pilot, "f2", "ctrl+l")
        assert table(app).cursor_key == key
        assert table(app).cursor_column == "avg_response_s"
        assert table(app).order is not None
        await type_keys(pilot, "enter", "down", "ctrl+l")
        assert table(app).cursor_key == "reply_rate_3min"


async def test_a_name_that_looks_like_markup_is_only_text(full: Home) -> None:
    bad = "[@click=app.quit]x[/]"
    with full.team() as team:
        who = next(iter(team.agents().values()))
        renamed = Agent(who.id, bad, who.group, who.joined_on, who.left_on)
        team.change("edit", lambda draft: draft.put("agents", who.id, renamed))
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        stand_on(app, bad)
        for key in ("enter", "v"):
            await type_keys(pilot, key)
            assert bad[:9] in shown(app)


async def test_reading_only_everything_here_can_be_looked_at(full: Home) -> None:
    async with full.app(readonly=True).run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        assert not any(command.changes for command in AgentsScreen.OWN)
        await type_keys(pilot, "enter", "v")
        assert isinstance(app.screen, VersusScreen)


async def test_ascii_mode_draws_no_sign_beyond_it(full: Home) -> None:
    async with full.app(ascii_only=True).run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        for keys in ((), ("enter",), ("v",)):
            await type_keys(pilot, *keys)
            assert set(shown(app)) - set(map(chr, range(128))) <= set("".join(people(full)))


async def test_a_change_elsewhere_is_seen_at_once(full: Home) -> None:
    async with full.app().run_test(size=SIZE) as pilot:
        app = await at_agents(pilot)
        who = table(app).cursor_key
        assert who is not None

        def rename(draft: Draft) -> None:
            document = draft.get("agents", who)
            assert document is not None
            draft.put("agents", who, {**document, "name": "renamed"})

        await app.change(lambda team: team.change("edit", rename), frozenset({"agents"}))
        await settle(pilot)
        assert "renamed" in names(app)


def people(home: Home) -> Iterator[str]:
    with home.team() as team:
        for agent in team.agents().values():
            yield agent.name


def set_target(draft: Draft) -> None:
    draft.put("settings", "target.satisfaction", {"value": 0.92})


def lay_desk(home: Home) -> None:
    """A team whose tickets are counted and nothing is sold."""
    metrics = ("contacts", "first_response_s", "resolution_s", "resolved", "served")
    with home.team() as team:

        def lay(draft: Draft) -> None:
            for n in range(1, 13):
                day = date(2026, 11, n)
                one = Sheet(
                    start=day,
                    end=day,
                    platform="chatwoot",
                    shop="main",
                    layout="chatwoot_agents",
                    tool="chatwoot",
                    metrics=metrics,
                    rows={"Ann": (30.0, 90.0, 3600.0 + n, 20.0, 28.0)},
                    taken=(Taken(f"{day}-00000000", day),),
                    origin={"Ann": (0, 2)},
                )
                draft.put("agent_days", sheet_key(one), one)
            draft.put("agents", "aann00", Agent("aann00", "Ann", "desk"))
            draft.put("bindings", "Ann", {"nickname": "Ann", "agent": "aann00"})

        team.change("import", lay)
