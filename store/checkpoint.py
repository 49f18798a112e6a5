"""Writing the JSON files: months first, team.json last.

Each file says which changes it includes, so that a process may die between any two of them: at
opening each gets only the later edits.
"""

from store.envelope import MonthInfo, Tables, pack
from store.memory import TEAM, Memory
from store.segments import Position
from store.shelf import Shelf


def checkpoint(shelf: Shelf, memory: Memory, n: int, position: Position) -> None:
    """Write what is behind, as of change `n`, after which the journal goes on at `position`.

    The lock is held and everything up to `n` is in memory. `OSError` where the disk refuses: the
    journal still holds everything.
    """
    for month in memory.behind():
        home = memory.home(month)
        shelf.write(month, n, pack(n, position, _filled(home.live), {}))
        memory.infos[month] = MonthInfo(n, home.last)
        home.written(n)
    team = memory.homes[TEAM]
    shelf.write(TEAM, n, pack(n, position, _filled(team.live), memory.infos))
    team.written(n)


def _filled(tables: Tables) -> Tables:
    return {name: records for name, records in tables.items() if records}
