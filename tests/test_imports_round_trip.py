"""What is written in any layout, dialect and encoding is read back as the same values."""

import random
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.cleaning import clean_text
from store.imports.layouts import Layout, vocabulary
from store.imports.parsed import ParsedFile
from store.imports.summary import is_summary, summary_words
from store.records.metric import METRICS, Unit
from tests.import_files import TEXT_KINDS, Written, parse_one, write_text, write_xls, write_xlsx

Say = Callable[[float], Written]
FIRST = date(2026, 4, 20)
SUMS = summary_words()


def _is_a_name(text: str) -> bool:
    """Whether a text can be somebody's name: visible as it stands, no number, no sum."""
    return clean_text(text) == text and not text.isdecimal() and not is_summary(text, SUMS)


LAYOUTS = [
    layout for layout in vocabulary().layouts.values() if layout.kind in ("agent_days", "shop_days")
]
MISSING = ("", "-", "--", "/", "N/A")
NAMES = st.text(
    st.characters(codec="gb18030", categories=("Lu", "Ll", "Lo", "Nd")), min_size=1, max_size=8
).filter(_is_a_name)


def _spell(seconds: float) -> str:
    whole = int(seconds)
    parts = [(whole // 3600, "小时"), (whole // 60 % 60, "分"), (whole % 60, "秒")]
    return "".join(f"{count}{unit}" for count, unit in parts if count) or "0秒"


def _in_english(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600} hours {whole // 60 % 60} minutes {whole % 60} seconds"


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


SAYINGS: dict[Unit, list[Say]] = {
    "count": [lambda v: v, str, lambda v: f"{v:,.0f}", lambda v: str(int(v))],
    "seconds": [_spell, _in_english, _clock],
    "rate": [lambda v: v, str, lambda v: f"{v:.2%}", lambda v: round(v * 100, 2)],
    "ratio": [lambda v: v, str],
    "money": [lambda v: v, lambda v: f"￥{v:,.2f}", lambda v: f"{v:,.2f}元", lambda v: f"{v:.2f}"],
    "score": [lambda v: v, str],
}


def _draw_value(draw: st.DrawFn, unit: Unit) -> float:
    if unit == "rate":
        # Above two in a hundred, so that a percentage can be told from a share.
        return draw(st.integers(300, 10_000)) / 10_000
    if unit in ("count", "seconds"):
        return float(draw(st.integers(0, 50_000)))
    return draw(st.integers(0, 10**7)) / 100


Expected = dict[tuple[date | None, str], dict[str, float | None]]


@st.composite
def tables(draw: st.DrawFn) -> tuple[Layout, list[list[Written]], Expected]:
    """A table of a layout as a platform could write it, and what it says."""
    layout = draw(st.sampled_from(LAYOUTS))
    parts = {part for headers in layout.sums.values() for part in headers}
    headers = {h: m for h, m in layout.columns.items() if h not in parts}
    if layout.own:
        headers = {metric: metric for metric in draw(st.permutations(list(METRICS)))[:9]}
    if layout.id == "chatwoot_agents":
        chinese = draw(st.booleans())
        headers = {h: m for h, m in headers.items() if h.isascii() != chinese}
    agent = "" if layout.kind == "shop_days" else _word(layout.agent)
    day = _word(layout.day)
    extra = [_word(layout.shop), _word(layout.group)] if not layout.own else []
    order = draw(st.permutations([*headers, *filter(None, [agent, day, *extra])]))
    says = {h: _saying(draw, h, m, layout) for h, m in headers.items() if m}
    people = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True)) if agent else [""]
    days = [FIRST + timedelta(days=n) for n in range(draw(st.integers(1, 3)))] if day else [None]
    rows: list[list[Written]] = []
    expected: Expected = {}
    for of_day in days:
        for name in people:
            cells: dict[str, Written] = {agent: name, **dict.fromkeys(filter(None, extra), "同")}
            if of_day:
                cells[day] = of_day.isoformat()
            values: dict[str, float | None] = {}
            for header, metric in headers.items():
                cells[header], value = _cell(draw, metric, says.get(header))
                if metric:
                    values[metric] = value
            if agent and all(cells[h] in ("", name) for h in order):
                cells[next(h for h in headers if headers[h])] = "-"  # else it would be a footnote
            rows.append([cells[header] for header in order])
            expected[of_day, name] = values
    if draw(st.booleans()):
        word = draw(st.sampled_from(["汇总", "均值", "合计", "汇总值", "Total"]))
        rows.append([word if h == (agent or day) else 5.0 for h in order])
    above: list[list[Written]] = [["客服报表"], [""]] if draw(st.booleans()) else []
    return layout, [*above, list(order), *rows], expected


def _word(words: str | list[str]) -> str:
    return words if isinstance(words, str) else words[0]


def _saying(draw: st.DrawFn, header: str, metric: str, layout: Layout) -> Say:
    unit = METRICS[metric].unit
    if layout.own:
        return lambda v: v
    if unit == "seconds" and "(时)" in header:
        return lambda v: v / 3600
    return draw(st.sampled_from(SAYINGS[unit]))


def _cell(draw: st.DrawFn, metric: str, say: Say | None) -> tuple[Written, float | None]:
    """Return what is written in a cell, and the value that it stands for."""
    if say is None:
        other: list[Written] = [7.0, "无", "8"]
        return draw(st.sampled_from(other)), None
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(MISSING)), None
    value = _draw_value(draw, METRICS[metric].unit)
    return say(value), value


def _check(parsed: ParsedFile, layout: Layout, expected: Expected) -> None:
    assert parsed.problem is None
    assert parsed.layout == layout.id
    assert parsed.platform == layout.platform
    assert not parsed.rejects
    found = {
        (row.day if layout.day else None, row.agent): dict(
            zip(parsed.metrics, row.values, strict=True)
        )
        for row in parsed.rows
    }
    assert found.keys() == expected.keys()
    for key, values in expected.items():
        assert found[key] == pytest.approx(values, nan_ok=False)


WRITERS = [*TEXT_KINDS, ("xlsx", ""), ("xls", "")]


@settings(max_examples=150, deadline=None)
@given(tables(), st.sampled_from(WRITERS), st.randoms(use_true_random=False))
def test_a_table_reads_back_as_it_was_written(
    written: tuple[Layout, list[list[Written]], Expected],
    how: tuple[str, str],
    luck: random.Random,
) -> None:
    layout, table, expected = written
    kind, delimiter = how
    with tempfile.TemporaryDirectory() as folder:
        name = luck.choice(["客服_2026-04-20至2026-04-20", "客服20260420", "2026年4月20日"])
        path = Path(folder) / f"{name}.{kind if kind in ('xlsx', 'xls') else 'csv'}"
        if kind == "xlsx":
            write_xlsx(path, table)
        elif kind == "xls":
            write_xls(path, table)
        else:
            write_text(path, table, kind, delimiter)
        parsed = parse_one(path)
        assert parsed.encoding == kind
        _check(parsed, layout, expected)
