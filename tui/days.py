"""Days and windows as a lead says them."""

from datetime import date

from tui.language import Words

_WEEKDAYS = "一二三四五六日"
_SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def weekday_name(words: Words, weekday: int) -> str:
    """Return a weekday, 0 the first: Mon, 周一."""
    return f"周{_WEEKDAYS[weekday]}" if words.chinese else _SHORT[weekday]


def day_name(words: Words, day: date) -> str:
    """Return a day with its weekday: Sun 15 Nov, 11月15日 周日."""
    if words.chinese:
        return f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"
    return f"{day:%a} {day.day} {day:%b}"


def short_day(words: Words, day: date) -> str:
    """Return a day without its weekday: 15 Nov, 11月15日."""
    return f"{day.month}月{day.day}日" if words.chinese else f"{day.day} {day:%b}"


def window_name(words: Words, start: date, end: date) -> str:
    """Return the days of a window: 9-15 Nov, 28 Oct - 3 Nov, 11月9日-15日; one day by its name."""
    if start == end:
        return day_name(words, end)
    if start.month == end.month and start.year == end.year:
        if words.chinese:
            return f"{start.month}月{start.day}日-{end.day}日"
        return f"{start.day}-{short_day(words, end)}"
    return f"{short_day(words, start)} - {short_day(words, end)}"
