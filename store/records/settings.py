"""The settings: every threshold with its default, unit, source and label.

A team stores only what it changed, as plain values under the keys of this file;
`store.records.setting_values` reads them and gives the whole set, typed. Keys with a name in them
(`target.<metric>[.<group>]`) are patterns.
"""

from datetime import timedelta, tzinfo
from typing import Literal

import msgspec

from store.records.words import N_

SettingType = Literal[
    "text", "zone", "clock_time", "whole", "number", "rate", "tools", "metrics", "target"
]
SettingValue = str | int | float | list[str] | None
From = Literal["src", "pub", "doc", "blog", "ours"]
_DEFAULT_MAIN = [
    "conversion_final",
    "sales",
    "satisfaction",
    "avg_response_s",
    "reply_rate_3min",
    "qa_score",
]


class Setting(msgspec.Struct, frozen=True):
    """One setting, or the pattern of a family of them."""

    key: str
    """As the command line writes it; a part in `<>` is a name."""
    label: str
    """English message id."""
    type: SettingType
    """What is accepted; also the `expected` of a refusal."""
    default: SettingValue = None
    """None: nothing is set."""
    unit: str | None = None
    """days, s, agents, ...; None where there is none."""
    source: From = "ours"
    """src the source articles, pub research, doc vendors, blog trade pages, ours judgement."""
    low: float | None = None
    """Smallest value taken."""
    high: float | None = None
    """Largest value taken."""


class SettingNow(msgspec.Struct, frozen=True):
    """A setting as it stands in a team."""

    key: str
    value: SettingValue
    default: SettingValue
    source: From
    label: str
    type: SettingType
    unit: str | None


_LIST: tuple[Setting, ...] = (
    Setting("team_name", N_("Name of the team, at the head of every screen"), "text"),
    Setting("timezone", N_("Time zone; by default the machine's"), "zone"),
    Setting("day_starts", N_("When a working day begins"), "clock_time", "00:00"),
    Setting("currency", N_("Currency of all money"), "text", "CNY"),
    Setting("inbox", N_("Folder that exports are taken from"), "text"),
    Setting("few", N_("Below this many, a rate is too few to read"), "whole", 30, low=1),
    Setting(
        "wilson_below",
        N_("Below this many, a rate shows its 95 % range"),
        "whole",
        100,
        source="pub",
        low=0,
    ),
    Setting(
        "window_days",
        N_("Days with data that figures cover when none are named"),
        "whole",
        7,
        "days",
        low=1,
        high=366,
    ),
    Setting(
        "own_usual_days",
        N_("Days before the window that make an agent's own usual"),
        "whole",
        28,
        "days",
        low=7,
        high=366,
    ),
    Setting(
        "own_usual_min_days",
        N_("Worked days that an own usual needs"),
        "whole",
        7,
        "days",
        low=1,
        high=366,
    ),
    Setting(
        "team_median_min",
        N_("Weight from which an agent counts in the team median"),
        "whole",
        30,
        low=0,
    ),
    Setting(
        "service_level.within_s",
        N_("Answered within this time is in the service level"),
        "number",
        60,
        "s",
        "blog",
        low=0,
    ),
    Setting("short_contact_s", N_("Shorter contacts are shown as very short"), "number", 10, "s"),
    Setting(
        "cap.default",
        N_("Contacts an agent can have at once in a chat queue"),
        "whole",
        5,
        source="blog",
        low=1,
        high=50,
    ),
    Setting(
        "cap.newcomer",
        N_("Contacts that a newcomer can have at once"),
        "whole",
        3,
        low=1,
        high=50,
    ),
    Setting(
        "cap.newcomer_days",
        N_("Days in the team that make somebody a newcomer"),
        "whole",
        30,
        "days",
        low=0,
        high=366,
    ),
    Setting(
        "cap.<agent>", N_("Contacts that this agent can have at once"), "whole", low=1, high=50
    ),
    Setting("queue.amber_s", N_("Older data of the queue is shown as stale"), "number", 300, "s"),
    Setting("queue.red_s", N_("Older data of the queue is too old for alarms"), "number", 900, "s"),
    Setting(
        "busy.overloaded",
        N_("Share of what an agent can hold that is too much"),
        "rate",
        0.9,
        source="blog",
    ),
    Setting(
        "busy.light",
        N_("Share of what an agent can hold that leaves room"),
        "rate",
        0.6,
    ),
    Setting(
        "busy.apart",
        N_("Distance from usual and team that is more or less"),
        "rate",
        0.2,
    ),
    Setting("busy.follow_up_s", N_("Time that one follow-up takes"), "number", 120, "s", low=1),
    Setting(
        "staff.dispersion",
        N_("Variance of contacts over their mean; 1 is chance"),
        "number",
        3,
        source="pub",
        low=1,
        high=100,
    ),
    *(
        Setting(
            f"staff.factor_{chats}",
            label,
            "number",
            factor,
            source="blog",
            low=0.1,
            high=20,
        )
        for chats, label, factor in (
            (2, N_("What 2 chats at once get done, against one at a time"), 1.7),
            (3, N_("What 3 chats at once get done, against one at a time"), 2.5),
            (4, N_("What 4 chats at once get done, against one at a time"), 2.9),
            (5, N_("What 5 chats at once get done, against one at a time"), 3.5),
        )
    ),
    Setting(
        "source_priority",
        N_("Which tool counts when several report the same"),
        "tools",
        ["chitu", "qianniu"],
    ),
    Setting(
        "main_measures",
        N_("Measures of a group that stand for its results"),
        "metrics",
        list(_DEFAULT_MAIN),
    ),
    Setting("main_measures.<group>", N_("Measures that stand for this group's results"), "metrics"),
    Setting(
        "target.<metric>",
        N_("Target of a metric; a sum is per agent and worked day"),
        "target",
        source="src",
    ),
    Setting(
        "target.<metric>.<group>",
        N_("Target of a metric for one group; a sum is per agent and worked day"),
        "target",
        source="src",
    ),
    Setting(
        "brief.people",
        N_("Agents that the brief names in each direction"),
        "whole",
        3,
        "agents",
        low=0,
        high=50,
    ),
    Setting(
        "brief.gap",
        N_("A day's distance the brief names, in usual swings"),
        "number",
        1.5,
        low=0,
    ),
    Setting(
        "brief.days",
        N_("Last days the brief reads together, beside each day"),
        "whole",
        7,
        "days",
        low=2,
        high=28,
    ),
    Setting(
        "brief.days_gap",
        N_("Last days' distance the brief names, in usual swings"),
        "number",
        3.0,
        low=0,
    ),
    Setting(
        "brief.team_share",
        N_("Share of a group from which a shift is the team's"),
        "rate",
        1 / 3,
    ),
    Setting(
        "brief.expected_days",
        N_("Days with data a week that make a platform expected"),
        "whole",
        4,
        "days",
        low=1,
        high=7,
    ),
    Setting(
        "brief.unanswered",
        N_("Unanswered customers of a day that are still fine"),
        "whole",
        0,
        low=0,
    ),
    Setting(
        "brief.pace_short",
        N_("Shortfall of a target that the brief leaves out"),
        "rate",
        0.05,
    ),
)
SETTINGS: dict[str, Setting] = {setting.key: setting for setting in _LIST}
"""Every setting and pattern by its key, in the order lists show them."""


class Settings(msgspec.Struct, frozen=True):
    """What a team works by: the defaults with what the team changed; dots of keys are `_`."""

    team_name: str | None = None
    """None means the name of its folder."""
    timezone: str | None = None
    """IANA name; None means the machine's."""
    day_starts: str = "00:00"
    """Local time; a shift past midnight belongs to the day it began."""
    currency: str = "CNY"
    inbox: str | None = None
    few: int = 30
    wilson_below: int = 100
    window_days: int = 7
    own_usual_days: int = 28
    own_usual_min_days: int = 7
    team_median_min: int = 30
    service_level_within_s: float = 60
    short_contact_s: float = 10
    cap_default: int = 5
    cap_newcomer: int = 3
    cap_newcomer_days: int = 30
    caps: dict[str, int] = {}
    """Agent id -> contacts at once, where the team named them."""
    queue_amber_s: float = 300
    queue_red_s: float = 900
    busy_overloaded: float = 0.9
    busy_light: float = 0.6
    busy_apart: float = 0.2
    busy_follow_up_s: float = 120
    staff_dispersion: float = 3
    staff_factor_2: float = 1.7
    staff_factor_3: float = 2.5
    staff_factor_4: float = 2.9
    staff_factor_5: float = 3.5
    source_priority: tuple[str, ...] = ("chitu", "qianniu")
    main_measures: tuple[str, ...] = tuple(_DEFAULT_MAIN)
    brief_people: int = 3
    brief_gap: float = 1.5
    brief_days: int = 7
    brief_days_gap: float = 3.0
    brief_team_share: float = 1 / 3
    brief_expected_days: int = 4
    brief_unanswered: int = 0
    brief_pace_short: float = 0.05
    group_measures: dict[str, tuple[str, ...]] = {}
    """Group -> its main measures, where the team named them."""
    targets: dict[tuple[str, str | None], float] = {}
    """(metric, group or None for all) -> target."""
    unreadable: tuple[str, ...] = ()
    """Keys whose stored value no longer fits; their defaults hold."""

    def zone(self, otherwise: tzinfo) -> tzinfo:
        """Return the team's time zone, or the given one where none is set."""
        if self.timezone is None:
            return otherwise
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.timezone)

    def day_offset(self) -> timedelta:
        """Return how long after midnight a working day begins."""
        return clock_time(self.day_starts)

    @property
    def staff_factors(self) -> tuple[float, ...]:
        """What an agent with 1 to 5 chats at once gets done, against one at a time."""
        many = self.staff_factor_2, self.staff_factor_3, self.staff_factor_4, self.staff_factor_5
        return (1.0, *many)

    def target(self, metric: str, group: str | None) -> float | None:
        """Return the group's target of a metric, else everyone's, else None; a sum's is per day."""
        found = self.targets.get((metric, group))
        return found if found is not None else self.targets.get((metric, None))


def clock_time(text: str) -> timedelta:
    """Return `HH:MM` as the time after midnight; raises ValueError on anything else."""
    hours, _, minutes = text.partition(":")
    if not (hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2):
        raise ValueError(text)
    if int(hours) > 23 or int(minutes) > 59:
        raise ValueError(text)
    return timedelta(hours=int(hours), minutes=int(minutes))
