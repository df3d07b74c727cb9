"""Files, folders, metadata: what is read, in what order, and who is believed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article import Article, Metadata
from onrecord.errors import InputError, LanguageError, MetadataError, UnreadableError
from onrecord.sources import Failure, Located, articles, locate, read_article, read_metadata

TEXT = "Bridge stays shut\n\nNovember 7, 2025\n\nThe bridge will stay shut until spring, the mayor said on Monday.\n"
PLAIN = "The bridge will stay shut until spring, the mayor said on Monday, and nobody was surprised by it.\n"
PAGE = (
    '<html><head><meta property="article:published_time" content="2025-11-07"></head><body><article><h1>Bridge</h1>'
    + f"<p>{PLAIN}</p>" * 1
    + "<p>Gordon Pell, a council member, said that the town should have acted many years ago, before it was late.</p>"
    + "<p>The harbour office had asked for the work to be done in summer, when the ferry runs more often.</p>"
    + "</article></body></html>"
)


def test_plain_text_is_kept_to_the_letter() -> None:
    data = "\ufeff One.\r\n\r\nTwo\tthree \u00a0four.\n\n\n".encode()
    assert read_article(data, source="a.txt").text == " One.\r\n\r\nTwo\tthree \u00a0four.\n\n\n"


def test_locate_expands_folders_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/y.md.gz", "a/x.png", ".hidden/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found, passed = locate([str(tmp_path), "-", "https://x.example/a.html", str(tmp_path / "missing.txt")])
    names = [f.source.replace(str(tmp_path), "") for f in found]
    assert names == ["/a/y.md.gz", "/a/z.html", "/b.txt", "-", "https://x.example/a.html", "/missing.txt"]
    assert [Path(p).name for p in passed] == ["x.png"]


DATES = [
    ("the option beats all", TEXT, "2025-01-09.txt", {"published": "2025-01-02"}, "2025-01-01", "2025-01-01"),
    ("for a text metadata beats its own lines", TEXT, "2025-01-09.txt", {"published": "2025-01-02"}, None, "2025-01-02"),
    ("its own lines beat the name", TEXT, "2025-01-09.txt", {}, None, "2025-11-07"),
    ("the name", PLAIN, "courier_2025-01-09_bridge.txt", {}, None, "2025-01-09"),
    ("the name beats a dateline without year", "HARROW FALLS, Nov. 7 (AP) — " + PLAIN, "2024-11-08.txt", {}, None, "2024-11-08"),
    ("a page's own markup beats metadata", PAGE, "2025-01-09.html", {"published": "2025-01-02"}, None, "2025-11-07"),
    ("nothing known", PLAIN, "story.txt", {}, None, None),
    ("no date in a longer number", PLAIN, "x12025-01-091.txt", {}, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "name", "beside", "option", "expected"), DATES, ids=[d[0] for d in DATES])
def test_publication_date(
    reason: str, text: str, name: str, beside: dict, option: str | None, expected: str | None
) -> None:
    metadata = {name.rsplit(".", 1)[0]: Metadata(**beside)} if beside else {}
    found = read_article(text.encode(), source=f"in/{name}", metadata=metadata, override=Metadata(published=option))
    assert found.published == expected


def test_gzip_is_read_as_what_it_holds() -> None:
    assert read_article(gzip.compress(PAGE.encode()), source="a.html.gz").title == "Bridge"


@pytest.mark.parametrize(
    ("reason", "data", "error", "words"),
    [
        ("empty", b"", UnreadableError, "no words"),
        ("white space", b" \n\n\t", UnreadableError, "no words"),
        ("broken gzip", gzip.compress(PLAIN.encode(), mtime=0)[:30], UnreadableError, "gzip"),
        ("broken PDF", b"%PDF-1.4 words", UnreadableError, "PDF"),
        ("comments without end", b"<!-- x -->" * 300, UnreadableError, "no "),
        ("binary", b"\x00\x01\x02\x03" * 100, UnreadableError, "binary"),
        ("German", ("Die Brücke bleibt bis zum Frühjahr gesperrt, sagte die Bürgermeisterin am Montag. " * 5).encode(), LanguageError, "(de)"),
        ("French", ("Le pont restera fermé jusqu'au printemps, a déclaré lundi la maire de la ville. " * 5).encode(), LanguageError, "(fr)"),
        ("Spanish", ("El puente seguirá cerrado hasta la primavera, dijo el lunes la alcaldesa del pueblo. " * 5).encode(), LanguageError, "(es)"),
        ("Portuguese", ("A ponte ficará fechada até à primavera, disse a presidente da câmara na segunda-feira. " * 5).encode(), LanguageError, "(pt)"),
        ("Chinese", ("市长周一表示，大桥将关闭至春季。" * 20).encode(), LanguageError, "(zh)"),
        ("Russian", ("Мост останется закрытым до весны, заявила в понедельник мэр города. " * 5).encode(), LanguageError, "(ru)"),
    ],
)  # fmt: skip
def test_what_cannot_be_read(reason: str, data: bytes, error: type[InputError], words: str) -> None:
    with pytest.raises(error) as caught:
        read_article(data, source="x.txt")
    assert words in str(caught.value)


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.sources.limits.LARGEST_FILE", 10_000)
    with pytest.raises(UnreadableError, match="unpacks to more"):
        read_article(gzip.compress(b"a" * 1_000_000), source="x.txt.gz")


def test_english_with_many_names_is_english() -> None:
    table = "Roscoe 12 Pell 9 Okafor 7 Thorsby 4 Moreau 3 Whitlock 2 " * 3
    assert read_article((PLAIN * 3 + table).encode(), source="x.txt").language == "en"


def test_one_bad_item_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").write_text(PLAIN)
    places = [Located(str(tmp_path / n), tmp_path / n) for n in ("a.txt", "b.txt", "c.txt")]
    found = list(articles(places))
    assert [type(f) for f in found] == [Failure, Article, Failure]


TABLES = [
    ("csv by file name", "filename,date,publisher\nstory.txt,2025-11-07,Courier\n"),
    ("tsv by stem", "name\tpublication_date\toutlet\nstory\tNovember 7, 2025\tCourier\n"),
    ("semicolons", "name;published;outlet\nstory;2025-11-07;Courier\n"),
    ("a time with its zone", "name,date,outlet\nstory,2025-11-07T10:00:00Z,Courier\n"),
    (
        "a line separator in a string",
        '{"name": "story", "published": "2025-11-07", "outlet": "Courier", "title": "a\u2028b"}\n',
    ),
    ("json lines", '{"name": "story", "published": "2025-11-07", "outlet": "Courier"}\n\n'),
]


@pytest.mark.parametrize(("reason", "table"), TABLES, ids=[t[0] for t in TABLES])
def test_metadata_files(tmp_path: Path, reason: str, table: str) -> None:
    (tmp_path / "known").write_text(table)
    metadata = read_metadata(tmp_path / "known")
    found = read_article(PLAIN.encode(), source="in/story.txt.gz", metadata=metadata)
    assert (found.published, found.outlet) == ("2025-11-07", "Courier")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("a,b\n1,2\n", "row 1 has no name"),
        ('{"name": "x"}\n{"name": \n', "row 2 is not JSON"),
        ("name,date\nx,someday\n", "'someday' is no date"),
    ],
)
def test_wrong_metadata_is_told(tmp_path: Path, table: str, words: str) -> None:
    (tmp_path / "known").write_text(table)
    with pytest.raises(MetadataError, match=words):
        read_metadata(tmp_path / "known")


def test_metadata_is_found_by_the_address_that_a_page_names() -> None:
    page = PAGE.replace("<head>", '<head><link rel="canonical" href="https://courier.example/a">')
    metadata = {"https://courier.example/a": Metadata(authors=("Dana Whitlock",))}
    assert read_article(page.encode(), source="x.html", metadata=metadata).authors == ("Dana Whitlock",)


@pytest.mark.parametrize("head", ['<meta charset="windows-1251">', '<?xml version="1.0" encoding="cp1251"?>'])
def test_a_page_tells_its_charset(head: str) -> None:
    page = (head + PAGE.replace("Bridge", "Bridge of Пелл")).encode("cp1251")
    assert "Bridge of Пелл" in read_article(page, source="x.html").text


@pytest.mark.parametrize("start", ["", "\ufeff", "<!-- a -->\n<!-- b -->", '<?xml version="1.0"?>\n<!doctype html>'])
def test_a_page_is_known_without_its_ending(start: str) -> None:
    assert read_article((start + PAGE).encode(), source="-").title == "Bridge"


def test_text_about_tags_is_text() -> None:
    text = "<p> is the tag that " + PLAIN
    assert read_article(("Tags\n\n" + text).encode(), source="x.txt").text == "Tags\n\n" + text


def test_a_long_text_is_read_fast_and_whole() -> None:
    text = ("“We will mend it,” the mayor said.\r\n\r\n" * 30_000) + "\0end"
    assert read_article(text.encode(), source="x.txt").text == text


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.sampled_from([b"", b"<html><p>", PAGE.encode(), PLAIN.encode()]), st.booleans())  # fmt: skip
def test_any_bytes_are_read_or_refused(noise: bytes, start: bytes, is_html: bool) -> None:
    try:
        article = read_article(start + noise, source="x", is_html=is_html)
    except InputError:
        return
    assert article.text
