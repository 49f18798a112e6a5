"""A million contacts, from the file to the journal, against `csv.DictReader`; and their memory."""

import csv
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

from tests.bench.measure import Result, Timed, compare, note
from tests.bench.process import reported
from tests.bench.teams import LAST

CONTACTS, DAYS, AGENTS = 1_000_000, 365, 60
BUDGET, MEMORY_MB = 6, 200
_QUEUES = ("售前", "售后", "vip")
_FLOOR = """
import csv, sys, time
begun = time.process_time()
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for _ in csv.DictReader(file):
        pass
print(time.process_time() - begun)
"""
_IMPORT = """
import resource, shutil, sys, tempfile, time
from datetime import datetime
from pathlib import Path
begun = time.process_time()
from store.clock import FixedClock
from store.imports.apply import import_paths
from store.locations import TeamPlace
from store.team import Team
home = Path(tempfile.mkdtemp(prefix="floorboard-bench-", dir=sys.argv[2]))
place = TeamPlace("log", home / "log", home / "state")
with Team.open(place, FixedClock(datetime.fromisoformat(sys.argv[4]))) as team:
    (report,) = import_paths(team, [Path(sys.argv[1])])
assert report.rows.taken == int(sys.argv[3]), report
took = time.process_time() - begun
shutil.rmtree(home)
if sys.argv[5] == "memory":
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
else:
    print(took)
"""


def run(home: Path, quick: bool) -> list[Result]:
    """Measure the processor's time of both, each in a process of its own, and the memory."""
    contacts = CONTACTS // 10 if quick else CONTACTS
    pairs = 3 if quick else 5
    note(f"writing a log of {contacts:,} contacts")
    log = home / "contacts.csv"
    write_log(log, contacts)
    floor = reported(_FLOOR, str(log))
    now = f"{LAST + timedelta(days=1)}T09:00:00+08:00"
    options = (str(log), str(home), str(contacts), now)
    name = f"{contacts:,} contacts: import / csv.DictReader"
    results = [compare(name, reported(_IMPORT, *options, "time"), floor, pairs, BUDGET)]
    if sys.platform == "linux":
        memory = reported(_IMPORT, *options, "memory")
        results.append(_memory(f"{contacts:,} contacts: MB of memory / {MEMORY_MB}", memory))
    return results


def _memory(name: str, measured: Timed) -> Result:
    most = max(measured(), measured())
    ratio = most / MEMORY_MB
    result = Result(name, ratio, ratio, ratio, most / 1000, MEMORY_MB / 1000, 2, 1)
    print(result.line(), flush=True)
    return result


def write_log(path: Path, contacts: int) -> None:
    """Write a year of contacts of three queues."""
    rng = random.Random(7)
    first = datetime.combine(LAST - timedelta(days=DAYS - 1), datetime.min.time())
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ("contact", "queue", "arrived_at", "answered_at", "ended_at", "agent", "outcome")
        )
        for number in range(contacts):
            day = first + timedelta(days=number * DAYS // contacts)
            writer.writerow(_row(rng, number, day + timedelta(seconds=rng.randrange(28800, 82800))))


def _row(rng: random.Random, number: int, arrived: datetime) -> tuple[str, ...]:
    answered = arrived + timedelta(seconds=int(rng.expovariate(1 / 40)))
    name, queue = f"c{number:07d}", _QUEUES[rng.randrange(3)]
    if rng.random() < 0.08:
        return name, queue, arrived.isoformat(), "", answered.isoformat(), "", "abandoned"
    ended = answered + timedelta(seconds=2 + int(rng.expovariate(1 / 300)))
    agent = f"客服{rng.randrange(AGENTS):02d}"
    moments = (arrived.isoformat(), answered.isoformat(), ended.isoformat())
    return name, queue, *moments, agent, "answered"
