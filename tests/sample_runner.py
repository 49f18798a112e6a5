"""Run the real command line on a team of its own, on the morning after the sample's last day."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
NOW = "2026-11-16T09:00+08:00"
SAVED = "2026-11-16T08:30+08:00"
"""When the exports were saved, half an hour before."""

Document = dict[str, Any]


class CommandLine:
    """Ask it as a lead would: each call is a process, each answer its JSON."""

    def __init__(self, folder: Path, now: str = NOW) -> None:
        self.now = now
        self._environment = {
            **os.environ,
            "FLOORBOARD_DATA_DIR": str(folder / "data"),
            "FLOORBOARD_STATE_DIR": str(folder / "state"),
            "PYTHONUTF8": "1",
        }

    def __call__(self, *arguments: str) -> Document:
        command = [sys.executable, "-m", "tui.cli", "--now", self.now, "--no-input"]
        done = subprocess.run(
            [*command, *arguments, "--json"],
            cwd=HOME,
            env=self._environment,
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        found: Document = json.loads(done.stdout)
        return found


def saved_then(folder: Path, at: str = SAVED) -> None:
    """Set the time of every file below: it tells when an export was made."""
    moment = datetime.fromisoformat(at).timestamp()
    for path in folder.rglob("*"):
        os.utime(path, (moment, moment))
