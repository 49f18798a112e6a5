"""One agent's figure from its cells."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.figures.agents import agent_figures
from store.figures.view import View
from store.records.figure import Figure
from store.records.work import Sheet
from tests.figures_build import DAY, NOW, day, sheet, team


def figure(view: View, metric: str, start: date = DAY, end: date = DAY) -> Figure:
    (found,) = agent_figures(view, start, end, NOW).agents
    return found.metrics[metric].figure


def days(metric: str, *cells: tuple[float | None, float | None], weight: str) -> list[Sheet]:
    return [
        sheet({"ann": {metric: value, weight: by}}, on=day(n))
        for n, (value, by) in enumerate(cells)
    ]


def test_a_mean_is_pooled_by_its_weight_not_averaged() -> None:
    view = team(*days("avg_response_s", (20, 10), (40, 30), weight="received"))
    found = figure(view, "avg_response_s", DAY, day(1))
    assert (found.value, found.n, found.weight) == (35, 40, "received")


def test_a_single_cell_is_shown_as_it_is_without_any_weight() -> None:
    found = figure(team(sheet({"ann": {"conversion_final": 0.41}})), "conversion_final")
    assert (found.value, found.n, found.why_none) == (0.41, None, None)


def test_a_mean_over_days_without_a_weight_is_none_and_names_the_days() -> None:
    view = team(*days("conversion_final", (0.4, 10), (0.5, None), weight="inquirers"))
    found = figure(view, "conversion_final", DAY, day(1))
    assert (found.value, found.why_none) == (None, "no_weight")
    assert found.days_without_weight == (day(1),)


def test_weights_of_zero_alone_make_no_number() -> None:
    view = team(*days("satisfaction", (1, 0), (0.5, 0), weight="ratings"))
    assert figure(view, "satisfaction", DAY, day(1)).why_none == "no_weight"


def test_served_goes_before_received_even_from_another_export_of_the_day() -> None:
    view = team(
        sheet({"ann": {"avg_response_s": 20.0, "received": 10.0}}),
        sheet({"ann": {"served": 7.0}}, layout="qianniu_reception", tool="qianniu"),
        sheet({"ann": {"avg_response_s": 40.0, "received": 30.0}}, on=day(1)),
    )
    found = figure(view, "avg_response_s", DAY, day(1))
    assert found.weight == "mixed"
    assert found.value == pytest.approx((20 * 7 + 40 * 30) / 37)


def test_missing_is_never_zero() -> None:
    view = team(*days("sales", (100, 1), (None, 1), weight="buyers"))
    found = figure(view, "sales", DAY, day(1))
    assert (found.value, found.n) == (100, 1)


def test_the_largest_is_taken_of_chats_at_once() -> None:
    view = team(*days("max_concurrent", (12, 1), (35, 1), (9, 1), weight="received"))
    assert figure(view, "max_concurrent", DAY, day(2)).value == 35


def test_scores_count_each_day_once_however_many_cells_it_has() -> None:
    view = team(
        sheet({"ann": {"qa_score": 80.0}}, shop="a"),
        sheet({"ann": {"qa_score": 90.0}}, shop="b"),
        sheet({"ann": {"qa_score": 95.0}}, on=day(1), shop="a"),
    )
    found = figure(view, "qa_score", DAY, day(1))
    assert (found.value, found.n, found.weight) == (90, 2, "day")


def test_a_rate_that_platforms_define_differently_is_never_pooled() -> None:
    view = team(
        sheet({"ann": {"reply_rate_3min": 0.9, "received": 10.0}}),
        sheet({"ann": {"reply_rate_3min": 0.8, "received": 10.0}}, platform="douyin"),
    )
    found = figure(view, "reply_rate_3min")
    assert (found.value, found.why_none) == (None, "across_platforms")
    split = agent_figures(view, DAY, DAY, NOW, by="platform").agents[0].by_platform
    assert split["taobao"].metrics["reply_rate_3min"].figure.value == 0.9
    assert split["douyin"].metrics["reply_rate_3min"].figure.value == 0.8


@pytest.mark.parametrize(
    ("n", "few", "ranged"), [(29, True, True), (30, False, True), (100, False, False)]
)
def test_rates_of_few_say_so_and_show_their_range(n: float, few: bool, ranged: bool) -> None:
    view = team(sheet({"ann": {"conversion_order": 0.3, "inquirers": n}}))
    found = figure(view, "conversion_order")
    assert (found.few, found.low is not None) == (few, ranged)


def test_satisfaction_has_no_range_by_people_who_did_not_rate() -> None:
    view = team(sheet({"ann": {"satisfaction": 0.9, "received": 50.0}}))
    assert figure(view, "satisfaction").low is None


def test_a_conversion_is_provisional_until_an_export_after_its_delay() -> None:
    row = {"ann": {"conversion_final": 0.4, "inquirers": 50.0}}
    early = team(sheet(row, exported_on=day(3)))
    late = team(sheet(row, exported_on=day(4)))
    assert figure(early, "conversion_final").provisional
    assert not figure(late, "conversion_final").provisional


def test_a_cell_still_to_come_makes_the_figure_provisional() -> None:
    view = team(
        sheet({"ann": {"received": 5.0, "sales": None}}, not_final={"ann": ("sales",)}),
        sheet({"ann": {"received": 5.0, "sales": 70.0}}, on=day(1)),
    )
    assert figure(view, "sales", DAY, day(1)).provisional
    assert not figure(view, "received", DAY, day(1)).provisional
    alone = figure(view, "sales")
    assert (alone.value, alone.provisional, alone.why_none) == (None, True, "no_data")


def test_sources_name_file_row_value_and_weight() -> None:
    view = team(sheet({"bob": {}, "ann": {"reply_rate": 0.9, "served": 10.0}}, file="f1"))
    (source,) = figure(view, "reply_rate").sources
    assert (source.file, source.row, source.value, source.weight) == ("f1", 3, 0.9, 10)


pairs = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=2, max_size=20)


@given(pairs)
def test_pooling_rates_equals_counting_their_numerators(counts: list[tuple[int, int]]) -> None:
    counts = [(min(good, of), of) for good, of in counts]
    cells = [(good / of, float(of)) for good, of in counts]
    view = team(*days("conversion_order", *cells, weight="inquirers"))
    start, end = DAY, day(len(cells) - 1)
    (found,) = agent_figures(view, start, end, NOW.replace(year=2027)).agents
    whole = sum(good for good, _ in counts) / sum(of for _, of in counts)
    assert found.metrics["conversion_order"].figure.value == pytest.approx(whole, abs=1e-12)


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_of_sheets_and_rows_makes_no_difference(
    counts: list[tuple[int, int]], chance: st.DataObject
) -> None:
    sheets = [
        sheet(
            {
                nick: {"avg_response_s": a / 7, "received": float(b), "sales": a / 3}
                for nick in ("ann", "bob", "cat")
            },
            on=day(n % 5),
            platform=f"p{n % 3}",
            shop=f"s{n}",
        )
        for n, (a, b) in enumerate(counts)
    ]
    groups = {"ann": "g", "bob": "g", "cat": "g"}
    plain = agent_figures(team(*sheets, agents=groups), DAY, day(5), NOW)
    chance.shuffle(sheets)  # type: ignore[attr-defined]
    assert agent_figures(team(*sheets, agents=groups), DAY, day(5), NOW) == plain
