"""The shops' own figures beside the sum of their agents."""

from collections.abc import Sequence
from datetime import date, datetime

from store.figures.cells import Cells
from store.figures.choose import Ruling
from store.figures.pool import pool, values_of
from store.figures.resolve import Gathering
from store.figures.results import ShopFigures, ShopsReport
from store.figures.view import View, today
from store.records.figure import Figure
from store.records.metric import METRICS


def shop_figures(view: View, start: date, end: date, now: datetime) -> ShopsReport:
    """Return every shop's figures of a window, both days inclusive.

    The agents' side has everyone who counts for the team, shared accounts with them; nicknames
    that count for nobody are named, since they explain a difference. The own figures of a shop
    come with their sources.
    """
    ruling = Ruling(view, today(view, now))
    gathering = Gathering(view, ruling.last)
    agents = gathering.window(start, end)
    own = gathering.shop_window(start, end)
    parties = [*agents.people.values(), *agents.shared.values()]
    places: dict[tuple[str, str], bool] = {}
    for cells in (*parties, own):
        for block in (*cells.blocks, *cells.aside):
            places[block.shape.platform, block.shape.shop] = block.shape.known
    for place in agents.unbound_shops:
        places.setdefault(place, gathering.shops.of(*place)[1])

    def side(cells: Sequence[Cells], *, sources: bool) -> dict[str, Figure]:
        """Return the figures of one side: the shop's own, or the sum of its agents."""
        found: dict[str, Figure] = {}
        for metric in METRICS.values():
            values = [values_of(one, metric, ruling) for one in cells]
            if any(one.values or one.provisional for one in values):
                found[metric.id] = pool(metric, values, start, end, ruling, sources=sources)
        return found

    shops = [
        ShopFigures(
            platform=platform,
            shop=shop,
            known=known,
            own=side([_of_shop(own, platform, shop)], sources=True),
            agents=side([_of_shop(cells, platform, shop) for cells in parties], sources=False),
            unbound=agents.unbound_shops.get((platform, shop), ()),
        )
        for (platform, shop), known in sorted(places.items())
    ]
    return ShopsReport(start, end, tuple(shops))


def _of_shop(cells: Cells, platform: str, shop: str) -> Cells:
    """Return the cells of one shop; an unknown shop's stand by themselves here."""
    here = cells.only(platform, shop)
    return Cells((*here.blocks, *here.aside))
