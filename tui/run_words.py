"""An import in words, as one screen shows it: the heading, a row a table, its details."""

from collections.abc import Iterator

from textual.content import Content

from tui.context import Session
from tui.import_state import Line, RunState
from tui.import_words import ImportWords
from widgets.grid_model import Cell, Row

_BAR = 20
_NAME_CELLS = 40
_STYLES = {
    "head": "$text-primary bold",
    "good": "$text-success",
    "warn": "$text-warning",
    "bad": "$text-error",
    "dim": "$text-muted",
}


class RunWords:
    """Says where an import stands."""

    def __init__(self, session: Session, state: RunState) -> None:
        self._session = session
        self._words = session.words
        self._says = ImportWords(session)
        self._state = state
        self._known: dict[str, tuple[Line, Row]] = {}
        """Rows that were made, with what they were made of: most stay from tick to tick."""

    def heading(self, part: float | None) -> str:
        """Return how far it is, or what came of it; `part` of the present file is read."""
        words, state = self._words, self._state
        if state.phase in ("looking", "taking"):
            done = (state.at + (part or 0)) / state.all if state.all else 0
            message = (
                words.text("{bar} looking at {n} of {all}; nothing is written yet")
                if state.phase == "looking"
                else words.text("{bar} taking {n} of {all}; esc stops after this file")
            )
            return words.fill(message, bar=self._bar(done), n=state.at + 1, all=state.all)
        return words.listed(list(self._sums()))

    def _sums(self) -> Iterator[str]:
        words, counts = self._words, self._state.counts()
        taken = [one.table.report for one in self._state.lines() if one.code == "taken"]
        can = counts["ready"] + counts["new"]
        asks = counts["shop"] + counts["day"] + counts["columns"]
        if counts["taken"]:
            yield words.many("{n} file taken", "{n} files taken", counts["taken"])
            rows = sum(report.rows.taken for report in taken)
            yield words.many("{n} row", "{n} rows", rows)
        if can:
            yield words.many("{n} file can be taken: t", "{n} files can be taken: t", can)
        if asks:
            yield words.many(
                "{n} file asks something: enter", "{n} files ask something: enter", asks
            )
        if counts["refused"]:
            n = counts["refused"]
            yield words.many("{n} file can't be taken", "{n} files can't be taken", n)
        if counts["same"]:
            n = counts["same"]
            yield words.many("{n} file was taken before", "{n} files were taken before", n)
        if counts["out"]:
            yield words.many("{n} file left out", "{n} files left out", counts["out"])
        unbound = {name for report in taken for name in report.agents.unbound}
        if unbound:
            n = len(unbound)
            yield words.many("{n} name to settle: n", "{n} names to settle: n", n)
        if not self._state.paths:
            yield words.text("No export was found there.")

    def _bar(self, done: float) -> str:
        full, rest = ("#", ".") if self._session.options.ascii_only else ("█", "░")
        filled = round(max(0.0, min(1.0, done)) * _BAR)
        return full * filled + rest * (_BAR - filled)

    def rows(self) -> Iterator[Row]:
        """Yield a row for each table."""
        for line in self._state.lines():
            known = self._known.get(line.key)
            if known is None or known[0].table is not line.table or known[0].code != line.code:
                known = self._known[line.key] = (line, self._row(line))
            yield known[1]

    def _row(self, line: Line) -> Row:
        says, report = self._says, line.table.report
        said, look = says.standing(line.code)
        name = says.file(report.path, _NAME_CELLS)
        if report.sheet and not self._session.options.mask:
            name = f"{name} [{report.sheet}]"
        days = says.days(report)
        return Row(
            line.key,
            (
                Cell(name, "dim" if line.code in ("out", "same") else ""),
                Cell(said, look),
                Cell(says.source(report, line.table.tool) if report.kind else ""),
                Cell(days, sort=report.days[0].isoformat() if report.days else ""),
                Cell(says.rows(report) if report.kind else "", sort=report.rows.taken),
                Cell(says.to_settle(report), "dim"),
            ),
            group=said,
        )

    def details(self, line: Line | None) -> Content:
        """Return everything about a table."""
        if line is None:
            return Content("")
        parts = []
        told = self._says.details(line.table.report, line.table.tool, line.code)
        for look, text in told:
            parts.append(Content.styled(text, _STYLES[look]) if look else Content(text))
        return Content("\n").join(parts)
