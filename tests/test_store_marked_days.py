"""Marked days: set for a day or a range, for one queue or all, taken out, taken back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from store.clock import FixedClock
from store.errors import Refused
from store.forecasts import marks_of
from store.locations import team_place
from store.marked_days import MOST_DAYS, marked_days, remove_marked, set_marked
from store.records.queue import MarkedDay
from store.team import Team

FIRST, LAST = date(2026, 11, 10), date(2026, 11, 11)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    env = {"FLOORBOARD_DATA_DIR": str(tmp_path), "FLOORBOARD_STATE_DIR": str(tmp_path / "state")}
    place = team_place("harbour", None, env)
    with Team.open(place, FixedClock(datetime(2026, 11, 16, 9, tzinfo=UTC))) as team:
        yield team


def test_a_range_is_one_change_that_can_be_taken_back(team: Team) -> None:
    marks = set_marked(team, FIRST, LAST, "promotion", name=" 双11\u200b ", factor=2.5)
    assert marks == tuple(MarkedDay(day, "promotion", "双11", factor=2.5) for day in (FIRST, LAST))
    assert (team.n, marked_days(team)) == (1, marks)
    team.undo()
    assert marked_days(team) == ()


def test_a_later_mark_of_the_same_day_and_queue_replaces_the_first(team: Team) -> None:
    set_marked(team, FIRST, FIRST, "promotion", name="双11")
    set_marked(team, FIRST, FIRST, "other", queue="售后")
    set_marked(team, FIRST, FIRST, "holiday")
    kinds = [(mark.kind, mark.queue) for mark in marked_days(team)]
    assert kinds == [("holiday", None), ("other", "售后")]


def test_marks_are_taken_off_by_days_and_by_queue(team: Team) -> None:
    set_marked(team, FIRST, LAST, "promotion")
    set_marked(team, FIRST, LAST, "promotion", queue="售前")
    gone = remove_marked(team, FIRST, FIRST, "售前")
    assert [(mark.day, mark.queue) for mark in gone] == [(FIRST, "售前")]
    assert len(marked_days(team)) == 3
    assert len(remove_marked(team, FIRST, LAST)) == 3
    with pytest.raises(Refused, match="not_marked"):
        remove_marked(team, FIRST, LAST)


@pytest.mark.parametrize(
    ("last", "factor", "code"),
    [
        (date(2026, 11, 9), None, "dates_reversed"),
        (date.fromordinal(FIRST.toordinal() + MOST_DAYS), None, "too_many_days"),
        (LAST, 0.0, "bad_factor"),
        (LAST, float("nan"), "bad_factor"),
        (LAST, 1e9, "bad_factor"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    team: Team, last: date, factor: float | None, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        set_marked(team, FIRST, last, "promotion", factor=factor)
    assert team.n == 0


def test_a_queue_goes_by_its_own_mark_and_all_of_them_by_any() -> None:
    common = MarkedDay(FIRST, "holiday", factor=0.8)
    own = MarkedDay(FIRST, "promotion", queue="VIP 售前", factor=2.5)
    other = MarkedDay(LAST, "promotion", queue="售后", factor=1.7)
    marks = (own, common, other)
    assert marks_of(marks, "vip 售前") == {FIRST: own}
    assert marks_of(marks, "售后") == {FIRST: common, LAST: other}
    assert marks_of(marks, None) == {FIRST: common, LAST: MarkedDay(LAST, "promotion")}
