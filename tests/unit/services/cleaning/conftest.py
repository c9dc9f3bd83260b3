"""The word lists that ship, read once."""

from __future__ import annotations

import pytest

from annotator import paths
from annotator.files.importing.word_lists import read_cleaning_words
from annotator.services.cleaning.words import CleaningWords


@pytest.fixture(scope="session")
def words() -> CleaningWords:
    """Return the word lists of the cleaning."""
    return read_cleaning_words(paths.resources_dir() / "importing")
