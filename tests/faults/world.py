"""A small team whose changes can be recognised: each leaves marks that are all there or none."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec

from store.disk import Disk
from store.locations import TeamPlace
from store.memory import ALL_TABLES
from store.records.people import Agent, Binding
from store.records.work import Sheet, Taken, sheet_key
from store.team import Draft, Team
from tests.faults.recording import QuietDisk

ZONE = timezone(timedelta(hours=8))
MONTH_END = datetime(2026, 11, 30, 23, 59, 58, tzinfo=ZONE)
METRICS = ("received", "served", "sales", "avg_response_s")
Documents = dict[tuple[str, str], dict[str, Any]]
"""Every record by table and key."""


class TickingClock:
    """A clock that goes on by a second with every look; or by as much as it is told."""

    def __init__(self, start: datetime = MONTH_END, step: timedelta = timedelta(seconds=1)) -> None:
        self.moment = start
        self.step = step

    def now(self) -> datetime:
        self.moment += self.step
        return self.moment


def place_in(root: Path) -> TeamPlace:
    """Return the place of team `t` below a folder: data in `data`, state in `state`."""
    return TeamPlace("t", root / "data" / "t", root / "state")


def settle(root: Path) -> None:
    """Name the state folder of a copied team as the place of the copy has it."""
    for folder in (root / "state").glob("t-*"):
        folder.rename(place_in(root).state)


def open_team(root: Path, disk: Disk | None = None, clock: TickingClock | None = None) -> Team:
    """Open the team below a folder."""
    return Team.open(place_in(root), clock or TickingClock(), disk=disk or QuietDisk())


def agent_id(number: int) -> str:
    return f"a{number:05d}"


def nickname(number: int) -> str:
    return f"店铺:小{number:03d}号"


def sheet(day: date, number: int, people: int = 6) -> Sheet:
    """Return a day's sheet that only this number of change can have written."""
    rows: dict[str, tuple[float | None, ...]] = {
        nickname(who): tuple(float(number * 1000 + who + i) for i in range(len(METRICS)))
        for who in range(people)
    }
    return Sheet(
        start=day,
        end=day,
        platform="taobao",
        shop="main",
        layout=f"layout{number}",
        tool="chitu",
        metrics=METRICS,
        rows=rows,
        taken=(Taken(f"import{number}", day),),
        origin={name: (0, row + 2) for row, name in enumerate(rows)},
    )


def step_records(number: int, people: int = 6) -> list[tuple[str, str, Any]]:
    """Return what change `number` writes: a person and days on both sides of a month's end."""
    who = Agent(agent_id(number), f"小{number:03d}号", group="pre")
    bound = Binding(nickname(number), agent=who.id)
    sheets = [sheet(date(2026, 11, 30), number, people), sheet(date(2026, 12, 1), number, people)]
    return [
        ("agents", who.id, who),
        ("bindings", f"{nickname(number)}//", bound),
        *(("agent_days", sheet_key(s), s) for s in sheets),
    ]


def step(number: int, people: int = 6) -> Callable[[Draft], None]:
    """Return the edit function of change `number`."""

    def edit(draft: Draft) -> None:
        for table, key, record in step_records(number, people):
            draft.put(table, key, record)

    return edit


def written(number: int, people: int = 6) -> Documents:
    """Return the records of change `number` as they are read back."""
    return {
        (table, key): msgspec.json.decode(msgspec.json.encode(record))
        for table, key, record in step_records(number, people)
    }


def export_file(path: Path, people: int) -> Path:
    """Write an export in our own layout: some people's last day of November and first of December.

    The people are other than those of the numbered changes.
    """
    rows = ["day,agent,received,sales"]
    for day in ("2026-11-30", "2026-12-01"):
        rows += [f"{day},Export{who:05d},{who % 50},{who * 1.5}" for who in range(people)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def documents(team: Team) -> Documents:
    """Return every record of an open team."""
    return {(t, k): dict(record) for t in ALL_TABLES for k, record in team.documents(t)}


def steps_in(found: Documents, numbers: Iterable[int], people: int = 6) -> set[int]:
    """Return the changes of which anything is there; `AssertionError` for half a change."""
    there = set()
    for number in numbers:
        keys = [(table, key) for table, key, _ in step_records(number, people)]
        count = sum(key in found for key in keys)
        assert count in (0, len(keys)), f"change {number}: {count} of {len(keys)} records"
        if count:
            rows = found[keys[-1]]["rows"]
            assert len(rows) == people, f"change {number}: {len(rows)} of {people} rows"
            there.add(number)
    return there
