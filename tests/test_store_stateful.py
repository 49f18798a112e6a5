"""A team against a plain dict: changes, undo, checkpoints, crashes, reopening, two processes."""

import shutil
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from store.disk import Disk, OpenFile
from store.errors import Refused
from store.memory import MONTHLY
from store.team import Draft, Team
from tests.store_world import SetClock, opened, place_in

TABLES = ("settings", "agents", "agent_days", "periods")
KEYS = {
    "settings": ["few", "inbox"],
    "agents": ["a1", "a2"],
    "agent_days": ["2026-10-31/x", "2026-11-01/x", "2026-11-02/x"],
    "periods": ["2026-10-20~2026-11-02/x"],
}
State = dict[tuple[str, str], dict[str, Any]]
records = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), max_size=3)
places = st.sampled_from([(table, key) for table in TABLES for key in KEYS[table]])
edits = st.dictionaries(places, st.none() | records, min_size=1, max_size=4)
processes = st.integers(0, 1)


class QuickDisk(Disk):
    """The real disk without its waits: what is not lost here is tried in tests/faults."""

    def fsync(self, file: OpenFile) -> None:
        return

    def sync_folder(self, folder: Path) -> None:
        return


def look(team: Team) -> State:
    """Everything a team says that it knows."""
    return {(table, key): document for table in TABLES for key, document in team.documents(table)}


class TeamMachine(RuleBasedStateMachine):
    """Two processes with one folder; `self.past` holds every state there was, newest last."""

    @initialize()
    def start(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.clock = SetClock(datetime(2026, 11, 30, 23, 0, tzinfo=UTC))
        self.teams = [self.open(), self.open()]
        self.now: State = {}
        self.done: list[State] = []
        """The state before each change that undo can take back."""

    def open(self) -> Team:
        return opened(self.root, self.clock, disk=QuickDisk())

    def teardown(self) -> None:
        if hasattr(self, "root"):
            shutil.rmtree(self.root)

    @rule(who=processes, wanted=edits)
    def change(self, who: int, wanted: dict[tuple[str, str], dict[str, int] | None]) -> None:
        before, after = dict(self.now), dict(self.now)

        def edit(draft: Draft) -> None:
            for (table, key), record in wanted.items():
                assert draft.get(table, key) == before.get((table, key))
                if record is None:
                    draft.remove(table, key)
                    after.pop((table, key), None)
                else:
                    draft.put(table, key, dict(record))
                    after[table, key] = dict(record)

        self.teams[who].change("import", edit)
        if after != before:
            self.done.append(before)
            self.now = after

    @rule(who=processes)
    def undo(self, who: int) -> None:
        try:
            self.teams[who].undo()
        except Refused:
            assert not self.done
        else:
            self.now = self.done.pop()

    @rule(who=processes)
    def checkpoint(self, who: int) -> None:
        self.teams[who].checkpoint()

    @rule(who=processes, clean=st.booleans())
    def reopen(self, who: int, clean: bool) -> None:
        if clean:
            self.teams[who].close()
        self.teams[who] = self.open()
        assert self.teams[who].told == ()
        assert look(self.teams[who]) == self.now

    @rule(who=processes, size=st.integers(1, 200))
    def crash_in_an_append(self, who: int, size: int) -> None:
        journal = place_in(self.root).journal
        segments = self.teams[who].journal.segments()
        if segments:
            last = journal / segments[-1]
            whole = last.read_bytes()
            last.write_bytes(whole + (whole or b"{")[:size].replace(b"\n", b""))
        self.teams[who] = self.open()
        assert self.teams[who].told == ()

    @rule()
    def crash_in_a_checkpoint(self) -> None:
        disk = QuickDisk()
        left = [1]

        def rename(source: Path, target: Path) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            Disk.rename(disk, source, target)

        disk.rename = rename  # type: ignore[method-assign]
        with suppress(KeyboardInterrupt):
            opened(self.root, self.clock, disk=disk).checkpoint()

    @rule(name=st.sampled_from(["team.json", "months/2026-10.json", "months/2026-11.json"]))
    def damage(self, name: str) -> None:
        path = place_in(self.root).data / name
        if path.exists():
            path.write_bytes(path.read_bytes()[:-30])
            with self.open() as team:
                assert look(team) == self.now
                assert [told.code for told in team.told] == ["damaged_file"]

    @rule(who=processes)
    def refresh(self, who: int) -> None:
        before = look(self.teams[who])
        touched = self.teams[who].refresh()
        after = look(self.teams[who])
        assert after == self.now
        differ = {
            t for t, k in before.keys() | after.keys() if before.get((t, k)) != after.get((t, k))
        }
        assert differ <= touched | MONTHLY

    @rule(hours=st.integers(-3, 3))
    def time_goes(self, hours: int) -> None:
        self.clock.moment += timedelta(hours=hours)

    @precondition(lambda self: hasattr(self, "root"))
    @invariant()
    def numbers_grow_and_undo_is_in_history(self) -> None:
        numbers = [change.n for change in self.teams[0].history(limit=5)]
        assert numbers == sorted(set(numbers), reverse=True)


TestTeam = TeamMachine.TestCase
TestTeam.settings = settings(
    max_examples=120,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
