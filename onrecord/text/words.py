"""Words for comparing what was said with what was printed: each word as a key, with its place in the text.

What a careful editor doesn't count as a change gives the same keys: case, marks, accents, contractions ("don't"),
numbers as words or digits, abbreviations ("Mr.", "U.S.", "%"), British and American spelling. What is heard but not
printed ("uh", "you know") and what a transcript's writer notes ("(Applause)") is kept and told apart.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from .lexicon import common_words, word_lists

#: Words said; what a speaker only fills a pause with; what somebody else put between brackets; an ellipsis.
Sort = Literal["word", "filler", "aside", "gap"]


class Word(NamedTuple):
    """A word of a text: ``key`` is what it is compared by, ``start`` and ``end`` its place (code points).

    ``opens`` is true for the first word of a sentence, or behind a dash.
    """

    key: str
    start: int
    end: int
    sort: Sort = "word"
    opens: bool = False


_TOKEN = re.compile(
    r"""
    (?P<gap>\.\s?\.\s?\.(?:\s?\.)*|…|\*{3,})
  | (?P<dashed>\b[^\W\d_]{1,2}(?:[-—–]{2,}|[*_]{2,}|[—–](?=[\s"'’”.,;:!?)\]]|$))[^\W\d_]*)
  | (?P<glued>\[[^\W\d_]{1,4}\][^\W\d_]+(?:['’][^\W\d_]+)*|[^\W\d_]+\[[^\W\d_]{1,4}\])
  | (?P<initials>\b(?:[^\W\d_]\.){2,})
  | (?P<number>\d+(?:[.,]\d+)*)(?P<ordinal>st|nd|rd|th|d)?\b
  | (?P<word>[^\W_]+(?:(?:['’]|(?<=[a-z])(?<!ty)-[ \t]*\r?\n[ \t]*(?=[a-z]))[^\W_]+)*)
  | (?P<sign>[%&])
    """,
    re.VERBOSE,
)
#: A word broken at a line's end ("fami-\nlies"); "twenty-\nfour" is two words anyway.
_BROKEN = re.compile(r"-[ \t]*\r?\n[ \t]*")
_SEAM = re.compile(r"[a-z](?<!ty)-\Z")
_BREAK = re.compile(r"[.!?;:\n—–…]|--|\s-\s")
_BRACKETS = re.compile(r"\[[^\[\]]{0,200}\]|\([^()]{0,200}\)")
#: What takes the place of a word that isn't printed.
_BLEEPS = frozenset("expletive censored bleep bleeped redacted inaudible".split())
_NOTES = frozenset(
    "applause laughter laughs laughing crosstalk cross talk inaudible unintelligible cheers cheering booing boos sic ph"
    " music silence pause off mike commercial break video clip end begin audio gap chuckle chuckles chanting".split()
)
_FILLERS = frozenset("uh um er erm ah eh hmm mm mhm uhm ahem".split())
_FILLING = {"you": "know", "i": "mean"}
_NT = {"can't": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not"), "cannot": ("can", "not")}
_SUFFIXES = {"'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "'d", "'s": "'s"}
#: Words that a contraction may stand for, both ways.
ALSO = {
    "'s": ("is", "has", "us"), "is": ("'s",), "has": ("'s",), "us": ("'s",),
    "'d": ("had", "would", "did"), "had": ("'d",), "would": ("'d",), "did": ("'d",),
}  # fmt: skip
_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS = {word: 10 * k for k, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(),
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th".split(),
        strict=True,
    )
)
_NUMBERS = frozenset({*_UNITS, *_TENS, *_ORDINALS, "a", "an", "per"})
_DOUBLED = re.compile(r"(?<=[aeiou])ll(?=(?:ed|ing|er|ers|or|ors)$)")


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]``."""
    stop = len(text) if end is None else end
    words = _merged(list(_raw(text, start, stop)))
    _mark_openings(words, text)
    _mark_fillers(words)
    _mark_asides(words, text, start, stop)
    return words


def words_over(text: str, pieces: Iterable[tuple[int, int]]) -> list[Word]:
    """The words of several pieces that read on from each other; a word broken between two of them is one."""
    found: list[Word] = []
    before = 0
    for start, end in pieces:
        words = words_of(text, start, end)
        runs_on = found and words and words[0].start == start and text[start].islower()
        if runs_on and _SEAM.search(text, max(0, before - 40), before):
            last, first = found.pop(), words.pop(0)
            keys = _keys(text[last.start : last.end] + text[first.start : first.end])
            found += [Word(key, last.start, first.end, last.sort, last.opens) for key in keys]
        elif runs_on:
            words[0] = words[0]._replace(opens=False)
        found += words
        before = end
    return found


def is_bleep(word: Word) -> bool:
    """Whether a word stands in place of one that isn't printed: "[expletive]", "s—"."""
    return "*" in word.key or (word.sort == "aside" and word.key in _BLEEPS)


def same(one: str, other: str) -> bool:
    """Whether two keys are the same word: also a contraction that may be either, and a word printed in part."""
    if one == other:
        return True
    if other in ALSO.get(one, ()):
        return True
    for a, b in ((one, other), (other, one)):
        if "*" in a:
            head, _, tail = a.partition("*")
            return len(b) > len(head + tail) and b.startswith(head) and b.endswith(tail)
    return False


def same_letters(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two runs of words differ only in spaces and hyphens ("health care", "healthcare")."""
    a, b = ("".join(keys).replace("'", "") for keys in (one, other))
    return a == b and bool(a)


def is_misprint(printed: str, meant: str) -> bool:
    """Whether a printed word can only be a slip for another one: no word itself, a letter or two away from it."""
    one, other = (_spelled(word) for word in (printed, meant))
    if min(len(one), len(other)) < 4 or (_has_digit(one) and _has_digit(other)) or _is_word(one):
        return False
    if _scanned(one) == _scanned(other):
        return True
    if _has_digit(one + other) or _is_inflected(one, other):
        return False
    from rapidfuzz.distance import OSA

    slips = 2 if len(other) > 8 or sorted(one) == sorted(other) else 1
    return OSA.distance(one, other, score_cutoff=slips) <= slips


def _spelled(key: str) -> str:
    """A key with the letters back that one spelling for all took from it, as far as slips go."""
    return key.replace("z", "s").replace("ense", "ence")


def _has_digit(word: str) -> bool:
    return any(c.isdigit() for c in word)


def _is_inflected(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    endings = ("s", "es", "d", "ed", "ing", "ly", "er", "r", "n", "en", "y")
    return long.startswith(short) and long[len(short) :] in endings


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(_spelled(w) for w in common_words())


def _is_word(word: str) -> bool:
    vocabulary = _vocabulary()
    return word in vocabulary or any(
        len(stem := word.removesuffix(ending)) > 3 and stem != word and (stem in vocabulary or stem + "e" in vocabulary)
        for ending in ("s", "es", "ed", "ing", "ly")
    )


def _scanned(word: str) -> str:
    """A word with the letters that a scanner takes for each other made one."""
    for seen, meant in (("rn", "m"), ("vv", "w"), ("cl", "d"), ("1", "l"), ("i", "l"), ("0", "o"), ("5", "s")):
        word = word.replace(seen, meant)
    return word


def _raw(text: str, start: int, stop: int) -> Iterator[Word]:
    for m in _TOKEN.finditer(text, start, stop):
        a, b = m.span()
        kind = m.lastgroup
        if kind == "word":
            for key in _keys(_BROKEN.sub("", m.group())):
                yield Word(key, a, b)
        elif kind == "gap":
            yield Word("…", a, b, "gap")
        elif kind == "dashed":
            yield Word(re.sub(r"[^\w]+|_+", "*", m.group().casefold()), a, b)
        elif kind == "glued":
            for key in _keys(re.sub(r"[\[\]]", "", m.group())):
                yield Word(key, a, b)
        elif kind == "sign":
            yield Word("percent" if m.group() == "%" else "and", a, b)
        elif kind == "initials":
            yield from _initials(m.group(), a, b)
        else:
            yield from _number(m["number"], m["ordinal"], a, b)


def _initials(token: str, a: int, b: int) -> Iterator[Word]:
    letters = token.replace(".", "").casefold()
    if letters in ("us", "usa"):
        yield Word("united", a, b)
        yield Word("states", a, b)
    else:
        yield Word(letters, a, b)


def _number(token: str, ordinal: str | None, a: int, b: int) -> Iterator[Word]:
    if ordinal:
        yield Word(token + ordinal, a, b)
        return
    plain = token.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", token) else token.rstrip(".,")
    whole = int(plain) if plain.isdecimal() and len(plain) < 16 else 0
    for name in ("trillion", "billion", "million", "thousand"):
        if whole and whole % _SCALES[name] == 0:
            yield Word(str(whole // _SCALES[name]), a, b)
            yield Word(name, a, b)
            return
    if 100 <= whole < 10_000 and whole % 100 == 0:
        yield Word(str(whole // 100), a, b)
        yield Word("hundred", a, b)
    else:
        yield Word(plain, a, b)


@lru_cache(maxsize=65_536)
def _keys(printed: str) -> tuple[str, ...]:
    """The keys of one printed word."""
    if printed in ("US", "USA"):
        return ("united", "states")
    plain = printed.casefold().replace("’", "'")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)).casefold()
    if plain in _NT:
        return _NT[plain]
    if plain.endswith("n't") and len(plain) > 3:
        return (_spelling(plain[:-3]), "not")
    for suffix, key in _SUFFIXES.items():
        if plain.endswith(suffix) and len(plain) > len(suffix):
            return (_spelling(plain.removesuffix(suffix)), key)
    written = _written_out().get(plain)
    return written if written else (_spelling(plain.replace("'", "")),)


@cache
def _written_out() -> dict[str, tuple[str, ...]]:
    """Short and slack forms with what they stand for."""
    return {short: tuple(long.split("_")) for long, shorts in word_lists("spelling.txt").items() for short in shorts}


def _spelling(word: str) -> str:
    """One spelling for words that Britain and America write in two ways; what it makes needn't be a word."""
    if len(word) < 6:
        return word
    word = re.sub(r"our(?=(?:s|ed|ing|ite|ites|able|al|ful|er|ers|hood|hoods)?$)", "or", word)
    word = re.sub(r"is(?=(?:e|ed|es|ing|er|ers|ation|ations|able)$)", "iz", word)
    word = re.sub(r"ys(?=(?:e|ed|es|ing)$)", "yz", word)
    word = re.sub(r"ogue(?=s?$)", "og", word)
    word = re.sub(r"(?<=[tb])re(?=s?$)", "er", word)
    word = re.sub(r"(?<=en)ce(?=s?$)", "se", word)
    return _DOUBLED.sub("l", word) if len(word) > 7 else word


def _merged(words: list[Word]) -> list[Word]:
    """Write numbers in words as digits, and "per cent" as one word."""
    done: list[Word] = []
    skip = False
    for k, word in enumerate(words):
        if skip:
            skip = False
            continue
        if word.key not in _NUMBERS:
            done.append(word)
            continue
        following = words[k + 1] if k + 1 < len(words) else word
        if word.key in _TENS and 0 < _UNITS.get(following.key, 0) < 10:
            done.append(Word(str(_TENS[word.key] + _UNITS[following.key]), word.start, following.end))
            skip = True
        elif word.key == "per":
            skip = following.key == "cent"
            done.append(Word("percent", word.start, following.end) if skip else word)
        else:
            scaled = following.key in _SCALES or following.key == "hundred"
            done.append(word._replace(key=_digits(word.key, scaled=scaled)))
    return done


def _digits(key: str, *, scaled: bool) -> str:
    if key in _UNITS:
        return str(_UNITS[key])
    if key in _TENS:
        return str(_TENS[key])
    if key in ("a", "an") and scaled:
        return "1"
    return _ORDINALS.get(key, key)


def _mark_openings(words: list[Word], text: str) -> None:
    at = -2
    for k, word in enumerate(words):
        if word.start - at > 1 and (at < 0 or _breaks(text, at, word.start)):
            words[k] = word._replace(opens=True)
        at = word.end


def _breaks(text: str, at: int, start: int) -> bool:
    """Whether a sentence ends between two words; one that goes on in small letters runs over a line's end."""
    between = text[at:start]
    if text[start].islower() and between.count("\n") == 1:
        between = between.replace("\n", " ")
    return _BREAK.search(between) is not None


def _mark_fillers(words: list[Word]) -> None:
    for k, word in enumerate(words):
        if word.key in _FILLERS:
            words[k] = word._replace(sort="filler")
        elif word.key in _FILLING and k + 1 < len(words) and words[k + 1].key == _FILLING[word.key]:
            words[k], words[k + 1] = word._replace(sort="filler"), words[k + 1]._replace(sort="filler")


def _mark_asides(words: list[Word], text: str, start: int, stop: int) -> None:
    for m in _BRACKETS.finditer(text, start, stop):
        glued = text[m.start() - 1 : m.start()].isalpha() or text[m.end() : m.end() + 1].isalpha()
        if not glued and _is_aside(m.group()):
            for k in range(bisect_left(words, m.start(), key=_start), bisect_left(words, m.end(), key=_start)):
                words[k] = words[k]._replace(sort="aside")


def _start(word: Word) -> int:
    return word.start


def _is_aside(bracket: str) -> bool:
    """Whether brackets hold what the speaker didn't say: all square ones, round ones with a transcriber's note."""
    if bracket.startswith("["):
        return True
    inner = re.findall(r"[^\W\d_]+", bracket.casefold())
    return bool(inner) and all(w in _NOTES for w in inner)
