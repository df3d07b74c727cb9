"""Which language a text is in: the model reads English only and must not misread another."""

from __future__ import annotations

import re

from ..errors import LanguageError

# The most frequent function words of English, without "a" and "I", which are words of Romance languages too. In running
# English text they make up 25 to 40 % of the words, in other languages of Latin script below 20 %.
_FUNCTION_WORDS = frozenset(
    (
        "the of and to in that is was for on with as by at he she it they his her from be have has had are were this"
        " said not but which who will an or we you would been their its"
    ).split()
)
_SAMPLE = 6000
_ENOUGH = 0.2
#: Lists of names and scores look like any language: English this close to the best (of the log-probability) is enough.
#: Other languages' running text is 15 % or more apart from English.
_CLOSE = 0.03
#: Too few words to tell: taken for English.
_FEWEST = 25


def check_language(text: str) -> None:
    """Raise LanguageError, naming the language, when a text isn't English."""
    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    sample = text[:_SAMPLE] + " " + text[middle : middle + _SAMPLE]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    foreign = sum(not w.isascii() for w in words)
    if len(words) < _FEWEST and foreign <= len(words) // 2:
        return
    if sum(w in _FUNCTION_WORDS for w in words) >= _ENOUGH * len(words):
        return
    import py3langid

    scores = dict(py3langid.rank(sample))
    best = max(scores, key=scores.__getitem__)
    if scores["en"] < scores[best] - _CLOSE * abs(scores[best]):
        raise LanguageError(f"the text is in another language ({best})", remedy="onrecord reads English")
