"""An article to its statements: the whole story on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..statement import Statement, statement_id

if TYPE_CHECKING:
    from ..article import Article
    from ..models.attribution import Model, Scorer
    from ..sources import Failure, Item


def annotate(article: Article, model: Scorer) -> list[Statement]:
    """Find who said what in an article, when, where and to whom, in the order of the text.

    The model scores the words; attributions are decoded from the scores; each source is resolved to the fullest name in
    the article; date, channel, addressee, act and whether it happened are read off the story around each statement.
    Words of a statement are always slices of ``article.text``.
    """
    from .attributions import find_attributions
    from .circumstances import find_circumstances
    from .scene import Scene
    from .speakers import resolve_speakers
    from .when import when_said

    attributions = find_attributions(article.text, model)
    story = resolve_speakers(article, attributions)
    resolved = story.speakers
    scene = Scene(article, attributions, resolved, story.discourse)
    parts = zip(attributions, resolved, find_circumstances(scene, resolved), when_said(scene), strict=True)
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
            said=said,
            channel=how.channel,
            addressee=how.addressee,
        )
        for found, who, how, said in parts
    ]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its statements, and what found them."""

    article: Article
    statements: tuple[Statement, ...]
    model: str
    version: str


def annotate_all(items: Iterable[Item], model: Model) -> Iterator[Annotated | Failure]:
    """Annotate articles in their order.

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
    return Annotated(item, tuple(annotate(item, model)), model.name, model.version)
