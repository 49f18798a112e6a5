"""Cells of sheets, whatever is imported in whatever order, against the rule told plainly."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from store.imports.merge import Part, Tally, merged_sheet, new_sheet
from store.imports.page import Record
from store.imports.parsed import ParsedFile, ParsedRow
from store.records.metric import METRICS
from store.records.report import Columns, Rows

DAY = date(2026, 4, 20)
PEOPLE = ("小禾", "小满", "立夏")
NAMES = ("received", "sales", "conversion_order", "conversion_final")

Export = tuple[int, tuple[str, ...], dict[str, tuple[float | str | None, ...]]]
"""Days after DAY on which it was exported, its metrics, nickname -> cells; "later" is not final."""

cells = st.one_of(st.none(), st.just("later"), st.integers(0, 3).map(float))
exports: st.SearchStrategy[Export] = st.lists(
    st.sampled_from(NAMES), min_size=1, unique=True
).flatmap(
    lambda metrics: st.tuples(
        st.integers(0, 6),
        st.just(tuple(metrics)),
        st.dictionaries(st.sampled_from(PEOPLE), st.tuples(*[cells] * len(metrics)), min_size=1),
    )
)


def parsed(export: Export) -> ParsedFile:
    days, metrics, people = export
    rows = [
        ParsedRow(
            row=number,
            agent=agent,
            day=DAY,
            shop=None,
            group=None,
            values=tuple(None if cell == "later" else cell for cell in values),  # type: ignore[misc]
            not_final=tuple(m for m, cell in zip(metrics, values, strict=True) if cell == "later"),
        )
        for number, (agent, values) in enumerate(people.items(), 2)
    ]
    return ParsedFile(
        path="a.csv",
        digest="",
        encoding="utf-8",
        sheet=None,
        layout="jd_agents",
        tool="jd",
        platform="jd",
        kind="agent_days",
        metrics=metrics,
        rows=rows,
        span=None,
        columns=Columns(),
        counts=Rows(),
        rejects=(),
        warnings=(),
        shape="",
        headers=(),
        exported_on=DAY + timedelta(days=days),
    )


def put(sheet: Record | None, export: Export, name: str, tally: Tally) -> Record:
    part = Part(parsed(export), (DAY, DAY), "main")
    part.rows = part.parsed.rows
    if sheet is None:
        return new_sheet(part, name, tally)
    return merged_sheet(sheet, part, name, tally)


class Plain:
    """The rule for one cell: later wins, unless it says nothing or less surely."""

    def __init__(self) -> None:
        self.cells: dict[tuple[str, str], tuple[float, int, bool]] = {}
        """(person, metric) -> value, index of the export, final."""
        self.waiting: set[tuple[str, str]] = set()
        self.changed = self.final_replaced = self.kept_final = 0

    def put(self, index: int, export: Export) -> None:
        days, metrics, people = export
        for person, values in people.items():
            for metric, value in zip(metrics, values, strict=True):
                self._cell(index, (person, metric), value, days >= METRICS[metric].delay_days)

    def _cell(
        self, index: int, at: tuple[str, str], value: float | str | None, final: bool
    ) -> None:
        old = self.cells.get(at)
        if value == "later" and old is None:
            self.waiting.add(at)
        if value is None or isinstance(value, str):
            return
        if old is not None and old[2] and not final:
            self.kept_final += old[0] != value
            return
        differs = old is None or old[0] != value
        self.changed += differs
        self.final_replaced += differs and old is not None and old[2]
        self.cells[at] = (value, index, final)
        self.waiting.discard(at)


@settings(max_examples=300, deadline=None)
@given(st.lists(exports, min_size=1, max_size=5))
def test_every_order_of_exports_leaves_what_the_rule_says(several: list[Export]) -> None:
    sheet: Record | None = None
    plain, tally = Plain(), Tally()
    for index, export in enumerate(several):
        before = repr(sheet)
        after = put(sheet, export, f"file {index}", tally)
        assert repr(sheet) == before  # what was there is left as it was
        sheet = after
        plain.put(index, export)
    assert sheet is not None
    for person, values in sheet["rows"].items():
        assert len(values) == len(sheet["metrics"])
        for metric, value in zip(sheet["metrics"], values, strict=True):
            known = plain.cells.get((person, metric))
            assert value == (known and known[0])
            if known is not None:
                origins = sheet.get("cell_origin", {}).get(person, {})
                taken, row = origins.get(metric, sheet["origin"][person])
                assert sheet["taken"][taken]["file"] == f"file {known[1]}"
                assert row == list(several[known[1]][2]).index(person) + 2
    waiting = {(p, m) for p, metrics in sheet.get("not_final", {}).items() for m in metrics}
    assert waiting == plain.waiting
    assert {person for _, _, people in several for person in people} == set(sheet["rows"])
    assert (tally.changed, tally.final_replaced, tally.kept_final) == (
        plain.changed,
        plain.final_replaced,
        plain.kept_final,
    )
