"""What Settings asks and changes: every setting as it stands; one set, or back to its default."""

from collections.abc import Mapping

import msgspec

from store.draft import Draft
from store.records.people import Agent
from store.records.setting_values import find_setting, listing, parse_setting, resolve
from store.records.settings import SettingNow
from store.team import Team


class SettingsFacts(msgspec.Struct, frozen=True):
    """Everything Settings shows of the team."""

    rows: tuple[SettingNow, ...]
    groups: tuple[str, ...]
    """Groups that people are in, by name."""
    agents: Mapping[str, Agent]
    """By id; some settings are of one person."""
    unreadable: tuple[str, ...]
    """Keys whose stored value no longer fits; their defaults hold."""


def read_settings(team: Team) -> SettingsFacts:
    """Return the settings as they stand."""
    stored = team.setting_values()
    agents = team.agents()
    groups = {agent.group for agent in agents.values() if agent.group}
    return SettingsFacts(
        rows=listing(stored),
        groups=tuple(sorted(groups)),
        agents=agents,
        unreadable=resolve(stored).unreadable,
    )


def zones(team: Team) -> tuple[str, ...]:
    """Return the names of all time zones; reads them from the machine."""
    from zoneinfo import available_timezones

    del team
    return tuple(sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC"))


def set_value(team: Team, key: str, value: object) -> None:
    """Keep a value; one that is the default is not kept. Raises Refused `bad_setting`."""
    plain = parse_setting(key, value)
    default = find_setting(key).default

    def edit(draft: Draft) -> None:
        if plain == default:
            draft.remove("settings", key)
        else:
            draft.put("settings", key, {"value": plain})

    team.change("setting", edit)


def back_to_default(team: Team, key: str) -> None:
    """Forget what the team chose."""
    team.change("setting", lambda draft: draft.remove("settings", key))
