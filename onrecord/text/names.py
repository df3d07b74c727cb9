"""Names in a text, found by their shape: capitals, initials, particles, titles, and small lists of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .lexicon import common_words, first_names, openers, places, word_lists
from .titles import is_office, is_title

NameKind = Literal["person", "organisation", "other"]

_PARTICLES = "de|la|le|van|der|den|von|bin|ibn|al|el|di|da|dos|du|del|della|ter|ten|zu|y"
#: "Truckers’ Association": the plural's mark is part of a body's name.
_OF_MEMBERS = "|".join(word.capitalize() for word in sorted(word_lists("organisations.txt")["of_members"]))
_CAPITAL = (
    r"(?:(?:[A-Z]\.){1,3}|(?:[A-ZÀ-ÖØ-ÞĀ-Ž]|[dlDLO]['’](?=[A-Z]))[\w]*(?:[-–'’][A-Za-zÀ-ž]\w*)*"
    rf"(?:\.(?=[ \xa0][A-Z])|(?<=s)['’](?=[ \xa0](?:{_OF_MEMBERS})\b))?)"
)
_NICKNAME = r"(?:[ \xa0][\"“][A-Z][\w]+[\"”](?=[ \xa0][A-Z]))?"
_JOINT = rf"(?:[ \xa0](?:(?:{_PARTICLES})[ \xa0])*(?=[A-ZÀ-ÖØ-Þ])|[ \xa0](?:&|of|of[ \xa0]the)[ \xa0])"
_RUN = re.compile(rf"(?<!\w)(?<!\w[-–]){_CAPITAL}(?:{_NICKNAME}{_JOINT}{_CAPITAL})*")
_SHORTENED = (
    "Mr Mrs Ms Dr Sen Sens Rep Reps Gov Govs Rev Gen Lt Col Sgt Capt Prof St Jr Sr Hon Maj Adm Cmdr Del Inc Corp Co Ltd"
)
_ENDS_WITH_STOP = re.compile(rf"(?:^(?:[A-Z]\.)+|\b(?:{_SHORTENED.replace(' ', '|')})\.)$")
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december facebook twitter instagram".split()
)
_NUMBERED = frozenset("local lodge chapter battalion".split())
_NUMBER = re.compile(r"[ \xa0](\d{1,4})(?![\d,.]\d)")
_FIRM = frozenset("inc corp co ltd".split())
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_SUFFIX = re.compile(r",? (?:Jr\.?|Sr\.?|II|III|IV)(?!\w)")
GENERATION = {"jr", "sr", "ii", "iii", "iv"}
ACRONYM = re.compile(r"[A-Z]{2,6}s?|(?:[A-Z]\.){2,5}")
LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_COURTESY = frozenset("mr mrs ms dr miss".split())
#: They end a description ("the Velden Republican"), no name.
_PARTISANS = frozenset("republican democrat republicans democrats conservative liberal independent native".split())


def plain_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words of a name in lower case without stops and quotation marks."""
    return tuple(w.lower().replace(".", "").replace("’", "'").strip('"“”') for w in words)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: ``text[start:end]`` is its words without title and possessive ending.

    ``title`` is the last word of title before it, lower case; ``full_start`` is where the titles begin.
    """

    start: int
    end: int
    words: tuple[str, ...]
    kind: NameKind
    title: str | None
    full_start: int
    possessive: bool

    @property
    def plain(self) -> tuple[str, ...]:
        """Its words in lower case without stops."""
        return plain_words(self.words)


def find_names(text: str) -> tuple[list[Name], list[Name]]:
    """Names in running text, and those in lines set like headlines (where capitals tell less)."""
    body: list[Name] = []
    headlines: list[Name] = []
    lower = {m.group() for m in re.finditer(r"(?<![\w’'-])[a-z][a-z’'-]+", text)}
    for line in LINE.finditer(text):
        headline = is_headline(line.group())
        for run in _RUN.finditer(text, *line.span()):
            (headlines if headline else body).extend(_names_of_run(text, run, lower, headline=headline))
    return _joined(text, body), headlines


_POSTED = re.compile(
    r"\b(?:[Aa]mbassador|[Ee]nvoy|[Cc]onsul|[Ee]missary|[Rr]epresentative)[ \xa0](?:to|for|of)(?:[ \xa0]the)?[ \xa0]$"
)


#: What joins a body to its field ("Center for Opinion Research"), and the parts of a field or of a name.
_FIELD = re.compile(r"[ \xa0](?:for|on|to|against)(?:[ \xa0]the)?[ \xa0]")
_AND = re.compile(r"[ \xa0](?:and|&)[ \xa0]")


def _joined(text: str, names: list[Name]) -> list[Name]:
    """Make one name of a body and what it is for: "Commission on Harbour Safety", "Rules and Ethics Committee"."""
    joined: list[Name] = []
    for name in names:
        before = joined[-1] if joined else None
        if before is not None and not before.possessive and _is_continued(text, before, name):
            between = text[before.end : name.full_start].split()
            words = (*before.words, *between, *text[name.full_start : name.start].split(), *name.words)
            joined[-1] = Name(before.start, name.end, words, "organisation", None, before.full_start, name.possessive)
        else:
            joined.append(name)
    return joined


def _is_continued(text: str, one: Name, other: Name) -> bool:
    lists = word_lists("organisations.txt")
    between = text[one.end : other.full_start]
    if other.kind == "person" or other.plain[0] in _DAYS or "\n" in between:
        return False
    if _FIELD.fullmatch(between):
        return one.plain[-1] in lists["with_field"] and other.plain[-1] not in places()
    if not _AND.fullmatch(between) or one.kind == "person":
        return False
    field = {"of", "for", "on", "to"} & set(one.plain) and not {"and", "&"} & set(one.plain)
    if field and one.plain[-1] not in lists["end"]:
        return other.plain[-1].endswith("s") and other.plain[-1] in common_words() and len(other.words) < 3
    the = re.search(r"\b[Tt]he[ \xa0](?:[a-z]+[ \xa0])?$", text[max(0, one.start - 20) : one.start])
    both = one.plain[-1] not in lists["end"] | places() and len(one.words) < 4
    return bool(the) and both and len(other.words) > 1 and other.plain[-1] in lists["with_field"]


def is_headline(line: str) -> bool:
    """Whether most longer words of a line have a capital."""
    words = [w for w in _WORD.findall(line) if len(w) > 3]
    small = [w for w in _WORD.findall(line) if w[0].islower()]
    if any(w not in openers() for w in small):
        return False
    fewest = 5 if line.rstrip().endswith(".") else 3
    return len(words) >= fewest and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _names_of_run(text: str, run: re.Match[str], lower: set[str], *, headline: bool) -> Iterator[Name]:
    """Cut a run of capitalised words into names: after a possessive, after a sentence's end, behind titles."""
    words: list[tuple[int, int]] = []
    for m in re.finditer(r"[^ \xa0]+", run.group()):
        a, b = run.start() + m.start(), run.start() + m.end()
        end = None if _owners_body(text, a, b) else _POSSESSIVE.search(text[a:b])
        words.append((a, b - (len(end.group()) if end else 0)))
        stop = text[a:b].endswith(".") and not _ENDS_WITH_STOP.search(text[a:b])
        if end or stop:
            yield from _name_of(text, words, lower, possessive=bool(end), headline=headline)
            words = []
    if words:
        yield from _name_of(text, words, lower, possessive=False, headline=headline)


_MEMBERS_BODY = re.compile(rf"[ \xa0](?:{_OF_MEMBERS})\b")


def _owners_body(text: str, start: int, end: int) -> bool:
    """Whether an owner is part of a body's name: "Port Users’ Forum", "Women’s Institute"."""
    owner = plain_words((text[start:end],))[0]
    owns = owner.endswith("s'") or owner in word_lists("organisations.txt")["owners"]
    return owns and bool(_MEMBERS_BODY.match(text, end))


def _name_of(
    text: str, spans: list[tuple[int, int]], lower: set[str], *, possessive: bool, headline: bool
) -> Iterator[Name]:
    words = [text[a:b] for a, b in spans]
    plain = [w.lower().strip(".").replace("’", "'") for w in words]
    first = 0
    starts = _starts_sentence(text, spans[0][0])
    of_the = {k for k in range(2, len(words)) if plain[k - 1 : k + 1] == ["of", "the"]}
    while first < len(words) and plain[first] in openers() and not _is_initial(words[first]):
        if plain[first] == "new" and first + 1 < len(words):
            break
        first += 1
    if _POSTED.search(text[max(0, spans[0][0] - 40) : spans[0][0]]):  # "Ambassador to the United States Ana Ortega"
        country = next(
            (k for k in range(first, len(words)) if plain[k] not in places() | {"united", "states"}), len(words)
        )
        first = country if country < len(words) - 1 else first
    if starts and first == 0 and len(words) > 1 and plain[1] == "of" and _is_noun(plain[0]) and not is_office(plain[0]):
        first = 3 if 2 in of_the and len(words) > 3 else 2  # "Residents of Velden"
    cut = next((k for k in range(first + 1, len(words)) if k not in of_the and _breaks(words[k], plain[k])), None)
    words, plain, spans = words[:cut], plain[:cut], spans[:cut]
    if starts and len(words) == 1 and (plain[0] in lower or _is_noun(plain[0])) and plain[0] not in first_names():
        return
    if (
        starts
        and len(words) == 1
        and plain[0].endswith(("ing", "ly", "ed", "-out"))
        and (re.split("-", plain[0])[0] in common_words() or "-" in plain[0])
        and plain[0] not in first_names()
    ):
        return  # "Speaking in Velden", "Cross-examined by Ana Ortega"
    full_start = spans[min(first, len(words) - 1)][0]
    title, first, last = _without_titles(plain, first)
    if first >= last:
        return
    if title is None:
        title = _lower_title(text, spans[first][0])
    words, plain, spans = words[first:last], plain[first:last], spans[first:last]
    if plain[-1] in _FIRM and text[spans[-1][1] : spans[-1][1] + 2] in (". ", ".\xa0", ".,"):
        words[-1], spans[-1] = f"{words[-1]}.", (spans[-1][0], spans[-1][1] + 1)  # "Trundle Inc. said"
    described = len(plain) > 1 and is_office(plain[-1]) and plain[0] not in first_names()
    nothing = all(is_office(p) or p in openers() for p in plain) and title not in _COURTESY
    if plain[-1] in _PARTISANS or described or nothing:
        return
    number = _NUMBER.match(text, spans[-1][1]) if plain[-1] in _NUMBERED else None
    if number:  # "CPSA Local 88"
        words, plain = [*words, number.group(1)], [*plain, number.group(1)]
        spans = [*spans, number.span(1)]
    if words[-1].endswith(".") and not _ENDS_WITH_STOP.search(words[-1]):
        words[-1], spans[-1] = words[-1][:-1], (spans[-1][0], spans[-1][1] - 1)
    while len(words) > 2 and words[-1].isupper() and plain[-1] in word_lists("roles.txt")["behind"] and not headline:
        words, plain, spans = words[:-1], plain[:-1], spans[:-1]  # "Ana Ortega QC"
    end = spans[-1][1]
    if plain[-1] in GENERATION and text[end : end + 1] == ".":
        words[-1], end = f"{words[-1]}.", end + 1
    suffix = _SUFFIX.match(text, end)
    stray = (plain[0] not in first_names() and plain[0] in common_words()) or re.fullmatch(r"[A-Z]{2,3}", words[0])
    if len(words) > 2 and stray and plain[1] in first_names() and not _is_initial(words[0]):
        kind = _kind(text, spans[1][0], words[1:], plain[1:], title)  # "Crooked Ana Ortega", "DJ Ana Ortega"
        if kind == "person":
            words, plain, spans = words[1:], plain[1:], spans[1:]
    kind = _kind(text, spans[0][0], words, plain, title)
    if suffix and kind == "person":
        words = [*words, suffix.group().strip(" ,")]
        end = suffix.end()
    if headline and plain[0] in first_names() and kind != "organisation":
        kind = "person"
    if headline and kind == "person":
        words, end = ([], 0) if len(plain) > 1 and plain[1] in lower else _headline_person(words, plain, spans)
        if not words:
            return
    yield Name(spans[0][0], end, tuple(words), kind, title, full_start, possessive)


def _is_noun(plain: str) -> bool:
    """Whether a word is a noun for people or things that speak, in the singular or the plural."""
    return any(plain in nouns or plain.removesuffix("s") in nouns for nouns in word_lists("nouns.txt").values())


def _breaks(word: str, plain: str) -> bool:
    """Whether a capitalised word inside a run can't belong to a name: "U.S. This", "Channel Tuesday"."""
    return plain in openers() and plain not in word_lists("words.txt")["also_names"] and not _is_initial(word)


def _without_titles(plain: list[str], first: int) -> tuple[str | None, int, int]:
    """Split "Secretary of State Ana Ortega of Velden": the last title and where the name proper begins and ends."""
    last = len(plain)
    ends, roles = word_lists("organisations.txt")["end"], word_lists("roles.txt")
    weak = roles["weak"] | roles["work"]
    for k in range(last - 1, first - 1, -1):
        if not (is_office(plain[k]) or plain[k] in roles["work"]):
            continue
        rest = k + 1
        if rest < last and plain[rest] == "of":  # the office's field
            rest += 3 if rest + 1 < last and plain[rest + 1] == "the" else 2
            rest = _behind_field(plain, rest, last)
            if rest >= last:
                return plain[k], last, last
        end = _end_of_person(plain, rest, titled=True)
        strong = plain[k] not in weak or (k > first and is_office(plain[k - 1]))
        is_body = rest < last and plain[end - 1] in ends
        if rest < last and not is_body and (strong or plain[rest] in first_names() or _rare_name(plain[rest:end])):
            return plain[k], rest, end
    return None, first, _end_of_person(plain, first, titled=False)


def _behind_field(plain: list[str], first: int, last: int) -> int:
    """Where the name begins behind an office's field: "of Education Stefania Giannini"; ``last`` where it has none."""
    for k in range(first, last):
        if plain[k] in first_names():
            return k
    fields = word_lists("roles.txt")["fields"]
    if first >= last or plain[first - 1] not in fields:
        return last
    left = [k for k in range(first, last) if plain[k] not in fields | {"and", "of", "the"}]
    return left[-2] if len(left) > 1 else left[0] if left else last


def _rare_name(plain: list[str]) -> bool:
    """Whether two words are no others' than a person's: "Noelene Hart" behind "Publican"."""
    return len(plain) == 2 and plain[0] not in common_words() | places() and plain[1] not in places()


def _end_of_person(plain: list[str], first: int, *, titled: bool) -> int:
    """Cut "Ana Ortega of Velden" and, behind a title, "Ortega of Velden" before "of"."""
    if "of" in plain[first + 1 :]:
        at = plain.index("of", first)
        if titled or (plain[first] in first_names() and at - first in (2, 3)):
            return at
    return len(plain)


def _headline_person(words: list[str], plain: list[str], spans: list[tuple[int, int]]) -> tuple[list[str], int]:
    """In a line of capitals only a known first name and the word behind it, or two with an initial between."""
    if len(words) < 2 or plain[0] not in first_names() or plain[0] in places():
        return [], 0
    count = 3 if len(words) > 2 and _is_initial(words[1]) else 2
    return words[:count], spans[min(count, len(spans)) - 1][1]


def _is_initial(word: str) -> bool:
    return bool(re.fullmatch(r"(?:[A-Z]\.){1,3}", word))


def _starts_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 4) : at].rstrip(" \xa0")
    return not before or before[-1] in ".?!:;\n\r“\"‘'(—–-"


def _lower_title(text: str, at: int) -> str | None:
    """The title in small letters right before a name: "spokeswoman Ana Ortega"."""
    before = re.search(r"([A-Za-z][\w-]*)[ \xa0]$", text[max(0, at - 30) : at])
    word = before.group(1).lower() if before else ""
    return word if is_title(word) else None


def _kind(text: str, start: int, words: list[str], plain: list[str], title: str | None) -> NameKind:
    lists = word_lists("organisations.txt")
    if len(words) > 1 and (plain[-1] in lists["end"] or plain[-1].isdigit() or plain[0] in lists["begin"]):
        return "organisation"
    if ACRONYM.fullmatch(words[0]) and len(words) == 1 and title not in ("mr", "mrs", "ms"):
        return "organisation"
    if plain[-1] in places() and (len(words) == 1 or plain[0] not in first_names()):
        return "other"
    if "&" in words or "of" in plain:
        return "organisation"
    if title is not None and len(words) <= 4:
        return "person"
    article = re.search(r"\b(?:[Tt]he|[Aa]n?)[ \xa0]$", text[max(0, start - 5) : start])
    if len(words) > 1 and plain[0] in first_names() and not article and len(words) <= 5:
        return "person"
    if len(words) > 1 and _is_initial(words[0]) and not article:
        return "person"
    if len(words) > 1 and article:
        return "organisation"
    return "other"
