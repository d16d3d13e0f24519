"""Strings that attack, in a browser: nothing runs, nothing is loaded, the page keeps its shape."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage

from tests.browser.noise import noise
from tests.helpers import catalog, run, site
from tests.hostile import ATTACKS, ES, FILES, PLACES, payload_catalog, payload_site

SHAPE = """() => [...document.querySelectorAll("*")].map((one) =>
    [one.tagName, ...one.getAttributeNames().sort()].join(" ")).sort()"""
"""Every element with the names of its attributes."""


def test_attacks(browser: Browser, tmp_path: Path, serve: Callable[[Path], str]) -> None:
    """With every string of a page an attack, it has the elements and attributes of a page without one, and is quiet."""
    folder = site(tmp_path, FILES)
    origin = serve(folder / "public")
    page = browser.new_page()
    heard = noise(page, origin)

    def shape(strings: dict[str, str]) -> list[str]:
        site(folder, {ES: catalog(strings)})
        assert run(folder, "build", "-q", "--jobs", "1").code in (0, 1)
        page.goto(f"{origin}/es/")
        found: list[str] = page.evaluate(SHAPE)
        return found

    without = shape({})
    harmless = {*without, *shape({message: string.format("rosa") for message, string in PLACES.values()})}
    for attack in ATTACKS:
        found = shape({message: string.format(attack) for message, string in PLACES.values()})

        assert [] == heard, attack
        assert set(found) <= harmless, attack
        assert len(found) <= len(without), attack
    page.close()


@pytest.mark.parametrize("policy", ["", "default-src 'self'"])
def test_payloads(browser: Browser, tmp_path: Path, serve: Callable[[Path], str], policy: str) -> None:
    """With every payload of S-01 to S-29 at once, each page has the elements and attributes that it has with harmless
    strings, opens no dialog, asks for nothing elsewhere and breaks no policy: with one, and without one to help."""
    folder = site(tmp_path, payload_site(policy))
    origin = serve(folder / "public")
    page = browser.new_page()
    heard = noise(page, origin)

    def shapes(*, attack: bool) -> dict[str, list[str]]:
        site(folder, {ES: payload_catalog(attack=attack)})
        assert attack == run(folder, "build", "-q", "--jobs", "1").code
        return {path.parent.name: shape(path) for path in sorted((folder / "public/es").rglob("index.html"))}

    def shape(path: Path) -> list[str]:
        page.goto(f"{origin}/{path.parent.relative_to(folder / 'public')}/")
        page.mouse.move(200, 200)
        page.keyboard.press("Tab")
        found: list[str] = page.evaluate(SHAPE)
        return found

    harmless, attacked = shapes(attack=False), shapes(attack=True)
    page.close()

    assert [] == heard
    assert harmless == attacked


COUNTS = """() => {
    const every = [...document.querySelectorAll("*")];
    const home = (one) => ["", "clinic.example", location.hostname].includes(one.hostname) &&
        ["http:", "https:", "tel:"].includes(one.protocol);
    const addresses = every.map((one) => one.href || one.src).filter((one) => typeof one === "string" && one);
    return [
        every.filter((one) => one.matches("script, iframe, object, embed")).length,
        every.flatMap((one) => one.getAttributeNames()).filter((one) => one.startsWith("on")).length,
        addresses.filter((one) => !home(new URL(one))).length,
    ];
}"""
"""Elements with a program, attributes with one, addresses that lead to another place than the author's."""
TAGS = """() => [...document.querySelectorAll("main *")].filter((one) => !one.closest("aside, .i18n-notice"))
    .map((one) => one.tagName)"""


@pytest.mark.corpus
@pytest.mark.parametrize("critical", ["", '[critical]\n"dose.md" = "dose"\n'], ids=["ordinary", "critical"])
def test_hostile_corpus(
    browser: Browser, corpora: Path, tmp_path: Path, serve: Callable[[Path], str], critical: str
) -> None:
    """The catalog made to attack, published and as a draft: the page has the elements of its source, and is quiet."""
    folder = site(tmp_path, {"i18n.toml": f'[site]\ntitle = "Clinic"\n[policy]\nunrecorded = "show"\n{critical}'})
    for name in ("content", "locales"):
        shutil.copytree(corpora / "hostile" / name, folder / name, copy_function=shutil.copyfile)
    for more in ([], ["--drafts"]):
        assert 1 == run(folder, "build", "-q", "--jobs", "1", *more).code
    page = browser.new_page()
    for kind in ("public", "drafts"):
        origin = serve(folder / kind)
        heard = noise(page, origin)
        page.goto(f"{origin}/fr/dose/")
        page.mouse.move(200, 200)
        counts, tags = page.evaluate(COUNTS), page.evaluate(TAGS)
        page.goto(f"{origin}/en/dose/")
        print(f"{'critical' if critical else 'ordinary'}, {kind}: {counts}, {len(heard)} dialogs, errors or requests")

        assert ([0, 0, 0], [], page.evaluate(TAGS)) == (counts, heard, tags)
    page.close()


def test_second_wall(browser: Browser, site_of_practice: Path, tmp_path: Path, serve: Callable[[Path], str]) -> None:
    """Even if a script stood on a page of the practice, its content security policy would not let it run (S-30)."""
    page_of_site = (site_of_practice / "public/es/index.html").read_text(encoding="utf-8")
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)><iframe srcdoc='<script>alert(3)</script>'></iframe>"
    site(tmp_path, {"index.html": page_of_site.replace("</main>", attack + "</main>")})
    origin = serve(tmp_path)
    page = browser.new_page()
    heard = noise(page, origin, console=False)
    blocked: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        blocked.append(message.text)

    page.on("console", on_console)
    page.goto(f"{origin}/")
    page.close()

    assert [] == [one for one in heard if not one.endswith(": 404")]
    assert any("Content Security Policy" in one for one in blocked)
