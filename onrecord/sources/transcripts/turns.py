"""Which candidates are heads, decided by the whole document, and the turns that they part.

A head that isn't understood still ends the turn before it: its words are somebody's whom we don't know.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...statement import Span, Spans
from ...text.lexicon import first_names, word_lists
from .heads import Form, Head, candidates
from .labels import is_initials, is_note, is_role, is_titled, looks_like_label, plain_name
from .layout import TextLine

#: A text is taken for a transcript unasked with so many heads, by so many voices of which so many speak again,
_FEWEST_HEADS = 5
_FEWEST_VOICES = 2
#: heads at so many of the paragraphs from the first head on, and so much of the text at most before it.
_SHARE = 0.34
_LATEST = 0.5
#: With heads in capitals at so many paragraphs nobody needs to be known by name.
_NOTHING_ELSE = 0.9
#: Where the text says itself what it is, or the heads can be nothing else, less is enough.
_SHARE_TOLD = 0.06
_FEWEST_TOLD = 3
#: The particulars of the first lines are no longer than this.
_PARTICULAR = 120
_LONGEST_OFFICE = 12
_SAYS_SO = re.compile(
    r"\b(?:transcript|transcribed|verbatim|as delivered|hansard|deposition|(?:press|news) (?:briefing|conference)"
    r"|hearing|proceedings|earnings call|remarks (?:by|of|as)|minutes|official report|interview(?:er|ee)?s?"
    r"|oral history|q\s?(?:&|and)\s?a|panel|town hall|debate|podcast|episode)\b",
    re.IGNORECASE,
)
#: What follows a transcript: from such a line on nobody speaks any more.
_STRICT: tuple[Form, ...] = ("colon", "stamp", "stop", "letter")
_END = re.compile(
    r"\*[^*]+\*|END\s+\d.*|citation:.*"
    r"|\[?\(?(?:END|ENDS|END OF (?:TRANSCRIPT|INTERVIEW|TAPE|AUDIO|RECORDING|DAY)\b.*)\]?\)?|(?:call )?participants:?"
    r"|transcribed by\b.*|transcript (?:provided|prepared|produced) by\b.*|(?:©|copyright\b|\(c\)).*"
    r"|to order\b.*|a true copy\b.*|.{0,40}\battest:.*|duration:.*|(?:press|media) (?:inquiries|contacts?)\b.*"
    r"|(?:the )?(?:meeting|hearing|briefing|session|council|committee|house) (?:was |is |stands )?"
    r"(?:adjourned|continued|rose|concluded|ended)\b.*"
    r"|\(?whereupon\b.*|this (?:article|page|transcript) (?:is|was)\b.*|office of the \w+\s.*\*.*|next section\b.*"
    r"|subscribe\b.*|more episodes\b.*|related\b.*|share this\b.*|sign up\b.*|listen (?:on|to)\b.*"
    r"|certificate of (?:reporter|transcri).*|reporter['’]s certificate.*|\#\s?\#\s?\#|about the \w.*",
    re.IGNORECASE,
)
_PREPARED = re.compile(
    r"(?:the )?(?:prepared|written|opening) (?:statement|testimony|remarks) of (?P<name>[^,(]{3,60})", re.IGNORECASE
)


#: After so many of the heads somebody says something.
_TALKING = 0.6
#: Minutes in reported speech are no transcript.
_REPORTED = 0.3
_REPORTS = re.compile(
    r"\s*(?:said|asked|replied|moved|seconded|reported|noted|explained|stated|thanked|proposed|answered|told|added|agreed"
    r"|suggested|welcomed|gave|wished|objected|pointed|enquired|inquired)\b"
)
#: The last word of a name, with one before it.
_NAMED = re.compile(r"(?<=[\w.]\s)([A-Z][\w'’-]+)")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_NAME_PARTICLES = frozenset("de da di du der del den van von la le bin al el dos".split())
#: What stands before a colon in lists and forms.
_LISTS = re.compile(r"\b(?:of|for|and|the|in|on|at|to)\b|\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cut:
    """One turn as the text gives it: the words that name the speaker (None where nothing does), and what is said.

    ``seconds`` is the time code in its head; ``known`` tells whether the head names or describes somebody.
    """

    label: Span | None
    content: Spans
    seconds: float | None
    known: bool = True


def find_heads(
    text: str, lines: Sequence[TextLine], *, body: int = 0, known: frozenset[str] = frozenset(), told: bool = False
) -> list[Head]:
    """The heads of a text; none where it is no transcript, unless a person ``told`` that it is one.

    ``body`` is where its turns may begin, ``known`` are speakers told beside it.
    """
    found = [head for head in candidates(text, lines) if head.label.start >= body]
    last = _end_of_talk(lines, found)
    found = [head for head in found if head.line < last]
    heads = _chosen(text, found, lines, known, told=told)
    return heads if told or _is_transcript(text, lines, heads) else []


def cut_turns(text: str, lines: Sequence[TextLine], heads: Sequence[Head]) -> list[Cut]:
    """The turns between the heads, without notes and without what belongs to the page."""
    turns: list[Cut] = []
    last = _end_of_talk(lines, heads)
    for head, after in zip(
        heads, [*(h.line for h in heads[1:]), max(last, heads[-1].line + 1) if heads else 0], strict=True
    ):
        label, seconds, known = head.label, head.seconds, _is_understood(head)
        first = head.line
        at = head.words
        for k in range(head.line + 1, after):
            prepared = lines[k].kind == "heading" and _PREPARED.match(lines[k].words)
            if prepared:
                turns.append(Cut(label, _pieces(text, lines[first:k], at), seconds, known))
                start = lines[k].start + prepared.start("name")
                label, seconds, first, at = Span.of(text, start, lines[k].start + prepared.end("name")), None, k + 1, 0
        turns.append(Cut(label, _pieces(text, lines[first:after], at), seconds, known))
    return [turn for turn in turns if turn.content and not _is_only_note(text, turn)]


def _is_only_note(text: str, turn: Cut) -> bool:
    words = " ".join(span.exact for span in turn.content)
    return is_note(turn.label.exact if turn.label else "", words)


def _is_understood(head: Head) -> bool:
    label = head.name
    return is_role(label) or plain_name(label) is not None or label.casefold().startswith("the ")


def _pieces(text: str, lines: Sequence[TextLine], at: int) -> Spans:
    """The words from a place on, cut where the page comes between them; notes at the ends are left out."""
    runs: list[tuple[int, int]] = []
    open_run = False
    pending = 0
    for line in lines:
        start = max(line.start, at)
        if line.kind == "words" and start < line.end:
            while start < line.end and text[start].isspace():
                start += 1
            if open_run:
                runs[-1] = (runs[-1][0], line.end)
            elif start < line.end:
                runs.append((start, line.end))
            open_run, pending = True, 0
        elif line.kind in ("furniture", "heading"):
            open_run = False
        elif line.kind == "note" and open_run:
            pending += 1
    bare = [(a, a + len(text[a:b].rstrip("*_ "))) for a, b in runs]
    return tuple(Span.of(text, a, b) for a, b in bare if a < b)


def _end_of_talk(lines: Sequence[TextLine], heads: Sequence[Head]) -> int:
    """The number of the line from which on nobody speaks: behind most of the heads, one that closes a transcript."""
    if not heads:
        return len(lines)
    begins = heads[(len(heads) - 1) * 3 // 4].line
    for k in range(begins + 1, len(lines)):
        line = lines[k]
        if line.kind != "blank" and line.opens and _END.fullmatch(line.words):
            return k
        if line.kind in ("words", "heading") and _END.fullmatch(line.words) and k > begins + 1:
            return k
    return len(lines)


def _chosen(
    text: str, found: Sequence[Head], lines: Sequence[TextLine], known: frozenset[str], *, told: bool
) -> list[Head]:
    """The candidates that are heads in this document."""
    counts = Counter(_key(head) for head in found)
    forms = Counter(head.form for head in found if _is_sound(head, counts, known))
    colons = [head for head in found if head.form == "colon" and _is_sound(head, counts, known)]
    found = _behind_front(text, found, counts)
    capitals = bool(colons) and sum(_in_capitals(head.name) for head in colons) > 0.7 * len(colons)
    main = _main_form(forms, counts, found)
    chosen = []
    for head in found:
        if head.form == "colon":
            sound = _is_colon_head(head, counts, known, capitals=capitals)
            titled = _in_capitals(head.name) and is_titled(head.name)
            sound = sound and (
                main == "colon" or titled or counts[_key(head)] > 1 or is_role(head.name) or forms["colon"] > 3
            )
        elif head.form == "stop":
            sound = counts[_key(head)] > 1 or lines[head.line].indent > 1 or is_role(head.name)
            sound = sound and main in ("stop", "colon", "letter")
        elif head.form == "letter":
            sound = forms["letter"] > 1 or counts[_key(head)] > 1 or len(head.name) > 1
        elif head.form == "stamp":
            sound = forms["stamp"] > 1 or told
        else:
            sound = head.form == main and _is_bare_head(head, counts)
        if sound:
            chosen.append(head)
    return chosen


def _behind_front(text: str, found: Sequence[Head], counts: Mapping[str, int]) -> Sequence[Head]:
    """The candidates without the particulars of the first lines: "Present:", "Narrator: Anna Holt", "Date: ..."."""
    words = word_lists("transcripts.txt")["front"]
    first = 0
    for k, head in enumerate(found):
        line = text[head.words : head.words + _PARTICULAR].partition("\n")[0].strip()
        says = bool(line) and (line[-1] in ".!?" or sum(w[0].islower() for w in line.split()) > 2)
        if says or (line == "" and counts[_key(head)] > 1):
            break
        if all(word in words for word in re.findall(r"[^\W\d_]+", head.name.casefold())):
            first = k + 1
        elif counts[_key(head)] > 1:
            break
    return found[first:]


def _main_form(forms: Counter[Form], counts: Mapping[str, int], found: Sequence[Head]) -> Form:
    """The form of most sound heads; one of names on lines of their own or in bold only where no other serves."""
    strict: Form = max(_STRICT, key=lambda form: forms[form])
    if forms[strict] >= _FEWEST_TOLD and max(forms["line"], forms["strong"]) < 2 * forms[strict]:
        return strict
    bare: Counter[Form] = Counter(h.form for h in found if h.form in ("line", "strong") and _is_bare_head(h, counts))
    best: Form = "line" if bare["line"] >= bare["strong"] else "strong"
    return best if bare[best] >= _FEWEST_TOLD else strict


def _is_sound(head: Head, counts: Mapping[str, int], known: frozenset[str]) -> bool:
    if not looks_like_label(head.name):
        return False
    return head.form in ("letter", "stamp", "stop") or _comes_again(head, counts, known)


def _comes_again(head: Head, counts: Mapping[str, int], known: frozenset[str]) -> bool:
    return counts[_key(head)] > 1 or head.label.exact in known or is_role(head.name)


def _is_colon_head(head: Head, counts: Mapping[str, int], known: frozenset[str], *, capitals: bool) -> bool:
    """Whether what stands before a colon is a head: a name, a role, a label that comes again, or set like the others.

    One capitalised word at a line's start ("Remember: ...") is one only where it comes again.
    """
    label = head.name
    if label in known or head.label.exact in known:
        return True
    if _is_office_head(label):
        return True
    if not looks_like_label(label):
        return capitals and _in_capitals(label) and len(label.split()) < 9
    if is_role(label) or counts[_key(head)] > 1:
        return True
    if capitals and not _in_capitals(label):
        return plain_name(label) is not None and (is_titled(label) or _has_first_name(label))
    return label.isupper() or (" " in label and _could_be_name(label))


def _is_office_head(label: str) -> bool:
    """Whether a label is an office in so many words: "The Minister of State"."""
    first, *words = re.findall(r"[^\W\d_]+", label) or [""]
    lists = word_lists("transcripts.txt")
    known = any(w.casefold() in lists["office"] | lists["office_start"] for w in words)
    return first == "The" and known and len(words) < _LONGEST_OFFICE and looks_like_label(label)


def _could_be_name(label: str) -> bool:
    """Whether words are shaped like a person's name, as against "Statement of Members" or "58 Third Street"."""
    name = plain_name(label)
    if name is None:
        return False
    if is_titled(label) or name.casefold() not in label[: label.find("(")].casefold():  # an office, with its holder
        return True
    named = all(w[0].isupper() or w in _NAME_PARTICLES for w in name.split())
    return named and not _LISTS.search(name)


def _is_bare_head(head: Head, counts: Mapping[str, int]) -> bool:
    label = head.name
    if is_note(label, label):
        return True
    if is_role(label) and counts[_key(head)] > 1:
        return True
    return counts[_key(head)] > 1 or is_role(label) or _has_first_name(label) or " - " in label or " -- " in label


def _has_first_name(label: str) -> bool:
    name = plain_name(label) or ""
    words = name.split()
    return len(words) > 1 and words[0].casefold() in first_names()


def _in_capitals(label: str) -> bool:
    letters = [c for c in re.sub(r"\([^()]*\)|\bMc", "", label) if c.isalpha()]
    return bool(letters) and all(c.isupper() for c in letters)


def _key(head: Head) -> str:
    """What makes two labels the same: the name in them, or the words themselves."""
    label = re.sub(r"(?<!\s)\s*+[\[(][^()\[\]]*+[\])]", "", head.name).strip("*_ ").casefold()
    return label or head.name.casefold()


def _is_transcript(text: str, lines: Sequence[TextLine], heads: Sequence[Head]) -> bool:
    """Whether heads make a text a transcript, unasked."""
    counts = Counter(plain_name(head.name) or _key(head) for head in heads)
    again = sum(n > 1 for n in counts.values())
    if len(heads) < _FEWEST_TOLD or len(counts) < _FEWEST_VOICES or not again:
        return False
    first = heads[0].line
    paragraphs = _paragraphs(lines[first:], {head.line - first for head in heads})
    share = len(heads) / max(1, paragraphs)
    before = sum(line.kind == "words" for line in lines[:first]) / max(1, sum(line.kind == "words" for line in lines))
    strict = sum(_in_capitals(h.name) or h.form in ("stamp", "stop", "letter") for h in heads) > 0.6 * len(heads)
    says_so = _SAYS_SO.search(text[: max(1500, heads[0].label.start)][:6000]) is not None
    if before > _LATEST and not (strict and says_so):
        return False
    nothing_else = strict and share > _NOTHING_ELSE and len(heads) > _FEWEST_HEADS
    named = nothing_else or _named_share(heads, text[: heads[0].label.start]) >= _named_wanted(
        heads, strict=strict, says_so=says_so
    )
    if not named or _talks(text, heads) < _TALKING or _reports(text, heads) > _REPORTED:
        return False
    if says_so or strict:
        return share >= (_SHARE_TOLD if says_so and strict else _SHARE)
    return len(heads) >= _FEWEST_HEADS and again >= _FEWEST_VOICES and share >= _SHARE


def _named_wanted(heads: Sequence[Head], *, strict: bool, says_so: bool) -> float:
    """How many of the labels must be names that are known as such, or roles, by what else tells a transcript."""
    if any(head.form in ("stamp", "stop", "letter") for head in heads):
        return 0.0
    if any(head.form in ("line", "strong") for head in heads):
        return 0.4 if says_so else 0.6
    return 0.2 if says_so else 0.3 if strict else 0.5


def _named_share(heads: Sequence[Head], front: str) -> float:
    """Which share of the different labels are known as names or roles, or as those of people named before them."""
    labels = {_key(head): head.name for head in heads}
    full = {words[-1] for label in labels.values() if len(words := (plain_name(label) or "").split()) > 1}
    named = {m[1].casefold() for m in _NAMED.finditer(front)}
    known = sum(
        (plain_name(label) or "").casefold() in named
        or is_role(label)
        or is_initials(label)
        or is_titled(label)
        or _has_first_name(label)
        or " - " in label
        or plain_name(label) in full
        for label in labels.values()
    )
    return known / max(1, len(labels))


def _reports(text: str, heads: Sequence[Head]) -> float:
    """Which share of the heads is followed by what their bearer did: minutes ("Mr. Holt: said that ...")."""
    return sum(_REPORTS.match(text, head.words) is not None for head in heads) / max(1, len(heads))


def _talks(text: str, heads: Sequence[Head]) -> float:
    """Which share of the heads is followed by words, and not by figures or the next head."""
    ends = [*(head.label.start for head in heads[1:]), len(text)]
    said = sum(
        len(_WORDS.findall(text, head.words, min(end, head.words + 200))) > 1
        for head, end in zip(heads, ends, strict=True)
    )
    return said / max(1, len(heads))


def _paragraphs(lines: Sequence[TextLine], heads: Iterable[int]) -> int:
    """How many paragraphs lines make: behind a blank line, an indent or a head."""
    begins = set(heads)
    indent = 0
    count = 0
    for k, line in enumerate(lines):
        if line.kind != "words":
            continue
        if k in begins or line.opens or line.indent > indent + 1:
            count += 1
        indent = line.indent
    return count
