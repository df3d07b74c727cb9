"""Sentences to take a stance towards, made of the record's own statements: "The toll should be abolished."

A subject in a word or two ("tolls") is nothing that anybody can be for or against. What people have said about it is:
of their statements come the clauses in which something should be, or be done.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .about import Found
from .subject import Subject, is_empty, words_of

#: So many sentences are offered.
_MOST = 6
#: A clause with a demand: what should, and what it should. Its end is a mark or a new clause.
_DEMAND = re.compile(
    r"(?<![\w’'-])(?P<who>(?:[\w’'-]++ ){1,7}?)(?P<modal>should|must|ought to|needs? to|shouldn['’]t|mustn['’]t)"
    r"(?P<what>(?: [\w’'%$-]++){1,12})(?=[.,;:!?\"”]|$)"
)
#: A deed that somebody wants, promises or refuses: "promised to scrap the toll".
_DEED = re.compile(
    r"\b(?:want(?:s|ed)?|plan(?:s|ned)?|promis(?:es|ed)|vow(?:s|ed)?|pledg(?:es|ed)|propos(?:es|ed)|vot(?:es|ed)"
    r"|refus(?:es|ed)) to (?P<what>[a-z]++(?: [\w’'%$-]++){1,9})(?=[.,;:!?\"”]|$)"
)
#: A clause begins behind the first of these words, and ends before the others.
_BEGINS = re.compile(
    r"\b(?:that|and|but|because|so|if|when|while|said|says|think|believe|or|which|who)\s", re.IGNORECASE
)
_ENDS = re.compile(r"\s(?:and|but|because|so|if|when|while|which|who|or|until|unless)\b", re.IGNORECASE)
_PRONOUNS = frozenset("i he she they you it who that this which these those there one".split())
_NOT = {"shouldn't": "should not", "mustn't": "must not"}


def sentences_on(subject: Subject, found: Sequence[Found]) -> tuple[str, ...]:
    """Sentences about a subject that statements make, those that are made most often first."""
    counts: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for one in found:
        for sentence in _sentences(one, subject):
            key = " ".join(w.stem for w in words_of(sentence) if not is_empty(w.text))
            counts[key] += 1
            printed.setdefault(key, sentence)
    return tuple(printed[key] for key, _ in counts.most_common(_MOST))


def _sentences(found: Found, subject: Subject) -> Iterator[str]:
    for span in found.hit.statement.content:
        for m in _DEMAND.finditer(span.exact):
            who = _BEGINS.split(m["who"])[-1].strip()
            modal = m["modal"].replace("’", "'")
            what = _ENDS.split(m["what"])[0].strip()
            if who and what and who.split()[0].lower() not in _PRONOUNS:
                sentence = f"{who} {_NOT.get(modal, modal)} {what}"
                if subject.pattern.search(sentence):
                    yield _as_sentence(sentence)
        for m in _DEED.finditer(span.exact):
            what = _ENDS.split(m["what"])[0]
            if subject.pattern.search(what) and len(what.split()) > 1:
                yield _as_sentence(f"It is right to {what}")


def _as_sentence(words: str) -> str:
    words = " ".join(words.split())
    return f"{words[:1].upper()}{words[1:]}."
