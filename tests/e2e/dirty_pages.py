"""Five reports on one invented event, as they would lie on a teacher's disk: with all the dirt."""

from __future__ import annotations

from pathlib import Path

LEDGER = (
    "The council of Marlow Quay closed the old iron footbridge on Tuesday evening. "
    "Engineers had found cracks in two of its twelve bearings during a yearly check.",
    "About 900 people cross the bridge on a school day, according to a count in March. "
    "A ferry will run every ten minutes from seven in the morning, the council said.",
    "“We close it because we do not know yet how deep the cracks are,” said Ines Tallow, who "
    "heads the works office. A first report is due in three weeks.",
)
SPLASH = (
    "Furious parents were left stranded last night after bungling bosses slammed shut the "
    "town's beloved footbridge without a word of warning.",
    "Everybody knows the council has let the bridge rot for years. The shameful shutdown will "
    "plunge hundreds of helpless children into chaos.",
    "One mother called the ferry a joke. Experts say it could take years to repair the mess.",
)
PLAIN = (
    "The footbridge at Marlow Quay is closed since Tuesday. The council named cracks in its "
    "bearings as the reason.",
    "The ferry costs nothing. It carries 60 people and needs four minutes, its captain said.",
    "School begins fifteen minutes later from Monday on, the school office wrote to parents.",
)
VOICE = (
    "It is high time that somebody closed this rusty trap. The council has finally found the "
    "courage to do what its cowardly predecessors dodged.",
    "A town that loves its children does not gamble with their lives. Nobody can seriously "
    "deny that the danger was real.",
)
WIRE = (
    "A footbridge in the harbour town of Marlow Quay was closed on 4 May after a check found "
    "cracks, the town said. Nobody was hurt.",
    "The bridge was built in 1911. Its last repair was in 1987, records of the town show.",
)

#: What no lesson should have in it, one piece of each file.
DIRT = (
    "Please enter your comment",
    "Follow us",
    "WATCH HERE",
    "Share this article",
    "[/caption]",
    "All rights reserved",
    "Subscribe to our newsletter",
)
#: What only a teacher can tell from a report, in the third file.
DOUBTFUL = "Our readers crossed it with us on every channel"


def page(title: str, outlet: str, byline: str, text: tuple[str, ...]) -> str:
    """Return a web page with a menu, a caption said twice, share lines and comments."""
    caption = "The closed footbridge on Tuesday evening."
    body = "\n".join(f"<p>{each}</p>" for each in text)
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title} | {outlet}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">
<meta name="author" content="{byline}">
<meta property="article:published_time" content="2026-05-05T08:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>{title}</h1>
<figure><img src="bridge.jpg" alt=""><figcaption>{caption}</figcaption></figure>
<p>{caption}</p>
<p>Share this article</p>
{body}
<p>WATCH HERE:</p>
<p>Follow us on Facebook and Twitter</p>
<p>Subscribe to our newsletter</p></article>
<section id="comments"><h2>Comments</h2><p>Please enter your comment!</p></section>
<footer><p>© 2026 {outlet}. All rights reserved.</p></footer></body></html>"""


def write_pages(folder: Path) -> tuple[Path, ...]:
    """Write the five files and return them in the order of the lesson."""
    files = {
        "1-ledger.html": page(
            "Footbridge closed after cracks are found", "Quay Ledger", "Ada Moss", LEDGER
        ),
        "2-splash.html": page("Bridge of shame!", "The Morning Splash", "Rex Blare", SPLASH),
        "3-plain.txt": "\ufeffHow to cross the river now\r\n\r\n"
        + "\r\n\r\n".join(PLAIN)
        + f"\r\n\r\n{DOUBTFUL}\r\n\r\nFollow us\r\n\r\n"
        "© 2026 Plain Notes. All rights reserved.\r\n",
        "4-voice.md": "# Close it, and close it for good\n\n"
        + "\n\n".join(VOICE)
        + "\n\n[caption id=1]The bridge[/caption]\n\nShare this article\n",
        "5-wire.html": page("Cracks close footbridge", "North Wire", "", WIRE),
    }
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("utf-8"))
    return tuple(folder / name for name in files)
