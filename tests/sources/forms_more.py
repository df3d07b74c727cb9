"""More forms, as in ``forms``: debates, town halls, pages, letters, councils; all invented."""

from __future__ import annotations

from tests.sources.forms import Form

FORMS: dict[str, Form] = {}

FORMS["debate.txt"] = (
    """\
October 21, 2025 Gubernatorial Debate Transcript

Kellan Hall, Westmarch State University

PARTICIPANTS:
Lt. Governor Maren Holm (D) and
State Treasurer Silas Crewe (R)

MODERATORS:
Vera Oyelund (Channel 9) and
Dirk Amis (The Sentinel)

OYELUND: Good evening. The first question is for Governor Holm. Is the railroad for sale?

HOLM: No. It wasn't for sale when my opponent's friends tried to buy it, and it isn't now.

CREWE: That's a nice line.

[laughter]

HOLM: It's a nice railroad.

AMIS: Mr. Crewe, you voted for the study.

CREWE: I voted to study it. I vote to study everything. [applause] I'd study the moon.

OYELUND: Thank you. Good night.

Citation: Debate transcript, The Westmarch Project.
""",
    ["Vera Oyelund", "Maren Holm", "Silas Crewe", "Maren Holm", "Dirk Amis", "Silas Crewe", "Vera Oyelund"],
    "2025-10-21",
    "debate",
    ["Citation: Debate"],
)

FORMS["townhall.txt"] = (
    """\
LEDGER NEWS TOWN HALL
Aired April 2, 2024 - 21:00 ET
(APPLAUSE)
DANA COLE, LEDGER ANCHOR: Good evening from Fort Hale. Please welcome Governor Nils Aster.
GOV. NILS ASTER (D), OREGONIA: Thank you. It's good to be home.
COLE: Your first question is from June Pell. She's a nurse and a Democrat.
JUNE PELL, AUDIENCE MEMBER: Governor, I drive 90 minutes to work. What are
you going to do about Route 9?
ASTER: Thank you, June. I'd pave it.
(LAUGHTER)
It's that simple. We have the money.
COLE: You've had four years.
ASTER: I've had four years and two floods.
UNIDENTIFIED MALE: What about the buses?
ASTER: And the buses.
COLE: We'll be right back.
(COMMERCIAL BREAK)
""",
    [
        "Dana Cole",
        "Nils Aster",
        "Dana Cole",
        "June Pell",
        "Nils Aster",
        "Dana Cole",
        "Nils Aster",
        None,
        "Nils Aster",
        "Dana Cole",
    ],
    "2024-04-02",
    None,
    [],
)

FORMS["ministers.html"] = (
    """\
<html><head><title>Joint press conference by Foreign Minister Korin and Secretary Dunn</title></head><body>
<div id="menu"><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></div>
<div class="content"><h1>Joint press conference by Foreign Minister Radek Korin and Secretary Alma Dunn</h1>
<p>Valmere, 23 February 2018</p><p><em>Translated from the Velden. Check against delivery.</em></p>
<p><strong>FOREIGN MINISTER KORIN</strong> (<em>via translation</em>): Good day. We have spoken for two hours about fish.</p>
<p>We have agreed on the fish.</p>
<p><strong>SECRETARY DUNN:</strong> Thank you, Minister. I would add only the eels.</p>
<p><strong>MODERATOR:</strong> First question, Velden Radio.</p>
<p><strong>QUESTION (via translation):</strong> Minister, and the border?</p>
<p><strong>FOREIGN MINISTER KORIN</strong> (<em>via translation</em>): We did not speak of the border.</p>
<p><strong>QUESTION:</strong> Madam Secretary?</p>
<p><strong>SECRETARY DUNN:</strong> What he said.</p>
<p><strong>MODERATOR:</strong> Thank you all.</p></div>
<div class="footer">Ministry of Foreign Affairs. All rights reserved.</div></body></html>""",
    ["Radek Korin", "Alma Dunn", None, None, "Radek Korin", None, "Alma Dunn", None],
    "2018-02-23",
    "briefing",
    ["All rights reserved", "Check against delivery"],
)

FORMS["podcast.html"] = (
    """\
<html><head><title>Episode 12: The last stationmaster | The Long Siding</title><meta property="article:published_time" content="2023-06-09T10:00:00Z"></head><body>
<header><nav><a href="/">The Long Siding</a></nav></header>
<article><h1>Episode 12: The last stationmaster</h1><p>Recorded 2 June 2023 at Harrow Junction</p>
<h2>Show notes</h2><ul><li>Ottilie's book, Points Failure</li><li>The 1962 timetable</li></ul>
<p>This episode is sponsored by Bollard Boots.</p>
<h2>Transcript</h2>
<p><b>Perry Lunt:</b> Hello. I'm Perry Lunt, and with me is Ottilie Strang, who was the last stationmaster at Harrow.</p>
<p><b>Ottilie Strang:</b> Hello, Perry. The last one so far.</p>
<p><b>Perry:</b> So far! When did you start?</p>
<p><b>Ottilie:</b> In 1971. There were eleven of us and a cat.</p>
<p>The cat had seniority.</p>
<p><b>Perry:</b> Let's take a break.</p>
<p><i>[Advertisement] Bollard Boots have been somewhere.</i></p>
<p><b>Perry:</b> We're back. What happened to the cat?</p>
<p><b>Ottilie:</b> Retired. On full pay.</p>
<p><b>Perry:</b> Thank you, Ottilie.</p>
<h3>More episodes</h3><ul><li>Episode 11</li></ul></article></body></html>""",
    [
        "Perry Lunt",
        "Ottilie Strang",
        "Perry Lunt",
        "Ottilie Strang",
        "Perry Lunt",
        "Perry Lunt",
        "Ottilie Strang",
        "Perry Lunt",
    ],
    "2023-06-02",
    "interview",
    ["Bollard Boots have been somewhere", "More episodes"],
)

FORMS["hansard2.html"] = (
    """\
<html><head><title>Ports - Hansard</title></head><body><main>
<h1>Ports</h1><p>Volume 812: debated on Thursday 8 May 2025</p>
<p class="time">10.34 am</p>
<div class="contribution"><h4><a href="/m/1">Sir Edwin Marsh</a> (Saltmouth) (Con)</h4><p>I beg to move, That this House has considered ports.</p><p>There are nine ports in my constituency and one crane.</p></div>
<div class="contribution"><h4><a>Lena Frost</a> (Quay East) (Lab)</h4><p>Will the hon. Gentleman give way?</p></div>
<div class="contribution"><h4><a>Sir Edwin Marsh</a></h4><p>I will.</p></div>
<div class="contribution"><h4><a>Lena Frost</a></h4><p>I am grateful. Whose crane is it?</p></div>
<p>Column 412</p>
<div class="contribution"><h4><a>Sir Edwin Marsh</a></h4><p>It is the nation's crane.</p></div>
<div class="contribution"><h4>The Minister for Shipping (Dame Ruth Okoro)</h4><p>I will be brief, as the tide is not.</p></div>
<div class="contribution"><h4>Madam Deputy Speaker (Ms Ann Tell)</h4><p>Order.</p></div>
<div class="contribution"><h4>Dame Ruth Okoro</h4><p>We shall have four cranes by March.</p></div>
</main></body></html>""",
    [
        "Edwin Marsh",
        "Lena Frost",
        "Edwin Marsh",
        "Lena Frost",
        "Edwin Marsh",
        "Ruth Okoro",
        "Ann Tell|None",
        "Ruth Okoro",
    ],
    "2025-05-08",
    "debate",
    [],
)

FORMS["letter.txt"] = (
    """\
An Open Letter to the Harbour Board

4 March 2022

To the members of the Board:

We live behind the seawall at Tarrow, and we have lived behind it for
longer than any of you has sat on the Board. On the night of the 18th
it was overtopped four times.

We ask for three things. We ask for the survey of 2019 to be pub-
lished. We ask for sandbags that are kept in Tarrow and not in Wick.
And we ask for one of you to spend a night here.

We do not ask for anybody's resignation.

Yours faithfully,

Agnes Penhale, Slip Street
Dr. Rowan Tice
Captain Mick Oram, retired
""",
    ["Agnes Penhale", "Agnes Penhale", "Agnes Penhale"],
    "2022-03-04",
    "document",
    ["Yours faithfully", "Slip Street"],
)

FORMS["debate2.txt"] = (
    """\
GUBERNATORIAL DEBATE
October 21, 2025
Kellan Hall, Westmarch

Moderator: Vera Oyelund, Channel 9
Candidates: Lt. Gov. Maren Holm (D), Treasurer Silas Crewe (R)

MODERATOR: Good evening. The first question is for the Lieutenant Governor. Is the
railroad for sale?

LT. GOV. HOLM: No. It wasn't for sale when my opponent's friends tried to buy it.

TREASURER CREWE: That's a nice line.

MODERATOR: Mr. Crewe, you voted for the study.

CREWE: I voted to study it.

HOLM: You voted twice.

MODERATOR: Thank you.
""",
    [None, "Maren Holm", "Silas Crewe", None, "Silas Crewe", "Maren Holm", None],
    "2025-10-21",
    "debate",
    [],
)

FORMS["council2.txt"] = (
    """\
                 CITY OF PORT AVERY
               REGULAR COUNCIL MEETING
                    MARCH 9, 2026

         (Verbatim transcript)

     1. CALL TO ORDER

     Mayor Abbot:  I'll call the meeting to order. Clerk, the roll.

     City Clerk:  Mayor Lena Abbot.

     Mayor Abbot:  Here.

     City Clerk:  Councilor Rex Tolland.

     Councilor Tolland:  Here.

     2. HARBOR FEE

     Mr. Grant (City Manager):  The fee hasn't changed since 2009.

     Councilor Tolland:  Is that per foot?

     Mr. Grant:  Per foot, per month.

     Unidentified:  Shame!

     Mayor Abbot:  Order.
""",
    ["Lena Abbot", None, "Lena Abbot", None, "Rex Tolland", "Grant", "Rex Tolland", "Grant", None, "Lena Abbot"],
    "2026-03-09",
    None,
    ["HARBOR FEE"],
)

FORMS["oral2.txt"] = (
    """\
                 NORTHFELL VOICES

                 Interview with Bertram Quayle
                 May 14, 2019
                 Northfell Library, Northfell

                 Interviewed by Sadie Lund

LUND:     Tell me when you were born, and where.

QUAYLE:   In 1931, in the room above us.

LUND:     And your father worked the slate?

QUAYLE:   He did. He went up at five and he came down at five, and in be-
          tween he was somebody else.

                                                                    1

Northfell Voices / Quayle

LUND:     Did he talk about it?

QUAYLE:   Never. My mother talked.
""",
    ["Sadie Lund", "Bertram Quayle", "Sadie Lund", "Bertram Quayle", "Sadie Lund", "Bertram Quayle"],
    "2019-05-14",
    "interview",
    [],
)

FORMS["minutes.html"] = (
    """\
<html><body><h1>Evening sitting</h1><p>8 May 2025, 14:00</p>
<table><tr><td><b>Ms Frost (Quay East):</b></td><td>I have a question on cranes.</td></tr>
<tr><td><b>The Minister:</b></td><td>I have an answer on cranes.</td></tr>
<tr><td><b>Ms Frost:</b></td><td>Is it the same crane?</td></tr>
<tr><td><b>The Minister:</b></td><td>It is the only crane.</td></tr>
<tr><td><b>Mr Speaker:</b></td><td>Order. The crane will keep.</td></tr></table></body></html>""",
    ["Frost", None, "Frost", None, None],
    "2025-05-08",
    None,
    [],
)
