"""The pages in a real browser: from search to article to statement, review by keyboard, without script, accessibility."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")
pytest.importorskip("playwright", reason="Playwright isn't installed (the extra dev)")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe isn't installed (the extra dev)")

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from onrecord.record.store import Record
from onrecord.search.search import Filters, every, search
from onrecord.serve.app import create_app
from tests.newsroom import furnish

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt install chromium)")
WIDTHS = (1440, 768, 390)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def served(place: str) -> Iterator[str]:
    """The address at which a record is served by a thread of this process."""
    server = uvicorn.Server(
        uvicorn.Config(create_app(place, owner="dana"), port=0, log_level="error", access_log=False)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def place(tmp_path: Path) -> str:
    place = str(tmp_path / "news.db")
    with Record.open(place) as record:
        furnish(record)
    return place


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with Record.open(place) as record:
        yield record


@pytest.fixture
def site(place: str) -> Iterator[str]:
    with served(place) as site:
        yield site


@contextmanager
def opened(browser: Browser, site: str, **options: Any) -> Iterator[Page]:
    """A page at the site; it fails when a request leaves the host, or a script or style is refused or breaks."""
    context: BrowserContext = browser.new_context(base_url=site, **options)
    page = context.new_page()
    faults: list[str] = []
    page.on("request", lambda r: faults.append(r.url) if not r.url.startswith(site) else None)
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" and "status of 4" not in m.text else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def test_from_search_to_article_to_statement(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        page.goto("/")
        page.get_by_role("combobox", name="A name, words").fill("what did Brandt say about closing a school?")
        page.get_by_role("button", name="Ask").click()
        expect(page.get_by_role("list", name="What was understood")).to_contain_text("said by Nadia Brandt")
        expect(page.get_by_role("button", name="Copy quotation").first).to_be_visible()
        card = page.locator("article.statement", has_text="Port Gazette")
        expect(card.locator("blockquote")).to_contain_text("We will not close a single school")
        card.get_by_role("link", name="No school to close").click()
        expect(page.get_by_role("heading", name="No school to close")).to_be_visible()
        words = page.locator(".m.content.direct[data-s]").first
        expect(words).to_have_class("m content direct lit")  # the address names the statement
        note = page.locator("aside.note-card").first
        expect(note).to_contain_text("Nadia Brandt · told · Sun 11 May 2025 · briefing · to parents")
        note.get_by_role("link", name="quotation").click()
        expect(page.get_by_role("heading", name="The same words in other articles")).to_be_visible()
        expect(page.locator("del", has_text="single")).to_be_visible()
        page.get_by_role("link", name="Read on in the article").click()
        expect(page.get_by_role("heading", name="No school to close")).to_be_visible()


def test_words_and_note_light_up_together(browser: Browser, site: str, record: Record) -> None:
    hit = next(h for h in search(record, "close county") if h.article.outlet == "Port Gazette")
    with opened(browser, site) as page:
        page.goto(f"/articles/{hit.article.id}")
        note = page.locator(f"#n-{hit.statement.id}")
        expect(note).not_to_have_class("note-card direct lit")
        page.locator(".m.source[data-s]").first.hover()
        expect(note).to_have_class("note-card direct lit")
        page.mouse.move(0, 0)
        expect(note).not_to_have_class("note-card direct lit")
        page.locator(f'a.ref[href="#n-{hit.statement.id}"]').focus()
        expect(note).to_have_class("note-card direct lit")


def test_filters_stay_in_the_address_and_come_off(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        page.goto("/search?q=harbour")
        page.get_by_role("link", name="2021").last.click()
        expect(page.get_by_role("heading", level=2).first).to_contain_text("8 statements")
        page.reload()
        expect(page.get_by_role("heading", level=2).first).to_contain_text("8 statements")
        page.get_by_role("list", name="Filters in use").get_by_role("link").first.click()
        page.get_by_role("list", name="Filters in use").get_by_role("link").first.click()
        expect(page.get_by_role("heading", level=2).first).to_contain_text("32 statements")
        page.get_by_role("link", name="More statements").click()
        expect(page.locator("article.statement")).to_have_count(12)


def test_keys_go_through_the_statements(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        page.goto("/search?speaker=Lund")
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(page.locator("article.statement").nth(1)).to_be_focused()
        page.keyboard.press("k")
        expect(page.locator("article.statement").first).to_be_focused()
        page.keyboard.press("/")
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type("jk/")
        expect(page.locator("#q")).to_have_value("jk/")


def test_a_persons_timeline_leads_to_statements(browser: Browser, site: str, record: Record) -> None:
    person = search(record, "", Filters(speaker="Lund"))[0].person
    assert person is not None
    with opened(browser, site) as page:
        page.goto(f"/people/{person.id}")
        expect(page.get_by_role("heading", name="Petra Lund", exact=True)).to_be_visible()
        bar = page.get_by_role("link", name="2022: 4 undated, printed then")
        bar.focus()  # by keyboard, too
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{site}/people/{person.id}?published_from=2022&published_to=2022")
        page.goto(f"/people/{person.id}")
        page.get_by_text("The picture as a table").click()
        expect(page.get_by_role("row", name="2023").get_by_role("cell")).to_have_text(["4", "4"])
        page.get_by_label("Name of the other").fill("Nadia Brandt")
        page.get_by_role("button", name="Compare").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Petra Lund and Nadia Brandt")


def press(page: Page, key: str) -> None:
    """Press a key of the review once the page hears it: its script shows a hint in the same turn."""
    expect(page.locator(".only-script")).to_be_visible()
    page.keyboard.press(key)


def test_review_by_keyboard(browser: Browser, site: str, record: Record) -> None:
    with opened(browser, site) as page:
        page.goto("/review")
        first = page.locator("form.verdict").get_attribute("action") or ""
        before = len(list(every(record)))
        press(page, "a")
        expect(page.get_by_role("status")).to_contain_text("Noted as right.")
        expect(page.locator("form.verdict")).not_to_have_attribute("action", first)
        second = page.locator("form.verdict").get_attribute("action") or ""
        press(page, "s")
        expect(page.get_by_role("status")).to_contain_text("Skipped.")
        expect(page.locator(".progress")).to_contain_text("1 by you (dana), 1 skipped")
        press(page, "u")  # back to the skipped one
        expect(page).to_have_url(re.compile(r"/review/\w+$"))
        expect(page.locator("form.verdict")).to_have_attribute("action", second)
        press(page, "r")
        expect(page.get_by_role("status")).to_contain_text("Taken out of what is shown.")
    assert len(list(every(record))) == before - 1


def test_correcting_with_selected_words(browser: Browser, site: str, record: Record) -> None:
    (hit,) = search(record, "bridge close")
    with opened(browser, site) as page:
        page.goto(f"/review/{hit.statement.id}")
        page.locator("#context .m.content").select_text()
        press(page, "f")
        words = page.get_by_label("Words, as printed")
        expect(words).to_have_value("the bridge may close")
        words.fill("bridge may close")
        page.get_by_label("Said on").fill("last Monday")  # as the article may say it
        page.get_by_label("Said on").press("Control+Enter")
        expect(page.get_by_role("status")).to_contain_text("Corrected.")
    (hit,) = search(record, "bridge close")
    assert (hit.statement.words, hit.statement.said and hit.statement.said.edtf) == ("bridge may close", "2025-11-03")


def test_two_editors_do_not_overwrite_each_other(browser: Browser, site: str, record: Record) -> None:
    (hit,) = search(record, "bridge close")
    path = f"/review/{hit.statement.id}"
    with opened(browser, site) as one, opened(browser, site) as other:
        one.goto(path)
        other.goto(path)
        one.get_by_role("button", name="Not a statement").click()
        expect(one.get_by_role("status")).to_contain_text("Taken out")
        other.get_by_role("button", name="Right").click()
        expect(other.get_by_role("status")).to_contain_text("somebody else has changed this statement")


def test_people_are_joined_and_parted(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        page.goto("/people")
        page.get_by_role("button", name="N. Brandt are the same").or_(
            page.get_by_role("button", name="Brandt are the same")
        ).first.click()
        expect(page.get_by_role("status")).to_have_text("They are one now.")
        page.get_by_role("button", name="Undo judgement").click()
        expect(page.get_by_role("status")).to_have_text("Taken back.")


def test_reading_without_script(browser: Browser, site: str) -> None:
    with opened(browser, site, java_script_enabled=False) as page:
        page.goto("/search?q=school")
        page.get_by_role("link", name="No school to close").first.click()
        page.locator("a.ref").first.click()
        expect(page.locator(".note-card").first).to_be_in_viewport()
        page.locator(".note-card .more").first.click()
        expect(page.get_by_role("heading", name="Cite")).to_be_visible()
        expect(page.get_by_role("button", name="Copy")).to_have_count(0)
        page.goto("/people")
        page.get_by_role("link", name="Petra Lund").first.click()
        expect(page.locator("svg.timeline")).to_be_visible()
        page.goto("/review")
        page.get_by_role("button", name="Right").click()
        expect(page.get_by_role("status")).to_contain_text("Noted as right.")


DRAFT = (
    "“We will never close a school in this county while I am in office,” Nadia Brandt told parents.\n\n"
    "“A toll would hit the people who can least afford it,” Tom Farrow said at the town hall on Monday."
)


def test_a_draft_is_checked(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        page.goto("/check")
        page.get_by_label("Paste the draft").fill(DRAFT)
        page.get_by_role("button", name="Check", exact=True).click()
        expect(page).to_have_url(f"{site}/check")  # nothing of the draft in the address
        expect(page.get_by_role("heading", name="The pasted draft")).to_be_visible(timeout=20_000)
        finding = page.locator("#d1-finding-1")
        expect(finding.locator("ins, del").first).to_be_visible()
        assert Axe().run(page).response["violations"] == []
        page.locator(".draft a.q").first.click()
        expect(finding).to_be_in_viewport()
        finding.get_by_role("link", name="in the record").first.click()
        expect(page.get_by_role("heading", name="In its context")).to_be_visible()


def paths(record: Record) -> list[str]:
    hit = next(h for h in search(record, "close county") if h.article.outlet == "Port Gazette")
    lund = search(record, "", Filters(speaker="Lund"))[0].person
    assert hit.person and lund
    return [
        "/", "/ask?q=what+did+Brandt+say+about+a+school", "/ask?q=school", "/search?q=school", "/search?q=nothing+at+all", f"/articles/{hit.article.id}",
        f"/statements/{hit.statement.id}", "/people", f"/people/{lund.id}", f"/people/{lund.id}/with/{hit.person.id}",
        f"/tray?ids={hit.statement.id}&title=Schools", "/tray", f"/people/{lund.id}/positions", f"/people/{lund.id}/positions?about=harbour", "/check", "/review", "/sources", "/nowhere",
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_sticks_out(browser: Browser, site: str, record: Record, scheme: str) -> None:
    for width in WIDTHS if scheme == "light" else WIDTHS[:1]:  # dark changes colours, no places
        with opened(browser, site, viewport={"width": width, "height": 900}, color_scheme=scheme) as page:
            for path in paths(record):
                page.goto(path)
                too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert too_wide <= 0, (path, width)
                page.evaluate("for (const closed of document.querySelectorAll('details')) closed.open = true")
                violations = Axe().run(page).response["violations"]
                found = [(v["id"], v["impact"], [n["html"][:200] for n in v["nodes"]]) for v in violations]
                assert found == [], (path, width)


def test_the_focus_is_always_to_be_seen(browser: Browser, site: str, record: Record) -> None:
    with opened(browser, site) as page:
        for path in paths(record):
            page.goto(path)
            for _ in range(12):
                page.keyboard.press("Tab")
                outline = page.evaluate(
                    "document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle"
                )
                assert outline != "none", (path, page.evaluate("document.activeElement.outerHTML"))


def test_the_first_page_is_small(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        sizes: list[int] = []
        page.on("requestfinished", lambda r: sizes.append(r.sizes()["responseBodySize"]))
        page.goto("/", wait_until="networkidle")
        assert sum(sizes) < 60_000
