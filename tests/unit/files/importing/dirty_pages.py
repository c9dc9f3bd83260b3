# ruff: noqa: E501  pages have long lines
"""Dirty pages of many kinds, all invented, with what a careful person would keep of each."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class DirtyPage:
    """A page, every block that is dropped with its reason, and words that must be kept."""

    name: str
    text: str
    dropped: dict[str, str]
    captions: tuple[str, ...] = ()
    subheadings: tuple[str, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    #: How many blocks are kept in all.
    kept: int = 0
    #: Beginnings of blocks that are kept with a reason that begins so.
    marked: dict[str, str] = field(default_factory=dict)


TABLOID = DirtyPage(
    name="tabloid with captions",
    text="""\
Harbour crane horror – terrified dockers run for their lives as 90ft giant TOPPLES onto ferry queue in Port Merrow


SHOCKING pictures show the moment a giant crane came crashing down beside a queue of holidaymakers.

The runaway crane missed a school bus by inches, one witness told us.

The crane lies across the quay
The crane lies across the quay
Firefighters search the wreck for workers
Firefighters search the wreck for workers

PA:Press Association

The driver was led away by paramedics[/caption]

[caption id="attachment_7" align="alignnone" width="960"]A ferry captain looks at the damage[/caption]

Getty Images – Getty

Dockers hug after the roll call[/caption]

EPA or licensors

Merrow Live TV

The crane was put up only last spring
Rex Features

Union boss Hal Brandt said: ““Nobody should die for a late ferry.

“We warned them in March.”

Who is to blame for the crash?

The port company refused to answer our questions yesterday.

Do you know more? Email us at tips@example.org or call 555 0100.

Share this article

Please enter your comment!
Please enter your name here""",
    dropped={
        "Harbour crane horror": "headline",
        "PA:Press Association": "agency credit",
        "Getty Images – Getty": "agency credit",
        "EPA or licensors": "agency credit",
        "Merrow Live TV": "agency credit",
        "Rex Features": "agency credit",
        "Do you know more?": "call to readers",
        "Share this article": "share line",
        "Please enter your comment!": "comment form",
        "Please enter your name here": "comment form",
    },
    captions=(
        "The crane lies across the quay",
        "Firefighters search the wreck for workers",
        "The driver was led away by paramedics",
        "A ferry captain looks at the damage",
        "Dockers hug after the roll call",
        "The crane was put up only last spring",
    ),
    subheadings=("Who is to blame for the crash?",),
    metadata={"language": "en"},
    kept=5 + 6 + 1,
)

BLOG = DirtyPage(
    name="blog with a comment form",
    text="""\
Why the Millbrook library is closing, and why nobody asked you

By Petra Lindqvist
Posted on May 4, 2021 at 7:15 am

Tweet
Share
Pin
12 Shares

The council voted on Monday night to close the Millbrook library. There were nine people in the room.

I was one of them, and I would like to tell you what I saw.

Sign up for our free weekly newsletter and never miss a post!

The vote took four minutes. The minutes of the meeting, which I asked for, are not ready.

RELATED: Ten things the council hopes you forget

Follow us, said the chair to the two reporters, and we followed her into the corridor.

Share prices in the builder rose the next morning.

About the Author
Petra Lindqvist
Petra writes about Millbrook and its many meetings.

Filed Under: Council, Libraries, Millbrook
Tagged With: library, vote

3 Comments

Gus says:
May 4, 2021 at 9:02 am
Well said, Petra. I was there too.
Reply

Marta says:
May 5, 2021 at 11:40 pm
They never ask.
Reply

Leave a Reply Cancel reply
Your email address will not be published. Required fields are marked *
Comment *
Name *
Email *
Website
Save my name, email, and website in this browser for the next time I comment.
Post Comment

© 2021 Millbrook Notes. All rights reserved.""",
    dropped={
        "Why the Millbrook library": "headline",
        "By Petra Lindqvist": "byline",
        "Posted on May 4, 2021": "date of the page",
        "Tweet": "share line",
        "12 Shares": "share line",
        "Sign up for our free weekly newsletter": "newsletter or sign-up",
        "RELATED: Ten things": "pointer to another story",
        "About the Author": "about the author",
        "Petra writes about Millbrook": "about the author",
        "Filed Under:": "navigation",
        "3 Comments": "comment form",
        "Well said, Petra": "reader's comment",
        "They never ask.": "reader's comment",
        "Leave a Reply": "comment form",
        "Your email address will": "comment form",
        "Save my name": "comment form",
        "© 2021 Millbrook Notes": "copyright line",
    },
    metadata={
        "headline": "Why the Millbrook library is closing, and why nobody asked you",
        "byline": "Petra Lindqvist",
        "date": "2021-05-04",
        "outlet": "Millbrook Notes",
        "language": "en",
    },
    kept=5,
)

LIVE = DirtyPage(
    name="live blog",
    text="""\
Flood in Tarn Valley: thousands leave their homes – live updates

Show key events only
Please turn on JavaScript to use this feature

14.32 BST

The river authority says that the dam at Upper Tarn is holding for now.

Share on Facebook
Share on Twitter

14:05 BST

Two hundred soldiers have arrived in Tarnmouth, the army said in a statement.

Our whole street is under water, please send boats pic.twitter.com/Ab3dE9fgh1

— Lena Forss (@lenaforss) March 2, 2020

#TarnFlood #SendBoats

13:40 BST

“We will not leave,” said a farmer. “Not again.”

Updated at 2.40pm BST

Advertisement
Load more""",
    dropped={
        "Flood in Tarn Valley": "headline",
        "Show key events only": "navigation",
        "Please turn on JavaScript": "remains of a player",
        "Share on Facebook": "share line",
        "Share on Twitter": "share line",
        "— Lena Forss": "embedded-post remains",
        "#TarnFlood": "embedded-post remains",
        "Updated at 2.40pm": "date of the page",
        "Advertisement": "advertisement",
        "Load more": "",
    },
    subheadings=("14.32 BST", "14:05 BST", "13:40 BST"),
    kept=7,
    marked={"Our whole street is under water, please send boats": "text of an embedded post"},
)

OPINION = DirtyPage(
    name="opinion page with an editor's comment",
    text="""\
The Daily Lantern

OPINION: Our schools do not need another test

Written by Tomas Okafor | 12 November 2018

The minister wants a new test for ten-year-olds. He says that it will be short and kind.

No test is kind. I have marked eleven thousand of them, and I would know.

“It is a small change,” the minister said on Friday. It is never a small change.

The money would buy four hundred teachers.

READ MORE: Minister under fire over lost exam papers
SUBSCRIBE NOW

Tomas Okafor is a columnist for The Daily Lantern. Follow him on Twitter @tomasokafor.

Editor's comment: We asked the ministry to answer. It did not do so, and that silence should worry every parent.

The Lantern will go on asking.""",
    dropped={
        "The Daily Lantern": "name of the outlet",
        "OPINION: Our schools": "headline",
        "Written by Tomas Okafor": "byline",
        "READ MORE:": "pointer to another story",
        "SUBSCRIBE NOW": "newsletter or sign-up",
        "Tomas Okafor is a columnist": "about the author",
    },
    metadata={
        "headline": "OPINION: Our schools do not need another test",
        "outlet": "The Daily Lantern",
        "byline": "Tomas Okafor",
        "date": "2018-11-12",
    },
    kept=6,
    marked={
        "Editor's comment: We asked": "editor's comment",
        "The Lantern will go on asking.": "editor's comment",
    },
)

WIRE = DirtyPage(
    name="agency wire",
    text="""\
Ministers agree on fishing limits after all-night talks

By JOANNA REED and PAUL ESTEVEZ

OSTERHAVEN (Reuters) - Ministers of nine countries agreed on Thursday to cut the catch of cod by a fifth, after talks that lasted until dawn.

The deal must still be approved by three parliaments.

“It is not a perfect deal,” said the Norwegian minister.

(Reporting by Joanna Reed and Paul Estevez; Editing by Mark Dahl)

Our Standards: The Thomson Reuters Trust Principles.

Copyright 2020 Reuters. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.""",
    dropped={
        "Ministers agree on fishing": "headline",
        "By JOANNA REED": "byline",
        "(Reporting by": "who reported and edited",
        "Our Standards": "copyright line",
        "Copyright 2020 Reuters": "copyright line",
    },
    metadata={
        "headline": "Ministers agree on fishing limits after all-night talks",
        "byline": "JOANNA REED and PAUL ESTEVEZ",
        "outlet": "Reuters",
    },
    kept=3,
)

SPANISH = DirtyPage(
    name="Spanish page",
    text="""\
Miles de vecinos marchan contra el cierre del hospital de Valdemora

Por Lucía Arana
30 de abril de 2019

Compartir en Facebook
Compartir en Twitter

Miles de personas recorrieron ayer las calles de Valdemora para pedir que no se cierre el hospital comarcal.

La consejera aseguró que “no hay ninguna decisión tomada”.

Lea también: El alcalde niega los recortes

Foto: EFE

¿Qué pasará con las urgencias?

Los sindicatos temen que el servicio se traslade a la capital antes del verano.

Te puede interesar
Los diez pueblos más fríos del país
Así se prepara una buena sopa

Suscríbete a nuestro boletín y recibe las noticias en tu correo

Deja un comentario
Tu dirección de correo electrónico no será publicada. Los campos obligatorios están marcados con *

© 2019 El Heraldo de Valdemora. Todos los derechos reservados.""",
    dropped={
        "Miles de vecinos": "headline",
        "Por Lucía Arana": "byline",
        "30 de abril de 2019": "date of the page",
        "Compartir en Facebook": "share line",
        "Lea también:": "pointer to another story",
        "Foto: EFE": "agency credit",
        "Te puede interesar": "",
        "Los diez pueblos": "pointer to another story",
        "Así se prepara": "pointer to another story",
        "Suscríbete": "newsletter or sign-up",
        "Deja un comentario": "comment form",
        "Tu dirección": "comment form",
        "© 2019 El Heraldo": "copyright line",
    },
    subheadings=("¿Qué pasará con las urgencias?",),
    metadata={
        "byline": "Lucía Arana",
        "date": "2019-04-30",
        "language": "es",
        "outlet": "El Heraldo de Valdemora",
    },
    kept=4,
)

EMOJI = DirtyPage(
    name="page with emoji and right-to-left text",
    text="""\
🔥 Night market reopens in Jaffa Street 🔥

👉 Follow us on Instagram 👈

The night market opened again on Sunday 👨‍👩‍👧‍👦, eleven months after the fire.

“אנחנו שמחים לחזור הביתה,” אמרה בעלת דוכן בשוק.

قال البائع: «عاد السوق إلى الحياة بعد عام طويل».

🇨🇴🎉🎉

👍 Like us on Facebook""",
    dropped={
        "🔥 Night market": "headline",
        "👉 Follow us": "follow line",
        "🇨🇴🎉🎉": "divider or signs",
        "👍 Like us": "follow line",
    },
    kept=3,
)

HARD_WRAPPED = DirtyPage(
    name="hard-wrapped letter",
    text="""\
From: news-desk@example.org
To: class7b@example.org
Subject: Bakers of Lindau end their strike after three
Date: Tue, 5 Mar 2019 08:12:44 +0100

> LINDAU - The bakers of Lindau went back to their ovens on Tues-
> day, three weeks after they had laid down their well-known
> long-handled peels and walked out.
>
> The owners had offered a rise of four per cent, which the un-
> ion called "crumbs", and then one of six. On Tuesday both
> sides shook hands.
>
> "Bread is bread again," said a woman in the queue outside
> the oldest bakery in town.
""",
    dropped={
        "From: news-desk": "head of the page",
        "To: class7b": "head of the page",
        "Subject: Bakers": "head of the page",
        "Date: Tue": "head of the page",
    },
    metadata={"headline": "Bakers of Lindau end their strike after three", "date": "2019-03-05"},
    kept=3,
)

BROADCASTER = DirtyPage(
    name="broadcaster with players and picture labels",
    text="""\
Storm Wilma: One dead as roofs fly in Carrow

1 May 2019

Share this with Facebook
Share this with Messenger
Copy this link
These are external links and will open in a new window
Media playback is unsupported on your device
Media caption Roofs fly over the town hall

A man has died and forty people are hurt after Storm Wilma reached Carrow.

Image copyright AFP
Image caption The storm took the roof of the school

The prime minister said help was "on its way".

Image copyright Getty Images Image caption Trees lie across the coast road

What do we know about the victim?

He was a bus driver, the mayor said.

More on this story
Storm Wilma in pictures
How storms get their names

Are you in Carrow? Share your experiences by emailing haveyoursay@example.org.

Top Stories
Election: Parties in last push
Actor Jo Bell dies at 91""",
    dropped={
        "Storm Wilma: One dead": "headline",
        "1 May 2019": "date of the page",
        "Share this with Facebook": "share line",
        "Copy this link": "share line",
        "These are external": "share line",
        "Media playback": "remains of a player",
        "Image copyright AFP": "agency credit",
        "More on this story": "heading of related stories",
        "Storm Wilma in pictures": "pointer to another story",
        "How storms get": "pointer to another story",
        "Are you in Carrow?": "call to readers",
        "Top Stories": "heading of related stories",
        "Election: Parties": "pointer to another story",
        "Actor Jo Bell": "pointer to another story",
    },
    captions=(
        "Roofs fly over the town hall",
        "The storm took the roof of the school",
        "Trees lie across the coast road",
    ),
    subheadings=("What do we know about the victim?",),
    metadata={"date": "2019-05-01"},
    kept=7,
)

PARTISAN = DirtyPage(
    name="partisan site with video pointers",
    text="""\
Governor Caught On Tape: 'Let Them Walk' – Farmers Explode at Town Hall

Farmers booed the governor off the stage on Saturday after a tape of a private dinner was played.

WATCH HERE:

WATCH: Governor gets schooled by ten-year-old

In the tape the governor is heard saying that farmers "can walk to market" if fuel gets dearer.

(Video below)

The governor's office called the tape "stolen and shortened".

Watch the full video below:

H/T The Plains Patriot

What do you think? Let us know in the comments below.

CLICK HERE TO GET THE PATRIOT APP

Don't forget to follow us on Facebook and Twitter!

Content created by The Plains Foundation is available without charge to any eligible news publisher. For licensing opportunities, please contact us.

About Post Author

Follow Us""",
    dropped={
        "Governor Caught": "headline",
        "WATCH HERE:": "pointer to a video",
        "WATCH: Governor": "pointer to another story",
        "(Video below)": "pointer to a video",
        "Watch the full video below:": "pointer to a video",
        "H/T The Plains": "pointer to another story",
        "What do you think?": "comment form",
        "CLICK HERE TO GET": "newsletter or sign-up",
        "Don't forget to follow": "follow line",
        "Content created by": "copyright line",
        "About Post Author": "about the author",
        "Follow Us": "follow line",
    },
    kept=3,
)

CODE = DirtyPage(
    name="scrape with page code and wrong letters",
    text="""\
Teachers&#8217; strike enters second week in Brandholm

googletag.cmd.push(function() { googletag.display('div-gpt-ad-1'); });

The teachersâ€™ strike in Brandholm entered its second week on Monday, and no end is in sight.

.ad-slot { width: 300px; margin: 0 auto; }

[embed]https://www.youtube.com/watch?v=abcdefghijk[/embed]

&quot;We are tired,&quot; said a teacher at the CafÃ© Nord. &nbsp;Her class has 34 children.

[gallery ids="12,13,14"]

<p>The mayor<br />is said to be &ldquo;hopeful&rdquo;.</p>

He wrote that the [city] budget was “tight [sic]”.

Loading...""",
    dropped={
        "Teachers’ strike": "headline",
        "googletag": "program text",
        ".ad-slot": "program text",
        "https://www.youtube": "embedded-post remains",
        "Loading...": "remains of a player",
    },
    metadata={"headline": "Teachers’ strike enters second week in Brandholm"},
    kept=4,
)

PHOTOS = DirtyPage(
    name="captions with credits in brackets",
    text="""\
Parade of the lanterns returns to Oldbridge

Photo: Carla Mendes/Reuters

Children carry lanterns across the old bridge, Nov. 11, 2019. (AP Photo/Ines Faro)

Thousands of lanterns lit the river on Monday night, for the first time in three years.

A drummer leads the parade. REUTERS/Carla Mendes
A drummer leads the parade. REUTERS/Carla Mendes

“My grandmother made this one,” said Ana Pires, nine.

Photo by Sean Hill/Getty Images
Image credit: City of Oldbridge

The copyright law of 1911 protects the lantern song, the town says.

Copyright holders in the song sued the town in 1987.

Getty, a watchmaker, lent the clock.""",
    dropped={
        "Parade of the lanterns": "headline",
        "Photo: Carla Mendes": "agency credit",
        "Photo by Sean Hill": "agency credit",
        "Image credit:": "agency credit",
    },
    captions=("A drummer leads the parade.",),
    kept=7,
)

PLAIN = DirtyPage(
    name="clean page whose sentences only sound like dirt",
    text="""\
Sharing is caring, say the monks of Holm

The monks of Holm share everything. Advertisement is forbidden on the island.

Follow us to the well, they say, and they mean it.

“Sign up or go home,” the ferryman told the visitors.

Read more slowly: that is the rule of the reading room.

Comments about the food are not welcome, brother Anselm said.

The abbot tweeted his thanks. Watch the tide, he added, before you walk back.

All rights reserved for the monks alone were given up in 1803.

Subscribe to nothing, said the abbot.

Home is where the boat is.""",
    dropped={"Sharing is caring, say": "headline"},
    kept=9,
)

LINES_ONLY = DirtyPage(
    name="one paragraph a line, with a mail-out at the end",
    text="""\
A fire destroyed the old cinema in Brack on Wednesday, and with it the town's only stage.
Nobody was hurt. The cinema had been shut since the spring.
A second life
The owners had planned to open a theatre there in May, the mayor said in a note to the press.
Neighbours heard a bang at four in the morning, and some of them say that they saw two men run.
Get the latest news from Brack in your inbox every morning
Support independent journalism in Brack with a donation today.""",
    dropped={
        "Get the latest news": "newsletter or sign-up",
        "Support independent": "newsletter or sign-up",
    },
    subheadings=("A second life",),
    metadata={"headline": ""},
    kept=5,
)

PAGES = (
    TABLOID,
    BLOG,
    LIVE,
    OPINION,
    WIRE,
    SPANISH,
    EMOJI,
    HARD_WRAPPED,
    BROADCASTER,
    PARTISAN,
    CODE,
    PHOTOS,
    PLAIN,
    LINES_ONLY,
)
