"""One invented article as web pages of every make, and what must be kept of each."""

from __future__ import annotations

HEADLINE = "Mill bridge of Torna stays shut"
STORY = (
    "The town of Torna will keep its mill bridge shut until the summer, the mayor said on Monday, "
    "after divers had found two cracks below the water.",
    "“Nobody will cross a bridge that I would not cross with my own children,” said Mayor Ruta "
    "Salm, who had called the first report an exaggeration.",
    "Farmers on the far bank say that the way to the market has become an hour longer, and that "
    "milk does not wait for anybody.",
    "The engineer who wrote the report, Per Olsson, told the council that the stone had been "
    "soaked for years before anyone looked at it.",
    "A new bridge would cost about nine million, which is more than the town spends on its "
    "schools in two years, the treasurer wrote.",
    "The council will vote on the plan in the first week of May, and it expects a long evening "
    "with many speakers.",
)


def page(body: str, *, head: str = "", language: str = "en") -> str:
    """Return a web page with this body."""
    title = f"<title>{HEADLINE} - The Torna Post</title>"
    return (
        f"<!DOCTYPE html><html lang='{language}'><head><meta charset='utf-8'>{title}{head}</head>"
        f"<body>{body}</body></html>"
    )


def paragraphs(texts: tuple[str, ...] = STORY, attributes: str = "") -> str:
    """Return paragraphs as elements."""
    return "".join(f"<p{' ' * bool(attributes)}{attributes}>{text}</p>" for text in texts)


def article(inside: str) -> str:
    """Return a page whose article is this below its headline."""
    return page(f"<article><h1>{HEADLINE}</h1>{inside}</article>")
