"""What figures answer: frozen structs for the command line and the screens."""

from datetime import date

import msgspec

from store.records.figure import Figure


class Compared(msgspec.Struct, frozen=True):
    """A figure beside what it is read against, all in the metric's unit."""

    figure: Figure
    own_usual: Figure | None = None
    """The agent's pooled 28 days before the window, None under 7 worked days. Its value can be
    compared as it stands: a sum's is the usual of one day times the days the figure has."""
    team_median: float | None = None
    """Over agents of the same group whose figure comes from the same platforms; a sum is compared
    by day, times the days the figure has. None under two such agents."""
    median_of: int = 0
    """How many agents the median is of."""
    target: float | None = None
    """From settings; a sum's is the target of a day times the days the figure has."""


class AgentFigures(msgspec.Struct, frozen=True):
    """One agent's window."""

    id: str
    name: str
    group: str | None
    days: int
    """Days worked: days of the window with any figure; a period counts none."""
    metrics: dict[str, Compared] = {}
    """By metric id, in the order of METRICS; only metrics that somebody has."""
    by_platform: dict[str, "AgentFigures"] = {}
    """With `by="platform"`: the same for each platform the agent worked on."""


class Unbound(msgspec.Struct, frozen=True):
    """A nickname whose rows count for nobody until it is bound."""

    nickname: str
    platform: str
    first: date
    last: date
    days: int
    rows: int
    left: str | None = None
    """The agent behind it had left by then: id; None where nobody is bound."""


class AgentsReport(msgspec.Struct, frozen=True):
    """Every agent's figures of a window."""

    start: date
    end: date
    agents: tuple[AgentFigures, ...] = ()
    """By name."""
    team: dict[str, Figure] = {}
    """All agents and shared accounts pooled, without sources."""
    team_by_platform: dict[str, dict[str, Figure]] = {}
    """The same for each platform."""
    unbound: tuple[Unbound, ...] = ()


class ShopFigures(msgspec.Struct, frozen=True):
    """A shop's own figures beside those of its agents."""

    platform: str
    shop: str
    known: bool
    """False for an unnamed shop where the platform has several; it adds to none of them."""
    own: dict[str, Figure] = {}
    """What the shop-level export says."""
    agents: dict[str, Figure] = {}
    """Agents and shared accounts pooled."""
    unbound: tuple[str, ...] = ()
    """Nicknames of this shop that count for nobody."""


class ShopsReport(msgspec.Struct, frozen=True):
    """Every shop of a window, by platform and name."""

    start: date
    end: date
    shops: tuple[ShopFigures, ...] = ()


class Reason(msgspec.Struct, frozen=True):
    """Why something is said, as a code with its values; `tui` makes the sentence."""

    code: str
    metric: str | None = None
    """Metric id the values are of."""
    value: float | None = None
    limit: float | None = None
    """The usual, the target or the cut-off that `value` is beside."""
    n: float | None = None
    distance: float | None = None
    """Distance from usual in usual swings of as many days, above zero where the value is higher,
    less what was common to the group."""
    since: date | None = None
    until: date | None = None
    who: str | None = None
    """Id of an agent the reason speaks of, where the subject is not the agent."""
    platform: str | None = None
    text: str | None = None
    """A name from outside: nickname, shop."""


class Subject(msgspec.Struct, frozen=True):
    """Whom or what an item is about."""

    kind: str
    """agent, group, team, platform, nickname."""
    id: str | None = None
    """Agent id, group, platform."""
    name: str | None = None
    """As written: agent's name, nickname."""


class Item(msgspec.Struct, frozen=True):
    """One thing that asks for attention."""

    rank: int
    """1 first; by what has to be acted on first, never a ranking of people."""
    kind: str
    """unanswered, no_data, missing_data, unbound, pace, team_shift, below_usual, above_usual,
    provisional."""
    subject: Subject
    reasons: tuple[Reason, ...]
    suggest: str
    """Code of what to do."""


class Pace(msgspec.Struct, frozen=True):
    """A target of this month beside what has been done of it."""

    metric: str
    group: str | None
    """None: the whole team."""
    start: date
    end: date
    """First of the month to the day spoken of."""
    value: float | None
    target: float
    """What should stand there by now: a sum's daily target times the agent-days worked."""
    ratio: float | None
    """Value / target."""
    agent_days: int
    provisional: bool = False
    behind: bool = False
    """On the wrong side of the target by more than the setting `brief.pace_short`."""


class People(msgspec.Struct, frozen=True):
    """Who is in the figures of the day; no mood, note or flag."""

    here: int = 0
    """Agents that belong to the team on the day."""
    worked: int = 0
    """Agents with any figure on it."""
    without: tuple[str, ...] = ()
    """Ids of those here without a figure: day off, absent or not exported."""


class Brief(msgspec.Struct, frozen=True):
    """Today on one screen."""

    now_day: date
    day: date | None
    """The day the numbers are of: before noon at latest yesterday; None without data."""
    attention: tuple[Item, ...] = ()
    queue: None = None
    """No live source is read yet."""
    people: People = People()
    due: tuple[Item, ...] = ()
    pace: tuple[Pace, ...] = ()


class FileRows(msgspec.Struct, frozen=True):
    """Rows of one import that a figure was made of."""

    file: str
    """Id of the import."""
    name: str | None
    """Name of the file, where it is still known."""
    layout: str
    tool: str
    platform: str
    shop: str
    rows: tuple[int, ...]
    days: tuple[date, ...]


class Why(msgspec.Struct, frozen=True):
    """Where a number came from."""

    figure: Figure
    formula: str
    """sum, largest, weighted_mean, mean_of_days, as_it_stands, none."""
    platforms: tuple[str, ...]
    platform_rule: str
    """one, added, pooled, never_pooled: what is done over platforms."""
    rule: str
    """Which values were chosen: only_source, source_priority."""
    files: tuple[FileRows, ...] = ()
    final_on: date | None = None
    """Where provisional: the day from which a new export would be final."""
    others: tuple[FileRows, ...] = ()
    """Where other values of the same cells stand."""
