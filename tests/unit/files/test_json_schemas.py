"""The schemas that ship are the ones that the program follows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.files.json_schemas import json_schemas, write_json_schemas

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "resources" / "schemas"


def test_the_shipped_schemas_are_in_step_with_the_records() -> None:
    shipped = {path.name: path.read_text(encoding="utf-8") for path in SHIPPED.glob("*.json")}
    assert shipped == json_schemas(), "write them again as docs/formats.md says"


def test_schemas_can_be_written_again(tmp_path: Path) -> None:
    write_json_schemas(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(json_schemas())


def test_every_schema_is_named_in_the_page_about_formats() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [name for name in json_schemas() if name not in page] == []


@pytest.mark.parametrize("name", sorted(json_schemas()))
def test_a_schema_forbids_fields_that_it_does_not_know(name: str) -> None:
    schema = json.loads(json_schemas()[name])
    objects = [schema, *schema.get("$defs", {}).values()]
    assert all(
        each.get("additionalProperties") is False for each in objects if "properties" in each
    )
