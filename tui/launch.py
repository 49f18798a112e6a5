"""Opens the dashboard: the team begins to open while Textual is still being imported."""

from functools import partial

from store.locations import config_file
from tui.context import Session
from tui.personal import read_personal
from tui.workers import StoreThread


def launch(session: Session, *, first_run: bool = True) -> int:
    """Run the dashboard of the session's team until it is closed; return the exit code.

    `first_run`: a team that holds nothing at all is greeted with a few questions.
    """
    store = StoreThread(partial(session.open_team, write=True))
    personal = read_personal(config_file(session.env))

    import gc

    from tui.app import FloorboardApp

    # What is loaded now stays for good: a collection need not walk through it again.
    gc.collect()
    gc.freeze()
    app = FloorboardApp(session, store, personal, first_run=first_run)
    app.run()
    return app.return_code or 0
