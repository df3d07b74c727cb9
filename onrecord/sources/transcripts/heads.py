"""Labels of transcripts ("SEN. ANNA HOLT (D):", "Audience questioner") to speakers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ...statement import Span, Speaker
from ...text.lexicon import titles

#: Who speaks is not said: a role, not a name. Every word of such a label is one of these or a number.
_ROLES = frozenset(
    (
        "audience announcer questioner question questions reporter reporters journalist moderator interviewer host"
        " voice voices unidentified unknown male female man woman person speaker member participant translator"
        " interpreter"
        " narrator offscreen off screen caller crowd student voter supporter supporters protester activist press q a"
        " answer staff aide official officials all both several multiple others"
    ).split()
)
#: A label that ends in one of these is a role, too ("MILL WORKERS' SUPPORTER").
_ENDS_OF_ROLES = frozenset("questioner reporter supporter supporters protester activist voter student member".split())
#: Not a speaker at all: what the writer of the transcript notes.
_NOTES = frozenset({"system", "note", "editor's note", "stage direction"})
_PARTICLES = frozenset("de da di du der den del van von la le bin al el dos of the and for".split())
_MORE_TITLES = frozenset({"pres", "sec", "former", "atty", "amb"})
_MOST_WORDS = 12
_WORD = re.compile(r"[\w.'’\"“”()?&/-]+")
_IN_BRACKETS = re.compile(r"(?<!\s)\s*+\([^()]*\)?")
_NICKNAME = re.compile(r"(?<!\s)\s*+[\"“][^\"“”]*[\"”]")
_SUFFIXES = frozenset({"JR", "SR", "II", "III", "IV"})


class Voices:
    """The speakers of one transcript, each under the fullest name that the transcript gives.

    ``full`` are names known beside the text; ``labels`` all labels in it.
    """

    def __init__(self, labels: Iterable[str], full: Iterable[str] = ()) -> None:
        self._names: dict[str, str] = {}
        known = [*full, *(name for label in labels if (name := plain_name(label)))]
        fullest: dict[str, set[str]] = {}
        for name in known:
            words = name.split()
            if len(words) > 1:
                fullest.setdefault(_last(words).casefold(), set()).add(name)
        for last, names in fullest.items():
            people = {(n.split()[0].casefold(), n.split()[-1].casefold()) for n in names}
            if len(people) == 1:
                self._names[last] = max(sorted(names), key=len)

    def speaker(self, label: str, mention: Span) -> Speaker | None:
        """The speaker whom a label names; None where it is no name and no role, or only a note."""
        if is_role(label):
            return Speaker(" ".join(label.split()), "unknown", named=False, mention=mention)
        name = plain_name(label)
        if name is None:
            return None
        if " " not in name:
            name = self._names.get(name.casefold(), name)
        return Speaker(name, "person", named=True, mention=mention)


def is_note(label: str, words: str) -> bool:
    """Whether a turn is no speech: the transcript's own note, or nothing but something in brackets."""
    return label.strip().casefold() in _NOTES or not _IN_BRACKETS.sub("", re.sub(r"\[[^\[\]]*\]?", "", words)).strip()


def is_role(label: str) -> bool:
    """Whether a label names a role ("Audience questioner", "UNIDENTIFIED MALE") and not a person."""
    words = re.findall(r"[^\W\d_]+", label.casefold())
    return bool(words) and (words[-1] in _ENDS_OF_ROLES or all(w in _ROLES for w in words))


def looks_like_label(label: str) -> bool:
    """Whether words before a colon can be who speaks: a name with titles and parties, or a role."""
    if is_role(label) or label.strip().casefold() in _NOTES:
        return True
    words = _WORD.findall(label)
    if not words or len(words) > _MOST_WORDS or re.search(r"[!;:]|\.\s+[a-z]", label):
        return False
    core = [w.strip(".,()\"“”'’?") for w in words]
    return all(not w or w[0].isupper() or w[0].isdigit() or w in _PARTICLES for w in core)


def plain_name(label: str) -> str | None:
    """A person's name out of a label, without title, party and office, in usual capitals; None for no name."""
    if is_role(label) or not looks_like_label(label):
        return None
    name = _NICKNAME.sub("", _IN_BRACKETS.sub("", label)).split(",")[0]
    words = name.replace("?", "").split()
    while len(words) > 1 and words[0].strip(".").casefold() in _titles():
        del words[0]
    if not words or len(words) > 5:
        return None
    if all(w == w.upper() for w in words if w.strip(".") not in _SUFFIXES):
        words = [_capital(w) for w in words]
    return " ".join(words)


@cache
def _titles() -> frozenset[str]:
    return _MORE_TITLES.union(titles())


def _last(words: list[str]) -> str:
    return words[-2] if len(words) > 2 and words[-1].strip(".").upper() in _SUFFIXES else words[-1]


def _capital(word: str) -> str:
    """A word in small letters with its capitals: O'MALLEY, JOY-ANN, MCCRORY, J."""
    if word.strip(".") in _SUFFIXES - {"JR", "SR"} or re.fullmatch(r"(?:[A-Z]\.)+|[A-Z]", word):
        return word
    parts = re.split(r"(['’-])", word.lower())
    return "".join(f"Mc{p[2:].capitalize()}" if re.match(r"mc\w{3}", p) else p.capitalize() for p in parts)
