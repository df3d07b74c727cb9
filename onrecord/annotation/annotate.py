"""An article to its statements: the whole story on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from ..errors import OnrecordError, UsageError
from ..statement import Statement, statement_id

if TYPE_CHECKING:
    from ..article import Article
    from ..models.attribution import Model, Scorer
    from ..sources import Failure, Item

FORMAT = "onrecord/1"


def annotate(article: Article, model: Scorer) -> list[Statement]:
    """Find who said what in an article, when, where and to whom, in the order of the text.

    The model scores the words; attributions are decoded from the scores; each source is resolved to the fullest name in
    the article; date, channel, addressee, act and whether it happened are read off the story around each statement.
    Words of a statement are always slices of ``article.text``.
    """
    from ..text.outline import Outline
    from .attributions import find_attributions
    from .circumstances import find_circumstances
    from .scene import Scene
    from .speakers import resolve_speakers

    outline = Outline(article.text)
    attributions = find_attributions(outline, model)
    story = resolve_speakers(article, attributions, outline)
    resolved = story.speakers
    scene = Scene(article, attributions, resolved, story.discourse)
    parts = zip(attributions, resolved, find_circumstances(scene), strict=True)
    return [
        Statement(
            id=statement_id(article.id, found),
            kind=found.kind,
            source=found.source,
            cue=found.cue,
            content=found.content,
            act=how.act,
            happened=how.happened,
            confidence=found.confidence,
            speaker=who.speaker,
            other_speakers=who.others,
            said=how.said,
            channel=how.channel,
            addressee=how.addressee,
            occasion=how.occasion,
            sure=how.sure,
        )
        for found, who, how in parts
    ]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its statements, and what found them."""

    article: Article
    statements: tuple[Statement, ...]
    model: str
    version: str

    def to_dict(self) -> dict[str, Any]:
        """Convert to the record format (``onrecord/1``)."""
        return {
            "format": FORMAT,
            "model": {"name": self.model, "version": self.version},
            "article": self.article.to_dict(),
            "statements": [s.to_dict() for s in self.statements],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read from the record format. Raises UsageError where it is another."""
        from ..article import Article

        if data.get("format") != FORMAT:
            raise UsageError(
                f"format {data.get('format')!r} is not {FORMAT}", remedy="make it with: onrecord read --json"
            )
        statements = tuple(Statement.from_dict(s) for s in data["statements"])
        return cls(Article.from_dict(data["article"]), statements, data["model"]["name"], data["model"]["version"])


def annotate_all(items: Iterable[Item], model: Model) -> Iterator[Annotated | Failure]:
    """Annotate articles in their order; one that can't be is a Failure, and the rest goes on.

    What a source says itself who speaks (``Prepared``) needs no model; failures pass through.
    """
    return (_annotated(item, model) for item in items)


def _annotated(item: Item, model: Model) -> Annotated | Failure:
    from ..sources import Failure
    from ..sources.firsthand import VERSION, Prepared

    if isinstance(item, Failure):
        return item
    if isinstance(item, Prepared):
        return Annotated(item.article, item.statements, item.reader, VERSION)
    try:
        return Annotated(item, tuple(annotate(item, model)), model.name, model.version)
    except OnrecordError:
        raise
    except Exception as error:  # whatever one article does to us, a night's work must not end with it
        return Failure.unforeseen(item.source, error)
