"""Import in words: files, what was recognised of them, what they ask, what came of them."""

from collections.abc import Iterator, Sequence
from datetime import date

from store.cleaning import clean_text
from store.records.metric import METRICS
from store.records.report import FileReport, Note
from store.records.words import N_
from store.records.work import UNNAMED_SHOP
from tui.context import dots
from tui.days import window_name
from tui.file_words import FileWords
from tui.names import platform_name, tool_name
from tui.wording import tell, tell_reject

Line = tuple[str, str]
"""Look (`head`, `good`, `warn`, `bad`, `dim` or nothing) and text."""

_CELLS = 200
"""Rejected cells of a file that are shown."""
ROLES = {
    "agent": N_("Agent's name"),
    "day": N_("Day"),
    "shop": N_("Shop"),
    "group": N_("Group"),
}
_ROSTER = {
    "group": N_("Group"),
    "joined_on": N_("First day"),
    "left_on": N_("Last day"),
    "step": N_("Step"),
    "nicknames": N_("Nicknames"),
}
_HIDDEN = frozenset({"path", "sheets", "sheet", "header", "first", "shop", "why"})
"""Values of notes that come from the file, where a name may stand."""
_KINDS = {"shop_days": N_("the shop's own figures"), "roster": N_("who is who")}

ASKS_SHOP = frozenset({"shop_needed"})
ASKS_DAY = frozenset({"day_needed", "day_out_of_range", "several_days_in_name"})
ASKS_COLUMNS = frozenset({"no_header", "no_agent_column", "no_metric"})
_ASKED = {
    "shop_needed": N_("It names no shop, and there are several: enter asks which."),
    "day_needed": N_("Nothing tells its day: enter asks for it."),
    "day_out_of_range": N_(
        "It speaks of {start} to {end}, which can't be: enter asks for the day."
    ),
    "several_days_in_name": N_("Its name holds several days ({days}): enter asks for the day."),
    "no_header": N_("No row looks like a header; add one and save it again."),
    "no_agent_column": N_("No column names the agent: enter shows the columns, choose one."),
    "no_metric": N_(
        "No column is a number we know: enter shows the columns, choose what they are."
    ),
}
"""What a file asks, where somebody can answer on the spot."""
_STANDING = {
    "ready": (N_("ready"), "good"),
    "new": (N_("new layout"), "warn"),
    "shop": (N_("which shop?"), "warn"),
    "day": (N_("which day?"), "warn"),
    "columns": (N_("which columns?"), "warn"),
    "refused": (N_("can't be taken"), "bad"),
    "same": (N_("taken before"), "dim"),
    "out": (N_("left out"), "dim"),
    "taken": (N_("taken"), "good"),
}


def standing(report: FileReport, *, out: bool = False) -> str:
    """Return how a table stands, as a code: what it asks, or what came of it."""
    code = report.error.code if report.error else ""
    if out and report.state != "taken":
        return "out"
    if report.state == "refused":
        for name, codes in (("shop", ASKS_SHOP), ("day", ASKS_DAY), ("columns", ASKS_COLUMNS)):
            if code in codes:
                return name
        return "refused"
    if report.state == "preview":
        return "new" if (report.layout or "").startswith("unknown") else "ready"
    return report.state


class ImportWords(FileWords):
    """Says the parts of Import in the session's language; under the mask without names."""

    def days(self, report: FileReport) -> str:
        """Return the days a table speaks of."""
        return self.span(report.days, period=report.period)

    def span(self, days: Sequence[date], *, period: bool = False) -> str:
        """Return days as their first and last."""
        if not days:
            return ""
        said = window_name(self._words, min(days), max(days))
        return self._words.say("{days} as one", days=said) if period else said

    # A table in a row

    def standing(self, code: str) -> tuple[str, str]:
        """Return the words and the look of a standing."""
        label, look = _STANDING[code]
        return self._words.text(label), look

    def source(self, report: FileReport, tool: str | None) -> str:
        """Return who wrote it: the tool, or the platform that was said."""
        words = self._words
        if report.kind == "roster":
            return words.text("Roster")
        if tool in (None, "own", "other") and report.platform in (None, "other"):
            return words.text("unknown") if tool is None else words.text("own files")
        said = tool_name(words, tool) if tool not in (None, "other") else ""
        platform = platform_name(words, report.platform or "")
        return platform if said in ("", platform) else f"{said} ({platform})"

    def rows(self, report: FileReport) -> str:
        """Return how many rows are taken, and how many left out beside them."""
        rows = report.rows
        if report.state == "refused" and not rows.read:
            return ""
        told = f"{rows.taken:,}"
        return f"{told} -{rows.rejected}" if rows.rejected else told

    def to_settle(self, report: FileReport) -> str:
        """Return in a word what is to be settled about its names, columns and cells."""
        words, told = self._words, []
        if report.agents.new:
            told.append(words.many("{n} new name", "{n} new names", len(report.agents.new)))
        if report.agents.unbound:
            n = len(report.agents.unbound)
            told.append(words.many("{n} unknown name", "{n} unknown names", n))
        if report.columns.unmatched:
            n = len(report.columns.unmatched)
            told.append(words.many("{n} column not used", "{n} columns not used", n))
        return words.listed(told)

    # A table in full

    def details(self, report: FileReport, tool: str | None, code: str) -> Iterator[Line]:
        """Yield everything there is to say of a table, line by line."""
        words = self._words
        sheet = f" [{self._hidden(report.sheet)}]" if report.sheet else ""
        yield "head", self.file(report.path) + sheet
        said, look = self.standing(code)
        if report.error is not None and code != "out":
            asked = _ASKED.get(report.error.code)
            values = report.error.values
            told = words.say(asked, **values) if asked else self._note(report.error)
            yield look, told
        elif code == "new":
            yield look, words.text("No layout we know; by its headers it is read as follows.")
        else:
            yield look, said
        yield from self._recognised(report, tool)
        yield from self._people(report)
        yield from self._columns(report)
        if report.warnings:
            yield "", ""
            yield "head", words.text("Worth knowing")
            yield from (("warn", self._note(note)) for note in report.warnings)
        yield from self._rejects(report)

    def _recognised(self, report: FileReport, tool: str | None) -> Iterator[Line]:
        words, rows = self._words, report.rows
        if report.kind is None:
            return
        where = [self.source(report, tool)]
        if report.kind in _KINDS:
            where.append(words.text(_KINDS[report.kind]))
        if report.days:
            where.append(self.days(report))
        if report.encoding:
            where.append(report.encoding)
        yield "", " · ".join(where)
        if rows.read:
            told = [
                words.many("{n} row", "{n} rows", rows.read),
                words.many("{n} row to take", "{n} rows to take", rows.taken)
                if report.state == "preview"
                else words.many("{n} row taken", "{n} rows taken", rows.taken),
            ]
            if rows.summary:
                told.append(words.many("{n} row of sums", "{n} rows of sums", rows.summary))
            if rows.rejected:
                told.append(words.many("{n} row left out", "{n} rows left out", rows.rejected))
            yield "", words.listed(told)

    def _people(self, report: FileReport) -> Iterator[Line]:
        words, names = self._words, report.agents
        if names.known:
            yield "", words.many("{n} known name", "{n} known names", len(names.known))
        if names.new:
            yield "good", words.say("New agents: {names}", names=self._names(names.new))
        if names.unbound:
            told = self._names(names.unbound)
            yield "warn", words.say("Count for nobody until you settle them: {names}", names=told)

    def _columns(self, report: FileReport) -> Iterator[Line]:
        words, columns = self._words, report.columns
        if columns.matched:
            yield "", ""
            yield "head", words.text("Columns")
            for header, metric in columns.matched.items():
                yield "", f"{self._header(header)} → {self.meaning(metric)}"
        if columns.unmatched and self._session.options.mask:
            n = len(columns.unmatched)
            yield "dim", words.many("{n} column not used", "{n} columns not used", n)
        elif columns.unmatched:
            yield "dim", words.say("Not used: {names}", names=list(columns.unmatched))

    def _rejects(self, report: FileReport) -> Iterator[Line]:
        words = self._words
        if not report.rejects:
            return
        yield "", ""
        yield "head", words.text("Left out")
        for reject in report.rejects[:_CELLS]:
            why = tell_reject(words, reject.why)
            where = [words.say("row {row}", row=reject.row)]
            if reject.column is not None:
                where.append(self._header(reject.column))
            if reject.value:
                where.append(f"“{self._hidden(reject.value)}”")
            yield "bad", f"{words.listed(where)}: {why}"
        more = len(report.rejects) - _CELLS
        if more > 0:
            yield "dim", words.many("and {n} more", "and {n} more", more)

    # Parts

    def meaning(self, metric: str) -> str:
        """Return what a column is: a metric, a role, or nothing."""
        if metric in METRICS:
            return self._words.text(METRICS[metric].label)
        label = ROLES.get(metric) or _ROSTER.get(metric)
        return self._words.text(label) if label else ""

    def shop(self, name: str) -> str:
        """Return a shop's name."""
        return self._words.text("the only shop") if name == UNNAMED_SHOP else clean_text(name)

    def _header(self, header: str) -> str:
        return self._hidden(header)

    def _hidden(self, text: str) -> str:
        """Return a text of the file, which under the mask may be anybody's name."""
        return dots(self._session.options) if self._session.options.mask else clean_text(text)

    def _names(self, names: Sequence[str]) -> list[str]:
        if self._session.options.mask:
            return [f"{len(names)}"]
        return [clean_text(name) for name in names]

    def _note(self, note: Note) -> str:
        person = self._session.person
        values = note.values
        if self._session.options.mask:
            hidden = dots(self._session.options)
            values = {k: hidden if k in _HIDDEN else v for k, v in values.items()}
        return tell(self._words, note.code, values, person=person)
