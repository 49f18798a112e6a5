"""What a command may import: a short answer must not wait for what it does not use."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desk import Desk

NEVER = ("textual", "rich", "asyncio")
NOT_FOR_READING = ("filelock", "pendulum", "humanize", "importlib.metadata", "python_calamine")
SHOW = """
import sys
from tui.cli import main
try:
    main()
finally:
    print("loaded:", *sys.modules, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk")).with_team()


def loaded(desk: Desk, *arguments: str) -> set[str]:
    env = {**os.environ, **desk.env, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(
        [sys.executable, "-c", SHOW, *arguments], env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.rpartition("loaded:")[2].split())


@pytest.mark.parametrize(
    "command",
    [
        "brief",
        "agents",
        "shops",
        "list agent",
        "settings",
        "history",
        "doctor",
        "agents --json",
        "queue",
        "queue --by hour",
        "queue --why asa_s",
        "busy",
        "alarm list",
        "",
    ],
)
def test_a_reading_command_imports_little(desk: Desk, command: str) -> None:
    modules = loaded(desk, *command.split())
    unwanted = {m for m in NEVER + NOT_FOR_READING if m in modules}
    assert not unwanted


@pytest.mark.parametrize(
    "command", ["settings set few 30", "backup", "bind 夜班 小禾", "import exports", "--help"]
)
def test_no_printing_command_imports_a_screen(desk: Desk, command: str) -> None:
    arguments = [str(desk.folder / "exports") if a == "exports" else a for a in command.split()]
    assert not {m for m in NEVER if m in loaded(desk, *arguments)}
