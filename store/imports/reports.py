"""The kept reports of imports: what each file was taken as."""

from typing import TYPE_CHECKING

import msgspec

from store.imports.apply import KeptReport

if TYPE_CHECKING:
    from store.team import Team


def kept_report(team: "Team", import_id: str) -> KeptReport | None:
    """Return the report of an import by its id; None where there is none that can be read."""
    try:
        data = team.disk.read(team.place.imports / f"{import_id}.json")
        return msgspec.json.decode(data, type=KeptReport)
    except (OSError, msgspec.DecodeError):
        return None
