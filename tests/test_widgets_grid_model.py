"""Sorting, checking and merging of a grid's rows, without a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.grid_model import (
    Cell,
    Column,
    GridError,
    Order,
    Row,
    arranged,
    checked,
    merged,
    sort_value,
)

NUMBER = Column("n", "N", sort="number")
TEXT = Column("t", "T")
COLUMNS = (TEXT, NUMBER)

values = st.none() | st.integers(-5, 5) | st.floats(allow_infinity=True, allow_nan=True)
words = st.text("aAbB 中", max_size=3)


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    made = draw(st.lists(st.tuples(words, values), max_size=20))
    return [Row(str(i), (Cell(word), Cell("", sort=value))) for i, (word, value) in enumerate(made)]


@given(tables(), st.sampled_from(COLUMNS), st.booleans())
def test_sorting_keeps_every_row_and_puts_those_without_a_value_last(
    rows: list[Row], column: Column, descending: bool
) -> None:
    index = COLUMNS.index(column)
    found = arranged(rows, COLUMNS, Order(column.key, descending))
    assert sorted(r.key for r in found) == sorted(r.key for r in rows)
    compared = [sort_value(row.cells[index], column.sort) for row in found]
    there = [value for value in compared if value is not None]
    assert compared == there + [None] * (len(compared) - len(there))
    assert there == sorted(there, reverse=descending)


@given(tables(), st.sampled_from(COLUMNS), st.booleans())
def test_rows_that_compare_equal_keep_their_order_both_ways(
    rows: list[Row], column: Column, descending: bool
) -> None:
    index = COLUMNS.index(column)
    found = arranged(rows, COLUMNS, Order(column.key, descending))
    places: dict[object, list[int]] = {}
    for row in found:
        value = sort_value(row.cells[index], column.sort)
        places.setdefault(value, []).append(int(row.key))
    assert all(keys == sorted(keys) for keys in places.values())


@given(tables())
def test_without_an_order_rows_stand_as_they_were_given(rows: list[Row]) -> None:
    assert arranged(rows, COLUMNS, None) == rows
    assert arranged(rows, COLUMNS, Order("gone")) == rows
    assert arranged(rows, (TEXT, Column("n", "N", sort="none")), Order("n")) == rows


def test_a_text_column_sorts_by_a_given_word_before_the_text() -> None:
    rows = [Row("z", (Cell("张", sort="zhang"),)), Row("a", (Cell("安", sort="an"),))]
    assert [r.key for r in arranged(rows, [TEXT], Order("t"))] == ["a", "z"]


def test_the_same_column_again_turns_round() -> None:
    assert Order("t").toggled() == Order("t", descending=True)
    assert Order("t").toggled().toggled() == Order("t")


def test_two_rows_of_one_key_are_refused() -> None:
    row = Row("a", (Cell(), Cell()))
    with pytest.raises(GridError, match="share a key"):
        checked([row, row], COLUMNS)


def test_a_row_with_too_few_cells_is_refused() -> None:
    with pytest.raises(GridError, match="1 cells for 2 columns"):
        checked([Row("a", (Cell(),))], COLUMNS)


@given(tables(), tables())
def test_rows_that_did_not_change_stay_the_same_objects(old: list[Row], new: list[Row]) -> None:
    before = {row.key: row for row in old}
    after = {row.key: row for row in new}
    found = merged(before, after)
    assert list(found) == list(after)
    for key, row in found.items():
        assert row is (before[key] if before.get(key) == after[key] else after[key])
