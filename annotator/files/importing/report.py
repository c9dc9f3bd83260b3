"""What the import of files prints for scripts: one JSON object, file by file."""

from __future__ import annotations

from annotator.domain.imports import PageMetadata, TextReading
from annotator.files.importing.importer import ImportResult
from annotator.files.strict_model import StrictModel


class BlockRecord(StrictModel):
    """One block of a page, kept or dropped, with the reason."""

    text: str
    keep: bool
    reason: str


class FileRecord(StrictModel):
    """What came of one file: its blocks, or the sentence that says why there are none."""

    file: str
    metadata: PageMetadata
    blocks: tuple[BlockRecord, ...]
    error: str | None
    #: The article source that was written, where a folder was named.
    written: str | None = None
    #: Where its signs can be read in several ways: the way taken, then the others.
    readings: tuple[TextReading, ...] = ()


class ImportReport(StrictModel):
    """The whole object."""

    files: tuple[FileRecord, ...]


def file_json(result: ImportResult, written: str | None = None) -> dict[str, object]:
    """Return what is said of one file as plain data."""
    page = result.page
    blocks = page.current if page else ()
    record = FileRecord(
        file=str(result.path),
        metadata=page.metadata if page else PageMetadata(),
        blocks=tuple(BlockRecord(text=b.text, keep=b.keep, reason=b.reason) for b in blocks),
        error=result.error,
        written=written,
        readings=page.readings if page else (),
    )
    left_out = {"written"} if not written else set()
    return record.model_dump(
        mode="json", exclude=left_out if record.readings else {*left_out, "readings"}
    )
