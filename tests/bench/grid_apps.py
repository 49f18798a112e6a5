"""The apps that `run_grid` compares: `python -m tests.bench.grid_apps KIND ROWS COLUMNS`.

In each of them `t` changes every cell, `u` those of every tenth row; `static` writes a new number
on any of the keys.
"""

import gc
import sys
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import DataTable, Static

from widgets.grid import Grid
from widgets.grid_model import Cell, Column, Row


def text(row: int, column: int, turn: int) -> str:
    """Return what stands in a cell at a turn: a number that differs from the turn before."""
    return f"{(row * 7 + column * 13 + turn) % 1000 / 10:.1f}"


class Bench(App[None]):
    """What they share: a size, a turn, and a start with a quiet collector."""

    BINDINGS: ClassVar[list[BindingType]] = [("t", "tick(1)", ""), ("u", "tick(10)", "")]

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self.rows, self.columns, self.turn = rows, columns, 0
        self.turns = [0] * rows

    def on_ready(self) -> None:
        gc.collect()
        gc.freeze()

    def action_tick(self, every: int) -> None:
        self.turn += 1
        self.turns[::every] = [self.turn] * len(self.turns[::every])
        self.show(every)

    def show(self, every: int) -> None:
        raise NotImplementedError


class StaticApp(Bench):
    """The floor of a key: one Static that shows a new number."""

    BINDINGS: ClassVar[list[BindingType]] = [("down", "tick(1)", ""), ("up", "tick(1)", "")]

    def compose(self) -> ComposeResult:
        yield Static("0")

    def show(self, every: int) -> None:
        self.query_one(Static).update(str(self.turn))


class GridApp(Bench):
    """Our grid."""

    def compose(self) -> ComposeResult:
        columns = [
            Column(f"c{i}", f"C{i}", width=10 if i == 0 else 6, align="right", sort="number")
            for i in range(self.columns)
        ]
        yield Grid(columns)

    def on_mount(self) -> None:
        self.show(1)

    def show(self, every: int) -> None:
        self.query_one(Grid).set_rows([self.row(r) for r in range(self.rows)])

    def row(self, row: int) -> Row:
        turn = self.turns[row]
        cells = [Cell(f"agent {row}")]
        for column in range(1, self.columns):
            shown = text(row, column, turn)
            cells.append(Cell(shown, "bad" if shown.endswith("7") else "", float(shown)))
        return Row(f"a{row}", tuple(cells))


class TableApp(Bench):
    """Textual's DataTable doing the same."""

    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        table = self.table()
        for i in range(self.columns):
            table.add_column(f"C{i}", key=f"c{i}", width=10 if i == 0 else 6)
        for row in range(self.rows):
            cells = [text(row, column, 0) for column in range(1, self.columns)]
            table.add_row(f"agent {row}", *cells, key=f"a{row}")

    def table(self) -> DataTable[Any]:
        return self.query_one(DataTable)

    def show(self, every: int) -> None:
        table = self.table()
        for row in range(0, self.rows, every):
            for column in range(1, self.columns):
                table.update_cell(f"a{row}", f"c{column}", text(row, column, self.turns[row]))


if __name__ == "__main__":
    kinds: dict[str, type[Bench]] = {"static": StaticApp, "grid": GridApp, "table": TableApp}
    kinds[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3])).run()
