"""Random teams, reckoned a second time in the plainest way there is."""

from datetime import date
from statistics import median
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.figures.agents import agent_figures
from store.records.people import Binding
from tests.figures_build import NOW, day, sheet, team

AGENTS = {"ann": "g", "bob": "g", "cat": "h", "dan": "g"}
NICKNAMES = ("ann", "bob", "cat", "dan", "ann2", "desk", "loose")
OWNER = {"ann": "ann", "bob": "bob", "cat": "cat", "dan": "dan", "ann2": "ann", "desk": "*"}
WEIGHTS = {
    "avg_response_s": ("served", "received"),
    "conversion_final": ("inquirers",),
    "reply_rate_3min": ("served", "received"),
}
SUMS = ("received", "served", "inquirers", "sales")
METRICS = (*SUMS, *WEIGHTS)
START, END = day(-1), day(1)


class Fact(NamedTuple):
    """One number of a file."""

    who: str
    day: date
    platform: str
    metric: str
    value: float
    row: dict[str, float]


value = st.one_of(st.none(), st.integers(0, 400).map(float))
rows = st.dictionaries(
    st.sampled_from(NICKNAMES), st.fixed_dictionaries(dict.fromkeys(METRICS, value)), max_size=7
)
places = st.tuples(st.integers(-29, 2), st.sampled_from(("taobao", "jd")))
exports = st.dictionaries(places, rows, min_size=8, max_size=30)


def facts_of(files: dict[tuple[int, str], dict[str, dict[str, float | None]]]) -> list[Fact]:
    found = []
    for (on, platform), sheet_rows in files.items():
        for nickname, cells in sheet_rows.items():
            if nickname in OWNER:
                row = {m: v for m, v in cells.items() if v is not None}
                found += [
                    Fact(OWNER[nickname], day(on), platform, m, v, row) for m, v in row.items()
                ]
    return found


def between(facts: list[Fact], who: str | None, start: date, end: date) -> list[Fact]:
    return [f for f in facts if who in (None, f.who) and start <= f.day <= end]


def reckon(facts: list[Fact], metric: str) -> tuple[float | None, float | None]:
    """Return value and n by the contract's words."""
    cells = [f for f in facts if f.metric == metric]
    if not cells:
        return None, None
    if metric == "reply_rate_3min" and len({f.platform for f in cells}) > 1:
        return None, None
    if metric in SUMS:
        return sum(f.value for f in cells), len(cells)
    weights = []
    for cell in cells:
        weights.append(next((cell.row[w] for w in WEIGHTS[metric] if w in cell.row), None))
    if len(cells) == 1:
        return cells[0].value, weights[0]
    if None in weights or not sum(w for w in weights if w is not None):
        return None, None
    total = sum(w for w in weights if w is not None)
    return sum(c.value * (w or 0) for c, w in zip(cells, weights, strict=True)) / total, total


def usual(facts: list[Fact], who: str, metric: str) -> float | None:
    here = [f for f in between(facts, who, START, END) if f.metric == metric]
    before = between(facts, who, day(-29), day(-2))
    if metric == "reply_rate_3min" and here:
        before = [f for f in before if f.platform in {f.platform for f in here}]
    if len({f.day for f in before}) < 7:
        return None
    found, _ = reckon(before, metric)
    if metric not in SUMS or found is None or not here:
        return found
    return found / len({f.day for f in before if f.metric == metric}) * len({f.day for f in here})


def middle(facts: list[Fact], who: str, metric: str) -> float | None:
    mine = [f for f in between(facts, who, START, END) if f.metric == metric]
    values = []
    for other, group in AGENTS.items():
        theirs = between(facts, other, START, END)
        cells = [f for f in theirs if f.metric == metric]
        found, n = reckon(theirs, metric)
        if group != AGENTS[who] or found is None:
            continue
        if {f.platform for f in cells} != {f.platform for f in mine}:
            continue
        if metric in SUMS:
            values.append(found / len({f.day for f in cells}))
        elif n is not None and n >= 30:
            values.append(found)
    if len(values) < 2:
        return None
    return median(values) * (len({f.day for f in mine}) if metric in SUMS else 1)


def near(found: float | None) -> object:
    return None if found is None else pytest.approx(found, rel=1e-9, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(exports)
def test_every_number_is_what_a_plain_reckoning_gives(
    files: dict[tuple[int, str], dict[str, dict[str, float | None]]],
) -> None:
    bindings = tuple(
        Binding(nickname=nick, agent=who) if who != "*" else Binding(nickname=nick, kind="shared")
        for nick, who in OWNER.items()
    )
    sheets = [sheet(rows, on=day(on), platform=p) for (on, p), rows in files.items()]
    report = agent_figures(
        team(*sheets, agents=AGENTS, bindings=bindings), START, END, NOW, sources=False
    )
    facts = facts_of(files)
    for agent in report.agents:
        mine = between(facts, agent.id, START, END)
        assert agent.days == len({f.day for f in mine})
        for metric, compared in agent.metrics.items():
            value, n = reckon(mine, metric)
            assert compared.figure.value == near(value)
            assert compared.figure.n == near(n if value is not None else compared.figure.n)
            own = compared.own_usual.value if compared.own_usual else None
            assert own == near(usual(facts, agent.id, metric))
            assert compared.team_median == near(middle(facts, agent.id, metric))
    for metric in SUMS:
        whole = [f.value for f in between(facts, None, START, END) if f.metric == metric]
        found = report.team[metric].value if metric in report.team else None
        assert found == near(sum(whole) if whole else None)
