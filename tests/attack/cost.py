"""Small files that cost much: each is read in a process of its own, whose time and memory count."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tests.attack.readers import reader
from tests.attack.table import Attack, Row

#: What nothing from outside may cost more than, of the processor and of memory.
MOST_SECONDS, MOST_MEGABYTES = 5.0, 300.0
#: After so long on the wall a reading is ended and lost.
_LONGEST_WAIT = 120


@dataclass(frozen=True)
class Input:
    """One hostile file: which reader gets it, and what stands inside."""

    reader: str
    name: str
    made: Callable[[], bytes]
    #: Whether the short form tries it.
    is_short: bool = False


@dataclass(frozen=True)
class Cost:
    """What reading a file came to; `escaped` is what no reader may let out."""

    seconds: float
    megabytes: float
    said: str
    escaped: str = ""


def cost_of(reader_name: str, data: bytes) -> Cost:
    """Return what it costs to read these bytes, packed as the reader's files are."""
    one = reader(reader_name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, one.file_name)
        path.write_bytes(one.packed(data))
        cost = _measured(reader_name, str(path))
    return replace(cost, seconds=max(0.0, cost.seconds - _usual(reader_name)))


@cache
def _usual(reader_name: str) -> float:
    """Return the seconds that loading the program and reading a real sample take."""
    return _measured(reader_name).seconds


def _measured(*arguments: str) -> Cost:
    command = [sys.executable, "-m", "tests.attack.child", *arguments]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=_LONGEST_WAIT, check=False)
    except subprocess.TimeoutExpired:
        return Cost(_LONGEST_WAIT, 0, "", "did not end")
    if ended.returncode:
        last = ended.stderr.decode(errors="replace").strip().splitlines()[-1:]
        return Cost(0, 0, "", last[0] if last else f"status {ended.returncode}")
    return Cost(**json.loads(ended.stdout))


def row_of(one: Input) -> Row:
    """Return what came of one input."""
    cost = cost_of(one.reader, one.made())
    found = f"{cost.seconds:.1f} s, {cost.megabytes:.0f} MB, "
    found += cost.escaped or ("refused" if cost.said else "read")
    holds = not cost.escaped and cost.seconds <= MOST_SECONDS and cost.megabytes <= MOST_MEGABYTES
    bar = f"{MOST_SECONDS:g} s, {MOST_MEGABYTES:g} MB"
    return Row("cost", f"{one.reader}: {one.name}", found, bar, holds)


# -- what stands inside ------------------------------------------------------------------------


def lists(size: int) -> Callable[[], bytes]:
    """Return JSON of so many bytes of empty lists."""
    return lambda: b"[" + b"[]," * (size // 3) + b"[]]"


def names(count: int, around: bytes = b"%s") -> Callable[[], bytes]:
    """Return JSON of an object with so many unknown names."""
    return lambda: around % (b"{" + b",".join(b'"n%d":1' % n for n in range(count)) + b"}")


def entries(count: int, around: bytes, entry: bytes) -> Callable[[], bytes]:
    """Return JSON of a list with so many entries that each lack something."""
    return lambda: around % (b"[" + b",".join([entry] * count) + b"]")


_ITEMS = b'{"first":{"type":"AnnotationPage","startIndex":0,"items":%s}}'
_ITEM = b'{"type":"Annotation","motivation":"classifying"}'


def text(piece: str, count: int, before: str = "", after: str = "") -> Callable[[], bytes]:
    """Return a text that repeats a piece."""
    return lambda: (before + piece * count + after).encode()


def toml(line: str, count: int, before: str = "format = 1\n") -> Callable[[], bytes]:
    """Return TOML with so many lines, each with its number."""
    return lambda: (
        before + "".join(line.replace("#", str(n)) + "\n" for n in range(count))
    ).encode()


def sections(count: int) -> Callable[[], bytes]:
    """Return an answer key of so many entries on nothing."""
    entry = '[[annotations]]\narticle = "bugle"\ncategory = "x"\nquote = "zzz#"\nstatus = "trap"'
    return toml(entry, count)


def zipped(name: str, data: Callable[[], bytes], count: int = 1) -> Callable[[], bytes]:
    """Return a zip with so many members of the same data."""

    def made() -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(count):
                archive.writestr(name.replace("#", str(number)), data())
        return target.getvalue()

    return made


def word(body: str, count: int, after: str = "") -> Callable[[], bytes]:
    """Return a Word document whose body repeats a piece."""

    def made() -> bytes:
        source = io.BytesIO(reader("Word").sample())
        target = io.BytesIO()
        name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        document = (
            f'<w:document xmlns:w="{name}"><w:body>{body * count}{after}</w:body></w:document>'
        )
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", 8) as new:
            for info in old.infolist():
                is_body = info.filename == "word/document.xml"
                new.writestr(info.filename, document if is_body else old.read(info))
        return target.getvalue()

    return made


def pdf(content: bytes, count: int = 1, pages: int = 1) -> Callable[[], bytes]:
    """Return a PDF whose pages all have the same drawing, repeated."""

    def made() -> bytes:
        import zlib

        packed = zlib.compress(content * count, 9)
        kids = b" ".join(b"%d 0 R" % (n + 5) for n in range(pages))
        parts = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
            b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
        page = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R"
            b"/Resources<</Font<</F 4 0 R>>>>>>"
        )
        parts += [page] * pages
        whole, places = bytearray(b"%PDF-1.4\n"), []
        for number, part in enumerate(parts, 1):
            places.append(len(whole))
            whole += b"%d 0 obj%s endobj\n" % (number, part)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
        end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
            len(parts) + 1,
            len(whole),
        )
        return bytes(whole + head + table + end)

    return made


_HEAD = "<html><body><article><h1>Tower</h1>"
INPUTS: tuple[Input, ...] = (
    Input("hand-in", "[],[], of 4.9 MB", lists(4_900_000), is_short=True),
    Input("hand-in", "60,000 unknown names", names(59_000)),
    Input("hand-in", "20,000 empty items", entries(20_000, _ITEMS, b"{}")),
    Input("hand-in", "20,000 items of one kind", entries(20_000, _ITEMS, _ITEM)),
    Input("hand-in", "4.9 MB of brackets", text("[", 4_900_000)),
    Input("hand-in", "4.9 MB of escapes", text('\\"', 2_400_000, '["', '"]')),
    Input("hand-in", "digits", text("9", 4_900_000)),
    Input("draft", "[],[], of 4.9 MB", lists(4_900_000)),
    Input("draft note", "[],[],", lists(900_000)),
    Input("feedback", "[],[], of 4.9 MB", lists(4_900_000)),
    Input("feedback", "50,000 unknown names", names(49_000, b'{"notes":[%s]}')),
    Input("feedback", "20,000 empty notes", entries(20_000, b'{"notes":%s}', b"{}")),
    Input("regrade", "[],[],", lists(90_000)),
    Input("lesson", "[],[], of 20 MB", lists(20_000_000), is_short=True),
    Input("lesson", "20,000 unknown names", names(19_900)),
    Input(
        "lesson",
        "80,000 empty sentences",
        entries(80_000, b'{"articles":[{"sentences":%s}]}', b"[]"),
    ),
    Input("class list", "[],[], of 4.9 MB", lists(4_900_000)),
    Input("lesson file", "zip of 24 MB of zeros", zipped("lesson.json", lambda: bytes(24_000_000))),
    Input("lesson file", "zip of 60,000 entries", zipped("a#", lambda: b"", 60_000)),
    Input("lesson.toml", "a.a.a. of 400 kB", text("a.", 200_000, "", "a = 1"), is_short=True),
    Input("lesson.toml", "[a.a.a.", text("a.", 200_000, "[", "a]")),
    Input("lesson.toml", "24,000 names", toml("n# = 1", 24_000)),
    Input("lesson.toml", "12,000 tables", toml("[t#]\na = 1", 12_000)),
    Input("lesson.toml", "brackets", text("[", 1_900_000, "a = ")),
    Input("lesson.toml", "a comment of 1.9 MB", text("#", 1_900_000)),
    Input("lesson.toml", "spaces after a bracket", text(" ", 900_000, 'a = """\n[', '\n"""')),
    Input("lesson.toml", "quotes", text('\\"', 900_000, 'a = "', '"')),
    Input("key.toml", "4,900 entries", sections(4_900)),
    Input("key to merge", "4,900 entries", sections(4_900)),
    Input("key to merge", "24,000 names", toml("n# = 1", 24_000)),
    Input(
        "article source",
        "2.4 million lines",
        text("a\n\n", 600_000, source := '+++\nid="b"\nheadline="H"\noutlet="O"\n+++\n'),
    ),
    Input(
        "article source", "front matter of dots", text("a.", 200_000, "+++\n", "a = 1\n+++\nText.")
    ),
    Input("article source", "spaces", text(" ", 1_900_000, source + "a", "b")),
    Input("scheme", "24,000 names", toml("n# = 1", 24_000)),
    Input("rubric presets", "a.a.a.", text("a.", 200_000, "", "a = 1")),
    Input(
        "roster",
        "a Latin-1 byte and a long word",
        lambda: b"name\n\xe9\n" + b"a" * 40_000,
        is_short=True,
    ),
    Input("roster", "a long word of Latin-1", lambda: b"name\n" + b"a\xe9" * 2_400_000),
    Input("roster", "a cell of line ends", lambda: b'name\n"' + b"\n" * 120_000 + b'"\n'),
    Input("roster", "a cell of spaces and quotes", lambda: b'name\n"' + b' ""' * 40_000 + b'"\n'),
    Input("roster", "commas", lambda: b"name\n" + b"," * 4_900_000),
    Input("roster", "5,000 rows of 49 cells", lambda: b"name\n" + (b"x," * 48 + b"x\n") * 4_990),
    Input("roster", "names that are alike", lambda: b"name\n" + b"A" * 200 + b"\n" * 4_000),
    Input("gradebook", "commas", lambda: b"Identifier,Full name\n" + b"," * 4_900_000),
    Input("standards", "rows", lambda: b"set,code,text\n" + b"a,b,c\n" * 300_000),
    Input("standards", "commas", lambda: b"set,code\n" + b"," * 1_900_000),
    Input("comment bank", "lines", text("a\n", 490_000)),
    Input("comment bank", "cells", text(";", 990_000, "category;comment\n")),
    Input("teacher.key", "the most work that a file may ask for", lambda: _strong_key()),
    Input("settings", "[],[],", lists(255_000)),
    Input("settings", "students", entries(8_000, b'{"reading":%s}', b'{"student":"a","help":{}}')),
    Input("policy", "a.a.a.", text("a.", 120_000, "", "a = 1")),
    Input("score", "[],[], of 4.9 MB", lists(4_900_000)),
    Input(
        "score",
        "4,900 annotations",
        entries(4_900, b'{"text": "a", "annotations": %s}', b'{"category":"l","start":0,"end":1}'),
    ),
    Input("text", "2.4 million lines", text("a\n", 2_400_000)),
    Input("text", "20,000 lines", text("word\n", 19_000)),
    Input("text", "4,900 paragraphs", text("Some words here.\n\n", 4_900)),
    Input("text", "one line of 390,000 letters", text("a", 390_000)),
    Input("text", "one line of words", text("word ", 78_000)),
    Input("text", "one Latin-1 byte", lambda: b"a" * 390_000 + b"\xe9" + b"a" * 300),
    Input("text", "odd bytes", lambda: bytes(range(128, 256)) * 39_000),
    Input("text", "dashes", text("– ", 190_000)),
    Input("Markdown", "[a](", text("[a](", 1_000_000)),
    Input("Markdown", "[a]( of 390 kB", text("[a](", 97_000)),
    Input("Markdown", "![", text("![", 190_000)),
    Input("Markdown", "<!--", text("<!--", 97_000)),
    Input("Markdown", "stars", text("*", 390_000)),
    Input("Markdown", "** a", text("**a", 130_000)),
    Input("Markdown", "quotes", text("> ", 190_000)),
    Input(
        "Markdown",
        "front matter of dots",
        text("a.", 190_000, "+++\n", "a=1\n+++\nText of a page."),
    ),
    Input("web page", "60,000 <p>", text("<p>word</p>", 60_000, _HEAD), is_short=True),
    Input("web page", "20,000 <p>", text("<p>Some words are here.</p>", 20_000, _HEAD)),
    Input("web page", "4,900 <p>", text("<p>Some words are here.</p>", 4_900, _HEAD)),
    Input("web page", "deep", text("<div>", 50_000, _HEAD, "Some words are here.")),
    Input("web page", "deep lists", text("<ul><li>", 25_000, _HEAD, "Some words are here.")),
    Input(
        "web page", "50,000 attributes", text(" a='b'", 50_000, "<p", ">Some words are here.</p>")
    ),
    Input("web page", "one paragraph of 20 MB", text("word ", 4_000_000, _HEAD + "<p>")),
    Input("web page", "<", text("<", 4_000_000)),
    Input("web page", "entities", text("&amp;", 4_000_000, _HEAD + "<p>")),
    Input("web page", "data", text("data:a/b,", 2_000_000, _HEAD + "<p>")),
    Input("web page", "comments", text("<!-- a", 50_000, _HEAD + "<p>")),
    Input("web page", "links", text("<a href='/a'>Some words</a> ", 25_000, _HEAD)),
    Input("web page", "tables", text("<table><tr><td>", 15_000, _HEAD, "Some words are here.")),
    Input(
        "web page",
        "JSON-LD",
        text(
            "[",
            2_000_000,
            '<script type="application/ld+json">',
            "</script><p>Some words are here.</p>",
        ),
    ),
    Input(
        "web page",
        "a title of 1 MB",
        text("a - ", 250_000, "<title>", "</title><p>Some words are here, and more.</p>"),
    ),
    Input("saved page", "60,000 <p>", lambda: _mhtml(b"<p>word</p>" * 60_000)),
    Input("saved page", "parts", lambda: _mhtml(b"<p>word</p>" + b"\r\n--b\r\n\r\n" * 500_000)),
    Input("saved page", "heads", lambda: b"A: b\r\n" * 2_000_000 + b"\r\n<p>word"),
    Input("saved page", "nested", lambda: _nested_mhtml(3_000)),
    Input(
        "Word",
        "60,000 paragraphs",
        word("<w:p><w:r><w:t>word</w:t></w:r></w:p>", 60_000),
    ),
    Input("Word", "39 MB of document", word("<w:p><w:r><w:t>word</w:t></w:r></w:p>", 1_000_000)),
    Input("Word", "deep tables", word("<w:tbl><w:tr><w:tc>", 15_000)),
    Input("Word", "one table of 100,000 cells", word("<w:tc><w:p/></w:tc>", 100_000)),
    Input("Word", "zip of 60,000 entries", zipped("word/a#.xml", lambda: b"", 60_000)),
    Input("Word", "zip of 400 MB", zipped("word/document.xml", lambda: bytes(400_000_000))),
    Input("PDF", "a drawing of 60 MB", pdf(b"q Q ", 15_000_000)),
    Input("PDF", "text of 10 MB", pdf(b"BT /F 9 Tf 10 10 Td (word) Tj ET ", 300_000)),
    Input("PDF", "60 pages of 1 MB", pdf(b"BT /F 9 Tf 10 10 Td (word) Tj ET ", 30_000, 60)),
    Input("PDF", "60 pages of 5 MB", pdf(b"BT /F 9 Tf 10 10 Td (word) Tj ET ", 150_000, 60)),
    Input("PDF", "200,000 pages", pdf(b"BT /F 9 Tf (word) Tj ET ", 1, 200_000)),
    Input("PDF", "brackets", pdf(b"[", 10_000_000)),
)


def _strong_key() -> bytes:
    from annotator.files.key_lock import Opener, Strength, locked
    from annotator.files.sealing import practice_private_key

    strong = Strength(3, 256 << 20)
    made = locked(practice_private_key(), {Opener.PASSPHRASE: "open"}, strong)
    return made.to_bytes().replace(b'"ops": 3', b'"ops": 10').replace(b"268435456", b"1073741824")


def _mhtml(page: bytes) -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    return head + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page + b"\r\n--b--\r\n"


def _nested_mhtml(depth: int) -> bytes:
    return b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(depth)
    )


def run(short: bool) -> Sequence[Row]:
    """Read each hostile file, in the short form only those that once broke the bar."""
    return [row_of(each) for each in INPUTS if each.is_short or not short]


ATTACK = Attack("cost", "small files that cost much to read", run)
