"""Midnight of a month's last day, changes over two months, and clocks that run backwards."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.faults.recording import files_under
from tests.faults.world import ZONE, TickingClock, documents, open_team, place_in, step, steps_in

MIDNIGHT = datetime(2026, 12, 1, tzinfo=ZONE)


def _numbers(root: Path) -> list[int]:
    with open_team(root) as team:
        return [change.n for change in team.history()]


@pytest.mark.parametrize("seconds", [-3, -2, -1, 0])
@pytest.mark.parametrize("checkpoint_after", [0, 1, 2, 3])
def test_changes_around_midnight_are_all_there_and_in_order(
    tmp_path: Path, seconds: int, checkpoint_after: int
) -> None:
    clock = TickingClock(MIDNIGHT + timedelta(seconds=seconds))
    team = open_team(tmp_path, clock=clock)
    for number in range(4):
        team.change("step", step(number))
        if number == checkpoint_after:
            team.checkpoint()
    with open_team(tmp_path) as again:
        assert steps_in(documents(again), range(4)) == {0, 1, 2, 3}
        assert documents(again) == documents(team)
    assert _numbers(tmp_path) == [4, 3, 2, 1]


def test_a_change_over_two_months_is_undone_in_both(tmp_path: Path) -> None:
    with open_team(tmp_path) as team:
        team.change("step", step(0))
        team.checkpoint()
        known = documents(team)
        team.change("step", step(1))
        team.checkpoint()
    with open_team(tmp_path) as team:
        team.undo()
        assert documents(team) == known
    with open_team(tmp_path) as team:
        assert documents(team) == known


@pytest.mark.parametrize("back", [timedelta(seconds=5), timedelta(days=1), timedelta(days=400)])
def test_a_clock_that_is_put_back_loses_nothing(tmp_path: Path, back: timedelta) -> None:
    clock = TickingClock(MIDNIGHT)
    team = open_team(tmp_path, clock=clock)
    for number in range(6):
        team.change("step", step(number))
        if number % 2:
            team.checkpoint()
        clock.moment -= back
    with open_team(tmp_path) as again:
        assert documents(again) == documents(team)
    assert _numbers(tmp_path) == [6, 5, 4, 3, 2, 1]
    place = place_in(tmp_path)
    assert [name for name, _ in files_under(place.journal) if name != "head"] == ["2026-12.jsonl"]


def test_two_windows_with_different_clocks_agree(tmp_path: Path) -> None:
    one = open_team(tmp_path, clock=TickingClock(MIDNIGHT + timedelta(days=20)))
    other = open_team(tmp_path, clock=TickingClock(MIDNIGHT - timedelta(days=20)))
    for number in range(6):
        (one, other)[number % 2].change("step", step(number))
        if number == 3:
            other.checkpoint()
    one.refresh()
    other.refresh()
    assert documents(one) == documents(other)
    assert steps_in(documents(one), range(6)) == set(range(6))
    assert _numbers(tmp_path) == [6, 5, 4, 3, 2, 1]
