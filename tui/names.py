"""What platforms, shops and groups are called."""

from store.cleaning import clean_text
from store.records.words import N_
from store.records.work import UNNAMED_SHOP
from tui.language import Words

PLATFORMS = {
    "taobao": N_("Taobao"),
    "douyin": N_("Douyin"),
    "jd": N_("JD"),
    "pdd": N_("Pinduoduo"),
    "chatwoot": N_("Chatwoot"),
    "own": N_("own files"),
    "other": N_("other"),
}
TOOLS = {
    "chitu": N_("Chitu"),
    "qianniu": N_("Qianniu"),
    "sycm": N_("Business Advisor"),
    "feige": N_("Feige"),
}


def tool_name(words: Words, tool: str) -> str:
    """Return what the tool that wrote an export is called, else its platform's name."""
    label = TOOLS.get(tool)
    return words.text(label) if label else platform_name(words, tool)


def platform_name(words: Words, platform: str) -> str:
    """Return what a platform is called; one that a mapping named keeps its name."""
    label = PLATFORMS.get(platform)
    return words.text(label) if label else clean_text(platform)


def where(words: Words, platform: str | None) -> str:
    """Return what a platform is called; None is every platform."""
    return platform_name(words, platform) if platform else words.text("every platform")


def shop_name(words: Words, platform: str, shop: str, *, known: bool = True) -> str:
    """Return a shop with its platform; an unnamed one says whether it is the only one."""
    where = platform_name(words, platform)
    if not known:
        return words.say("{platform}, shop not named", platform=where)
    if shop == UNNAMED_SHOP:
        return where
    return words.say("{platform}, {shop}", platform=where, shop=shop)


def group_name(words: Words, group: str | None) -> str:
    """Return a group's name, or that there is none."""
    return clean_text(group) if group else words.text("no group")
