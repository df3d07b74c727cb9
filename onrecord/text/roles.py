"""The role that an article prints beside a name: "Mayor" Imelda Roscoe, Ann Holt, "a fisherman from Pell"."""

from __future__ import annotations

import re

from .lexicon import titles, word_lists

#: So far before and behind a name its role is looked for, in characters.
_BEFORE, _BEHIND = 60, 90
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
#: What describes the person, between commas; a stop inside a shortened word ("U.S.") ends nothing.
_APPOSITION = re.compile(r"(?:, who (?:is|was)|,| who (?:is|was)) ((?:[\w'’-]|\.(?=\w)| )+)(?=[,;.:—)])")
_OPENERS = frozenset("the a an then now former".split())
#: Words behind which a stop ends no sentence.
_SHORTENED = frozenset("sen rep gov lt gen col maj capt sgt cpl pvt adm cmdr prof rev hon del".split())
_COURTESY = frozenset("mr mrs ms miss mx dr sir dame lord lady".split())
_BESIDES = frozenset("former then us u.s state city county campaign press police vice".split())


def role_beside(text: str, start: int, end: int) -> str | None:
    """The words of a text that say what the person named at ``text[start:end]`` is, as printed; None where none do."""
    return _title(text[max(0, start - _BEFORE) : start]) or _description(text[end : end + _BEHIND])


def _title(before: str) -> str | None:
    words = list(re.finditer(r"\S+", before.rpartition("\n")[2]))
    if not before.endswith((" ", "\xa0")):
        return None
    first = None
    for word in reversed(words):
        if not (_is_title(word.group()) or (first and _plain(word.group()) in _BESIDES)):
            break
        first = word
    return before.rpartition("\n")[2][first.start() :].strip() if first else None


def _is_title(word: str) -> bool:
    """Whether a word says what one person is; "aide." ends a sentence, "Sen." doesn't, "aides" are several."""
    plain = _plain(word)
    ends = word.endswith(".") and plain not in _SHORTENED
    return plain in titles() and plain not in _COURTESY and not _is_plural(plain) and not ends


def _is_plural(plain: str) -> bool:
    return plain.endswith("s") and plain[:-1] in titles()


def _description(behind: str) -> str | None:
    found = _APPOSITION.match(behind)
    if not found:
        return None
    words = [_plain(word) for word in _WORD.findall(found[1])][:6]
    is_role = [word in titles() or word in _walks() for word in words]
    return found[1].strip() if any(is_role) and (is_role[0] or words[0] in _OPENERS) else None


def _walks() -> frozenset[str]:
    return frozenset().union(*word_lists("walks.txt").values())


def _plain(word: str) -> str:
    return word.lower().rstrip(".")
