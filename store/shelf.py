"""The files of one team: read with all that can be wrong with them, written whole.

A damaged file is set aside, never overwritten; what it held comes from its newest good
generation and the journal, or from the journal alone, which is kept for ever.
"""

from collections.abc import Iterator

import msgspec

from store.changes import Edit
from store.clock import Clock
from store.disk import TEMP_SUFFIX, Disk
from store.envelope import Damaged, Envelope, Newer, unpack
from store.errors import FloorboardError, ReadOnly
from store.generations import Generations
from store.journal import Journal, Moved, Tail
from store.locations import TeamPlace
from store.locking import TeamLock
from store.memory import TEAM, Home, Loaded, home_of
from store.segments import START, Head, Position, failed


class Told(msgspec.Struct, frozen=True):
    """Something about the files that a lead should hear.

    Codes: damaged_file, missing_file, stale_file (path, kept_as, source: generation, journal or
    memory), damaged_line (segment, offset, kept_as), journal_short (n), newer_format (path,
    format), no_rights, no_checkpoint, no_generation (path), erase_unfinished.
    """

    code: str
    values: dict[str, str | int | None] = {}


class Shelf:
    """The files of one team."""

    def __init__(self, place: TeamPlace, disk: Disk, clock: Clock, *, readonly: bool) -> None:
        self.place = place
        self.disk = disk
        self.clock = clock
        self.journal = Journal(place.journal, disk)
        self.lock = TeamLock(place.lock)
        self.generations = Generations(place, disk)
        self.told: list[Told] = []
        self.why_readonly = "option" if readonly else ""
        """Why nothing may be written: option, newer_format, no_rights, damaged; empty if it may."""
        if not readonly and not disk.may_write(place.data):
            self.forbid("no_rights", Told("no_rights", {"path": str(place.data)}))

    def forbid(self, why: str, told: Told) -> None:
        """Write nothing from now on, and say why."""
        self.why_readonly = self.why_readonly or why
        self.tell(told)

    def tell(self, told: Told) -> None:
        """Keep something for the lead to hear, once."""
        if told not in self.told:
            self.told.append(told)

    def stamp(self) -> str:
        """Return the moment as it stands in the names of files set aside."""
        return f"{self.clock.now():%Y%m%dT%H%M%S}"

    def name(self, home: str) -> str:
        """Return the path of a file in the data folder."""
        return "team.json" if home == TEAM else f"months/{home}.json"

    # -- reading

    def team(self) -> tuple[Envelope, bool]:
        """Return team.json, and whether it is as it was left.

        `ReadOnly` (`newer_format`) where a later version wrote what this one can't make out.
        Where it is not, it is its newest good generation, or as of the journal's beginning.
        """
        found = self._good(TEAM)
        if isinstance(found, Envelope):
            return found, True
        if found is None and not self.disk.listdir(self.place.months):
            return Envelope(format=1, n=0), True
        base = next(self.generations.newest_first(self.name(TEAM)), None)
        if base is not None or found is not None:
            code, aside = found or ("missing_file", None)
            self._tell_rebuilt(TEAM, code, aside, base)
        return base or Envelope(format=1, n=0), False

    def month(self, month: str, at_least: int) -> Loaded:
        """Return the file of a month, rebuilt where it is damaged, gone or older than known."""
        found = self._good(month)
        if isinstance(found, Envelope):
            if found.n >= at_least:
                return Loaded(dict(found.tables), found.n)
            return self._rebuilt(month, found, "stale_file", None)
        if found is None and at_least == 0:
            return Loaded({}, 0)
        code, aside = found or ("missing_file", None)
        base = next(self.generations.newest_first(self.name(month)), None)
        return self._rebuilt(month, base, code, aside)

    def months(self) -> list[str]:
        """Return the months that have a file."""
        names = self.disk.listdir(self.place.months)
        return [name[:7] for name in names if len(name) == 12 and name.endswith(".json")]

    def tail(self, base: Envelope) -> Tail:
        """Return the journal after a checkpoint; all of it where the place has moved."""
        since = base.journal
        try:
            tail = self.journal.read(since)
        except Moved:
            since = START
            tail = self.journal.read(since)
            if base.n > max((change.n for change in tail.changes), default=0):
                self.tell(Told("journal_short", {"n": base.n}))
        if not tail.damaged:
            return tail
        if self.why_readonly:
            return self._tell_lines(tail, [])
        try:
            with self.lock.hold(patience_s=2):
                return self.mended(since, None)
        except FloorboardError:
            return self._tell_lines(tail, [])

    def mended(self, since: Position, known: Head | None) -> Tail:
        """Under the lock: read the journal, its damaged lines moved aside and told."""
        tail = self.journal.read(since, known=known)
        if not tail.damaged:
            return tail
        try:
            kept = self.journal.set_aside(tail.damaged, self.stamp())
        except OSError as error:
            raise failed(error, self.place.journal) from error
        self._tell_lines(tail, kept)
        return self.journal.read(since, known=known)

    def _tell_lines(self, tail: Tail, kept: list[str]) -> Tail:
        for line in tail.damaged:
            aside = next((name for name in kept if name.startswith(line.segment)), None)
            values: dict[str, str | int | None] = {"segment": line.segment, "kept_as": aside}
            self.tell(Told("damaged_line", values | {"offset": line.offset}))
        return tail

    def _good(self, home: str) -> Envelope | tuple[str, str | None] | None:
        """Return a file; None where there is none, a code and the new name if it is damaged."""
        path = self.place.data / self.name(home)
        try:
            envelope = unpack(self.disk.read(path))
        except FileNotFoundError:
            return None
        except Newer as error:
            raise ReadOnly("read_only", why="newer_format", path=str(path)) from error
        except (Damaged, OSError):
            return self._set_aside(home)
        if envelope.newer:
            values: dict[str, str | int | None] = {"path": self.name(home)}
            values["format"] = envelope.format
            self.forbid("newer_format", Told("newer_format", values))
        return envelope

    def _set_aside(self, home: str) -> Envelope | tuple[str, str | None] | None:
        path = self.place.data / self.name(home)
        if self.why_readonly:
            return "damaged_file", None
        try:
            with self.lock.hold():
                try:
                    return unpack(self.disk.read(path))  # another process has mended it
                except FileNotFoundError:
                    return None
                except (Damaged, OSError):
                    return "damaged_file", self.disk.set_aside(path, self.stamp()).name
        except (OSError, FloorboardError):  # what can't be set aside must not be overwritten
            told = Told("no_rights", {"path": self.name(home)})
            self.forbid("damaged", told)
            return "damaged_file", None

    def _rebuilt(self, month: str, base: Envelope | None, code: str, aside: str | None) -> Loaded:
        self._tell_rebuilt(month, code, aside, base)
        base = base or Envelope(format=1, n=0)
        home = Home(Loaded(dict(base.tables), base.n, behind=True))
        n = base.n
        for change_n, edit in self._edits(month, base):
            home.apply(edit)
            n = change_n
        return Loaded(home.live, n, behind=True)

    def _edits(self, month: str, base: Envelope) -> Iterator[tuple[int, Edit]]:
        for change in self.tail(base).changes:
            if change.n > base.n:
                for edit in change.edits:
                    if home_of(edit.table, edit.key) == month:
                        yield change.n, edit

    def _tell_rebuilt(self, home: str, code: str, aside: str | None, base: Envelope | None) -> None:
        self._tell_file(home, code, aside, "generation" if base is not None else "journal")

    def _tell_file(self, home: str, code: str, aside: str | None, source: str) -> None:
        self.tell(Told(code, {"path": self.name(home), "kept_as": aside, "source": source}))

    # -- writing

    def make_folders(self) -> None:
        """Make the folders of the team where they are missing."""
        for folder in (self.place.journal, self.place.months, self.place.imports):
            self.disk.make_folder(folder)

    def write(self, home: str, n: int, data: bytes) -> None:
        """Put a checkpoint as of change `n` in place; the one before becomes a generation."""
        path = self.place.data / self.name(home)
        self._keep(home, n)
        self.disk.make_folder(path.parent)
        self.disk.write_whole(path, data)

    def _keep(self, home: str, n: int) -> None:
        path = self.place.data / self.name(home)
        try:
            data = self.disk.read(path)
            before = unpack(data).n
        except FileNotFoundError:
            return
        except (Damaged, OSError):  # it went bad after it was read
            aside = self.disk.set_aside(path, self.stamp()).name
            self._tell_file(home, "damaged_file", aside, "memory")
            return
        if before >= n:  # it says the same
            return
        try:
            self.generations.keep(self.name(home), before, data, self.clock.now())
        except OSError:  # the journal still holds everything
            self.tell(Told("no_generation", {"path": self.name(home)}))

    def sweep(self) -> None:
        """Remove files that were still being written when a process died."""
        place = self.place
        found = [
            folder / name
            for folder in (place.data, place.months, place.journal, place.imports)
            for name in self.disk.listdir(folder)
            if name.startswith(".") and name.endswith(TEMP_SUFFIX)
        ]
        if not found or self.why_readonly:
            return
        try:
            with self.lock.hold(patience_s=0):  # whoever writes now holds it
                for path in found:
                    self.disk.unlink(path)
        except (OSError, FloorboardError):  # another time
            return
