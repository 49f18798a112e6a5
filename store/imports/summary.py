"""Rows that are sums or means of others: counted, never taken."""

from store.imports.labels import clean_label

_WORDS = (
    "汇总",
    "汇总值",
    "均值",
    "平均",
    "平均值",
    "全店平均值",
    "全店汇总值",
    "同行同层优秀",
    "同行同层均值",
    "总值",
    "总计",
    "总和",
    "合计",
    "小计",
    "店铺汇总值",
    "店铺平均值",
    "Total",
    "Average",
)


def summary_words(more: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the cleaned words that mark a summary row, with those of a mapping."""
    return frozenset(clean_label(word) for word in (*_WORDS, *more))


def is_summary(text: str, words: frozenset[str]) -> bool:
    """Whether a cell of the agent, of the day or of the first column marks a summary row."""
    return clean_label(text).strip(":") in words
