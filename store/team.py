"""The one door to what a team knows: open, read, change, undo, close."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from store.changes import Change, Edit, apply, diff, inverse
from store.checkpoint import checkpoint
from store.clock import Clock
from store.device import device_of
from store.disk import Disk
from store.draft import Draft
from store.errors import FloorboardError, ReadOnly, Refused, StorageFailed
from store.history import history, to_undo
from store.journal import Moved, Tail
from store.locations import TeamPlace
from store.memory import ALL_TABLES, Loaded, Memory
from store.reading import Reading
from store.segments import failed, refusals, token
from store.shelf import Shelf, Told

__all__ = ["Draft", "Team", "Told"]

CHECKPOINT_EVERY = 1000
"""Changes after which the files are written."""
CHECKPOINT_AT_CLOSE = 200
"""Changes that must wait for the files to be written at closing."""
CHECKPOINT_BYTES = 1 << 20
"""Bytes of journal that must wait for it: they cost the next opening 5 ms."""
T = TypeVar("T")


class Team(Reading):
    """An open team folder. Used by one thread at a time; other processes may have it open too."""

    def __init__(self, shelf: Shelf, by: str, *, create: bool) -> None:
        super().__init__()
        self.shelf = shelf
        self.place: TeamPlace = shelf.place
        self.clock: Clock = shelf.clock
        self.disk: Disk = shelf.disk
        self.journal = shelf.journal
        self._by = by
        self._create = create
        self._device = ""
        self._editing = False
        self._wrote = False
        self._tail: Tail
        self._load()

    @classmethod
    def open(
        cls,
        place: TeamPlace,
        clock: Clock,
        *,
        readonly: bool = False,
        by: str = "",
        create: bool = True,
        disk: Disk | None = None,
    ) -> "Team":
        """Open a team's folder; where there is none, an empty team, which nothing is written of.

        `create` False refuses (`no_such_team`) a change that would make the folder. `by` is who
        makes the changes.
        """
        shelf = Shelf(place, disk or Disk(), clock, readonly=readonly)
        with refusals(place.data):
            shelf.sweep()
            team = cls(shelf, by, create=create)
        if shelf.disk.size(place.erasing) is not None:
            from store.erase import finish_pending

            finish_pending(team)
        return team

    # -- standing

    @property
    def readonly(self) -> bool:
        """Whether nothing may be written."""
        return bool(self.shelf.why_readonly)

    @property
    def why_readonly(self) -> str:
        """Why nothing may be written: option, newer_format, no_rights, damaged; else empty."""
        return self.shelf.why_readonly

    @property
    def told(self) -> tuple[Told, ...]:
        """What a lead should hear about the files; grows as files are read."""
        return tuple(self.shelf.told)

    @property
    def n(self) -> int:
        """The number of the last change known."""
        return self._n

    @property
    def waiting(self) -> int:
        """How many changes are not in the files yet: a moment of rest is one for a checkpoint."""
        return self._waiting

    # -- changing

    def change(self, what: str, edit: Callable[[Draft], T], *, erase: str | None = None) -> T:
        """Let `edit` write on a Draft and keep what differs, on the disk, as one change.

        `what` is a code, never a name. `ReadOnly`, `Refused` (`busy`) or `StorageFailed`: nothing
        was changed. Nothing is written where nothing differs. `erase` names the agent that the
        change erases.
        """
        with self.locked():
            draft = Draft(self._memory)
            self._editing = True
            try:
                result = edit(draft)
            finally:
                self._editing = False
            edits = draft.edits()
            if edits or erase:
                self._commit(what, edits, erase=erase)
        return result

    def undo(self, target: Change | None = None) -> Change:
        """Take back the newest change that can be and was not; return it.

        `target` is that change, where the caller has found it. `Refused` (`nothing_to_undo`)
        where there is none.
        """
        with self.locked():
            if target is None:
                with refusals(self.place.data):
                    target = to_undo(self.journal)
            edits = []
            for back in map(inverse, reversed(target.edits)):
                now = self._memory.document(back.table, back.key)
                edit = diff(back.table, back.key, now, apply(now, back))
                if edit is not None:
                    edits.append(edit)
            self._commit("undo", tuple(edits), undoes=target.n)
        return target

    def history(self, limit: int | None = None) -> Iterator[Change]:
        """Give the changes, newest first."""
        return history(self.journal, limit)

    def refresh(self) -> frozenset[str]:
        """Read what other processes have changed; return the tables that were touched.

        `StorageFailed` (`folder_lost`) where the folder is gone: what was read stays.
        """
        try:
            with refusals(self.place.data):
                tail = self.journal.read(self._tail.position, known=self._tail.head)
        except Moved:
            self._must_be_there()
            return self._load()
        if tail.changes and tail.changes[0].n <= self._n:
            return self._load()
        if tail.damaged and not self.readonly:
            try:
                with self.shelf.lock.hold(patience_s=0):
                    return self._catch_up()
            except FloorboardError:  # somebody is writing: the next time
                return frozenset()
        return self._take(tail)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the team's lock, with everything read that other processes have changed."""
        if self._editing:
            raise RuntimeError("a change inside a change")
        self._must_be_writable()
        self._must_be_there()
        try:
            if not self._create and not self.disk.is_folder(self.place.data):
                raise Refused("no_such_team", team=self.place.name)
            self.shelf.make_folders()
        except OSError as error:
            raise failed(error, self.place.data) from error
        with self.shelf.lock.hold():
            with refusals(self.place.data):
                self._catch_up()
            self._must_be_writable()
            yield

    def checkpoint(self) -> None:
        """Write the files now. `StorageFailed` where the disk refuses; nothing is lost."""
        with self.locked():
            try:
                checkpoint(self.shelf, self._memory, self._n, self._tail.position)
            except OSError as error:
                raise failed(error, self.place.data) from error
            self._waiting = self._waiting_bytes = 0
            self._checkpoint_at = CHECKPOINT_EVERY

    def reload(self) -> frozenset[str]:
        """Read everything anew, after files were put in place from outside; return all tables."""
        return self._load()

    def keep_report(self, name: str, report: msgspec.Struct) -> None:
        """Write the report of an import to `imports/<name>.json`."""
        with self.locked():
            path = self.place.imports / f"{name}.json"
            try:
                self.disk.write_whole(path, msgspec.json.encode(report) + b"\n")
            except OSError as error:
                raise failed(error, path) from error

    def close(self) -> None:
        """Write the files where enough waits for it; the journal holds the rest."""
        much = self._waiting >= CHECKPOINT_AT_CLOSE or self._waiting_bytes >= CHECKPOINT_BYTES
        if not self.readonly and ((self._wrote and much) or self._memory.mended):
            self._try_checkpoint()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- how

    def _load(self) -> frozenset[str]:
        """Read the last checkpoint and what the journal holds after it."""
        base, whole = self.shelf.team()
        team = Loaded(dict(base.tables), base.n, behind=not whole)
        self._memory = Memory(team, base.months, self.shelf.month)
        self._n = base.n
        self._waiting = self._waiting_bytes = 0
        self._checkpoint_at = CHECKPOINT_EVERY
        self._take(self.shelf.tail(base))
        if not whole:
            for month in self.shelf.months():
                self._memory.home(month)
        return frozenset(ALL_TABLES)

    def _catch_up(self) -> frozenset[str]:
        """Under the lock: read what others have changed."""
        try:
            tail = self.shelf.mended(self._tail.position, self._tail.head)
        except Moved:
            return self._load()
        return self._take(tail)

    def _take(self, tail: Tail) -> frozenset[str]:
        """Let the memory follow the journal."""
        touched: frozenset[str] = frozenset()
        for change in tail.changes:
            if change.n > self._n:  # the files hold the others
                touched |= self._memory.apply(change)
                self._n = change.n
                self._waiting += 1
        self._waiting_bytes += tail.size
        self._tail = tail
        return touched

    def _commit(
        self,
        what: str,
        edits: tuple[Edit, ...],
        *,
        undoes: int | None = None,
        erase: str | None = None,
    ) -> None:
        """Journal a change, then let the memory follow: only then it is acknowledged."""
        self._device = self._device or device_of(self.place, self.disk)
        change = Change(
            id=token(6),
            n=self._n + 1,
            device=self._device,
            at=self.clock.now(),
            by=self._by,
            what=what,
            edits=edits,
            undoes=undoes,
            erase=erase,
        )
        self._take(self.journal.append(change, self._tail))
        self._wrote = True
        if self._waiting >= self._checkpoint_at:
            self._try_checkpoint()

    def _try_checkpoint(self) -> None:
        try:
            self.checkpoint()
        except FloorboardError:  # nothing is lost: the journal holds it
            self.shelf.tell(Told("no_checkpoint", {"path": str(self.place.data)}))
            self._checkpoint_at = self._waiting + CHECKPOINT_AT_CLOSE

    def _must_be_there(self) -> None:
        """Never begin anew where a drive was taken away."""
        if self._n and not self.disk.is_folder(self.place.data):
            raise StorageFailed("folder_lost", path=str(self.place.data))

    def _must_be_writable(self) -> None:
        if self.shelf.why_readonly:
            raise ReadOnly("read_only", why=self.shelf.why_readonly, path=str(self.place.data))
