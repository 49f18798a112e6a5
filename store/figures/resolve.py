"""Whose a row is: sheets -> cells of each agent, shared account and shop.

A nickname is a person's by its bindings on that day; a shared account or a bot counts for the
team alone; an unbound nickname, or one whose person has left, counts for nobody.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from store.figures.cells import Block, Cells, Shape, known_platforms, settled
from store.figures.results import Unbound
from store.figures.view import View
from store.naming import bindings_by_name, holds, name_key
from store.records.people import Binding, Shop
from store.records.work import SHOP_ROW, UNNAMED_SHOP, Sheet


class Gathered(msgspec.Struct, frozen=True, eq=False):
    """The cells of a window."""

    people: dict[str, Cells]
    """Agent id -> cells."""
    shared: dict[str, Cells]
    """Shared accounts and bots, by account; they count for the team."""
    unbound: tuple[Unbound, ...]
    unbound_shops: dict[tuple[str, str], tuple[str, ...]]
    """(platform, shop) -> nicknames that count for nobody."""

    def team(self) -> list[Cells]:
        """Return every party that counts for the team; an unknown shop adds to no known one."""
        parties = [*self.people.values(), *self.shared.values()]
        if all(block.shape.known for cells in parties for block in cells.blocks):
            return parties
        known = {p for cells in parties for p in known_platforms(cells.blocks)}
        return [settled((*cells.blocks, *cells.aside), known) for cells in parties]


class Shops:
    """Which shop a sheet is of, by the names that the platform's shops are known under."""

    def __init__(self, shops: Iterable[Shop], sheets: Iterable[Sheet]) -> None:
        named: dict[str, set[str]] = {}
        for shop in shops:
            named.setdefault(shop.platform, set()).add(shop.name)
        for sheet in sheets:
            named.setdefault(sheet.platform, set()).add(sheet.shop)
        self._named = {platform: names - {UNNAMED_SHOP} for platform, names in named.items()}

    def of(self, platform: str, shop: str) -> tuple[str, bool]:
        """Return the shop's name, and whether it is known.

        An unnamed shop is the platform's only one; where there are several it is unknown.
        """
        names = self._named.get(platform, set())
        if shop != UNNAMED_SHOP or not names:
            return shop, True
        if len(names) == 1:
            return next(iter(names)), True
        return shop, False


class Shapes:
    """Makes the shape of a sheet, the same one for sheets that may share blocks."""

    def __init__(self, shops: Shops) -> None:
        self._shops = shops
        self._made: dict[tuple[object, ...], Shape] = {}

    def of(self, sheet: Sheet) -> Shape:
        """Return the sheet's shape."""
        period = sheet.start != sheet.end
        key = (sheet.platform, sheet.shop, sheet.tool, sheet.layout, sheet.metrics, period)
        shape = self._made.get(key)
        if shape is None:
            shop, known = self._shops.of(sheet.platform, sheet.shop)
            at = {metric: i for i, metric in enumerate(sheet.metrics)}
            shape = Shape(sheet.platform, shop, known, sheet.tool, sheet.layout, at, period)
            self._made[key] = shape
        return shape


class _Behind:
    """Who stands behind the nicknames of one platform."""

    def __init__(self, view: View, platform: str, named: dict[str, list[Binding]]) -> None:
        self._agents = view.agents
        self._platform = platform
        self._named = named
        self._candidates: dict[str, tuple[Binding, ...]] = {}
        self.always: dict[str, str] = {}
        """Nicknames that are one agent's on every day: the quick way."""

    def on(self, nickname: str, day: date) -> tuple[str, str | None]:
        """Return (kind, id): person and agent, shared and account, left and agent, or unbound."""
        candidates = self._candidates.get(nickname)
        if candidates is None:
            candidates = self._learn(nickname)
        for binding in candidates:
            if not holds(binding, self._platform, day):
                continue
            if binding.kind != "person":
                return "shared", f"{self._platform}/{_account(nickname)}"
            agent = self._agents.get(binding.agent or "")
            if agent is None:
                return "unbound", None
            if agent.left_on is not None and day > agent.left_on:
                return "left", agent.id
            return "person", agent.id
        return "unbound", None

    def _learn(self, nickname: str) -> tuple[Binding, ...]:
        found = tuple(
            binding
            for binding in self._named.get(name_key(nickname), ())
            if binding.platform in (None, self._platform)
        )
        self._candidates[nickname] = found
        first = found[0] if found else None
        if first and first.kind == "person" and first.since is None and first.until is None:
            agent = self._agents.get(first.agent or "")
            if agent is not None and agent.left_on is None:
                self.always[nickname] = agent.id
        return found


class Gathering:
    """Puts the sheets of a view together by whom they belong to, window by window."""

    def __init__(self, view: View, last: date) -> None:
        """`last` is today: later days are hidden."""
        self._view = view
        self._last = last
        self._named = bindings_by_name(view.bindings)
        self._behind: dict[str, _Behind] = {}
        every = (*view.agent_days, *view.shop_days, *view.periods)
        self.shops = Shops(view.shops, every)
        self.shapes = Shapes(self.shops)

    def window(self, start: date, end: date, *, periods: bool = True) -> Gathered:
        """Return the cells of the days of a window, and of a period that is exactly it."""
        last = min(end, self._last)
        sheets = [s for s in self._view.agent_days if start <= s.start and s.end <= last]
        if periods and start != end <= self._last:
            sheets += [s for s in self._view.periods if s.start == start and s.end == end]
        return self.gather(sheets)

    def shop_window(self, start: date, end: date) -> Cells:
        """Return what the shop-level exports say of a window, all shops together."""
        last = min(end, self._last)
        blocks: dict[Shape, Block] = {}
        for sheet in (*self._view.shop_days, *self._view.periods):
            exact = sheet.start == start and sheet.end == end <= self._last
            daily = sheet.start == sheet.end and start <= sheet.start <= last
            row = sheet.rows.get(SHOP_ROW)
            if row is not None and (exact or daily):
                shape = self.shapes.of(sheet)
                blocks.setdefault(shape, Block(shape)).entries.append((sheet, SHOP_ROW, row))
        return Cells(tuple(blocks.values()))

    def periods_before(self, day: date) -> Gathered:
        """Return the cells of each platform and layout's newest period that ended before a day."""
        newest: dict[tuple[str, str, str], Sheet] = {}
        for sheet in self._view.periods:
            key = (sheet.platform, sheet.shop, sheet.layout)
            before = sheet.end < day and sheet.end <= self._last
            if before and (key not in newest or newest[key].end < sheet.end):
                newest[key] = sheet
        return self.gather(newest.values())

    def gather(self, sheets: Iterable[Sheet]) -> Gathered:
        """Return the cells of some sheets."""
        people: dict[str, dict[Shape, Block]] = {}
        shared: dict[str, dict[Shape, Block]] = {}
        loose: dict[tuple[str, str, str | None], list[Sheet]] = {}
        for sheet in sheets:
            behind = self._of(sheet.platform)
            always, shape = behind.always, self.shapes.of(sheet)
            width, day = len(sheet.metrics), sheet.end
            for nickname, row in sheet.rows.items():
                if nickname == SHOP_ROW or (
                    row.count(None) == width and nickname not in sheet.not_final
                ):
                    continue
                party = people
                who: str | None = always.get(nickname)
                if who is None:
                    kind, who = behind.on(nickname, day)
                    if kind in ("unbound", "left") or who is None:
                        loose.setdefault((sheet.platform, nickname, who), []).append(sheet)
                        continue
                    if kind == "shared":
                        party = shared
                blocks = party.get(who)
                if blocks is None:
                    blocks = party[who] = {}
                block = blocks.get(shape)
                if block is None:
                    block = blocks[shape] = Block(shape)
                block.entries.append((sheet, nickname, row))
        return Gathered(
            {who: settled(blocks.values()) for who, blocks in people.items()},
            {who: settled(blocks.values()) for who, blocks in shared.items()},
            _unbound(loose),
            self._loose_shops(loose),
        )

    def _of(self, platform: str) -> _Behind:
        behind = self._behind.get(platform)
        if behind is None:
            behind = self._behind[platform] = _Behind(self._view, platform, self._named)
        return behind

    def _loose_shops(
        self, loose: dict[tuple[str, str, str | None], list[Sheet]]
    ) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], set[str]] = {}
        for (platform, nickname, _), sheets in loose.items():
            for sheet in sheets:
                found.setdefault((platform, self.shapes.of(sheet).shop), set()).add(nickname)
        return {key: tuple(sorted(names)) for key, names in found.items()}


def _unbound(loose: dict[tuple[str, str, str | None], list[Sheet]]) -> tuple[Unbound, ...]:
    found = [
        Unbound(
            nickname=nickname,
            platform=platform,
            first=min(sheet.start for sheet in sheets),
            last=max(sheet.end for sheet in sheets),
            days=len({sheet.start for sheet in sheets}),
            rows=len(sheets),
            left=left,
        )
        for (platform, nickname, left), sheets in loose.items()
    ]
    return tuple(sorted(found, key=lambda u: (u.platform, u.nickname, u.left or "")))


def _account(nickname: str) -> str:
    """Return what two tools' spellings of one shared account share: `shop:name` is `name`."""
    return name_key(nickname).rpartition(":")[2]
