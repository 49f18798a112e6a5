"""The week by weekday and hour: pooled against a calculation of its own, and what is not known."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.figures.heat import HEAT_MEASURES, Heat, HeatMeasure, heats
from store.records.histogram import pack, packed_up_to, up_to
from store.records.queue import HALF_HOUR, HalfHourSource, QueueDay

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 2)
WITHIN = 60.0


def at(heat: Heat, weekday: int, hour: int) -> float | None:
    return heat.cells[weekday][hour].value


def begin(day: date, zone: ZoneInfo = SHANGHAI) -> datetime:
    """The first moment of a day with its offset as a plain number, as records have it."""
    moment = datetime.combine(day, time(), zone)
    return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta()))


def queue_day(
    day: date,
    offered: dict[int, int],
    *,
    queue: str = "chat",
    source: HalfHourSource = "intervals",
    zone: ZoneInfo = SHANGHAI,
) -> QueueDay:
    """A day of which only the arrivals of half-hours are told."""
    return QueueDay(day, queue, begin(day, zone), source, tuple(offered), tuple(offered.values()))


Maybe = st.none() | st.integers(0, 40)


@st.composite
def half_hour(draw: st.DrawFn) -> dict[str, object]:
    answered = draw(Maybe)
    waits = None
    if answered is not None and draw(st.booleans()):
        waits = pack({draw(st.integers(0, 120)): answered})
    present = draw(st.none() | st.integers(0, 300))
    return {
        "offered": draw(st.integers(0, 60)),
        "answered": answered,
        "abandoned": draw(Maybe),
        "wait_s": draw(st.none() | st.integers(0, 5000)),
        "handle_s": draw(st.none() | st.integers(0, 9000)),
        "handled": draw(Maybe),
        "waits": waits,
        "agent_minutes": present,
        "busy_minutes": None if present is None else draw(st.none() | st.integers(0, present)),
    }


@st.composite
def random_days(draw: st.DrawFn) -> tuple[ZoneInfo, list[QueueDay]]:
    found = []
    zone = draw(st.sampled_from([SHANGHAI, BERLIN]))
    for back in draw(st.sets(st.integers(0, 60), max_size=8)):
        day = date(2026, 3, 1) + timedelta(days=back)  # over Berlin's 29 March
        slots = sorted(draw(st.sets(st.integers(0, 45), min_size=1, max_size=6)))
        rows = [draw(half_hour()) for _ in slots]
        columns = {name: tuple(row[name] for row in rows) for name in rows[0]}
        source = draw(st.sampled_from(["contact_log", "intervals", "feed"]))
        queue = draw(st.sampled_from(["a", "b"]))
        found.append(QueueDay(day, queue, begin(day, zone), source, tuple(slots), **columns))  # type: ignore[arg-type]
    return zone, found


Sums = dict[tuple[HeatMeasure, int, int], tuple[float, float, float]]


def oracle(zone: ZoneInfo, days: list[QueueDay]) -> Sums:
    """Pool row by row, the moments reckoned through UTC."""
    sums: Sums = {}
    known: dict[tuple[int, int], set[datetime]] = defaultdict(set)

    def add(measure: HeatMeasure, moment: datetime, part: float, whole: float, n: float) -> None:
        key = (measure, moment.weekday(), moment.hour)
        old = sums.get(key, (0.0, 0.0, 0.0))
        sums[key] = (old[0] + part, old[1] + whole, old[2] + n)

    for day in days:
        first = day.begins.astimezone(UTC)
        last = datetime.combine(day.day + timedelta(days=1), time(), zone).astimezone(UTC)
        if day.source == "feed":
            last = first + (day.slots[-1] + 1) * HALF_HOUR
            first += day.slots[0] * HALF_HOUR
        while first < last and (day.source != "feed" or any(day.offered)):
            local = first.astimezone(zone)
            known[local.weekday(), local.hour].add(first)
            first += HALF_HOUR
        for i, slot in enumerate(day.slots):
            moment = (day.begins.astimezone(UTC) + slot * HALF_HOUR).astimezone(zone)
            answered, abandoned = day.answered[i], day.abandoned[i]
            add("arrivals", moment, day.offered[i], 0, day.offered[i])
            if answered is not None and abandoned is not None:
                ended = answered + abandoned
                add("abandon_rate", moment, abandoned, ended, ended)
                waits = day.waits[i]
                if waits is not None:
                    quick = answered if waits and int(waits.split("*")[0]) <= WITHIN else 0
                    add("service_level", moment, quick, ended, ended)
            if answered and (wait := day.wait_s[i]) is not None:
                add("asa_s", moment, wait, answered, answered)
            if (handled := day.handled[i]) and (handle := day.handle_s[i]) is not None:
                add("aht_s", moment, handle, handled, handled)
            present, busy = day.agent_minutes[i], day.busy_minutes[i]
            if present is not None and busy is not None:
                add("occupancy", moment, busy, present, present / 30)
    for (weekday, hour), halves in known.items():
        part, _, n = sums.get(("arrivals", weekday, hour), (0.0, 0.0, 0.0))
        sums["arrivals", weekday, hour] = (part, len(halves) / 2, n)
    return sums


@settings(max_examples=60, deadline=None)
@given(random_days())
def test_random_days_agree_with_a_calculation_of_its_own(
    given_days: tuple[ZoneInfo, list[QueueDay]],
) -> None:
    zone, days = given_days
    found = heats(days, zone, lambda _: WITHIN)[None]
    wanted = oracle(zone, days)
    for measure in HEAT_MEASURES:
        told = {key for key, (_, whole, _) in wanted.items() if key[0] == measure and whole}
        assert (measure in found) == bool(told)
        if measure not in found:
            continue
        for weekday in range(7):
            for hour in range(24):
                cell = found[measure].cells[weekday][hour]
                part, whole, n = wanted.get((measure, weekday, hour), (0.0, 0.0, 0.0))
                assert cell.whole == pytest.approx(whole)
                assert cell.n == pytest.approx(n)
                assert cell.value == (pytest.approx(part / whole) if whole else None)


def test_no_day_is_no_measure() -> None:
    assert heats([], SHANGHAI, lambda _: WITHIN) == {None: {}}


def test_an_hour_without_contacts_is_zero_and_a_day_without_a_record_is_nothing() -> None:
    found = heats([queue_day(MONDAY, {20: 6, 21: 4})], SHANGHAI, lambda _: WITHIN)[None]["arrivals"]
    assert at(found, 0, 10) == 10
    assert at(found, 0, 3) == 0
    assert at(found, 1, 10) is None
    assert found.cells[1][10].days == 0


def test_what_was_heard_live_is_known_from_its_first_half_hour_to_its_last() -> None:
    day = queue_day(MONDAY, {29: 6, 40: 4}, source="feed")
    found = heats([day], SHANGHAI, lambda _: WITHIN)[None]["arrivals"]
    assert at(found, 0, 13) is None
    assert at(found, 0, 14) == 12  # 6 in the half of the hour that was heard
    assert at(found, 0, 17) == 0
    assert at(found, 0, 21) is None


def test_averages_are_never_averaged() -> None:
    days = [
        QueueDay(MONDAY, "chat", begin(MONDAY), "contact_log",
                 (20,), (10,), answered=(10,), wait_s=(100.0,)),
        QueueDay(MONDAY + timedelta(days=7), "chat",
                 begin(MONDAY + timedelta(days=7)), "contact_log",
                 (20,), (30,), answered=(30,), wait_s=(900.0,)),
    ]  # fmt: skip
    assert at(heats(days, SHANGHAI, lambda _: WITHIN)[None]["asa_s"], 0, 10) == 1000 / 40


def test_too_little_is_thin() -> None:
    days = [queue_day(MONDAY + timedelta(days=7 * i), {20: 1}) for i in range(4)]
    assert heats(days[:3], SHANGHAI, lambda _: WITHIN)[None]["arrivals"].cells[0][10].thin
    assert not heats(days, SHANGHAI, lambda _: WITHIN)[None]["arrivals"].cells[0][10].thin
    begins = begin(MONDAY)
    for answered in (29, 30):
        day = QueueDay(
            MONDAY, "chat", begins, "contact_log", (20,), (30,),
            answered=(answered,), wait_s=(60.0,),
        )  # fmt: skip
        cell = heats([day], SHANGHAI, lambda _: WITHIN)[None]["asa_s"].cells[0][10]
        assert cell.thin == (answered < 30)


def test_the_clock_that_is_set_forward_and_back_is_counted_as_it_was() -> None:
    forward, back = date(2026, 3, 29), date(2026, 10, 25)  # Sundays; 2:00 is left out, comes twice
    short = queue_day(forward, {2: 5, 4: 8}, zone=BERLIN)
    found = heats([short], BERLIN, lambda _: WITHIN)[None]["arrivals"]
    assert at(found, 6, 1) == 5
    assert at(found, 6, 2) is None
    assert at(found, 6, 3) == 8
    assert at(found, 6, 23) == 0
    long = queue_day(back, {4: 5, 6: 7, 8: 2}, zone=BERLIN)
    found = heats([long], BERLIN, lambda _: WITHIN)[None]["arrivals"]
    assert at(found, 6, 2) == (5 + 7) / 2
    assert at(found, 6, 3) == 2
    assert found.cells[6][2].days == 1


def test_each_queue_has_its_own_threshold() -> None:
    begins = begin(MONDAY)
    days = [
        QueueDay(MONDAY, queue, begins, "contact_log", (20,), (10,), answered=(10,),
                 abandoned=(0,), waits=("30*10",))
        for queue in ("quick", "slow")
    ]  # fmt: skip
    found = heats(days, SHANGHAI, {"quick": 20.0, "slow": 60.0}.__getitem__)
    assert at(found["quick"]["service_level"], 0, 10) == 0
    assert at(found["slow"]["service_level"], 0, 10) == 1
    assert at(found[None]["service_level"], 0, 10) == 0.5


@given(st.dictionaries(st.integers(0, 200), st.integers(1, 9)), st.floats(-1, 201))
def test_a_packed_histogram_counts_as_an_open_one(counts: dict[int, int], limit: float) -> None:
    assert packed_up_to(pack(counts), limit) == up_to(counts, limit)
