"""Headers made comparable: platforms mix widths, brackets, arrows and units within one label."""

import re
import unicodedata
from functools import lru_cache

from store.cleaning import clean_text

_SAME = str.maketrans(
    {
        **dict.fromkeys("[{【〔〖「『<〈《", "("),
        **dict.fromkeys("]}】〕〗」』〉》", ")"),
        "→": ">",
        "➔": ">",
        "➞": ">",
        "–": "-",
        "—": "-",
        "―": "-",
        "−": "-",
    }
)
_ARROW = re.compile(r"-*>+")
_SPACE = re.compile(r"\s+")
_UNIT = re.compile(r"^(.+)\(([^()]+)\)$")

HEADER_UNITS: dict[str, str] = {
    **dict.fromkeys(("秒", "s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("分", "分钟", "min", "mins", "minute", "minutes"), "min"),
    **dict.fromkeys(("时", "小时", "h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("毫秒", "ms"), "ms"),
    **dict.fromkeys(("%", "百分比"), "percent"),
    **dict.fromkeys(("万", "万元"), "wan"),
    **dict.fromkeys(("元", "人", "人数", "次", "个", "天", "条", "件", "单", "分值"), ""),
}
"""Words in the last brackets of a header -> unit hint; an empty hint says nothing new."""


@lru_cache(4096)
def clean_label(text: str) -> str:
    """Return a label for matching only: width, case, spaces, brackets and arrows made one."""
    label = unicodedata.normalize("NFKC", clean_text(text, 500)).translate(_SAME).casefold()
    return _ARROW.sub(">", _SPACE.sub("", label))


def split_unit(label: str) -> tuple[str, str]:
    """Split a cleaned label into its words and its unit hint: `平均响应(秒)` -> 平均响应, s.

    Brackets that hold no unit belong to the words: `3分钟人工回复率(会话)` stays whole.
    """
    found = _UNIT.match(label)
    if found is None or found[2] not in HEADER_UNITS:
        return label, ""
    return found[1], HEADER_UNITS[found[2]]
