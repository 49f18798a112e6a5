"""The last days beside each agent's own usual: slow fades, ramps, promotions, small numbers."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.figures.brief import brief
from store.figures.results import Brief, Item, Reason
from store.figures.view import View
from store.records.settings import Settings
from store.records.work import Sheet
from store.views import brief_view
from tests import sample_team
from tests.figures_build import DAY, day, sheet, team
from tests.sample_team import FADING, NEWCOMER, SICK, SICK_WEEK
from tests.tui_help import Home

MORNING = datetime(2026, 11, 16, 9, tzinfo=UTC)
SIX = ("ann", "bob", "cat", "dan", "eve", "fay")
BACK = 45
Row = dict[str, float | None]
Change = Callable[[str, int, Row], Row | None]


def usual(who: str, n: int) -> Row:
    """Return an ordinary day, which is another one for each agent and day."""
    rng = Random(f"{who} {n}")
    buyers = 20.0 + rng.randint(-4, 4)
    return {
        "received": 100.0 + rng.randint(-9, 9),
        "avg_response_s": 30 * rng.uniform(0.93, 1.07),
        "inquirers": 50.0,
        "conversion_final": buyers / 50,
        "buyers": buyers,
        "sales": buyers * rng.uniform(140, 160),
    }


def weeks(change: Change, **options: object) -> View:
    """Return six agents' days; `change` gives each row as it shall be, None for a day off."""
    sheets: list[Sheet] = []
    for n in range(-BACK, 1):
        rows = {who: row for who in SIX if (row := change(who, n, usual(who, n))) is not None}
        sheets.append(sheet(rows, on=day(n)))
    return team(*sheets, agents=dict.fromkeys(SIX, "pre"), **options)  # type: ignore[arg-type]


def slow(row: Row, factor: float) -> Row:
    """Return a row with a slower response."""
    return row | {"avg_response_s": (row["avg_response_s"] or 0) * factor}


def people(found: Brief, kind: str) -> dict[str, Item]:
    return {str(item.subject.id): item for item in found.attention if item.kind == kind}


def shared(found: Brief) -> list[Reason]:
    return [r for item in found.attention if item.kind == "team_shift" for r in item.reasons]


def of_days(item: Item) -> list[Reason]:
    return [r for r in item.reasons if r.code in ("last_days", "last_final_days")]


def fade(who: str, n: int, row: Row) -> Row | None:
    return slow(row, 1 + 0.02 * max(0, n + 28)) if who == "ann" else row


def test_even_weeks_name_nobody_for_the_last_days() -> None:
    found = brief(weeks(lambda who, n, row: row), MORNING)
    assert [r for i in found.attention for r in i.reasons if r.code.startswith("last_")] == []


def test_a_slow_fade_is_named_once_with_its_days_and_the_load_beside() -> None:
    found = brief(weeks(fade), MORNING)
    item = people(found, "below_usual")["ann"]
    reason, load = item.reasons
    assert (reason.code, reason.metric) == ("last_days", "avg_response_s")
    assert (reason.since, reason.until) == (day(-6), DAY)
    assert reason.value == pytest.approx(45, rel=0.1)
    assert reason.limit == pytest.approx(35, rel=0.1)
    assert load.code == "load_normal_days"
    assert item.suggest == "ask_what_changed"
    assert "ann" not in people(found, "above_usual")


def test_a_fade_is_still_seen_when_yesterday_was_a_good_day() -> None:
    def change(who: str, n: int, row: Row) -> Row | None:
        return row if n == 0 else fade(who, n, row)

    assert of_days(people(brief(weeks(change), MORNING), "below_usual")["ann"])


def test_one_bad_day_is_told_of_the_day_and_not_of_the_week() -> None:
    found = brief(weeks(lambda who, n, r: slow(r, 2) if (who, n) == ("ann", 0) else r), MORNING)
    (reason, _) = people(found, "below_usual")["ann"].reasons
    assert reason.code == "far_from_usual"
    one = brief(weeks(lambda who, n, r: slow(r, 3) if (who, n) == ("ann", -3) else r), MORNING)
    assert "ann" not in people(one, "below_usual")


@pytest.mark.parametrize("when", [range(-15, -12), range(-4, -1)], ids=["before", "within"])
def test_a_promotion_hides_no_fade_and_is_nobodys(when: range) -> None:
    def change(who: str, n: int, row: Row) -> Row | None:
        row = fade(who, n, row) or row
        if n in when:
            row = slow(row, 1.5) | {"received": 250.0, "sales": (row["sales"] or 0) * 2.5}
        return row

    found = brief(weeks(change), MORNING)
    assert next(iter(people(found, "below_usual"))) == "ann"
    for item in [*people(found, "below_usual").values(), *people(found, "above_usual").values()]:
        assert item.subject.id == "ann" or not of_days(item)


def test_what_the_whole_group_slid_into_is_the_groups_and_the_worst_still_named() -> None:
    def change(who: str, n: int, row: Row) -> Row | None:
        late = n > -7
        return slow(row, 2.2 if who == "ann" else 1.4) if late else row

    found = brief(weeks(change), MORNING)
    (reason,) = shared(found)
    assert reason.metric == "avg_response_s"
    assert [*people(found, "below_usual")] == ["ann"]


def test_a_ramp_up_and_a_week_away_are_no_fall() -> None:
    def change(who: str, n: int, row: Row) -> Row | None:
        if who == "ann":
            part = min(1.0, 0.4 + 0.6 * (n + 35) / 35)
            grown = {m: part * (row[m] or 0) for m in ("received", "buyers", "sales")}
            return row | grown | {"avg_response_s": 50 - 20 * part} if n >= -35 else None
        return None if who == "bob" and -13 <= n <= -7 else row

    found = brief(weeks(change), MORNING)
    assert not any(of_days(item) for item in people(found, "below_usual").values())
    assert of_days(people(found, "above_usual")["ann"])


def test_sums_of_few_name_nobody_and_make_no_group_shift() -> None:
    def change(who: str, n: int, row: Row) -> Row | None:
        sold = 4.0 if n == 0 and who in SIX[:3] else 1.0
        return row | {"buyers": sold, "sales": sold * 150, "conversion_final": None}

    found = brief(weeks(change), MORNING)
    assert shared(found) == []
    assert people(found, "above_usual") == {}


def test_sales_of_enough_are_the_groups() -> None:
    def change(who: str, n: int, row: Row) -> Row | None:
        return row | {"sales": (row["sales"] or 0) * (2 if n == 0 and who in SIX[:3] else 1)}

    (reason,) = shared(brief(weeks(change), MORNING))
    assert (reason.code, reason.value, reason.limit) == ("group_above_usual", 3, 6)


def test_a_late_metric_is_read_up_to_the_last_day_that_is_final() -> None:
    def change(who: str, n: int, row: Row) -> Row | None:
        return row | {"conversion_final": 0.25} if who == "ann" and n > -12 else row

    item = people(brief(weeks(change), MORNING), "below_usual")["ann"]
    (reason,) = of_days(item)
    assert (reason.code, reason.metric) == ("last_final_days", "conversion_final")
    assert (reason.since, reason.until) == (day(-9), day(-3))


def test_a_day_that_is_not_over_is_no_fall_in_sales() -> None:
    def change(who: str, n: int, row: Row) -> Row | None:
        return row | {"sales": 10.0, "buyers": 1.0} if n == 0 else row

    found = brief(weeks(change), datetime(2026, 11, 15, 14, tzinfo=UTC))
    assert found.day == DAY
    assert not [r for i in found.attention for r in i.reasons if r.metric == "sales"]


def test_one_day_of_a_satisfaction_of_nobody_knows_how_many_is_not_read() -> None:
    def change(who: str, n: int, row: Row) -> Row | None:
        return row | {"satisfaction": 0.6 if (who, n) == ("ann", 0) else 0.95 + n % 3 / 100}

    assert people(brief(weeks(change), MORNING), "below_usual") == {}
    counted = weeks(lambda who, n, row: (change(who, n, row) or row) | {"ratings": 60.0})
    assert "ann" in people(brief(counted, MORNING), "below_usual")


factor = st.floats(0.4, 2.5)
factors = st.dictionaries(st.sampled_from(SIX), st.tuples(factor, factor), max_size=6)


@settings(max_examples=40, deadline=None)
@given(factors, st.integers(0, 4), st.randoms(use_true_random=False))
def test_whoever_moves_nobody_is_named_twice_nor_more_than_asked(
    moved: dict[str, tuple[float, float]], most: int, rng: Random
) -> None:
    def change(who: str, n: int, row: Row) -> Row | None:
        speed, sold = moved.get(who, (1.0, 1.0)) if n > -7 else (1.0, 1.0)
        return slow(row, speed) | {"sales": (row["sales"] or 0) * sold}

    view = weeks(change, settings=Settings(brief_people=most))
    found = brief(view, MORNING)
    below, above = people(found, "below_usual"), people(found, "above_usual")
    assert not below.keys() & above.keys()
    assert max(len(below), len(above)) <= most
    for item in (*below.values(), *above.values()):
        told = [r for r in item.reasons if not r.code.startswith("load_")]
        assert len({r.metric for r in told}) == len(told)
        for reason in told:
            worse = (reason.value or 0) > (reason.limit or 0)
            assert worse == ((item.kind == "below_usual") == (reason.metric == "avg_response_s"))
    days = rng.sample(view.agent_days, len(view.agent_days))
    assert brief(msgspec.structs.replace(view, agent_days=tuple(days)), MORNING) == found


@settings(max_examples=20, deadline=None)
@given(st.floats(1.35, 3), st.floats(0.1, 0.9))
def test_money_in_another_currency_and_a_steeper_fall_name_the_same(
    rate: float, fallen: float
) -> None:
    def change(who: str, n: int, row: Row) -> Row | None:
        sold = (row["sales"] or 0) * rate * (0.5 if who == "ann" and n > -7 else 1)
        return row | {"sales": sold}

    item = people(brief(weeks(change), MORNING), "below_usual")["ann"]
    (reason,) = [r for r in of_days(item) if r.metric == "sales"]
    deeper = weeks(
        lambda who, n, row: (
            row | {"sales": (row["sales"] or 0) * rate * (0.5 * fallen if n > -7 else 1)}
            if who == "ann"
            else row
        )
    )
    again = of_days(people(brief(deeper, MORNING), "below_usual")["ann"])
    assert abs(again[0].distance or 0) > abs(reason.distance or 0)


@pytest.fixture(scope="module")
def mornings(imported: Path) -> dict[date, Brief]:
    """Return the briefs of the sample team from its newcomer's first day on."""
    found = {}
    with Home(imported).team() as home:
        for n in range(35, -1, -1):
            moment = datetime.fromisoformat("2026-11-16T09:00+08:00") - timedelta(days=n)
            found[moment.date()] = brief(brief_view(home, moment), moment)
    return found


def test_the_samples_fade_is_named_first_and_early(mornings: dict[date, Brief]) -> None:
    last = [item for item in mornings[date(2026, 11, 16)].attention if item.kind == "below_usual"]
    assert last[0].subject.name == FADING
    measures = {r.metric for r in of_days(last[0])}
    assert {"conversion_final", "avg_response_s"} <= measures
    named = [
        morning
        for morning, found in mornings.items()
        for item in people(found, "below_usual").values()
        if item.subject.name == FADING and of_days(item)
    ]
    assert min(named) <= date(2026, 11, 8)
    assert [morning for morning in named if morning >= date(2026, 11, 8)] == [
        date(2026, 11, n) for n in range(8, 17)
    ]


def test_the_samples_ramp_and_sick_week_are_never_called_a_fall(
    mornings: dict[date, Brief],
) -> None:
    for morning, found in mornings.items():
        for item in people(found, "below_usual").values():
            assert item.subject.name != NEWCOMER, morning
            weeks_after = morning <= SICK_WEEK[1] + timedelta(days=14)
            assert not (item.subject.name == SICK and of_days(item) and weeks_after), morning


@pytest.mark.sweep
def test_teams_drawn_anew_name_the_fade_and_few_others(monkeypatch: pytest.MonkeyPatch) -> None:
    named, others, mornings = 0, 0, 0
    seeds = range(20) if os.environ.get("FLOORBOARD_SWEEP") == "full" else range(3)
    for seed in seeds:
        monkeypatch.setattr(sample_team, "SEED", f"team {seed}")
        view = drawn()
        for n in range(35, -1, -1):
            found = brief(view, MORNING - timedelta(days=n))
            below = people(found, "below_usual")
            told = {who for who, item in below.items() if item.reasons[0] in of_days(item)}
            named += n == 0 and FADING in told
            others += len(told - {FADING})
            mornings += 1
            assert NEWCOMER not in told
    assert named == len(seeds)
    assert others / mornings < 0.15


def drawn() -> View:
    """Return the sample team's work as one layout's sheets, without files between."""
    sheets = []
    for on in sample_team.days():
        for platform in ("taobao", "douyin"):
            rows = {
                person.name: _row(did)
                for person in sample_team.PEOPLE
                if (did := sample_team.work(person, on, platform)) is not None
            }
            sheets.append(sheet(rows, on=on, platform=platform, layout="own", tool="own"))
    groups = {person.name: person.group for person in sample_team.PEOPLE}
    return team(*sheets, agents=groups)


def _row(did: sample_team.Work) -> Row:
    rated = sum(did.ratings)
    return {
        "received": float(did.received),
        "served": float(did.served),
        "avg_response_s": did.response_s,
        "reply_rate_3min": did.within_3min / did.received if did.received else None,
        "inquirers": float(did.inquirers),
        "conversion_final": did.paid / did.inquirers if did.inquirers else None,
        "buyers": float(did.paid),
        "sales": did.sales,
        "satisfaction": sum(did.ratings[:2]) / rated if rated else None,
        "ratings": float(rated),
    }


def test_the_sample_names_few_for_the_last_days(mornings: dict[date, Brief]) -> None:
    others = [
        (morning, item.subject.name)
        for morning, found in mornings.items()
        for item in people(found, "below_usual").values()
        if item.subject.name != FADING and item.reasons[0] in of_days(item)
    ]
    assert len(others) <= len(mornings) / 6, others
