"""Suggestions for the lesson that ships, against the bare pipeline on the same text."""

from __future__ import annotations

from annotator import paths
from annotator.nlp.language_help import LanguageHelp
from annotator.nlp.pipeline import find_pipeline
from annotator.use_cases.shipped_lessons import shipped_lessons
from tests.bench.measuring import Row, compared, cpu_seconds


def run() -> Row:
    """Read five articles with everything the language part does, and parse them alone."""
    folder = next(each for each in shipped_lessons() if each.name.startswith("caracas"))
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("articles/*.md"))]
    pipeline = find_pipeline(paths.resources_dir() / "models")
    lexicons = paths.resources_dir() / "lexicons"
    warm = LanguageHelp(lexicons)
    warm.read("A dog ran.")

    def ours() -> float:
        warm.forget()
        return cpu_seconds(lambda: [warm.read(text) for text in texts])

    def bare() -> float:
        return cpu_seconds(lambda: [pipeline.parse(text) for text in texts])

    mine, theirs = compared(ours, bare, runs=5)
    note = "the bare pipeline on the same five articles"
    return Row("suggestions", mine, theirs, "s", mine / theirs, 1.3, note)
