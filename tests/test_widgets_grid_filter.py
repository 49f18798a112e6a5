"""The language of `/`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.filter_text import fold_row, parse_filter
from widgets.grid_model import Cell, Column, Row

COLUMNS = (Column("name", "客服"), Column("state", "State"), Column("since", "Since"))
ROWS = [
    Row("amy", (Cell("Amy Chen"), Cell("away"), Cell("12:30")), "pre-sales"),
    Row("bo", (Cell("Bo"), Cell("on leave"), Cell("9:05")), "after-sales"),
    Row("cai", (Cell("蔡敏"), Cell("ready"), Cell("")), "pre-sales"),
]


def found(typed: str) -> list[str]:
    kept = parse_filter(typed, COLUMNS)
    return [row.key for row in ROWS if kept.keeps(fold_row(row))]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("", ["amy", "bo", "cai"]),
        ("   ", ["amy", "bo", "cai"]),
        ("AMY", ["amy"]),
        ("amy away", ["amy"]),
        ("amy ready", []),
        ("!amy", ["bo", "cai"]),
        ("group:pre", ["amy", "cai"]),
        ("group:sales", []),
        ("!group:pre", ["bo"]),
        ("group:pre !away", ["cai"]),
        ("state:a", ["amy"]),
        ("客服:蔡", ["cai"]),
        ("12:30", ["amy"]),
        ("nosuch:field", []),
        ('"on leave"', ["bo"]),
        ('state:"on leave"', ["bo"]),
        ('!"on leave"', ["amy", "cai"]),
        ('"on le', ["bo"]),
        ("!", ["amy", "bo", "cai"]),
        ("group:", ["amy", "bo", "cai"]),
        ("!group:", ["amy", "bo", "cai"]),
        ("！ｇｒｏｕｐ：ｐｒｅ", ["bo"]),
        ("amy\u3000away", ["amy"]),
    ],
)
def test_a_typed_filter_leaves(typed: str, left: list[str]) -> None:
    assert found(typed) == left


@given(st.text('ab!:" group\u3000', max_size=20))
def test_nothing_that_can_be_typed_is_an_error(typed: str) -> None:
    assert set(found(typed)) <= {"amy", "bo", "cai"}


@given(st.text(max_size=12))
def test_any_text_parses_and_is_kept_as_typed(typed: str) -> None:
    assert parse_filter(typed, COLUMNS).typed == typed
    found(typed)


@given(st.sampled_from(["amy", "pre", "group:pre", "state:a", "e"]))
def test_a_negated_term_leaves_exactly_the_others(term: str) -> None:
    assert sorted(found(term) + found(f"!{term}")) == ["amy", "bo", "cai"]


def test_text_is_not_found_across_two_cells() -> None:
    assert found("chenaway") == []
