"""`floorboard marked-day`: set, list and remove, and what the forecast says of it."""

from pathlib import Path

import pytest

from tests.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_range_is_marked_listed_and_taken_off(desk: Desk) -> None:
    told = desk.good("marked-day", "set", "2026-11-10..2026-11-11", "promotion", "--name", "双11")
    assert told.out.splitlines() == [
        "Marked 2 days:", "2026-11-10  promotion 双11", "2026-11-11  promotion 双11",
    ]  # fmt: skip
    desk.good("marked-day", "set", "20261010", "workday", "--queue", "售前", "--factor", "1.2")
    listed = desk.good("marked-day", "list", "--json").json["marked_days"]
    assert listed[0] == {
        "day": "2026-10-10", "kind": "workday", "name": "", "queue": "售前", "factor": 1.2,
    }  # fmt: skip
    assert [one["day"] for one in listed] == ["2026-10-10", "2026-11-10", "2026-11-11"]
    chinese = desk.good("--lang", "zh_CN", "marked-day", "list").out
    assert "2026-10-10  调休上班日，仅 售前，1.2 倍" in chinese
    gone = desk.good("marked-day", "remove", "2026-11-10", "--json").json["removed"]
    assert [one["day"] for one in gone] == ["2026-11-10"]


def test_undo_takes_a_whole_range_back(desk: Desk) -> None:
    desk.good("marked-day", "set", "2026-10-01..2026-10-07", "holiday")
    desk.good("undo")
    assert desk.good("marked-day", "list").out == "No day is marked.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("set", "2026-11-11..2026-11-10", "promotion"), 1, "turn the days round"),
        (("set", "2026-11-10", "promotion", "--factor", "0"), 1, "The factor is 0.01 to 100"),
        (("set", "2026-11-10..soon", "promotion"), 2, "soon is not a day"),
        (("set", "2026-11-10", "party"), 2, "party"),
        (("remove", "2026-11-10"), 1, "There is no mark on 2026-11-10"),
    ],
)
def test_what_is_wrong_is_told(
    desk: Desk, arguments: tuple[str, ...], code: int, told: str
) -> None:
    answer = desk("marked-day", *arguments)
    assert (answer.code, told in answer.err) == (code, True), answer
