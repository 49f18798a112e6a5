"""The dashboard of the large team: `python -m tests.bench.real_app HOME [FILE]`.

With a file, `t` begins to import it on the store's thread, through the door that the Import screen
uses, while the keys go on.
"""

import os
import sys
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from store.imports.apply import ImportOptions, import_paths
from store.team import Team
from tests.bench.process import REPO
from tests.bench.teams import NOW
from tui.app import FloorboardApp
from tui.context import Options, Session
from tui.language import Words
from tui.personal import Personal
from tui.workers import StoreThread, quick_keys


class Importing(FloorboardApp):
    """The app with one key more."""

    CSS_PATH = str(REPO / "tui" / "floor.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("t", "take", "")]

    def action_take(self) -> None:
        file = Path(sys.argv[2])

        def take(team: Team) -> None:
            with quick_keys():
                import_paths(team, [file], ImportOptions(new_agents=True))

        self.store.submit(take)


def main() -> None:
    """Run the app on the team that the arguments name."""
    home = Path(sys.argv[1])
    options = Options(data_dir=home / "data", team="large", now=NOW)
    environment = {**os.environ, "FLOORBOARD_STATE_DIR": str(home / "state")}
    session = Session(options, Words("en"), environment)
    store = StoreThread(partial(session.open_team, write=True))
    Importing(session, store, Personal(ambiguous_wide=False)).run()


if __name__ == "__main__":
    main()
