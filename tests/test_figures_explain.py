"""Why a number is what it is, and shops beside their agents."""

import pytest

from store.figures.agents import agent_figures
from store.figures.explain import explain
from store.figures.results import Why
from store.figures.shops import shop_figures
from store.figures.view import View
from store.records.people import Binding, Shop
from store.records.work import SHOP_ROW
from tests.figures_build import DAY, NOW, day, sheet, team


def why(view: View, metric: str, days: int = 1) -> Why:
    report = agent_figures(view, DAY, day(days - 1), NOW)
    return explain(view, report.agents[0].metrics[metric].figure)


def test_a_pooled_rate_says_its_formula_files_and_rows() -> None:
    sheets = [
        sheet({"ann": {"reply_rate": 0.9, "served": 10.0}}, on=day(n), file=f"f{n}")
        for n in range(2)
    ]
    found = why(team(*sheets, files=("f0", "f1")), "reply_rate", 2)
    assert (found.formula, found.rule, found.platform_rule) == (
        "weighted_mean",
        "only_source",
        "one",
    )
    assert [(one.file, one.name, one.rows, one.days) for one in found.files] == [
        ("f0", "f0.csv", (2,), (DAY,)),
        ("f1", "f1.csv", (2,), (day(1),)),
    ]


@pytest.mark.parametrize(
    ("metric", "formula", "platform_rule"),
    [
        ("received", "sum", "added"),
        ("max_concurrent", "largest", "pooled"),
        ("qa_score", "mean_of_days", "pooled"),
        ("reply_rate_3min", "none", "never_pooled"),
    ],
)
def test_the_rule_over_platforms_is_named(metric: str, formula: str, platform_rule: str) -> None:
    view = team(
        sheet({"ann": {metric: 1.0, "served": 9.0}}),
        sheet({"ann": {metric: 2.0, "served": 9.0}}, platform="jd"),
    )
    found = why(view, metric)
    assert (found.formula, found.platform_rule) == (formula, platform_rule)
    assert found.platforms == ("jd", "taobao")


def test_other_values_and_the_day_it_becomes_final_are_told() -> None:
    view = team(
        sheet({"ann": {"conversion_final": 0.4}}, exported_on=day(1), file="a"),
        sheet({"ann": {"conversion_final": 0.5}}, layout="q", tool="qianniu", file="b"),
    )
    found = why(view, "conversion_final")
    assert (found.formula, found.rule, found.final_on) == (
        "as_it_stands",
        "source_priority",
        day(4),
    )
    assert [one.file for one in found.others] == ["b"]


def test_a_value_that_is_still_to_come_moves_the_day_it_becomes_final() -> None:
    metrics = {"conversion_final": 0.4, "inquirers": 9.0}
    view = team(
        sheet({"ann": metrics}),
        sheet(
            {"ann": {"conversion_final": None, "inquirers": 9.0}},
            on=day(5),
            not_final={"ann": ("conversion_final",)},
        ),
    )
    assert why(view, "conversion_final", 6).final_on == day(9)


def test_a_shops_own_figures_stand_beside_its_agents_and_loose_names_are_told() -> None:
    own = sheet({SHOP_ROW: {"received": 10.0}}, shop="a", layout="tmall_shop_day", tool="sycm")
    view = team(
        sheet(
            {"ann": {"received": 4.0}, "desk": {"received": 3.0}, "who": {"received": 2.0}},
            shop="a",
        ),
        sheet({"ann": {"received": 50.0}}, shop="b"),
        sheet({"ann": {"received": 7.0}}),
        bindings=(Binding(nickname="ann", agent="ann"), Binding(nickname="desk", kind="shared")),
        shops=(Shop("taobao", "a"), Shop("taobao", "b")),
        shop_days=(own,),
    )
    shops = {shop.shop: shop for shop in shop_figures(view, DAY, DAY, NOW).shops}
    assert shops["a"].own["received"].value == 10
    assert shops["a"].agents["received"].value == 7
    assert shops["a"].unbound == ("who",)
    assert shops["b"].agents["received"].value == 50
    assert (shops["main"].known, shops["main"].agents["received"].value) == (False, 7)
