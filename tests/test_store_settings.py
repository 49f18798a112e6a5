"""Settings: what is accepted, what is stored, what holds."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from store.errors import Refused
from store.records.setting_values import find_setting, listing, parse_setting, resolve
from store.records.settings import SETTINGS, Settings


def test_a_team_that_set_nothing_has_the_defaults_of_the_registry() -> None:
    settings = resolve({})
    assert settings == Settings()
    for key, setting in SETTINGS.items():
        if "<" not in key:
            value = getattr(settings, key.replace(".", "_"))
            assert setting.default == (list(value) if isinstance(value, tuple) else value)


@pytest.mark.parametrize(
    ("key", "value", "stored"),
    [
        ("few", "40", 40),
        ("service_level.within_s", "45.5", 45.5),
        ("target.satisfaction", "92%", 0.92),
        ("target.sales.pre.day", "1500", 1500.0),
        ("main_measures.pre", "sales, satisfaction", ["sales", "satisfaction"]),
        ("source_priority", ["qianniu"], ["qianniu"]),
        ("timezone", "Asia/Shanghai", "Asia/Shanghai"),
        ("day_starts", "04:30", "04:30"),
        ("brief.team_share", "50 %", 0.5),
    ],
)
def test_what_fits_is_stored_plain(key: str, value: object, stored: object) -> None:
    assert parse_setting(key, value) == stored


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("few", "0", "whole"),
        ("few", "2.5", "whole"),
        ("few", "many", "whole"),
        ("few", "nan", "whole"),
        ("few", True, "whole"),
        ("few", "1e400", "whole"),
        ("target.satisfaction", "97", "target"),
        ("target.sales", "-1", "target"),
        ("main_measures", "beauty", "metrics"),
        ("main_measures", "sales sales", "metrics"),
        ("timezone", "Mars/Base", "zone"),
        ("timezone", "../etc/passwd", "zone"),
        ("day_starts", "25:00", "clock_time"),
        ("day_starts", "4", "clock_time"),
        ("currency", "  ", "text"),
        ("own_usual_days", "3", "whole"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_is_expected(
    key: str, value: object, expected: str
) -> None:
    with pytest.raises(Refused) as refused:
        parse_setting(key, value)
    assert refused.value.code == "bad_setting"
    assert refused.value.values["expected"] == expected


@pytest.mark.parametrize(
    "key", ["fewer", "target", "target.beauty", "main_measures.", "target.<metric>"]
)
def test_unknown_keys_are_refused(key: str) -> None:
    with pytest.raises(Refused) as refused:
        find_setting(key)
    assert refused.value.code == "no_such_setting"


def test_a_stored_value_that_no_longer_fits_gives_way_to_the_default() -> None:
    settings = resolve({"few": "lots", "gone": 1, "wilson_below": 200})
    assert (settings.few, settings.wilson_below) == (30, 200)
    assert settings.unreadable == ("few", "gone")


def test_a_groups_target_goes_before_everyones() -> None:
    settings = resolve({"target.sales": 100, "target.sales.pre": 200})
    assert settings.target("sales", "pre") == 200
    assert settings.target("sales", "after") == 100
    assert settings.target("received", "pre") is None


def test_the_list_shows_every_setting_and_the_named_ones_that_are_set() -> None:
    rows = {row.key: row for row in listing({"few": 5, "target.sales.pre": 9})}
    assert rows["few"].value == 5
    assert rows["few"].default == 30
    assert rows["target.sales.pre"].value == 9
    assert "target.<metric>" not in rows


def test_the_zone_is_the_teams_else_the_machines() -> None:
    assert resolve({}).zone(UTC) is UTC
    assert resolve({"timezone": "Asia/Shanghai"}).zone(UTC) == ZoneInfo("Asia/Shanghai")
    assert resolve({"day_starts": "04:00"}).day_offset() == timedelta(hours=4)
