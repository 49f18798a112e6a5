"""A lead's desk: a small team's exports and the command line, run in this process."""

import io
import json
import os
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from tui.command_line import run

NOW = "2026-11-16T09:00+08:00"
ROSTER = """name,group,joined_on,left_on,step,nicknames
小禾,pre,2025-01-06,,gold,taobao:小禾;taobao:店铺:小禾
小满,pre,2025-03-03,,gold,taobao:小满
阿青,after,2025-03-03,,gold,taobao:阿青
"""
HEADER = "客服昵称,接待人数,平均响应(秒),回复率,询单->最终付款转化率,上班天数,客户满意率,询单人数\n"


class Told(NamedTuple):
    """What a command line answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document on stdout."""
        return json.loads(self.out)


class Desk:
    """Runs command lines against one data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.env = {
            "FLOORBOARD_DATA_DIR": str(self.data),
            "FLOORBOARD_STATE_DIR": str(folder / "state"),
            "FLOORBOARD_CONFIG_DIR": str(folder / "config"),
            "LANG": "en_GB.UTF-8",
            "USER": "lead",
        }

    def __call__(self, *arguments: str | Path, now: str = NOW) -> Told:
        """Run a command line as of a settled moment."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = run(["--now", now, *map(str, arguments)], self.env)
        return Told(code, out.getvalue(), err.getvalue())

    def good(self, *arguments: str | Path) -> Told:
        """Run one that has to succeed."""
        told = self(*arguments)
        assert told.code == 0, told
        return told

    def file(self, name: str, text: str, encoding: str = "utf-8") -> Path:
        """Write a file beside the data, as old as `NOW`."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(encoding))
        os.utime(path, (1_794_790_800, 1_794_790_800))
        return path

    def export(self, day: date, rows: str) -> Path:
        """Write a day's export of a Chitu report."""
        return self.file(f"exports/客服绩效_{day}至{day}.csv", HEADER + rows, "gb18030")

    def with_team(self) -> "Desk":
        """Take in a roster and two weeks of exports."""
        self.good("settings", "set", "timezone", "Asia/Shanghai")
        self.good("import", self.file("roster.csv", ROSTER))
        for back in range(14):
            day = date(2026, 11, 15) - timedelta(days=back)
            extra = back  # no two files alike: a file is known by its bytes
            self.export(
                day,
                f"小禾,{80 + extra},28.5,1.0,0.42,1,0.96,50\n"
                f"小满,{60 + extra},{35 - extra % 3},0.99,延迟统计,1,--,40\n"
                f"阿青,{40 + extra},41,0.98,0.2,1,0.9,9\n"
                "汇总,180,,,,,,\n",
            )
        self.good("import", self.folder / "exports")
        return self
