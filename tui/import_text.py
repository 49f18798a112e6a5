"""The report of an import as a lead reads it: a line a file, then what is to be settled."""

from collections.abc import Iterator, Sequence

from store.records.report import FileReport, Note, Reject
from tui.context import Session
from tui.names import platform_name
from tui.wording import tell, tell_reject

_LINES_EACH = 5
"""Rejected cells of one file that are told one by one."""
_QUIET_FROM = 20
"""From so many files on, those with nothing to say are only counted."""
_SOFT = frozenset(
    ("taken_before", "differs", "kept_final", "shop_remembered", "sheets_skipped", "days_in_zone")
)
"""Warnings of a file that need nobody to look at it."""


def report_lines(session: Session, reports: Sequence[FileReport]) -> Iterator[str]:
    """Yield what was taken and what was not, file by file, then the sums and what to do next."""
    if not reports:
        yield session.words.text("Nothing new: every file was taken before.")
        return
    quiet = len(reports) >= _QUIET_FROM
    for report in reports:
        if quiet and _unremarkable(report):
            continue
        yield from _file(session, report)
    if quiet:
        yield from _of_all(session, reports)
    if len(reports) != 1:
        yield _total(session, reports)
    yield from _names(session, reports)


def refusals(session: Session, reports: Sequence[FileReport]) -> Iterator[str]:
    """Yield why files were not taken, one line each."""
    for report in reports:
        if report.state == "refused":
            why = _note(session, report.error) if report.error else ""
            yield session.words.say("{file}: not taken. {why}", file=report.path, why=why)


def _unremarkable(report: FileReport) -> bool:
    odd = [note for note in report.warnings if note.code not in _SOFT]
    return report.state != "refused" and not (report.rejects or odd)


def _file(session: Session, report: FileReport) -> Iterator[str]:
    words = session.words
    name = report.path if report.sheet is None else f"{report.path} [{report.sheet}]"
    if report.state == "refused":
        return  # told on stderr, by `refusal`
    if report.state == "same":
        yield words.say("{file}: taken before, nothing changed.", file=name)
        return
    yield _taken(session, name, report)
    for note in report.warnings:
        yield "  " + _note(session, note)
    for reject in report.rejects[:_LINES_EACH]:
        yield "  " + _reject(session, reject)
    more = len(report.rejects) - _LINES_EACH
    if more > 0:
        yield "  " + words.many(
            "{n} more cell or row was left out; --json shows all.",
            "{n} more cells or rows were left out; --json shows all.",
            more,
        )
    if report.columns.unmatched:
        yield "  " + words.say("Columns not used: {names}", names=list(report.columns.unmatched))


def _taken(session: Session, name: str, report: FileReport) -> str:
    words = session.words
    rows = report.rows
    told = [words.many("{n} row taken", "{n} rows taken", rows.taken)]
    if rows.summary:
        told.append(words.many("{n} row of sums", "{n} rows of sums", rows.summary))
    if rows.rejected:
        told.append(words.many("{n} row left out", "{n} rows left out", rows.rejected))
    of_platform = report.platform and report.kind != "roster"
    where = [platform_name(words, report.platform or "")] if of_platform else []
    if report.days:
        first, last = report.days[0], report.days[-1]
        days = f"{first}" if first == last else words.say("{a} to {b}", a=f"{first}", b=f"{last}")
        where.append(words.say("{days} as one period", days=days) if report.period else days)
    message = (
        words.text("{file}: would be taken. {told}.")
        if report.state == "preview"
        else words.text("{file}: taken. {told}.")
    )
    return words.fill(message, file=name, told=words.clauses([*where, *told]))


def _total(session: Session, reports: Sequence[FileReport]) -> str:
    words = session.words
    counts = dict.fromkeys(("taken", "preview", "same", "refused"), 0)
    for report in reports:
        counts[report.state] += 1
    told = [words.many("{n} taken", "{n} taken", counts["taken"] + counts["preview"])]
    if counts["same"]:
        told.append(words.many("{n} taken before", "{n} taken before", counts["same"]))
    if counts["refused"]:
        told.append(words.many("{n} not taken", "{n} not taken", counts["refused"]))
    rows = sum(report.rows.taken for report in reports if report.state != "same")
    told.append(words.many("{n} row", "{n} rows", rows))
    files = words.many("{n} file", "{n} files", len(reports))
    return words.say("{files}: {told}.", files=files, told=words.clauses(told))


def _of_all(session: Session, reports: Sequence[FileReport]) -> Iterator[str]:
    """Yield what many files have to say in common."""
    words = session.words
    differing = sum(any(n.code == "differs" for n in report.warnings) for report in reports)
    if differing:
        yield words.many(
            "{n} file says otherwise than another tool in some cells; both are kept.",
            "{n} files say otherwise than another tool in some cells; both are kept.",
            differing,
        )
    unused = dict.fromkeys(name for report in reports for name in report.columns.unmatched)
    if unused:
        yield words.say("Columns not used: {names}", names=list(unused))


def _names(session: Session, reports: Sequence[FileReport]) -> Iterator[str]:
    words = session.words
    new = dict.fromkeys(name for report in reports for name in report.agents.new)
    unbound = dict.fromkeys(name for report in reports for name in report.agents.unbound)
    proposed = {k: v for report in reports for k, v in report.agents.proposed.items()}
    if new:
        yield words.say("New agents: {names}", names=[session.person(name) for name in new])
    if unbound:
        yield words.text("These names count for nobody until you say who they are:")
    for name in unbound:
        shown = session.person(name)
        if name in proposed:
            yield "  " + words.say(
                "{name}, perhaps {agent}: floorboard bind '{name}' {agent}",
                name=shown,
                agent=proposed[name],
            )
        else:
            yield "  " + words.say("{name}: floorboard bind '{name}' AGENT", name=shown)


def _reject(session: Session, reject: Reject) -> str:
    words = session.words
    why = tell_reject(words, reject.why)
    if reject.column is None:
        return words.say("row {row} left out: {why}", row=reject.row, why=why)
    return words.say(
        "row {row}, {column}, {value}: {why}",
        row=reject.row,
        column=reject.column,
        value=f"“{reject.value}”",
        why=why,
    )


def _note(session: Session, note: Note) -> str:
    return tell(session.words, note.code, note.values, person=session.person)
