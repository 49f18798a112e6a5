"""Erasing a person from everything that is kept, so that no byte of the name stays.

What is to go is first written down in `erasing.json`, then the journal says that the agent (an
id, never a name) is erased, then every file is rewritten: months, journal, reports, generations,
backups. `erasing.json` goes last; an opening that finds it does all of it once more.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from store.archive import rewrite_archive
from store.changes import Change, Edit
from store.disk import TEMP_SUFFIX
from store.errors import FloorboardError, Refused
from store.feeds.day_file import LOCK, day_of
from store.journal import Journal, decode
from store.locking import TeamLock
from store.naming import binding_key, name_key
from store.records.people import Agent, Binding
from store.scrub import Person, Scrubber
from store.segments import failed, is_segment
from store.shelf import Told

if TYPE_CHECKING:
    from store.team import Team


class Forgotten(msgspec.Struct, frozen=True):
    """What erasing a person took out."""

    agent: str
    """The id that stood for them."""
    agent_days: int
    """Rows taken out of the days (and periods) that the team has."""
    files: int
    """Files that were rewritten or removed."""
    alike: tuple[str, ...] = ()
    """Nicknames that were kept, being bound to nobody, and look like theirs."""


def forget(team: "Team", agent: str) -> Forgotten:
    """Erase a person; it can't be undone.

    `Refused` (`no_such_agent`) for an unknown id, `ReadOnly`, or `StorageFailed`: where the disk
    refuses midway the next opening goes on.
    """
    with team.locked():
        if agent not in team.agents():
            raise Refused("no_such_agent", agent=agent)
        person = known_as(agent, team.agents(), team.bindings(), _edits(team.journal))
        try:
            team.disk.write_whole(team.place.erasing, msgspec.json.encode(person))
        except OSError as error:
            raise failed(error, team.place.erasing) from error
        alike = _alike(team, person)
        return msgspec.structs.replace(_carry_out(team, person), alike=alike)


def finish_pending(team: "Team") -> Forgotten | None:
    """Go on with an erasure that was cut short; None where there is none, or it can't go on yet.

    What stands in the way is told (`erase_unfinished`): the team can be worked with meanwhile.
    """
    try:
        with team.locked():
            person = msgspec.json.decode(team.disk.read(team.place.erasing), type=Person)
            return _carry_out(team, person)
    except FileNotFoundError:  # another process has finished it
        return None
    except (FloorboardError, OSError, msgspec.DecodeError):
        team.shelf.tell(Told("erase_unfinished"))
        return None


def _carry_out(team: "Team", person: Person) -> Forgotten:
    if not any(change.erase == person.agent for change in _changes(team.journal)):
        team.change("forget", lambda _: None, erase=person.agent)
    try:
        done = _clean(team, person)
        team.journal.new_epoch()
        team.disk.unlink(team.place.erasing)
        team.disk.sync_folder(team.place.data)
    except OSError as error:
        raise failed(error, team.place.data) from error
    team.reload()
    with suppress(FloorboardError):  # the files say that the journal is to be read from its start
        team.checkpoint()
    return done


# -- who it is


def erased(team: "Team") -> set[str]:
    """Return the ids of everybody who was erased."""
    return {change.erase for change in _changes(team.journal) if change.erase is not None}


def known_as(
    agent: str,
    agents: Mapping[str, Agent],
    bindings: Iterable[Binding],
    edits: Iterable[Edit] = (),
) -> Person:
    """Return everything a person is known by in records, and was by earlier edits."""
    bindings = tuple(bindings)
    names = {name_key(agents[agent].name)}
    keys = {binding_key(b) for b in bindings if b.agent == agent}
    nicknames = {name_key(b.nickname) for b in bindings if b.agent == agent}
    for edit in edits:
        for fields in filter(None, (edit.before, edit.after)):
            if edit.table == "agents" and edit.key == agent and "name" in fields:
                names.add(name_key(fields["name"]))
            if edit.table == "bindings" and fields.get("agent") == agent:
                keys.add(edit.key)
                nicknames.add(name_key(fields.get("nickname") or edit.key.split("/", 2)[2]))
    others = {name_key(a.name) for a in agents.values() if a.id != agent}
    others |= {name_key(b.nickname) for b in bindings if b.agent != agent}
    return Person(
        agent=agent,
        words=tuple(sorted((names | nicknames) - others - {""})),
        bindings=tuple(b for b in bindings if name_key(b.nickname) in nicknames),
        binding_keys=tuple(sorted(keys - {binding_key(b) for b in bindings if b.agent != agent})),
    )


def _alike(team: "Team", person: Person) -> tuple[str, ...]:
    """Return the nicknames that stay and hold one of the person's words."""
    others = {name_key(b.nickname) for b in team.bindings()}
    scrubber = Scrubber(person)
    found = set()
    for table in ("agent_days", "periods"):
        for _, sheet in team.documents(table):
            found.update(sheet["rows"])
    return tuple(
        sorted(
            nickname
            for nickname in found
            if (key := name_key(nickname)) not in person.words
            and key not in others
            and scrubber.mentions(key.encode())
        )
    )


def _changes(journal: Journal) -> Iterator[Change]:
    return map(decode, journal.backwards())


def _edits(journal: Journal) -> Iterator[Edit]:
    for change in _changes(journal):
        yield from change.edits


# -- the files


def _clean(team: "Team", person: Person) -> Forgotten:
    """Rewrite every file that names the person; those that can't be read and do are removed."""
    rows = Scrubber(person)
    for table in ("agent_days", "periods"):
        for key, sheet in team.documents(table):
            rows.record(table, key, sheet)
    scrubber = Scrubber(person)
    count = sum(_clean_file(team, path, scrubber) for path in list(_files(team)))
    return Forgotten(person.agent, rows.agent_days, count)


def _files(team: "Team") -> Iterator[Path]:
    """Give every file of the team: the data, then what is kept outside it."""
    for root in (team.place.data, team.place.state):
        yield from _below(team, root)


def _below(team: "Team", folder: Path) -> Iterator[Path]:
    for name in team.disk.listdir(folder):
        path = folder / name
        if team.disk.is_folder(path):
            yield from _below(team, path)
        elif path != team.place.erasing and path.suffix != ".lock" and name != ".lock":
            yield path


def _clean_file(team: "Team", path: Path, scrubber: Scrubber) -> bool:
    """Take the person out of one file; return whether that changed it."""
    disk = team.disk
    if path.suffix == ".zip":
        done = rewrite_archive(disk, path, lambda name, data: scrub_file(name, data, scrubber))
        if done is None:  # nobody can tell what is in it, nor ever restore it
            disk.unlink(path)
            disk.sync_folder(path.parent)
        return done is not False
    place = team.place
    if path.parent == place.queue:
        with TeamLock(place.queue / LOCK).hold():  # feeds append beside us
            return _clean_bytes(team, path, scrubber)
    return _clean_bytes(team, path, scrubber)


def _clean_bytes(team: "Team", path: Path, scrubber: Scrubber) -> bool:
    disk, place = team.disk, team.place
    data = disk.read(path)
    root = place.data if path.is_relative_to(place.data) else place.state
    left = scrub_file(path.relative_to(root).as_posix(), data, scrubber)
    if left is None:
        disk.unlink(path)
        disk.sync_folder(path.parent)
    elif left != data:
        disk.write_whole(path, left)
    return left != data


def scrub_file(name: str, data: bytes, scrubber: Scrubber) -> bytes | None:
    """Return a file's bytes without the person; None where it has to go altogether.

    `name` is its path below the team's folder.
    """
    if is_segment(name.rpartition("/")[2]):
        return scrubber.segment(data)
    if name.endswith(TEMP_SUFFIX):
        return None
    if name.startswith("queue/") and (day := day_of(name)) is not None:
        return scrubber.queue_day(data, day)
    if name.startswith("imports/") and name.endswith(".json"):
        return scrubber.report(data)
    if name.endswith(".json"):
        return scrubber.envelope(data)
    return None if scrubber.mentions(data) else data
