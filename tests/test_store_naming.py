"""Who a nickname is, and how a binding makes room for another."""

import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.binding import bind, find_agent
from store.clock import FixedClock
from store.errors import Ambiguous, Refused
from store.locations import TeamPlace
from store.naming import Names, binding_key, name_key
from store.records.people import Agent, Binding
from store.team import Team

DAY = date(2026, 4, 20)
NOW = datetime(2026, 4, 27, 9, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def team(tmp_path: Path) -> Team:
    opened = Team.open(TeamPlace("t", tmp_path / "t", tmp_path / "state"), FixedClock(NOW))

    def people(page: object) -> None:
        for agent in (
            Agent("a1", "小禾"),
            Agent("a2", "小满"),
            Agent("a3", "Amy"),
            Agent("a4", "Amy"),
        ):
            page.put("agents", agent.id, agent)  # type: ignore[attr-defined]

    opened.change("import", people)
    return opened


def who(team: Team, nickname: str, day: date, platform: str = "taobao") -> str | None:
    found = Names(team.agents(), team.bindings()).resolve(nickname, platform, day)
    return found and (found.agent or found.kind)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amy", "aMY"),
        ("Ａｍｙ", "amy"),
        (" 小禾\u3000", "小禾"),
        ("店铺：小禾", "店铺:小禾"),
        ("ｱﾐ", "アミ"),
    ],
)
def test_case_width_and_surrounding_space_do_not_matter(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("小禾²", "小禾2"), ("小 禾", "小禾"), ("①", "1"), ("小禾1", "小禾"), ("㎏", "kg")],
)
def test_nothing_else_is_ignored(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(st.text())
def test_a_key_is_its_own_key_and_that_of_its_upper_case(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)
    ascii_only = re.sub(r"[^ -~]", "", text)
    assert name_key(ascii_only.upper()) == name_key(ascii_only)


def test_a_platforms_own_binding_goes_before_one_of_all() -> None:
    names = Names({}, [Binding("小禾", agent="a1"), Binding("小禾", agent="a2", platform="jd")])
    assert names.resolve("小禾", "jd", DAY) == ("person", "a2")
    assert names.resolve("小禾", "taobao", DAY) == ("person", "a1")
    assert names.resolve("小满", "taobao", DAY) is None


@pytest.mark.parametrize(
    "nickname", ["店铺:小禾", "店铺：小禾", "小禾01", "旗舰店:小禾02", "小禾\u200b", " 小-禾 "]
)
def test_what_looks_like_one_agent_is_proposed(nickname: str) -> None:
    agents = {"a1": Agent("a1", "小禾"), "a2": Agent("a2", "小满")}
    assert Names(agents, []).proposal(nickname) == "a1"


def test_what_looks_like_two_agents_or_none_is_not_proposed() -> None:
    agents = {"a1": Agent("a1", "小禾1"), "a2": Agent("a2", "小禾2")}
    assert Names(agents, []).proposal("店铺:小禾") is None
    assert Names(agents, []).alike("店铺:小禾") == {"a1", "a2"}
    assert Names(agents, []).proposal("店铺:小禾2") == "a2"
    assert Names(agents, []).proposal("立夏") is None
    assert Names(agents, []).proposal("") is None


def test_a_bound_nickname_is_a_likeness_too() -> None:
    names = Names({"a1": Agent("a1", "王小禾")}, [Binding("xiaohe", agent="a1", platform="jd")])
    assert names.proposal("店铺:XiaoHe2") == "a1"


def test_a_nickname_passes_to_another_person_on_a_date(team: Team) -> None:
    bind(team, "店铺:客服1", agent="小禾")
    bind(team, "店铺:客服1", agent="小满", since=DAY)
    assert who(team, "店铺:客服1", DAY - timedelta(days=1)) == "a1"
    assert who(team, "店铺:客服1", DAY) == "a2"


def test_a_binding_for_some_days_leaves_the_days_around_it(team: Team) -> None:
    bind(team, "客服1", agent="a1")
    done = bind(team, "客服1", agent="a2", since=DAY, until=DAY + timedelta(days=2))
    assert [old.agent for old in done.replaced] == ["a1"]
    days = [who(team, "客服1", DAY + timedelta(days=n)) for n in (-1, 0, 2, 3)]
    assert days == ["a1", "a2", "a2", "a1"]


def test_binding_without_a_platform_overrides_each_platforms_own(team: Team) -> None:
    bind(team, "客服1", agent="a1", platform="jd")
    bind(team, "客服1", agent="a2")
    assert who(team, "客服1", DAY, "jd") == "a2"


def test_binding_on_one_platform_leaves_the_others(team: Team) -> None:
    bind(team, "客服1", agent="a1")
    bind(team, "客服1", agent="a2", platform="jd")
    assert who(team, "客服1", DAY, "jd") == "a2"
    assert who(team, "客服1", DAY, "taobao") == "a1"


def test_binding_twice_the_same_leaves_one_binding(team: Team) -> None:
    for _ in range(2):
        bind(team, "客服1", agent="a1", platform="jd")
    assert len(team.bindings()) == 1


def test_an_account_can_be_shared_or_a_bot(team: Team) -> None:
    bind(team, "值班", kind="shared")
    bind(team, "小蜜", kind="bot", platform="taobao")
    assert who(team, "值班", DAY) == "shared"
    assert who(team, "小蜜", DAY) == "bot"


def test_a_binding_can_be_undone(team: Team) -> None:
    bind(team, "客服1", agent="a1")
    bind(team, "客服1", agent="a2")
    team.undo()
    assert who(team, "客服1", DAY) == "a1"


def test_an_agent_is_an_id_a_name_or_a_nickname(team: Team) -> None:
    bind(team, "xiaohe", agent="小禾")
    for said in ("a1", "小禾", " 小禾 ", "XiaoHe"):
        assert find_agent(team.agents(), team.bindings(), said).id == "a1"


def test_an_ambiguous_agent_is_refused_with_the_ids(team: Team) -> None:
    with pytest.raises(Ambiguous) as refused:
        bind(team, "客服1", agent="Amy")
    assert refused.value.values["ids"] == ["a3", "a4"]


@pytest.mark.parametrize(
    ("code", "wish"),
    [
        ("no_such_agent", {"nickname": "客服1", "agent": "立夏"}),
        ("no_nickname", {"nickname": "\u200b ", "agent": "a1"}),
        ("agent_needed", {"nickname": "客服1"}),
        (
            "dates_reversed",
            {"nickname": "客服1", "agent": "a1", "since": DAY, "until": date(2026, 1, 1)},
        ),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_and_writes_nothing(
    team: Team, code: str, wish: dict[str, object]
) -> None:
    n = team.n
    with pytest.raises(Refused) as refused:
        bind(team, **wish)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert team.n == n


def test_the_key_of_a_binding_tells_platform_day_and_nickname() -> None:
    assert binding_key(Binding("Ａmy", agent="a", platform="jd", since=DAY)) == "jd/2026-04-20/amy"
