"""Transcripts, speeches and letters in the forms that the world prints; all towns and people are invented.

Of each: the text, the speakers of its turns (None: not known by name; several right answers apart by "|"), its day, its
channel (None: left open), and words that are nobody's.
"""

from __future__ import annotations

Form = tuple[str, list[str | None], str | None, str | None, list[str]]

FORMS: dict[str, Form] = {}

FORMS["briefing.txt"] = (
    """\
                         THE GOVERNOR'S OFFICE
                     Office of the Press Secretary

For Immediate Release                           January 12, 2026

                            PRESS BRIEFING
                   BY PRESS SECRETARY MILO TANNER
               AND SECRETARY OF WATERS ADA QUILLON

                        Briefing Room, Capitol Annex

1:12 P.M. EST

     MR. TANNER:  Good afternoon, everybody. I have two things, and then I'll
hand over to Secretary Quillon, who has a plane to catch.
     First, the dam. The Governor spoke with the mayors this morning.
     SECRETARY QUILLON:  Thank you, Milo. The water is nine inches below the
lip and it is falling.
     MR. TANNER:  With that, questions. Dana.
     Q    Thanks, Milo. Has the Governor seen the report, and if she has, does
she --
     MR. TANNER:  She has.
     Q    -- does she accept it?
     MR. TANNER:  She accepts every word of it, and she wants it printed by
Friday.
                                  MORE

                                 - 2 -

     Q    Madam Secretary, how many houses?
     SECRETARY QUILLON:  Forty-one. Nobody is in them. (Laughter.)
     Q    What's so funny?
     SECRETARY QUILLON:  Nothing at all. I'm sorry.

                 END                 1:44 P.M. EST
""",
    [
        "Milo Tanner",
        "Ada Quillon",
        "Milo Tanner",
        None,
        "Milo Tanner",
        None,
        "Milo Tanner",
        None,
        "Ada Quillon",
        None,
        "Ada Quillon",
    ],
    "2026-01-12",
    "briefing",
    ["For Immediate Release", "MORE", "END"],
)

FORMS["council.txt"] = (
    """\
CITY OF PORT AVERY
CITY COUNCIL REGULAR MEETING
Monday, March 9, 2026, 6:30 p.m.
Council Chambers, City Hall

COUNCIL MEMBERS PRESENT: Mayor Lena Abbot; Council Members Rex Tolland,
Priya Dane and Gus Oyelaran
STAFF PRESENT: Hollis Grant, City Manager

MAYOR ABBOT: I'll call the meeting to order. Item four is the harbor fee.
Mr. Grant.

HOLLIS GRANT (City Manager): Thank you, Mayor. The fee has not changed since
2009. Staff recommends twelve dollars, which is what Brenholm
PORT AVERY CITY COUNCIL   March 9, 2026   Page 1
charges, and Brenholm has no crane.

COUNCIL MEMBER TOLLAND: Is that per foot?

HOLLIS GRANT (City Manager): Per foot, per month.

MAYOR ABBOT: We have one speaker. Please state your name.

MS. INES BRACKWATER (resident): Ines Brackwater, Slip Street. I've got a
nineteen-foot boat and a pension that isn't nineteen feet.

(APPLAUSE)

UNIDENTIFIED SPEAKER: Mine's shorter!

MAYOR ABBOT: Order, please. Council Member Dane.

COUNCIL MEMBER DANE: I'd move that we hold it over a month. I want to see
PORT AVERY CITY COUNCIL   March 9, 2026   Page 2
the crane first.

VICE MAYOR OYELARAN: Second.

MAYOR ABBOT: All in favor. It's held over.

The meeting adjourned at 7:12 p.m.
""",
    [
        "Lena Abbot",
        "Hollis Grant",
        "Rex Tolland",
        "Hollis Grant",
        "Lena Abbot",
        "Ines Brackwater",
        None,
        "Lena Abbot",
        "Priya Dane",
        "Gus Oyelaran",
        "Lena Abbot",
    ],
    "2026-03-09",
    "speech",
    ["The meeting adjourned", "PORT AVERY CITY COUNCIL   March"],
)

FORMS["court.txt"] = (
    """\
                                                              212

 1            IN THE SUPERIOR COURT OF TAMSIN COUNTY
 2                    STATE OF WESTMARCH
 3
 4   THE PEOPLE OF THE STATE,       )
 5                 Plaintiff,       )   No. 25-CR-0101
 6          v.                      )
 7   ODELL CRANE,                   )
 8                 Defendant.       )
 9
10              TRANSCRIPT OF TRIAL PROCEEDINGS
11                   Tuesday, May 5, 2026
12             BEFORE THE HONORABLE IDA FLACK
13
14   APPEARANCES:
15   For the People:    RUTH HADDAD, ESQ.
16   For the Defendant: SIMON VANCE, ESQ.
17
18
19
20
21
22
23
24
25

                 NELL OSTROM, CSR - OFFICIAL REPORTER

                          PROCEEDINGS                         213

 1             (In open court, the jury present.)
 2             THE COURT:  Good morning. Ms. Haddad, your next
 3   witness.
 4             MS. HADDAD:  The People call Wanda Dray.
 5                        WANDA DRAY,
 6   called as a witness on behalf of the People, having been
 7   first duly sworn, was examined and testified as follows:
 8                     DIRECT EXAMINATION
 9   BY MS. HADDAD:
10       Q.    Ms. Dray, where do you work?
11       A.    At the weighbridge in Sorrel. I have been there
12   for eleven years, since the old scale was taken out.
13       Q.    Did you weigh the defendant's truck on the night
14   of the third?
15       A.    I did. It came to forty-one thou-
16   sand pounds, and I wrote it down.
17             MR. VANCE:  Objection, Your Honor. Foundation.
18             THE COURT:  Overruled. You may answer.
19             THE WITNESS:  I wrote it in the book.
20   BY MS. HADDAD:
21       Q.    And who was driving?
22       A.    He was. Him there, with the blue tie. He had
23   the window down and he said he was late and I
24   told him that the scale does not know what time
25   it is.

                 NELL OSTROM, CSR - OFFICIAL REPORTER

                       DRAY - CROSS                           214

 1             MS. HADDAD:  Nothing further.
 2                     CROSS-EXAMINATION
 3   BY MR. VANCE:
 4       Q.    It was dark, wasn't it?
 5       A.    There's a lamp.
 6       Q.    One lamp?
 7       A.    One good one.
 8             MR. VANCE:  That's all.
 9             THE COURT:  You may step down. We'll take ten
10   minutes.
11             (Recess taken.)
12
13
14
15
16
17
18
19
20
21
22
23
24
25

                 NELL OSTROM, CSR - OFFICIAL REPORTER
""",
    [
        "THE COURT|Ida Flack",
        "Ruth Haddad",
        "Ruth Haddad",
        "Wanda Dray",
        "Ruth Haddad",
        "Wanda Dray",
        "Simon Vance",
        "THE COURT|Ida Flack",
        "Wanda Dray",
        "Ruth Haddad",
        "Wanda Dray",
        "Ruth Haddad",
        "Simon Vance",
        "Wanda Dray",
        "Simon Vance",
        "Wanda Dray",
        "Simon Vance",
        "THE COURT|Ida Flack",
    ],
    "2026-05-05",
    "testimony",
    ["NELL OSTROM", "DRAY - CROSS", "CROSS-EXAMINATION", "first duly sworn"],
)

FORMS["zoom.vtt"] = (
    """\
WEBVTT

1
00:00:04.120 --> 00:00:07.300
Halden, Petra (Chair): Welcome, everybody. I can see nineteen of you.

2
00:00:07.900 --> 00:00:11.000
Halden, Petra (Chair): We have one item, and it's the roof.

3
00:00:11.500 --> 00:00:15.000
Dr. Lorna Sisk, Superintendent: Thank you, Petra. The roof: it leaks in four places.

4
00:00:15.500 --> 00:00:18.000
Dr. Lorna Sisk, Superintendent: I've got a bucket in my office.

5
00:00:19.000 --> 00:00:22.000
Thad Prior (he/him): How much is it?

6
00:00:22.500 --> 00:00:25.000
iPhone (2): Can anybody hear me?

7
00:00:25.500 --> 00:00:28.000
Halden, Petra (Chair): We can, iPhone. Please mute.

8
00:00:29.000 --> 00:00:33.000
Yusra Malik: It's three hundred and ten thousand.
""",
    ["Petra Halden", "Lorna Sisk", "Thad Prior", None, "Petra Halden", "Yusra Malik"],
    None,
    None,
    [],
)

FORMS["northlight_2025-11-19.srt"] = (
    """\
1
00:00:01,000 --> 00:00:04,200
>> ANCHOR: Good evening. This is Northlight,
and I'm Della Roe.

2
00:00:04,300 --> 00:00:07,000
Tonight, the bridge. Our reporter
Sam Pinto is there.

3
00:00:07,500 --> 00:00:10,000
>> SAM PINTO: Della, it's closed,
and it's staying closed.

4
00:00:10,100 --> 00:00:13,000
<i>A man who wouldn't give his name</i>
told me why.

5
00:00:13,500 --> 00:00:16,000
>> It's the bolts. It was always
the bolts.

6
00:00:16,500 --> 00:00:18,000
[WIND BLOWING]

7
00:00:18,500 --> 00:00:21,000
>> DELLA ROE: Sam, thank you.
>> SAM PINTO: Thank you, Della.

8
00:00:21,500 --> 00:00:24,000
>> DELLA ROE: That's all from us.
Good night.
""",
    ["ANCHOR|Della Roe", "Sam Pinto", None, "Della Roe", "Sam Pinto", "Della Roe"],
    "2025-11-19",
    None,
    [],
)

FORMS["rev.txt"] = (
    """\
Governor Orla Castell Holds Flood Press Conference Transcript

Jan 14, 2026

Governor Orla Castell held a press conference on the floods on January 13. Read the transcript here.

Governor Castell (00:02):
Good morning. I've been on the levee since four.

(00:41)
It held. I want to say that first, because at midnight I didn't think that it would.

Tom Breck (01:15):
Thank you, Governor. We moved 212 people.

Speaker 3 (01:30):
Governor, was it the pumps?

Governor Castell (01:34):
It was the pumps. [inaudible 00:01:40] and that's on us.

Speaker 3 (01:44):
When did you know?

Governor Castell (01:46):
At ten past two.

Tom Breck (01:50):
Ten past two is right.
""",
    ["Orla Castell", "Tom Breck", None, "Orla Castell", None, "Orla Castell", "Tom Breck"],
    "2026-01-13",
    "briefing",
    ["Read the transcript here"],
)

FORMS["interview.md"] = (
    """\
# 'I never liked the sea': a conversation with Odile Pebble

*By Marcus Thorn. October 20, 2025*

Odile Pebble has kept the light at Gull Head for thirty years. She spoke to the Lantern on October 18 at her kitchen table in Wick. The interview has been edited for length.

**Lantern: You never wanted to be a keeper.**

**Pebble:** No. I wanted to be a dentist. I still look at people's teeth.

**Lantern: What changed?**

**Pebble:** My father fell down the stairs. There are a hundred and four of them.

I counted them on the way to the hospital, in my head.

**Lantern: Do you miss people?**

**Pebble:** Not in the winter. In the winter I miss them going away.

**Lantern: What will you do now?**

**Pebble:** Sleep. I've a bed on the ground floor.

---

*Marcus Thorn is a reporter for the Lantern.*
""",
    [
        "Lantern|Marcus Thorn|None",
        "Odile Pebble",
        "Lantern|Marcus Thorn|None",
        "Odile Pebble",
        "Lantern|Marcus Thorn|None",
        "Odile Pebble",
        "Lantern|Marcus Thorn|None",
        "Odile Pebble",
    ],
    "2025-10-18",
    "interview",
    ["The interview has been edited", "Marcus Thorn is a reporter"],
)

FORMS["oral.txt"] = (
    """\
NORTHFELL VOICES ORAL HISTORY PROJECT
Interview NV0012

Narrator: Bertram Quayle
Interviewer: Sadie Lund
Date of interview: 14 May 2019
Place: Quayle's kitchen, Northfell

Transcribed by: R. Moss, 2 June 2019

Q: Tell me when you were born, and where.

A: In 1931, in the room above us. I've gone down fourteen steps in the
world and that's all.

Q: And your father worked the slate?

A: He did. He went up at five and he came down at five, and in between
he was somebody else.

Northfell Voices / Quayle / 2

Q: Did he talk about it?

A: Never. [Pause.] My mother talked. She said, "Bert, you'll go to
school if I have to carry you." And she did carry me.

Q: How far?

A: To the gate.

[End of interview]
""",
    [
        "Sadie Lund",
        "Bertram Quayle",
        "Sadie Lund",
        "Bertram Quayle",
        "Sadie Lund",
        "Bertram Quayle",
        "Sadie Lund",
        "Bertram Quayle",
    ],
    "2019-05-14",
    "interview",
    ["End of interview"],
)
