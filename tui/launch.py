"""Opens the dashboard: the team begins to open while Textual is still being imported."""

from functools import partial

from msgspec import structs

from store.locations import config_file
from tui.context import Session
from tui.personal import Personal, read_personal
from tui.probe import ask_terminal
from tui.workers import StoreThread

COLLECT = (500, 5, 10)
"""Objects, young and middle collections between collections while the app runs: a live floor
leaves some ten objects in cycles at each tick, which are to go within minutes."""


def launch(session: Session, *, first_run: bool = True) -> int:
    """Run the dashboard of the session's team until it is closed; return the exit code.

    `first_run`: a team that holds nothing at all is greeted with a few questions.
    """
    store = StoreThread(partial(session.open_team, write=True))
    personal = read_personal(config_file(session.env))

    probe = None if _settled(session, personal) else ask_terminal()
    try:
        import gc

        from tui.app import FloorboardApp
    finally:
        wide = probe.wide() if probe else bool(personal.ambiguous_wide)
    if wide:
        session.options = structs.replace(session.options, ascii_only=True)
    # What is loaded now stays for good: a collection need not walk through it again. From here on
    # garbage goes as it comes: a day on the floor must not grow.
    gc.freeze()
    gc.set_threshold(*COLLECT)
    app = FloorboardApp(session, store, personal, first_run=first_run)
    app.run()
    return app.return_code or 0


def _settled(session: Session, personal: Personal) -> bool:
    """Whether it is known without asking which signs the terminal can draw."""
    return session.options.ascii_only or personal.ambiguous_wide is not None
