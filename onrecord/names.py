"""Who occurs in an article: names, and which of them name the same person or organisation.

Names are found by their shape (capitals, initials, particles, titles), sorted with small lists of titles, of endings of
organisations' names and of first names, and gathered into entities: a surname, a first name or an acronym goes to the
fuller form that the article gives. Nothing is known about who is who.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

Gender = Literal["f", "m", "-"]
Kind = Literal["person", "organisation", "other"]

_PARTICLES = "de|la|le|van|der|den|von|bin|ibn|al|el|di|da|dos|du|del|della|ter|ten|zu|y"
_CAPITAL = r"(?:(?:[A-Z]\.){1,3}|(?:[A-ZÀ-ÖØ-ÞĀ-Ž]|[dlDLO]['’](?=[A-Z]))[\w]*(?:[-–'’][A-Za-zÀ-ž]\w*)*(?:\.(?=[ \xa0][A-Z]))?)"
_NICKNAME = r"(?:[ \xa0][\"“][A-Z][\w]+[\"”](?=[ \xa0][A-Z]))?"
_RUN = re.compile(rf"(?<!\w)(?<!\w[-–]){_CAPITAL}(?:{_NICKNAME}(?:[ \xa0](?:(?:{_PARTICLES})[ \xa0])*(?=[A-ZÀ-ÖØ-Þ])|[ \xa0](?:&|of|of[ \xa0]the)[ \xa0]){_CAPITAL})*")
_ENDS_WITH_STOP = re.compile(r"(?:^(?:[A-Z]\.)+|\b(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Govs|Rev|Gen|Lt|Col|Sgt|Capt|Prof|St|Jr|Sr|Hon|Maj|Adm|Cmdr|Del|Inc|Corp|Co|Ltd)\.)$")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_SUFFIX = re.compile(r",? (?:Jr\.?|Sr\.?|II|III|IV)(?!\w)")
_GENERATION = {"jr", "sr", "ii", "iii", "iv"}
_ACRONYM = re.compile(r"[A-Z]{2,6}s?|(?:[A-Z]\.){2,5}")
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
#: Words with a capital for their place in the sentence; no name begins with one.
_OPENERS = frozenset(
    "a about above according across actually add after again against ago ahead all along already also although always am amid"
    " among an and another any anyone are aren't around as ask asked at away back be because been before behind being"
    " below besides between both but by call can can't clearly could couldn't did didn't do does doesn't doing don't"
    " down during each earlier early either else even eventually ever every everybody everyone everything except few"
    " finally first following for former from further get give given go going good great had has have having he he'd"
    " he's her here here's hers him his how however i i'd i'll i'm i've if in indeed inside instead into is isn't it"
    " it's its just keep know last late later latest least less let let's like likewise look made make many may maybe"
    " me meanwhile might more moreover most much must my near nearly neither never nevertheless new next no nobody"
    " none nor not nothing now of off often oh okay on once one only onto or other others our ours out outside over"
    " own people perhaps please put rather really recent recently right said same say saying says see several shall"
    " she she's should since so some somebody someone something sometimes soon still such take than thank thanks that that's"
    " the their them then there there's these they they're they've this those though three through throughout thus to"
    " today together tomorrow tonight too toward towards two under unless unlike until up upon us use very want was we"
    " we'd we'll we're we've well were what what's when whenever where whereas whether which while who who's whoever"
    " whom whose why will with within without won't would wouldn't yes yesterday yet you you're your yours"
    " monday tuesday wednesday thursday friday saturday sunday january february march april june july august september"
    " october november december jan feb mar apr jun jul aug sept sep oct nov dec four five six seven eight nine ten"
    " dozens hundreds thousands millions half".split()
)  # fmt: skip
_COURTESY = frozenset("mr mrs ms dr miss".split())
#: They end a description ("the Velden Republican"), no name.
_PARTISANS = frozenset("republican democrat republicans democrats conservative liberal independent native".split())
#: Openers that are names, too, behind another capitalised word.
_ALSO_NAMES = frozenset("new may will march april june august young of love so an do to ma how say".split())
#: What a person does beside whose bare surname it stands.
_SPEAKS = re.compile(
    r"[ \xa0](?:(?:also|then|later|has|had)[ \xa0])?"
    r"(?:said|says|told|added|tweeted|joked|continued|asked|argued|wrote|explained|noted|replied|thinks|believes)\b"
)
#: Words before a place's name.
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|across|the|toward|[a-z]*ern|outside|throughout)[ \xa0]$", re.IGNORECASE)


def _resource(name: str) -> Iterator[str]:
    text = (files(__package__) / "resources" / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def word_lists(name: str) -> Mapping[str, frozenset[str]]:
    """Read a resource of lines ``key: word word ...``."""
    rows = (line.partition(":") for line in _resource(name))
    return {key: frozenset(words.split()) for key, _, words in rows}


@cache
def first_names() -> Mapping[str, Gender]:
    """First names, lower case, and the gender of nearly all who bear them."""
    found: dict[str, Gender] = {}
    for line in _resource("first_names.tsv"):
        name, _, letter = line.partition("\t")
        found[name] = "f" if letter == "f" else "m" if letter == "m" else "-"
    return found


@cache
def _nicknames() -> Mapping[str, frozenset[str]]:
    from nicknames import NickNamer

    return {name: frozenset(others) for name, others in NickNamer.default_lookup().items()}


@cache
def _places() -> frozenset[str]:
    return frozenset().union(*word_lists("places.txt").values())


@cache
def titles() -> Mapping[str, Gender]:
    """Titles and roles that stand before a name, lower case without stop, and the gender that they tell."""
    found: dict[str, Gender] = {}
    genders: tuple[Gender, ...] = ("m", "f", "-")
    for gender in genders:
        for word in word_lists("roles.txt")[gender]:
            found[word] = gender
    return found


def _plain(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w.lower().replace(".", "").replace("’", "'").strip('"“”') for w in words)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: ``text[start:end]`` is its words without title and possessive ending.

    ``title`` is the last word of title before it, lower case; ``full_start`` is where the titles begin.
    """

    start: int
    end: int
    words: tuple[str, ...]
    kind: Kind
    title: str | None
    full_start: int
    possessive: bool

    @property
    def plain(self) -> tuple[str, ...]:
        """Its words in lower case without stops."""
        return _plain(self.words)


@dataclass(eq=False, slots=True)
class Entity:
    """A person, an organisation, or something else with a name; ``mentions`` in the order of the text."""

    kind: Kind
    name: tuple[str, ...]
    gender: Gender = "-"
    mentions: list[Name] = field(default_factory=list)
    #: What a bare first name would tell; it may be a surname.
    leaning: Gender = "-"
    #: Whether it stands where only places and things stand ("in Velden", "the Senate").
    place: bool = False
    #: Lower-case words that the article puts beside the name: "senator", "nominee", "agency".
    roles: set[str] = field(default_factory=set)

    @property
    def fullest(self) -> str:
        """The fullest form that the article gives."""
        return " ".join(self.name)

    @property
    def plain(self) -> tuple[str, ...]:
        """Words of the fullest form, lower case without stops."""
        return _plain(self.name)


class Cast:
    """Everyone and everything that an article names.

    ``entities`` in the order of first mention; ``mentions`` in the order of the text, each with its entity.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        found, headlines = _find_names(text)
        self.entities: list[Entity] = []
        self._by_word: dict[str, list[Entity]] = {}
        placed: dict[Name, Entity] = {}
        for name in (n for n in found if len(n.words) > 1 or n.kind == "organisation"):
            placed[name] = self._gather(name)
        for name in headlines:
            if name.kind == "person" and not self._fitting(name):
                placed[name] = self._gather(name)
        taken = {n.start for n in placed}
        rest = [*found, *(n for n in _known_in_headlines(text, self.entities) if n.start not in taken)]
        for name in sorted(rest, key=lambda n: titles().get(n.title or "", "-") == "-"):  # "Ms. Ortega" before "Ortega"
            if name not in placed:
                entity = self._short(name, placed)
                if entity is not None:
                    placed[name] = entity
        self.mentions = sorted(placed, key=lambda n: (n.start, n.end))
        self._starts = [n.start for n in self.mentions]
        self._entity = placed
        for name in self.mentions:
            placed[name].mentions.append(name)
        self.entities = sorted((e for e in self.entities if e.mentions), key=lambda e: e.mentions[0].start)
        for entity in self.entities:
            if entity.kind == "other":
                entity.place = bool(_places() & set(entity.plain)) or any(
                    _PLACE_BEFORE.search(text[max(0, n.start - 12) : n.start]) for n in entity.mentions
                )
                if _acts_like_a_person(text, entity):
                    entity.kind = "person"
            _describe(entity)

    def entity(self, name: Name) -> Entity:
        """Whom a mention names."""
        return self._entity[name]

    def between(self, start: int, end: int) -> list[Name]:
        """The mentions that begin in ``start:end``."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, place: int, count: int) -> list[Name]:
        """Up to ``count`` mentions that begin before a place, the nearest first."""
        k = bisect_right(self._starts, place - 1)
        return self.mentions[max(0, k - count) : k][::-1]

    def _gather(self, name: Name) -> Entity:
        """Give a full name to the entity that bears it, or to a new one."""
        last = next((w for w in reversed(name.plain) if w not in _GENERATION), name.plain[-1])
        for entity in self._by_word.get(last, ()):
            person = "person" in (entity.kind, name.kind) and "organisation" not in (entity.kind, name.kind)
            if _same(entity.plain, name.plain, person=person):
                entity.kind = min(entity.kind, name.kind, key=("person", "organisation", "other").index)
                if _weight(name.words) > _weight(entity.name):
                    entity.name = name.words
                    self._index(entity, name)
                return entity
        entity = Entity(name.kind, name.words)
        self.entities.append(entity)
        self._index(entity, name)
        return entity

    def _index(self, entity: Entity, name: Name) -> None:
        keys = {w for w in name.plain if w not in _GENERATION}
        if entity.kind == "organisation":
            keys.add(acronym(name.words).lower())
        for key in keys:
            known = self._by_word.setdefault(key, [])
            if entity not in known:
                known.append(entity)

    def _fitting(self, name: Name) -> list[Entity]:
        """Entities that a short form may stand for, the likeliest first."""
        plain = name.plain
        found = []
        for entity in self._by_word.get(plain[-1], ()):
            whole = entity.plain
            if entity.kind == "person":
                fits = set(plain) <= set(whole) | _GENERATION
            else:
                fits = acronym(entity.name).lower() == plain[0] or (whole[0] != plain[-1] and set(plain) <= set(whole))
            if fits and _gender_fits(name, entity):
                found.append(entity)
        return found

    def _short(self, name: Name, placed: Mapping[Name, Entity]) -> Entity | None:
        """Give a short form ("Ortega", "Ms. Ortega", "ICE") to a fuller one; make an entity of a name without one."""
        fitting = self._fitting(name)
        people = [e for e in fitting if e.kind == "person"]
        if people and name.kind != "organisation":
            surname = [e for e in people if e.plain[0] != name.plain[-1]] or people
            if len(surname) == 1:
                return surname[0]
            return _likeliest(name, surname, placed)
        others = [e for e in fitting if e.kind != "person"]
        if others and (name.kind != "person" or others[0].plain[-1] == name.plain[-1]):
            if len(others[0].name) in (2, 3) and others[0].kind == "other" and others[0].plain[-1] == name.plain[-1]:
                others[0].kind = "person"
            return others[0]
        if name.kind == "other" and not name.title:
            entity = next((e for e in self._by_word.get(name.plain[-1], ()) if e.name == name.words), None)
            if entity is None:
                entity = Entity("other", name.words)
                self.entities.append(entity)
                self._index(entity, name)
            return entity
        return self._gather(name)


def acronym(words: tuple[str, ...]) -> str:
    """The first letters of a name's capitalised words; the name itself when it is an acronym."""
    if len(words) == 1:
        return words[0].replace(".", "").rstrip("s") if _ACRONYM.fullmatch(words[0]) else words[0]
    return "".join(w[0] for w in words if w[0].isupper())


def _weight(words: tuple[str, ...]) -> int:
    return sum(len(w) for w in words)


def _same(one: tuple[str, ...], other: tuple[str, ...], *, person: bool) -> bool:
    """Whether two full names are forms of one: "William J. Ortega", "Bill Ortega", "William Ortega"."""
    if one == other:
        return True
    if not person:
        return False
    if {w for w in one if w in _GENERATION} != {w for w in other if w in _GENERATION}:
        return False
    a, b = (tuple(w for w in x if w not in _GENERATION) for x in (one, other))
    if len(a) < 2 or len(b) < 2:
        return a[-1] == b[-1] and len(a) == len(b)
    if not (_same_first(a[0], b[0]) or (len(a) != len(b) and (a[0] in b[:-1] or b[0] in a[:-1]))):
        return False
    if a[-1] == b[-1]:
        middle_a, middle_b = a[1:-1], b[1:-1]
        return not middle_a or not middle_b or bool({w[0] for w in middle_a} & {w[0] for w in middle_b})
    return a[0] == b[0] and (b[-1] in a[1:] or a[-1] in b[1:]) and len(a) != len(b)


def _same_first(a: str, b: str) -> bool:
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    return b in _nicknames().get(a, ()) or a in _nicknames().get(b, ())


def _gender_fits(name: Name, entity: Entity) -> bool:
    told = titles().get(name.title or "", "-")
    known = first_names().get(entity.plain[0], "-") if entity.kind == "person" and len(entity.name) > 1 else "-"
    return told == "-" or known == "-" or told == known


def _likeliest(name: Name, fitting: list[Entity], placed: Mapping[Name, Entity]) -> Entity | None:
    """Of several bearers of a surname the one that the story is about: named in full three times as often as the
    others, or the only one named in full before.
    """
    counts = Counter(e for n, e in placed.items() if e in fitting)
    before = {e for n, e in placed.items() if e in fitting and n.start < name.start}
    if len(before) == 1:
        return before.pop()
    ranked = sorted(fitting, key=lambda e: -counts[e])
    if counts[ranked[0]] > counts[ranked[1]]:
        return ranked[0]
    nearest = [(n.start, e) for n, e in placed.items() if e in fitting and n.start < name.start]
    return max(nearest, key=lambda x: x[0])[1] if nearest and len({e for _, e in nearest}) == 1 else None


def _acts_like_a_person(text: str, entity: Entity) -> bool:
    """Whether a name of unknown kind speaks, or is a first name that never stands where places stand."""
    if any(_SPEAKS.match(text, n.end) for n in entity.mentions):
        return True
    return first_names().get(entity.plain[0], "-") != "-" and not entity.place


def _describe(entity: Entity) -> None:
    """Gather the roles and the gender that titles and the first name tell."""
    told = Counter(titles().get(n.title, "-") for n in entity.mentions if n.title)
    entity.roles |= {n.title for n in entity.mentions if n.title}
    if told["f"] != told["m"]:
        entity.gender = "f" if told["f"] > told["m"] else "m"
    elif len(entity.name) > 1:
        entity.gender = first_names().get(entity.plain[0], "-") if entity.kind == "person" else "-"
    else:
        entity.leaning = first_names().get(entity.plain[0], "-")


# -- finding names by their shape --------------------------------------------------------------------------------------


def _find_names(text: str) -> tuple[list[Name], list[Name]]:
    """Names in running text, and those in lines set like headlines (where capitals tell less)."""
    body: list[Name] = []
    headlines: list[Name] = []
    lower = {m.group() for m in re.finditer(r"(?<![\w’'-])[a-z][a-z’'-]+", text)}
    for line in _LINE.finditer(text):
        headline = _is_headline(line.group())
        for run in _RUN.finditer(text, *line.span()):
            (headlines if headline else body).extend(_names_of_run(text, run, lower, headline=headline))
    return body, headlines


def _is_headline(line: str) -> bool:
    words = [w for w in _WORD.findall(line) if len(w) > 3]
    fewest = 5 if line.rstrip().endswith(".") else 3
    return len(words) >= fewest and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _names_of_run(text: str, run: re.Match[str], lower: set[str], *, headline: bool) -> Iterator[Name]:
    """Cut a run of capitalised words into names: after a possessive, after a sentence's end, behind titles."""
    words: list[tuple[int, int]] = []
    for m in re.finditer(r"[^ \xa0]+", run.group()):
        a, b = run.start() + m.start(), run.start() + m.end()
        end = _POSSESSIVE.search(text[a:b])
        words.append((a, b - (len(end.group()) if end else 0)))
        stop = text[a:b].endswith(".") and not _ENDS_WITH_STOP.search(text[a:b])
        if end or stop:
            yield from _name_of(text, words, lower, possessive=bool(end), headline=headline)
            words = []
    if words:
        yield from _name_of(text, words, lower, possessive=False, headline=headline)


def _name_of(
    text: str, places: list[tuple[int, int]], lower: set[str], *, possessive: bool, headline: bool
) -> Iterator[Name]:
    words = [text[a:b] for a, b in places]
    plain = [w.lower().strip(".").replace("’", "'") for w in words]
    first = 0
    starts = _starts_sentence(text, places[0][0])
    while first < len(words) and plain[first] in _OPENERS and not _is_initial(words[first]):
        if plain[first] == "new" and first + 1 < len(words):
            break
        first += 1
    cut = next((k for k in range(first + 1, len(words)) if _breaks(words[k], plain[k])), None)
    words, plain, places = words[:cut], plain[:cut], places[:cut]
    if starts and len(words) == 1 and plain[0] in lower and plain[0] not in first_names():
        return
    full_start = places[min(first, len(words) - 1)][0]
    title, first, last = _without_titles(plain, first)
    if first >= last:
        return
    if title is None:
        title = _lower_title(text, places[first][0])
    words, plain, places = words[first:last], plain[first:last], places[first:last]
    described = len(plain) > 1 and plain[-1] in titles() and plain[0] not in first_names()
    nothing = all(p in titles() or p in _OPENERS for p in plain) and title not in _COURTESY
    if plain[-1] in _PARTISANS or described or nothing:
        return
    if words[-1].endswith(".") and not _ENDS_WITH_STOP.search(words[-1]):
        words[-1], places[-1] = words[-1][:-1], (places[-1][0], places[-1][1] - 1)
    end = places[-1][1]
    suffix = _SUFFIX.match(text, end)
    stray = plain[0] not in first_names() or re.fullmatch(r"[A-Z]{2,3}", words[0])
    if len(words) > 2 and stray and plain[1] in first_names() and not _is_initial(words[0]):
        kind = _kind(text, places[1][0], words[1:], plain[1:], title)  # "Crooked Ana Ortega", "DJ Ana Ortega"
        if kind == "person":
            words, plain, places = words[1:], plain[1:], places[1:]
    kind = _kind(text, places[0][0], words, plain, title)
    if suffix and kind == "person":
        words = [*words, suffix.group().strip(" ,")]
        end = suffix.end()
    if headline and kind == "person":
        words, end = ([], 0) if len(plain) > 1 and plain[1] in lower else _headline_person(words, plain, places)
        if not words:
            return
    yield Name(places[0][0], end, tuple(words), kind, title, full_start, possessive)


def _breaks(word: str, plain: str) -> bool:
    """Whether a capitalised word inside a run can't belong to a name: "U.S. This", "Channel Tuesday"."""
    return plain in _OPENERS and plain not in _ALSO_NAMES and not _is_initial(word)


def _without_titles(plain: list[str], first: int) -> tuple[str | None, int, int]:
    """Split "Secretary of State Ana Ortega of Velden": the last title and where the name proper begins and ends."""
    last = len(plain)
    ends, weak = word_lists("organisations.txt")["end"], word_lists("roles.txt")["weak"]
    for k in range(last - 1, first - 1, -1):
        if plain[k] not in titles():
            continue
        rest = k + 1
        if rest < last and plain[rest] == "of":  # the office's field
            rest += 3 if rest + 1 < last and plain[rest + 1] == "the" else 2
            while rest < last and plain[rest] not in first_names():
                rest += 1
            if rest >= last:
                return plain[k], last, last
        if rest < last and plain[-1] not in ends and (plain[k] not in weak or plain[rest] in first_names()):
            return plain[k], rest, _end_of_person(plain, rest, titled=True)
    return None, first, _end_of_person(plain, first, titled=False)


def _end_of_person(plain: list[str], first: int, *, titled: bool) -> int:
    """Cut "Ana Ortega of Velden" and, behind a title, "Ortega of Velden" before "of"."""
    if "of" in plain[first + 1 :]:
        at = plain.index("of", first)
        if titled or (plain[first] in first_names() and at - first in (2, 3)):
            return at
    return len(plain)


def _headline_person(
    words: list[str], plain: list[str], places: list[tuple[int, int]]
) -> tuple[list[str], int]:
    """In a line of capitals only a known first name and the word behind it, or two with an initial between."""
    if len(words) < 2 or plain[0] not in first_names() or plain[0] in _places():
        return [], 0
    count = 3 if len(words) > 2 and _is_initial(words[1]) else 2
    return words[:count], places[min(count, len(places)) - 1][1]


def _is_initial(word: str) -> bool:
    return bool(re.fullmatch(r"(?:[A-Z]\.){1,3}", word))


def _starts_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 4) : at].rstrip(" \xa0")
    return not before or before[-1] in ".?!:;\n\r“\"‘'(—–-"


def _lower_title(text: str, at: int) -> str | None:
    """The title in small letters right before a name: "spokeswoman Ana Ortega"."""
    before = re.search(r"([A-Za-z][\w-]*)[ \xa0]$", text[max(0, at - 30) : at])
    word = before.group(1).lower() if before else ""
    return word if word in titles() else None


def _kind(text: str, start: int, words: list[str], plain: list[str], title: str | None) -> Kind:
    lists = word_lists("organisations.txt")
    if len(words) > 1 and (plain[-1] in lists["end"] or plain[0] in lists["begin"]):
        return "organisation"
    if _ACRONYM.fullmatch(words[0]) and len(words) == 1 and title not in ("mr", "mrs", "ms"):
        return "organisation"
    if plain[-1] in _places() and (len(words) == 1 or plain[0] not in first_names()):
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


def _known_in_headlines(text: str, entities: list[Entity]) -> list[Name]:
    """Mentions of entities of the running text in lines set like headlines."""
    forms: dict[str, Kind] = {}
    for entity in entities:
        forms[" ".join(entity.name)] = entity.kind
        if entity.kind == "person":
            forms.setdefault(entity.name[-1], "other")
            if len(entity.name) > 2:
                forms.setdefault(f"{entity.name[0]} {entity.name[-1]}", "person")
    if not forms:
        return []
    known = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(forms, key=len, reverse=True)))})\b", re.IGNORECASE)
    found = []
    for line in _LINE.finditer(text):
        if not _is_headline(line.group()):
            continue
        for m in known.finditer(text, *line.span()):
            if m.group()[0].isupper():
                words = tuple(w if not w.isupper() or len(w) < 4 else w.title() for w in m.group().split())
                possessive = bool(re.match(r"['’]s", text[m.end() : m.end() + 2]))
                found.append(Name(m.start(), m.end(), words, "other", None, m.start(), possessive))
    return found
