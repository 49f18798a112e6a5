"""Several processes that change a team at once, one of them killed at any moment."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.world import agent_id, documents, open_team

ROOT = Path(__file__).resolve().parents[1]
WRITER = """
import sys
from pathlib import Path
from store.disk import Disk
from store.records.people import Agent
from tests.faults.world import agent_id, open_team
root, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
team = open_team(root, Disk())
for number in range(first, first + count):
    who = Agent(agent_id(number), f"agent {number}")
    team.change("step", lambda draft: draft.put("agents", who.id, who))
    print(number, flush=True)
    if number % 20 == 19:
        team.checkpoint()
"""


def _writer(root: Path, first: int, count: int) -> subprocess.Popen[str]:
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", WRITER, str(root), str(first), str(count)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_two_processes_lose_nothing_and_number_every_change_once(tmp_path: Path) -> None:
    writers = [_writer(tmp_path, first, 60) for first in (1000, 2000)]
    said = [writer.communicate(timeout=120)[0].split() for writer in writers]
    assert [len(lines) for lines in said] == [60, 60]
    with open_team(tmp_path) as team:
        numbers = [change.n for change in team.history()]
        assert numbers == list(range(120, 0, -1))
        assert len({change.id for change in team.history()}) == 120
        assert team.agents().keys() == {
            agent_id(first + count) for first in (1000, 2000) for count in range(60)
        }


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
def test_a_killed_process_stops_no_other_and_loses_nothing_it_was_told(tmp_path: Path) -> None:
    victim, other = _writer(tmp_path, 1000, 5000), _writer(tmp_path, 9000, 60)
    time.sleep(0.5)
    victim.send_signal(signal.SIGKILL)
    killed = victim.communicate(timeout=60)[0].split()
    assert len(other.communicate(timeout=120)[0].split()) == 60
    with open_team(tmp_path) as team:
        there = documents(team)
    lost = [n for n in killed if ("agents", agent_id(int(n))) not in there]
    assert lost == []
    count = sum(int(key[1:]) < 9000 for table, key in there if table == "agents")
    assert len(killed) <= count <= len(killed) + 1
