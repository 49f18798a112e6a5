"""The process that is killed and refused: makes changes and says which were acknowledged.

`python -m tests.faults.actor ROOT EXPORT` prints `ack N`, `refused N CODE` and `checkpoint CODE`
as they happen. Its steps go over a month's end, one has an import's size, one is an import.
"""

import os
import sys
from pathlib import Path

from store.disk import Disk
from store.errors import FloorboardError
from store.imports.apply import ImportOptions, import_paths
from tests.faults.world import open_team, step

STEPS = (1, 2, 3, 4)
LARGE = 2
"""The step with as many people as a long export has rows."""
LARGE_PEOPLE = 1500
IMPORT = 5
"""The number under which the import is told."""
IMPORTED_PEOPLE = 700


def people_of(number: int) -> int:
    """Return how many people the sheets of a step have."""
    return LARGE_PEOPLE if number == LARGE else 6


def say(line: str) -> None:
    """Say it with a system call that no fault is put into."""
    os.writev(1, [line.encode() + b"\n"])


def run(root: Path, export: Path) -> None:
    """Open, change, checkpoint, import, change, close."""
    try:
        team = open_team(root, Disk())
    except FloorboardError as error:
        return say(f"no {error.code}")
    for number in STEPS:
        try:
            team.change("step", step(number, people_of(number)))
            say(f"ack {number}")
        except FloorboardError as error:
            say(f"refused {number} {error.code}")
        if number == LARGE:
            try:
                reports = import_paths(team, [export], ImportOptions(new_agents=True))
                say(f"ack {IMPORT}" if reports[0].state == "taken" else f"refused {IMPORT} file")
            except FloorboardError as error:
                say(f"refused {IMPORT} {error.code}")
        if number in (2, 3):
            try:
                team.checkpoint()
                say("checkpoint done")
            except FloorboardError as error:
                say(f"checkpoint {error.code}")
    try:
        team.close()
    except FloorboardError as error:
        say(f"close {error.code}")
    return None


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]))
