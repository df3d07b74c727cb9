"""An article to its statements: the whole story on one screen."""

from __future__ import annotations

from .article import Article
from .attribution import find_attributions
from .circumstances import act_of, happened
from .model import Scorer
from .statement import Statement, statement_id


def annotate(article: Article, model: Scorer) -> list[Statement]:
    """Find who said what in an article, in the order of the text.

    The model scores the words; attributions are decoded from the scores; act and whether it happened are read off
    each cue. Words of a statement are always slices of ``article.text``.
    """
    article_id = article.id
    return [
        Statement(
            id=statement_id(article_id, found),
            kind=found.kind,
            source=found.source,
            cue=found.cue,
            content=found.content,
            act=act_of(found),
            happened=happened(found),
            confidence=found.confidence,
        )
        for found in find_attributions(article.text, model)
    ]
