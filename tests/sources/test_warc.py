"""WARC archives: every packing, and what is broken in them."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import brotli
import pytest

from onrecord.article import Article
from onrecord.sources import Failure, Item, articles, locate
from tests.made import STORY, page, warc

PAGES = [(f"https://courier.example/2025/{k}", page(f"Bridge story {k}")) for k in range(5)]
PACKINGS = {"": bytes, "gzip": gzip.compress, "br": brotli.compress, "deflate": zlib.compress}


def read(tmp_path: Path, data: bytes, name: str = "a.warc.gz") -> list[Item]:
    (tmp_path / name).write_bytes(data)
    return list(articles(locate([str(tmp_path / name)])[0]))


def titles(found: list[Item]) -> list[str | None]:
    return [f.title if isinstance(f, Article) else None for f in found]


ALL = [f"Bridge story {k}" for k in range(5)]


@pytest.mark.parametrize("encoding", PACKINGS)
@pytest.mark.parametrize("packing", ["gzip", ""])
def test_pages_of_an_archive(tmp_path: Path, encoding: str, packing: str) -> None:
    sent = [(address, PACKINGS[encoding](body)) for address, body in PAGES]
    found = read(tmp_path, warc(sent, packing=packing, encoding=encoding), "a.warc" + ".gz" * bool(packing))
    assert titles(found) == ALL
    first = found[0]
    assert isinstance(first, Article)
    assert first.url == "https://courier.example/2025/0"
    assert first.source.endswith("#1")
    assert STORY[2] in first.text


def test_zstd(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")

    def packed(pages: list[tuple[str, bytes]]) -> bytes:
        return b"".join(pyarrow.compress(warc([p], packing=""), codec="zstd", asbytes=True) for p in pages)

    whole = packed(PAGES)
    assert titles(read(tmp_path, whole, "a.warc.zst")) == ALL
    found = read(tmp_path, whole[:-40], "b.warc.zst")
    assert titles(found) == [*ALL[:4], None]


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    data = warc(PAGES[:1]) + warc([("https://courier.example/a.png", b"\x89PNG")], kind="image/png") + warc(PAGES[1:2])
    assert titles(read(tmp_path, data)) == ALL[:2]


@pytest.mark.parametrize("packing", ["gzip", ""])
@pytest.mark.parametrize("cut", [4, 30, 200, 420])
def test_an_archive_that_breaks_off(tmp_path: Path, packing: str, cut: int) -> None:
    data = warc(PAGES, packing=packing)
    found = read(tmp_path, data[: len(data) - cut], "a.warc")
    if packing == "" and cut == 4:  # only the blank line after the last record is missing
        assert titles(found) == ALL
        return
    assert titles(found) == [*ALL[:4], None]
    assert isinstance(found[-1], Failure)
    assert "breaks off" in found[-1].reason


@pytest.mark.parametrize("packing", ["gzip", ""])
def test_a_broken_record_is_told_and_the_others_read(tmp_path: Path, packing: str) -> None:
    parts = [warc([p], packing=packing) for p in PAGES]
    parts[2] = parts[2][:20] + bytes(b ^ 0xFF for b in parts[2][20:80]) + parts[2][80:]
    assert titles(read(tmp_path, b"".join(parts), "a.warc")) == [*ALL[:2], None, *ALL[3:]]


def test_a_cut_record_is_told_and_the_others_read(tmp_path: Path) -> None:
    parts = [warc([p]) for p in PAGES]
    parts[2] = parts[2][:60]
    assert titles(read(tmp_path, b"".join(parts))) == [*ALL[:2], None, *ALL[3:]]


def test_a_wrong_packing_is_told(tmp_path: Path) -> None:
    data = warc(PAGES[:1]) + warc(PAGES[1:2], encoding="br") + warc(PAGES[2:3])
    found = read(tmp_path, data)
    assert titles(found) == [ALL[0], None, ALL[2]]
    assert isinstance(found[1], Failure)
    assert "can't be unpacked" in found[1].reason


def test_a_page_without_an_article_names_its_address(tmp_path: Path) -> None:
    found = read(tmp_path, warc([*PAGES[:1], ("https://courier.example/", b"<html><p>Hm</p></html>")]))
    assert isinstance(found[1], Failure)
    assert "(https://courier.example/)" in found[1].source


@pytest.mark.parametrize("data", [b"", b"hello" * 100, gzip.compress(b"x" * 1000, mtime=0), b"WARC/1.1\r\n"])
def test_no_archive(tmp_path: Path, data: bytes) -> None:
    found = read(tmp_path, data)
    assert isinstance(found[-1], Failure)
    assert "no whole record" in found[-1].reason
