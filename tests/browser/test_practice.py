"""The practice's site in a browser, in every language, on a phone and on a desk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.noise import noise

LOCALES = {"en": "ltr", "es": "ltr", "zh-Hans": "ltr", "vi": "ltr", "ko": "ltr", "ru": "ltr", "ar": "rtl"}
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"

LOOK = """() => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const root = document.documentElement;
    const isLtr = (link) => [link, ...link.querySelectorAll("bdi")].some((part) => part.matches("[dir=ltr]"));
    return {
        lang: root.lang,
        dir: root.dir,
        isRtl: root.matches(":dir(rtl)"),
        h1: all("h1").length,
        languages: all(".languages a").map((link) => [link.lang, link.dir, link.hreflang, link.href, link.textContent]),
        current: all(".languages a[aria-current]").map((link) => link.lang),
        fallback: all("[data-i18n-fallback]").map((block) => [block.lang, block.dir]),
        calls: all('a[href^="tel:"]').map((link) => [link.getAttribute("href"), isLtr(link)]),
        status: document.body.dataset.reviewStatus,
        notices: all(".i18n-notice-machine, .i18n-notice-partly, .i18n-notice-fallback").length,
        headings: all("main :is(h1, h2, h3, h4)[id]").map((heading) => heading.id),
        robots: all('meta[name="robots"]').map((meta) => meta.content),
        drafts: all(".i18n-draft").filter((mark) => mark.checkVisibility()).length,
        text: document.body.innerText,
        numbers: all(".emergency .number").map((link) => link.textContent),
        flags: /[\\u{1F1E6}-\\u{1F1FF}]/u.test(document.body.textContent),
        wide: root.scrollWidth - root.clientWidth,
    };
}"""
WIDE = """() => {
    const root = document.documentElement;
    const over = [...document.querySelectorAll("body *")].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && (box.right > root.clientWidth + 1 || box.left < -1);
    });
    const names = over.slice(0, 3).map((one) => one.outerHTML.slice(0, 120));
    return root.scrollWidth > root.clientWidth ? names : [];
}"""


class Seen:
    """What a browser found on every page of an edition."""

    def __init__(self) -> None:
        self.pages: dict[str, dict[str, Any]] = {}
        """By address without the origin, `/es/visit/`."""
        self.noise: list[str] = []
        """What it did on any of them that no page should do."""


def look(browser: Browser, origin: str, folder: Path, names: str = "**") -> Seen:
    """Every page at 1280 pixels, and its width at 320."""
    seen = Seen()
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(10_000)
    seen.noise = noise(page, origin)
    for path in sorted(folder.glob(f"{names}/index.html")):
        name = "/" + path.relative_to(folder).as_posix().removesuffix("index.html")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(origin + name)
        found = page.evaluate(LOOK)
        found["over"] = page.evaluate(WIDE)
        page.set_viewport_size({"width": 320, "height": 640})
        found["over_on_a_phone"] = page.evaluate(WIDE)
        seen.pages[name] = found
    context.close()
    return seen


@pytest.fixture(scope="module")
def origin(site_of_practice: Path, serve: Callable[[Path], str]) -> str:
    return serve(site_of_practice / "public")


@pytest.fixture(scope="module")
def seen(browser: Browser, site_of_practice: Path, origin: str) -> Seen:
    return look(browser, origin, site_of_practice / "public")


def pages(seen: Seen) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Language, address and findings of each page in a language."""
    for name, found in seen.pages.items():
        if name != "/":
            yield name.split("/")[1], name, found


def test_every_page_was_seen(seen: Seen) -> None:
    """Nine pages in each of seven languages, and the page above them all."""
    tags = [tag for tag, _, _ in pages(seen)]

    assert 1 + 9 * 7 == len(seen.pages)
    assert dict.fromkeys(LOCALES, 9) == {tag: tags.count(tag) for tag in LOCALES}


def test_nothing_is_loaded_from_elsewhere(seen: Seen) -> None:
    """No error, no message on the console, no dialog, no request to another place, no file that is missing."""
    assert [] == seen.noise


def test_nothing_is_wider_than_the_page(seen: Seen) -> None:
    """On a desk and on a phone of 320 pixels nobody has to scroll sideways (WCAG 1.4.10)."""
    assert {} == {name: found["over"] for name, found in seen.pages.items() if found["over"]}
    assert {} == {name: found["over_on_a_phone"] for name, found in seen.pages.items() if found["over_on_a_phone"]}


def test_language_and_direction(seen: Seen) -> None:
    """`lang` and `dir` are the page's own, and the browser agrees."""
    for tag, name, found in pages(seen):
        assert (tag, LOCALES[tag], LOCALES[tag] == "rtl") == (found["lang"], found["dir"], found["isRtl"]), name


def test_one_first_heading(seen: Seen) -> None:
    """Every page has exactly one first-level heading."""
    assert {} == {name: found["h1"] for _, name, found in pages(seen) if found["h1"] != 1}


def test_switcher(seen: Seen, origin: str) -> None:
    """Every page offers itself in all languages by their own names, and each link leads to the same page (W-20)."""
    versions: dict[str, set[str]] = {}
    for tag, name, found in pages(seen):
        assert list(LOCALES) == [link[0] for link in found["languages"]], name
        assert [tag] == found["current"], name
        assert not found["flags"], name
        for language, direction, hreflang, href, text in found["languages"]:
            there = href.removeprefix(origin)
            assert (LOCALES[language], language) == (direction, hreflang), name
            assert text.strip(), name
            assert there in seen.pages, (name, there)
            assert language == there.split("/")[1], name
            versions.setdefault(name, set()).add(there)
    for name, others in versions.items():
        assert {name} <= others
        assert all(others == versions[other] for other in others), name


def test_fallback_is_marked(seen: Seen) -> None:
    """What is shown in another language says so on its block."""
    for tag, name, found in pages(seen):
        assert {("en", "ltr")} >= {tuple(block) for block in found["fallback"]}, name
        assert (tag == "en") <= (not found["fallback"]), name


def test_calls(seen: Seen) -> None:
    """Telephone numbers run from left to right everywhere, and every page has 911 and 988 (W-10)."""
    for _, name, found in pages(seen):
        assert [] == [call for call in found["calls"] if not call[1]], name
        assert {"tel:911", "tel:988", "tel:+15555550142"} <= {call[0] for call in found["calls"]}, name
        assert ["911", "988"] == found["numbers"], name


def test_review_status(seen: Seen) -> None:
    """Every page says what was reviewed; what a machine made, or is not there, has its notice (H-09)."""
    for tag, name, found in pages(seen):
        assert found["status"] in ("approved", "translated", "partly", "machine", "fallback"), name
        needed = tag != "en" and found["status"] not in ("approved", "translated")
        assert needed == bool(found["notices"]), name
        assert 0 == found["drafts"], name
        assert [] == found["robots"] or found["status"] == "fallback", name


def test_headings_have_the_same_ids(seen: Seen) -> None:
    """A link to a heading stays right when the reader changes the language (W-42)."""
    for _, name, found in pages(seen):
        english = next(link[3] for link in found["languages"] if link[0] == "en")
        source = seen.pages["/en/" + english.split("/en/")[1]]
        assert source["headings"] == found["headings"], name


def test_keyboard(browser: Browser, origin: str) -> None:
    """The first stop of the Tab key is the way to the content, visibly; the languages come next."""
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{origin}/ar/")
    page.keyboard.press("Tab")
    skip = page.evaluate(
        "() => { const one = document.activeElement, box = one.getBoundingClientRect();"
        " return [one.getAttribute('href'), box.width > 0 && box.top >= 0 && box.left >= 0] }"
    )
    page.keyboard.press("Tab")
    second = page.evaluate("() => document.activeElement.lang")
    page.close()

    assert ["#content", True] == skip
    assert "en" == second


def test_drafts(browser: Browser, site_of_practice: Path, serve: Callable[[Path], str]) -> None:
    """A draft edition shows everything, says on every page that it is a draft, and is kept out of search engines."""
    folder = site_of_practice / "drafts"
    drafts = look(browser, serve(folder), folder, "*/risks")

    assert ([], 7) == (drafts.noise, len(drafts.pages))
    for _, name, found in pages(drafts):
        assert 1 == found["drafts"], name
        assert ["noindex"] == found["robots"], name
        assert [] == found["fallback"], name
        assert {} == {key: found[key] for key in ("over", "over_on_a_phone") if found[key]}, name
    assert "Disallow: /" in (folder / "robots.txt").read_text()


@pytest.mark.parametrize("tag", LOCALES)
def test_axe(browser: Browser, site_of_practice: Path, origin: str, tag: str) -> None:
    """An independent checker finds no barrier on three pages of different kinds."""
    script = AXE.read_text(encoding="utf-8")
    page: Page = browser.new_page(viewport={"width": 1280, "height": 900})
    found = {}
    for name in ("", "risks/", "how-it-works/"):
        page.goto(f"{origin}/{tag}/{name}")
        page.evaluate(script)
        result = page.evaluate("() => axe.run()")
        for one in result["violations"]:
            places = [node["html"][:160] for node in one["nodes"][:3]]
            found[f"/{tag}/{name} {one['id']}"] = places
    page.close()

    assert {} == found


def test_print(browser: Browser, origin: str) -> None:
    """A page can be printed: the menu and the languages stay on the screen, the text goes to paper."""
    page = browser.new_page()
    page.goto(f"{origin}/ar/risks/")
    page.emulate_media(media="print")
    shown = page.evaluate(
        "() => ['main', '.emergency', '.languages', '.menu']"
        ".map((name) => document.querySelector(name).checkVisibility())"
    )
    pdf = page.pdf()
    page.close()

    assert [True, True, False, False] == shown
    assert re.match(rb"%PDF-", pdf)
