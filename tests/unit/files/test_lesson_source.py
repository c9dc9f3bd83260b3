"""Lesson folders are read with every problem named, and written back without a loss."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.annotations import Link
from annotator.domain.errors import NotAllowed, StorageTrouble
from annotator.domain.identifiers import ArticleId, CategoryId, QuestionId
from annotator.domain.keys import KeyStatus
from annotator.domain.lessons import Article, Feedback, Lesson, RequiredWork
from annotator.files.article_source import article_text
from annotator.files.lesson_source import (
    inspect_source,
    read_source,
    source_files,
    write_source,
)
from annotator.files.lesson_source_problems import BadLessonSource
from annotator.files.strict_model import tidy_text
from tests.fakes import sample_lesson
from tests.unit.files import samples
from tests.unit.files.source_folder import SourceFolder

ROOT = Path(__file__).parents[3]


@pytest.fixture
def source(tmp_path: Path) -> SourceFolder:
    return SourceFolder(tmp_path)


def problems_of(source: SourceFolder) -> list[str]:
    reading = inspect_source(source.lesson, source.schemes)
    return [str(problem) for problem in reading.problems]


# -- reading -----------------------------------------------------------------------------------


def test_a_lesson_folder_becomes_a_lesson_and_its_key(source: SourceFolder) -> None:
    lesson, key = read_source(source.lesson, source.schemes)
    assert (lesson.id, lesson.version, lesson.title) == ("soup", 3, "Soup")
    assert lesson.feedback is Feedback.AT_ONCE
    assert lesson.reason_required == {CategoryId("loaded")}
    assert not lesson.required_work
    assert not lesson.hide_outlets
    assert lesson.weights == {CategoryId("opinion"): 0.25}
    assert lesson.scheme.rules == ("Judge the text, not the truth.",)
    assert lesson.questions[0].article_id == "bugle"
    assert lesson.criteria[0].question_id == "why"
    assert lesson.criteria[0].maximum == 2
    assert [article.id for article in lesson.articles] == ["bugle", "record"]
    body = lesson.articles[0].body
    assert body.endswith("Is soup art?\nLater\nIt is so sad.")
    assert key is not None
    first, second, sentence = key.annotations
    assert first.id == "bugle/loaded/4-10"
    assert first.weight == 1.0
    assert (second.status, second.weight) == (KeyStatus.TRAP, 0.5)
    assert second.span.of(body) == second.quote == "greedy"
    assert second.span.start > first.span.end
    assert sentence.quote == "It is so sad."
    assert sentence.weight == 0.25
    assert key.unscored[0].span.of(body) == "Is soup art?"
    assert key.links[0].missing_in == ("record",)
    assert [end.anchor.exact for end in key.links[0].ends] == ["costs 2 euros", "raised a price"]


def test_a_lesson_says_what_is_required_and_that_outlets_are_hidden(
    source: SourceFolder, tmp_path: Path
) -> None:
    source.change("lesson.toml", "version = 3", "version = 3\nhide_outlets = true")
    source.change(
        "lesson.toml",
        'reason = ["loaded"]',
        'reason = ["loaded"]\nquestions = ["why"]\n[requirements.at_least]\nopinion = 2',
    )
    lesson, _ = read_source(source.lesson, source.schemes)
    assert lesson.hide_outlets
    asked = RequiredWork(frozenset({QuestionId("why")}), {CategoryId("opinion"): 2})
    assert lesson.required_work == asked
    write_source(tmp_path / "copy", lesson)
    assert read_source(tmp_path / "copy", tmp_path)[0] == lesson


def test_a_lesson_names_an_edition_of_the_rules_that_there_is(source: SourceFolder) -> None:
    assert read_source(source.lesson, source.schemes)[0].credit_rules == 1
    source.change("lesson.toml", "version = 3", "version = 3\ncredit_rules = 2")
    assert read_source(source.lesson, source.schemes)[0].credit_rules == 2
    source.change("lesson.toml", "credit_rules = 2", "credit_rules = 9")
    (problem,) = inspect_source(source.lesson, source.schemes).problems
    assert "“credit_rules” must be a number from 1 to 2" in problem.message


@pytest.mark.parametrize(
    "asked, said",
    [
        ('questions = ["how"]', "line 9 (requirements, questions 1): there is no question “how”"),
        (
            "[requirements.at_least]\nfun = 2",
            "line 10 (requirements, at_least, fun): there is no category “fun”",
        ),
        ("[requirements.at_least]\nopinion = 0", "line 10 (requirements, at_least, opinion)"),
    ],
)
def test_a_requirement_that_nobody_could_meet_is_told(
    source: SourceFolder, asked: str, said: str
) -> None:
    source.change("lesson.toml", 'reason = ["loaded"]', f'reason = ["loaded"]\n{asked}')
    assert said in problems_of(source)[0]


def test_a_lesson_without_a_key_has_none(source: SourceFolder) -> None:
    (source.lesson / "key.toml").unlink()
    lesson, key = read_source(source.lesson, source.schemes)
    assert lesson.title == "Soup"
    assert key is None


@pytest.mark.parametrize("slug", sorted(path.name for path in (ROOT / "lessons").iterdir()))
def test_the_lessons_that_ship_have_no_problem(slug: str) -> None:
    reading = inspect_source(ROOT / "lessons" / slug, ROOT / "resources" / "schemes")
    assert [str(problem) for problem in reading.problems] == []
    assert reading.lesson is not None
    assert reading.lesson.id == slug
    assert reading.key is not None


BROKEN = [
    ("lesson.toml", 'slug = "soup"', 'slug = "../soup"', "line 2 (slug): “slug” must be small"),
    ("lesson.toml", 'title = "Soup"\n', "", "(title): “title” is missing; add it"),
    ("lesson.toml", "title =", "titel =", "line 4 (titel): “titel” is not known here; did you"),
    ("lesson.toml", "version = 3", 'version = "3"', "line 3 (version): “version” must be a whole"),
    ("lesson.toml", "version = 3", "version = ", "line 3: this is not TOML"),
    (
        "lesson.toml",
        '"at-once"',
        '"never"',
        "line 6 (feedback): “feedback” must be 'after-hand-in'",
    ),
    ("lesson.toml", '"small"', '"big"', "line 5 (scheme): there is no scheme “big”; known are: sm"),
    ("lesson.toml", '"small"', "1", "line 5 (scheme): “scheme” must be a text"),
    (
        "lesson.toml",
        'reason = ["loaded"]',
        'reason = ["load"]',
        "line 8 (requirements, reason 1): t",
    ),
    (
        "lesson.toml",
        "opinion = 0.25",
        "opinon = 0.25",
        "line 10 (weights, opinon): there is no cat",
    ),
    ("lesson.toml", "opinion = 0.25", "opinion = nan", "line 10 (weights, opinion)"),
    (
        "lesson.toml",
        'article = "bugle"',
        'article = "b"',
        "line 15 (questions 1, article): there is",
    ),
    (
        "lesson.toml",
        'question = "why"',
        'question = "w"',
        "line 19 (criteria 1, question): there is",
    ),
    (
        "lesson.toml",
        "points = 2",
        "points = -2",
        "line 22 (criteria 1, levels 1, points): “points”",
    ),
    ("lesson.toml", "format = 1", "format = 2", "line 1 (format): this was written for a newer"),
    ("key.toml", "format = 1", "format = 9", "line 1 (format): this was written for a newer"),
    (
        "key.toml",
        '"greedy"\nprefix',
        '"gredy"\nprefix',
        "line 5 (annotations 1, quote): The quotat",
    ),
    ("key.toml", 'prefix = "The "\n', "", "stands in the article 2 times"),
    (
        "key.toml",
        'suffix = " cook"',
        'prefix = "The "',
        "line 14 (annotations 2, quote): “greedy” is",
    ),
    (
        "key.toml",
        'category = "loaded"',
        'category = "bad"',
        "line 4 (annotations 1, category): there",
    ),
    ("key.toml", '"loaded"', '"opinion"', "write it as an entry of [[sentences]]"),
    (
        "key.toml",
        'prefix = "The "',
        'prefix = "The "\nalso = ["canteen", "gredy"]',
        "line 7 (annotations 1, also 2): The quotation “gredy” does not stand",
    ),
    (
        "key.toml",
        'prefix = "The "',
        'prefix = "The "\nalso = ["so"]',
        "(annotations 1, also 1): The quotation “so” stands in the article",
    ),
    (
        "key.toml",
        'prefix = "The "',
        'prefix = "The "\nalso = ["canteen", "canteen"]',
        "(annotations 1, also 2): “canteen” is in this entry already",
    ),
    (
        "key.toml",
        'prefix = "The "',
        'prefix = "The "\nalso = [{ quote = "canteen", prefx = "x" }]',
        "“prefx”",
    ),
    (
        "key.toml",
        'label = "opinion"',
        'label = "opinion"\nalso = ["greedy"]',
        "(sentences 1, also)",
    ),
    (
        "key.toml",
        'label = "opinion"',
        'label = "loaded"',
        "write it as an entry of [[annotations]]",
    ),
    (
        "key.toml",
        'label = "opinion"',
        'label = "fun"',
        "known are: loaded, opinion, reporting, cannot-",
    ),
    (
        "key.toml",
        '"It is so"',
        '"is so sad"',
        "line 22 (sentences 1, quote): “is so sad” is not where",
    ),
    (
        "key.toml",
        '"required"',
        '"must"',
        "line 7 (annotations 1, status): “status” must be 'required'",
    ),
    (
        "key.toml",
        'quote = "costs',
        'quote = "cost',
        "line 38 (links 1, places 1, quote): The quotation",
    ),
    (
        "key.toml",
        '["record"]',
        '["recor"]',
        "line 35 (links 1, missing 1): there is no article “recor”",
    ),
    ("articles/01-bugle.md", "+++\nid", "id", "line 1: the first line must be +++"),
    ("articles/01-bugle.md", 'outlet = "The Bugle"\n', "", "(outlet): “outlet” is missing"),
    (
        "articles/01-bugle.md",
        'headline = "Soup is dearer"',
        "headline = 7",
        "line 3 (headline): “head",
    ),
    (
        "articles/01-bugle.md",
        'headline = "Soup is',
        "headline = Soup is",
        "line 3: this is not TOML",
    ),
    (
        "articles/02-record.md",
        'id = "record"',
        'id = "bugle"',
        "the id is the same as in articles/01-b",
    ),
    ("articles/02-record.md", "The canteen raised a price.", "", "the text must have 1 to 400,000"),
]


@pytest.mark.parametrize("name, old, new, said", BROKEN)
def test_a_mistake_is_told_with_its_file_line_and_remedy(
    source: SourceFolder, name: str, old: str, new: str, said: str
) -> None:
    source.change(name, old, new)
    found = problems_of(source)
    assert found
    assert all(text.startswith(name) for text in found)
    assert any(said in text for text in found), found
    with pytest.raises(BadLessonSource) as caught:
        read_source(source.lesson, source.schemes)
    assert str(caught.value).startswith(found[0])


def test_an_entry_can_be_found_on_other_words_too(source: SourceFolder, tmp_path: Path) -> None:
    also = '"canteen", { quote = "greedy", suffix = " cook" }, "its"'
    second = """[[annotations]]
article = "bugle"
category = "loaded"
quote = "greedy"
suffix = " cook"
status = "trap"
weight = 0.5
"""
    source.change("key.toml", second, "")
    source.change("key.toml", 'prefix = "The "', f'prefix = "The "\nalso = [{also}]')
    lesson, key = read_source(source.lesson, source.schemes)
    assert key is not None
    first = key.annotations[0]
    body = lesson.articles[0].body
    assert [(each.quote, each.span.of(body)) for each in first.also] == [
        ("canteen", "canteen"),
        ("its", "its"),
        ("greedy", "greedy"),
    ]
    assert first.also[2].span.start > first.span.end
    write_source(tmp_path / "again", lesson, key)
    assert read_source(tmp_path / "again", source.schemes) == (lesson, key)


def test_other_words_inside_the_entry_need_no_context(source: SourceFolder, tmp_path: Path) -> None:
    source.change(
        "key.toml",
        'quote = "greedy"\nprefix = "The "',
        'quote = "The greedy canteen"\nalso = ["greedy"]',
    )
    lesson, key = read_source(source.lesson, source.schemes)
    assert key is not None
    (inside,) = key.annotations[0].also
    assert inside.span.start == len("The ")
    write_source(tmp_path / "again", lesson, key)
    assert 'also = ["greedy"]' in (tmp_path / "again" / "key.toml").read_text(encoding="utf-8")
    assert read_source(tmp_path / "again", source.schemes) == (lesson, key)


def test_all_mistakes_of_a_folder_are_told_at_once(source: SourceFolder) -> None:
    source.change("lesson.toml", "opinion = 0.25", "nobody = 0.25")
    source.change("key.toml", '"greedy"\nprefix', '"gredy"\nprefix')
    source.change("key.toml", '"It is so"', '"is so sad"')
    source.change("key.toml", '"trap"', '"oops"')
    source.change("key.toml", "costs 2 euros", "soup")
    found = problems_of(source)
    assert [text.split(":")[0] for text in found] == [
        "lesson.toml, line 10 (weights, nobody)",
        "key.toml, line 16 (annotations 2, status)",
        "key.toml, line 5 (annotations 1, quote)",
        "key.toml, line 22 (sentences 1, quote)",
    ]
    with pytest.raises(BadLessonSource, match="3 more: `annotator lesson check"):
        read_source(source.lesson, source.schemes)


def test_a_mistake_in_the_schemes_folder_is_told_with_its_line(source: SourceFolder) -> None:
    scheme = source.schemes / "small.toml"
    scheme.write_text(scheme.read_text().replace('key = "3"', 'key = "1"'))
    assert problems_of(source) == [
        "small.toml, line 18 (categories 2, key): the key “1” is taken already; choose another."
    ]


def test_a_scheme_may_stand_in_the_lesson_and_its_mistakes_have_lines(
    source: SourceFolder,
) -> None:
    source.change("lesson.toml", 'scheme = "small"\n', "")
    inline = (source.schemes / "small.toml").read_text().removeprefix("format = 1\n")
    inline = "[scheme]\n" + inline.replace("[[", "[[scheme.")
    lesson_file = source.lesson / "lesson.toml"
    lesson_file.write_text(lesson_file.read_text() + inline)
    assert problems_of(source) == []
    source.change("lesson.toml", 'line = "wavy"', 'line = "zigzag"')
    assert "line 33 (scheme, categories 1, line): “line” must be 'wavy'" in problems_of(source)[0]


def test_odd_files_among_the_articles_are_told(source: SourceFolder) -> None:
    source.write("articles/notes.txt", "x")
    source.write("articles/.hidden", "x")
    assert ["articles/notes.txt" in text for text in problems_of(source)] == [True]


def test_missing_parts_are_told_not_raised(source: SourceFolder, tmp_path: Path) -> None:
    nowhere = inspect_source(tmp_path / "gone", source.schemes)
    assert "there is no such folder" in str(nowhere.problems[0])
    for path in (source.lesson / "articles").iterdir():
        path.unlink()
    (source.lesson / "lesson.toml").unlink()
    found = problems_of(source)
    assert "There is no file" in found[0]
    assert "a lesson has 1 to 20 articles" in found[1]


@given(
    st.binary(max_size=200), st.sampled_from(["lesson.toml", "key.toml", "articles/01-bugle.md"])
)
def test_no_bytes_at_all_break_the_reader(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    source = SourceFolder(tmp_path_factory.mktemp("source"))
    (source.lesson / name).write_bytes(data)
    inspect_source(source.lesson, source.schemes)


# -- writing -----------------------------------------------------------------------------------


def test_a_lesson_with_its_key_reads_back_as_it_was(source: SourceFolder, tmp_path: Path) -> None:
    made = read_source(source.lesson, source.schemes)
    write_source(tmp_path / "copy", *made)
    assert read_source(tmp_path / "copy", tmp_path / "no schemes needed") == made


def test_the_shipped_lesson_reads_back_with_its_key(tmp_path: Path) -> None:
    made, key = read_source(ROOT / "lessons" / "caracas-2019-04-30", ROOT / "resources" / "schemes")
    assert key is not None
    write_source(tmp_path / "copy", made, key)
    lesson, copied = read_source(tmp_path / "copy", tmp_path)
    assert lesson == made
    assert copied is not None
    assert set(copied.annotations) == set(key.annotations)
    assert copied.links == key.links
    assert set(copied.unscored) == set(key.unscored)


def test_the_sample_lesson_of_other_tests_reads_back(tmp_path: Path) -> None:
    lesson = replace(sample_lesson.lesson(), public_key=bytes(range(32)))
    write_source(tmp_path / "copy", lesson, sample_lesson.key())
    copy, key = read_source(tmp_path / "copy", tmp_path)
    assert copy == lesson
    assert key is not None
    assert set(key.annotations) == set(sample_lesson.key().annotations)


@settings(max_examples=20)
@given(samples.articles(1), samples.articles(2), samples.paragraphs)
def test_a_lesson_of_any_text_reads_back(
    tmp_path_factory: pytest.TempPathFactory, first: Article, second: Article, title: str
) -> None:
    base = tmp_path_factory.mktemp("lesson")
    title = " ".join(article_text(first).split()[:3]) + title
    lesson = replace(
        sample_lesson.lesson(), articles=(first, second), instructions=tidy_text(title)
    )
    write_source(base / "one", lesson)
    copy, _ = read_source(base / "one", base)
    assert [a.hash for a in copy.articles] == [first.hash, second.hash]
    assert copy.articles == lesson.articles
    write_source(base / "two", copy)
    assert read_source(base / "two", base)[0] == copy
    assert source_files(copy) == {
        str(path.relative_to(base / "one")).replace("\\", "/"): path.read_text("utf-8")
        for path in (base / "one").rglob("*.*")
    }


def test_a_quotation_that_stands_everywhere_alike_is_refused(tmp_path: Path) -> None:
    lesson = sample_lesson.lesson()
    same = sample_lesson.article("echo", "\n".join(["Soup is art."] * 90))
    lesson = replace(lesson, articles=(*lesson.articles, same))
    end = same.sentences[45]
    link = Link(**{f: getattr(samples.link(same, same), f) for f in ("id", "author_id", "ends")})
    link = replace(link, ends=(replace(link.ends[0], span=end, article_id=ArticleId("echo")),))
    with pytest.raises(NotAllowed, match="stands several times"):
        write_source(tmp_path / "copy", lesson, replace(sample_lesson.key(), links=(link,)))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("precious")
    with pytest.raises(NotAllowed, match="is not empty"):
        write_source(tmp_path, sample_lesson.lesson())
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_source(tmp_path / "empty", sample_lesson.lesson())
    assert read_source(tmp_path / "empty", tmp_path)[0] == sample_lesson.lesson()
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


def test_a_disk_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageTrouble, match="the disk is full"):
        write_source(tmp_path / "copy", sample_lesson.lesson())
    assert list(tmp_path.iterdir()) == []


def unclean(lesson: Lesson) -> Lesson:
    article = replace(lesson.articles[0], body="One.\n\n Two.")
    return replace(lesson, articles=(article,))


def test_a_text_that_is_not_in_normal_form_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    with pytest.raises(NotAllowed, match="Import its text again"):
        write_source(tmp_path / "copy", unclean(sample_lesson.lesson()))
    assert list(tmp_path.iterdir()) == []
