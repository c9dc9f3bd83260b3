"""The language pipeline is there, whole, and offline."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path

import pytest

from annotator import paths
from annotator.domain.errors import StorageTrouble
from annotator.nlp import pipeline

CHECKSUMS = paths.resources_dir() / "models" / "en-core-web-sm-3.8.0.sha256"


def test_every_weight_file_is_the_official_one() -> None:
    assert pipeline.altered_files(pipeline.find_pipeline().folder, CHECKSUMS) == ()


def test_an_altered_or_missing_weight_file_is_named(tmp_path: Path) -> None:
    copy = tmp_path / "model"
    shutil.copytree(pipeline.find_pipeline().folder, copy)
    (copy / "ner" / "moves").write_bytes(b"other")
    (copy / "parser" / "model").unlink()
    assert set(pipeline.altered_files(copy, CHECKSUMS)) == {"ner/moves", "parser/model"}


def test_sentences_are_spans_of_the_text_also_after_emoji() -> None:
    text = "😀 The vehicle stopped. Nobody was hurt.\n“Go home!” said Dr. Ruiz."
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = [span.of(text) for span in pipeline.find_pipeline().sentences(text)]
    assert found[-1].endswith("Dr. Ruiz.")
    assert "Nobody was hurt." in found
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_missing_model_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MODEL_PACKAGE", "no_such_model_package")
    with pytest.raises(StorageTrouble, match="not installed"):
        pipeline.find_pipeline()
