"""Who is on today: one mark a person, set by the lead."""

from datetime import date
from typing import TYPE_CHECKING

from store.records.work import DayRoll, Mark

if TYPE_CHECKING:
    from store.team import Draft, Team


def mark(team: "Team", day: date, agent: str, value: Mark | None) -> None:
    """Mark a person as here or away on a day, or take the mark back with None.

    Raises ReadOnly or StorageFailed; then nothing was changed.
    """

    def edit(draft: "Draft") -> None:
        before = draft.get("rolls", day.isoformat()) or {}
        marks = {**before.get("marks", {}), agent: value}
        kept = {who: one for who, one in sorted(marks.items()) if one is not None}
        if kept:
            draft.put("rolls", day.isoformat(), DayRoll(kept))
        elif before:
            draft.remove("rolls", day.isoformat())

    team.change("mark", edit)
