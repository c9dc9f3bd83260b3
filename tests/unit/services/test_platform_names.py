"""The name that a learning platform wrote around a hand-in is a check, never an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.services.platform_names import platform_name


@pytest.mark.parametrize(
    "path, name",
    [
        ("drop/Ada Roe_101_assignsubmission_file_/warm-up_x.handin", "Ada Roe"),
        ("all.zip/Zoë Ó Briain_7_assignsubmission_file_warm-up_x.handin", "Zoë Ó Briain"),
        ("drop/roeada_4711_90210_warm-up_Ada-Roe_x.handin", "roeada"),
        ("drop/roeada_LATE_4711_90210_warm-up_x.handin", "roeada"),
        ("drop/Submitted files/Ada Roe/Canteen/Version 1/x.handin", "Ada Roe"),
        ("drop/123-456 - Ada Roe - May 4/x.handin", "Ada Roe"),
        ("drop/Ada Roe - warm-up_x.handin", "Ada Roe"),
        ("drop/warm-up_Ada-Roe_20260504T090000Z_0123456789ab.handin", ""),
        ("drop/7B/x.handin", ""),
    ],
)
def test_the_name_is_found_in_the_form_of_each_platform(path: str, name: str) -> None:
    assert platform_name(Path(path)) == name
