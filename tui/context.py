"""What the global options said, and what every command makes of it: place, clock, team, words."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from store.cleaning import clean_text
from store.clock import Clock, FixedClock, MachineClock
from store.locations import TeamPlace, team_place
from tui.language import Words
from tui.numbers import Numbers
from tui.wording import tell

if TYPE_CHECKING:
    from store.records.settings import Settings
    from store.team import Team

DOTS = "••••••"
"""What stands for a name under `--mask`: always as wide, so that no name shows by its length."""


class Options(msgspec.Struct, frozen=True):
    """The global options, as given."""

    data_dir: Path | None = None
    team: str | None = None
    now: datetime | None = None
    """Fixes the clock; without an offset it is meant in the team's zone."""
    readonly: bool = False
    mask: bool = False
    """Names are shown as dots."""
    ascii_only: bool = False
    """Ornaments (dashes, currency signs, dots) are plain ASCII."""
    no_input: bool = False
    """Nothing is asked."""


class Session:
    """One run of the command line."""

    def __init__(self, options: Options, words: Words, env: Mapping[str, str]) -> None:
        self.options = options
        self.words = words
        self.env = env

    @property
    def asks(self) -> bool:
        """Whether somebody sits there who may be asked."""
        return not self.options.no_input and sys.stdin.isatty() and sys.stderr.isatty()

    @property
    def shows(self) -> bool:
        """Whether there is a terminal that the dashboard can be shown on, and should be."""
        wanted = not self.options.no_input and self.env.get("TERM") != "dumb"
        return wanted and sys.stdin.isatty() and sys.stdout.isatty()

    def clock(self, zone: tzinfo | None = None) -> Clock:
        """Return the clock; a `--now` without offset is read in `zone`, else the machine's."""
        moment = self.options.now
        if moment is None:
            return MachineClock()
        return FixedClock(moment.replace(tzinfo=zone) if moment.tzinfo is None and zone else moment)

    def place(self) -> TeamPlace:
        """Return where the team's files are."""
        return team_place(self.options.team, self.options.data_dir, self.env)

    def open_team(self, *, write: bool = False) -> "Team":
        """Open the team; where there is none yet, only a command that writes makes a folder.

        Its clock is the session's, in the team's own zone.
        """
        from store.team import Team

        by = self.env.get("USER") or self.env.get("USERNAME") or ""
        readonly = self.options.readonly
        team = Team.open(self.place(), self.clock(), readonly=readonly, by=by, create=write)
        if self.options.now is not None and self.options.now.tzinfo is None:
            team.clock = self.clock(zone_of(settings_of(team)))
        return team

    @contextmanager
    def team(self, *, write: bool = False) -> Iterator["Team"]:
        """Open the team for one command and close it after; what was found amiss is told."""
        with self.open_team(write=write) as team:
            try:
                yield team
            finally:
                for told in team.told:
                    self.note(tell(self.words, told.code, told.values))

    def numbers(self, currency: str = "CNY") -> Numbers:
        """Return the writer of values for the language."""
        return Numbers(
            chinese=self.words.chinese, currency=currency, ascii_only=self.options.ascii_only
        )

    def person(self, name: str) -> str:
        """Return a person's name or nickname as it may be shown."""
        return dots(self.options) if self.options.mask else clean_text(name)

    def print(self, *lines: str) -> None:
        """Print lines on stdout."""
        click.echo(self._drawn("\n".join(lines)))

    def note(self, line: str) -> None:
        """Print a message on stderr."""
        click.echo(self._drawn(line), err=True)

    def _drawn(self, text: str) -> str:
        return text.translate(_ORNAMENTS) if self.options.ascii_only else text


_ORNAMENTS = str.maketrans({"–": "-", "…": "~", "•": "*", "±": "", "→": "->", "·": "-"})


def dots(options: Options) -> str:
    """Return what stands for a masked name, as the terminal can draw it."""
    return "*" * len(DOTS) if options.ascii_only else DOTS


def settings_of(team: "Team") -> "Settings":
    """Return the team's settings, defaults filled in."""
    from store.records.setting_values import resolve

    return resolve(team.setting_values())


def zone_of(settings: "Settings") -> tzinfo:
    """Return the team's time zone; the machine's where none is set."""
    machine = datetime.now().astimezone().tzinfo
    assert machine is not None
    return settings.zone(machine)


def screen_width() -> int:
    """Return how many cells a line of the terminal holds; 100 where there is none."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 100
    except (OSError, ValueError):
        return 100
