"""Opens the dashboard: the team begins to open while Textual is still being imported."""

from store.locations import config_file
from store.team import Team
from tui.context import Session
from tui.personal import read_personal
from tui.workers import StoreThread


def launch(session: Session) -> int:
    """Run the dashboard of the session's team until it is closed; return the exit code."""
    store = StoreThread(lambda: _open(session))
    personal = read_personal(config_file(session.env))

    import gc

    from tui.app import FloorboardApp

    # What is loaded now stays for good: a collection need not walk through it again.
    gc.collect()
    gc.freeze()
    app = FloorboardApp(session, store, personal)
    app.run()
    return app.return_code or 0


def _open(session: Session) -> Team:
    return session.open_team()
