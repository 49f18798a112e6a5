"""The small parts of the queue: histograms, lines, moments, half-hours."""

from datetime import UTC, date, datetime, timedelta, timezone
from math import isnan
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.figures.half_hours import HalfHours, parts
from store.imports.moments import Moments
from store.records.histogram import added, below, pack, unpack, up_to
from store.records.queue import Event, Heads, Snapshot
from store.records.queue_lines import read_line, write_line

CHINA = timezone(timedelta(hours=8))
COUNTS = st.dictionaries(st.integers(0, 5000), st.integers(1, 900))


@given(COUNTS, COUNTS)
def test_a_histogram_comes_back_as_it_was(one: dict[int, int], two: dict[int, int]) -> None:
    assert unpack(pack(one)) == one
    both = added([pack(one), pack(two)])
    assert both.total() == sum(one.values()) + sum(two.values())
    assert up_to(both, 60) == sum(n for v, n in [*one.items(), *two.items()] if v <= 60)
    assert below(both, 60) == sum(n for v, n in [*one.items(), *two.items()] if v < 60)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            '{"at":"2026-11-22T09:00:00Z","queue":" q\\u202e ","contact":7,"event":"queued"}',
            Event(datetime(2026, 11, 22, 9, tzinfo=UTC), "q", "7", "queued"),
        ),
        (
            '{"at":"2026-11-22T09:00:00","queue":"q","waiting":3,"agents":{"online":2,"away":1}}',
            Snapshot(
                datetime(2026, 11, 22, 9, tzinfo=CHINA), "q", 3, heads=Heads(online=2, away=1)
            ),
        ),
        ('{"at":"2026-11-22T09:00:00","queue":"q","waiting":-1}', "negative"),
        ('{"at":"2026-11-22T09:00:00","queue":"q","event":"fell","contact":"1"}', "not_a_line"),
        ('{"at":"2026-11-22T09:00:00","queue":"","waiting":1}', "not_a_line"),
        ('{"at":"2026-11-22T09:00:00","queue":"q"}', "not_a_line"),
        ('{"at":"soon","queue":"q","waiting":1}', "not_a_line"),
        ('{"at":"2026-11-22T09:00:00","que', "cut_short"),
        ("[]", "not_a_line"),
    ],
)
def test_a_line_is_read_or_told(line: str, expected: object) -> None:
    assert read_line(line, CHINA) == expected
    if not isinstance(expected, str):
        assert isinstance(expected, Event | Snapshot)
        assert read_line(write_line(expected), CHINA) == expected


ZONES = ["Asia/Shanghai", "Asia/Kathmandu", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata"]
MOMENTS = st.datetimes(datetime(2001, 1, 2), datetime(2026, 12, 30))


@given(st.sampled_from(ZONES), MOMENTS)
def test_a_half_hour_is_the_clocks(zone: str, moment: datetime) -> None:
    here = moment.replace(tzinfo=ZoneInfo(zone), microsecond=0)
    halves = HalfHours(ZoneInfo(zone))
    half = halves.of(here.timestamp())
    begins = halves.start(half)
    local = datetime.fromtimestamp(here.timestamp(), ZoneInfo(zone))
    assert begins.minute in (0, 30)
    assert (begins.date(), begins.hour, begins.minute // 30) == (
        local.date(),
        local.hour,
        local.minute // 30,
    )
    day, slot = halves.place(half)
    assert day == local.date()
    assert halves.begin(day) + slot * timedelta(minutes=30) == begins


def test_the_day_of_summer_time_has_fewer_and_more_half_hours() -> None:
    halves = HalfHours(ZoneInfo("Europe/Berlin"))
    lengths = [
        halves.first(day + timedelta(days=1)) - halves.first(day)
        for day in (date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1))
    ]
    assert lengths == [46, 50, 48]


@given(st.integers(0, 10**6), st.integers(0, 20_000), st.sampled_from([0, 900]))
def test_a_stretch_is_cut_at_the_half_hours_without_a_loss(
    begin: int, length: int, shift: int
) -> None:
    cut = list(parts(begin, begin + length, shift))
    assert sum(seconds for _, seconds in cut) == length
    assert all(0 < seconds <= 1800 for _, seconds in cut)
    assert [half for half, _ in cut] == sorted({half for half, _ in cut})


FORMS = [
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y.%m.%d %H:%M:%S",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S.000",
]


@given(MOMENTS, st.sampled_from(FORMS), st.sampled_from(ZONES), st.sampled_from(["", "Z", "+0530"]))
def test_a_moment_is_read_as_it_is_meant(
    moment: datetime, form: str, zone: str, offset: str
) -> None:
    moment = moment.replace(microsecond=0)
    meant: dict[str, object] = {
        "": ZoneInfo(zone),
        "Z": UTC,
        "+0530": timezone(timedelta(hours=5, minutes=30)),
    }
    here = moment.replace(tzinfo=meant[offset])  # type: ignore[arg-type]
    text = moment.strftime(form) + offset
    reader = Moments(ZoneInfo(zone))
    assert reader.column([text, ""]) == [here.timestamp(), None]
    assert reader.one(text) == here.timestamp()


def test_mixed_and_odd_moments_of_one_column() -> None:
    column = Moments(CHINA).column(
        ["2026-11-22 9:05", "2026-11-22T09:05:00+08:00", "1795309500", "1795309500500", "-", "noon"]
    )
    nine = datetime(2026, 11, 22, 9, 5, tzinfo=CHINA).timestamp()
    assert column[:5] == [nine, nine, 1795309500, 1795309500.5, None]
    assert column[5] is not None and isnan(column[5])
    part = Moments(CHINA).column(["2026-11-22T09:05:00.25"])
    assert part == [nine + 0.25]
