"""What the import of files prints for scripts: one JSON object, file by file."""

from __future__ import annotations

from annotator.domain.imports import PageMetadata
from annotator.files.importing.importer import ImportResult
from annotator.files.strict_model import StrictModel


class MetadataRecord(StrictModel):
    """What a page tells about itself; empty where it tells nothing."""

    headline: str
    outlet: str
    byline: str
    date: str
    language: str
    url: str


class BlockRecord(StrictModel):
    """One block of a page, kept or dropped, with the reason."""

    text: str
    keep: bool
    reason: str


class FileRecord(StrictModel):
    """What came of one file: its blocks, or the sentence that says why there are none."""

    file: str
    metadata: MetadataRecord
    blocks: tuple[BlockRecord, ...]
    error: str | None
    #: The article source that was written, where a folder was named.
    written: str | None = None


class ImportReport(StrictModel):
    """The whole object."""

    files: tuple[FileRecord, ...]


def file_record(result: ImportResult, written: str | None = None) -> FileRecord:
    """Return what is said of one file."""
    page = result.page
    told = page.metadata if page else PageMetadata()
    return FileRecord(
        file=str(result.path),
        metadata=MetadataRecord(
            headline=told.headline,
            outlet=told.outlet,
            byline=told.byline,
            date=told.date,
            language=told.language,
            url=told.url,
        ),
        blocks=tuple(
            BlockRecord(text=block.text, keep=block.keep, reason=block.reason)
            for block in (page.current if page else ())
        ),
        error=result.error,
        written=written,
    )


def file_json(result: ImportResult, written: str | None = None) -> dict[str, object]:
    """Return what is said of one file as plain data."""
    record = file_record(result, written)
    return record.model_dump(mode="json", exclude=None if written else {"written"})
