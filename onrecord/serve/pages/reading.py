"""The pages for reading: each asks a view for plain values and fills a template with them."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import APIRouter, Query, Request
from fastapi import Path as PathParameter
from starlette.responses import RedirectResponse, Response

from ...display.citations import as_bibtex, as_csl, as_markdown, as_text, as_wiki
from ...export import csv_lines
from ...record.captures import body_of
from ...record.watches import the_watch, told_last
from ...search.search import Hit
from ...watch.run import described
from ...watch.telling import atom
from .. import views
from ..api.bodies import Id
from ..given import Reader, TheRecord
from ..marks import marked
from ..pictures.counts import Link, timeline_picture
from ..pictures.strip import strip_picture
from ..rendering import day_of, period_link, show, words_of
from ..views import Question

router = APIRouter(include_in_schema=False)

#: Entries in a watch's feed.
_NEWS = 100


@router.get("/")
def home(request: Request, record: TheRecord, visitor: Reader) -> Response:
    """The first page: a search box and the newest statements."""
    return show(request, "home.html", {**views.front(record), "visitor": visitor})


@router.get("/ask")
def ask(
    request: Request, record: TheRecord, visitor: Reader, q: str = "", reading: views.Reading | None = None,
    person: Annotated[Id | None, Query()] = None,
) -> Response:  # fmt: skip
    """The answer to a question in plain words; of somebody alone their page, of nothing the search page."""
    if not q.strip():
        return RedirectResponse("/search", 303)
    found = views.answer(record, q.strip(), reading=reading, person=person)
    alone = found["reading"] == "speaker" and not found["words"]
    if alone and found["person"]:
        years = [(f"said_{end}", str(y)) for end, y in zip(("from", "to"), found["years"], strict=True) if y]
        return RedirectResponse(f"/people/{found['person']['id']}{(years and '?' + urlencode(years)) or ''}", 303)
    question = Question.of(parse_qsl(found["query"]))
    listed = [*found["telling"], *(hit for each in found["occasions"] for hit in (*each["statements"], *each["short"]))]
    svg = strip_picture(
        found["timeline"], {day_of(hit): words_of(hit) for hit in reversed(listed)},
        link=lambda p, dated: period_link("/search", question, p, dated),
    )  # fmt: skip
    return show(request, "answer.html", {**found, "svg": svg, "question": question, "visitor": visitor})


@router.get("/search")
def search(request: Request, record: TheRecord, visitor: Reader) -> Response:
    """What a search finds, with facets; the address holds the search."""
    question = _question(request)
    if tidy := _tidied(request, question):
        return tidy
    found = views.found(record, question)
    names = {c["value"]: c["name"] for c in found["facets"]["person"]}
    return show(request, "search.html", {**found, "question": question, "names": names, "visitor": visitor})


@router.get("/articles/{article_id}")
def article(request: Request, article_id: str, record: TheRecord, visitor: Reader) -> Response:
    """An article with its statements marked."""
    found = views.article(record, article_id)
    numbers = {hit["id"]: k for k, hit in enumerate(found["statements"], start=1)}
    paragraphs = marked(found["article"]["text"], found["statements"])
    return show(request, "article.html", {**found, "paragraphs": paragraphs, "numbers": numbers, "visitor": visitor})


@router.get("/statements/{statement_id}")
def statement(request: Request, statement_id: str, record: TheRecord, visitor: Reader) -> Response:
    """A statement in its context."""
    found = views.statement(record, statement_id)
    context = found["context"]
    values = {
        **found,
        "paragraphs": marked(context["exact"], [found["statement"]], offset=context["start"], facts=True),
        "cites": _cites(found["statement"], f"{request.base_url}statements/{statement_id}"),
        "here": str(request.base_url),
        "visitor": visitor,
    }
    return show(request, "statement.html", values)


@router.get("/captures/{number}")
def capture(number: Annotated[int, PathParameter(ge=1, le=2**31 - 1)], record: TheRecord, visitor: Reader) -> Response:
    """What was fetched, to be saved: others' pages are never shown as one of ours."""
    headers = {"Content-Disposition": f'attachment; filename="onrecord-{number}.bin"'}
    return Response(body_of(record, number), media_type="application/octet-stream", headers=headers)


@router.get("/watches/{name}.atom")
def watched(request: Request, name: str, record: TheRecord, visitor: Reader) -> Response:
    """What a watch found last, for feed readers."""
    the_watch(record, name)
    news = [described(record, name, each) for each in told_last(record, name, limit=_NEWS)]
    return Response(atom(name, news, base=str(request.base_url)), media_type="application/atom+xml")


@router.get("/people")
def people(request: Request, record: TheRecord, visitor: Reader, name: str = "", done: str = "") -> Response:
    """The most quoted people, or those of a name; who may be one, and what was decided."""
    found = views.directory(record, name) if name else views.most_quoted_of_each_type(record)
    if not name:
        found |= views.suggestions(record)
    message = {"same": "They are one now.", "different": "They stay apart.", "undo": "Taken back."}.get(done)
    return show(request, "people.html", {**found, "beside": None, "message": message, "visitor": visitor})


@router.get("/people/{person_id}")
def person(request: Request, person_id: str, record: TheRecord, visitor: Reader) -> Response:
    """One person."""
    question, path = _question(request), f"/people/{person_id}"
    if tidy := _tidied(request, question):
        return tidy
    found = views.person(record, person_id, question)
    values = {**found, "found": found, "svg": _picture(found, question, path), "path": path}
    return show(request, "person.html", {**values, "question": question, "visitor": visitor})


@router.get("/people/{person_id}/with")
def beside(
    request: Request, person_id: str, record: TheRecord, visitor: Reader, name: str = "", q: str = "",
    about: str = "", toward: str = "", others: str = "",
) -> Response:  # fmt: skip
    """Choose whom to set beside a person, on a subject (``about``) or as they are: at once where only one is meant.

    ``others`` (ids with commas between them) stand beside that person already.
    """
    found = views.directory(record, name)
    already = [each for each in others.split(",") if each]
    may_be = [p for p in found["people"] if p["id"] not in (person_id, *already)]
    given = {"q": q} if not about else {"about": about, "toward": toward}
    query = urlencode({key: value for key, value in given.items() if value})
    behind = f"{'/positions' if about else ''}{query and '?' + query}"
    with_them = "".join(f"{quote(each)}," for each in already)
    if name and len(may_be) == 1:
        return RedirectResponse(f"/people/{quote(person_id)}/with/{with_them}{may_be[0]['id']}{behind}", 303)
    one = views.person(record, person_id, Question())["person"]
    values = {**found, "people": may_be, "beside": one, "already": with_them, "behind": behind, "message": None}
    return show(request, "people.html", {**values, "visitor": visitor})


@router.get("/people/{person_id}/with/{others}")
def beside_each_other(request: Request, person_id: str, others: str, record: TheRecord, visitor: Reader) -> Response:
    """Two to four people (``others`` with commas between them) on one axis of time, day by day beside each other."""
    question = _question(request)
    if tidy := _tidied(request, question):
        return tidy
    found = views.beside_each_other(record, [person_id, *others.split(",")], question)
    periods = [period for each in found["people"] for period in each["days"]["periods"]]
    span = min((p["first"] for p in periods), default=""), max((p["first"] for p in periods), default="")
    for each in found["people"]:
        each["path"] = f"/people/{each['person']['id']}"
        words = {day_of(hit): words_of(hit) for hit in reversed(each["statements"])}
        each["svg"] = strip_picture(each["days"], words, link=_links_of(each["path"], question), span=span)
    path = f"/people/{person_id}/with/{others}"
    values = {**found, "rows": _by_day(found["people"]), "path": path, "question": question, "others": others}
    return show(request, "two.html", {**values, "visitor": visitor})


@router.get("/tray")
def tray(
    request: Request, record: TheRecord, visitor: Reader, ids: str = "",
    title: Annotated[str, Query(max_length=200)] = "",
) -> Response:  # fmt: skip
    """Statements put together by a reader, to print, to share and to take along."""
    found = views.tray(record, ids)
    hits, base = [Hit.from_dict(hit) for hit in found["statements"]], str(request.base_url)
    linked = [(hit, f"{base}statements/{hit.statement.id}") for hit in hits]
    texts = [
        ("footnotes", "\n".join(f"{k}. {as_text(hit, link=link)}" for k, (hit, link) in enumerate(linked, start=1))),
        ("Markdown", "\n".join(as_markdown(hit, link=link) for hit, link in linked)),
    ]
    values = {**found, "texts": texts, "title": title, "base": base, "here": str(request.url), "visitor": visitor}
    return show(request, "tray.html", values)


@router.get("/tray/statements.csv")
def tray_table(record: TheRecord, visitor: Reader, ids: str = "") -> Response:
    """The same statements as a table."""
    hits = [Hit.from_dict(hit) for hit in views.tray(record, ids)["statements"]]
    named = {"Content-Disposition": 'attachment; filename="statements.csv"'}
    return Response("\n".join([*csv_lines(hits), ""]), media_type="text/csv; charset=utf-8", headers=named)


@router.get("/sources")
def sources(request: Request, record: TheRecord, visitor: Reader) -> Response:
    """Where the articles come from."""
    return show(request, "sources.html", {**views.sources(record), "visitor": visitor})


def _question(request: Request) -> Question:
    return Question.of(request.query_params.multi_items())


def _tidied(request: Request, question: Question) -> Response | None:
    """Forms send empty fields along; the address that is kept and passed on has none of them."""
    if all(value.strip() for _, value in request.query_params.multi_items()):
        return None
    query = question.query()
    return RedirectResponse(request.url.path + (query and f"?{query}"), 303)


def _picture(found: dict[str, Any], question: Question, path: str) -> str:
    return timeline_picture(found["timeline"], name=found["person"]["name"], link=_links_of(path, question))


def _links_of(path: str, question: Question) -> Link:
    return lambda period, dated: period_link(path, question, period, dated)


def _by_day(people: list[dict[str, Any]]) -> list[tuple[str, list[list[dict[str, Any]]]]]:
    """The days of people's statements, the newest first, with those of each."""
    days = sorted({day_of(hit) for each in people for hit in each["statements"]}, reverse=True)
    return [(day, [[hit for hit in each["statements"] if day_of(hit) == day] for each in people]) for day in days]


def _cites(statement: dict[str, Any], link: str) -> list[tuple[str, str]]:
    hit = Hit.from_dict(statement)
    forms = {
        "text": as_text, "Markdown": as_markdown, "BibTeX": as_bibtex, "CSL-JSON": as_csl, "wiki reference": as_wiki,
    }  # fmt: skip
    return [*((name, form(hit, link=link)) for name, form in forms.items()), ("JSON", _json(statement))]


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=1)
