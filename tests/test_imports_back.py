"""An import is taken back file by file, and nothing else with it."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from store.clock import FixedClock
from store.errors import Refused
from store.imports.apply import import_paths
from store.imports.back import WayBack
from store.joining import join
from store.locations import team_place
from store.team import Team
from tests.desk import NOW, Desk


@pytest.fixture
def team(tmp_path: Path) -> Team:
    desk = Desk(tmp_path)
    for back in range(3):
        desk.export(date(2026, 11, 15) - timedelta(days=back), f"小禾,{80 + back},28,1,0.4,1,0.9\n")
    clock = FixedClock(datetime.fromisoformat(NOW))
    return Team.open(team_place("harbour", None, desk.env), clock)


def take(team: Team, tmp_path: Path, *names: str) -> list[str]:
    files = sorted((tmp_path / "exports").iterdir())
    import_paths(team, [path for path in files if not names or path.name in names])
    return [file.id for file in team.files().values()]


def all_the_way(team: Team, way: WayBack) -> int:
    steps = 0
    while way.left:
        way.step(team)
        steps += 1
    return steps


def test_the_last_import_goes_with_all_its_files_and_people(team: Team, tmp_path: Path) -> None:
    take(team, tmp_path)
    assert len(team.files()) == 3
    assert all_the_way(team, WayBack(team)) == 3
    assert not team.files() and not team.agents() and not team.bindings()
    assert not team.sheets("agent_days", date.min, date.max)


def test_the_files_can_be_taken_again(team: Team, tmp_path: Path) -> None:
    take(team, tmp_path)
    all_the_way(team, WayBack(team))
    take(team, tmp_path)
    assert len(team.files()) == 3
    assert all_the_way(team, WayBack(team)) == 3


def test_only_the_named_files_go(team: Team, tmp_path: Path) -> None:
    names = sorted(path.name for path in (tmp_path / "exports").iterdir())
    first = take(team, tmp_path, names[0])
    every = take(team, tmp_path)
    assert all_the_way(team, WayBack(team, set(every) - set(first))) == 2
    assert [file.id for file in team.files().values()] == first


def test_a_later_change_of_another_kind_stands_before_it(team: Team, tmp_path: Path) -> None:
    take(team, tmp_path)
    join(team, "小满")
    way = WayBack(team)
    assert way.left == 0
    with pytest.raises(Refused, match="nothing_to_undo"):
        way.step(team)


def test_a_change_that_comes_between_stops_it(team: Team, tmp_path: Path) -> None:
    take(team, tmp_path)
    way = WayBack(team)
    way.step(team)
    join(team, "小满")
    with pytest.raises(Refused, match="nothing_to_undo"):
        way.step(team)
    assert len(team.files()) == 2


def test_who_joins_is_known_by_the_nickname_from_that_day(team: Team) -> None:
    agent = join(team, "店铺:阿青", name="阿青", platform="taobao", since=date(2026, 11, 1))
    (binding,) = team.bindings()
    assert (binding.agent, binding.platform, binding.since) == (
        agent.id,
        "taobao",
        date(2026, 11, 1),
    )
    assert team.agents()[agent.id].name == "阿青"
    with pytest.raises(Refused, match="no_nickname"):
        join(team, "\x1b[0m")
