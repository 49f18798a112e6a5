"""The busy check: from the hours of contacts, and from the daily exports alone."""

from datetime import date, datetime, timedelta, timezone

import pytest

from store.figures.busy import Load, joined, judge
from store.figures.busy_day import DayCheck
from store.figures.busy_hours import HourCheck, Hours, answered, hours_over
from store.figures.view import View
from store.naming import Names
from store.records.people import Agent, Binding
from store.records.queue import AgentDay, AgentHours
from store.records.settings import Settings
from store.records.work import Sheet

ZONE = timezone(timedelta(hours=8))
DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 20, tzinfo=ZONE)
AGENTS = {
    key: Agent(key, name, group="pre")
    for key, name in (("a1", "小禾"), ("a2", "小满"), ("a3", "阿青"))
}
NAMES = Names(AGENTS, [Binding(agent.name, agent=agent.id) for agent in AGENTS.values()])
SETTINGS = Settings()


@pytest.mark.parametrize(
    ("value", "usual", "team", "use", "verdict"),
    [
        (10, 10, 10, 0.7, "normal"),
        (10, 10, 10, 0.95, "overloaded"),
        (13, 10, 10, 0.7, "overloaded"),
        (13, 10, 10, 0.4, "normal"),
        (13, 10, 13, 0.7, "normal"),
        (6, 10, 10, 0.4, "light"),
        (10, 10, 10, 0.4, "normal"),
        (13, 10, 10, None, "overloaded"),
        (6, 10, 10, None, "light"),
        (6, 10, 6, None, "normal"),
        (13, 10, None, None, "overloaded"),
        (13, None, None, None, "not_enough_data"),
        (13, None, None, 0.4, "light"),
    ],
)
def test_the_verdict_needs_what_agrees(
    value: float, usual: float | None, team: float | None, use: float | None, verdict: str
) -> None:
    said, reasons = judge([Load("contacts", value, usual, team)], use, SETTINGS)
    assert said == verdict
    assert reasons or said == "normal"


@pytest.mark.parametrize(
    ("value", "use", "share", "verdict"),
    [
        (6, 0.3, 0.5, "light"),
        (6, 0.3, 0.8, "normal"),
        (13, 0.3, 0.95, "overloaded"),
        (10, 0.3, 0.95, "normal"),
    ],
)
def test_few_at_once_is_not_light_where_no_minute_is_quiet(
    value: float, use: float, share: float, verdict: str
) -> None:
    assert judge([Load("contacts", value, 10, 10)], use, SETTINGS, share)[0] == verdict


def hours(day: date, held: dict[str, dict[int, tuple[int, int, int]]]) -> AgentDay:
    """Return a day: nickname -> hour -> (answered, busy seconds, open seconds)."""
    agents = {}
    for name, by_hour in held.items():
        answered, busy, open_ = zip(*by_hour.values(), strict=True)
        agents[name] = AgentHours(tuple(by_hour), answered, busy, open_, 10, 3000.0, "3*2 10 60*3")
    begins = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    return AgentDay(day, begins, ("chat",), "contact_log", agents)


def usual_days(by_hour: dict[int, tuple[int, int, int]]) -> list[AgentDay]:
    names = [agent.name for agent in AGENTS.values()]
    return [
        hours(DAY - timedelta(days=back), dict.fromkeys(names, by_hour)) for back in range(1, 11)
    ]


def test_an_hour_is_held_against_own_usual_the_team_and_what_can_be_held() -> None:
    before = usual_days({9: (10, 2700, 7200), 10: (10, 2700, 7200), 11: (10, 2700, 7200)})
    calm = {9: (10, 2700, 7200), 10: (10, 2700, 7200)}
    today = hours(DAY, {"小禾": {10: (19, 3600, 17_500)}, "小满": calm, "阿青": calm})
    check = HourCheck(Hours([*before, today], NAMES), DAY, 10, agents=AGENTS, settings=SETTINGS)
    busy = check.agent(AGENTS["a1"])
    assert (busy.verdict, busy.basis, busy.usual_days, busy.cap) == (
        "overloaded",
        "contacts",
        10,
        5,
    )
    assert busy.use == pytest.approx(17_500 / (5 * 3600))
    loads = {load.code: (load.value, load.usual, load.team, load.limit) for load in busy.loads}
    assert loads["contacts_per_hour"] == (19, 10, 10, None)
    assert loads["open_at_once"] == pytest.approx((17_500 / 3600, 2, 2, 5))
    assert busy.room.quiet_minutes == 0
    assert busy.short is not None and (busy.short.short, busy.short.n) == (22, 110)
    other = check.agent(AGENTS["a2"])
    assert other.verdict == "light"  # the others had more
    assert other.room.quiet_minutes == 15
    assert other.room.follow_ups == 15 * 60 / 120
    assert other.room.contacts == pytest.approx((5 * 3600 - 7200) / 300)


def test_an_empty_hour_between_two_counts_and_one_outside_is_not_known() -> None:
    today = hours(DAY, {"小禾": {9: (4, 1200, 1200), 12: (4, 1200, 1200)}})
    hours_ = Hours([today], NAMES)
    empty = HourCheck(hours_, DAY, 10, agents=AGENTS, settings=SETTINGS).agent(AGENTS["a1"])
    assert empty.room.quiet_minutes == 60
    assert empty.loads[0].value == 0
    outside = HourCheck(hours_, DAY, 15, agents=AGENTS, settings=SETTINGS).agent(AGENTS["a1"])
    assert (outside.verdict, outside.basis) == ("not_enough_data", "none")
    whole = HourCheck(hours_, DAY, None, agents=AGENTS, settings=SETTINGS).agent(AGENTS["a1"])
    assert whole.room.quiet_minutes == 2 * 60 + 2 * 40


def test_the_team_is_everyone_together() -> None:
    before = usual_days({10: (10, 2700, 7200)})
    today = hours(
        DAY, {"小禾": {10: (12, 2700, 7200)}, "小满": {10: (8, 1800, 3600)}, "who": {10: (9, 9, 9)}}
    )
    check = HourCheck(Hours([*before, today], NAMES), DAY, 10, agents=AGENTS, settings=SETTINGS)
    team = check.team()
    assert [one.name for one in team.agents] == ["小满", "小禾"]
    assert (team.loads[0].value, team.loads[0].usual, team.cap) == (20, 20, 10)
    assert team.use == pytest.approx((7200 + 3600) / (10 * 3600))
    assert team.room.quiet_minutes == 15 + 30


def sheet(day: date, rows: dict[str, tuple[float | None, ...]]) -> Sheet:
    metrics = ("received", "max_concurrent", "online_s", "avg_handle_s")
    return Sheet(day, day, "jd", "main", "jd_agents", "jd", metrics, rows)


def test_without_a_feed_the_daily_exports_answer() -> None:
    days = [
        sheet(
            DAY - timedelta(days=back),
            {a.name: (80 + back, 6, 28_800, None) for a in AGENTS.values()},
        )
        for back in range(1, 15)
    ]
    today = sheet(
        DAY,
        {
            "小禾": (130, 11, 28_800, None),
            "小满": (60, 4, 28_800, None),
            "阿青": (88, 5, 28_800, 600),
        },
    )
    view = View(
        agents=AGENTS,
        bindings=tuple(Binding(a.name, agent=a.id) for a in AGENTS.values()),
        agent_days=(*days, today),
    )
    check = DayCheck(view, DAY, NOW)
    much, little, usual = (check.agent(AGENTS[key]) for key in ("a1", "a2", "a3"))
    assert (much.verdict, little.verdict) == ("overloaded", "light")
    assert (much.basis, much.usual_days, much.hour) == ("daily", 14, None)
    load = much.loads[0]
    assert load.code == "contacts_per_hour"
    assert (load.value, load.usual) == pytest.approx((130 / 8, 87.5 / 8))
    assert load.team == pytest.approx((60 / 8 + 88 / 8) / 2)
    assert much.use is None
    assert usual.use == pytest.approx(88 * 600 / (28_800 * 5))
    assert little.room.contacts == 93 - 60
    team = check.team()
    assert (team.loads[0].value, team.loads[0].usual) == (130 + 60 + 88, 3 * 87.5)
    assert team.verdict == "normal"


def test_a_day_that_nobody_told_of_is_not_enough_data() -> None:
    check = DayCheck(View(agents=AGENTS), DAY, NOW)
    assert check.team().verdict == "not_enough_data"
    assert check.agent(AGENTS["a1"]).basis == "none"


def test_the_exports_tell_the_usual_of_a_day_that_contacts_are_new_on() -> None:
    contacts = HourCheck(
        Hours([hours(DAY, {"小禾": {9: (20, 3500, 5000), 10: (20, 3500, 5000)}})], NAMES),
        DAY,
        None,
        agents=AGENTS,
        settings=SETTINGS,
    )
    days = [sheet(DAY - timedelta(days=n), {"小禾": (30, 4, None, None)}) for n in range(1, 9)]
    bindings = (Binding("小禾", agent="a1"),)
    today = sheet(DAY, {"小禾": (40, 6, None, None), "小满": (5, 1, None, None)})
    view = View(agents=AGENTS, bindings=bindings, agent_days=(*days, today))
    one = joined(
        contacts.agent(AGENTS["a1"]), DayCheck(view, DAY, NOW).agent(AGENTS["a1"]), SETTINGS
    )
    assert (one.verdict, one.basis, one.usual_days) == ("overloaded", "contacts", 8)
    assert (one.loads[0].code, one.loads[0].value, one.loads[0].usual) == ("contacts", 40, 30)
    assert {"hardly_quiet", "above_usual"} <= set(one.reasons)
    assert one.room.quiet_minutes == pytest.approx(200 / 60)
    nobody = joined(
        contacts.agent(AGENTS["a2"]), DayCheck(view, DAY, NOW).agent(AGENTS["a2"]), SETTINGS
    )
    assert nobody.basis == "none"
    assert (
        joined(contacts.team(), DayCheck(view, DAY, NOW).team(), SETTINGS).agents[0].name == "小禾"
    )


def test_days_and_agents_are_pooled_by_their_hours_and_never_averaged() -> None:
    long, short = dict.fromkeys(range(8, 16), (10, 3600, 7200)), {8: (1, 900, 900)}
    before = [
        hours(DAY - timedelta(days=n), {"小禾": long if n % 2 else short}) for n in range(1, 11)
    ]
    today = hours(DAY, {"小禾": long, "小满": short})
    check = HourCheck(Hours([*before, today], NAMES), DAY, None, agents=AGENTS, settings=SETTINGS)
    assert check.agent(AGENTS["a1"]).loads[0].usual == pytest.approx((8 * 10 * 5 + 5) / (9 * 5))
    team = check.team()
    assert team.use == pytest.approx((8 * 7200 + 900) / (9 * 5 * 3600))
    share = next(load.value for load in team.loads if load.code == "busy_share")
    assert share == pytest.approx((8 * 3600 + 900) / (9 * 3600))


def test_the_exports_of_long_days_count_for_more_in_an_own_usual() -> None:
    days = [
        sheet(
            DAY - timedelta(days=n), {"小禾": (80, 5, 28_800, 300) if n % 2 else (2, 1, 3600, 60)}
        )
        for n in range(1, 11)
    ]
    today = sheet(DAY, {"小禾": (80, 5, 28_800, 300), "小满": (4, 2, 3600, 100)})
    bindings = tuple(Binding(agent.name, agent=agent.id) for agent in AGENTS.values())
    view = View(agents=AGENTS, bindings=bindings, agent_days=(*days, today))
    check = DayCheck(view, DAY, NOW)
    load = check.agent(AGENTS["a1"]).loads[0]
    assert load.code == "contacts_per_hour"
    assert load.usual == pytest.approx(82 * 5 / (9 * 5))
    assert check.team().use == pytest.approx((80 * 300 + 4 * 100) / ((28_800 + 3600) * 5))


def test_what_a_log_tells_of_later_hours_is_not_known_yet() -> None:
    day = hours(DAY, {"小禾": {8: (5, 900, 900), 9: (6, 900, 900), 12: (7, 900, 900)}})
    half_past_nine = datetime(2026, 11, 20, 9, 30, tzinfo=ZONE)
    over = hours_over(day, half_past_nine)
    assert (over.agents["小禾"].hours, answered(over)) == ((8,), 5)
    assert hours_over(day, datetime(2026, 11, 20, 13, tzinfo=ZONE)) is day
    assert answered(hours_over(day, datetime(2026, 11, 19, 13, tzinfo=ZONE))) == 0
