"""What the words before a turn tell of who speaks: a name with titles and offices, a role without a name, a note."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ...dates.written import MONTHS
from ...text.lexicon import first_names, titles, word_lists

_MOST_WORDS = 14
_LONGEST_NAME = 5
_WORD = re.compile(r"[\w.'’\"“”()?&/-]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_IN_BRACKETS = re.compile(r"(?<!\s)\s*+[\[(]([^()\[\]]*)[\])]?")
_NICKNAME = re.compile(r"(?<!\s)\s*+[\"“][^\"“”]*[\"”]")
#: "1. ", "Q3. ", "T2. [905112] " before the name of a member who asks a listed question.
_NUMBERED = re.compile(r"^(?:[QT]?\d{1,3}\.?\s+)(?:\[\d+\]\s*)?(?=\w)")
#: "The Hon. Anna Holt" is a person, no office.
_HONOURED = re.compile(r"The\s(?=(?:(?:Rt|Right)\.?\s)?Hon(?:ou?rable|\.)?\s)", re.IGNORECASE)
#: What follows a name behind a dash: "Anna Holt - Resident", "Anna Holt -- President".
_DASHED = re.compile(r"(?<!\s)\s++(?:-{1,3}|[–—])\s++")
#: A day is nobody: "Wednesday November 20, 2019".
_DATED = re.compile(
    rf"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:{'|'.join(MONTHS)})\b\.?\s\d)", re.IGNORECASE
)
#: What no label holds: a sentence's end.
_SENTENCE = re.compile(r"[!;:]|\.\s+[a-z]")
_SUFFIXES = frozenset({"JR", "SR", "II", "III", "IV"})


def is_note(label: str, words: str) -> bool:
    """Whether a turn is no speech: the transcript's own note, or nothing but something in brackets."""
    return _is_note_label(label) or not re.search(r"\w", _IN_BRACKETS.sub("", words))


@lru_cache(maxsize=4096)
def is_role(label: str) -> bool:
    """Whether a label names a role or an office ("Audience questioner", "THE COURT") and not a person."""
    lists = word_lists("transcripts.txt")
    words = [w.casefold() for w in _LETTERS.findall(_IN_BRACKETS.sub("", label))]
    if not words:
        words = [w.casefold() for w in _LETTERS.findall(label)]
    if not words:
        return False
    ends = _LETTERS.findall(label.split(",", maxsplit=1)[0].casefold())
    if (ends and ends[-1] in lists["role_end"]) or all(w in lists["role"] for w in words):
        return True
    known = all(w in lists["role"] or w in lists["office"] for w in words)
    return known and (len(words) > 1 or words[0] not in titles() or label.isupper())


@lru_cache(maxsize=4096)
def looks_like_label(label: str) -> bool:
    """Whether words before a turn can be who speaks: a name with titles and parties, an office, a role."""
    if is_role(label) or _is_note_label(label):
        return True
    if label[:1] in "\"“'‘«" or _DATED.search(label):
        return False
    bare, *_ = _DASHED.split(_IN_BRACKETS.sub("", label), maxsplit=1)
    words = _WORD.findall(bare)
    if not words or len(words) > _MOST_WORDS or _SENTENCE.search(bare):
        return False
    particles = word_lists("transcripts.txt")["particle"]
    core = [w.strip(".,()\"“”'’?") for w in words]
    return all(not w or w[0].isupper() or w[0].isdigit() or w in particles for w in core)


@lru_cache(maxsize=4096)
def plain_name(label: str) -> str | None:
    """A person's name out of a label, without title, party and office, in usual capitals; None for no name."""
    if not looks_like_label(label):
        return None
    outer, *_ = _DASHED.split(_NUMBERED.sub("", _IN_BRACKETS.sub("", label)).strip("*_ "), maxsplit=1)
    outer = _HONOURED.sub("", outer)
    if not outer or is_role(outer) or _is_office(outer):
        return _name_in_brackets(label)
    return _bare(outer)


def is_initials(label: str) -> bool:
    """Whether a label is nothing but a name's first letters: "MT", "T.H."."""
    return re.fullmatch(r"(?:[A-Z]\.?\s?){1,3}", label) is not None and label not in {"Q", "A"}


def is_titled(label: str) -> bool:
    """Whether a label begins with a title ("MR. HOLT", "Senator Holt")."""
    words = label.split()
    return len(words) > 1 and words[0].strip(".").casefold() in _titles()


def _name_in_brackets(label: str) -> str | None:
    """The name behind an office: "The Secretary of State for Ports (Sir Gerald Quill)", "Q (Anna Holt, Courier)"."""
    for inner in _IN_BRACKETS.findall(_NUMBERED.sub("", label)):
        words = inner.split(",")[0].split()
        capitals = all(w[:1].isupper() for w in words)
        if len(words) > 1 and capitals and looks_like_label(inner) and not is_role(inner):
            return _bare(inner)
    return None


def _is_office(label: str) -> bool:
    """Whether a label is an office in so many words: "The Secretary of State for Ports"."""
    words = [w.strip(".,").casefold() for w in label.split()]
    if len(words) > 1 and words[0] in {"the", "a", "an"}:
        return True
    return "of" in words[1:] and words[0] in word_lists("transcripts.txt")["office_start"]


def _bare(label: str) -> str | None:
    name = _NICKNAME.sub("", _IN_BRACKETS.sub("", label)).strip("*_ ")
    if is_initials(name):
        return None
    first, *others = (part.strip() for part in name.split(","))
    name = f"{others[0]} {first}" if others and _is_turned(first, others[0]) else first
    words = name.replace("?", "").split()
    while len(words) > 1 and words[0].strip(".").casefold() in _titles() and not _is_first_name(words):
        del words[0]
    if not words or len(words) > _LONGEST_NAME or any(not w[0].isalpha() or w[-1].isdigit() for w in words):
        return None
    if "of" in words:  # "Mr. HOLT of Vermont"
        words = words[: words.index("of")] or words
    if _in_capitals(words):
        words = [_capital(w) for w in words]
    elif words[-1].isupper() and len(words[-1]) > 2 and words[-1] not in _SUFFIXES:
        words[-1] = _capital(words[-1])
    return " ".join(words)


def _is_first_name(words: list[str]) -> bool:
    """Whether what may be a title is a first name here: "Dean Holt", "Judge Reinhold"-like pairs stay titles."""
    return len(words) == 2 and words[0].casefold() in first_names() and not words[0].isupper()


def _is_turned(last: str, first: str) -> bool:
    """Whether a name stands with its last word first: "Holt, Anna"."""
    if " " in last or last.isupper() or not 1 <= len(first.split()) <= 3 or _is_suffix(first):
        return False
    word = first.split(maxsplit=1)[0].casefold()
    lists = word_lists("transcripts.txt")
    if word in _titles() or word in lists["role"] or word in lists["office"]:
        return False
    return word in first_names() or last.casefold() not in first_names()


def _is_suffix(word: str) -> bool:
    return word.strip(".").upper() in _SUFFIXES


def _is_note_label(label: str) -> bool:
    words = re.sub(r"^editor['’]s\s", "", label.strip().casefold()).split()
    return bool(words) and all(w in word_lists("transcripts.txt")["note"] for w in words)


def _in_capitals(words: list[str]) -> bool:
    """Whether words are set in capitals, but for a slip in a long one ("ClINTON")."""
    return all(sum(c.islower() for c in w) <= (len(w) > _LONGEST_NAME) for w in words if w.strip(".") not in _SUFFIXES)


@cache
def _titles() -> frozenset[str]:
    return word_lists("transcripts.txt")["title"].union(titles())


def _capital(word: str) -> str:
    """A word in small letters with its capitals: O'MALLEY, JOY-ANN, MCCRORY, J."""
    if word.strip(".") in _SUFFIXES - {"JR", "SR"} or re.fullmatch(r"(?:[A-Z]\.)+|[A-Z]", word):
        return word
    parts = re.split(r"(['’-])", word.lower())
    return "".join(f"Mc{p[2:].capitalize()}" if re.match(r"mc\w{3}", p) else p.capitalize() for p in parts)


def last_word(name: str) -> str:
    """The word of a name by which its bearer is called, small: that before "Jr."."""
    words = name.split()
    return (words[-2] if len(words) > 2 and _is_suffix(words[-1]) else words[-1]).casefold()
