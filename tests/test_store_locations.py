"""Where the files are."""

from pathlib import Path

import pytest

from store.errors import Refused
from store.locations import config_file, team_names, team_place


def make_team(data: Path, name: str) -> None:
    (data / name / "journal").mkdir(parents=True)


def test_the_option_stands_before_the_environment(tmp_path: Path) -> None:
    env = {"FLOORBOARD_DATA_DIR": str(tmp_path / "env")}
    assert team_place("a", tmp_path / "option", env).data == tmp_path / "option" / "a"
    assert team_place("a", None, env).data == tmp_path / "env" / "a"


def test_without_either_it_is_the_systems_folder() -> None:
    assert "floorboard" in str(team_place("a", None, {}).data)
    assert config_file({}).name == "config.toml"


def test_the_only_team_is_the_team(tmp_path: Path) -> None:
    assert team_place(None, tmp_path, {}).name == "default"
    (tmp_path / "no team").mkdir()
    make_team(tmp_path, "花房")
    assert team_names(tmp_path) == ["花房"]
    assert team_place(None, tmp_path, {}).name == "花房"


def test_of_several_teams_one_has_to_be_named_unless_there_is_a_default(tmp_path: Path) -> None:
    make_team(tmp_path, "a")
    make_team(tmp_path, "b")
    with pytest.raises(Refused) as refused:
        team_place(None, tmp_path, {})
    assert refused.value.code == "which_team"
    assert refused.value.values == {"teams": ["a", "b"]}
    make_team(tmp_path, "default")
    assert team_place(None, tmp_path, {}).name == "default"


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", ".a", " a", "a\n", "x" * 101, "c:"])
def test_a_name_that_can_be_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused) as refused:
        team_place(name, tmp_path, {})
    assert refused.value.code == "bad_team_name"


def test_two_data_folders_share_no_state(tmp_path: Path) -> None:
    env = {"FLOORBOARD_STATE_DIR": str(tmp_path / "state")}
    one = team_place("a", tmp_path / "one", env)
    two = team_place("a", tmp_path / "two", env)
    assert one.state.parent == two.state.parent == tmp_path / "state"
    assert one.state != two.state
    assert one.backups == one.state / "backups"


def test_asking_for_paths_makes_nothing(tmp_path: Path) -> None:
    place = team_place("a", tmp_path / "data", {"FLOORBOARD_STATE_DIR": str(tmp_path / "state")})
    assert place.journal.parent == place.months.parent == place.imports.parent == place.data
    assert place.state.name.startswith("a-")
    assert list(tmp_path.iterdir()) == []
