"""Strings that attack, in a browser: nothing runs, nothing is loaded, the page keeps its shape."""

from __future__ import annotations

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
