"""The parts of a Word document (.docx): found by their relations, parsed without entities."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAIN_DOCUMENT = "officeDocument"


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace; comments and the like have none."""
    return _local(element.tag)


@lru_cache(maxsize=4_096)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute whatever its namespace: strict documents have others."""
    if element is None:
        return ""
    found = (value for key, value in element.items() if str(key).rpartition("}")[2] == name)
    return str(next(found, ""))


def child(element: Element | None, *names: str) -> Element | None:
    """Return what stands below an element at the end of a path of names."""
    for name in names:
        if element is None:
            return None
        element = next((each for each in element if local_name(each) == name), None)
    return element


def is_on(element: Element | None, *, missing: bool = False) -> bool:
    """Return whether a property that is on or off is on."""
    if element is None:
        return missing
    return attribute(element, "val").casefold() not in ("0", "false", "off")


class WordPackage:
    """An open document: its main part, and the parts that this one names."""

    def __init__(self, data: bytes) -> None:
        """Open the archive; raise whatever zipfile raises where it is none."""
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        # Some programs write other capitals, backslashes or a slash in front.
        self._names = {_plain(name): name for name in self._archive.namelist()}
        main = [target for _id, kind, target in self._relations("") if kind == MAIN_DOCUMENT]
        self._main_name = next((name for name in main if _plain(name) in self._names), "")
        self._main_name = self._main_name or "word/document.xml"
        self._related = {
            id_: (kind, target) for id_, kind, target in self._relations(self._main_name)
        }

    def main(self) -> Element:
        """Return the root of the document's text; raise KeyError where there is none."""
        return self._parsed(self._main_name)

    def named(self, kind: str) -> Element | None:
        """Return the root of the one part of a kind, such as styles."""
        target = next((t for k, t in self._related.values() if k == kind), "")
        return self._parsed(target) if _plain(target) in self._names else None

    def part(self, id_: str) -> Element | None:
        """Return the root of the part that the main part names by an id."""
        _kind, target = self._related.get(id_, ("", ""))
        return self._parsed(target) if _plain(target) in self._names else None

    def language(self) -> str:
        """Return the language that the document's properties tell, or nothing."""
        target = next((t for _i, k, t in self._relations("") if k == "core-properties"), "")
        if _plain(target) not in self._names:
            return ""
        return (getattr(child(self._parsed(target), "language"), "text", "") or "").strip()

    def _relations(self, source: str) -> Iterator[tuple[str, str, str]]:
        """Yield the id, the kind and the target of what a part names."""
        folder, name = posixpath.split(source)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if _plain(listed) not in self._names:
            return
        for each in self._parsed(listed):
            target = attribute(each, "Target")
            if attribute(each, "TargetMode") != "External":
                kind = attribute(each, "Type").rpartition("/")[2]
                yield attribute(each, "Id"), kind, posixpath.join("/", folder, target)

    def _parsed(self, name: str) -> Element:
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True
        )
        return etree.fromstring(self._archive.read(self._names[_plain(name)]), parser)


def _plain(name: str) -> str:
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").casefold()
