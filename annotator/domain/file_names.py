"""File names that every system takes, from names that people typed."""

from __future__ import annotations

import unicodedata

import regex

_OTHER = regex.compile(r"[^\p{L}\p{N}\p{M}]+")


def safe_file_name(typed: str, longest: int = 60) -> str:
    """Return the letters and digits of a name joined by hyphens; “nameless” if it has none."""
    plain = _OTHER.sub("-", unicodedata.normalize("NFC", typed)).strip("-")
    return plain[:longest].rstrip("-") or "nameless"
