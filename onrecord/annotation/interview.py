"""Who answers in an interview that is set as questions and answers."""

from __future__ import annotations

import re

from .entities import Entity
from .story import ToldStory

#: A turn of an interview set as questions and answers.
_TURN = re.compile(r"^[^\S\r\n]*(Q|A|Question|Answer)(?:[:.]|[ ]?[—–-])", re.MULTILINE)
_FEWEST_TURNS = 4


def who_answers(story: ToldStory, place: int) -> Entity | None:
    """The person asked, where a place stands in an answer; None elsewhere."""
    turns = list(_TURN.finditer(story.text))
    turn = next((t for t in reversed(turns) if t.start() <= place), None)
    if len(turns) < _FEWEST_TURNS or turn is None or not turn.group(1).startswith("A"):
        return None
    named = map(story.cast.entity, story.cast.between(0, turns[0].start()))
    people = [entity for entity in named if entity.kind == "person"]
    return max(people, key=people.count) if people else None
