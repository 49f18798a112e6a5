"""What `s` does: the screen's table as CSV or the screen as a picture, into the Downloads folder.

Nothing that is there is overwritten, and under the mask both are as masked as the screen is.
"""

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from store.cleaning import clean_text
from store.disk import Disk
from store.errors import StorageFailed
from store.team import Team
from tui.screens.ask import Answer, AskScreen, Question
from tui.screens.base import FloorScreen
from widgets.type_list import Choice

if TYPE_CHECKING:
    from tui.app import FloorboardApp

FOLDER = "FLOORBOARD_SAVE_DIR"
"""Variable of the environment that names another folder than Downloads."""
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
_LOADS = re.compile(r"@font-face\s*\{[^}]*\}")
"""A picture would fetch its fonts from the net where it is opened."""


def ask_what_to_save(board: "FloorboardApp") -> None:
    """Ask for CSV or a picture, then save it."""
    words, screen = board.words, board.screen
    table = screen.save_table() if isinstance(screen, FloorScreen) else None
    picture = _picture_name(board)
    choices = [Choice("picture", words.text("The screen as a picture (SVG)"), picture)]
    if table is not None:
        table = (_file_name(table[0], ".csv"), table[1])
        choices.insert(0, Choice("csv", words.text("The table as CSV"), table[0]))
    question = Question(words.text("Save what?"), choices)

    def answered(answer: Answer | None) -> None:
        if answer is None:
            return
        if answer.key == "csv" and table is not None:
            _begin(board, table[0], table[1].encode("utf-8-sig"))
        elif answer.key == "picture":
            board.call_after_refresh(lambda: _begin(board, picture, _picture(board)))

    board.push_screen(AskScreen(question), answered)


def _picture_name(board: "FloorboardApp") -> str:
    place = getattr(board.screen, "MODE", "") or "floorboard"
    moment = f"-{board.floor.now:%Y-%m-%d-%H%M}" if board.floor else ""
    return _file_name(f"{place}{moment}", ".svg")


def _picture(board: "FloorboardApp") -> bytes:
    svg = board.export_screenshot(title="floorboard")
    return _LOADS.sub("", svg).encode()


def _begin(board: "FloorboardApp", name: str, data: bytes) -> None:
    board.run_worker(_save(board, name, data), group="save", exit_on_error=False)


async def _save(board: "FloorboardApp", name: str, data: bytes) -> None:
    folder = partial(save_folder, board.session.env)
    path = await board.store.ask(lambda team: save(team, folder(), name, data))
    board.notify(board.words.say("Saved: {path}", path=str(path)), markup=False, timeout=10)


def save_folder(env: Mapping[str, str]) -> Path:
    """Return the folder that is saved into."""
    if env.get(FOLDER):
        return Path(env[FOLDER]).expanduser()
    from platformdirs import user_downloads_path

    return user_downloads_path()


def save(team: Team, folder: Path, name: str, data: bytes) -> Path:
    """Write a new file and return its path; where the name is taken, `-2` and so on is added.

    Raises StorageFailed `not_written` (path, why); no half file stays.
    """
    disk = team.disk
    try:
        disk.make_folder(folder)
        path = _new(disk, folder / name, data)
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageFailed("not_written", path=str(folder / name), why=why) from error
    return path


def _new(disk: Disk, wanted: Path, data: bytes) -> Path:
    path, number = wanted, 1
    while True:
        try:
            file = disk.create(path)
        except FileExistsError:
            number += 1
            path = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
            continue
        try:
            try:
                disk.write_all(file, data)
                disk.fsync(file)
            finally:
                disk.close(file)
        except OSError:
            disk.unlink(path)
            raise
        return path


def _file_name(name: str, ending: str) -> str:
    """Return a name that every system takes."""
    stem = clean_text(name.removesuffix(ending), limit=80)
    return (_NOT_IN_NAMES.sub("-", stem).strip(".-") or "floorboard") + ending
