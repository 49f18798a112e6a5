"""The document of `import --json`."""

from collections.abc import Sequence
from typing import Any

import msgspec

from store.records.report import FileReport, Note, Reject
from tui.context import Session
from tui.json_out import document
from tui.wording import tell, tell_reject


def reports_json(session: Session, reports: Sequence[FileReport]) -> str:
    """Return the JSON text of the reports; codes keep their values and get their sentence."""
    return document({"files": [_file(session, report) for report in reports]})


def _file(session: Session, report: FileReport) -> dict[str, Any]:
    names = report.agents
    return {
        "path": report.path,
        "state": report.state,
        "layout": report.layout,
        "platform": report.platform,
        "encoding": report.encoding,
        "sheet": report.sheet,
        "kind": report.kind,
        "rows": msgspec.structs.asdict(report.rows),
        "columns": {
            "matched": report.columns.matched,
            "unmatched": list(report.columns.unmatched),
        },
        "days": list(report.days),
        "period": report.period,
        "agents": {
            "known": _names(session, names.known),
            "new": _names(session, names.new),
            "unbound": _names(session, names.unbound),
            "proposed": {session.person(name): agent for name, agent in names.proposed.items()},
        },
        "rejects": [_reject(session, reject) for reject in report.rejects],
        "warnings": [_note(session, note) for note in report.warnings],
        "cells_changed": report.cells_changed,
        "error": _note(session, report.error) if report.error is not None else None,
    }


def _names(session: Session, names: Sequence[str]) -> list[str]:
    return [session.person(name) for name in names]


def _reject(session: Session, reject: Reject) -> dict[str, Any]:
    return {**msgspec.structs.asdict(reject), "told": tell_reject(session.words, reject.why)}


def _note(session: Session, note: Note) -> dict[str, Any]:
    told = tell(session.words, note.code, note.values, person=session.person)
    return {"code": note.code, "values": note.values, "told": told}
