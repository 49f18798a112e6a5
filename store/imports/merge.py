"""Rows of an export meet the sheets that are there: replacing, cell by cell.

A cell is (day, platform, shop, layout, nickname, metric). A cell that the file leaves empty, or
marks as not final yet, takes nothing away; a provisional value never replaces a final one. All
else is the later file's.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import repeat

from store.imports.page import Record
from store.imports.parsed import ParsedFile, ParsedRow
from store.naming import name_key
from store.records.metric import METRICS
from store.records.report import Note

_EXAMPLES = 10
"""Replaced final values that a report names one by one."""

Value = float | None


class Tally:
    """What merging a file did, added up over its sheets."""

    def __init__(self) -> None:
        self.changed = 0
        """Cells whose value differs from what was there before."""
        self.final_replaced = 0
        self.kept_final = 0
        """Provisional values of the file that were left because a final one was there."""
        self.examples: list[Note] = []

    def notes(self) -> list[Note]:
        """Return `final_replaced` and `kept_final` with their counts, and some examples."""
        notes = []
        if self.final_replaced:
            notes.append(Note("final_replaced", {"count": self.final_replaced}))
            notes += self.examples
        if self.kept_final:
            notes.append(Note("kept_final", {"count": self.kept_final}))
        return notes


class Part:
    """The rows of one file that go into one sheet."""

    def __init__(self, parsed: ParsedFile, span: tuple[date, date], shop: str) -> None:
        self.parsed = parsed
        self.start, self.end = span
        self.shop = shop
        self.rows: list[ParsedRow] = []


def new_sheet(part: Part, import_id: str, tally: Tally) -> Record:
    """Return the record of a sheet that was not there."""
    parsed = part.parsed
    sheet: Record = {
        "start": part.start.isoformat(),
        "end": part.end.isoformat(),
        "platform": parsed.platform,
        "shop": part.shop,
        "layout": parsed.layout,
        "tool": parsed.tool,
        "metrics": list(parsed.metrics),
        "rows": {row.agent: row.values for row in part.rows},
        "taken": [_taken(parsed, import_id)],
        "origin": {row.agent: [0, row.row] for row in part.rows},
    }
    not_final = {row.agent: list(row.not_final) for row in part.rows if row.not_final}
    groups = {row.agent: row.group for row in part.rows if row.group}
    if not_final:
        sheet["not_final"] = not_final
    if groups:
        sheet["groups"] = groups
    missing = sum(map(tuple.count, sheet["rows"].values(), repeat(None)))
    tally.changed += len(sheet["rows"]) * len(parsed.metrics) - missing
    return sheet


def merged_sheet(old: Record, part: Part, import_id: str, tally: Tally) -> Record:
    """Return the record of a sheet with the file's cells put into it; `old` is left as it is."""
    return _Merging(old, part, import_id, tally).run()


def _taken(parsed: ParsedFile, import_id: str) -> Record:
    return {"file": import_id, "exported_on": parsed.exported_on.isoformat()}


class _Merging:
    """One sheet while rows go into it."""

    def __init__(self, old: Record, part: Part, import_id: str, tally: Tally) -> None:
        self._part = part
        self._tally = tally
        parsed = part.parsed
        self._metrics = [*old["metrics"], *(m for m in parsed.metrics if m not in old["metrics"])]
        self._places = [self._metrics.index(metric) for metric in parsed.metrics]
        self._rows: dict[str, list[Value]] = dict(old["rows"])
        self._taken: list[Record] = [*old["taken"], _taken(parsed, import_id)]
        self._origin: dict[str, Sequence[int]] = dict(old["origin"])
        self._cells: dict[str, dict[str, Sequence[int]]] = dict(old.get("cell_origin", {}))
        self._not_final: dict[str, Sequence[str]] = dict(old.get("not_final", {}))
        self._groups: dict[str, str] = dict(old.get("groups", {}))
        self._old = old
        self._keys: dict[str, str] | None = None
        self._final_on = [
            part.end + timedelta(days=METRICS[metric].delay_days) for metric in parsed.metrics
        ]
        self._new_is_final = [parsed.exported_on >= day for day in self._final_on]
        self._exported = [date.fromisoformat(taken["exported_on"]) for taken in self._taken]

    def run(self) -> Record:
        """Return the sheet with the rows of the new table among those it has."""
        for row in self._part.rows:
            self._put(row, self._nickname(row.agent))
        sheet = {
            **self._old,
            "metrics": self._metrics,
            "rows": self._rows,
            "taken": self._taken,
            "origin": self._origin,
        }
        for field, value in (
            ("cell_origin", self._cells),
            ("not_final", self._not_final),
            ("groups", self._groups),
        ):
            if value:
                sheet[field] = value
            else:
                sheet.pop(field, None)
        width = len(self._metrics)
        if width > len(self._old["metrics"]):
            for nickname, values in self._rows.items():
                if len(values) < width:
                    self._rows[nickname] = [*values, *[None] * (width - len(values))]
        return sheet

    def _nickname(self, written: str) -> str:
        """Return the spelling under which the sheet already knows a nickname."""
        if written in self._rows:
            return written
        if self._keys is None:
            self._keys = {name_key(nickname): nickname for nickname in self._rows}
        return self._keys.setdefault(name_key(written), written)

    def _put(self, row: ParsedRow, nickname: str) -> None:
        before = self._rows.get(nickname)
        values: list[Value] = [*(before or ()), *[None] * len(self._metrics)][: len(self._metrics)]
        marks = set(self._not_final.get(nickname, ()))
        given: list[str] = []
        for index, (metric, value) in enumerate(
            zip(self._part.parsed.metrics, row.values, strict=True)
        ):
            place = self._places[index]
            old = values[place]
            if value is None:
                if metric in row.not_final and old is None:
                    marks.add(metric)
                continue
            provisional = metric in row.not_final or not self._new_is_final[index]
            if old is not None and self._is_final(nickname, index, metric, marks):
                if provisional:
                    self._tally.kept_final += old != value
                    continue
                if old != value:
                    self._tell(row, nickname, metric, old, value)
            self._tally.changed += old != value
            values[place] = value
            given.append(metric)
            (marks.add if metric in row.not_final else marks.discard)(metric)
        self._rows[nickname] = values
        self._note_origin(row, nickname, values, given, new=before is None)
        self._note_marks(nickname, marks)
        if row.group:
            self._groups[nickname] = row.group

    def _is_final(self, nickname: str, index: int, metric: str, marks: Iterable[str]) -> bool:
        """Whether the value that is there could no longer change when it was exported."""
        if metric in marks:
            return False
        where = self._cells.get(nickname, {}).get(metric) or self._origin[nickname]
        return self._exported[where[0]] >= self._final_on[index]

    def _note_origin(
        self, row: ParsedRow, nickname: str, values: list[Value], given: list[str], *, new: bool
    ) -> None:
        here = [len(self._taken) - 1, row.row]
        if new or len(given) == len(values) - values.count(None):
            self._origin[nickname] = here
            self._cells.pop(nickname, None)
        elif given:
            self._cells[nickname] = {
                **self._cells.get(nickname, {}),
                **dict.fromkeys(given, here),
            }

    def _note_marks(self, nickname: str, marks: set[str]) -> None:
        if marks:
            self._not_final[nickname] = sorted(marks)
        else:
            self._not_final.pop(nickname, None)

    def _tell(self, row: ParsedRow, nickname: str, metric: str, old: Value, new: Value) -> None:
        self._tally.final_replaced += 1
        if len(self._tally.examples) < _EXAMPLES:
            told: dict[str, str | int | float | None] = {
                "row": row.row,
                "agent": nickname,
                "day": self._part.end.isoformat(),
                "metric": metric,
                "before": old,
                "after": new,
            }
            self._tally.examples.append(Note("final_replaced_cell", told))
