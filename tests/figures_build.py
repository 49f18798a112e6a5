"""Small teams for the tests of figures."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from store.figures.view import View
from store.records.people import Agent, Binding, Shop
from store.records.settings import Settings
from store.records.work import ImportedFile, Sheet, Taken

DAY = date(2026, 11, 15)
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
Cell = float | None


def day(n: int) -> date:
    """Return the day that many days after DAY."""
    return DAY + timedelta(days=n)


def sheet(
    rows: Mapping[str, Mapping[str, Cell]],
    *,
    on: date = DAY,
    until: date | None = None,
    platform: str = "taobao",
    shop: str = "main",
    layout: str = "chitu_workload",
    tool: str = "chitu",
    file: str = "",
    exported_on: date = date(2026, 11, 30),
    not_final: dict[str, tuple[str, ...]] | None = None,
) -> Sheet:
    """Return a sheet of nickname -> metric -> value."""
    metrics = tuple(dict.fromkeys(metric for row in rows.values() for metric in row))
    return Sheet(
        start=on,
        end=until or on,
        platform=platform,
        shop=shop,
        layout=layout,
        tool=tool,
        metrics=metrics,
        rows={nick: tuple(row.get(metric) for metric in metrics) for nick, row in rows.items()},
        not_final=not_final or {},
        taken=(Taken(file or f"{on}-{layout}", exported_on),),
        origin={nick: (0, number) for number, nick in enumerate(rows, 2)},
    )


def team(
    *sheets: Sheet,
    agents: Mapping[str, str | None] | None = None,
    bindings: tuple[Binding, ...] | None = None,
    members: Mapping[str, Agent] | None = None,
    shops: tuple[Shop, ...] = (),
    shop_days: tuple[Sheet, ...] = (),
    settings: Settings | None = None,
    files: tuple[str, ...] = (),
) -> View:
    """Return a view; `agents` maps ids, which are also the nicknames, to groups."""
    groups = {"ann": "pre"} if agents is None else agents
    people = members or {who: Agent(who, who.title(), group) for who, group in groups.items()}
    own = tuple(Binding(nickname=who, agent=who) for who in people)
    taken = datetime(2026, 11, 30, tzinfo=UTC)
    return View(
        agents=people,
        bindings=own if bindings is None else bindings,
        shops=shops,
        settings=settings or Settings(),
        agent_days=tuple(one for one in sheets if one.start == one.end),
        periods=tuple(one for one in sheets if one.start != one.end),
        shop_days=shop_days,
        files={
            file: ImportedFile(file, f"{file}.csv", taken, "own", (DAY,), n)
            for n, file in enumerate(files, 1)
        },
    )
