"""Teams and exports of any size: made numbers in real layouts."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from store.records.work import Sheet, Taken
from tests.make_sample_data import CHITU_WORKLOAD
from tests.sample_files import minutes

METRICS = (
    "consulted",
    "received",
    "transfers_in",
    "transfers_out",
    "messages_customer",
    "messages_agent",
    "answer_question_ratio",
    "max_concurrent",
    "unanswered",
    "reply_rate",
    "slow_replies",
    "long_contacts",
    "first_response_s",
    "avg_response_s",
    "avg_handle_s",
)
"""What the workload report says, in its order."""


def names(agents: int) -> list[str]:
    """Return that many nicknames."""
    return [f"客服{n:05d}" for n in range(1, agents + 1)]


def workload_rows(agents: int, days: list[date]) -> Iterator[list[object]]:
    """Yield the rows of a workload report with a day column in front of its nineteen."""
    rng = Random("workload")
    for day in days:
        for name in names(agents):
            received = rng.randint(40, 140)
            asked = received * 6 + rng.randint(0, 90)
            said = asked + rng.randint(0, 160)
            unanswered = rng.randint(0, 2)
            yield [
                day.isoformat(), name, received + rng.randint(0, 30), received, received - 2, 2,
                rng.randint(0, 6), asked + said, asked, said, round(said / asked, 4), said * 19,
                rng.randint(5, 30), unanswered, round((received - unanswered) / received, 4),
                rng.randint(0, 12), rng.randint(0, 14), round(rng.uniform(8, 30), 2),
                round(rng.uniform(20, 45), 2), minutes(rng.uniform(300, 800)),
            ]  # fmt: skip


def write_workload_csv(path: Path, agents: int, days: list[date], *, day_column: bool) -> None:
    """Write a workload report as Excel in China saves CSV: GB18030, CRLF.

    Without a day column it has the nineteen columns alone, and its name must hold its day.
    """
    with path.open("w", encoding="gb18030", newline="") as file:
        out = csv.writer(file)
        first = 0 if day_column else 1
        out.writerow(["日期", *CHITU_WORKLOAD][first:])
        out.writerows(row[first:] for row in workload_rows(agents, days))


def last_days(count: int, last: date) -> list[date]:
    """Return the days up to and with the last."""
    return [last - timedelta(n) for n in reversed(range(count))]


def sheets(agents: int, days: list[date]) -> Iterator[Sheet]:
    """Yield a sheet of the workload report for each day, as an import would leave it."""
    rng = Random("sheets")
    for day in days:
        rows: dict[str, tuple[float | None, ...]] = {}
        for name in names(agents):
            received = rng.randint(40, 140)
            asked = received * 6 + rng.randint(0, 90)
            said = asked + rng.randint(0, 160)
            rows[name] = (
                float(received + rng.randint(0, 30)), float(received), 2.0,
                float(rng.randint(0, 6)),
                float(asked), float(said), round(said / asked, 4), float(rng.randint(5, 30)), 1.0,
                round((received - 1) / received, 4), float(rng.randint(0, 12)),
                float(rng.randint(0, 14)), round(rng.uniform(8, 30), 2),
                round(rng.uniform(20, 45), 2), float(rng.randint(300, 800)),
            )  # fmt: skip
        yield Sheet(
            start=day,
            end=day,
            platform="taobao",
            shop="main",
            layout="chitu_workload",
            tool="chitu",
            metrics=METRICS,
            rows=rows,
            taken=(Taken(file=f"{day}-00000000", exported_on=day + timedelta(1)),),
            origin={name: (0, n + 2) for n, name in enumerate(rows)},
        )
