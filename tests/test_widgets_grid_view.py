"""A refresh keeps the reader's place."""

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from widgets.grid_model import Cell, Column, Order, Row
from widgets.grid_view import GridView

COLUMNS = (Column("name", "Name"), Column("n", "N", sort="number"))


def row(key: str, n: float | None = None, group: str = "") -> Row:
    return Row(key, (Cell(key), Cell(str(n), sort=n)), group)


def made(keys: str = "abcdefghij", height: int = 4) -> GridView:
    view = GridView(COLUMNS)
    view.resize(height)
    view.replace([row(key, i) for i, key in enumerate(keys)])
    return view


def seen(view: GridView) -> str:
    return "".join(r.key for r in view.window)


def test_the_cursor_follows_its_row_when_others_come_before_it() -> None:
    view = made()
    view.move_to(6)
    before = view.index - view.top
    view.replace([row(key) for key in "xyzabcdefghij"])
    assert (view.key, view.index - view.top) == ("g", before)


def test_a_reader_at_the_top_sees_what_comes_in_there() -> None:
    view = made()
    view.move_to(1)
    view.replace([row(key) for key in "xabcdefghij"])
    assert (view.key, seen(view)) == ("b", "xabc")


def test_a_row_that_is_gone_hands_the_cursor_to_the_next_one() -> None:
    view = made("abcdef")
    view.move_to(2)
    view.replace([row(key) for key in "abdef"])
    assert view.key == "d"


def test_the_last_row_gone_hands_it_to_the_one_before() -> None:
    view = made("abc")
    view.move_to(2)
    view.replace([row(key) for key in "ab"])
    assert view.key == "b"


def test_a_cursor_out_of_sight_leaves_the_rows_in_sight_where_they_are() -> None:
    view = made()
    view.scroll(5)
    assert view.position == "6-9/10"
    view.replace([row(key) for key in "xyabcdefghij"])
    assert (view.key, seen(view)) == ("a", "fghi")


def test_sorting_keeps_the_cursor_on_its_row() -> None:
    view = made()
    view.move_to(1)
    view.sort(Order("n", descending=True))
    assert view.key == "b"
    assert "b" in seen(view)


def test_position_counts_what_the_filter_leaves() -> None:
    view = made()
    assert view.position == "1/10"
    view.sift("!a")
    assert view.position == "1/9 (10)"
    view.sift("nobody")
    assert view.position == "0/0 (10)"
    assert view.key is None


def test_rows_that_the_filter_hides_are_no_longer_selected() -> None:
    view = made()
    view.select_all()
    view.sift("!a !b")
    assert view.selected == set("cdefghij")


def test_rows_that_are_gone_are_no_longer_selected() -> None:
    view = made("abc")
    view.select_all()
    view.replace([row("b")])
    assert view.selected == {"b"}


def test_extending_back_over_the_start_selects_the_other_side() -> None:
    view = made()
    view.move_to(3)
    view.extend_to(5)
    assert view.selected == set("def")
    view.extend_to(2)
    assert view.selected == set("cd")


def test_extending_keeps_what_was_selected_before() -> None:
    view = made()
    view.toggle()
    view.move_to(5)
    view.extend_to(6)
    assert view.selected == set("afg")


def test_without_a_selection_the_row_under_the_cursor_is_the_chosen_one() -> None:
    view = made()
    view.move_to(2)
    assert [r.key for r in view.chosen] == ["c"]
    view.toggle()
    view.move_to(0)
    view.toggle()
    assert [r.key for r in view.chosen] == ["a", "c"]


def test_other_columns_keep_the_cursor_in_its_column_and_drop_a_lost_order() -> None:
    view = made()
    view.column = 1
    view.sort(Order("n"))
    view.replace_columns((Column("x", "X"), Column("n", "N")))
    assert (view.column, view.order) == (1, Order("n"))
    view.replace_columns((Column("x", "X"),))
    assert (view.column, view.order) == (0, None)


def test_only_rows_that_differ_are_reported() -> None:
    view = made("abc")
    changed = view.replace([row("a", 0), row("b", 7), row("d", 3)])
    assert [r.key for r in changed] == ["b", "d"]


@given(st.integers(0, 12), st.integers(-3, 15))
def test_a_cursor_that_was_in_sight_stays_so_when_the_window_changes(height: int, at: int) -> None:
    view = made()
    view.move_to(at)
    view.resize(height)
    assert height == 0 or view.top <= view.index < view.top + height


class Reading(RuleBasedStateMachine):
    """Anything a reader and a feed may do in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.view = GridView(COLUMNS)

    @rule(keys=st.lists(st.sampled_from("abcdefghijkl"), unique=True), n=st.integers(0, 3))
    def feed(self, keys: list[str], n: int) -> None:
        was = self.view.key
        self.view.replace([row(key, (ord(key) * n) % 5 or None, key) for key in keys])
        if was in {r.key for r in self.view.shown}:
            assert self.view.key == was

    @rule(order=st.sampled_from([None, Order("n"), Order("n", True), Order("name", True)]))
    def sort(self, order: Order | None) -> None:
        was = self.view.key
        self.view.sort(order)
        assert self.view.key == was

    @rule(typed=st.sampled_from(["", "a", "!a", "group:b", "!c !d", "zz"]))
    def sift(self, typed: str) -> None:
        self.view.sift(typed)

    @rule(index=st.integers(-5, 20))
    def move(self, index: int) -> None:
        self.view.move_to(index)
        self.in_sight()

    @rule(index=st.integers(-5, 20))
    def extend(self, index: int) -> None:
        self.view.extend_to(index)
        self.in_sight()

    @rule(rows=st.integers(-5, 5))
    def wheel(self, rows: int) -> None:
        self.view.scroll(rows)

    @rule(height=st.integers(0, 8))
    def resize(self, height: int) -> None:
        self.view.resize(height)

    @rule()
    def toggle(self) -> None:
        self.view.toggle()

    @rule()
    def select_all(self) -> None:
        self.view.select_all()

    def in_sight(self) -> None:
        view = self.view
        if view.shown and view.height:
            assert view.top <= view.index < view.top + view.height

    @invariant()
    def it_fits_together(self) -> None:
        view = self.view
        shown = [r.key for r in view.shown]
        assert 0 <= view.index <= max(0, len(shown) - 1)
        assert view.top == 0 or view.height == 0 or view.top + view.height <= len(shown)
        assert view.selected <= set(shown)
        assert set(shown) <= set(view.rows)
        assert (view.key is None) == (not shown)


TestReading = Reading.TestCase
