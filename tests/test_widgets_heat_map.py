"""The map of the week: keeps to its room; zero is not nothing, thin not thick, with no colour."""

from datetime import date
from itertools import product

import pytest
from rich.cells import cell_len

from store.figures.heat import Heat, HeatCell
from widgets.drawing import text_of
from widgets.heat_map import HeatLabels, draw_heat_map

ENGLISH = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CHINESE = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def heat(value: float = 60, *, thin: bool = False) -> Heat:
    """From nothing at midnight up to `value` at 23:00; the night of Sunday is not known."""

    def cell(weekday: int, hour: int) -> HeatCell:
        known = not (weekday == 6 and hour < 6)
        return HeatCell(8, value * hour / 23, 1.0 if known else 0.0, 100, thin or hour == 22)

    cells = tuple(tuple(cell(weekday, hour) for hour in range(24)) for weekday in range(7))
    return Heat("arrivals", date(2026, 9, 21), date(2026, 11, 15), 56, cells)


def labels(weekdays: tuple[str, ...] = ENGLISH, **more: bool) -> HeatLabels:
    return HeatLabels(weekdays, "{:.0f}".format, "contacts an hour", "few days", **more)


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("weekdays", [ENGLISH, CHINESE])
def test_a_map_keeps_to_its_room(weekdays: tuple[str, ...], ascii_only: bool) -> None:
    for width, height, now in product(range(20, 201), range(3, 21), [None, (0, 0), (6, 23)]):
        drawn = text_of(
            draw_heat_map(heat(), labels(weekdays), width, height, now=now, ascii_only=ascii_only)
        )
        assert len(drawn) == min(height, 9 if height < 16 else 16)
        assert max(map(cell_len, drawn)) <= width
        if now is not None:
            assert any(weekdays[now[0]] in line for line in drawn)


def test_ascii_is_ascii() -> None:
    for width in (20, 40, 60, 100, 200):
        drawn = text_of(draw_heat_map(heat(), labels(), width, 9, now=(1, 14), ascii_only=True))
        assert all(line.isascii() for line in drawn)


def test_narrow_is_a_sign_an_hour() -> None:
    drawn = text_of(draw_heat_map(heat(), labels(), 38, 9, now=(1, 14)))
    assert drawn[0] == "     00 03 06 09   ▼   18 21"
    assert drawn[2] == "▸Tue ·····░░░░░▒▒▒▒▓▓▓▓▓███~█"
    assert drawn[7] == " Sun       ░░░░▒▒▒▒▓▓▓▓▓███~█"
    assert drawn[8] == " · 0 ░▒▓ █ 60 contacts an hour  ~ few…"


def test_wide_is_a_number_an_hour() -> None:
    drawn = text_of(draw_heat_map(heat(), labels(), 80, 9))
    assert drawn[1].split()[:5] == ["Mon", "0", "3", "5", "8"]
    assert drawn[1].split()[-2:] == ["55", "57~60"]
    assert drawn[7].split()[:2] == ["Sun", "16"]


def test_what_does_not_fit_as_a_number_is_a_sign() -> None:
    assert "█" in text_of(draw_heat_map(heat(6000), labels(), 90, 9))[1]
    assert "6000" in text_of(draw_heat_map(heat(6000), labels(), 126, 9))[1]


def test_numbers_stand_on_grounds_of_the_same_steps() -> None:
    runs = draw_heat_map(heat(), labels(), 80, 9)[1]
    assert [run.role for run in runs[1:]] == [
        "step0",
        "step1",
        "step2",
        "step3",
        "step4",
        "dim",
        "step4",
    ]


def test_where_little_is_bad_little_is_heavy() -> None:
    drawn = text_of(draw_heat_map(heat(), labels(low_is_bad=True), 38, 9))
    assert drawn[1].startswith(" Mon █████▓▓▓▓▓▒")
    assert drawn[8].startswith(" · 60 ░▒▓ █ 0")


def test_a_scale_from_the_lowest_or_from_zero() -> None:
    flat = heat(0)
    drawn = text_of(draw_heat_map(flat, labels(from_zero=True), 38, 9))
    assert set(drawn[1][5:]) == {"·", "~"}


def test_where_all_is_thin_it_is_still_drawn() -> None:
    drawn = text_of(draw_heat_map(heat(thin=True), labels(), 60, 9))
    assert "·~" in drawn[1] and "█~" in drawn[1]
