"""What all documents end with: characters that could not be printed."""

from __future__ import annotations

from dataclasses import replace

from annotator.worksheets.pages import Pages
from annotator.worksheets.setting import Setting


def close_document(setting: Setting, pages: Pages) -> None:
    """List the characters for which boxes were drawn, if there are any; close the pages."""
    missing = pages.canvas.take_unprintable()
    if missing:
        listed = ", ".join(sorted(f"U+{ord(character):04X}" for character in missing))
        text = f"Characters this font does not have, printed as boxes: {listed}."
        style = replace(setting.styles.small, before=setting.size)
        pages.set([setting.paragraph(text, style, pages.section())])
    pages.close()
