"""Tables that leave the house open in a spreadsheet or a browser and run nothing there."""

from store.exports.csv_text import csv_text
from store.exports.page import html_text, markdown_text
from store.exports.table import Table

TABLE = Table(
    headers=("name", "received"),
    rows=(("=cmd|'/c calc'!A1", 98.0), ("小禾 <b>|*", -3.5), ("\tx", None)),
    title="Agents & <all>",
    notes=("* may still change",),
    numbers=frozenset({1}),
)


def test_a_text_cell_that_would_be_a_formula_gets_an_apostrophe_and_a_number_does_not() -> None:
    lines = csv_text(TABLE).split("\r\n")
    assert lines[0] == "name,received"
    assert lines[1] == "'=cmd|'/c calc'!A1,98"
    assert lines[2] == "小禾 <b>|*,-3.5"
    assert lines[3] == "'\tx,"


def test_markdown_cells_can_not_break_the_table() -> None:
    text = markdown_text(TABLE)
    assert "| 小禾 \\<b\\>\\|\\* | -3.5 |" in text
    assert "| --- | ---: |" in text


def test_html_escapes_every_outside_string() -> None:
    text = html_text(TABLE, language="zh-CN")
    assert "<b>" not in text
    assert "小禾 &lt;b&gt;|*" in text
    assert '<html lang="zh-CN">' in text
    assert "<script" not in text
