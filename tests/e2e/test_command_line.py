"""The contract of the command line: exit 0 done, 1 the input was wrong, 2 usage."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator import paths
from annotator.domain.version import VERSION
from annotator.use_cases.exclusive import Exclusive
from tests.e2e.conftest import NoDesktop, Run

CARACAS = "caracas-2019-04-30"
TROUBLE = re.compile(r"Traceback|Error:|Exception")


def assert_refused(ran: object, *words: str) -> None:
    """Assert exit 1 with clear sentences and nothing on stdout."""
    assert ran.status == 1, ran  # type: ignore[attr-defined]
    assert not TROUBLE.search(ran.err)  # type: ignore[attr-defined]
    for word in words:
        assert word in ran.err  # type: ignore[attr-defined]


def test_the_version_is_that_of_the_project(run: Run) -> None:
    assert run("--version").out == f"annotator {VERSION}\n"


def test_a_wrong_word_is_a_usage_error(run: Run) -> None:
    assert run("nonsense").status == 2
    assert run("grade").status == 2
    assert run("demo", "--students", "0").status == 2


def test_without_a_command_the_app_is_opened_on_the_data_folder(
    run: Run, desktop: NoDesktop, tmp_path: Path
) -> None:
    assert run().status == 0
    assert desktop.opened == [tmp_path / "machine"]


def test_the_shipped_lessons_are_listed_and_shown_without_their_key(run: Run) -> None:
    listed = run("lesson", "list", "--json").json["lessons"]
    assert {lesson["id"] for lesson in listed} == {CARACAS, "warm-up"}
    shown = run("lesson", "show", CARACAS, "--json")
    assert [a["sentences"] > 20 for a in shown.json["articles"]] == [True] * 5
    assert "explanation" not in shown.out


@pytest.mark.parametrize("lesson", [CARACAS, "warm-up"])
def test_each_shipped_lesson_is_proved(run: Run, lesson: str) -> None:
    checked = run("lesson", "check", lesson, "--json")
    assert checked.status == 0
    assert checked.json["errors"] == []
    uneven = ("treated alike", "Traps on quoted words", "longer than 6 words")
    others = [line for line in checked.json["advice"] if not any(w in line for w in uneven)]
    assert others == []


def test_a_check_tells_where_a_key_is_uneven(run: Run, tmp_path: Path) -> None:
    folder = copied_lesson(tmp_path, "warm-up")
    key = (folder / "key.toml").read_text(encoding="utf-8")
    entry = '[[annotations]]\narticle = "{}"\ncategory = "loaded-language"\nquote = "{}"\n'
    (folder / "key.toml").write_text(key + entry.format("corridor-courier", "price"), "utf-8")
    checked = run("lesson", "check", folder)
    assert checked.status == 0
    assert "“price” is not treated alike as loaded language: required in" in checked.out


def test_the_flagship_lesson_has_the_counts_of_its_brief(run: Run) -> None:
    report = run("lesson", "check", CARACAS, "--json").json
    assert report["wide_links"] >= 8
    for article in report["articles"]:
        assert article["labelled_share"] >= 0.9
        assert 450 <= article["words"] <= 750
        assert 8 <= article["reading_grade"] <= 11


def copied_lesson(tmp_path: Path, lesson: str = CARACAS) -> Path:
    folder = tmp_path / "source" / lesson
    shutil.copytree(paths.lessons_dir() / lesson, folder)
    return folder


def test_a_check_names_every_quote_that_is_wrong(run: Run, tmp_path: Path) -> None:
    folder = copied_lesson(tmp_path)
    key = (folder / "key.toml").read_text(encoding="utf-8")
    key = key.replace('quote = "running down"', 'quote = "walking past"', 1)
    key = key.replace('quote = "courageous"', 'quote = "Maduro"', 1)
    (folder / "key.toml").write_text(key, encoding="utf-8")
    checked = run("lesson", "check", folder)
    assert checked.status == 1
    assert "walking past" in checked.err
    assert "Maduro" in checked.err
    assert checked.err.count("key.toml, line") >= 2


def test_a_student_and_a_teacher_on_two_machines_end_with_a_worksheet(
    run: Run, tmp_path: Path
) -> None:
    folder, package, drop = copied_lesson(tmp_path), tmp_path / "l.lesson", tmp_path / "drop"
    assert run("lesson", "pack", folder, "-o", package, data="teacher").status == 0
    drop.mkdir()
    handed = run(
        "annotate",
        package,
        "--student",
        "Ana",
        "--add",
        "1:loaded-language:running down",
        "--add",
        "liberty-anvil:U:driven by Maduro’s men",
        "--add",
        "Harbor Ledger:3:It was a humiliating end",
        "--hand-in",
        drop,
        "--json",
        data="student",
    )
    assert handed.status == 0
    assert handed.json["annotations"] == 3
    collected = run("collect", drop, "--lesson", CARACAS, "--json", data="teacher").json
    assert (collected["new"], collected["troubles"]) == (1, 0)
    graded = run("grade", CARACAS, "--json", data="teacher").json
    assert [s["student"] for s in graded["students"]] == ["Ana"]
    (student,) = graded["students"]
    assert student["points"] == 2.5
    assert len(student["counted"]) == 3, "the lesson asks for three of its five"
    assert student["grade"] == f"{student['percent']} %"
    assert student["percent"] == round(100 * student["total"] / student["total_maximum"])
    printed = run("grade", CARACAS, data="teacher").out
    assert "counted" in printed
    assert student["grade"] in printed
    out = tmp_path / "out"
    assert run("export", "worksheets", CARACAS, "-o", out, data="teacher").status == 0
    (pdf,) = out.iterdir()
    assert pdf.read_bytes().startswith(b"%PDF-")
    stranger = run("collect", drop, "--lesson", CARACAS, data="stranger")
    assert_refused(stranger, "another teacher")


def test_a_hand_in_of_a_shipped_lesson_can_be_collected_by_anybody(
    run: Run, tmp_path: Path
) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    run("annotate", CARACAS, "--student", "Ana", "--hand-in", drop, data="student")
    collected = run("collect", drop, "--lesson", CARACAS, "--json", data="teacher").json
    assert collected["new"] == 1


def test_the_key_is_never_in_a_package(run: Run, tmp_path: Path) -> None:
    package = tmp_path / "l.lesson"
    run("lesson", "pack", paths.lessons_dir() / CARACAS, "-o", package)
    key = (paths.lessons_dir() / CARACAS / "key.toml").read_text(encoding="utf-8")
    explanations = re.findall(r'explanation = "(.{20,}?)"', key)
    assert len(explanations) > 100
    with zipfile.ZipFile(package) as archive:
        held = "".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    assert not [text for text in explanations if text in held]


def test_unpacking_and_packing_again_gives_the_same_package(run: Run, tmp_path: Path) -> None:
    first, second, folder = tmp_path / "1.lesson", tmp_path / "2.lesson", tmp_path / "unpacked"
    run("lesson", "pack", paths.lessons_dir() / CARACAS, "-o", first)
    assert run("lesson", "unpack", first, "-o", folder).status == 0
    assert not (folder / "key.toml").exists()
    assert run("lesson", "pack", folder, "-o", second).status == 0
    assert first.read_bytes() == second.read_bytes()


def test_a_wrong_annotation_stores_nothing_at_all(run: Run) -> None:
    good = "1:loaded-language:running down"
    for bad, words in (
        ("1:loaded-language:Maduro", "times"),
        ("1:loaded-language:walrus", "does not stand"),
        ("9:loaded-language:Maduro", "no article"),
        ("1:praise:Maduro", "no category"),
        ("1:loaded-language", "ARTICLE:CATEGORY:QUOTE"),
    ):
        ran = run("annotate", CARACAS, "--student", "Ana", "--add", good, "--add", bad)
        assert_refused(ran, words, "Nothing was stored")
    done = run("annotate", CARACAS, "--student", "Ana", "--json")
    assert done.json["annotations"] == 0


def test_a_quote_with_colons_and_emoji_is_data(run: Run, tmp_path: Path) -> None:
    ran = run("annotate", CARACAS, "--student", "=cmd|' /C calc'!A0 😀", "--json")
    assert ran.json["student"] == "=cmd|' /C calc'!A0 😀"
    assert_refused(run("annotate", CARACAS, "--student", "  "), "name")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00" * 400, b"<html>no</html>"])
def test_a_foreign_lesson_file_is_refused(run: Run, tmp_path: Path, content: bytes) -> None:
    package = tmp_path / "x.lesson"
    package.write_bytes(content)
    assert_refused(run("annotate", package, "--student", "Ana"), "x.lesson")
    assert_refused(run("lesson", "unpack", package, "-o", tmp_path / "out"), "x.lesson")
    assert not (tmp_path / "out").exists()


def test_a_folder_or_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert_refused(run("collect", missing, "--lesson", CARACAS), "missing")
    assert_refused(run("lesson", "check", missing), "missing")
    assert_refused(run("lesson", "pack", missing, "-o", tmp_path / "a.lesson"), "missing")
    assert_refused(run("grade", "nothing"), "nothing")
    assert_refused(run("score", "--key", missing, "--answers", missing), "missing")
    assert_refused(run("db", "check", data="fresh"), "no database")


def test_one_bad_file_does_not_stop_a_collection(run: Run, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    run("annotate", CARACAS, "--student", "Ana", "--hand-in", drop)
    run("annotate", "warm-up", "--student", "Ana", "--hand-in", drop)
    (whole,) = drop.glob("caracas*")
    (drop / "cut.handin").write_bytes(whole.read_bytes()[:-40])
    (drop / "changed.handin").write_bytes(whole.read_bytes()[:-1] + b"\x00")
    (drop / "empty.handin").write_bytes(b"")
    (drop / "notes.txt").write_text("not a hand-in")
    ran = run("collect", drop, "--lesson", CARACAS, "--json")
    assert ran.status == 0
    assert (ran.json["new"], ran.json["troubles"]) == (1, 4)
    assert len(ran.err.strip().splitlines()) == 4
    again = run("collect", drop, "--lesson", CARACAS, "--json")
    assert (again.json["new"], again.json["already"]) == (0, 1)


def test_a_folder_of_bad_files_only_is_wrong_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.handin").write_bytes(b"nothing")
    assert_refused(run("collect", tmp_path, "--lesson", CARACAS), "a.handin")


def test_scores_are_printed_in_the_order_of_the_key(run: Run, tmp_path: Path) -> None:
    text = "😀 The greedy canteen slapped on a cruel price. Nobody was asked."
    key = [
        {"category": "unsupported-claim", "start": 48, "end": 64},
        {"category": "loaded-language", "start": 6, "end": 12, "status": "required", "weight": 2},
        {"category": "loaded-language", "start": 35, "end": 40, "status": "trap", "weight": 1},
        {"category": "opinion", "start": 2, "end": 47},
    ]
    answers = [
        {"category": "loaded-language", "start": 6, "end": 12},
        {"category": "loaded-language", "start": 48, "end": 64},
        {"category": "opinion", "start": 2, "end": 47},
    ]
    (tmp_path / "k.json").write_text(json.dumps({"text": text, "annotations": key}))
    (tmp_path / "a.json").write_text(json.dumps({"text": text, "annotations": answers}))
    ran = run("score", "--key", tmp_path / "k.json", "--answers", tmp_path / "a.json", "--json")
    assert ran.status == 0
    assert [(c["outcome"], c["credit"]) for c in ran.json["credits"]] == [
        ("other category", 0.5),
        ("found", 1.0),
        ("trap avoided", 0.0),
        ("found", 1.0),
    ]
    assert (ran.json["points"], ran.json["maximum"]) == (3.5, 4.0)
    assert ran.json["semeval"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert ran.json["kappa"] is None


def test_texts_are_scored_by_the_edition_that_the_key_names(run: Run, tmp_path: Path) -> None:
    text = " ".join(["plain"] * 30 + ["greedy"] + ["plain"] * 30)
    mark = {"category": "loaded-language", "start": 180, "end": 186}
    answers = [mark, {"category": "loaded-language", "start": 0, "end": 119}]
    for edition, points in (({}, 1.0), ({"credit_rules": 2}, 0.379106)):
        (tmp_path / "k.json").write_text(
            json.dumps({"text": text, "annotations": [mark], **edition})
        )
        (tmp_path / "a.json").write_text(json.dumps({"text": text, "annotations": answers}))
        files = ("--key", tmp_path / "k.json", "--answers", tmp_path / "a.json")
        told = run("score", *files, "--json").json
        assert told["points"] == points
        assert sum(line["points"] for line in told["lines"]) == pytest.approx(points)
    assert "Too many words marked: Loaded language: -0.62" in run("score", *files).out
    (tmp_path / "k.json").write_text('{"text": "a", "annotations": [], "credit_rules": 7}')
    assert_refused(run("score", *files), "“credit_rules” must be a number from 1 to 2")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"text": "a"}',
        '{"text": "a", "annotations": [{"category": "opinion", "start": 0, "end": 9}]}',
        '{"text": "a", "annotations": [{"category": "praise", "start": 0, "end": 1}]}',
        '{"text": "other", "annotations": []}',
        "[" * 100_000,
    ],
)
def test_wrong_score_files_are_refused_in_a_sentence(
    run: Run, tmp_path: Path, content: str
) -> None:
    (tmp_path / "k.json").write_text('{"text": "a", "annotations": []}')
    (tmp_path / "a.json").write_text(content)
    ran = run("score", "--key", tmp_path / "k.json", "--answers", tmp_path / "a.json")
    assert_refused(ran)
    assert ran.out == ""


def test_the_database_is_checked_backed_up_and_upgraded(run: Run, tmp_path: Path) -> None:
    run("lesson", "list")
    assert "whole" in run("db", "check").out
    assert run("db", "backup").status == 0
    assert len(list((tmp_path / "machine" / "backups").iterdir())) >= 1
    assert "already" in run("db", "upgrade").out


def test_a_file_that_is_no_database_is_refused_and_left_alone(run: Run, tmp_path: Path) -> None:
    database = tmp_path / "machine" / paths.DATABASE_NAME
    database.parent.mkdir()
    database.write_bytes(b"not a database" * 100)
    assert_refused(run("lesson", "list"), "annotator.db")
    assert_refused(run("db", "check"))
    assert database.read_bytes() == b"not a database" * 100


# -- beside an open app ------------------------------------------------------------------------


@pytest.fixture
def open_app(tmp_path: Path) -> Iterator[str]:
    """A data folder on which the app is open."""
    folder = tmp_path / "open"
    lock = Exclusive.take(folder)
    yield str(folder)
    lock.release()


def test_what_stores_work_gives_way_to_an_open_app(
    run: Run, open_app: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.cli.context._PATIENCE", 0)
    (tmp_path / "drop").mkdir()
    for words in (
        ["annotate", "warm-up", "--student", "Ana"],
        ["collect", tmp_path / "drop", "--lesson", "warm-up"],
        ["lesson", "pack", "lessons/warm-up", "-o", tmp_path / "out.lesson"],
        ["export", "feedback", "warm-up", "-o", tmp_path / "out"],
    ):
        ran = run(*words, data=open_app)
        assert ran.status == 1, words
        assert "Annotator is open already" in ran.err
        assert "Nothing is lost" in ran.err
    assert not (tmp_path / "out.lesson").exists()
    assert not (Path(open_app) / "annotator.db").exists()


def test_what_only_reads_goes_on_beside_an_open_app(run: Run, open_app: str) -> None:
    assert run("lesson", "list", data=open_app).status == 0
    assert run("db", "check", data=open_app).status == 0
