"""What is said where the team can't be read or written; none of it ends the app."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store.errors import StorageFailed
from store.locking import TeamLock
from store.team import Team
from tests.tui_help import TEAM, Home, settle, shown, type_keys
from tui import app_store
from tui.screens.agents import AgentsScreen
from tui.screens.import_files import ImportScreen
from tui.screens.today import TodayScreen
from tui.workers import StoreThread, rest

SIZE = (120, 36)


def data(home: Home) -> Path:
    return home.folder / "data" / TEAM


def written(home: Home) -> None:
    with home.team() as team:
        team.checkpoint()


async def test_a_team_that_cannot_be_opened_says_so_on_every_screen(full: Home) -> None:
    data(full).joinpath("journal").rename(data(full) / "elsewhere")
    data(full).joinpath("journal").write_text("no folder", "utf-8")
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        text = shown(app)
        assert "The team's files can't be read." in text
        assert "floorboard doctor" in text
        assert "can't be read: see Help" in text.splitlines()[0]
        for key, screen in (("3", AgentsScreen), ("i", ImportScreen), ("1", TodayScreen)):
            await type_keys(pilot, key)
            assert isinstance(app.screen, screen)
            assert "The team's files can't be read." in shown(app)
        await type_keys(pilot, "question_mark")
        assert "The team's files" in shown(app)


async def test_it_goes_on_by_itself_when_the_team_can_be_read_again(full: Home) -> None:
    data(full).joinpath("journal").rename(data(full) / "elsewhere")
    data(full).joinpath("journal").write_text("no folder", "utf-8")
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "can't be read" in shown(app)
        data(full).joinpath("journal").unlink()
        data(full).joinpath("elsewhere").rename(data(full) / "journal")
        await app._listen()
        await settle(pilot)
        assert "What needs you first" in shown(app)
        assert "can't be read" not in shown(app)


async def test_a_folder_that_goes_away_is_told_and_what_was_read_stays(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        shutil.move(data(full), full.folder / "away")
        await app._listen()
        await settle(pilot)
        assert "The team's folder is gone." in shown(app).splitlines()[0]
        assert "What needs you first" in shown(app)
        await type_keys(pilot, "h", "h")
        assert any("is gone" in note.message for note in app._notifications)
        shutil.move(full.folder / "away", data(full))
        await app._listen()
        await settle(pilot)
        assert "gone" not in shown(app).splitlines()[0]


async def test_a_damaged_file_is_mended_and_told(full: Home) -> None:
    written(full)
    (data(full) / "team.json").write_bytes(b"{ broken")
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "mended: see Help" in shown(app).splitlines()[0]
        assert "What needs you first" in shown(app)
        await pilot.click(offset=(shown(app).index("mended") + 2, 0))
        await settle(pilot)
        text = " ".join(shown(app).replace("│", " ").split())
        assert "team.json was damaged; it is kept as" in text
        assert "Nothing more is to be done." in text
    assert list(data(full).glob("team.json.damaged-*"))


async def test_a_newer_format_opens_for_reading_and_says_what_to_do(full: Home) -> None:
    written(full)
    path = data(full) / "team.json"
    path.write_bytes(path.read_bytes().replace(b'"format":1', b'"format":9', 1))
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        head = shown(app).splitlines()[0]
        assert "reading only: see Help" in head
        await type_keys(pilot, "f1")
        text = " ".join(shown(app).replace("│", " ").split())
        assert "team.json was written by a newer floorboard" in text


async def test_a_change_beside_another_writer_waits_and_says_so(
    full: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_store, "_PATIENCE_S", 0.05)
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        with writing(full):
            await pilot.press("h", "h")
            await pilot.pause(0.4)
            told = [note.message for note in app._notifications]
            assert "Another floorboard is writing; this change goes on when it is done." in told
        await settle(pilot)
        assert "On today: 1 of 12" in shown(app)


async def test_a_change_is_told_though_the_screen_that_asked_is_gone(full: Home) -> None:
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "i")
        assert "1 name counts for nobody" in shown(app)
        await type_keys(pilot, "n")
        await pilot.press("h", "escape")
        await settle(pilot)
        assert "counts for nobody" not in shown(app)


@contextmanager
def writing(home: Home) -> Iterator[None]:
    with TeamLock(data(home) / ".lock").hold():
        yield


async def test_a_quiet_moment_is_used_to_write_the_files(
    full: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_store, "_REST_AFTER_S", 0.0)
    app = full.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await type_keys(pilot, "h", "h")
        assert await app.store.ask(lambda team: team.waiting) == 1
        await app._listen()
        await settle(pilot)
        assert await app.store.ask(lambda team: team.waiting) == 0


def test_a_quiet_moment_of_a_read_only_team_writes_nothing(full: Home) -> None:
    with full.team() as team:
        team.change("setting", lambda draft: draft.put("settings", "few", {"value": 9}))
    before = (data(full) / "team.json").read_bytes()
    with Team.open(team.place, team.clock, readonly=True) as team:
        assert team.waiting
        rest(team)
    assert (data(full) / "team.json").read_bytes() == before


def test_a_team_that_failed_to_open_is_tried_again(full: Home) -> None:
    tries: list[int] = []

    def opener() -> Team:
        tries.append(1)
        if len(tries) < 3:
            raise StorageFailed("disk_failed", path="x", errno=5)
        return Team.open(place, clock)

    with full.team() as team:
        place, clock = team.place, team.clock
    store = StoreThread(opener)
    with pytest.raises(StorageFailed):
        store.submit(Team.agents).result()
    assert len(store.submit(Team.agents).result()) == 13
    store.close()
