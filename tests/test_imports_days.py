"""The day of a row, of a file's name and of a line above the header."""

from datetime import date, datetime

import pytest

from store.imports.days import BadDay, Span, days_of_name, days_of_title, read_day
from store.imports.table import Cell
from store.records.report import Note

TODAY = date(2026, 11, 22)
DAY = date(2026, 4, 20)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-04-20",
        "2026/4/20",
        "2026.04.20",
        "20260420",
        "2026年4月20日",
        "２０２６-０４-２０",
        "2026-04-20 00:00:00",
        "2026-04-20T08:30:00+08:00",
        "2026-04-20 周一",
        "2026年4月20日(星期一)",
        "2026-04-20至2026-04-20",
        DAY,
        datetime(2026, 4, 20, 9),
        46132,
        46132.0,
        "46132",
        20260420.0,
    ],
)
def test_a_day_cell_is_read_in_every_form(cell: Cell) -> None:
    assert read_day(cell, TODAY) == DAY


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("", BadDay.NO_DAY),
        (None, BadDay.NO_DAY),
        ("-", BadDay.NO_DAY),
        ("昨天", BadDay.NOT_A_DAY),
        ("2026-13-40", BadDay.NOT_A_DAY),
        ("04/20", BadDay.NOT_A_DAY),
        ("单号20260420", BadDay.NOT_A_DAY),
        (True, BadDay.NOT_A_DAY),
        (float("nan"), BadDay.NOT_A_DAY),
        (1e300, BadDay.NOT_A_DAY),
        ("2026-04-20至2026-04-26", BadDay.SEVERAL_DAYS),
        ("1900-01-01", BadDay.OUT_OF_RANGE),
        (0, BadDay.OUT_OF_RANGE),
        ("2199-01-01", BadDay.OUT_OF_RANGE),
        ("2026-11-24", BadDay.OUT_OF_RANGE),
    ],
)
def test_a_cell_that_gives_no_day_says_why(cell: Cell, why: BadDay) -> None:
    assert read_day(cell, TODAY) is why


def test_tomorrow_is_taken_because_zones_differ() -> None:
    assert read_day("2026-11-23", TODAY) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "span"),
    [
        ("客服数据_2026-04-20至2026-04-20", Span(DAY, DAY)),
        ("客服数据_2026-04-20至2026-04-26", Span(DAY, date(2026, 4, 26))),
        ("20260420", Span(DAY, DAY)),
        ("日报2026年4月20日", Span(DAY, DAY)),
        ("report_20260420-20260421", Span(DAY, date(2026, 4, 21))),
        ("无线店铺-2026-04-20_2026-04-21", Span(DAY, date(2026, 4, 21))),
        ("2026-04-20~2026-04-21_导出2026-04-22", Span(DAY, date(2026, 4, 21))),
        ("数据20260420_20260421093000", Span(DAY, DAY)),
        ("订单12345678", None),
        ("客服数据", None),
    ],
)
def test_a_file_name_tells_a_day_or_a_period(name: str, span: Span | None) -> None:
    assert days_of_name(name) == span


def test_two_dates_that_nothing_joins_are_not_guessed_at() -> None:
    told = days_of_name("数据20260420_20260421")
    assert isinstance(told, Note)
    assert told.code == "several_days_in_name"


@pytest.mark.parametrize(
    ("title", "span"),
    [
        ("Reporting period 2026-04-20 to 2026-04-21", Span(DAY, date(2026, 4, 21))),
        ("统计日期：2026-04-20", Span(DAY, DAY)),
        ("2026-04-20 至 2026-04-20", Span(DAY, DAY)),
        ("导出时间 2026-04-21 10:00", None),
        ("客服绩效报表", None),
    ],
)
def test_a_title_line_tells_a_period_but_not_the_moment_of_the_export(
    title: str, span: Span | None
) -> None:
    assert days_of_title(["报表", title]) == span
