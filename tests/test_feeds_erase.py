"""Who is erased is in no line of the queue; the contacts stay the team's."""

from pathlib import Path

from store.erase import forget
from store.feeds.day_file import DayFiles, day_path, read_day
from store.feeds.roll_up import roll_up_day
from store.records.people import Agent, Binding
from store.records.queue import Event, Line
from store.team import Draft, Team
from tests.feeds_build import DAY, ZONE, event, snapshot
from tests.store_world import opened


def people(draft: Draft) -> None:
    for agent, name in (("a11111", "阿青"), ("a22222", "小满")):
        draft.put("agents", agent, Agent(agent, name))
    draft.put("bindings", "taobao//店铺:青", Binding("店铺:青", agent="a11111", platform="taobao"))


def filled(team: Team) -> None:
    team.change("roster", people)
    lines: list[Line] = [
        event(0), event(5, kind="answered", agent="店铺:青"), event(9, "c2"), snapshot(10),
        event(12, "c2", "answered", agent="小满"), event(60, kind="transferred", agent="阿青"),
        event(90, kind="ended", agent="阿青"), event(95, "c2", "ended", agent="小满"),
    ]  # fmt: skip
    DayFiles(team.place).append(DAY, lines)
    roll_up_day(team, DAY, ZONE, 900)
    path = day_path(team.place, DAY)
    path.write_bytes(path.read_bytes() + '{"agent": "阿青", "at"\n'.encode())


def test_no_file_of_the_queue_names_who_was_erased(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        filled(team)
        before = team.queue_days(DAY, DAY)[0]
        assert set(team.agent_hours(DAY, DAY)[0].agents) > {"小满"}
        forget(team, "a11111")
        after = team.queue_days(DAY, DAY)[0]
        assert set(team.agent_hours(DAY, DAY)[0].agents) == {"小满"}
        assert (after.offered, after.answered, after.wait_s) == (
            before.offered, before.answered, before.wait_s,
        )  # fmt: skip
        lines = list(read_day(team.place, DAY, ZONE))
        agents = {line.agent for line in lines if isinstance(line, Event)}
        assert (len(lines), agents) == (8, {None, "a11111", "小满"})
        assert DayFiles(team.place).append(DAY, [event(200, "c3")]) == [event(200, "c3")]
    for path in tmp_path.rglob("*"):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            assert "阿青" not in text and "店铺:青" not in text, path
