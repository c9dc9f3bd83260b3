"""A cleaned page as plain data, on its way from the process that read it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from annotator.domain.imports import ImportedBlock, ImportedPage, PageMetadata
from annotator.domain.lessons import BlockKind


def page_data(page: ImportedPage) -> dict[str, Any]:
    """Return a page, on which nobody has decided anything yet, as plain data."""
    return {
        "raw": page.raw,
        "metadata": asdict(page.metadata),
        "blocks": [asdict(block) for block in page.blocks],
    }


def page_in(data: dict[str, Any]) -> ImportedPage:
    """Return the page that plain data holds."""
    return ImportedPage(
        raw=data["raw"],
        metadata=PageMetadata(**data["metadata"]),
        blocks=tuple(
            ImportedBlock(**{**block, "kind": BlockKind(block["kind"])}) for block in data["blocks"]
        ),
    )
