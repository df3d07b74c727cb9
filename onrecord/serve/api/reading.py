"""Reading: articles, statements, people, sources."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from .. import views
from ..given import Reader, TheRecord
from ..views.listing import ArticleFilters, article_list
from ..views.question import LONGEST_WORDS, USUAL, Question
from .answers import answer
from .bodies import After, Id, IdInPath, Limit, SearchPage

router = APIRouter()


@router.get("/statements")
def search(request: Request, record: TheRecord, visitor: Reader, asked: Annotated[SearchPage, Query()]) -> Response:
    """Find statements by words, speaker, days, channel, outlet: the best first, without words the newest first."""
    return answer(request, views.found(record, Question.of(asked.pairs())))


@router.get("/answers")
def ask(
    request: Request, record: TheRecord, visitor: Reader,
    q: Annotated[str, Query(max_length=LONGEST_WORDS, description="What did NAME say about SUBJECT in 2016?")],
    reading: Annotated[views.Reading | None, Query(description="How somebody named comes into it.")] = None,
    person: Annotated[Id | None, Query(description="Who is meant, where a name is several people's.")] = None,
) -> Response:  # fmt: skip
    """The answer to a question in plain words: what was understood, the most telling statements, the rest."""
    return answer(request, views.answer(record, q, reading=reading, person=person))


@router.get("/statements/{id}")
def statement(request: Request, record: TheRecord, visitor: Reader, id: IdInPath) -> Response:
    """One statement in its context, the same words elsewhere, and what people corrected."""
    return answer(request, views.statement(record, id))


@router.get("/articles")
def articles(
    request: Request, record: TheRecord, visitor: Reader, asked: Annotated[ArticleFilters, Query()],
    limit: Limit = USUAL, after: After = None,
) -> Response:  # fmt: skip
    """Articles, the last added first."""
    return answer(request, article_list(record, asked, limit=limit, after=after))


@router.get("/articles/{id}")
def article(request: Request, record: TheRecord, visitor: Reader, id: IdInPath) -> Response:
    """One article, whole, with its statements."""
    return answer(request, views.article(record, id))


@router.get("/people")
def people(
    request: Request, record: TheRecord, visitor: Reader,
    name: Annotated[str, Query(max_length=200, description="A name, or its last word.")] = "", limit: Limit = 50,
) -> Response:  # fmt: skip
    """The people whom a name may mean; without a name the most quoted."""
    return answer(request, views.directory(record, name, limit=limit))


@router.get("/people/begun")
def names_begun(
    request: Request, record: TheRecord, visitor: Reader,
    name: Annotated[str, Query(max_length=200, description="The beginning of a name, or of its last word.")],
) -> Response:  # fmt: skip
    """The people whom a name may become that is being typed: with role, number of statements, and those by year."""
    return answer(request, views.names_begun(record, name))


@router.get("/people/suggestions")
def suggestions(request: Request, record: TheRecord, visitor: Reader, limit: Limit = USUAL) -> Response:
    """People who may be one, with the reasons; and what was judged so far."""
    return answer(request, views.suggestions(record, limit=limit))


@router.get("/people/{id}")
def person(
    request: Request,
    record: TheRecord,
    visitor: Reader,
    id: IdInPath,
    asked: Annotated[SearchPage, Query()],
) -> Response:
    """One person: names, roles, topics, times, and the statements that a search among theirs finds."""
    return answer(request, views.person(record, id, Question.of(asked.pairs())))


@router.get("/people/{id}/with/{other}")
def two_people(
    request: Request, record: TheRecord, visitor: Reader, id: IdInPath, other: IdInPath,
    asked: Annotated[SearchPage, Query()],
) -> Response:  # fmt: skip
    """Two people beside each other, and what each said, found by the same search."""
    return answer(request, views.two_people(record, id, other, Question.of(asked.pairs())))


@router.get("/sources")
def sources(request: Request, record: TheRecord, visitor: Reader) -> Response:
    """What was added when, of which outlets, what couldn't be added, and the feeds that are followed."""
    return answer(request, views.sources(record))
