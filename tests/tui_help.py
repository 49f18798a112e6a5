"""What the tests of the screens share: a team on disk, an app on it, and waiting for what it loads.

The sample team is imported once a session and copied for each test. The clock stands on the
morning after its last day; the machine's language, colours and config file play no part.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from store.clock import FixedClock
from store.imports.apply import import_paths
from store.locations import team_place
from store.team import Team
from tests.sample_runner import saved_then
from tui.app import FloorboardApp
from tui.context import Options, Session
from tui.language import Words
from tui.personal import Personal
from tui.workers import StoreThread

SAMPLE = Path(__file__).resolve().parent.parent / "sample_data"
NOW = datetime.fromisoformat("2026-11-16T09:00+08:00")
LATER = datetime.fromisoformat("2026-11-20T09:00+08:00")
"""A moment at which the sample's newest day is stale."""
SIZES = {"narrow": (80, 24), "middle": (120, 36), "wide": (200, 50)}
LANGUAGES = ("en", "zh_CN")
TEAM = "harbour"


class Home:
    """A folder with one team's data and state, and apps on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def env(self) -> Mapping[str, str]:
        """The environment of a session here: nothing of the machine's."""
        return {
            "FLOORBOARD_DATA_DIR": str(self.folder / "data"),
            "FLOORBOARD_STATE_DIR": str(self.folder / "state"),
            "FLOORBOARD_CONFIG_DIR": str(self.folder / "config"),
            "USER": "lead",
        }

    def app(
        self,
        *,
        lang: str = "en",
        mask: bool = False,
        readonly: bool = False,
        ascii_only: bool = False,
        now: datetime = NOW,
        personal: Personal | None = None,
    ) -> FloorboardApp:
        """Return an app on the team, not yet run."""
        options = Options(team=TEAM, now=now, readonly=readonly, mask=mask, ascii_only=ascii_only)
        session = Session(options, Words(lang), self.env)
        return FloorboardApp(
            session, StoreThread(partial(session.open_team, write=True)), personal or Personal()
        )

    @contextmanager
    def team(self, now: datetime = NOW) -> Iterator[Team]:
        """Open the team beside the app, to lay something down or to look."""
        with Team.open(team_place(TEAM, None, self.env), FixedClock(now)) as team:
            yield team


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample team, imported once; copy it, never write here."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(SAMPLE, folder / "files")
    saved_then(folder / "files")
    with Home(folder).team() as team:
        import_paths(team, [folder / "files/roster.csv", folder / "files/exports"])
        team.checkpoint()
    return folder


@pytest.fixture
def full(imported: Path, tmp_path: Path) -> Home:
    """A team with the sample's ten weeks."""
    home = Home(tmp_path / "full")
    for name in ("data", "state"):
        if (imported / name).exists():
            shutil.copytree(imported / name, home.folder / name)
    return home


@pytest.fixture
def empty(tmp_path: Path) -> Home:
    """A team that nothing was imported into."""
    return Home(tmp_path / "empty")


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no setting of the machine's terminal change what is drawn."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until everything that was asked for is on the screen."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def type_keys(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after the other and wait for what each brings."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def shown(app: FloorboardApp) -> str:
    """Return the text of the screen, a line a line, as a reader sees it."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(part.text for part in strip).rstrip() for strip in strips)
