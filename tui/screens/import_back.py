"""Takes an import back, file by file, and says how many."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from store.errors import Refused
from store.imports.back import take_back

if TYPE_CHECKING:
    from tui.app import FloorboardApp

TOUCHED = frozenset(
    {"agent_days", "shop_days", "periods", "agents", "bindings", "shops", "files", "mappings"}
)
"""Tables that an import touches."""


async def back_out(board: "FloorboardApp", ids: Iterable[str]) -> None:
    """Take back the files of an import, the newest first; stops at a change that is no part of it.

    Raises Refused `nothing_to_undo` where the newest change already is another one.
    """
    words, left, done = board.words, set(ids), 0
    whole = len(left)
    try:
        while left:
            left.discard(await board.store.ask(partial(take_back, ids=frozenset(left))))
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
