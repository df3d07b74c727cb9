"""An invented council member on the harbour police: an old post, a clip, an interview, remarks, an apology."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord import Article, Statement
from onrecord.models.stance import Relation, Stance
from onrecord.models.stance_input import StatementText
from onrecord.record.store import Record
from tests.stories import ONE, article, span, statement

POST = article(
    "Abolish the harbour police. A town of nine hundred needs no armed launch.", title="A post of 2017", source="post.json",
    published="2017-06-02",
)  # fmt: skip
INTERVIEW = article(
    "Council member Dora Venn spoke to the Tide programme on Sunday. Asked about the harbour police, she said that they"
    " were a waste of money.",
    title="Venn on the Tide", source="interview.txt", outlet="The Tide", published="2019-03-11",
)  # fmt: skip
REMARKS = article(
    "Venn no longer wants the harbour police abolished. “Officers on the water keep our families safe,” Venn told"
    " reporters on Tuesday, two weeks before the vote for mayor.",
    title="Venn courts the quays", source="remarks.txt", outlet="Harrow Courier", published="2025-10-21",
)  # fmt: skip
APOLOGY = article(
    "Dora Venn apologised for her 2017 post about the harbour police. “I was young and I hurt people who had pulled my"
    " own cousin out of the water,” she said on Friday.",
    title="Venn apologises", source="apology.txt", outlet="Port Gazette", published="2025-10-31",
)  # fmt: skip
NIGHT = article(
    "The ferry should run at night, Dora Venn said on Monday at the school gate.",
    title="Venn on the ferry", source="ferry.txt", outlet="Port Gazette", published="2021-05-04",
)  # fmt: skip
RIVAL = article(
    "“Venn's old post called for no police at all on the water,” Sten Moor said at the debate on Thursday.",
    title="Debate", source="debate.txt", outlet="Port Gazette", published="2025-10-30",
)  # fmt: skip

VENN = "Dora Venn"
POSTED = statement(POST, "Abolish the harbour police.", VENN, said="2017-06-02", channel="post", act="wrote")
WASTE = statement(INTERVIEW, "that they were a waste of money", VENN, said="2019-03-10", channel="interview",
                  kind="indirect", cue=(span(INTERVIEW.text, "said"),))  # fmt: skip
FERRY = statement(NIGHT, "The ferry should run at night,", VENN, said="2021-05-03")
SAFE = statement(
    REMARKS, "“Officers on the water keep our families safe,”", VENN, said="2025-10-21", channel="briefing"
)
WANTS = statement(REMARKS, "the harbour police abolished", VENN, kind="indirect", cue=(span(REMARKS.text, "no longer wants"),),
                  happened="no", act="felt")  # fmt: skip
SORRY = statement(APOLOGY, "her 2017 post about the harbour police", VENN, kind="indirect", said="2025-10-31",
                  cue=(span(APOLOGY.text, "apologised for"),))  # fmt: skip
HURT = statement(
    APOLOGY, "“I was young and I hurt people who had pulled my own cousin out of the water,”", VENN, said="2025-10-31"
)
MOOR = statement(RIVAL, "“Venn's old post called for no police at all on the water,”", "Sten Moor", said="2025-10-30")
STORIES: Sequence[tuple[Article, list[Statement]]] = (
    (POST, [POSTED]), (INTERVIEW, [WASTE]), (NIGHT, [FERRY]), (REMARKS, [SAFE, WANTS]), (APOLOGY, [SORRY, HURT]), (RIVAL, [MOOR]),
)  # fmt: skip


class Words:
    """A judge by a few words, instead of the model."""

    sure = 0.8

    def judge(self, pairs: Sequence[tuple[StatementText, str]]) -> list[Stance]:
        return [self._stance(passage) for passage, _ in pairs]

    def _stance(self, passage: StatementText) -> Stance:
        found = re.search("Abolish|waste|safe", passage.text)
        if not found:
            return Stance("none", 0.9, None)
        label = "for" if found.group() == "safe" else "against"
        return Stance(label, 0.9, (passage.start + found.start(), passage.start + found.end()))  # type: ignore[arg-type]

    def relation(self, pairs: Sequence[tuple[str, str]]) -> list[Relation]:
        return [Relation("unrelated", 0.5) for _ in pairs]


def furnish(record: Record) -> None:
    """Add the stories."""
    for story, found in STORIES:
        record.add(story, found, ONE)
