"""The pipeline and the lists, loaded once for all tests of the language part."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from annotator import paths
from annotator.nlp.attribution import Attributions
from annotator.nlp.lexicons import AttributionWords, attribution_words
from annotator.nlp.pipeline import Pipeline, find_pipeline
from annotator.nlp.suggester import Suggester

LEXICONS = paths.resources_dir() / "lexicons"


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The small English pipeline, loaded."""
    found = find_pipeline(paths.resources_dir() / "models")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found.parse("A dog ran.")
    return found


@pytest.fixture(scope="session")
def parse(pipeline: Pipeline) -> Callable[[str], Doc]:
    """Parse one text."""
    return pipeline.parse


@pytest.fixture(scope="session")
def lists() -> AttributionWords:
    """The words of attribution."""
    return attribution_words(LEXICONS)


@pytest.fixture(scope="session")
def said(pipeline: Pipeline, lists: AttributionWords) -> Callable[[str], Attributions]:
    """Find who says what in a text."""
    return lambda text: Attributions(pipeline.parse(text), lists)


@pytest.fixture(scope="session")
def suggester() -> Suggester:
    """The suggester with the lists that ship."""
    return Suggester(LEXICONS)
