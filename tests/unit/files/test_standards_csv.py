"""Standards from CSV files: what ships, what a school adds, and what cannot be read."""

from __future__ import annotations

from annotator import paths
from annotator.domain.lessons import Standard
from annotator.files.rubric_presets import read_presets
from annotator.files.standards_csv import read_standards
from annotator.use_cases.drafting import known_standards, rubric_presets


def test_every_shipped_standard_has_a_set_a_code_and_words(tmp_path):
    found = known_standards(tmp_path)
    assert found.warnings == ()
    assert all(each.set and each.code and each.text for each in found.standards)
    codes = {each.code for each in found.standards}
    assert {"RI.8.9", "RH.6-8.8", "1.3", "Credibility"} <= codes


def test_a_file_of_the_school_adds_and_replaces(tmp_path):
    folder = tmp_path / "standards"
    folder.mkdir()
    (folder / "ours.csv").write_text(
        "\ufeffSet;Code;Text\nCCSS;RI.8.9;Our words\nOurs;X1;Über\n", encoding="utf-8"
    )
    found = known_standards(tmp_path).standards
    assert Standard("CCSS", "RI.8.9", "Our words") in found
    assert found[-1] == Standard("Ours", "X1", "Über")
    assert sum(each.code == "RI.8.9" for each in found) == 1


def test_a_broken_file_is_told_and_the_others_are_read(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"set,code,text\n\xff\xfe,1,2\n")
    (tmp_path / "b.csv").write_text("name,number\nx,1\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text("set,code,text\nOurs,X1,Fine\n,X2,No set\n", encoding="utf-8")
    (tmp_path / "d.csv").write_text('set,code,text\nOurs,"X2,never closed\n', encoding="utf-8")
    found = read_standards([tmp_path, tmp_path / "not there"])
    assert found.standards == (Standard("Ours", "X1", "Fine"),)
    told = " ".join(found.warnings)
    assert len(found.warnings) == 4
    assert "“a.csv” is not UTF-8" in told
    assert "“b.csv” has no columns named set and code" in told
    assert "“c.csv”: 1 row was left out" in told
    assert "“d.csv” is no CSV file" in told


def test_the_shipped_rubrics_have_falling_points_and_words_for_each_level():
    presets = rubric_presets()
    assert [preset.id for preset in presets] == ["four-levels", "three-levels", "single-point"]
    assert [preset.maximum for preset in presets] == [20, 9, 8]
    for preset in presets:
        for criterion in preset.criteria:
            points = [level.points for level in criterion.levels]
            assert points == sorted(points, reverse=True)
            described = [level for level in criterion.levels if level.description]
            expected = [criterion.expectation] if preset.id == "single-point" else criterion.levels
            assert described == list(expected)
    assert read_presets(paths.resources_dir() / "rubrics" / "presets.toml") == presets
