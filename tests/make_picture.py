"""Draw the README's pictures: `python -m tests.make_picture` after a screen has changed.

Today and Queue on the sample team at a settled moment, as SVGs without fonts from elsewhere: every
run of letters stands at its own place, so that wide characters of any font keep the columns
straight.
"""

import asyncio
import html
import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.cells import cell_len

from store.imports.apply import import_paths
from tests.floor_help import AT, lay_floor, lay_past, open_queue
from tests.sample_runner import saved_then
from tests.tui_help import SAMPLE, Home, settle

DOCS = Path(__file__).resolve().parent.parent / "docs"
SIZE = (120, 36)
_FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace"
_CELL = 12.2
"""Width of a cell in Textual's export."""
_TEXT = re.compile(r'<text class="([^"]*)" x="([\d.]+)" y="([\d.]+)"([^>]*)>([^<]*)</text>')
_FACE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def team_in(folder: Path) -> Home:
    """Return the sample team with its past, as a lead has it."""
    files = folder / "files"
    shutil.copytree(SAMPLE, files)
    saved_then(files)
    home = Home(folder)
    with home.team() as team:
        import_paths(team, [files / "roster.csv", files / "exports"])
        team.change(
            "setting", lambda draft: draft.put("settings", "team_name", {"value": "禾木家居"})
        )
    return home


async def today(home: Home) -> str:
    """Return Today as Textual exports it."""
    app = home.app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        return app.export_screenshot(title="floorboard")


async def queue(home: Home) -> str:
    """Return Queue on a live floor as Textual exports it."""
    lay_past(home)
    lay_floor(home)
    app = home.app(now=AT)
    async with app.run_test(size=SIZE) as pilot:
        await open_queue(pilot, app)
        return app.export_screenshot(title="floorboard")


def straight(svg: str) -> str:
    """Return the picture with every run of letters at its own place and no foreign font."""
    svg = _FACE.sub("", svg)
    svg = re.sub(r"font-family: [^;]*;", f"font-family: {_FONTS};", svg)
    svg = re.sub(r'font-family="[^"]*"', f'font-family="{_FONTS}"', svg)
    return _TEXT.sub(_runs, svg)


def _runs(found: re.Match[str]) -> str:
    style, x, y, rest, text = found.groups()
    clip = re.search(r'clip-path="[^"]*"', rest)
    at, runs = float(x), []
    for run in re.findall(r"[\x21-\x7e]+|\xa0+|[^\x21-\x7e\xa0]", html.unescape(text)):
        if not run.isspace():
            shown = html.escape(run, quote=False)
            more = f" {clip[0]}" if clip else ""
            runs.append(f'<text class="{style}" x="{at:g}" y="{y}"{more}>{shown}</text>')
        at = round(at + cell_len(run) * _CELL, 2)
    return "".join(runs)


def main() -> int:
    """Write the pictures."""
    with TemporaryDirectory() as folder:
        home = team_in(Path(folder))
        for draw in (today, queue):
            svg = straight(asyncio.run(draw(home)))
            # The names of styles and clips hang on a hash of the content: settled, so that a
            # picture changes only where the screen did.
            svg = re.sub(r"terminal-\d+", "floor", svg)
            (DOCS / f"{draw.__name__}.svg").write_text(svg, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
