"""Windows refuses to replace a file that a scanner or an indexer has open: errors 5 and 32."""

from datetime import datetime
from pathlib import Path

import pytest

from store.backups import backup
from store.doctor import check
from store.erase import forget
from store.errors import StorageFailed
from store.team import Team
from tests.faults.recording import BreakingDisk, held_by_another
from tests.faults.scenarios import FORGOTTEN, a_past, a_person
from tests.faults.sweep import names_left
from tests.faults.world import ZONE, TickingClock, agent_id, documents, open_team, place_in, step

RENAMES = frozenset({"rename"})
FOR_EVER = 1_000_000
NEXT_MONTH = datetime(2026, 12, 1, 9, tzinfo=ZONE)


def _held(root: Path, code: int, at: int = 0, times: int = FOR_EVER) -> Team:
    """Open the team on a disk of which a rename, from the `at`th on, is refused `times` times."""
    disk = BreakingDisk(root, at, held_by_another(code), kinds=RENAMES, times=times)
    return open_team(root, disk, TickingClock(NEXT_MONTH))


@pytest.mark.parametrize("code", [5, 32])
@pytest.mark.parametrize("at", range(8))
def test_a_file_that_is_held_for_a_moment_is_replaced_in_the_end(
    tmp_path: Path, code: int, at: int
) -> None:
    a_past(tmp_path)
    team = _held(tmp_path, code, at, times=5)
    team.change("step", step(1))
    team.checkpoint()
    backup(team)
    assert team.told == ()
    with open_team(tmp_path) as again:
        assert documents(again) == documents(team)
    assert check(place_in(tmp_path)).ok
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize("code", [5, 32])
def test_a_file_that_stays_held_is_told_and_nothing_is_lost(tmp_path: Path, code: int) -> None:
    a_past(tmp_path)
    with open_team(tmp_path, clock=TickingClock(NEXT_MONTH)) as team:
        team.change("step", step(1))  # its line and December's head are there
        known = documents(team)
    team = _held(tmp_path, code)
    team.change("step", step(2))  # an append replaces nothing
    more = documents(team)
    assert more.keys() > known.keys()
    with pytest.raises(StorageFailed):
        team.checkpoint()
    with pytest.raises(StorageFailed):
        backup(team)
    assert documents(team) == more
    team.change("step", step(3))
    with open_team(tmp_path) as again:
        assert documents(again) == documents(team)
    assert check(place_in(tmp_path)).ok


@pytest.mark.parametrize("code", [5, 32])
def test_a_month_that_cannot_begin_is_refused_and_begins_later(tmp_path: Path, code: int) -> None:
    a_past(tmp_path)
    team = _held(tmp_path, code, times=7)
    known = documents(team)
    with pytest.raises(StorageFailed):
        team.change("step", step(1))
    assert documents(team) == known
    with open_team(tmp_path) as again:
        assert documents(again) == known
    team.change("step", step(1))
    with open_team(tmp_path) as again:
        assert documents(again) == documents(team)


def test_an_erasure_that_meets_a_held_file_goes_on_later(tmp_path: Path) -> None:
    a_person(tmp_path)
    for at in range(1, 12, 2):
        team = _held(tmp_path, 32, at)
        if agent_id(FORGOTTEN) not in team.agents():
            break
        with pytest.raises(StorageFailed):
            forget(team, agent_id(FORGOTTEN))
    with open_team(tmp_path) as team:
        assert agent_id(FORGOTTEN) not in team.agents()
    assert names_left(tmp_path) == []
