"""Edits of a quotation, by type, and what a check must say of each.

An edit takes words and gives others, or None where it finds nothing to change. The lists are our own.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .speeches import HESITATION, Corpus, plain_words

Edit = Callable[[str, random.Random, Corpus], str | None]


@dataclass(frozen=True, slots=True)
class EditType:
    """One type of edit: any of ``wordings`` is right, and ``warning`` must be among the warnings."""

    name: str
    edit: Edit
    wordings: tuple[str, ...]
    marked: bool = False
    warning: str | None = None


_TENSES = {
    "is": "was", "are": "were", "was": "is", "were": "are", "will": "would", "has": "had", "have": "had",
    "can": "could", "must": "had to", "do": "did", "does": "did", "stands": "stood", "remains": "remained",
    "believe": "believed", "need": "needed", "know": "knew", "come": "came",
    "began": "begin", "gave": "give", "seek": "sought",
}  # fmt: skip
_OTHERS = {
    "our": "their", "we": "they", "must": "may", "will": "should", "all": "some", "more": "less", "always": "often",
    "every": "any", "most": "few", "before": "after", "first": "last", "great": "small",
    "new": "old", "more than": "less than", "good": "fair", "strong": "weak", "public": "private", "men": "children",
}  # fmt: skip
_SYNONYMS = {
    "people": "citizens", "nation": "country", "nations": "countries", "government": "administration",
    "freedom": "liberty", "peace": "calm", "world": "globe", "must": "have to", "shall": "will", "great": "big",
    "large": "big", "important": "crucial", "help": "assist", "begin": "start", "began": "started", "every": "each",
    "many": "lots of", "work": "labor", "power": "strength", "war": "armed conflict", "children": "kids",
    "united": "joined", "citizens": "people", "country": "nation", "believe": "think", "need": "require",
    "hope": "aspiration", "future": "years ahead", "congress": "the lawmakers", "also": "as well",
    "problems": "troubles", "opportunity": "chance",
    "because": "since", "however": "but", "now": "today", "today": "now", "free": "unbound",
    "men": "people", "duty": "task", "make": "create", "made": "created", "increase": "raise", "right": "entitlement",
    "security": "safety", "economic": "financial", "through": "by way of", "against": "opposed to", "upon": "on",
    "strong": "sturdy", "law": "statute", "laws": "statutes", "continue": "go on", "effort": "push", "give": "hand",
}  # fmt: skip
_BRITISH = (
    (r"\b([Ll])abor(s|ed|er|ers|ing)?\b", r"\1abour\2"), (r"\b([Hh])onor(s|ed|able|ably)?\b", r"\1onour\2"),
    (r"\b([Ff])avor(s|ed|able|ite)?\b", r"\1avour\2"), (r"\b([Nn])eighbor(s|hood|hoods|ing|ly)?\b", r"\1eighbour\2"),
    (r"\b([Ee])ndeavor(s|ed|ing)?\b", r"\1ndeavour\2"), (r"\b([Cc])olor(s|ed)?\b", r"\1olour\2"),
    (r"\b([Dd])efense\b", r"\1efence"), (r"\b([Oo])ffense(s)?\b", r"\1ffence\2"),
    (r"\b([Cc])enter(s)?\b", r"\1entre\2"), (r"\b([Pp])rogram(s)?\b", r"\1rogramme\2"),
    (r"\b(\w{3,})iz(e|es|ed|ing|ation|ations)\b", r"\1is\2"),
    (r"\b([Tt])ravel(ed|ing|er)\b", r"\1ravell\2"), (r"\b([Ff])ulfill(s)?\b", r"\1ulfil\2"),
    (r"\b([Jj])udgment(s)?\b", r"\1udgement\2"), (r"\b([Ss])killful(ly)?\b", r"\1kilful\2"),
    (r"\b([Pp])ercent\b", r"\1er cent"), (r"\b([Tt])oward\b", r"\1owards"), (r"\b([Rr])igor\b", r"\1igour"),
    (r"\b([Aa])nalyze(d|s)?\b", r"\1nalyse\2"), (r"\b([Hh])arbor(s|ed)?\b", r"\1arbour\2"),
)  # fmt: skip
_CONTRACTIONS = (
    (r"\b([Dd])o not\b", r"\1on't"), (r"\b([Cc])annot\b", r"\1an't"), (r"\b([Ii])t is\b", r"\1t's"),
    (r"\b([Ww])e will\b", r"\1e'll"), (r"\b([Ww])e have\b", r"\1e've"), (r"\bI have\b", "I've"), (r"\bI am\b", "I'm"),
    (r"\b([Ii])s not\b", r"\1sn't"), (r"\b([Aa])re not\b", r"\1ren't"), (r"\b([Ww])ill not\b", r"\1on't"),
    (r"\b([Ww])e are\b", r"\1e're"), (r"\b([Tt])hey are\b", r"\1hey're"), (r"\b([Tt])hat is\b", r"\1hat's"),
    (r"\b([Hh])as not\b", r"\1asn't"), (r"\b([Dd])oes not\b", r"\1oesn't"), (r"\bI will\b", "I'll"),
    (r"\b([Dd])on't\b", r"\1o not"), (r"\b([Cc])an't\b", r"\1annot"), (r"\b([Ww])e're\b", r"\1e are"),
    (r"\b([Ww])e've\b", r"\1e have"), (r"\b([Ww])e'll\b", r"\1e will"), (r"\bI'm\b", "I am"), (r"\bI've\b", "I have"),
    (r"\b([Ll])et us\b", r"\1et's"), (r"\b([Ss])hould not\b", r"\1houldn't"), (r"\b([Cc])ould not\b", r"\1ouldn't"),
)  # fmt: skip
_TITLES = (
    (r"\bMr\. ", "Mister "), (r"\bMr\. ", "Mr "), (r"\bDr\. ", "Doctor "), (r"\bU\.S\.(?!\w)", "US"),
    (r"\bSecretary General\b", "Secretary-General"), (r"\bSt\. ", "Saint "),
)  # fmt: skip
_OCR = (("rn", "m"), ("m", "rn"), ("l", "1"), ("cl", "d"), ("o", "0"), ("vv", "w"), ("w", "vv"))
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBERS: Mapping[str, int] = {word: k for k, word in enumerate(_SMALL) if k > 1} | _TENS
_DIGITS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*(?![\d.,]*\d|-|[a-z])|(?<![\d.,])\d*[04-9](?=th)")
_DULL = frozenset(
    "the a an of and or to in on at by for from with as that this which who it its be been being but not no nor "
    "if then than so such these those he she they we i you his her their our my your is are was were has have had "
    "do does did will would shall should can could may might must there here all any some more most much many "
    "also only other same time like less year years last just very even into over about when what where how upon "
    "them each well".split()
)
_NEGATION = re.compile(r"\b(?:not|never|no|nor|neither|none|nothing|cannot|without)\b|n['’]t\b", re.IGNORECASE)
_TOLD = {"we": "[the members]", "it": "[the plan]", "they": "[the towns]", "our": "[the country's]"}
_MARKS = (
    (r" ?-- ?", "—"), (r" ?-- ?", " – "), (r"'", "’"), (r",", ""), (r";", "."), (r"(?<=[a-z])-(?=[a-z])", " "),
)  # fmt: skip
_INSERTED = "truly bravely wisely openly secretly gladly slowly boldly".split()


def is_dull(word: str) -> bool:
    """Whether a word says little by itself."""
    return word.strip(".,;:?!").lower() in _DULL


def content_words(text: str) -> list[str]:
    """The words of a text that aren't small ones."""
    return [w for w in plain_words(text) if w not in _DULL and len(w) > 3]


def _words(text: str) -> list[str]:
    return text.split(" ")


def _inner(text: str, rng: random.Random, *, edge: int = 1) -> list[int]:
    """Places of the words inside a text, in no order."""
    places = list(range(edge, len(_words(text)) - edge))
    rng.shuffle(places)
    return places


def _put(text: str, at: int, new: str, *, count: int = 1) -> str:
    """Words with other ones at a place; marks at the edges of the old ones stay."""
    words = _words(text)
    tail = re.search(r"[.,;:?!]*$", words[at + count - 1])
    mark = tail.group() if tail and count else ""
    return " ".join([*words[:at], *([new + mark] if new else []), *words[at + count :]])


def same(text: str, _rng: random.Random, _corpus: Corpus) -> str | None:
    """Nothing changed."""
    return text


def _by_table(table: Mapping[str, str]) -> Edit:
    """An edit that puts another word for one of a table."""

    def edit(text: str, rng: random.Random, _corpus: Corpus) -> str | None:
        for at in _inner(text, rng, edge=0):
            word = _words(text)[at]
            plain = word.strip(".,;:?!")
            if plain in table:
                return _put(text, at, table[plain])
        return None

    return edit


def _by_patterns(patterns: tuple[tuple[str, str], ...]) -> Edit:
    """An edit that changes all that one of some patterns finds."""

    def edit(text: str, rng: random.Random, _corpus: Corpus) -> str | None:
        for pattern, new in rng.sample(patterns, len(patterns)):
            changed = re.sub(pattern, new, text)
            if changed != text:
                return changed
        return None

    return edit


def swap(text: str, rng: random.Random, corpus: Corpus) -> str | None:
    """Another word for one: half of the time a small word with another sense, else one with the same ending."""
    if rng.random() < 0.5 and (changed := _by_table(_OTHERS)(text, rng, corpus)):
        return changed
    for at in _inner(text, rng, edge=0):
        word = _words(text)[at].strip(".,;:?!")
        if not (word.islower() and word.isalpha() and len(word) > 4) or word in _DULL or _NEGATION.search(word):
            continue
        ending = next((e for e in ("tion", "ing", "ed", "ly", "s") if word.endswith(e)), word[-1])
        fits = [w for w in corpus.common if w.endswith(ending) and w[:2] != word[:2] and not is_dull(w)]
        if fits:
            return _put(text, at, rng.choice(fits))
    return None


def drop(text: str, rng: random.Random, _corpus: Corpus) -> str | None:
    """A word of sense left out, without a mark."""
    words = [w.strip(".,;:?!") for w in _words(text)]
    for at in _inner(text, rng):
        alone = words[at] not in (words[at - 1], words[at + 1])
        if alone and words[at].islower() and words[at] not in _DULL and not _NEGATION.search(words[at]):
            return _put(text, at, "")
    return None


def insert(text: str, rng: random.Random, _corpus: Corpus) -> str | None:
    """A word more."""
    return _put(text, _inner(text, rng)[0], rng.choice(_INSERTED), count=0)


def number_changed(text: str, rng: random.Random, _corpus: Corpus) -> str | None:
    """Another number."""
    if found := list(_DIGITS.finditer(text)):
        m = rng.choice(found)
        value = int(m.group().replace(",", ""))
        step = 10 if text.startswith("th", m.end()) else 10 ** (len(str(value)) // 2)
        other = value + rng.choice((1, 2, 3, 5)) * step
        return text[: m.start()] + (f"{other:,}" if "," in m.group() else str(other)) + text[m.end() :]
    for at in _inner(text, rng, edge=0):
        word = _words(text)[at].strip(".,;:?!")
        if word in _NUMBERS:
            return _put(text, at, rng.choice([w for w in _NUMBERS if w != word]))
    return None


def negation_dropped(text: str, rng: random.Random, _corpus: Corpus) -> str | None:
    """A "not" or "never" left out."""
    words = _words(text)
    found = [at for at in _inner(text, rng) if words[at] in ("not", "never") and words[at + 1] not in ("only", "just")]
    return _put(text, found[0], "") if len(found) == 1 else None


def negation_added(text: str, rng: random.Random, _corpus: Corpus) -> str | None:
    """A "not" after a helping verb."""
    words = _words(text)
    helping = ("is", "are", "was", "were", "will", "can", "must", "should", "shall", "may", "would")
    found = [at for at in _inner(text, rng) if words[at] in helping and words[at + 1].islower()]
    if not found or _NEGATION.search(text):
        return None
    return _put(text, found[0] + 1, rng.choice(("not", "not", "never")), count=0)


def ellipsis(text: str, rng: random.Random, _corpus: Corpus) -> str | None:
    """Some words in the middle left out, with a mark."""
    words = _words(text)
    short = len(words) < 12
    keep = 2 if short else 4
    if len(words) < 2 * keep + 2:
        return None
    a = rng.randrange(keep, len(words) - keep - 1)
    b = min(a + rng.randint(1 if short else 2, 2 if short else 7), len(words) - keep)
    if _NEGATION.search(" ".join(words[a:b])):
        return None
    mark = rng.choice(("…", "...", ". . ."))
    return " ".join([*words[: a - 1], words[a - 1].rstrip(",;:."), mark, *words[b:]])


def bracket(text: str, rng: random.Random, _corpus: Corpus) -> str | None:
    """A pronoun explained, or a word added, in brackets."""
    words = _words(text)
    for at in _inner(text, rng, edge=0):
        if words[at].strip(".,;:") in _TOLD:
            return _put(text, at, _TOLD[words[at].strip(".,;:")])
    return _put(text, _inner(text, rng)[0], rng.choice(("[again]", "[of the harbor]", "[this year]")), count=0)


def paraphrase(text: str, rng: random.Random, _corpus: Corpus) -> str | None:
    """Other words for as many as the table has, and the clauses in another order where there are two."""
    words = _words(text)
    changed = [_SYNONYMS.get(w.strip(".,;:?!").lower(), w) for w in words]
    if sum(a != b for a, b in zip(words, changed, strict=True)) < max(2, len(words) // 6):
        return None
    clauses = re.split(r"(?<=[a-z]), (?=[a-z])", " ".join(changed))
    return ", ".join(reversed(clauses)) if len(clauses) == 2 else " ".join(changed)


def misprint(text: str, rng: random.Random, corpus: Corpus) -> str | None:
    """Two letters of a long word changed places, one lost, or one doubled."""

    def spoilt(word: str) -> str:
        k = rng.randrange(1, len(word) - 2)
        return rng.choice((word[:k] + word[k + 1] + word[k] + word[k + 2 :], word[:k] + word[k + 1 :],
                           word[:k] + word[k] + word[k:]))  # fmt: skip

    return _spoil(text, rng, corpus, spoilt)


def ocr(text: str, rng: random.Random, corpus: Corpus) -> str | None:
    """A letter of a long word read wrongly by a machine."""

    def spoilt(word: str) -> str:
        read, for_it = rng.choice([(a, b) for a, b in _OCR if a in word] or [("", "")])
        return word.replace(read, for_it, 1) if read else word

    return _spoil(text, rng, corpus, spoilt)


def _spoil(text: str, rng: random.Random, corpus: Corpus, spoilt: Callable[[str], str]) -> str | None:
    for at in _inner(text, rng, edge=0):
        word = _words(text)[at].strip(".,;:?!")
        if len(word) > 5 and word.isalpha() and word.islower():
            new = spoilt(word)
            if new != word and new not in corpus.vocabulary:
                return _put(text, at, new)
    return None


def number_style(text: str, rng: random.Random, _corpus: Corpus) -> str | None:
    """Figures for a number in words, or the other way round."""
    words = {str(k): w for w, k in _NUMBERS.items()}
    for m in re.finditer(r"(?<![\w.,$-])\d{1,2}(?![\w.,%-]|\s*(?:per|million|billion|trillion))", text):
        if m.group() in words:
            return text[: m.start()] + words[m.group()] + text[m.end() :]
    changed = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    changed = re.sub(r"\$(\d[\d.]*) (million|billion|trillion)", r"\1 \2 dollars", changed)
    changed = re.sub(r"(?<=\d) percent\b", "%", changed)
    if changed == text:
        for at in _inner(text, rng, edge=0):
            word = _words(text)[at].strip(".,;:?!")
            if word in _NUMBERS:
                return _put(text, at, str(_NUMBERS[word]))
    return changed if changed != text else None


def case(text: str, rng: random.Random, _corpus: Corpus) -> str | None:
    """Another case for a word that the source capitalises in its own way, or capitals for one."""
    changed = re.sub(r"\b(Nation|Congress|Government|State|Union|Constitution)\b", lambda m: m.group().lower(), text)
    if changed != text:
        return changed
    long = [at for at in _inner(text, rng) if len(_words(text)[at]) > 5 and _words(text)[at].islower()]
    return _put(text, long[0], _words(text)[long[0]].strip(".,;:?!").upper()) if long else None


def hesitations_dropped(text: str, _rng: random.Random, _corpus: Corpus) -> str | None:
    """The hesitations of the spoken text left out."""
    changed = " ".join(HESITATION.sub("", text).split())
    return changed if changed != text and not re.search(r"\b(?:uh|you know)\b", changed) else None


def opening_dropped(text: str, _rng: random.Random, _corpus: Corpus) -> str | None:
    """An opening "And" or "But" left out."""
    opened = re.sub(r"^(?:And|But|So|Well),? ", "", text)
    return opened[0].upper() + opened[1:] if opened != text else None


def question(text: str, _rng: random.Random, _corpus: Corpus) -> str | None:
    """A question printed as a statement."""
    return text[:-1] if text.endswith("?") else None


_KEPT, _CUT, _CHANGED = ("verbatim",), ("trimmed",), ("altered",)
#: The edits that change words of one passage.
TYPES = (
    EditType("verbatim", same, _KEPT),
    EditType("word swapped", swap, _CHANGED),
    EditType("word dropped", drop, _CUT),
    EditType("word inserted", insert, _CHANGED),
    EditType("number changed", number_changed, _CHANGED, warning="number changed"),
    EditType("negation dropped", negation_dropped, _CUT, warning="negation dropped"),
    EditType("negation added", negation_added, _CHANGED, warning="negation added"),
    EditType("ellipsis", ellipsis, _CUT, marked=True),
    EditType("bracket", bracket, _CHANGED, marked=True),
    EditType("tense", _by_table(_TENSES), _CHANGED),
    EditType("paraphrase in marks", paraphrase, ("altered", "spliced", "not_found")),
    EditType("question as statement", question, _KEPT, warning="question made a statement"),
    EditType("misprint", misprint, _KEPT),
    EditType("OCR", ocr, _KEPT),
    EditType("British spelling", _by_patterns(_BRITISH), _KEPT),
    EditType("contraction", _by_patterns(tuple((f"{a}(?= [a-z])", b) for a, b in _CONTRACTIONS)), _KEPT),
    EditType("title", _by_patterns(_TITLES), _KEPT),
    EditType("marks", _by_patterns(_MARKS), _KEPT),
    EditType("number style", number_style, _KEPT),
    EditType("case", case, _KEPT),
    EditType("hesitations dropped", hesitations_dropped, _KEPT),
    EditType("opening dropped", opening_dropped, _KEPT),
)
