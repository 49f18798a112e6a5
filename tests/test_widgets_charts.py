"""The charts, drawn exactly: what stands where, with and without Unicode."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from store.figures.trend import TrendPoint
from widgets.bars import Bar, draw_bars
from widgets.braille import Canvas
from widgets.chart import Chart
from widgets.dot_strip import dots_each, dots_height, draw_dots
from widgets.drawing import Drawing, Run, content_of, line_of, text_of
from widgets.scale import scale_of
from widgets.trend import draw_trend

MONDAY = date(2026, 11, 2)
FORTNIGHT = (10, 20, None, None, 10, 20, 30, 20, 10, 20, 30, 40, 50, 40)
TEAM = [26, 33, 35, 35, 37, 39, 52, 50, 26, 26]


def points(
    values: Sequence[float | None],
    early: Collection[int] = (),
    band: tuple[float, float] | tuple[None, None] = (None, None),
) -> list[TrendPoint]:
    return [
        TrendPoint(MONDAY + timedelta(days=n), value, n in early, *band)
        for n, value in enumerate(values)
    ]


def roles(drawing: Drawing) -> set[str]:
    return {run.role for line in drawing for run in line}


def test_a_trend_is_a_line_from_day_to_day_with_its_highest_and_lowest_value() -> None:
    assert text_of(draw_trend(points(range(1, 15)), 22, 7)) == [
        "14.65│             ⢀⠤⠂",
        "     │          ⡠⠔⠊⠁",
        "     │      ⡠⠤⠒⠉",
        "     │  ⢀⡠⠤⠊",
        " 0.35│⠠⠔⠁",
        "     └──────━━──────━━",
        "      11-02   11-09",
    ]


def test_a_trend_breaks_where_days_are_missing_and_hollows_what_may_change() -> None:
    drawing = draw_trend(points(FORTNIGHT, early=(12, 13)), 22, 8, usual=30.0)
    assert text_of(drawing) == [
        "52│                ○⡄",
        "  │               ⡰⠁⠘○",
        "30│╌╌╌╌╌╌╌╌⢀╌╌╌╌╌⡰⠁╌╌╌",
        "  │       ⢀⠇⢇   ⡔⠁",
        "  │ ⢠⠂   ⢀⠇  ⢣ ⡰⠁",
        " 8│⠠⠃    ⠎    ⠳⠁",
        "  └───────━━───────━━━",
        "   11-02     11-09",
    ]
    assert roles(drawing) == {"", "axis", "line", "usual", "early"}


def test_a_trend_in_ascii_says_the_same() -> None:
    drawing = draw_trend(points(FORTNIGHT, early=(12, 13)), 22, 8, usual=30.0, ascii_only=True)
    assert text_of(drawing) == [
        "52|                o",
        "  |               *  o",
        "30|--------*-----*----",
        "  |        | |   |",
        "  |  *    *  * *",
        " 8|*     *    *",
        "  +-------==-------===",
        "   11-02     11-09",
    ]


def test_the_teams_band_is_shaded_behind_the_line() -> None:
    drawing = draw_trend(points((10, 40, 10, 40, 10, 40, 10), band=(20, 30)), 22, 8)
    assert text_of(drawing) == [
        "41.5│   ⢰    ⢰    ⡆",
        "    │   ⡇⡇   ⡇⡇  ⢸⢸",
        "    │░░⢸░⢸░░⢸░⢱░░⡇░⡇░░",
        "    │░░⡇░░⡇░⡇░⠸⡀⢸░░⢸░░",
        "    │ ⢸   ⢸⢸   ⡇⡇   ⡇",
        " 8.5│ ⠇    ⠇   ⠸    ⠸",
        "    └────────────━━━━━",
        "      11-02  11-05",
    ]


def test_a_day_by_itself_is_drawn_broader_than_one_dot() -> None:
    assert text_of(draw_trend(points((None, 5, None, None, 6, None, None)), 18, 6)) == [
        "6.05│        ⠒",
        "    │",
        "    │",
        "4.95│  ⠤",
        "    └─────────━━━━",
        "     11-02 11-05",
    ]


def test_days_that_are_all_alike_stand_in_the_middle_under_one_label() -> None:
    assert text_of(draw_trend(points([5.0] * 14), 22, 6)) == [
        " │",
        " │",
        "5│⠈⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠁",
        " │",
        " └───────━━━───────━━━",
        "  11-02     11-09",
    ]


def test_a_trend_without_values_is_only_its_axis() -> None:
    assert text_of(draw_trend(points([None] * 14), 22, 6)) == [
        *["│"] * 4,
        "└───────━━━────────━━━",
        " 11-02      11-09",
    ]
    assert text_of(draw_trend([], 22, 4)) == ["│", "│", "└" + "─" * 21, ""]


def test_bars_below_zero_grow_to_the_left_of_a_common_line() -> None:
    bars = [
        Bar("Customers", -1204, "-1,204"),
        Bar("Conversion", 310, "+310"),
        Bar("Basket", 0, "="),
    ]
    assert text_of(draw_bars(bars, 44)) == [
        "Customers  ━━━━━━━━━━━━━━━━━━━━│      -1,204",
        "Conversion                     │━━━━━   +310",
        "Basket                         │           =",
    ]
    assert text_of(draw_bars(bars, 44, ascii_only=True)) == [
        "Customers  ####################|      -1,204",
        "Conversion                     |#####   +310",
        "Basket                         |           =",
    ]


def test_bars_line_up_behind_wide_characters() -> None:
    assert text_of(draw_bars([Bar("白露", 52.3, "52.3秒"), Bar("谷雨", 26.1, "26.1秒")], 30)) == [
        "白露 ━━━━━━━━━━━━━━━━━━ 52.3秒",
        "谷雨 ━━━━━━━━━          26.1秒",
    ]


def test_bars_that_all_lie_below_zero_have_their_line_at_the_right() -> None:
    assert text_of(draw_bars([Bar("one", -3, "-3"), Bar("two", -6, "-6")], 20)) == [
        "one       ━━━━━━│ -3",
        "two ━━━━━━━━━━━━│ -6",
    ]


def test_bars_without_room_are_left_out_and_their_words_stay() -> None:
    assert text_of(draw_bars([Bar("a long name", 3, "3,000,000"), Bar("two", 6, "6")], 16)) == [
        "a lo… 3,000,000",
        "two   6",
    ]


def test_everyone_is_a_dot_and_one_of_them_is_marked() -> None:
    assert text_of(draw_dots(TEAM, 40, 5, chosen=52, middle=36)) == [
        "•",
        "•             •",
        "•         •   • •   •               •  ◆",
        "───────────────┼────────────────────────",
        "26            36                      52",
    ]
    assert text_of(draw_dots(TEAM, 40, 5, chosen=26, middle=36, ascii_only=True)) == [
        "o",
        "o             o",
        "#         o   o o   o               o  o",
        "---------------+------------------------",
        "26            36                      52",
    ]


def test_others_are_smaller_dots_on_top_of_the_same_line() -> None:
    assert text_of(draw_dots([26, 35, 35, 52], 40, 5, others=[35, 20], chosen=26)) == [
        "                  ·",
        "                  •",
        "·      ◆          •                    •",
        "────────────────────────────────────────",
        "20                                    52",
    ]


def test_a_pile_without_room_has_dots_that_stand_for_several() -> None:
    many = [1.0] * 30 + [2.0] * 8 + [3.0]
    assert dots_each(many, 21, 4) == 15
    assert text_of(draw_dots(many, 21, 4, middle=1)) == [
        "•",
        "•         •         •",
        "┼────────────────────",
        "1                   3",
    ]


def test_a_strip_is_as_high_as_its_highest_pile_needs() -> None:
    assert dots_height(TEAM, 40, 9) == 5
    assert dots_height(TEAM, 40, 4) == 4
    assert dots_height([], 40, 9) == 3


def test_values_that_are_all_alike_are_one_pile_in_the_middle() -> None:
    assert text_of(draw_dots([5, 5, 5], 21, 4, chosen=5, middle=5)) == [
        "          •",
        "          ◆",
        "──────────┼──────────",
        "          5",
    ]


def test_nobody_is_an_empty_line() -> None:
    assert text_of(draw_dots([], 21, 4)) == ["─" * 21]


VALUES = st.lists(st.none() | st.floats(-1e9, 1e9), max_size=90)


@given(VALUES, st.integers(1, 120), st.integers(1, 30), st.none() | st.floats(-1e9, 1e9))
def test_a_trend_of_anything_stays_within_its_room(
    values: list[float | None], width: int, height: int, usual: float | None
) -> None:
    for ascii_only in (False, True):
        drawing = draw_trend(points(values), width, height, usual=usual, ascii_only=ascii_only)
        assert len(drawing) <= height
        room = max(width, 2 + max(len(f"{v:g}") for v in [0.0, *_known(values, usual)]) + 8)
        assert all(cell_len(line) <= room for line in text_of(drawing))


def _known(values: list[float | None], usual: float | None) -> list[float]:
    return [value for value in (*values, usual) if value is not None]


@given(
    st.lists(st.tuples(st.text("ab白露", max_size=9), st.floats(-1e9, 1e9)), max_size=12),
    st.integers(12, 90),
)
def test_bars_of_anything_stay_within_their_room(
    pairs: list[tuple[str, float]], width: int
) -> None:
    bars = [Bar(label, value, "value") for label, value in pairs]
    for ascii_only in (False, True):
        drawing = draw_bars(bars, width, ascii_only=ascii_only)
        assert all(cell_len(line) <= width for line in text_of(drawing))
        assert not ascii_only or all(run.text.isascii() for line in drawing for run in line[1:])


@given(st.lists(st.floats(-1e9, 1e9), max_size=300), st.integers(30, 120), st.integers(3, 9))
def test_dots_of_anything_stay_within_their_room(
    values: list[float], width: int, height: int
) -> None:
    drawing = draw_dots(values, width, height, chosen=values[0] if values else None, middle=0)
    assert len(drawing) <= height
    assert all(cell_len(line) <= width for line in text_of(drawing))


@pytest.mark.parametrize(
    ("x", "y", "character"), [(0, 0, "⠁"), (1, 0, "⠈"), (0, 3, "⡀"), (1, 3, "⢀")]
)
def test_a_dot_is_set_in_its_corner_of_the_cell(x: int, y: int, character: str) -> None:
    canvas = Canvas(1, 1)
    canvas.dot(x, y)
    assert canvas.cell(0, 0) == character


def test_dots_outside_the_canvas_are_left_out() -> None:
    canvas = Canvas(1, 1)
    for x, y in ((-1, 0), (2, 0), (0, 4), (0, -1)):
        canvas.dot(x, y)
    assert canvas.cell(0, 0) == ""


def test_a_scale_of_what_is_not_below_zero_does_not_go_below_zero() -> None:
    scale = scale_of([0, 10], 11)
    assert scale is not None
    assert scale.low == 0
    assert scale_of([], 5) is None


def test_neighbours_of_a_role_are_one_run() -> None:
    assert line_of([("a", "x"), ("b", "x"), ("c", "")]) == (Run("ab", "x"), Run("c"))


def test_what_looks_like_markup_is_text() -> None:
    assert content_of([(Run("[red]a[/]", "good"),)]).plain == "[red]a[/]"


class Shown(App[None]):
    CSS = "#auto { height: auto; }"

    def compose(self) -> ComposeResult:
        yield Chart(id="whole")
        yield Chart(id="auto")


async def test_a_chart_is_given_the_room_it_has_or_takes_what_it_needs() -> None:
    app = Shown()
    async with app.run_test(size=(30, 10)) as pilot:
        asked: list[tuple[int, int]] = []

        def draw(width: int, height: int) -> Drawing:
            asked.append((width, height))
            return [(Run("x"),)] * 3

        for chart in app.query(Chart):
            chart.draw = draw
        await pilot.pause()
        assert app.query_one("#auto", Chart).size.height == 3
        assert (30, 7) in asked
