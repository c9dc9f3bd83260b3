"""Lesson source folders: `lesson.toml`, `articles/NN-outlet.md` and `key.toml`."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Discriminator, Tag

from annotator.domain.errors import NotAllowed
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Article, Lesson
from annotator.files.article_source import (
    ArticleHead,
    article_of,
    article_text,
    is_canonical,
    split_front_matter,
)
from annotator.files.atomic import write_trouble, write_whole
from annotator.files.bounds import TooMuch, check_lines
from annotator.files.key_source import key_text, read_key
from annotator.files.lesson_record import (
    LessonFields,
    SchemeRecord,
    fields_of,
    inconsistencies,
    lesson_of,
    scheme_data,
    scheme_inconsistencies,
    scheme_of,
)
from annotator.files.lesson_source_problems import (
    INLINE,
    NAMED,
    BadLessonSource,
    LessonSourceProblem,
    ProblemList,
    TomlFile,
)
from annotator.files.limits import LONGEST_ARTICLE
from annotator.files.strict_model import Name
from annotator.files.toml_text import dump_toml
from annotator.scoring.budgets import with_word_budgets
from annotator.translation import N_, _

LESSON_FILE, KEY_FILE, ARTICLE_FOLDER = "lesson.toml", "key.toml", "articles"
MOST_ARTICLES = 20
_SAME_ID = N_("the id is the same as in {file}; change one")
_SAME_TEXT = N_("the text is the same as in {file}; change one")

_ARTICLE_NAME = re.compile(r"\d{2}-.+\.md")


def _form_of_scheme(value: object) -> str:
    return INLINE if isinstance(value, dict | SchemeRecord) else NAMED


class LessonSource(LessonFields):
    """What `lesson.toml` holds; the scheme stands in it or is named."""

    format: Literal[1]
    scheme: Annotated[
        Annotated[Name, Tag(NAMED)] | Annotated[SchemeRecord, Tag(INLINE)],
        Discriminator(_form_of_scheme),
    ]


@dataclass(frozen=True, slots=True)
class LessonSourceReading:
    """What a lesson folder holds, as far as it could be read, and what is wrong in it."""

    lesson: Lesson | None
    key: AnswerKey | None
    problems: tuple[LessonSourceProblem, ...]


def read_source(folder: Path, schemes: Path) -> tuple[Lesson, AnswerKey | None]:
    """Return the lesson and the key of a folder; raise BadLessonSource with all its problems.

    `schemes` is the folder in which a scheme given by name is looked up.
    """
    reading = inspect_source(folder, schemes)
    if reading.problems or reading.lesson is None:
        raise BadLessonSource(folder, reading.problems)
    return reading.lesson, reading.key


def inspect_source(folder: Path, schemes: Path) -> LessonSourceReading:
    """Return what a lesson folder holds together with every problem in it."""
    problems = ProblemList()
    if not folder.is_dir():
        message = _("there is no such folder; check its name")
        return LessonSourceReading(None, None, (LessonSourceProblem(str(folder), message),))
    lesson = _read_lesson(folder, schemes, problems)
    key = None
    if (folder / KEY_FILE).exists():
        text = problems.read_text(folder, KEY_FILE)
        file = None if text is None else problems.read_toml(KEY_FILE, text)
        if file is not None and lesson is not None:
            key = read_key(file, lesson, problems)
    if lesson is not None and key is not None and not problems.found:
        lesson = with_word_budgets(lesson, key)
    return LessonSourceReading(lesson, key, tuple(problems.found))


def _read_lesson(folder: Path, schemes: Path, problems: ProblemList) -> Lesson | None:
    text = problems.read_text(folder, LESSON_FILE)
    file = None if text is None else problems.read_toml(LESSON_FILE, text)
    articles = _read_articles(folder, problems)
    if file is None:
        return None
    source = problems.check(LessonSource, file, file.data)
    if source is None:
        return None
    scheme = _scheme_record(source, file, schemes, problems)
    if scheme is None or articles is None:
        return None
    for steps, message in inconsistencies(source, scheme, [article.id for article in articles]):
        problems.note(file, steps, message)
    return lesson_of(source, scheme_of(scheme), articles)


def _scheme_record(
    source: LessonSource, file: TomlFile, schemes: Path, problems: ProblemList
) -> SchemeRecord | None:
    """Return the scheme of a lesson, from the lesson itself or from the schemes folder."""
    if isinstance(source.scheme, SchemeRecord):
        for steps, message in scheme_inconsistencies(source.scheme):
            problems.note(file, ("scheme", *steps), message)
        return source.scheme
    known = sorted(path.stem for path in schemes.glob("*.toml"))
    if source.scheme not in known:
        listed = ", ".join(known) or _("none")
        message = _(
            "there is no scheme “{name}”; known are: {known}", name=source.scheme, known=listed
        )
        problems.note(file, ("scheme",), message)
        return None
    return read_scheme(schemes, source.scheme, problems)


def read_scheme(schemes: Path, name: str, problems: ProblemList) -> SchemeRecord | None:
    """Return a scheme of the schemes folder, or None with its problems noted."""
    file_name = f"{name}.toml"
    text = problems.read_text(schemes, file_name)
    file = None if text is None else problems.read_toml(file_name, text)
    if file is None:
        return None
    record = problems.check(SchemeRecord, file, file.data)
    if record is not None:
        for steps, message in scheme_inconsistencies(record):
            problems.note(file, steps, message)
    return record


def _read_articles(folder: Path, problems: ProblemList) -> tuple[Article, ...] | None:
    """Return the articles of a folder, or None if one of them could not be read."""
    before = len(problems.found)
    try:
        names = sorted(path.name for path in (folder / ARTICLE_FOLDER).iterdir())
    except OSError:
        names = []
    names = [name for name in names if not name.startswith(".")]
    if not 1 <= len(names) <= MOST_ARTICLES:
        message = _(
            "a lesson has 1 to {most} articles; put them here as 01-outlet.md", most=MOST_ARTICLES
        )
        problems.found.append(LessonSourceProblem(f"{ARTICLE_FOLDER}/", message))
        return None
    articles = [_read_article(folder, f"{ARTICLE_FOLDER}/{name}", problems) for name in names]
    read = [(n, a) for n, a in zip(names, articles, strict=True) if a is not None]
    _note_twins(read, problems)
    return None if len(problems.found) > before else tuple(article for _unused, article in read)


def _read_article(folder: Path, name: str, problems: ProblemList) -> Article | None:
    if not _ARTICLE_NAME.fullmatch(Path(name).name):
        message = _("an article is called by its number and outlet, like 01-outlet.md; rename it")
        problems.found.append(LessonSourceProblem(name, message))
        return None
    text = problems.read_text(folder, name)
    if text is None:
        return None
    parts = split_front_matter(text)
    if parts is None:
        message = _(
            "the first line must be +++, then headline and outlet, then +++ again; add them"
        )
        problems.found.append(LessonSourceProblem(name, message, line=1))
        return None
    file = problems.read_toml(name, parts[0], first_line=2)
    head = None if file is None else problems.check(ArticleHead, file, file.data)
    if head is None:
        return None
    try:
        check_lines(parts[1])
    except TooMuch as trouble:
        problems.found.append(
            LessonSourceProblem(name, _("{trouble}; shorten it", trouble=trouble))
        )
        return None
    article = article_of(head, parts[1])
    if not 1 <= len(article.body) <= LONGEST_ARTICLE:
        message = _(
            "the text must have 1 to {most:,} characters; write or shorten it", most=LONGEST_ARTICLE
        )
        problems.found.append(LessonSourceProblem(name, message))
        return None
    return article


def _note_twins(read: list[tuple[str, Article]], problems: ProblemList) -> None:
    """Note articles that have the id or the text of an earlier one."""
    ids: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for name, article in read:
        for known, value, twin in ((ids, article.id, _SAME_ID), (bodies, article.body, _SAME_TEXT)):
            first = known.setdefault(value, name)
            if first != name:
                message = _(twin, file=f"{ARTICLE_FOLDER}/{first}")
                problems.found.append(LessonSourceProblem(f"{ARTICLE_FOLDER}/{name}", message))


def write_source(folder: Path, lesson: Lesson, key: AnswerKey | None = None) -> None:
    """Write a lesson as a new source folder, whole or not at all; the scheme goes in it too.

    Raise NotAllowed if the folder holds something, StorageTrouble if it cannot be written.
    """
    files = source_files(lesson, key)
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise NotAllowed(
                "“{folder}” is not empty. Nothing was written and what is in it is "
                "unchanged. Name a new or an empty folder.",
                folder=folder,
            )
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".lesson-", dir=folder.parent))
        try:
            (made / ARTICLE_FOLDER).mkdir()
            for name, text in files.items():
                write_whole(made / name, text.encode("utf-8"))
            if folder.exists():
                folder.rmdir()
            made.chmod(0o755)
            made.replace(folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as trouble:
        raise write_trouble(folder, trouble) from trouble


def source_files(lesson: Lesson, key: AnswerKey | None = None) -> dict[str, str]:
    """Return the files of a lesson's source folder by name."""
    check_bodies(lesson)
    if key is not None:
        lesson = replace(lesson, word_budgets={})  # they follow from the key
    data = {"format": 1, **fields_of(lesson), "scheme": scheme_data(lesson.scheme)}
    files = {LESSON_FILE: dump_toml(data)}
    for number, article in enumerate(lesson.articles, 1):
        files[f"{ARTICLE_FOLDER}/{number:02d}-{article.id}.md"] = article_text(article)
    if key is not None:
        files[KEY_FILE] = key_text(lesson, key)
    return files


def check_bodies(lesson: Lesson) -> None:
    """Raise NotAllowed if an article is not made of paragraphs in normal form."""
    for article in lesson.articles:
        if not is_canonical(article.body):
            raise NotAllowed(
                "The text of the article “{headline}” has empty lines, spaces at the "
                "ends of lines or signs that articles cannot have. Nothing was "
                "written. Import its text again.",
                headline=article.headline,
            )
