"""Preferences and the machine's policy never stop the program and never lose their sense."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from annotator.domain.errors import StorageTrouble
from annotator.settings import (
    _POLICY_CHECKS,
    _SETTING_CHECKS,
    MOST_STUDENTS,
    SETTINGS_NAME,
    Policy,
    ReadingHelp,
    Settings,
    StudentHelp,
    load_policy,
    load_settings,
    policy_path,
    save_settings,
)


def written(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SETTINGS_NAME).write_text(text, encoding="utf-8")
    return folder


def policy_file(folder: Path, text: str) -> Path:
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_new_account_has_the_usual_settings_and_nothing_to_complain(tmp_path):
    assert load_settings(tmp_path) == (Settings(), ())


def test_every_setting_comes_back_as_it_was_saved(tmp_path):
    mine = Settings(
        theme="dark",
        text_size=20,
        drop_folder=tmp_path / "Drop – 7b",
        remember_name=True,
        last_name="Ådne 7",
        single_keys=False,
        selection_popup=False,
        window="00ff",
        no_passphrase=True,
        students_here=True,
        is_demo=True,
        lock_after=5,
        student_lock_after=10,
        reading=(StudentHelp("c0de", ReadingHelp(20, 180, 50, "serif", "grey", ruler=True)),),
    )
    assert all(
        getattr(mine, each.name) != getattr(Settings(), each.name) for each in fields(Settings)
    )
    save_settings(tmp_path, mine)
    assert load_settings(tmp_path) == (mine, ())


def test_a_name_is_kept_only_where_that_is_wished():
    assert Settings().named("Mira").last_name == ""
    assert Settings(remember_name=True).named("Mira").last_name == "Mira"


@pytest.mark.parametrize(
    "content", ["{", "[1, 2]", "null", "[" * 60000, "x" * 300_000], ids=lambda text: text[:5]
)
def test_a_damaged_file_gives_the_usual_settings_and_one_sentence(tmp_path, content):
    settings, warnings = load_settings(written(tmp_path, content))
    assert settings == Settings()
    assert len(warnings) == 1
    assert "could not be read" in warnings[0]
    assert "no work is touched" in warnings[0]
    assert "\n" not in warnings[0]


def test_a_file_that_is_no_text_gives_the_usual_settings(tmp_path):
    (tmp_path / SETTINGS_NAME).write_bytes(b"\xff\xfe\x00theme")
    settings, warnings = load_settings(tmp_path)
    assert settings == Settings()
    assert "damaged" in warnings[0]


def test_one_bad_value_costs_only_itself(tmp_path):
    settings, warnings = load_settings(
        written(tmp_path, '{"theme": "sepia", "text_size": 18, "single_keys": 1, "later": 4}')
    )
    assert settings == Settings(text_size=18)
    assert len(warnings) == 2
    assert "one of system, light, dark, high-contrast" in warnings[0]


@pytest.mark.parametrize("size", ["11", "33", "true", '"14"', "14.5", "null"])
def test_a_text_size_out_of_range_is_not_used(tmp_path, size):
    settings, warnings = load_settings(written(tmp_path, f'{{"text_size": {size}}}'))
    assert settings.text_size == 14
    assert "from 12 to 32" in warnings[0]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_settings_in_a_read_only_folder_are_refused_with_a_sentence(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(StorageTrouble, match="could not be written"):
        save_settings(tmp_path, Settings())


def test_settings_without_a_folder_are_refused_and_the_old_ones_stay(tmp_path):
    with pytest.raises(StorageTrouble, match="could not be written"):
        save_settings(tmp_path / "gone", Settings())


def test_saving_leaves_no_other_file_behind(tmp_path):
    save_settings(tmp_path, Settings())
    save_settings(tmp_path, Settings(theme="dark"))
    assert [path.name for path in tmp_path.iterdir()] == [SETTINGS_NAME]


# -- the policy of the school ------------------------------------------------------------------


def test_a_machine_without_policy_allows_everything(tmp_path):
    policy, warnings = load_policy(tmp_path / "none.toml")
    assert (policy, warnings) == (Policy(), ())
    assert all(policy.allows(each.name) for each in fields(Settings))


def test_a_policy_gives_folders_and_locks_what_it_names(tmp_path):
    policy, warnings = load_policy(
        policy_file(
            tmp_path,
            "drop_folder = '/srv/drop'\ndata_dir = '/srv/data'\n"
            "database_url = 'postgresql://desk'\nlocked = ['theme']\n"
            "[settings]\ntheme = 'dark'\ntext_size = 18\n",
        )
    )
    assert warnings == ()
    assert policy.drop_folder == Path("/srv/drop")
    assert policy.data_dir == Path("/srv/data")
    assert policy.database_url == "postgresql://desk"
    assert not policy.allows("theme")
    written(tmp_path, '{"theme": "light", "text_size": 24}')
    settings, _ = load_settings(tmp_path, policy)
    assert (settings.theme, settings.text_size) == ("dark", 24)


def test_a_policy_says_what_a_new_account_starts_with(tmp_path):
    policy, _ = load_policy(policy_file(tmp_path, "[settings]\ntext_size = 20\n"))
    assert load_settings(tmp_path, policy)[0] == replace(Settings(), text_size=20)


def test_a_damaged_policy_is_left_out_with_a_sentence_that_names_it(tmp_path):
    path = policy_file(tmp_path, "drop_folder = \\\\server")
    policy, warnings = load_policy(path)
    assert policy == Policy()
    assert str(path) in warnings[0]
    assert "\n" not in warnings[0]


def test_bad_values_in_a_policy_cost_only_themselves(tmp_path):
    policy, warnings = load_policy(
        policy_file(
            tmp_path, "drop_folder = 7\ndata_dir = '/srv'\nlocked = ['colour']\nsettings = 3"
        )
    )
    assert policy == Policy(data_dir=Path("/srv"))
    assert len(warnings) == 3


def test_a_folder_may_name_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("CLASS_SHARE", "/srv/7b")
    policy, _ = load_policy(policy_file(tmp_path, "drop_folder = '$CLASS_SHARE/drop'"))
    assert policy.drop_folder == Path("/srv/7b/drop")


def test_the_policy_is_a_file_of_the_machine_not_of_the_account():
    assert Path.home() not in policy_path().parents


def test_settings_cost_no_heavy_import(plain_environment: dict[str, str]):
    heavy = "{'pydantic', 'sqlalchemy', 'PySide6', 'spacy', 'reportlab', 'tomllib'}"
    code = f"import sys, annotator.settings; sys.exit(bool({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], env=plain_environment, check=False)
    assert run.returncode == 0


def test_a_home_that_nobody_has_is_left_out_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_NAME).write_text('{"drop_folder": "~nobody-is-called-so/x"}')
    settings, troubles = load_settings(tmp_path)
    assert settings.drop_folder is None
    assert "drop_folder" in troubles[0]


def test_reading_help_that_cannot_be_used_is_the_usual_and_the_newest_students_stay(tmp_path):
    broken = [{"student": "a", "help": {"spacing": 900, "paper": "grey", "ruler": 1}}, 7, {}]
    (tmp_path / SETTINGS_NAME).write_text(json.dumps({"reading": broken}), "utf-8")
    settings, troubles = load_settings(tmp_path)
    assert settings.help_of("a") == ReadingHelp(paper="grey")
    assert troubles == ()
    for number in range(MOST_STUDENTS + 5):
        settings = settings.with_help(f"s{number}", ReadingHelp(paper="cream"))
    assert len(settings.reading) == MOST_STUDENTS
    assert settings.help_of("a") == ReadingHelp()
    save_settings(tmp_path, settings)
    assert load_settings(tmp_path)[0] == settings


def test_a_school_can_require_a_passphrase_and_only_with_true_or_false(tmp_path: Path) -> None:
    assert load_policy(policy_file(tmp_path, "require_passphrase = true"))[0].require_passphrase
    policy, [sentence] = load_policy(policy_file(tmp_path, 'require_passphrase = "yes"'))
    assert not policy.require_passphrase
    assert "require_passphrase" in sentence
    assert "true or false" in sentence


def test_a_school_says_of_teaching_one_of_two_words_or_nothing(tmp_path: Path) -> None:
    for word in ("never", "allowed"):
        assert load_policy(policy_file(tmp_path, f'teaching = "{word}"'))[0].teaching == word
    policy, (trouble,) = load_policy(policy_file(tmp_path, "teaching = false"))
    assert policy.teaching == ""
    assert "“teaching” has to be one of never, allowed." in trouble


def test_the_time_until_the_area_locks_is_a_number_of_minutes(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_NAME).write_text('{"lock_after": 0}', encoding="utf-8")
    settings, [sentence] = load_settings(tmp_path)
    assert settings.lock_after == 15
    assert "lock_after" in sentence


PLAIN_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)
#: Every kind of value that TOML has, those that a person means among them.
VALUES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(2**70), 2**70),
        st.integers(10, 200),
        st.floats(),
        st.dates(min_value=date(1000, 1, 1)),
        st.times(),
        st.datetimes(min_value=datetime(1000, 1, 1)),  # noqa: DTZ001 - TOML has those
        PLAIN_TEXT,
        st.sampled_from(["theme", "drop_folder", "dark", "never", "~nobody-here/x", "", "\0"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(PLAIN_TEXT, inner, max_size=3)
    ),
    max_leaves=6,
)


def as_toml(value: object) -> str:
    """Return a value as TOML writes it on one line."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value).replace("\x7f", "\\u007f")
        case list():
            return "[" + ", ".join(map(as_toml, value)) + "]"
        case dict():
            pairs = (f"{as_toml(str(name))} = {as_toml(each)}" for name, each in value.items())
            return "{" + ", ".join(pairs) + "}"
        case date() | time():
            return value.isoformat()
    return repr(value)


@pytest.mark.parametrize("name", [*_POLICY_CHECKS, "settings"])
@examples(max_examples=30)
@given(value=VALUES)
def test_whatever_a_policy_says_is_used_or_told_in_a_sentence(name: str, value: object) -> None:
    with TemporaryDirectory() as made:
        policy, troubles = load_policy(policy_file(Path(made), f"{name} = {as_toml(value)}\n"))
        settings, _ = load_settings(Path(made), policy)
    assert all(sentence.endswith(".") and "policy.toml" in sentence for sentence in troubles)
    assert all(isinstance(each, str) for each in policy.locked)
    save_settings_like(settings)


@pytest.mark.parametrize("name", _SETTING_CHECKS)
@examples(max_examples=30)
@given(value=VALUES)
def test_whatever_a_setting_holds_is_used_or_told_in_a_sentence(name: str, value: object) -> None:
    with TemporaryDirectory() as made:
        path = policy_file(Path(made), f"[settings]\n{name} = {as_toml(value)}\n")
        policy, troubles = load_policy(path)
    assert bool(troubles) != (name in policy.starting)
    save_settings_like(replace(Settings(), **policy.starting))


def save_settings_like(settings: Settings) -> None:
    """See that settings can be written and read again as they are."""
    with TemporaryDirectory() as made:
        save_settings(Path(made), settings)
        assert load_settings(Path(made)) == (settings, ())


def test_what_is_locked_is_a_list_of_names_or_left_out_with_a_sentence(tmp_path: Path) -> None:
    policy, (trouble,) = load_policy(policy_file(tmp_path, 'locked = [["theme"]]'))
    assert policy == Policy()
    assert "“locked” has to be a list of" in trouble


def test_a_number_of_far_too_many_digits_is_told_in_a_sentence(tmp_path: Path) -> None:
    policy, (trouble,) = load_policy(policy_file(tmp_path, f"locked = {'9' * 5000}"))
    assert policy == Policy()
    assert "could not be read" in trouble


def test_what_may_be_is_said_as_a_person_would(tmp_path: Path) -> None:
    _, (trouble,) = load_policy(policy_file(tmp_path, "settings = {lock_after = 15.0}"))
    assert "“lock_after” has to be a whole number from 1 to 240." in trouble


def test_half_a_letter_in_the_settings_is_left_out_with_a_sentence(tmp_path: Path) -> None:
    found, (trouble,) = load_settings(written(tmp_path, '{"last_name": "A\\ud800"}'))
    assert found == Settings()
    assert "“last_name”" in trouble
    found, (trouble,) = load_settings(written(tmp_path, '{"drop_folder": "/\\ud800"}'))
    assert found == Settings()
