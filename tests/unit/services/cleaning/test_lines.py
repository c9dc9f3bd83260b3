"""Single lines among paragraphs: what is dirt, and what only sounds like it."""

from __future__ import annotations

import pytest

from annotator.domain.imports import ImportedBlock, RawBlock, RawPage, Region
from annotator.services.cleaning.lines import text_blocks
from annotator.services.cleaning.page import clean_page
from annotator.services.cleaning.words import CleaningWords

DIRT = """
Follow CNN on Facebook and Twitter.
Follow @nbcnews on Twitter
Follow us on Twitter @DailyThing and like us on Facebook.
Click here to subscribe to our newsletter.
Sign up here for the daily Lantern newsletter
Sign up for our Morning Briefing newsletter.
Get today's top stories delivered to your inbox
The Associated Press contributed to this report.
Read more at The Hill.
Read the full story at Fox News.
Read the rest here.
READ MORE: Something happened somewhere
Read more: Something happened somewhere
RELATED: Something happened somewhere
SEE ALSO: Something happened
ALSO READ: Something happened
WATCH: Something happened
WATCH
Watch the video here:
Watch below:
Watch the clip above.
WATCH the full interview below.
Watch, via CNN:
(h/t Mediaite)
[Image via screengrab]
[Featured image via screenshot]
Photo by Win McNamee/Getty Images
Image source: YouTube screenshot
Image Credit: Getty Images
CREDIT: AP Photo/Jane Doe
AP Photo/Jane Doe
(AP Photo/Jane Doe, File)
Getty Images
Getty
FILE PHOTO: Getty
Photographer: Jane Doe/Bloomberg
Story continues
Advertisement - story continues below
SCROLL FOR MORE
ADVERTISEMENT
Loading the player...
Share on Facebook Share on Twitter
Share
Tweet
0 Shares
1.2K SHARES
Facebook Twitter Google+ Pinterest
Email Print
Comments (12)
View Comments
Leave a Comment
Comments are closed.
Disqus comments
Please support our work by making a donation.
Support our journalism. Subscribe today.
Help us stay independent. Donate now.
Like what you're reading? Sign up for our newsletter.
If you enjoyed this article, please consider sharing it!
Posted by Jim on April 3, 2019
© 2019 The Lantern
Copyright © 2019 Lantern Media Group. All rights reserved.
Copyright 2019 The Associated Press. All rights reserved.
All Rights Reserved
This material may not be published, broadcast, rewritten, or redistributed.
pic.twitter.com/abc123
https://t.co/abc123
— Donald Duck (@dduck) April 30, 2019
Donald Duck (@dduck) April 30, 2019
View this post on Instagram
A post shared by Donald Duck (@dduck) on Apr 30, 2019 at 5:00am PDT
Tags: bridge, council
Filed under: News
Trending
Most Popular
You might also like
Related Articles
Recommended for you
Originally published by The Lantern.
This article originally appeared on The Lantern. Read the original article.
This story first appeared on Lantern Radio.
Reporting by Jane Doe; Editing by John Roe
(Reporting by Jane Doe in London; Editing by John Roe)
Have something to add? Let us know in the comments below.
What do you think about this? Sound off below!
Tell us what you think in the comments section below!
Don't Miss: Ten things
You can follow Jane on Twitter: @janedoe
Follow Jane Doe on Twitter @janedoe.
Contact the author at jane@lantern.example.
Email Jane Doe at jdoe@example.com or follow her on Twitter @jdoe.
Got a tip? Email us at tips@lantern.example.
Download the Lantern app for breaking news alerts.
Please enable JavaScript to view the comments powered by Disqus.
Video Player is loading.
This video is not available.
Sorry, this video isn't available any more.
Your browser does not support the video tag.
Close this message
Continue Reading
Next Post
Previous Post
Home » News » World
Home > News > World
5 min read
Last updated 3 hours ago
Published 2 hours ago
By clicking Sign Up you agree to our Terms of Service.
Thanks for contacting us. We've received your submission.
Paid for by Lantern PAC
Click to enlarge
Photos: The bridge in pictures
[contf] [contfnew]
[spotim]
<!-- ad -->
*Sponsored*
Never miss a story.
Subscribe to our YouTube channel
Join our Telegram channel
Join the conversation
SHARE THIS:
Share this:
Click to share on Facebook (Opens in new window)
Like this:
Like Loading...
Image: Reuters
Photo: AFP
Source: Reuters
Video: Twitter
Twitter/@janedoe
Instagram/janedoe
YouTube
Jane Doe/Getty Images
(Photo: Jane Doe)
(Photo: The Lantern)
""".strip().splitlines()

TEXT = """
“Follow us,” the soldiers shouted.
Follow the money, said the mayor.
Share prices fell by two percent.
Watch out for thieves, the police say.
Read the report for yourself, she said.
Copyright law was changed in 1976.
More on this later, he said.
Subscribers to the plan will pay less.
The comments were closed to the public at noon.
Related deaths rose to forty.
Twitter said it removed the account.
Getty said that the photo was real.
Sign up sheets were torn from the wall.
Comment was not available from the ministry.
Advertisement spending rose in March.
“Please share this video,” she wrote.
He posted a photo on Facebook.
In a statement, AP said it stood by its report.
The video was shared 12,000 times on Facebook and Twitter.
By Tuesday the river had risen two metres.
By Jane's account the house was empty.
“Leave a comment,” he said, laughing.
Donate blood, said the hospital.
Home prices in Merrow rose.
Sources: three men at the gate said so.
Via Roma was closed to traffic all day.
Join us at the table, she said.
Watch what happens next, he said.
Editors chose the story of the year.
Next week the council meets again.
What do you think about the bridge? she asked.
Photo evidence shows the car.
It is a photo by Jane Doe that moved the world.
Loading docks were closed.
Live music was banned.
The end.
Why?
“No.”
Cookies were sold at the door to pay for the roof.
We use cookies instead of bread, the chef said.
Tell us what you know, the judge said.
All rights reserved for kings were abolished.
""".strip().splitlines()


def judged(line: str, words: CleaningWords) -> ImportedBlock:
    """Return the block that a line becomes in the middle of an article."""
    paragraphs = [f"Guest number {n} came in late and asked for the fish soup." for n in range(6)]
    text = "\n\n".join([*paragraphs[:5], line, paragraphs[5]])
    page = clean_page(RawPage(text, text_blocks(text)), words)
    assert len(page.kept) >= len(paragraphs)
    return next(block for block in page.blocks if block.raw not in paragraphs)


@pytest.mark.parametrize("line", DIRT)
def test_a_line_of_dirt_is_dropped(words: CleaningWords, line: str) -> None:
    assert not judged(line, words).keep


@pytest.mark.parametrize("line", TEXT)
def test_a_sentence_that_only_sounds_like_dirt_is_kept(words: CleaningWords, line: str) -> None:
    block = judged(line, words)
    assert block.keep, block.reason
    assert block.text == line


@pytest.mark.parametrize(
    "number, region, is_kept",
    [
        ("12", Region.TEXT, True),
        ("12", Region.OUTSIDE, False),
        ("123", Region.FOOTER, False),
        ("1234", Region.TEXT, True),
    ],
)
def test_a_number_in_running_text_is_no_page_number(
    words: CleaningWords, number: str, region: Region, is_kept: bool
) -> None:
    before, after = "The soup costs more than it did, they say.", "Nobody had asked for it."
    blocks = (RawBlock(before, 0), RawBlock(number, 1, region), RawBlock(after, 2))
    page = clean_page(RawPage("\n".join(block.text for block in blocks), blocks), words)
    assert page.blocks[1].keep is is_kept
    assert (page.blocks[1].reason == "number of the page") is not is_kept


@pytest.mark.parametrize(
    "line, reason",
    [
        (
            "Send boats — Bo Lind (@bo) March 2, 2020",
            "text of an embedded post by Bo Lind (@bo), its remains taken out",
        ),
        (
            "Send boats pic.twitter.com/Ab12",
            "text of an embedded post, its remains taken out",
        ),
    ],
)
def test_whose_post_it_was_is_told_where_it_is_known(
    words: CleaningWords, line: str, reason: str
) -> None:
    block = judged(line, words)
    assert (block.text, block.reason) == ("Send boats", reason)
