"""Every sample file in through the command line, every number out: those that stand in the files.

The other side of each comparison is `tests.oracle`, which shares nothing with the program.
"""

import shutil
from datetime import date
from typing import Any

import pytest

from tests.oracle import Answer, Oracle, days_of
from tests.oracle_files import read_file
from tests.sample_runner import HOME, CommandLine, Document, saved_then

SAMPLE = HOME / "sample_data"
WEEK = (date(2026, 11, 9), date(2026, 11, 15))
PEAK_DAY = (date(2026, 11, 11), date(2026, 11, 11))
LAST_DAY = (date(2026, 11, 15), date(2026, 11, 15))
SICK_DAYS = (date(2026, 10, 20), date(2026, 11, 2))
TEN_WEEKS = (date(2026, 9, 7), date(2026, 11, 15))
WINDOWS = (WEEK, PEAK_DAY, LAST_DAY, SICK_DAYS, TEN_WEEKS)


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle(SAMPLE)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """Import everything into a team of its own; then answer questions to it."""
    folder = tmp_path_factory.mktemp("sample")
    files = folder / "files"
    shutil.copytree(SAMPLE, files)
    saved_then(files)
    run = CommandLine(folder)
    run("settings", "set", "timezone", "Asia/Shanghai")
    run("import", str(files / "roster.csv"))
    taken = run("import", str(files / "exports"))
    assert len(taken["files"]) == 288
    assert [one for one in taken["files"] if one["state"] != "taken"] == []
    run("bind", "店铺:值班", "--shared")
    return run


def _agents(ask: CommandLine, window: tuple[date, date], *more: str) -> Document:
    return ask("agents", "--from", str(window[0]), "--to", str(window[1]), *more)


def _numbers(metrics: Document, key: str) -> dict[str, Any]:
    return {name: found[key] for name, found in metrics.items() if found[key] is not None}


def _near(expected: dict[str, float]) -> object:
    return pytest.approx(expected, rel=1e-9, abs=1e-9)


def _same(metrics: Document, answers: dict[str, Answer]) -> None:
    """Compare value, n and what is provisional of every metric."""
    valued = {name: answer for name, answer in answers.items() if answer.value is not None}
    values = {name: answer.value for name, answer in valued.items() if answer.value is not None}
    weights = {name: answer.n for name, answer in valued.items() if answer.n is not None}
    assert _numbers(metrics, "value") == _near(values)
    assert _numbers(metrics, "n") == _near(weights)
    early = {name for name, found in metrics.items() if found["provisional"]}
    assert {name for name in early if name in values} == {
        name for name, answer in valued.items() if answer.provisional
    }


def test_without_days_the_window_is_the_last_seven_with_data(ask: CommandLine) -> None:
    found = ask("agents")
    assert (found["from"], found["to"]) == (str(WEEK[0]), str(WEEK[1]))
    assert len(found["agents"]) == 12
    assert found == _agents(ask, WEEK)


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_every_agents_every_metric_is_what_the_files_say(
    ask: CommandLine, oracle: Oracle, window: tuple[date, date]
) -> None:
    found = _agents(ask, window)
    by_name = {agent["name"]: agent for agent in found["agents"]}
    for member in oracle.members:
        answers = oracle.metrics(member.name, *window)
        if member.name not in by_name:
            assert answers == {}
            continue
        agent = by_name[member.name]
        assert agent["group"] == member.group
        assert agent["days"] == oracle.worked(member.name, *window)
        _same(agent["metrics"], answers)


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_own_usual_and_team_median_are_those_of_the_files(
    ask: CommandLine, oracle: Oracle, window: tuple[date, date]
) -> None:
    for agent in _agents(ask, window)["agents"]:
        who, metrics = agent["name"], agent["metrics"]
        parts = oracle.parts(who, *window)
        usual, middle = {}, {}
        for metric in oracle.metrics(who, *window):
            if not days_of(parts, metric):
                continue
            usual[metric] = oracle.usual(who, metric, *window)
            middle[metric] = oracle.middle(who, metric, *window)
        here = {name: found for name, found in metrics.items() if name in usual}
        assert _numbers(here, "own_usual") == _near(_present(usual)), who
        assert _numbers(here, "team_median") == _near(_present(middle)), who


def _present(found: dict[str, float | None]) -> dict[str, float]:
    return {name: value for name, value in found.items() if value is not None}


@pytest.mark.parametrize("window", (WEEK, LAST_DAY, TEN_WEEKS), ids=str)
def test_each_platform_apart_is_what_its_files_say(
    ask: CommandLine, oracle: Oracle, window: tuple[date, date]
) -> None:
    for agent in _agents(ask, window, "--by", "platform")["agents"]:
        who = agent["name"]
        for platform, part in agent.get("platforms", {}).items():
            answers = oracle.metrics(who, *window, platform)
            assert answers
            assert part["days"] == oracle.worked(who, *window, platform)
            _same(part["metrics"], answers)
            usual = {name: oracle.usual(who, name, *window, platform) for name in answers}
            middle = {name: oracle.middle(who, name, *window, platform) for name in answers}
            valued = {n: m for n, m in part["metrics"].items() if m["value"] is not None}
            assert _numbers(valued, "own_usual") == _near(
                _present({name: usual[name] for name in valued})
            )
            assert _numbers(valued, "team_median") == _near(
                _present({name: middle[name] for name in valued})
            )


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_the_teams_numbers_count_the_shared_account_too(
    ask: CommandLine, oracle: Oracle, window: tuple[date, date]
) -> None:
    team = _agents(ask, window)["team"]
    _same(team["metrics"], oracle.metrics(None, *window))
    alone = sum(
        answer.value or 0
        for member in oracle.members
        if (answer := oracle.metrics(member.name, *window).get("received")) is not None
    )
    assert team["metrics"]["received"]["value"] > alone


@pytest.mark.parametrize("window", (WEEK, PEAK_DAY, TEN_WEEKS), ids=str)
def test_shops_stand_beside_the_sum_of_their_agents(
    ask: CommandLine, oracle: Oracle, window: tuple[date, date]
) -> None:
    found = ask("shops", "--from", str(window[0]), "--to", str(window[1]))
    shops = {shop["platform"]: shop for shop in found["shops"]}
    assert set(shops) == {"taobao", "douyin"}
    assert shops["douyin"]["shop"] == "禾木家居官方旗舰店"
    for platform, shop in shops.items():
        _same(shop["agents"]["metrics"], oracle.metrics(None, *window, platform))
        own = shop["own"]["metrics"]
        assert bool(own) == (platform == "taobao")
        answers = {name: oracle.shop(platform, *window, name) for name in oracle.shop_metrics()}
        _same(own, answers if own else {})


def test_each_value_names_its_file_and_row(ask: CommandLine, oracle: Oracle) -> None:
    for agent in _agents(ask, PEAK_DAY)["agents"]:
        sources = agent["metrics"].get("received", {}).get("sources", [])
        assert sources
        for source in sources:
            said = {
                (cell.nickname, cell.tool): cell.value
                for cell in oracle.cells
                if cell.day == PEAK_DAY[0] and cell.metric == "received"
            }
            assert source["value"] == said[source["nickname"], source["tool"]]
            assert source["row"] == _row_of(source["layout"], source["nickname"])


def _row_of(layout: str, nickname: str) -> int:
    """Return the row of a nickname in a layout's file of the peak day; the header is row 1."""
    from tests.oracle_files import FOLDERS

    folder = next(name for name, one in FOLDERS.items() if one.name == layout)
    (path,) = (SAMPLE / "exports" / folder).glob(f"*{PEAK_DAY[0]}*")
    names: list[str | None] = []
    for cell in read_file(path, FOLDERS[folder]):
        if cell.nickname not in names:
            names.append(cell.nickname)
    return names.index(nickname) + 2


def test_importing_everything_again_changes_nothing(ask: CommandLine, oracle: Oracle) -> None:
    before = _agents(ask, TEN_WEEKS)
    again = ask("import", str(SAMPLE / "exports"))
    assert {one["state"] for one in again["files"]} <= {"same"}
    assert _agents(ask, TEN_WEEKS) == before
