"""The queue-days of a file go into the team's half-hours; its agents are settled."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from store.imports.filling import first_report
from store.imports.page import Page, names_of
from store.imports.parsed import ParsedFile
from store.imports.people import Newcomers, welcome_new
from store.imports.queue_merge import merged_day
from store.imports.queue_table import ParsedQueue
from store.naming import Names
from store.records import report
from store.records.queue import AgentDay, QueueDay, agent_day_key, queue_day_key
from store.records.report import FileReport, Note


def fill_queue(page: Page, parsed: ParsedFile, import_id: str, newcomers: Newcomers) -> FileReport:
    """Write a contact log or interval counts into the half-hours, and its agents' hours."""
    queue = parsed.queue
    assert queue is not None
    told = first_report(parsed)
    if queue.covered is None:
        return msgspec.structs.replace(told, platform=None)
    changed, notes = _write(page, queue, import_id)
    _write_agents(page, queue, import_id)
    people, more = _settle(page, parsed, queue.summed.agents, newcomers)
    return msgspec.structs.replace(
        told,
        platform=None,
        agents=people,
        warnings=(*told.warnings, *notes, *more),
        cells_changed=changed,
    )


def _write(page: Page, queue: ParsedQueue, import_id: str) -> tuple[int, list[Note]]:
    """Write the queue-days; return how many half-hours are not as they were."""
    assert queue.covered is not None
    changed = kept = 0
    for raw in queue.summed.queue_days:
        new = msgspec.json.decode(raw, type=QueueDay)
        key = queue_day_key(new.day, new.queue)
        before = page.get("half_hours", key)
        old = None if before is None else msgspec.convert(before, QueueDay)
        merged = merged_day(old, new, queue.covered, import_id)
        page.put("half_hours", key, merged.day)
        changed += merged.changed
        kept += merged.log_kept
    return changed, [Note("log_kept", {"count": kept})] if kept else []


def _write_agents(page: Page, queue: ParsedQueue, import_id: str) -> None:
    """Write the agents' hours; they take the place of others of the same queues."""
    known: dict[date, list[tuple[str, set[str]]]] = defaultdict(list)
    for month in sorted({day.isoformat()[:7] for day in queue.summed.days}):
        for key, record in page.items("agent_hours", month):
            day = date.fromisoformat(key[:10])
            known[day].append((key, set(record["queues"])))
    for raw in queue.summed.agent_days:
        new = msgspec.json.decode(raw, type=AgentDay)
        for key, queues in known[new.day]:
            if queues.intersection(new.queues):
                page.remove("agent_hours", key)
        page.put("agent_hours", agent_day_key(new), msgspec.structs.replace(new, file=import_id))


def _settle(
    page: Page,
    parsed: ParsedFile,
    agents: Mapping[str, tuple[date, ...]],
    newcomers: Newcomers,
) -> tuple[report.Names, list[Note]]:
    """Sort the agents that a log names into known, new and unbound; make the new ones."""
    names = names_of(page)
    empty = not any(True for _ in page.items("agents"))
    known: list[str] = []
    new: list[str] = []
    unbound: list[str] = []
    for nickname, days in agents.items():
        if _is_known(names, nickname, days):
            known.append(nickname)
        elif not names.named(nickname) and newcomers.welcome(parsed, names, nickname, empty=empty):
            new.append(nickname)
        else:
            unbound.append(nickname)
    newcomers.begin(empty=empty)
    return welcome_new(page, names, known, new, unbound)


def _is_known(names: Names, nickname: str, days: Iterable[date]) -> bool:
    return all(names.anywhere(nickname, day) is not None for day in days)
