"""Rows handed out as text."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from widgets.grid_copy import as_csv, as_text
from widgets.grid_model import Cell, Column, Row

COLUMNS = (Column("a", "Agent"), Column("b", "AHT"))


def row(*texts: str) -> Row:
    return Row(texts[0], tuple(Cell(text) for text in texts))


def test_copied_text_has_headings_and_tabs() -> None:
    assert as_text([row("Amy", "3:10"), row("蔡", "")], COLUMNS) == "Agent\tAHT\nAmy\t3:10\n蔡\t"


def test_a_tab_in_a_name_does_not_make_a_column() -> None:
    assert as_text([row("A\tmy", "1")], COLUMNS).splitlines()[1] == "A�my\t1"


def test_csv_quotes_what_needs_it() -> None:
    assert as_csv([row('A,"my"', "1")], COLUMNS) == 'Agent,AHT\r\n"A,""my""",1\r\n'


def test_a_formula_in_a_name_is_not_run_by_a_spreadsheet() -> None:
    lines = list(csv.reader(io.StringIO(as_csv([row("=HYPERLINK(1)", "-3.5 %")], COLUMNS))))
    assert lines[1] == ["'=HYPERLINK(1)", "-3.5 %"]


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=5))
def test_csv_reads_back_as_one_line_a_row(texts: list[tuple[str, str]]) -> None:
    written = as_csv([row(*pair) for pair in texts], COLUMNS)
    lines = list(csv.reader(io.StringIO(written, newline="")))
    assert [len(line) for line in lines] == [2] * (len(texts) + 1)
