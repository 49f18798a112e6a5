"""Which shop a file's rows belong to."""

from store.errors import Refused
from store.imports.page import Page
from store.imports.parsed import ParsedFile
from store.naming import name_key
from store.records.people import Shop
from store.records.report import Note
from store.records.work import UNNAMED_SHOP, Mapping

_SHAPE = "shop:"
"""Prefix of the keys in table `mappings` that only hold a shop."""


def shape_key(parsed: ParsedFile) -> str:
    """Return the key under which the shop of files of this shape is remembered."""
    return f"{_SHAPE}{parsed.platform}:{parsed.shape}"


class Shops:
    """The shops of one platform, and what a file that names none is given."""

    def __init__(self, page: Page, parsed: ParsedFile) -> None:
        self._page = page
        self._parsed = parsed
        self._named: dict[str, str] = {}
        for _, record in page.items("shops"):
            if record["platform"] == parsed.platform:
                self._named[name_key(record["name"])] = record["name"]
        self.notes: list[Note] = []

    def fallback(self, told: str | None, *, remember: bool) -> str | None:
        """Return the shop of rows that name none; None where it has to be told.

        That is the shop the lead tells, else the one told for this shape before, else the
        platform's only one. With `remember` a told shop is kept for the shape; two different
        ones for one shape leave it to be told every time.
        """
        if told is not None:
            if remember:
                self._remember(told)
            return self._spelling(told)
        if len(self._named) < 2:
            return UNNAMED_SHOP
        record = self._page.get("mappings", shape_key(self._parsed))
        if record and record.get("shop"):
            shop: str = record["shop"]
            self.notes.append(Note("shop_remembered", {"shop": shop}))
            return self._spelling(shop)
        return None

    def take(self, shop: str) -> str:
        """Return the spelling in use of a named shop; a new one is written down."""
        spelling = self._spelling(shop)
        key = name_key(shop)
        if spelling != UNNAMED_SHOP and key not in self._named:
            self._named[key] = spelling
            record = Shop(platform=self._parsed.platform, name=spelling)
            self._page.put("shops", f"{record.platform}/{record.name}", record)
        return spelling

    def _spelling(self, shop: str) -> str:
        return self._named.get(name_key(shop), shop)

    def _remember(self, shop: str) -> None:
        key = shape_key(self._parsed)
        before = self._page.get("mappings", key)
        if before is not None and name_key(before.get("shop") or "") != name_key(shop):
            shop = ""
        record = Mapping(
            columns={}, platform=self._parsed.platform, layout=self._parsed.layout, shop=shop
        )
        self._page.put("mappings", key, record)


def shop_needed(parsed: ParsedFile) -> Refused:
    """Return the refusal of a file whose shop must be told."""
    return Refused("shop_needed", path=parsed.path, platform=parsed.platform)
