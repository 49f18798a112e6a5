"""What needs attention first."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import msgspec

from store.figures.brief import brief
from store.figures.results import Brief, Item
from store.figures.view import View
from store.records.people import Agent, Binding
from store.records.settings import Settings
from store.records.work import Sheet
from tests.figures_build import DAY, day, sheet, team

MORNING = datetime(2026, 11, 16, 9, tzinfo=UTC)
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
SIX = ("ann", "bob", "cat", "dan", "eve", "fay")
GROUP = dict.fromkeys(SIX, "pre")


def month(today: Mapping[str, Mapping[str, float | None]], *more: Sheet, **options: object) -> View:
    """Return a team of six whose usual day is 100 received, 1,000 sold, 30 s, with small swings."""
    sheets = []
    for n in range(-28, 0):
        wave = (n % 5 - 2) / 2
        row: dict[str, float | None] = {
            "received": 100 + 10 * wave,
            "sales": 1000 + 50 * wave,
            "avg_response_s": 30 + wave,
            "unanswered": 0.0,
        }
        sheets.append(sheet(dict.fromkeys(SIX, row), on=day(n)))
    usual: dict[str, float | None] = {
        "received": 100.0,
        "sales": 1000.0,
        "avg_response_s": 30.0,
        "unanswered": 0.0,
    }
    rows = {who: usual | dict(today.get(who, {})) for who in SIX}
    return team(*sheets, sheet(rows), *more, agents=GROUP, **options)  # type: ignore[arg-type]


def items(found: Brief, kind: str) -> list[Item]:
    return [item for item in found.attention if item.kind == kind]


def names(found: Brief, kind: str) -> list[str | None]:
    return [item.subject.id for item in items(found, kind)]


def test_an_even_day_needs_nothing() -> None:
    found = brief(month({}), MORNING)
    assert (found.day, found.attention, found.due, found.queue) == (DAY, (), (), None)
    assert (found.people.here, found.people.worked) == (6, 6)


def test_those_furthest_from_their_own_usual_are_named_up_and_down() -> None:
    found = brief(
        month({"ann": {"avg_response_s": 40.0}, "bob": {"sales": 1200.0}, "cat": {"sales": 900.0}}),
        MORNING,
    )
    assert names(found, "below_usual") == ["ann", "cat"]
    assert names(found, "above_usual") == ["bob"]
    first = items(found, "below_usual")[0]
    assert first.suggest == "sit_beside"
    reason, load = first.reasons
    assert (reason.code, reason.metric, reason.value) == ("far_from_usual", "avg_response_s", 40)
    assert load.code == "load_normal"
    assert [item.rank for item in found.attention] == [1, 2, 3]


def test_at_most_three_are_named_in_each_direction() -> None:
    measures = ("avg_response_s", "sales")
    settings = Settings(brief_team_share=1.0, main_measures=measures)
    slow = {who: {"avg_response_s": 40.0 + n} for n, who in enumerate(SIX[:2])}
    poor = {who: {"sales": 500.0 - n} for n, who in enumerate(SIX[2:4])}
    found = brief(month(slow | poor, settings=settings), MORNING)
    assert names(found, "below_usual") == ["dan", "cat", "bob"]


def test_who_took_far_more_than_usual_is_to_be_relieved() -> None:
    found = brief(month({"ann": {"avg_response_s": 40.0, "received": 140.0}}), MORNING)
    (item,) = items(found, "below_usual")
    assert item.suggest == "relieve_load"
    assert item.reasons[-1].code == "load_heavy"


def test_what_a_third_of_the_group_does_is_the_groups() -> None:
    found = brief(month({who: {"sales": 500.0} for who in SIX[:3]}), MORNING)
    (item,) = items(found, "team_shift")
    assert (item.subject.kind, item.subject.id, item.suggest) == ("group", "pre", "look_for_cause")
    assert names(found, "below_usual") == []


def test_before_noon_it_speaks_of_yesterday_then_of_today() -> None:
    view = month({}, sheet({"ann": {"received": 1.0}}, on=day(1)))
    assert brief(view, MORNING).day == DAY
    assert brief(view, NOON).day == day(1)


def test_the_first_day_of_data_is_spoken_of_on_that_day() -> None:
    view = team(sheet({"ann": {"received": 1.0}}, on=day(1)))
    assert brief(view, MORNING).day == day(1)


def test_unanswered_customers_come_first() -> None:
    found = brief(month({"ann": {"unanswered": 2.0}, "bob": {"unanswered": 3.0}}), MORNING)
    first = found.attention[0]
    assert first.kind == "unanswered"
    assert [(r.value, r.who) for r in first.reasons] == [(5, None), (3, "bob"), (2, "ann")]


def test_old_data_raises_no_alarm_but_says_that_it_is_old() -> None:
    view = month({"ann": {"unanswered": 2.0}})
    found = brief(view, datetime(2026, 11, 19, 9, tzinfo=UTC))
    first = found.attention[0]
    assert (first.kind, first.reasons[0].since, first.reasons[0].value) == ("no_data", day(1), 4)
    assert items(found, "unanswered") == []


def test_an_empty_team_is_told_to_import() -> None:
    found = brief(team(), MORNING)
    assert [(item.kind, item.suggest) for item in found.attention] == [("no_data", "import_export")]
    assert found.day is None


def _elsewhere(*days: int) -> list[Sheet]:
    return [sheet({"ann": {"units": 1.0}}, on=day(n), platform="jd", layout="jd") for n in days]


def test_a_platform_whose_yesterday_has_not_come_is_named() -> None:
    found = brief(month({}, *_elsewhere(-5, -4, -3, -2)), MORNING)
    (item,) = items(found, "missing_data")
    assert item.subject.id == "jd"
    assert [(r.since, r.until, r.value) for r in item.reasons] == [(day(-1), DAY, 2)]


def test_a_platform_that_is_rare_or_long_gone_is_not_expected() -> None:
    assert items(brief(month({}, *_elsewhere(-5, -3, -2)), MORNING), "missing_data") == []
    gone = _elsewhere(-19, -18, -17, -16, -15)
    assert items(brief(month({}, *gone), MORNING), "missing_data") == []


def test_nicknames_that_count_for_nobody_wait_as_one_item() -> None:
    loose = [sheet({"who": {"received": 1.0}}, on=day(n), layout="l2") for n in (-3, 0)]
    (item,) = items(brief(month({}, *loose), MORNING), "unbound")
    (reason,) = item.reasons
    assert (reason.text, reason.value, reason.since, reason.until) == ("who", 2, day(-3), DAY)


def test_provisional_values_are_read_last_and_never_against_anyone() -> None:
    rows = {who: {"conversion_final": 0.0, "inquirers": 50.0} for who in SIX}
    more = [
        sheet(
            {who: {"conversion_final": 0.4 + n % 3 / 100, "inquirers": 50.0} for who in SIX},
            on=day(-n),
            layout="daily",
        )
        for n in range(5, 28)
    ]
    found = brief(month({}, sheet(rows, layout="daily", exported_on=day(1)), *more), MORNING)
    assert [item.kind for item in found.attention] == ["provisional"]
    assert found.attention[0].reasons[0].until == day(4)


def test_pace_is_the_month_so_far_beside_the_target_of_the_days_worked() -> None:
    settings = Settings(targets={("sales", None): 1100.0, ("avg_response_s", None): 60.0})
    found = brief(month({}, settings=settings), MORNING)
    pace = {one.metric: one for one in found.pace}
    assert pace["sales"].start == date(2026, 11, 1)
    assert pace["sales"].agent_days == 15 * 6
    assert pace["sales"].target == 1100 * 15 * 6
    assert pace["sales"].behind
    assert not pace["avg_response_s"].behind
    assert [item.reasons[0].metric for item in items(found, "pace")] == ["sales"]


def test_a_groups_own_target_takes_it_out_of_everyones() -> None:
    settings = Settings(targets={("sales", None): 1.0, ("sales", "pre"): 1.0})
    found = brief(month({}, settings=settings), MORNING)
    assert {one.group: one.agent_days for one in found.pace} == {None: 0, "pre": 90}


def test_who_has_no_figures_is_listed_and_who_left_is_not() -> None:
    view = month({})
    people = dict(view.agents) | {
        "gil": Agent("gil", "Gil", "pre"),
        "old": Agent("old", "Old", "pre", left_on=day(-1)),
    }
    view = msgspec.structs.replace(view, agents=people, bindings=(*view.bindings, Binding("gil")))
    assert brief(view, MORNING).people.without == ("gil",)
