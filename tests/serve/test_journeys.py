"""Ways that a person goes through the pages, in a real browser: from a question to a citation, from a wrong speaker to a
right answer, from ten of a name to one, on a phone and without script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="Playwright isn't installed (the extra dev)")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe isn't installed (the extra dev)")

from playwright.sync_api import Browser, expect

from onrecord.record.store import Record
from tests.newsroom import furnish
from tests.serve.test_browser import CHROMIUM, browser, opened, served
from tests.stories import ONE, article, statement

__all__ = ["browser"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt install chromium)")
NAMESAKES = 4


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A record with a ferry dispute over two years, and with somebody who is named by the last name alone elsewhere."""
    place = str(tmp_path / "news.db")
    with Record.open(place) as record:
        furnish(record)
        for k, day in enumerate(["2023-02-03", "2023-02-10", "2024-06-01", "2025-01-20"]):
            words = f"“The ferry will sail whatever the wind says, and that is promise number {k},”"
            story = article(f"{words} Greta Osk said.", published=day, title=f"Ferry {k}", outlet="Port Gazette")
            record.add(story, [statement(story, words, "Greta Osk")], ONE)
        for k in range(NAMESAKES):
            words = f"“The harbour is full, berth {k} too,”"
            story = article(f"{words} Osk said.", title=f"Berth {k}", outlet=f"Paper {k}")
            record.add(story, [statement(story, words, "Osk")], ONE)
    with served(place) as site:
        yield site


def test_from_a_question_to_a_citation(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        page.goto("/")
        page.get_by_label("A name, words, a quotation").fill("what did Greta Osk say about the ferry")
        page.keyboard.press("Enter")
        expect(page.locator(".facts")).to_contain_text("4 statements")
        expect(page.get_by_label("What was understood")).to_contain_text("said by Greta Osk")
        page.locator(".statement .more").first.click()
        expect(page.get_by_role("heading", name="In its context")).to_be_visible()
        page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
        page.get_by_role("button", name="Copy text").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert re.fullmatch(r"Greta Osk: “The ferry.+statements/\w+\)", page.evaluate("window.copied"))
        page.get_by_role("link", name="Read on in the article").click()
        expect(page.locator(".anchor:target")).to_have_count(1)


def test_days_are_drawn_over(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        page.goto("/ask?q=Greta+Osk+on+the+ferry")
        strip = page.locator("svg.strip")
        strip.scroll_into_view_if_needed()
        box = strip.bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] * 0.45, box["y"] + 8)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.999, box["y"] + 10, steps=4)
        page.mouse.up()
        expect(page.locator("#stretch-told")).to_have_text("2 of the 4 below.")
        expect(page.locator(".results .statement:visible")).to_have_count(2)
        page.get_by_role("button", name="All again").click()
        expect(page.locator(".results .statement:visible")).to_have_count(4)
        page.get_by_label("to", exact=True).fill("2023-12-31")
        page.get_by_role("button", name="Only these days").click()
        expect(page.locator("#stretch-told")).to_have_text("2 of the 4 below.")


def test_a_name_is_offered_while_it_is_typed(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        page.goto("/")
        box = page.get_by_role("combobox")
        box.press_sequentially("what did Gre")
        expect(page.get_by_role("option", name="Greta Osk")).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(box).to_have_value("what did Greta Osk")
        expect(page.get_by_role("listbox")).to_be_hidden()
        box.press_sequentially(" say about zz")
        page.keyboard.press("Escape")
        expect(page.get_by_role("option")).to_have_count(0)


def test_what_is_pinned_is_in_the_tray(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        page.goto("/search?q=ferry&speaker=Osk")
        expect(page.get_by_role("link", name="Tray")).to_be_hidden()
        for k in (1, 0):
            page.get_by_role("button", name="Pin", exact=True).nth(k).click()
        page.get_by_role("link", name="Tray (2)").click()
        expect(page.locator(".dossier > li")).to_have_count(2)
        expect(page.locator("pre").first).to_contain_text("2. Greta Osk: “The ferry")
        page.get_by_role("link", name="take out").first.click()
        expect(page.locator(".dossier > li")).to_have_count(1)
        expect(page.get_by_role("link", name="Tray (1)")).to_be_visible()


def test_several_of_a_name_become_one(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        page.goto("/people")
        card = page.locator(".alike", has_text="Greta Osk")
        expect(card.get_by_role("checkbox")).to_have_count(NAMESAKES)
        card.get_by_role("button", name="All chosen are the same").click()
        expect(page.get_by_role("status")).to_have_text("They are one now.")
        expect(page.locator(".alike", has_text="Greta Osk")).to_have_count(0)
        expect(page.get_by_role("row", name="Greta Osk")).to_contain_text(str(4 + NAMESAKES))


def test_a_wrong_speaker_is_corrected_in_the_answer(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        page.goto("/ask?q=“promise+number+3”")
        page.locator(".statement .more").first.click()
        page.get_by_role("link", name="Review or correct it").click()
        expect(page.locator(".big .words")).to_be_visible()
        page.locator("#fix summary").click()
        page.get_by_label("Speaker", exact=True).fill("Nadia Brandt")
        page.get_by_label("Speaker", exact=True).press("Control+Enter")
        expect(page.get_by_role("status")).to_contain_text("Corrected.")
        page.goto("/ask?q=what+did+Greta+Osk+say+about+the+ferry")
        expect(page.locator(".facts")).to_contain_text("3 statements")
        page.goto("/ask?q=what+did+Nadia+Brandt+say+about+the+ferry")
        expect(page.locator(".facts")).to_contain_text("1 statement")


def test_on_a_phone_without_script(browser: Browser, site: str) -> None:
    with opened(browser, site, java_script_enabled=False, viewport={"width": 390, "height": 800}) as page:
        page.goto("/")
        page.get_by_label("A name, words, a quotation").fill("Greta Osk ferry")
        page.get_by_role("button", name="Ask").click()
        expect(page.locator(".facts")).to_contain_text("4 statements")
        expect(page.get_by_role("button", name="Pin")).to_have_count(0)
        page.locator("svg.strip a").last.click()
        expect(page.locator(".statement")).to_have_count(1)
        page.locator(".statement .more").click()
        expect(page.get_by_role("heading", name="Cite")).to_be_visible()
