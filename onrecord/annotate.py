"""An article to its statements: the whole story on one screen."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from .article import Article
from .attribution import find_attributions
from .circumstances import find_circumstances
from .model import Model, Scorer
from .prepared import VERSION, Prepared
from .said import when_said
from .scene import Scene
from .sources import Failure, Item
from .speakers import SpeakerResolver
from .statement import Statement, statement_id


def annotate(article: Article, model: Scorer) -> list[Statement]:
    """Find who said what in an article, when, where and to whom, in the order of the text.

    The model scores the words; attributions are decoded from the scores; each source is resolved to the fullest name in
    the article; date, channel, addressee, act and whether it happened are read off the story around each statement.
    Words of a statement are always slices of ``article.text``.
    """
    attributions = find_attributions(article.text, model)
    resolver = SpeakerResolver(article, attributions)
    resolved = resolver.resolve()
    scene = Scene(article, attributions, resolved, resolver.cast)
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
    """Annotate articles in their order, two under way at a time: while the model scores one, the other's story is read.

    What a source says itself who speaks (``Prepared``) needs no model; failures pass through.
    """
    with ThreadPoolExecutor(_UNDER_WAY) as pool:
        under_way: deque[Future[Annotated | Failure]] = deque()
        try:
            for item in items:
                under_way.append(pool.submit(_annotated, item, model))
                if len(under_way) == _UNDER_WAY:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()


#: More than two at a time would only wait for each other.
_UNDER_WAY = 2


def _annotated(item: Item, model: Model) -> Annotated | Failure:
    if isinstance(item, Failure):
        return item
    if isinstance(item, Prepared):
        return Annotated(item.article, item.statements, item.reader, VERSION)
    return Annotated(item, tuple(annotate(item, model)), model.name, model.version)
