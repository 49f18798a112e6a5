"""Import on screen: what is new, folders, preview, questions, report, names, taking back."""

import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from store.imports.apply import import_paths
from store.records.people import Shop
from tests.desk import HEADER
from tests.sample_runner import saved_then
from tests.tui_help import SAMPLE, Home, settle, shown, type_keys
from tui.app import FloorboardApp
from tui.commands import APP_COMMANDS
from tui.screens.import_files import ImportScreen
from tui.screens.import_map import MapScreen
from tui.screens.import_names import NamesScreen
from tui.screens.import_pick import PickScreen
from tui.screens.import_run import RunScreen
from widgets.grid import Grid
from widgets.grid_keys import GRID_KEYS

SIZE = (120, 36)
UNKNOWN = "工号名,那天,接了几个,打分\n小禾,2026-11-14,80,97\n小满,2026-11-14,没数,91\n"
NO_DAY = "客服昵称,接待人数,平均响应(秒),回复率\n小满,80,28.5,1.0\n"


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder whose Downloads hold a few exports, and what else lies about there."""
    home = tmp_path / "home"
    folder = home / "Downloads"
    shutil.copytree(SAMPLE / "other_layouts", folder)
    (folder / "工单_2026-11-14.csv").write_text(UNKNOWN, "utf-8")
    (folder / "noday.csv").write_text(NO_DAY, "utf-8")
    (folder / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (folder / "holiday.mp4").write_bytes(b"0" * 100)
    (folder / "old").mkdir()
    saved_then(folder)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    return folder


def with_inbox(home: Home, folder: Path) -> Home:
    with home.team() as team:
        team.change("setting", lambda draft: draft.put("settings", "inbox", {"value": str(folder)}))
    return home


def grid(app: FloorboardApp) -> Grid:
    found = app.screen.focused
    assert isinstance(found, Grid)
    return found


def row(app: FloorboardApp, part: str, selector: str = "#files") -> list[str]:
    rows = app.screen.query_one(selector, Grid).view.shown
    return [cell.text for cell in next(r for r in rows if part in r.cells[0].text).cells]


def go_to(app: FloorboardApp, part: str) -> None:
    table = grid(app)
    texts = [r.cells[0].text for r in table.view.shown]
    table.move_to(next(at for at, text in enumerate(texts) if part in text))


def told(app: FloorboardApp) -> str:
    return "\n".join(note.message for note in app._notifications)


def heading(app: FloorboardApp) -> str:
    return shown(app).splitlines()[1].strip()


async def looking_at(pilot: Pilot[Any], folder: Path) -> FloorboardApp:
    app = pilot.app
    assert isinstance(app, FloorboardApp)
    await settle(pilot)
    await type_keys(pilot, "i")
    app.push_screen(RunScreen((str(folder),)))
    await settle(pilot)
    return app


# The first screen


async def test_it_tells_what_is_new_and_what_was_taken(full: Home, inbox: Path) -> None:
    app = with_inbox(full, inbox).app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "i")
        assert isinstance(app.screen, ImportScreen)
        text = shown(app)
        assert "Inbox: ~/Downloads" in text
        assert "6 new files" in text
        assert "289 files taken so far" in text
        assert "1 name counts for nobody until you say who it is: n" in text
        assert "holiday.mp4" not in text


async def test_without_inbox_and_data_it_says_how_to_begin(empty: Home) -> None:
    app = empty.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "i")
        assert "No inbox is set" in shown(app)
        assert "Choose the export files with b" in shown(app)


async def test_an_inbox_that_is_gone_says_what_to_do(empty: Home, tmp_path: Path) -> None:
    app = with_inbox(empty, tmp_path / "usb").app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "i")
        assert "is not there" in heading(app)
        assert "Plug in its drive or make the folder again" in shown(app)


async def test_today_leads_here_for_new_files(full: Home, inbox: Path) -> None:
    app = with_inbox(full, inbox).app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "6 new exports: i" in shown(app)
        await type_keys(pilot, "f6", "t")
        assert isinstance(app.screen, RunScreen)


async def test_the_report_of_a_taken_file_opens(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "i", "enter")
        assert isinstance(app.screen, RunScreen)
        text = shown(app)
        assert "1 file taken" in text
        assert "Columns" in text


# Folders


async def test_downloads_come_first_and_folders_open(empty: Home, inbox: Path) -> None:
    app = empty.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "i", "b")
        assert isinstance(app.screen, PickScreen)
        assert app.screen.query_one("#path", Input).value == "~/Downloads"
        assert "6 files here" in shown(app)
        go_to(app, "old/")
        await type_keys(pilot, "enter")
        assert app.screen.query_one("#path", Input).value == "~/Downloads/old"
        await type_keys(pilot, "backspace")
        assert app.screen.query_one("#path", Input).value == "~/Downloads"


async def test_a_path_completes_itself(empty: Home, inbox: Path) -> None:
    app = empty.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "i", "b", "ctrl+g")
        line = app.screen.query_one("#path", Input)
        line.value = "~/Downloads/not"
        await settle(pilot)
        line.value = "~/Downloads/no"
        await pilot.press("end")
        await settle(pilot)
        await pilot.press("d")
        await settle(pilot)
        await pilot.press("tab")
        await settle(pilot)
        assert line.value == "~/Downloads/noday.csv"
        await type_keys(pilot, "enter")
        assert isinstance(app.screen, RunScreen)
        assert [path.rpartition("/")[2] for path in app.screen.state.paths] == ["noday.csv"]


async def test_a_path_that_is_not_there_is_told(empty: Home, inbox: Path) -> None:
    app = empty.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "i", "b", "ctrl+g")
        app.screen.query_one("#path", Input).value = "/nowhere/at/all"
        await type_keys(pilot, "enter")
        assert "There is no such file or folder." in told(app)


async def test_selected_files_alone_are_looked_at(empty: Home, inbox: Path) -> None:
    app = empty.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "i", "b")
        go_to(app, "noday")
        await type_keys(pilot, "space")
        go_to(app, "chatwoot")
        await type_keys(pilot, "space", "alt+t")
        assert isinstance(app.screen, RunScreen)
        names = sorted(path.rpartition("/")[2] for path in app.screen.state.paths)
        assert names == ["chatwoot_agent_report.csv", "noday.csv"]
        await type_keys(pilot, "escape")
        assert isinstance(app.screen, ImportScreen)


async def test_a_folder_becomes_the_inbox_and_is_first_the_next_time(
    empty: Home, inbox: Path
) -> None:
    app = empty.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "i", "b", "v", "escape")
        assert "Inbox: ~/Downloads" in shown(app)
        assert "6 new files" in shown(app)


async def test_a_double_click_opens_a_folder(empty: Home, inbox: Path) -> None:
    app = empty.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "i", "b")
        lines = shown(app).splitlines()
        y = next(at for at, line in enumerate(lines) if "old/" in line)
        await pilot.click(offset=(6, y), times=2)
        await settle(pilot)
        assert app.screen.query_one("#path", Input).value == "~/Downloads/old"


# Preview and taking


async def test_the_preview_says_what_each_file_would_become(full: Home, inbox: Path) -> None:
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await looking_at(pilot, inbox)
        assert row(app, "京东")[1:5] == ["ready", "JD", "13-15 Nov", "9"]
        assert row(app, "noday")[1] == "which day?"
        assert row(app, "工单")[1] == "which columns?"
        assert row(app, "picture")[1] == "can't be taken"
        assert "3 files can be taken: t" in heading(app)
        assert "2 files ask something: enter" in heading(app)
        go_to(app, "拼多多")
        await settle(pilot)
        text = shown(app)
        assert "Count for nobody until you settle them: pdd_禾木:客服1, pdd_禾木:客服2" in text
        assert "咨询人数 → " in text
    with full.team() as team:
        assert len(team.files()) == 289, "a preview writes nothing"


async def test_taking_writes_reports_and_can_be_taken_back(full: Home, inbox: Path) -> None:
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await looking_at(pilot, inbox)
        await type_keys(pilot, "t")
        assert "3 files taken, 19 rows" in heading(app)
        assert row(app, "京东")[1] == "taken"
        assert app.working == ""
        with full.team() as team:
            assert len(team.files()) == 292
        await type_keys(pilot, "z")
        assert "3 files can be taken: t" in heading(app)
        with full.team() as team:
            assert len(team.files()) == 289
            assert not [b for b in team.bindings() if b.nickname.startswith("jd_")]


async def test_the_last_import_is_taken_back_from_the_first_screen(full: Home, inbox: Path) -> None:
    app = with_inbox(full, inbox).app()
    async with app.run_test(size=SIZE) as pilot:
        await looking_at(pilot, inbox)
        await type_keys(pilot, "alt+t", "escape", "ctrl+b")
        assert "3 files taken back; they count as new again." in told(app)
        assert "6 new files" in shown(app)


async def test_an_import_of_an_earlier_run_is_taken_back_after_a_question(
    empty: Home, inbox: Path
) -> None:
    with empty.team() as team:
        import_paths(team, [inbox / "chatwoot_agent_report.csv"])
    app = empty.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "i", "z")
        assert "Take back 1 file?" in shown(app)
        await type_keys(pilot, "enter")
        assert "1 file taken back; it counts as new again." in told(app)
        await type_keys(pilot, "z")
        assert "Nothing was taken yet." in told(app)
    with empty.team() as team:
        assert not team.files() and not team.agents()


async def test_a_file_is_left_out(full: Home, inbox: Path) -> None:
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await looking_at(pilot, inbox)
        go_to(app, "京东")
        await type_keys(pilot, "x")
        assert row(app, "京东")[1] == "left out"
        await type_keys(pilot, "t")
    with full.team() as team:
        assert not [file for file in team.files().values() if "京东" in file.name]


async def test_a_read_only_team_says_why_nothing_is_taken(full: Home, inbox: Path) -> None:
    app = full.app(readonly=True)
    async with app.run_test(size=SIZE) as pilot:
        await looking_at(pilot, inbox)
        await type_keys(pilot, "t")
        assert "The team is open for reading only" in told(app)


async def test_an_import_stops_between_files(full: Home, inbox: Path) -> None:
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await looking_at(pilot, inbox)
        screen = app.screen
        assert isinstance(screen, RunScreen)
        screen.do_take()
        while screen.state.phase != "taking" or not screen.state.at:
            await pilot.pause(0.001)
        screen.do_back()
        await settle(pilot)
        taken = [line for line in screen.state.lines() if line.code == "taken"]
        assert 0 < len(taken) < 3
        assert app.screen is screen


async def test_keys_get_their_turn_while_files_are_read(full: Home, inbox: Path) -> None:

    seen: set[float] = set()
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await looking_at(pilot, inbox)
        screen = app.screen
        assert isinstance(screen, RunScreen)
        screen.do_take()
        while screen.state.phase != "done":
            seen.add(round(sys.getswitchinterval(), 4))
            await pilot.pause(0.001)
        await settle(pilot)
    assert 0.0005 in seen
    assert sys.getswitchinterval() == pytest.approx(0.005)


# What files ask


async def test_a_file_without_a_day_asks_for_it(full: Home, inbox: Path) -> None:
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await looking_at(pilot, inbox)
        go_to(app, "noday")
        await type_keys(pilot, "enter")
        assert "Which day is noday.csv of?" in shown(app)
        await type_keys(pilot, *"2026-11-12", "enter")
        assert row(app, "noday")[1] in ("ready", "new layout")
        assert row(app, "noday")[3] == "Thu 12 Nov"


async def test_a_day_that_is_none_is_told(full: Home, inbox: Path) -> None:
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await looking_at(pilot, inbox)
        go_to(app, "noday")
        await type_keys(pilot, "a", *"31 june", "enter")
        assert "31 june is not a day" in told(app)
        assert row(app, "noday")[1] == "which day?"


async def test_several_shops_are_asked_for_once(full: Home, tmp_path: Path) -> None:
    folder = tmp_path / "two"
    folder.mkdir()
    for day in ("2026-11-13", "2026-11-14"):
        named = folder / f"客服绩效_{day}至{day}.csv"
        named.write_text(f"{HEADER}小满,{day[-2:]},28.5,1.0,0.4,1,0.96\n", "utf-8")
    with full.team() as team:

        def two_shops(draft: Any) -> None:
            for name in ("一店", "二店"):
                draft.put("shops", f"taobao/{name}", Shop("taobao", name))

        team.change("setting", two_shops)
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await looking_at(pilot, folder)
        await type_keys(pilot, "enter")
        assert "一店" in shown(app)
        await type_keys(pilot, "down", "enter")
        assert row(app, "11-13")[1] == "ready"
        assert row(app, "11-14")[1] == "ready"
        await type_keys(pilot, "t")
    with full.team() as team:
        sheets = team.sheets("agent_days", date(2026, 11, 13), date(2026, 11, 14))
        assert {sheet.shop for sheet in sheets if sheet.shop.endswith("店")} >= {"二店"}


async def test_unknown_columns_are_said_and_remembered(full: Home, inbox: Path) -> None:
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await looking_at(pilot, inbox)
        go_to(app, "工单")
        await type_keys(pilot, "enter")
        assert isinstance(app.screen, MapScreen)
        assert "No column is a number of ours yet." in shown(app)
        await type_keys(pilot, "enter", *"agent", "enter")
        await type_keys(pilot, "enter", *"day", "enter")
        await type_keys(pilot, "enter", *"received", "enter")
        await type_keys(pilot, "f12", *"qa_score", "enter")
        assert "Received" in row(app, "接了几个", "#columns")[1]
        await type_keys(pilot, "alt+t")
        assert isinstance(app.screen, RunScreen)
        assert row(app, "工单")[1] == "ready"
        go_to(app, "工单")
        await settle(pilot)
        assert "row 3, 接了几个, “没数”: not a number" in shown(app)
        await type_keys(pilot, "t")
    (inbox / "工单_2026-11-15.csv").write_text(UNKNOWN.replace("11-14", "11-15"), "utf-8")
    again = full.app()
    async with again.run_test(size=SIZE) as pilot:
        await looking_at(pilot, inbox / "工单_2026-11-15.csv")
        assert row(again, "工单")[1] == "ready"


async def test_a_column_of_a_known_layout_gets_a_meaning(full: Home, inbox: Path) -> None:
    app = full.app()
    async with app.run_test(size=(200, 50)) as pilot:
        await looking_at(pilot, inbox)
        go_to(app, "拼多多")
        await type_keys(pilot, "m")
        screen = app.screen
        assert isinstance(screen, MapScreen)
        assert screen.known_layout
        go_to(app, "需人工回复的咨询人数")
        await type_keys(pilot, "enter", *"contacts", "enter", "t")
        assert row(app, "拼多多")[1:3] == ["ready", "Pinduoduo"]
        go_to(app, "拼多多")
        await settle(pilot)
        assert "需人工回复的咨询人数 → Contacts" in shown(app)
        assert "3分钟人工回复率" in shown(app)


# Names


async def test_a_name_is_settled_and_counts_backwards(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "i", "n")
        assert isinstance(app.screen, NamesScreen)
        assert "店铺:值班" in shown(app)
        await type_keys(pilot, "enter")
        assert "Who is 店铺:值班?" in shown(app)
        await type_keys(pilot, *"several", "enter")
        assert "Every name is settled." in shown(app)
    with full.team() as team:
        assert [b.kind for b in team.bindings() if b.nickname == "店铺:值班"] == ["shared"]


async def test_a_name_becomes_a_new_agent_from_a_day(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "i", "ctrl+n", "f12", *"阿青")
        await type_keys(pilot, "tab", *"2026-11-01", "enter")
    with full.team() as team:
        (agent,) = [agent for agent in team.agents().values() if agent.name == "阿青"]
        (binding,) = [b for b in team.bindings() if b.agent == agent.id]
        assert (binding.nickname, binding.since) == ("店铺:值班", date(2026, 11, 1))
        assert binding.platform == "taobao"


async def test_a_likely_name_takes_one_key(full: Home, tmp_path: Path) -> None:
    path = tmp_path / "own_2026-11-14.csv"
    path.write_text("day,agent,received\n2026-11-14,某店:小满01,5\n", "utf-8")
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await looking_at(pilot, path)
        await type_keys(pilot, "t")
        assert "1 name to settle: n" in heading(app)
        await type_keys(pilot, "n")
        go_to(app, "小满01")
        await type_keys(pilot, "y")
        assert "小满01" not in shown(app)
    with full.team() as team:
        (binding,) = [b for b in team.bindings() if b.nickname == "某店:小满01"]
        assert team.agents()[binding.agent or ""].name == "小满"


async def test_the_mask_hides_every_name_and_file(full: Home, inbox: Path) -> None:
    hidden = ("值班", "小满", "店铺", "noday", "chatwoot", "禾木", "Agent One", "工号名")
    app = with_inbox(full, inbox).app(mask=True)
    async with app.run_test(size=(200, 50)) as pilot:
        await settle(pilot)
        texts = []
        for keys in (["i"], ["n"], ["enter"], ["escape", "escape", "b"], ["escape", "t"]):
            await type_keys(pilot, *keys)
            texts.append(shown(app))
        for _ in range(6):
            await type_keys(pilot, "down")
            texts.append(shown(app))
        await type_keys(pilot, "m")
        texts.append(shown(app))
    for text in texts:
        assert not [name for name in hidden if name in text]


async def test_no_markup_or_control_byte_of_a_file_acts(full: Home, tmp_path: Path) -> None:
    path = tmp_path / "evil_2026-11-14.csv"
    evil = "[@click=app.quit]x[/]\x1b]0;title\x07[bold]"
    path.write_text(f"day,agent,received,{evil}\n2026-11-14,{evil},{evil},1\n", "utf-8")
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await looking_at(pilot, path)
        text = shown(app)
        assert "\x1b" not in text and "\x07" not in text
        await type_keys(pilot, "m", "escape", "t", "escape", "n", "enter")
        assert "\x1b" not in shown(app)


# Every command

SCREENS = (ImportScreen, PickScreen, RunScreen, MapScreen, NamesScreen)


@pytest.mark.parametrize("screen", SCREENS)
def test_each_command_has_its_keys_for_itself_and_one_that_is_no_letter(screen: Any) -> None:
    taken = [key for binding in GRID_KEYS for key in binding.key.split(",")]
    for command in (*screen.OWN, *APP_COMMANDS):
        assert any(len(key) > 1 for key in command.keys), command.id
        taken += command.keys
    allowed = {"escape"}  # the grid drops its selection first, then the screen goes back
    assert {key for key in taken if taken.count(key) > 1} <= allowed


async def test_commands_are_found_in_the_palette_and_on_the_bar(full: Home, inbox: Path) -> None:
    app = with_inbox(full, inbox).app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "i")
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"choose files")
        for _ in range(8):
            await pilot.pause(0.05)
        await type_keys(pilot, "enter")
        assert isinstance(app.screen, PickScreen)
        await type_keys(pilot, "escape")
        line = shown(app).splitlines()[-1]
        await pilot.click(offset=(line.index("Look and take") + 2, SIZE[1] - 1))
        await settle(pilot)
        assert isinstance(app.screen, RunScreen)
        line = shown(app).splitlines()[-1]
        await pilot.click(offset=(line.index(" Take") + 2, SIZE[1] - 1))
        await settle(pilot)
        assert "3 files taken" in heading(app)


# Pictures

VIEWS = {"desk": ["i"], "pick": ["i", "b"], "run": ["i", "t"], "names": ["i", "n"]}


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)], ids=["narrow", "middle", "wide"])
@pytest.mark.parametrize("view", VIEWS)
def test_how_it_looks(
    snap_compare: Any, full: Home, inbox: Path, view: str, size: tuple[int, int], lang: str
) -> None:
    async def go(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        await type_keys(pilot, *VIEWS[view])

    app = with_inbox(full, inbox).app(lang=lang)
    assert snap_compare(app, terminal_size=size, run_before=go)


@pytest.mark.parametrize("state", ["empty", "masked", "readonly", "ascii"])
def test_how_it_looks_otherwise(
    snap_compare: Any, full: Home, empty: Home, inbox: Path, state: str
) -> None:
    async def go(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        await type_keys(pilot, "i")

    if state == "empty":
        app = empty.app()
    else:
        home = with_inbox(full, inbox)
        app = home.app(
            mask=state == "masked", readonly=state == "readonly", ascii_only=state == "ascii"
        )
    assert snap_compare(app, terminal_size=(120, 36), run_before=go)
