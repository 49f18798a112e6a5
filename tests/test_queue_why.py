"""Why a queue's number: its parts give it again, and what is missing or misleads is said."""

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.figures.queue_why import UNITS
from tests.desk import Desk
from tests.queue_oracle import contacts, events, figures, log_csv
from tui.queue_why_codes import CARE, LACKS, SOURCES, WHY_NONE, YET
from tui.queue_why_terms import MEANINGS, NAMES, PITFALLS

AT = "2026-11-20T20:03:04+08:00"
QUEUE = "售前"
EVERY = contacts(2400)
LANGUAGES = ("en", "zh_CN")


def snapshots() -> list[dict[str, Any]]:
    """Return agents by state every ten minutes, some of whom no event names."""
    heads = {"online": 14, "available": 3, "busy": 9, "away": 2}
    return [
        {"at": f"2026-11-20T{hour:02d}:{minute:02d}:00+08:00", "queue": QUEUE, "agents": heads}
        for hour in range(7, 21)
        for minute in range(0, 60, 10)
    ]


def write(desk: Desk, lines: list[dict[str, Any]]) -> None:
    folder = desk.data / "default" / "queue"
    folder.mkdir(parents=True, exist_ok=True)
    ordered = sorted(lines, key=lambda line: str(line["at"]))
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in ordered)
    (folder / "2026-11-20.jsonl").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A team with a recorded day."""
    desk = Desk(tmp_path_factory.mktemp("desk")).with_team()
    write(desk, events(EVERY) + snapshots())
    return desk


def asked(desk: Desk, measure: str, *options: str, at: str = AT) -> dict[str, Any]:
    told = desk(*options, "queue", "--queue", QUEUE, "--why", measure, "--json", now=at)
    assert told.code == 0, told
    (one,) = told.json["queues"]
    found: dict[str, Any] = one
    return found


def recomputed(measure: str, p: Mapping[str, float], one: Mapping[str, Any]) -> float:
    """Return the number by its definition in the contracts, from the parts that are told."""
    match measure:
        case "concurrency":
            return p["open_contacts"] / p["present"]
        case "capacity":
            return p["known_caps"] + p["other_agents"] * p["usual_cap"]
        case "saturation":
            room = p["known_caps"] + p["other_agents"] * p["usual_cap"]
            return p["open_contacts"] / room
        case "backlog":
            return p["waiting"]
        case "offered":
            return p["answered"] + p["abandoned"] + p["undecided"]
        case "abandon_rate":
            return p["abandoned"] / (p["answered"] + p["abandoned"])
        case "service_level":
            return p["in_time"] / (p["answered"] + p["abandoned"])
        case "asa_s":
            return p["wait_s"] / p["answered"]
        case "aht_s":
            return p["handle_s"] / p["handled"]
        case "occupancy":
            return p["busy_minutes"] / p["agent_minutes"]
        case "open_contacts":
            return float(sum(holding["open"] for holding in one["holding"]))
        case _:
            return float(one["value"])


def now_of(desk: Desk) -> dict[str, Any]:
    """Return the queue as `queue --json` tells it, flat."""
    (one,) = desk("queue", "--queue", QUEUE, "--json", now=AT).json["queues"]
    told: dict[str, Any] = {**one["day"], **one, **one["agents"]}
    told["service_level"] = one["day"]["service_level"]["rate"]
    quarter = "2026-11-20T19:45:00+08:00"
    (told["arrivals"],) = [q["offered"] for q in one["arrivals"] if q["start"] == quarter]
    return told


@pytest.mark.parametrize("measure", UNITS)
def test_the_parts_give_the_number_again(desk: Desk, measure: str) -> None:
    one = asked(desk, measure)
    assert one["value"] is not None
    assert one["value"] == now_of(desk)[measure]
    assert recomputed(measure, one["parts"], one) == pytest.approx(one["value"])


def test_the_numerators_are_those_of_the_recorded_day(desk: Desk) -> None:
    """Counted here from the contacts themselves, up to the moment."""
    until = 20 * 3600 + 3 * 60 + 4
    ours = [one for one in EVERY if one.queue == QUEUE and one.arrived <= until]
    starts = [one.arrived if one.answered is None else one.answered for one in ours]
    pairs = list(zip(ours, starts, strict=True))
    answered = [(o, s) for o, s in pairs if o.outcome == "answered" and s <= until]
    left = [o for o in ours if o.outcome == "abandoned" and (o.ended or 0) <= until]
    ended = [(o, s) for o, s in answered if o.ended is not None and o.ended <= until]
    assert asked(desk, "service_level")["parts"] == {
        "in_time": sum(s - o.arrived <= 60 for o, s in answered),
        "answered": len(answered),
        "abandoned": len(left),
        "within_s": 60,
    }
    assert asked(desk, "asa_s")["parts"] == {
        "wait_s": sum(s - o.arrived for o, s in answered),
        "answered": len(answered),
    }
    assert asked(desk, "aht_s")["parts"] == {
        "handle_s": sum((o.ended or 0) - s for o, s in ended),
        "handled": len(ended),
    }
    waits = [o.arrived for o, s in pairs if o.outcome == "answered" and s > until]
    waits += [o.arrived for o in ours if o.outcome == "abandoned" and (o.ended or 0) > until]
    assert waits, "somebody waits at that moment, else the test says nothing"
    assert asked(desk, "longest_wait_s")["value"] == until - min(waits)
    assert asked(desk, "abandon_rate")["care"]["undecided"] == len(waits)


@pytest.mark.parametrize("mask", [(), ("--mask",)], ids=["open", "masked"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", UNITS)
def test_what_is_printed_gives_the_number_again(
    desk: Desk, measure: str, language: str, mask: tuple[str, ...]
) -> None:
    told = desk("--lang", language, *mask, "queue", "--queue", QUEUE, "--why", measure, now=AT)
    assert told.code == 0, told
    one = asked(desk, measure, "--lang", language, *mask)
    numbers = [float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", told.out)]
    for name, value in one["parts"].items():
        shown = 1 if (name, value) == ("within_s", 60) else round(value, 1)
        assert shown in numbers, (name, told.out)
    assert "{" not in told.out and "not_told" not in told.out
    people = {holding["agent"] for holding in one["holding"]}
    assert not mask or people <= {"••••••"}
    assert not mask or not re.search(r"客服\d", told.out)


def test_a_day_of_a_log_names_its_file_and_its_reach(tmp_path: Path) -> None:
    desk = Desk(tmp_path).with_team()
    log = log_csv(one.row() for one in EVERY)
    assert desk("import", desk.file("小满 2026-11-20.csv", log), now=AT).code == 0
    one = asked(desk, "service_level")
    assert (one["source"], one["told_at"]) == ("contact_log", "2026-11-20T20:00:00+08:00")
    assert one["age_s"] == 184
    assert [file["name"] for file in one["files"]] == ["小满 2026-11-20.csv"]
    every = figures(log, 30)
    over = [f for (queue, start), f in every.items() if queue == QUEUE and start[11:16] < "20:00"]
    assert one["half_hours"] == len(over)
    assert one["parts"]["abandoned"] == sum(f["abandoned"] for f in over)
    masked = asked(desk, "service_level", "--mask")
    assert [file["name"] for file in masked["files"]] == [None]
    assert not any("小满" in line for line in masked["told"])
    why = asked(desk, "occupancy")
    assert (why["why_none"], why["lacks"]) == ("not_told", ["agent_minutes"])
    assert asked(desk, "waiting")["why_none"] == "no_live"


def test_interval_counts_say_what_they_do_not_tell(tmp_path: Path) -> None:
    desk = Desk(tmp_path).with_team()
    rows = f"queue,start,offered\n{QUEUE},2026-11-20 09:00,40\n{QUEUE},2026-11-20 09:30,44\n"
    assert desk("import", desk.file("intervals.csv", rows), now=AT).code == 0
    assert asked(desk, "offered")["value"] == 84
    for measure, lacks in (
        ("answered", ["answered"]),
        ("abandon_rate", ["answered", "abandoned"]),
        ("service_level", ["answered", "abandoned", "waits"]),
        ("aht_s", ["ends"]),
        ("occupancy", ["agent_minutes", "busy_minutes"]),
    ):
        one = asked(desk, measure)
        assert (one["value"], one["why_none"], one["lacks"]) == (None, "not_told", lacks)


def test_a_snapshot_alone_is_told_as_it_was(tmp_path: Path) -> None:
    desk = Desk(tmp_path).with_team()
    snapshot = {
        "at": "2026-11-20T20:00:00+08:00",
        "queue": QUEUE,
        "waiting": 3,
        "longest_wait_s": 70,
        "agents": {"online": 0, "available": 0, "busy": 0, "away": 0},
    }
    write(desk, [snapshot])
    wait = asked(desk, "longest_wait_s")
    assert (wait["source"], wait["since"]) == ("snapshot", "2026-11-20T19:58:50+08:00")
    assert wait["care"] == {"as_told": 184}
    assert (wait["limit"]["warn"], wait["own_limit"]) == (100, False)
    assert asked(desk, "open_contacts")["lacks"] == ["open_contacts"]
    assert asked(desk, "saturation")["lacks"] == ["open_contacts"]
    assert asked(desk, "answered")["why_none"] == "no_contacts"
    write(desk, [snapshot | {"open_contacts": 0}])
    assert asked(desk, "saturation")["why_none"] == "nobody_present"
    write(desk, [snapshot | {"longest_wait_s": None, "agents": None}])
    assert asked(desk, "longest_wait_s")["lacks"] == ["longest_wait_s"]
    assert asked(desk, "capacity")["lacks"] == ["heads"]
    old = asked(desk, "waiting", at="2026-11-20T20:20:00+08:00")
    assert old["care"] == {"old": 1200}


def test_few_contacts_are_told_to_be_few(tmp_path: Path) -> None:
    desk = Desk(tmp_path).with_team()
    morning = [one for one in EVERY if one.queue == QUEUE and one.arrived < 12 * 3600]
    write(desk, events(morning[:6]))
    one = asked(desk, "abandon_rate")
    assert one["n"] == one["care"]["few"] == 6
    assert one["low"] < one["high"]
    desk.good("queue-rule", QUEUE, "--warn", "abandon_rate=0.05", "--within", "30")
    one = asked(desk, "abandon_rate")
    assert (one["own_limit"], one["limit"]["warn"]) == (True, 0.05)
    assert one["care"]["few_for_alarms"] == 20
    assert asked(desk, "service_level")["own_within"] is True
    assert (
        "set for this queue"
        in desk("queue", "--queue", QUEUE, "--why", "service_level", now=AT).out
    )


def line(clock: str, kind: str, contact: str, agent: str | None = None) -> dict[str, Any]:
    told = {"at": f"2026-11-20T{clock}+08:00", "queue": QUEUE, "contact": contact, "event": kind}
    return told | ({"agent": agent} if agent else {})


def test_what_misleads_just_now_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path).with_team()
    heads = {"online": 5, "available": 1, "busy": 0, "away": 1}
    write(
        desk,
        [
            {"at": "2026-11-20T19:30:00+08:00", "queue": QUEUE, "agents": heads},
            line("19:30:00", "queued", "1"),
            line("19:31:00", "answered", "1", "小满"),
            line("19:31:04", "ended", "1"),
            line("19:35:00", "queued", "2"),
            line("19:35:00", "answered", "2"),
            line("19:36:00", "answered", "3", "小满"),
            line("19:36:00", "answered", "4", "小禾"),
            line("20:03:00", "queued", "5"),
        ],
    )
    assert asked(desk, "online")["care"] == {"sum_differs": 3}
    assert asked(desk, "open_contacts")["care"] == {"unnamed": 1}
    assert asked(desk, "concurrency")["care"] == {"heads_before": 33 * 60}
    assert asked(desk, "aht_s")["care"] == {"few": 1, "not_ended": 3, "short_in": 1}
    assert asked(desk, "abandon_rate")["care"] == {"few": 4, "undecided": 1}
    busy = asked(desk, "occupancy")
    assert busy["value"] == 1
    assert busy["care"].keys() == {"part_of_minutes", "more_than_all"}
    stale = asked(desk, "backlog", at="2026-11-20T20:10:00+08:00")
    assert stale["care"] == {"stale": 420}
    roomy = {"at": "2026-11-20T20:03:00+08:00", "queue": QUEUE}
    write(desk, [roomy | {"agents": {"available": 2, "busy": 2}}, line("20:00:00", "queued", "1")])
    assert asked(desk, "capacity")["care"] == {"other_agents": 4}


@pytest.mark.parametrize("language", LANGUAGES)
def test_heads_needed_say_what_they_rest_on(desk: Desk, language: str) -> None:
    one = asked(desk, "heads", "--lang", language)
    assert one["basis"]["measured_s"] == asked(desk, "aht_s")["value"]
    assert one["forecast"]["why_none"] == "too_few_days"
    told = "\n".join(one["told"])
    assert "Erlang A" in told and "{" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_set_aside_are_drawn_together(tmp_path: Path, language: str) -> None:
    desk = Desk(tmp_path).with_team()
    rows = ["queue,start,offered"]
    for back in range(1, 40):
        day = date(2026, 11, 20) - timedelta(days=back)
        often = 400 if day in (date(2026, 11, 3), date(2026, 11, 4)) else 30 + back % 3
        rows += [f"{QUEUE},{day} {hour:02d}:00,{often}" for hour in range(9, 21)]
    assert desk("import", desk.file("intervals.csv", "\n".join(rows)), now=AT).code == 0
    write(desk, events([one for one in EVERY if one.queue == QUEUE]))
    one = asked(desk, "heads", "--lang", language)
    assert one["needs"][0]["low"] <= one["needs"][0]["likely"] <= one["needs"][0]["high"]
    assert one["forecast"]["aside"] == ["2026-11-03", "2026-11-04"]
    assert "2026-11-03 – 2026-11-04" in "\n".join(one["told"])


def test_every_code_has_its_words() -> None:
    assert NAMES.keys() == {*UNITS, "heads"}
    assert MEANINGS.keys() == PITFALLS.keys() == UNITS.keys()
    code = Path("store/figures")
    care = (code / "queue_care.py").read_text("utf-8")
    for name in CARE:
        assert name in care
    parts = (code / "queue_parts.py").read_text("utf-8")
    for name in (*WHY_NONE, *YET):
        assert f'"{name}"' in parts
    assert {"events", "snapshot", "live", "contact_log", "intervals", "feed"} == SOURCES.keys()
    assert {"heads", "waits", "ends"} < LACKS.keys()


def test_a_wrong_question_is_told(desk: Desk) -> None:
    assert desk("queue", "--why", "mood", now=AT).code == 2
    assert desk("queue", "--why", "asa_s", "--by", "hour", now=AT).code == 2
    told = desk("queue", "--why", "asa_s", "--queue", "nobody", now=AT)
    assert told.code == 1
    every = desk("queue", "--why", "asa_s", "--json", now=AT).json
    assert len(every["queues"]) == 3
