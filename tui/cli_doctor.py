"""`floorboard doctor`: is every file whole; what is wrong, and mending it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from store.doctor import DoctorReport, FileState, check, repair
from store.records.words import N_
from tui.context import Session
from tui.json_out import document
from tui.language import Words
from tui.options import command, json_option

STATES = {
    "good": N_("good"),
    "torn": N_("ends in a line that was never finished; nothing is lost"),
    "left_over": N_("left over from a write that was cut short"),
    "set_aside": N_("damage that was set aside before"),
    "pending": N_("an erasure that is not finished"),
    "missing": N_("missing"),
    "old": N_("older than it should be"),
    "damaged": N_("damaged"),
    "newer": N_("written by a newer floorboard; update this one"),
}
"""State of a file -> what it means."""
FINDINGS = {
    "empty": N_("it is empty"),
    "cut_short": N_("it was cut short"),
    "checksum": N_("its checksum does not fit"),
    "bad_record": N_("a record in it can't be read"),
    "bad_lines": N_("lines in it are damaged"),
    "order": N_("its lines are out of order"),
    "unreadable": N_("it can't be read"),
    "not_json": N_("it can't be read"),
}
"""What was found in a damaged file; where nothing stands here the state says enough."""


def doctor_command(words: Words) -> click.Command:
    """Build the command."""
    say = words.text
    return command(
        words,
        "doctor",
        _doctor,
        words.text("Look at every file, say what is wrong, and mend it."),
        [
            click.Option(["--repair", "mends"], is_flag=True, help=say("Mend what can be mended.")),
            click.Option(
                ["--bundle", "target"],
                type=click.Path(dir_okay=False, path_type=Path),
                metavar=say("FILE"),
                help=say("Write a report to send with a question; it holds no people's data."),
            ),
            json_option(words),
        ],
    )


def _doctor(session: Session, *, mends: bool, target: Path | None, as_json: bool) -> int:
    words, place = session.words, session.place()
    if mends and session.options.readonly:
        raise click.UsageError(words.text("--repair and --readonly exclude each other."))
    report = repair(place, session.clock()) if mends else check(place)
    if target is not None:
        from store.bundle import bundle

        bundle(place, target, session.clock())
        session.note(words.say("Written: {file}", file=str(target)))
    if as_json:
        session.print(document(report))
    else:
        session.print(*_lines(session, report))
    if report.ok:
        return 0
    session.note(
        words.text("Not everything is in order; restore a backup, or ask with --bundle FILE.")
        if mends
        else words.text("Not everything is in order; mend it with: floorboard doctor --repair")
    )
    return 1


def _lines(session: Session, report: DoctorReport) -> Iterator[str]:
    words = session.words
    if not report.files:
        yield words.text("There is no team here yet; nothing to look at.")
        return
    for file in report.files:
        if file.state != "good" or file.mended:
            yield _file(words, file)
    states = Counter(file.state for file in report.files)
    yield words.say("Files: {n}, good: {good}.", n=len(report.files), good=states["good"])
    if report.ok:
        yield words.text("Everything is in order.")


def _file(words: Words, file: FileState) -> str:
    told = words.text(STATES.get(file.state, file.state))
    if file.what in FINDINGS:
        told = words.say("{state}: {what}", state=told, what=words.text(FINDINGS[file.what]))
    if file.mended:
        return words.say("{path}: {told}. Mended.", path=file.path, told=told)
    return words.say("{path}: {told}.", path=file.path, told=told)
