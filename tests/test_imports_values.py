"""A cell becomes a number, or says why it can't."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.imports.columns import Column
from store.imports.plan import Planned
from store.imports.rates import settle_rates
from store.imports.table import Cell
from store.imports.values import Odd, Percent, read_cell
from store.records.metric import METRICS, Unit


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("98.0", "count", 98.0),
        (98, "count", 98.0),
        ("１２３", "count", 123.0),
        ("1,234", "count", 1234.0),
        ("1.2万", "count", 12_000.0),
        ("98人", "count", 98.0),
        ("1.2E+03", "count", 1200.0),
        ("￥1,234.50", "money", 1234.5),
        ("¥ 1,234.50", "money", 1234.5),
        ("1,234.50元", "money", 1234.5),
        ("１，２３４．５０", "money", 1234.5),
        ("1.1万元", "money", 11_000.0),
        ("8分48秒", "seconds", 528.0),
        ("7小时41分52秒", "seconds", 27_712.0),
        ("11秒", "seconds", 11.0),
        ("2分30秒", "seconds", 150.0),
        ("1 hour 5 minutes", "seconds", 3_900.0),
        ("2 minutes 3 seconds", "seconds", 123.0),
        ("1 day 2 hours", "seconds", 93_600.0),
        ("1h 5m", "seconds", 3_900.0),
        ("00:08:48", "seconds", 528.0),
        ("27.77", "seconds", 27.77),
        ("27.77s", "seconds", 27.77),
        (time(0, 8, 48), "seconds", 528.0),
        (timedelta(hours=26), "seconds", 93_600.0),
        ("99.73%", "rate", 0.9973),
        ("９９.７３％", "rate", 0.9973),
        ("119.33%", "ratio", 1.1933),
        ("0.9971", "rate", 0.9971),
        ("97", "rate", 97.0),
    ],
)
def test_a_cell_is_read_in_its_unit(cell: Cell, unit: Unit, value: float) -> None:
    assert read_cell(cell, unit) == value


@pytest.mark.parametrize("mark", ["", " ", "-", "--", "/", "N/A", "n/a", "——", None, "\u200b"])
def test_a_missing_mark_is_missing_and_not_zero(mark: Cell) -> None:
    assert read_cell(mark, "count") is None


@pytest.mark.parametrize(
    ("cell", "unit", "why"),
    [
        ("延迟统计", "rate", Odd.NOT_FINAL),
        ("abc", "count", Odd.NOT_A_NUMBER),
        ("1_000", "count", Odd.NOT_A_NUMBER),
        ("0x1F", "count", Odd.NOT_A_NUMBER),
        ("nan", "count", Odd.NOT_A_NUMBER),
        ("inf", "count", Odd.NOT_A_NUMBER),
        (float("nan"), "count", Odd.NOT_A_NUMBER),
        ("1e999", "count", Odd.NOT_A_NUMBER),
        ("1,2,3", "count", Odd.NOT_A_NUMBER),
        ("10²", "count", Odd.NOT_A_NUMBER),
        ("12%", "count", Odd.NOT_A_NUMBER),
        ("8分48秒", "count", Odd.NOT_A_NUMBER),
        (True, "count", Odd.NOT_A_NUMBER),
        (date(2026, 4, 20), "count", Odd.NOT_A_NUMBER),
        ("-1", "count", Odd.NEGATIVE),
        ("-￥5", "money", Odd.NEGATIVE),
        ("-5秒", "seconds", Odd.NEGATIVE),
        ("5分5分", "seconds", Odd.NOT_A_NUMBER),
        ("5秒5分", "seconds", Odd.NOT_A_NUMBER),
        ("08:48", "seconds", Odd.UNCLEAR_DURATION),
        ("120%", "rate", Odd.OVER_ONE),
        ("1e15", "count", Odd.TOO_LARGE),
        ("#DIV/0!", "rate", Odd.FORMULA_ERROR),
    ],
)
def test_an_odd_cell_says_why(cell: Cell, unit: Unit, why: Odd) -> None:
    assert read_cell(cell, unit) is why


def test_hours_in_the_header_make_seconds_but_leave_spelled_durations_alone() -> None:
    column = Column(Planned(0, "PC在线时长(时)", "online_s", "h"), own=False)
    column.add(["7.5", "8分48秒", "-"])
    column.add(["8", "9", "10"])
    column.add([7.5, time(1, 0), None])
    assert column.finish() == [27_000, 528, None, 28_800, 32_400, 36_000, 27_000, 3_600, None]


def test_net_sales_may_fall_below_zero() -> None:
    column = Column(Planned(0, "净销售额", "net_sales"), own=False)
    column.add(["-12.50", "3"])
    assert column.finish() == [-12.5, 3]
    assert not column.odd


@pytest.mark.parametrize(
    ("metric", "cells", "rates"),
    [
        ("reply_rate", [0.9971, 1.0, 0.0], [0.9971, 1.0, 0.0]),
        ("reply_rate", [97.0, 99.73, 100.0, 0.0], [0.97, 0.9973, 1.0, 0.0]),
        ("reply_rate", [97.0], [0.97]),
        ("reply_rate", [97.0, 0.9971, 1.0], [0.97, 0.9971, 1.0]),
        ("reply_rate", [0.98, 1.2], [0.98, Odd.OVER_ONE]),
        ("reply_rate", [97.0, 120.0], [0.97, Odd.OVER_ONE]),
        ("conversion_final", [30.0, 41.5, 0.5], [0.3, 0.415, 0.005]),
        ("conversion_final", [0.3, 0.41, 1.2], [0.3, 0.41, Odd.OVER_ONE]),
        ("conversion_final", [0.3, 0.41, 35.0], [0.3, 0.41, Odd.OVER_ONE]),
        ("dissatisfaction", [0.8, 1.2, 0.0], [0.008, 0.012, 0.0]),
        ("dissatisfaction", [0.02, 0.0], [0.02, 0.0]),
        ("satisfaction", [Percent(0.97), 0.98, None], [0.97, 0.98, None]),
    ],
)
def test_a_rate_column_is_settled_as_a_whole(
    metric: str, cells: list[float], rates: list[float | Odd]
) -> None:
    assert settle_rates(cells, metric) == rates


def test_rates_of_our_own_layout_are_shares_only() -> None:
    assert settle_rates([0.5, 97.0], "dissatisfaction", own=True) == [0.5, Odd.OVER_ONE]


def test_an_over_one_rate_quotes_the_cell() -> None:
    column = Column(Planned(0, "回复率", "reply_rate"), own=False)
    column.add(["0.98", "1.2"])
    assert column.finish() == [0.98, None]
    assert column.odd == [(1, Odd.OVER_ONE, "1.2")]


_CELLS = st.one_of(
    st.integers(0, 10**6).map(str),
    st.floats(0, 1e6).map(lambda x: f"{x:.4f}"),
    st.sampled_from(
        ["", "-", "--", "/", "N/A", "延迟统计", "nan", "-inf", "1_000", "0x1", "-3", "8分48秒"]
    ),
    st.integers(0, 10**7).map(lambda x: f"{x:,}"),
    st.sampled_from(["1,23", ",5", "1234,567", "1.5,000", "1,234,", "0,1", "1\n2,000"]),
    st.sampled_from(["1,234.50", "￥5", "99%", "１２", " 7 ", "00:01:00", "1e5", "1e-5", "1e99"]),
    st.text(max_size=4),
)


@given(
    st.lists(st.lists(_CELLS, min_size=1, max_size=6), min_size=1, max_size=5),
    st.sampled_from(["received", "sales", "net_sales", "avg_handle_s", "online_s"]),
    st.sampled_from(["", "h"]),
)
def test_the_fast_way_over_chunks_agrees_with_reading_each_cell(
    chunks: list[list[str]], metric: str, hint: str
) -> None:
    column = Column(Planned(0, "x", metric, hint), own=False)
    unit = METRICS[metric].unit
    times = 3_600.0 if hint == "h" and unit == "seconds" else 1.0
    expected = []
    for chunk in chunks:
        column.add(chunk)
        expected += [read_cell(text, unit, times, metric == "net_sales") for text in chunk]
    taken = [None if isinstance(value, Odd) else value for value in expected]
    assert column.finish() == pytest.approx(taken)
    assert [why for _, why, _ in column.odd] == [v for v in expected if isinstance(v, Odd)]
