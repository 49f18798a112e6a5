"""Takes an import back, file by file, and says how many."""

from typing import TYPE_CHECKING

from store.errors import Refused
from store.imports.back import WayBack
from tui.workers import quick_keys

if TYPE_CHECKING:
    from tui.app import FloorboardApp

TOUCHED = frozenset(
    {"agent_days", "shop_days", "periods", "agents", "bindings", "shops", "files", "mappings"}
)
"""Tables that an import touches."""


async def back_out(board: "FloorboardApp", way: WayBack) -> None:
    """Take back the files of an import, the newest first; stops where somebody else changed data.

    Raises Refused `nothing_to_undo` where not even one can be.
    """
    words, whole, done = board.words, way.left, 0
    try:
        with quick_keys():
            while way.left or not whole:
                await board.store.ask(way.step)
                done += 1
                board.say_working(words.say("taking back {n} of {all}", n=done, all=whole))
    except Refused:
        if not done:
            raise
    finally:
        board.last_import = ()
        board.say_working("")
        board.touch(TOUCHED)
    told = words.many(
        "{n} file taken back; it counts as new again.",
        "{n} files taken back; they count as new again.",
        done,
    )
    board.notify(told, markup=False)
