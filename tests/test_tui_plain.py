"""Values and tables as a lead reads them."""

import pytest

from tui.numbers import Numbers
from tui.plain import Column, cut, pad, table, width

ENGLISH = Numbers(chinese=False)
CHINESE = Numbers(chinese=True)


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        (None, "rate", "–", "–"),
        (0.0, "rate", "0.0%", "0.0%"),
        (0.9734, "rate", "97.3%", "97.3%"),
        (27.77, "seconds", "27.8 s", "27.8秒"),
        (28.0, "seconds", "28 s", "28秒"),
        (59.97, "seconds", "1 min", "1分"),
        (528.0, "seconds", "8 min 48 s", "8分48秒"),
        (7500.0, "seconds", "2 h 5 min", "2小时5分"),
        (3599.6, "seconds", "1 h", "1小时"),
        (98.0, "count", "98", "98"),
        (12345.0, "count", "12,345", "1.23万"),
        (234_500_000.0, "count", "234,500,000", "2.35亿"),
        (86.5, "money", "¥86.50", "¥86.50"),
        (1234.5, "money", "¥1,234", "¥1,234"),
        (123456.0, "money", "¥123,456", "¥12.35万"),
        (-20.0, "money", "-¥20.00", "-¥20.00"),
        (1.1933, "ratio", "1.19", "1.19"),
        (92.5, "score", "92.5", "92.5"),
    ],
)
def test_a_value_is_written_by_its_unit(
    value: float | None, unit: str, english: str, chinese: str
) -> None:
    assert ENGLISH.show(value, unit) == english  # type: ignore[arg-type]
    assert CHINESE.show(value, unit) == chinese  # type: ignore[arg-type]


def test_marks_stand_behind_the_value_and_never_behind_a_missing_one() -> None:
    assert ENGLISH.marked(0.5, "rate", provisional=True, few=True) == "50.0%*~"
    assert ENGLISH.marked(None, "rate", provisional=True) == "–"


def test_a_difference_of_rates_is_in_points() -> None:
    assert ENGLISH.change(-0.031, "rate") == "-3.1 points"
    assert CHINESE.change(0.031, "rate") == "+3.1个百分点"
    assert ENGLISH.change(4.0, "seconds") == "+4 s"


def test_ascii_keeps_to_ascii() -> None:
    plain = Numbers(chinese=False, ascii_only=True)
    assert plain.show(86.5, "money") == "CNY 86.50"
    assert plain.show(None, "money") == "-"


def test_a_wide_character_takes_two_cells_and_a_combining_one_none() -> None:
    assert width("小禾a") == 5
    assert width("e\u0301") == 1
    assert pad("小禾", 6) == "小禾  "
    assert pad("小禾", 6, right=True) == "  小禾"
    assert cut("小禾小禾", 5) == "小禾…"


def test_a_table_lines_up_in_cells() -> None:
    lines = table([Column("客服"), Column("接待", right=True)], [["小禾", "98"], ["Anna", "1"]])
    assert lines == ["客服  接待", "小禾    98", "Anna     1"]


def test_a_table_too_wide_is_told_in_parts_that_each_name_the_row() -> None:
    columns = [Column("name"), Column("one"), Column("two")]
    assert table(columns, [["a", "1", "2"]], limit=10) == [
        "name  one",
        "a     1",
        "",
        "name  two",
        "a     2",
    ]
