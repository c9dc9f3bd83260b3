"""Files of each kind, made here: web pages, Word documents, PDFs, and broken ones."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

STORY = (
    "The bell tower of Old Sarn leaned a little more on Tuesday, and the town council closed the "
    "square below it for the winter.",
    "Engineers measured a tilt of nine centimetres since June. “It will not fall tomorrow,” said "
    "the chief engineer, Ida Maar, “but I would not park there.”",
    "Shopkeepers in the square say that they will lose their Christmas trade. Some of them asked "
    "the council for money, and the council promised to think about it.",
    "The tower was built in 1482 on the bed of a river that nobody remembered. It has leaned since "
    "the first bell was hung in it, the town archive says.",
)

WEB_PAGE = f"""<!DOCTYPE html>
<!-- saved from url=(0034)https://courier.example/tower-lean -->
<html lang="en-GB"><head>
<meta charset="utf-8"><title>Tower leans, square shut | The Sarn Courier</title>
<meta property="og:title" content="Tower leans, square shut">
<meta property="og:site_name" content="The Sarn Courier">
<meta name="author" content="Nora Quist">
<meta property="article:published_time" content="2022-11-08T09:30:00Z">
<link rel="canonical" href="https://courier.example/news/tower-lean">
<link rel="stylesheet" href="https://courier.example/style.css">
<script src="https://tracker.example/t.js"></script>
<script>window.dataLayer = []; document.write("<p>Written by a program</p>");</script>
<style>p {{ color: black }}</style></head>
<body class="has-sidebar comments-open">
<div id="cookie-banner"><p>We use cookies to make this page better for you and for others.</p>
<button>Accept all</button></div>
<header class="site-header"><a href="/">The Sarn Courier</a>
<nav><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article>
<h1>Tower leans, square shut</h1>
<p class="byline">By Nora Quist</p><time datetime="2022-11-08">8 November 2022</time>
<div class="share-bar"><a href="#">Share</a> <a href="#">Tweet</a></div>
<figure><img src="https://pictures.example/1.jpg" alt="tower">
<figcaption>The square was empty on Tuesday
<span class="credit">Picture: Jo Reve</span></figcaption>
</figure>
<p>{STORY[0]}</p>
<p>{STORY[1]}</p>
<div class="ad-slot">Advertisement</div>
<h2>Who pays?</h2>
<p>{STORY[2]}</p>
<blockquote class="twitter-tweet"><p>My shop is shut and my cake is stale
<a href="https://t.co/x">pic.twitter.com/Qq12ww34ee</a></p>&mdash; Bo Lind (@bolind)
<a href="https://twitter.com/x">November 8, 2022</a></blockquote>
<p hidden>Nobody sees this sentence of the page at all.</p>
<p>{STORY[3]}</p>
<iframe src="https://player.example/v"></iframe>
</article></main>
<aside class="sidebar"><h3>Most read</h3><p><a href="/a">Ten towers that fell and what came
after them</a></p></aside>
<section class="related-stories"><h3>More on towers</h3><ul><li><a href="/b">The tower in 1920</a>
</li></ul></section>
<section id="comments"><h3>2 comments</h3><p>I said so in 1998, and nobody listened to me then.
</p></section>
<footer><p>© 2022 The Sarn Courier. All rights reserved.</p></footer>
</body></html>
"""

ONLY_SCRIPTS = """<!DOCTYPE html><html><head><title>News</title>
<script>var page = {"body": "The article would be here, written by a program."};</script></head>
<body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>
<script src="https://app.example/main.js"></script></body></html>"""


def write_docx(path: Path) -> Path:
    """Write a Word document with a title, a subheading, a caption and a table."""
    document: Document = docx.Document()
    document.add_paragraph("Tower leans, square shut", style="Title")
    document.add_paragraph("By Nora Quist")
    document.add_paragraph("8 November 2022")
    document.add_paragraph(STORY[0])
    document.add_paragraph("The square on Tuesday", style="Caption")
    document.add_heading("Who pays?", level=2)
    document.add_paragraph(STORY[1])
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = STORY[2]
    table.rows[0].cells[1].text = STORY[3]
    document.save(str(path))
    return path


def write_pdf(path: Path, paragraphs: tuple[str, ...] = STORY, repeat: int = 6) -> Path:
    """Write a PDF of several pages with a running head and a page number."""
    style = getSampleStyleSheet()["BodyText"]
    story = [Paragraph(text, style) for text in paragraphs * repeat]

    def edges(canvas: Canvas, _document: object) -> None:
        canvas.drawString(72, 810, "The Sarn Courier 8/11/2022")
        canvas.drawString(72, 20, f"https://courier.example/tower-lean {canvas.getPageNumber()}/2")

    template = SimpleDocTemplate(str(path), pagesize=A4, invariant=1, topMargin=100)
    template.build(story, onFirstPage=edges, onLaterPages=edges)
    return path


def write_scan(path: Path) -> Path:
    """Write a PDF whose page is only a drawing."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.rect(72, 72, 400, 600, fill=1)
    canvas.showPage()
    canvas.save()
    return path


def write_locked_pdf(path: Path, algorithm: str = "RC4-128") -> Path:
    """Write a PDF that opens with a password only."""
    source = io.BytesIO()
    canvas = Canvas(source, pagesize=A4, invariant=1)
    canvas.drawString(72, 700, STORY[0])
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(source))
    writer.encrypt("secret", algorithm=algorithm)
    writer.write(str(path))
    return path


def write_bomb(path: Path) -> Path:
    """Write a Word document that unpacks to far more than it has."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * 60_000_000)
    return path
