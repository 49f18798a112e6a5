"""docs/layouts.md lists the layouts, headers and words as they are."""

import re
import tomllib
from pathlib import Path

from store.imports import guards
from store.imports.days import EARLIEST
from store.imports.layouts import ROLES, Layout, vocabulary
from store.imports.mapping_file import read_mapping
from store.imports.values import Odd, read_cell
from tests.docs_tables import page, rows, section

PAGE = "layouts.md"
TOML = Path(__file__).resolve().parent.parent / "store" / "imports" / "layouts.toml"
SHIPPED = tomllib.loads(TOML.read_text("utf-8"))


def test_every_layout_stands_there() -> None:
    told = {row["layout"]: row for row in rows(PAGE, "## The layouts")}
    layouts = vocabulary().layouts
    assert list(told) == list(layouts)
    for layout in layouts.values():
        row = told[layout.id]
        wanted = (layout.tool, layout.platform, layout.kind)
        assert (row["tool"], row["platform"], row["kind"]) == wanted


def _columns(layout: Layout) -> list[tuple[str, str]]:
    found = []
    for role in ROLES:
        headers = getattr(layout, role)
        found += [(h, role) for h in ([headers] if isinstance(headers, str) else headers) if h]
    found += [(header, metric or "-") for header, metric in layout.columns.items()]
    return found + [(" + ".join(headers), metric) for metric, headers in layout.sums.items()]


def test_every_header_stands_there_with_what_it_becomes() -> None:
    for layout in vocabulary().layouts.values():
        told = [(row["header"], row["becomes"]) for row in rows(PAGE, f"### {layout.id}")]
        assert told == _columns(layout), layout.id


def test_every_word_known_anywhere_stands_there() -> None:
    told = [(row["headers"], row["become"]) for row in rows(PAGE, "## Words known anywhere")]
    known = {**SHIPPED["words"], **SHIPPED["aliases"]}
    assert told == [(", ".join(headers), meaning) for meaning, headers in known.items()]


def test_cells_are_read_as_the_page_says() -> None:
    assert [read_cell(cell, "count") for cell in ("", "-", "--", "/", "N/A")] == [None] * 5
    assert read_cell("延迟统计", "rate") is Odd.NOT_FINAL
    assert read_cell("8分48秒", "seconds") == read_cell("00:08:48", "seconds") == 528
    assert read_cell("1 hour 5 minutes", "seconds") == 3900
    assert (read_cell("¥1,234.50", "money"), read_cell("1.2万", "money")) == (1234.5, 12000)
    assert read_cell("97.1%", "rate") == 0.971
    for text in ("8分48秒", "1 hour 5 minutes", "00:08:48", "¥1,234.50", "1.2万", "97.1%"):
        assert text in section(PAGE, "## How cells are read")


def test_the_limits_are_those_of_the_code() -> None:
    text = page(PAGE)
    assert f"{guards.MAX_COLUMNS:,} columns" in text
    assert f"{guards.MAX_CELLS:,} cells" in text
    assert f"{guards.MAX_LINE:,} characters" in text
    assert f"{guards.MAX_INFLATED >> 20} MB" in text
    assert f"before {EARLIEST.year}" in text


def test_the_mapping_it_shows_is_one(tmp_path: Path) -> None:
    shown = re.search(r"```toml\n(.*?)```", page(PAGE), re.DOTALL)
    assert shown is not None
    path = tmp_path / "map.toml"
    path.write_text(shown[1], "utf-8")
    mapping = read_mapping(path)
    assert (mapping.agent, mapping.day, mapping.skip_rows) == ("客服", "日期", 2)
    assert mapping.columns == {"接待数": "received", "在线(h)": "online_s"}
    assert mapping.unit == {"在线(h)": "h"}
