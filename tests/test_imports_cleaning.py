"""Text from outside is made safe in one place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.cleaning import TEXT_LIMIT, clean_text
from store.imports.labels import clean_label, split_unit


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("  小禾\t \u3000一 ", "小禾 一"),
        ("零\u200b宽", "零宽"),
        ("\ufeff小禾", "小禾"),
        ("\x1b[31m红\x1b[0m", "红"),
        ("\x1b]8;;http://x\x07链接\x1b]8;;\x07", "链接"),
        ("\x9b31m红", "红"),
        ("\u202e倒\u2066序\u2069", "倒序"),
        ("a\x00b\x07c", "abc"),
        ("第一行\n第二行", "第一行 第二行"),
        ("e\u0301", "é"),
        ("\U000e0041标签", "标签"),
        ("字\ufe0f\u3164\u00ad", "字"),
        ("\ud800孤", "孤"),
        ("[b]粗[/b][@click=app.quit]", "[b]粗[/b][@click=app.quit]"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
    ],
)
def test_what_cannot_be_seen_is_taken_away(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


def test_a_long_text_is_cut() -> None:
    assert len(clean_text("长" * 5_000)) == TEXT_LIMIT
    assert clean_text("长" * 5_000, 10) == "长" * 10


@given(st.text())
def test_cleaning_twice_changes_nothing_and_leaves_one_visible_line(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert once.isprintable() or not any(
        unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in once
    )
    assert len(once) <= TEXT_LIMIT
    once.encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("平均响应时长（秒)", "平均响应时长(秒)"),
        ("平均响应时长 （秒）", "平均响应时长(秒)"),
        ("平均响应时长【秒】", "平均响应时长(秒)"),
        ("询单->最终付款转化率", "询单→最终付款转化率"),
        ("询单－＞最终付款转化率", "询单—>最终付款转化率"),
        ("Agent name", "AGENT\u00a0NAME "),
        ("３分钟人工回复率", "3分钟人工回复率"),
        ("平均\n响应", "平均响应"),
        ("接待\u200b人数", "接待人数"),
    ],
)
def test_labels_match_over_width_case_space_and_brackets(one: str, other: str) -> None:
    assert clean_label(one) == clean_label(other)


@pytest.mark.parametrize(
    ("label", "words", "unit"),
    [
        ("平均响应(秒)", "平均响应", "s"),
        ("pc在线时长(时)", "pc在线时长", "h"),
        ("销售额(元)", "销售额", ""),
        ("满意率(%)", "满意率", "percent"),
        ("3分钟人工回复率(会话)", "3分钟人工回复率(会话)", ""),
        ("平均响应", "平均响应", ""),
    ],
)
def test_a_unit_in_brackets_is_told_apart_from_a_qualifier(
    label: str, words: str, unit: str
) -> None:
    assert split_unit(label) == (words, unit)
