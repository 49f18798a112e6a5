"""Which installation made a change: a random mark, kept beside the state of all teams."""

from store.disk import Disk
from store.locations import TeamPlace
from store.segments import token


def device_of(place: TeamPlace, disk: Disk) -> str:
    """Return this installation's mark, made with the first change.

    Where the state folder can't be written it is made of the machine's name.
    """
    path = place.state_home / "device"
    try:
        mark = disk.read(path).decode("ascii", "replace").strip()
        if len(mark) == 8 and mark.isalnum():
            return mark
        disk.unlink(path)
    except OSError:  # none yet
        pass
    mark = token()
    try:
        disk.make_folder(path.parent)
        disk.write_whole(path, mark.encode())
    except OSError:
        from platform import node
        from zlib import crc32

        mark = f"{crc32(node().encode()):08x}"
    return mark
