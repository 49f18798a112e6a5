"""A file is opened by what it holds: encoding, delimiter, sheets, and rows as a person counts."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import BadFile
from store.imports.encodings import PIECE
from store.imports.readers import digest, open_tables
from store.imports.table import Cell, RawTable

HEADER = "客服昵称,接待人数,平均接待时长"
TEXT = f"{HEADER}\r\n小禾,82,8分48秒\r\n小满,61,12分3秒\r\n"
ROWS = [
    ["客服昵称", "接待人数", "平均接待时长"],
    ["小禾", "82", "8分48秒"],
    ["小满", "61", "12分3秒"],
]


def written(tmp_path: Path, data: bytes, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def only(path: Path) -> tuple[RawTable, list[tuple[int, list[Cell]]]]:
    (read,) = [(table, list(table.rows)) for table in open_tables(path)]
    return read


def code_of(path: Path) -> str:
    with pytest.raises(BadFile) as refused:
        for table in open_tables(path):
            list(table.rows)
    assert refused.value.values["path"] == str(path)
    return refused.value.code


@pytest.mark.parametrize(
    ("codec", "mark", "told"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("gb18030", b"", "gb18030"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-16-le", b"", "utf-16"),
        ("utf-16-be", b"", "utf-16"),
    ],
)
def test_every_encoding_gives_the_same_rows(
    tmp_path: Path, codec: str, mark: bytes, told: str
) -> None:
    table, rows = only(written(tmp_path, mark + TEXT.encode(codec)))
    assert table.encoding == told
    assert [cells for _, cells in rows] == ROWS
    assert table.notes == []
    assert table.done == table.total


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_end_gives_the_same_rows(
    tmp_path: Path, delimiter: str, end: str
) -> None:
    text = TEXT.replace(",", delimiter).replace("\r\n", end)
    _, rows = only(written(tmp_path, text.encode()))
    assert rows == list(enumerate(ROWS, 1))


def test_thousands_commas_in_a_tabbed_file_are_no_delimiters(tmp_path: Path) -> None:
    lines = ["客服\t销售额\t退款"] + [f"小禾{n}\t1,234,567.50\t2,000.00" for n in range(9)]
    _, rows = only(written(tmp_path, "\n".join(lines).encode()))
    assert {len(cells) for _, cells in rows} == {3}


def test_a_row_has_the_number_of_the_line_it_begins_on(tmp_path: Path) -> None:
    _, rows = only(written(tmp_path, b'title\n\na,b\n"two\nlines",1\nlast,2\n'))
    assert [(number, len(cells)) for number, cells in rows] == [
        (1, 1),
        (2, 0),
        (3, 2),
        (4, 2),
        (6, 2),
    ]


def test_the_encoding_is_that_of_the_whole_file_not_of_its_beginning(tmp_path: Path) -> None:
    ascii_lines = b"agent,received\n" + b"a,1\n" * PIECE
    table, rows = only(written(tmp_path, ascii_lines + "小禾,82\n".encode("gb18030")))
    assert table.encoding == "gb18030"
    assert rows[-1][1] == ["小禾", "82"]


def test_a_character_cut_by_the_end_of_the_file_is_told(tmp_path: Path) -> None:
    table, rows = only(written(tmp_path, TEXT.encode() + "小禾".encode()[:-1]))
    assert table.encoding == "utf-8"
    assert [note.code for note in table.notes] == ["cut_short"]
    assert rows[-1][1] == ["小"]


@settings(max_examples=50, deadline=None)
@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(codec="gb18030", exclude_categories=("Cc", "Cs"))),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=8,
    ),
    codec=st.sampled_from(["utf-8-sig", "gb18030"]),
)
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], codec: str
) -> None:
    rows = [["列一", "列二", "列三"], *rows]
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    path = written(tmp_path_factory.mktemp("any"), "\n".join(quoted).encode(codec))
    _, read = only(path)
    assert [cells for _, cells in read] == rows


def test_a_workbook_gives_every_sheet_with_the_rows_a_person_sees(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "数据信息"
    first["C4"], first["D4"], first["C5"], first["D5"] = "客服", "接待", "小禾", 82
    second = book.create_sheet("二")
    second["A1"], second["B1"], second["C1"] = dt.date(2026, 4, 20), dt.timedelta(hours=30), True
    book.create_sheet("空")
    path = tmp_path / "book.csv"
    book.save(path)
    tables = [(table.name, table.encoding, list(table.rows)) for table in open_tables(path)]
    assert [name for name, _, _ in tables] == ["数据信息", "二"]
    rows = dict(tables[0][2])
    assert [number for number, _ in tables[0][2]] == [1, 2, 3, 4, 5]
    assert [cell for cell in rows[5] if cell != ""] == ["小禾", 82.0]
    assert tables[1][2] == [(1, [dt.date(2026, 4, 20), dt.timedelta(hours=30), True])]
    (named,) = [table.name for table in open_tables(path, sheet="二")]
    assert named == "二"
    with pytest.raises(BadFile, match="no_sheet"):
        list(open_tables(path, sheet="三"))


def test_an_old_workbook_is_read_whatever_its_name_says(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("客服")
    for column, cell in enumerate(("客服", "接待量")):
        sheet.write(3, column, cell)
        sheet.write(4, column, ("小禾", 82)[column])
    path = tmp_path / "jd.xlsx"
    book.save(str(path))
    table, rows = only(path)
    assert table.encoding == "xls"
    assert rows[4] == (5, ["小禾", 82.0])


def test_text_named_xls_is_read_as_text(tmp_path: Path) -> None:
    table, rows = only(written(tmp_path, TEXT.replace(",", "\t").encode("gb18030"), "a.xls"))
    assert table.encoding == "gb18030"
    assert rows[1][1] == ROWS[1]


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("empty_file", b""),
        ("empty_file", b"\xef\xbb\xbf\r\n  \r\n"),
        ("not_a_table", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("not_a_table", b"\xff\xd8\xff\xe0\0\x10JFIF"),
        ("not_a_table", b"BM\x36\0\0\0\0\0\0\0"),
        ("not_a_table", b"%PDF-1.7\n"),
        ("html_table", b"<html><body><table><tr><td>1</td></tr></table>"),
        ("html_table", "\ufeff\n<!DOCTYPE html><table>".encode()),
        ("xml_spreadsheet", b'<?xml version="1.0"?><Workbook xmlns="urn:x"></Workbook>'),
        ("not_text", bytes(range(256)) * 40),
        ("unreadable", b"PK\x03\x04" + b"nonsense" * 50),
        ("unreadable", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("unclosed_quote", b'agent,received\na,1\n"b,2\nc,3\nd,4\n'),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(
    tmp_path: Path, code: str, data: bytes
) -> None:
    assert code_of(written(tmp_path, data)) == code


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert code_of(tmp_path / "nowhere.csv") == "cannot_open"
    assert code_of(tmp_path) == "not_a_file"


def test_a_header_may_begin_like_a_bitmap(tmp_path: Path) -> None:
    _, rows = only(written(tmp_path, b"BM,MZ\n1,2\n"))
    assert rows[0][1] == ["BM", "MZ"]


def test_a_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, b"abc")
    assert digest(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
