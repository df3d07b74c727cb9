"""Words cleaned for a terminal: an article must not steer what it is shown in."""

from __future__ import annotations

import re

#: What a terminal may obey: control characters but tab and line feed (ESC begins the commands that write to the
#: clipboard or rename the window, U+009B does the same in one character), and half characters, which it can't show.
_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
#: What turns the direction of the words that follow, so that they read as something else.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def printable(words: str) -> str:
    """Words that do nothing in a terminal but stand there."""
    return _TURNS.sub("", _CONTROLS.sub("\ufffd", words))
