"""What a grid writes to the terminal: widths, looks, and nothing that was smuggled in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.strip import Strip

from widgets.grid import Grid
from widgets.grid_layout import GridLayout, column_at
from widgets.grid_looks import ASCII, UNICODE, Looks
from widgets.grid_model import Cell, Column, Order, Row
from widgets.grid_paint import NO_CURSOR, GridPainter

ROLES = ("good", "warn", "bad", "dim", "strong", "provisional", "changed")
STYLES = {"grid--bad": Style(bold=True, color="red"), "grid--cursor": Style(bgcolor="blue")}
LOOKS = Looks(lambda name: STYLES.get(name, Style(italic=name == "grid--changed")), ROLES)

texts = st.text(max_size=30) | st.text(
    st.sampled_from([*"ab 张é", "\u0301", "\u200d", "\ufe0f", "❤", "👨", "👩", "\x1b", "\n"]),
    max_size=20,
)


def painter(columns: list[Column], rows: list[Row], width: int, left: int = 1) -> GridPainter:
    layout = GridLayout(columns, gutter=2, gap=1)
    layout.grow(rows)
    slots, more = layout.slots(left, width)
    return GridPainter(
        columns,
        slots,
        width,
        looks=LOOKS,
        glyphs=UNICODE,
        selectable=True,
        hidden=(left > 1, more),
        filters=(),
        background=Color(0, 0, 0),
    )


@given(
    st.lists(st.tuples(texts, st.sampled_from(["", *ROLES, "unknown"])), min_size=1, max_size=6),
    st.integers(1, 60),
    st.integers(1, 6),
    st.booleans(),
    st.integers(NO_CURSOR, 5),
)
def test_every_line_is_exactly_as_wide_as_the_grid(
    made: list[tuple[str, str]], width: int, left: int, selected: bool, cursor: int
) -> None:
    columns = [
        Column(str(i), text, align="right" if i % 2 else "left") for i, (text, _) in enumerate(made)
    ]
    row = Row("r", tuple(Cell(text, role) for text, role in made))
    paint = painter(columns, [row], width, left)
    strips = [
        paint.row(row, selected, cursor),
        paint.header(Order("0"), cursor, "12/60"),
        paint.note(made[0][0]),
        paint.blank,
    ]
    for strip in strips:
        assert cell_len(strip.text) == width == strip.cell_length
        assert strip.text.isprintable() or not set(strip.text) & set("\x00\x07\x1b\n\r\t\x9b")


def test_neighbours_of_one_style_share_a_segment() -> None:
    columns = [Column(str(i), "x") for i in range(6)]
    row = Row("r", tuple(Cell("abc", "bad" if i == 3 else "") for i in range(6)))
    assert len(list(painter(columns, [row], 80).row(row, False))) == 3


def test_a_row_is_drawn_once_for_as_long_as_it_is_the_same() -> None:
    columns = [Column("a", "A")]
    row = Row("r", (Cell("one"),))
    paint = painter(columns, [row], 20)
    first = paint.row(row, False)
    assert paint.row(row, False) is first
    assert paint.row(row, True) is not first
    assert "two" in paint.row(Row("r", (Cell("two"),)), True).text
    paint.keep_only({})
    assert paint.row(row, False) is not first


def test_roles_on_the_cursor_row_keep_their_weight_and_give_up_their_colour() -> None:
    bad = LOOKS.cursor_row(False)["bad"]
    assert bad.bold
    assert bad.color is None
    assert bad.bgcolor is not None


def test_a_number_that_is_cut_says_so() -> None:
    columns = [Column("a", "A", width=4), Column("n", "N", width=3, align="right")]
    row = Row("r", (Cell("x"), Cell("12345")))
    assert painter(columns, [row], 40).row(row, False).text.rstrip() == "  x    12…"


def test_columns_that_do_not_fit_are_left_out_or_cut() -> None:
    columns = [Column("a", "A", width=4), Column("b", "B", width=6), Column("c", "C", width=6)]
    layout = GridLayout(columns, gutter=2, gap=1)
    assert [s.width for s in layout.slots(1, 40)[0]] == [4, 6, 6]
    assert [s.width for s in layout.slots(1, 17)[0]] == [4, 6, 3]
    assert [s.width for s in layout.slots(1, 15)[0]] == [4, 6]
    assert layout.slots(1, 15)[1]
    assert not layout.slots(1, 20)[1]
    assert layout.left_for(2, 1, 15) == 2
    assert layout.left_for(1, 2, 15) == 1
    assert layout.left_for(0, 2, 15) == 2
    slots = layout.slots(1, 40)[0]
    assert [column_at(slots, x) for x in (0, 5, 6, 12, 13, 20)] == [0, 0, 1, 1, 2, None]


def test_a_column_fits_its_cells_within_its_bounds() -> None:
    layout = GridLayout([Column("a", "A", least=5, most=8)], gutter=2, gap=1)
    assert layout.widths == [5]
    assert layout.grow([Row("r", (Cell("张伟丽"),))])
    assert layout.widths == [6]
    assert layout.grow([Row("r", (Cell("x" * 50),))])
    assert layout.widths == [8]
    assert not layout.grow([Row("r", (Cell("x" * 60),))])


class One(App[None]):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.grid = Grid([Column("a", text, most=40), Column("b", "B")])
        self.grid.set_rows(
            [Row("r", (Cell(text, "bad"), Cell(text))), Row("s", (Cell("s"), Cell("t")))]
        )
        self.opened = 0

    def compose(self) -> ComposeResult:
        yield self.grid

    def action_smuggled(self) -> None:
        self.opened += 1

    def strips(self) -> list[Strip]:
        return self.grid.render_lines(self.grid.size.region)


@pytest.mark.parametrize(
    "text", ["[@click=app.smuggled]x[/]", "[bold]", "[/]", "$error", "x[link=http://a]y"]
)
async def test_markup_in_a_name_is_shown_and_never_acted_on(text: str) -> None:
    app = One(text)
    async with app.run_test(size=(60, 5)) as pilot:
        app.grid.focus()
        await pilot.press("down", "space", "c")
        await pilot.click(app.grid, offset=(5, 1))
        await pilot.pause()
        lines = app.strips()
        assert text in lines[0].text
        assert text in lines[1].text
        assert app.opened == 0
        assert not any(segment.style and segment.style.meta for line in lines for segment in line)


@pytest.mark.parametrize(
    "text", ["a\x1b]52;c;eA==\x07b", "a\x9b2Jb", "a\r\nb\tc", "a\u202eb", "\ud83d"]
)
async def test_no_control_byte_of_a_name_reaches_the_terminal(text: str) -> None:
    app = One(text)
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        written = "".join(line.render(app.console) for line in app.strips())
        written.encode()
        left = written.replace("\x1b[", "")
        assert not set(left) & {*map(chr, range(32)), *map(chr, range(127, 160)), "\u202e"}
        assert "�" in written


async def test_without_colour_every_state_still_has_a_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = One("Amy")
    async with app.run_test(size=(60, 5)) as pilot:
        app.grid.focus()
        await pilot.press("space", "down")
        await pilot.pause()
        heading, amy, other, *_ = app.strips()
        assert (amy.text[:2], other.text[:2]) == (" ●", "▌ ")
        assert any(s.style and s.style.bold and "Amy" in s.text for s in amy)
        assert any(s.style and s.style.reverse for s in heading)
        for line in (heading, amy, other):
            for segment in line:
                assert segment.style is not None
                for colour in (segment.style.color, segment.style.bgcolor):
                    assert colour is None or colour.triplet is None or len(set(colour.triplet)) == 1


async def test_another_theme_is_drawn_at_once() -> None:
    app = One("Amy")
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        before = app.strips()[2].render(app.console)
        app.theme = "textual-light"
        await pilot.pause()
        assert app.strips()[2].render(app.console) != before


async def test_a_changed_cell_is_told_by_more_than_colour() -> None:
    app = One("Amy")
    async with app.run_test(size=(60, 5)) as pilot:
        app.grid.set_rows(
            [Row("r", (Cell("x"), Cell("y"))), Row("s", (Cell("s", "changed"), Cell("t")))]
        )
        await pilot.pause()
        assert any(s.style and s.style.underline and s.text == "s" for s in app.strips()[2])


async def test_every_role_has_a_look_of_its_own() -> None:
    class More(Grid):
        COMPONENT_CLASSES = {"grid--mine"}  # noqa: RUF012
        DEFAULT_CSS = "More > .grid--mine { text-style: strike; }"

    class Roles(App[None]):
        def compose(self) -> ComposeResult:
            yield More([Column("a", "A")])

    app = Roles()
    async with app.run_test(size=(30, 12)) as pilot:
        grid = app.query_one(More)
        grid.set_rows(Row(role, (Cell(role, role),)) for role in ("first", *ROLES, "mine"))
        await pilot.pause()
        lines = grid.render_lines(grid.size.region)[2:10]
        looks = {next(str(s.style) for s in line if s.text.strip()) for line in lines}
        assert len(looks) >= len(ROLES)
        assert any(s.style and s.style.strike for line in lines for s in line)


def test_the_signs_have_ascii_forms_of_one_cell() -> None:
    for sign in (*vars_of(ASCII), *vars_of(UNICODE)):
        assert cell_len(sign) == 1
    assert "".join(vars_of(ASCII)).isascii()


def vars_of(glyphs: object) -> list[str]:
    return [getattr(glyphs, name) for name in glyphs.__struct_fields__]  # type: ignore[attr-defined]
