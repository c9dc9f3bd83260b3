"""The language pipeline is there, whole, and offline."""

from __future__ import annotations

import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from annotator import paths
from annotator.domain.errors import StorageTrouble
from annotator.nlp import pipeline

MODELS = paths.resources_dir() / "models"
CHECKSUMS = MODELS / pipeline.CHECKSUMS


def test_every_weight_file_is_the_official_one() -> None:
    assert pipeline.altered_files(pipeline.find_pipeline(MODELS).folder, CHECKSUMS) == ()


def test_an_altered_or_missing_weight_file_is_named(tmp_path: Path) -> None:
    copy = tmp_path / "model"
    shutil.copytree(pipeline.find_pipeline(MODELS).folder, copy)
    (copy / "ner" / "moves").write_bytes(b"other")
    (copy / "parser" / "model").unlink()
    assert set(pipeline.altered_files(copy, CHECKSUMS)) == {"ner/moves", "parser/model"}


def test_a_changed_model_is_refused_with_a_sentence(
    tmp_path: Path, plain_environment: dict[str, str]
) -> None:
    # The copy comes first on the path, so the command finds it in place of the real one.
    package = pipeline.find_pipeline(MODELS).folder.parent
    shutil.copytree(package, tmp_path / "site" / package.name)
    (tmp_path / "site" / package.name / pipeline.MODEL_FOLDER / "tagger" / "model").write_bytes(
        b"x"
    )
    (tmp_path / "page.txt").write_text("It rained. Nobody was hurt.", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "annotator", "suggest", "page.txt"],
        cwd=tmp_path,
        env={**plain_environment, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == (
        "The language model on this machine is not the published one (tagger/model differs), so "
        "no suggestions can be made. Reading, highlighting and grading work without it. Install "
        "the program again to get it whole.\n"
    )


def test_sentences_are_spans_of_the_text_also_after_emoji() -> None:
    text = "😀 The vehicle stopped. Nobody was hurt.\n“Go home!” said Dr. Ruiz."
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = [span.of(text) for span in pipeline.find_pipeline(MODELS).sentences(text)]
    assert found[-1].endswith("Dr. Ruiz.")
    assert "Nobody was hurt." in found
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_missing_model_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MODEL_PACKAGE", "no_such_model_package")
    with pytest.raises(StorageTrouble, match="not installed"):
        pipeline.find_pipeline(MODELS)
