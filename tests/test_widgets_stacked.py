"""Heads by state through a day: keeps to its room, and what is not known is blank."""

from itertools import product

from widgets.drawing import text_of
from widgets.stacked import Stack, draw_stacks

STACKS = [Stack(slot, (slot % 5, 2, 1) if slot != 20 else ()) for slot in range(16, 40)]


def test_stacks_keep_to_their_room() -> None:
    for width, height, ascii_only in product(range(10, 201, 7), range(3, 21), (False, True)):
        drawn = text_of(draw_stacks(STACKS, width, height, ascii_only=ascii_only))
        assert len(drawn) == height
        assert max(map(len, drawn)) <= width
        assert not ascii_only or all(line.isascii() for line in drawn)


def test_parts_stand_one_on_the_other_and_the_unknown_is_blank() -> None:
    stacks = [Stack(16, (2, 1, 1)), Stack(17), Stack(18, (0, 4, 0)), Stack(19, (1, 0, 3))]
    assert text_of(draw_stacks(stacks, 6, 6)) == [
        "4│· ▒·",
        " │▒ ▒·",
        " │█ ▒·",
        "0│█ ▒█",
        " └────",
        "  08",
    ]


def test_the_last_half_hours_are_kept() -> None:
    stacks = [Stack(slot, (slot % 2,)) for slot in range(48)]
    drawn = text_of(draw_stacks(stacks, 8, 4))
    assert drawn[0] == "1│ █ █ █" and drawn[2] == " └‹─────"


def test_a_day_of_nothing_is_drawn() -> None:
    assert len(draw_stacks([], 20, 5)) == 5
