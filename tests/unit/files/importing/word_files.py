"""Word documents made of bare XML, so that everything Word can write can stand in them."""

from __future__ import annotations

import io
import zipfile

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OTHERS = (
    f'xmlns:r="{_RELATIONS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_ROOTS = {"styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr"}


def paragraph(*inner: str, properties: str = "") -> str:
    """Return a paragraph; bare words in it become runs."""
    runs = (each if each.startswith("<") else run(each) for each in inner)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run of words."""
    told = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{told}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(kind: str) -> str:
    """Return one of the marks of a field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def style(id_: str, type_: str, run_: str = "", based_on: str = "", more: str = "") -> str:
    """Return a style whose name is its id."""
    return (
        f'<w:style w:type="{type_}" w:styleId="{id_}" {more}><w:name w:val="{id_}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on else "")
        + (f"<w:rPr>{run_}</w:rPr>" if run_ else "")
        + "</w:style>"
    )


def word_file(
    body: str, *, namespace: str = TRANSITIONAL, main: str = "word/document.xml", **parts: str
) -> bytes:
    """Return a document with a body and other parts, each given as the XML inside its root."""
    folder = main.rpartition("/")[0]
    spaces = f'xmlns:w="{namespace}" {_OTHERS}'
    related = "".join(
        f'<Relationship Id="{kind}" Type="{_RELATIONS}/{kind}" Target="{kind}.xml"/>'
        for kind in parts
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Target="{main}" '
            f'Type="{_RELATIONS}/officeDocument"/></Relationships>',
        )
        archive.writestr(
            main.replace(f"{folder}/", f"{folder}/_rels/") + ".rels",
            f'<Relationships xmlns="{_PACKAGE}">{related}</Relationships>',
        )
        archive.writestr(main, f"<w:document {spaces}><w:body>{body}</w:body></w:document>")
        for kind, inner in parts.items():
            root = _ROOTS[kind]
            archive.writestr(f"{folder}/{kind}.xml", f"<w:{root} {spaces}>{inner}</w:{root}>")
    return buffer.getvalue()
