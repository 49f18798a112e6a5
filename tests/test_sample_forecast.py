"""The forecast on the sample team's own past: taken in by its real ways, walked through by days.

Each of the last four weeks' days is forecast at its midnight, from the days before it, with
the marks that its lead had made. Double 11 and the after-sales wave behind it are among them.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from math import fsum
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from store.clock import FixedClock
from store.feeds.day_file import day_path
from store.feeds.keeping import ready
from store.feeds.roll_up import roll_up_day
from store.figures.forecast import SLOTS, Forecast
from store.forecasts import forecast_of
from store.imports.apply import import_paths
from store.locations import team_place
from store.marked_days import put_marked
from store.team import Team
from tests.sample_team import LAST
from tui.cli_demo import sample_marks

SAMPLE = Path(__file__).resolve().parent.parent / "sample_data"
ZONE = ZoneInfo("Asia/Shanghai")
WEEKS = 4
DAYS = [LAST - timedelta(days=back) for back in reversed(range(7 * WEEKS))]
QUEUES = ("售前", "售后")
NOON, EVENING = time(12), time(18)


class Error(NamedTuple):
    """How far off a forecast was."""

    weighted: float
    """Sum of the distances by the sum of the contacts."""
    inside: float
    """Share of the half-hours that lie in the range."""


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """A team with the sample's half-hours, its last day and its marks."""
    folder = tmp_path_factory.mktemp("sample")
    env = {"FLOORBOARD_DATA_DIR": str(folder), "FLOORBOARD_STATE_DIR": str(folder / "state")}
    now = FixedClock(datetime.combine(LAST + timedelta(days=1), time(9), ZONE))
    with Team.open(team_place("harbour", None, env), now) as team:
        team.change(
            "setting", lambda draft: draft.put("settings", "timezone", {"value": f"{ZONE}"})
        )
        reports = import_paths(team, [SAMPLE / "queue"])
        assert {report.state for report in reports} == {"taken"} and len(reports) == 10
        ready(team)
        path = day_path(team.place, LAST)
        path.write_bytes((SAMPLE / "queue" / path.name).read_bytes())
        roll_up_day(team, LAST, ZONE, 900)
        put_marked(team, sample_marks())
        yield team


def actuals(team: Team, queue: str) -> dict[date, list[int]]:
    """Return what came in each half-hour of each day."""
    days = {}
    for one in team.queue_days(date(2026, 9, 7), LAST, queue):
        offered = dict(zip(one.slots, one.offered, strict=True))
        days[one.day] = [offered.get(slot, 0) for slot in range(SLOTS)]
    assert len(days) == 70
    return days


def at(team: Team, moment: datetime, queue: str) -> Forecast:
    """Return the forecast of a moment's day as of that moment."""
    team.clock = FixedClock(moment)
    return forecast_of(team, moment.date(), queue)


def error(asked: dict[date, Forecast], seen: dict[date, list[int]], first: int = 0) -> Error:
    """Return how far off forecasts were, from a half-hour of the day on."""
    rows = [
        (one, seen[day][one.slot])
        for day, told in asked.items()
        for one in told.intervals
        if one.slot >= first
    ]
    off = fsum(abs(one.offered - came) for one, came in rows)
    inside = sum(one.low <= came <= one.high for one, came in rows)
    return Error(off / sum(came for _, came in rows), inside / len(rows))


def four_weeks_mean(seen: dict[date, list[int]], days: Iterable[date]) -> float:
    """Return the weighted error of the mean of the last four same weekdays."""
    off = whole = 0.0
    for day in days:
        weeks = [seen[day - timedelta(weeks=n)] for n in (1, 2, 3, 4)]
        for slot, came in enumerate(seen[day]):
            off += abs(fsum(week[slot] for week in weeks) / 4 - came)
            whole += came
    return off / whole


Walked = tuple[str, dict[date, list[int]], dict[date, Forecast]]


@pytest.fixture(scope="module", params=QUEUES)
def walked(request: pytest.FixtureRequest, team: Team) -> Walked:
    """A queue, what came, and the forecast of each day at its midnight."""
    queue = request.param
    told = {day: at(team, datetime.combine(day, time(), ZONE), queue) for day in DAYS}
    return queue, actuals(team, queue), told


def test_it_beats_the_mean_of_the_last_four_same_weekdays(walked: Walked) -> None:
    queue, seen, told = walked
    ours, theirs = error(told, seen).weighted, four_weeks_mean(seen, DAYS)
    assert ours < 0.95 * theirs, f"{queue}: {ours:.3f} of the contacts, the mean {theirs:.3f}"


def test_it_beats_it_on_days_that_nobody_marked_too(walked: Walked) -> None:
    queue, seen, told = walked
    plain = {day: one for day, one in told.items() if one.marked is None}
    assert len(plain) == len(DAYS) - 2
    ours, theirs = error(plain, seen).weighted, four_weeks_mean(seen, plain)
    assert ours < 0.95 * theirs, f"{queue}: {ours:.3f} of the contacts, the mean {theirs:.3f}"


def test_four_of_five_half_hours_lie_in_the_range(walked: Walked) -> None:
    queue, seen, told = walked
    inside, busy = error(told, seen).inside, error(told, seen, 16).inside
    assert 0.75 <= inside <= 0.87, f"{queue}: {inside:.3f} of the half-hours in the 80 % range"
    assert 0.70 <= busy <= 0.87, f"{queue}: {busy:.3f} of those from 8:00 on"


@pytest.mark.parametrize("moment", [NOON, EVENING])
def test_what_has_come_by_then_makes_the_rest_of_the_day_no_worse(
    team: Team, walked: Walked, moment: time
) -> None:
    queue, seen, told = walked
    first = moment.hour * 2
    again = {day: at(team, datetime.combine(day, moment, ZONE), queue) for day in DAYS}
    before, after = error(told, seen, first), error(again, seen, first)
    assert after.weighted <= before.weighted, (
        f"{queue} from {moment}: {before.weighted:.3f} before, {after.weighted:.3f} after"
    )


def test_the_lead_is_believed_on_the_first_day_and_the_past_on_the_second(
    walked: Walked,
) -> None:
    _, seen, told = walked
    first, second = (told[date(2026, 11, day)].marked for day in (10, 11))
    assert first is not None and (first.told_by, first.days) == ("lead", ())
    assert second is not None and (second.told_by, second.days) == ("days", (date(2026, 11, 10),))
    after = told[date(2026, 11, 12)]
    assert {date(2026, 10, 1), date(2026, 11, 10), date(2026, 11, 11)} <= set(after.aside)
    assert sum(seen[date(2026, 11, 11)]) > 1.5 * sum(seen[date(2026, 11, 9)])
