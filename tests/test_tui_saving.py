"""`s` saves the table or a picture, beside what is there and as masked as the screen."""

from pathlib import Path

import pytest

from store.disk import Disk
from store.errors import StorageFailed
from tests.tui_help import Home, settle, shown, type_keys
from tui.saving import FOLDER, save, save_folder


@pytest.fixture
def folder(full: Home, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = full.folder / "saved"
    env = {**full.env, FOLDER: str(folder)}
    monkeypatch.setattr(Home, "env", property(lambda _: env))
    return folder


async def test_the_table_is_saved_and_its_path_is_told(full: Home, folder: Path) -> None:
    app = full.app()
    async with app.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "s", "enter")
        path = folder / "today-2026-11-15.csv"
        told = "".join(note.message for note in app._notifications)
        assert str(path) in told.replace("\n", "")
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("metric,label,usual,2026-11-02")
    assert lines[1].startswith("received,Received,")
    assert lines[1].endswith(",1100")


async def test_nothing_is_overwritten(full: Home, folder: Path) -> None:
    app = full.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "f8", "enter", "f8", "enter")
    assert sorted(path.name for path in folder.iterdir()) == [
        "today-2026-11-15-2.csv",
        "today-2026-11-15.csv",
    ]


async def test_a_picture_is_the_screen_below_the_question(full: Home, folder: Path) -> None:
    app = full.app(mask=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "s", "down", "enter")
    (path,) = folder.iterdir()
    assert path.suffix == ".svg"
    svg = path.read_text("utf-8")
    assert "Received" in svg
    assert "Save" not in svg
    assert "冬至" not in svg
    assert "url(" not in svg.replace("url(#", "")


async def test_the_question_can_be_left(full: Home, folder: Path) -> None:
    app = full.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "s", "escape")
        assert "Save what?" not in shown(app)
    assert not folder.exists()


async def test_without_a_table_there_is_still_the_picture(empty: Home) -> None:
    app = empty.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "s")
        assert "picture" in shown(app)
        assert "CSV" not in shown(app)


def test_a_disk_that_refuses_leaves_no_half_file(full: Home, tmp_path: Path) -> None:
    class Full(Disk):
        def write_all(self, file: object, data: bytes) -> None:
            raise OSError(28, "No space left on device")

    with full.team() as team:
        team.disk = Full()
        with pytest.raises(StorageFailed) as error:
            save(team, tmp_path / "to", "a.csv", b"x")
    assert error.value.code == "not_written"
    assert list((tmp_path / "to").iterdir()) == []


def test_a_folder_can_be_named(tmp_path: Path) -> None:
    assert save_folder({FOLDER: str(tmp_path)}) == tmp_path
    assert save_folder({}).is_absolute()


async def test_rows_copied_in_a_grid_are_on_the_clipboard(full: Home) -> None:
    app = full.app(mask=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "tab", "c")
        assert app.clipboard.splitlines()[1].startswith("••••••\t")
        assert [note.message for note in app._notifications] == ["Copied."]


@pytest.mark.parametrize("way", ["palette", "mouse"])
async def test_saving_is_found_in_the_palette_and_taken_with_the_mouse(
    full: Home, folder: Path, way: str
) -> None:
    app = full.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        if way == "palette":
            await type_keys(pilot, "ctrl+p", *"save")
            await pilot.pause(0.5)
            await type_keys(pilot, "enter")
            await settle(pilot)
            await type_keys(pilot, "enter")
        else:
            await type_keys(pilot, "s")
            await pilot.click("OptionList", offset=(3, 0))
            await settle(pilot)
    assert [path.name for path in folder.iterdir()] == ["today-2026-11-15.csv"]


async def test_settings_are_saved_as_they_are_shown(full: Home, folder: Path) -> None:
    app = full.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_keys(pilot, "0", "s", "enter")
    (path,) = folder.iterdir()
    assert path.name == "settings.csv"
    assert "Below this many, a rate is too few to read" in path.read_text("utf-8-sig")
