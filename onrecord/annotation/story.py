"""What the steps that resolve sources share: one article, whom it names, and who is known to speak so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..article import Article
from ..statement import Attribution, Span, Speaker, SpeakerType
from ..text.lexicon import word_lists
from ..text.outline import Outline
from .coreference import Discourse, resolve_pronouns
from .entities import Cast, Entity

_TYPES: Mapping[str, SpeakerType] = {"person": "person", "organisation": "organisation", "other": "unknown"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who speaks: the speaker (None: nobody is named or implied), and with whom."""

    speaker: Speaker | None
    others: tuple[Speaker, ...] = ()


@dataclass(slots=True)
class ToldStory:
    """One article while its sources are resolved.

    ``cast`` is whom it names, ``discourse`` where; ``pronouns`` gives the person of a gendered pronoun by its offset,
    ``done`` the speakers of the attributions resolved so far, by number.
    """

    article: Article
    attributions: Sequence[Attribution]
    cast: Cast
    discourse: Discourse
    pronouns: Mapping[int, Entity]
    done: dict[int, Resolved] = field(default_factory=dict)

    @classmethod
    def of(cls, article: Article, attributions: Sequence[Attribution], outline: Outline) -> ToldStory:
        """Find whom an article names, and whom its pronouns stand for."""
        cast = Cast(article.text)
        sources = [(a.source[0].start, a.source[-1].end) for a in attributions if a.source]
        discourse = Discourse(outline, cast, sources)
        return cls(article, attributions, cast, discourse, resolve_pronouns(discourse))

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @property
    def speakers(self) -> list[Resolved]:
        """Who speaks, by attribution, once all are resolved."""
        return [self.done[k] for k in range(len(self.attributions))]

    def place(self, k: int) -> int:
        """Where an attribution stands: at its source, its cue or its content."""
        a = self.attributions[k]
        return (a.source or a.cue or a.content)[0].start

    def sentence(self, k: int) -> int:
        """The number of the sentence in which an attribution stands."""
        return self.discourse.sentences.at(self.place(k))

    def sentence_line(self, place: int) -> int:
        """The number of the line that a place's sentence stands in."""
        sentences = self.discourse.sentences
        return sentences.line[sentences.at(place)] if len(sentences) else 0

    def named(self, entities: Sequence[Entity]) -> Resolved:
        """Speakers with names: the first, and with whom."""
        speakers = [self._speaker(e) for e in entities]
        return Resolved(speakers[0], tuple(speakers[1:]))

    def _speaker(self, entity: Entity) -> Speaker:
        best = next((n for n in entity.mentions if n.words == entity.name), entity.mentions[0])
        name = entity.fullest.replace("\xa0", " ")
        styles = word_lists("speakers.txt")["styles"]
        style = next((n for n in entity.mentions if n.title in styles), None)
        if style is not None and len(entity.name) == 1:
            name = f"{(style.title or '').capitalize()} {name}"
        kind = _TYPES[entity.kind]
        if entity.kind == "organisation" and entity.plain[-1] in word_lists("organisations.txt")["document"]:
            kind = "document"
        return Speaker(name, kind, True, Span.of(self.text, best.start, best.end))
