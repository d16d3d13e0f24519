"""The file that reviewers get, in a browser: opened from the disk, decided on a phone, sent back, entered, built."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.noise import noise
from tests.helpers import catalog, practice, run, site
from tests.hostile import ATTACKS
from tests.reviewing import ES, PLURAL, STRINGS, WAIT, answer, garden, pair

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
REVIEWERS = '[test-rana]\nlanguages = ["ar", "zh-Hans"]\nroles = ["qualified-translator"]\n'
RISKS = "content/risks.md"
SHAPE = """() => {
    const every = (root) => [...root.querySelectorAll("*")].flatMap((one) =>
        [one, ...(one.localName === "template" ? every(one.content) : [])]);
    const mine = (one, name) => !["disabled", "hidden"].includes(name) &&
        !(one.hasAttribute("data-i18n-fallback") && ["data-i18n-fallback", "lang", "dir"].includes(name));
    return every(document).filter((one) => !one.matches("span[data-i18n-fallback]")).map((one) =>
        [one.tagName, ...one.getAttributeNames().filter((name) => mine(one, name)).sort()].join(" ")).sort();
}"""
"""Every element with the names of its attributes, but for what says that a text fell back or cannot be decided."""
ACTIVE = "() => document.activeElement.id || document.activeElement.className"


@pytest.fixture(scope="module")
def practice_to_review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the practice's site in which a made-up person may approve, with its files for reviewers."""
    folder = practice(tmp_path_factory.mktemp("review") / "practice")
    site(folder, {"locales/reviewers.toml": REVIEWERS})
    for tag in ("ar", "zh-Hans"):
        assert 0 == run(folder, "review", "export", tag).code
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def show(page: Page, file: Path, path: str = "") -> list[str]:
    """Opens a file, on the page of a source file where one is named; what it did that no page should do."""
    heard = noise(page, "file://")
    page.goto(file.as_uri())
    if path:
        number = page.evaluate(
            """(path) => JSON.parse(document.getElementById("i18n-data").textContent)
                .pages.findIndex((one) => one.path === path)""",
            path,
        )
        page.select_option("#i18n-page", str(number))
    return heard


def marks(page: Page, heading: str) -> Locator:
    """The marks of all sentences from a heading to the next one."""
    page.evaluate(
        """(id) => {
            let inside = false;
            for (const block of document.querySelector("#i18n-article").children) {
                if (block.matches("h1, h2")) inside = block.id === id;
                block.classList.toggle("test-section", inside);
            }
        }""",
        heading,
    )
    return page.locator(".test-section .i18n-mark")


def test_from_export_to_build(page: Page, practice_to_review: Path, tmp_path: Path) -> None:
    """A section that was approved on a phone is published in Arabic; one with a rejected sentence stays English."""
    folder = practice_to_review
    heard = show(page, folder / "review-ar.html", RISKS)
    assert page.locator("#i18n-all").is_disabled()
    assert page.locator("#i18n-hint").is_visible()

    serious = marks(page, "serious")
    assert {"critical"} == set(serious.evaluate_all("(all) => all.map((one) => one.dataset.state)"))
    total = serious.count() + 4
    for number in range(serious.count()):
        serious.nth(number).tap()
        page.locator("#i18n-approve").tap()
    assert {"approved"} == set(serious.evaluate_all("(all) => all.map((one) => one.dataset.state)"))

    help = marks(page, "help")
    help.nth(1).tap()
    assert "chest pain" in page.locator("#i18n-source").inner_text()
    page.locator("#i18n-note").fill("الرقم غير واضح")
    page.locator("#i18n-reject").tap()
    for number in (0, 2, 3):
        help.nth(number).tap()
        page.locator("#i18n-approve").tap()
    assert ["approved", "rejected", "approved", "approved"] == help.evaluate_all(
        "(all) => all.map((one) => one.dataset.state)"
    )

    page.locator("#i18n-close").tap()
    page.locator("#i18n-by").fill("test-rana")
    with page.expect_download() as download:
        page.locator("#i18n-download").tap()
    assert "review-ar-test-rana.json" == download.value.suggested_filename
    download.value.save_as(tmp_path / "answer.json")
    assert json.loads((tmp_path / "answer.json").read_text("utf-8")) == json.loads(
        page.locator("#i18n-text").input_value()
    )
    assert [] == [one for one in heard if ": blob:" not in one]

    done = run(folder, "review", "import", "ar", str(tmp_path / "answer.json"), "--by", "test-rana")
    assert (0, True) == (done.code, f"{total - 1} approved, 1 rejected, 0 entered before, 0 left out" in done.out)
    assert run(folder, "build", "-q", "--jobs", "1").code in (0, 1)
    page.goto((folder / "public/ar/risks/index.html").resolve().as_uri())
    sections = page.evaluate(
        """() => Object.fromEntries(["serious", "help"].map((id) => {
            const heading = document.getElementById(id);
            let next = heading.nextElementSibling;
            while (next.matches(".i18n-notice")) next = next.nextElementSibling;
            const text = next.querySelector("li, p") || next;
            return [id, [heading.closest("[lang]").lang, text.closest("[lang]").lang]];
        }))"""
    )
    assert {"serious": ["ar", "ar"], "help": ["en", "en"]} == sections


def test_one_sentence(page: Page, practice_to_review: Path) -> None:
    """A tap on a sentence shows its source in its own language and direction, its class of harm and its history."""
    show(page, practice_to_review / "review-ar.html", RISKS)
    mark = marks(page, "help").nth(1)
    mark.evaluate("(one) => one.previousElementSibling.click()")

    assert "i18n-panel-title" == page.evaluate(ACTIVE)
    assert ["en", "ltr"] == page.locator("#i18n-source").evaluate("(one) => [one.lang, one.dir]")
    assert ["ar", "rtl"] == page.locator("#i18n-string").evaluate("(one) => [one.lang, one.dir]")
    assert "emergency" in page.locator("#i18n-critical").inner_text()
    assert "machine by machine-draft" in page.locator("#i18n-records").inner_text()
    box = mark.evaluate("(one) => one.previousElementSibling.getBoundingClientRect().toJSON()")
    panel = page.locator("#i18n-panel").bounding_box()
    assert panel is not None
    assert 0 <= box["top"] < panel["y"]


def test_keyboard(browser: Browser, practice_to_review: Path) -> None:
    """Everything can be reached with keys; Escape goes back to the sentence, and what is said is announced."""
    page = browser.new_page(viewport=DESK)  # type: ignore[arg-type]
    show(page, practice_to_review / "review-zh_Hans.html", RISKS)
    mark = marks(page, "help").nth(0)
    mark.focus()
    page.keyboard.press("Enter")
    assert "i18n-panel-title" == page.evaluate(ACTIVE)
    page.keyboard.press("Escape")
    assert "i18n-mark" == page.evaluate(ACTIVE)
    assert page.locator("#i18n-panel").is_hidden()

    page.keyboard.press("Enter")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate(ACTIVE) == "i18n-approve":
            break
    page.keyboard.press("Enter")
    assert "已批准" == page.locator("#i18n-live").inner_text()
    assert "i18n-panel-title" == page.evaluate(ACTIVE)
    assert "已批准: " in (mark.get_attribute("aria-label") or "")
    assert 0 == page.locator("#i18n-article a[href]").count()
    page.close()


def test_remark_without_a_decision(page: Page, tmp_path: Path) -> None:
    """Who writes a remark and goes on has asked for a change; a decision can be taken back."""
    run(garden(tmp_path), "review", "export", "es")
    show(page, tmp_path / "review-es.html")
    first = page.locator(".i18n-mark").first
    first.tap()
    page.locator("#i18n-reject").tap()
    assert "i18n-note" == page.evaluate(ACTIVE)
    assert "Escriba primero qué debe cambiar." == page.locator("#i18n-live").inner_text()
    assert page.locator("#i18n-note-ask").is_visible()
    page.locator("#i18n-note").fill("Mejor: Bienvenida")
    assert page.locator("#i18n-note-ask").is_hidden()
    page.locator("#i18n-next").tap()
    assert "rejected" == first.get_attribute("data-state")
    sent = json.loads(page.locator("#i18n-text").input_value())
    assert [("rejected", "Mejor: Bienvenida")] == [(one["act"], one["note"]) for one in sent["decisions"]]

    first.tap()
    page.locator("#i18n-back").tap()
    page.locator("#i18n-close").tap()
    assert "none" == first.get_attribute("data-state")
    assert [] == json.loads(page.locator("#i18n-text").input_value())["decisions"]


def test_all_on_a_page(page: Page, tmp_path: Path) -> None:
    """All of a page can be approved at once after each critical sentence was opened, but for what cannot be."""
    run(garden(tmp_path), "review", "export", "es")
    show(page, tmp_path / "review-es.html", "content/visit.md")
    assert page.locator("#i18n-all").is_disabled()
    for mark in page.locator(".i18n-mark[data-state=critical]").all():
        mark.tap()
    page.locator("#i18n-close").tap()
    assert page.locator("#i18n-hint").is_hidden()
    page.locator("#i18n-all").tap()
    states = page.locator(".i18n-mark").evaluate_all("(all) => all.map((one) => one.dataset.state)")

    assert (8, 1) == (states.count("approved"), states.count("unfit"))
    assert "Visita (8/8)" in page.locator("#i18n-page option").all_inner_texts()
    assert page.locator("#i18n-all").is_disabled()


def test_finding_about_critical_text(page: Page, tmp_path: Path) -> None:
    """Critical text with a finding is approved one by one, with words that say why it is right all the same."""
    string = "Espere 24 horas horas antes de conducir, y llame al {practice.phone}."
    run(garden(tmp_path, {WAIT: string}), "review", "export", "es")
    show(page, tmp_path / "review-es.html", "content/visit.md")
    for mark in page.locator(".i18n-mark[data-state=critical]").all():
        mark.tap()
    page.locator("#i18n-close").tap()
    page.locator("#i18n-all").tap()
    left = page.locator(".i18n-mark[data-state=critical]")
    assert 1 == left.count()
    left.tap()
    assert "language.doubled" in page.locator("#i18n-findings").inner_text()
    page.locator("#i18n-approve").tap()
    assert "Una comprobación ha encontrado algo aquí" in page.locator("#i18n-live").inner_text()
    assert page.locator("#i18n-note-ask").is_visible()
    assert page.locator("#i18n-live").inner_text() == page.locator("#i18n-note-ask").inner_text()
    assert ("i18n-note", 1) == (page.evaluate(ACTIVE), left.count())
    page.locator("#i18n-note").fill("Es un estribillo")
    page.locator("#i18n-approve").tap()
    assert 0 == left.count()
    sent = json.loads(page.locator("#i18n-text").input_value())["decisions"]
    assert [("approved", "Es un estribillo")] == [(one["act"], one["note"]) for one in sent if one["note"]]

    page.locator(".i18n-s", has_text="horas horas").tap()
    page.locator("#i18n-note").fill("")
    page.locator("#i18n-close").tap()
    again = json.loads(page.locator("#i18n-text").input_value())["decisions"]
    assert sent == again


def test_what_was_decided_stays(page: Page, tmp_path: Path) -> None:
    """Decisions and the id are there again when the file is opened again; a new file begins anew."""
    run(garden(tmp_path), "review", "export", "es")
    show(page, tmp_path / "review-es.html")
    page.locator("#i18n-by").fill("ana")
    page.locator(".i18n-mark").first.tap()
    page.locator("#i18n-approve").tap()
    page.reload()

    assert ("ana", "1") == (page.locator("#i18n-by").input_value(), page.locator("#i18n-count").inner_text())
    assert "approved" == page.locator(".i18n-mark").first.get_attribute("data-state")
    text = (tmp_path / "review-es.html").read_text("utf-8")
    newer = re.sub(r'"made":"\d{4}', '"made":"2027', text)
    (tmp_path / "review-es.html").write_text(newer, "utf-8")
    page.reload()
    assert "0" == page.locator("#i18n-count").inner_text()


def test_without_a_memory(browser: Browser, tmp_path: Path) -> None:
    """A browser that lets no file keep anything reviews all the same."""
    run(garden(tmp_path), "review", "export", "es")
    page = browser.new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    heard = show(page, tmp_path / "review-es.html")
    page.locator(".i18n-mark").first.click()
    page.locator("#i18n-approve").click()
    count = page.locator("#i18n-count").inner_text()
    page.locator("#i18n-download").click()
    said = page.locator("#i18n-live").inner_text()
    page.close()

    assert ("1", "Escriba primero su identificador.", []) == (count, said, heard)


def test_viewer_that_runs_no_script(browser: Browser, tmp_path: Path) -> None:
    """What shows a file without its script, as the preview of a mail on a phone, says where to open it."""
    run(garden(tmp_path), "review", "export", "es")
    page = browser.new_page(java_script_enabled=False)
    page.goto((tmp_path / "review-es.html").as_uri())

    assert page.locator("noscript").is_visible()
    assert "Ábralo en un navegador web con JavaScript activado." in page.locator("header").inner_text()
    page.close()


def test_sources_below(page: Page, tmp_path: Path) -> None:
    """The source text can stand below every sentence, in its own language."""
    run(garden(tmp_path), "review", "export", "es")
    show(page, tmp_path / "review-es.html", "content/visit.md")
    page.locator("#i18n-sources").check()
    texts = page.locator(".i18n-below").all_inner_texts()
    languages = page.locator(".i18n-below").evaluate_all("(all) => all.map((one) => `${one.lang} ${one.dir}`)")

    assert "Wait 24 hours before you drive, and call 555 0100." in texts
    assert {"en ltr"} == set(languages)
    assert page.locator(".i18n-mark").count() == len(texts)
    page.locator("#i18n-onward").tap()
    assert ["%(num)s minute"] == page.locator(".i18n-below").all_inner_texts()


def test_forms_changes_and_findings(page: Page, tmp_path: Path) -> None:
    """A plural shows all its forms, a changed source what changed, and what cannot be approved has no buttons."""
    run(garden(tmp_path, {"Rest at home.": "Descanse en en casa."}), "review", "export", "es")
    show(page, tmp_path / "review-es.html", "content/visit.md")
    page.locator(".i18n-s", has_text="Vuelva pronto.").tap()
    assert ("Come back soon.", " soon") == (
        page.locator("#i18n-changed p").inner_text(),
        page.locator("#i18n-changed del").text_content(),
    )
    assert page.locator("#i18n-approve").is_hidden()
    assert page.locator("#i18n-unfit").is_visible()
    page.locator(".i18n-s", has_text="Descanse").tap()
    assert "warning: language.doubled" in page.locator("#i18n-findings").inner_text()
    page.locator("#i18n-close").tap()
    page.locator("#i18n-onward").tap()
    page.locator(".i18n-mark").tap()
    assert ["%(num)s minuto", "%(num)s minutos"] == page.locator("#i18n-string p").all_inner_texts()


@pytest.mark.parametrize("tag", ["ar", "zh_Hans"])
@pytest.mark.parametrize("size", [PHONE, DESK, {"width": 320, "height": 640}], ids=["phone", "desk", "small"])
def test_no_barrier(browser: Browser, practice_to_review: Path, tag: str, size: dict[str, int]) -> None:
    """An independent checker finds no barrier, closed and open, and nothing is wider than the screen."""
    context = browser.new_context(viewport=size, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    show(page, practice_to_review / f"review-{tag}.html", RISKS)
    found = {}
    page.add_script_tag(content=AXE.read_text("utf-8"))
    for step in ("closed", "open"):
        if step == "open":
            marks(page, "help").nth(1).click()
        result = page.evaluate("() => axe.run()")
        for one in result["violations"]:
            found[f"{step} {one['id']}"] = [node["html"][:160] for node in one["nodes"][:3]]
        wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found[f"{step} wide"] = [wide]
    context.close()

    assert {} == found


def test_english_frame(browser: Browser, tmp_path: Path) -> None:
    """Where the program does not speak the language, the frame is English and the page is not; no barrier there too."""
    folder = garden(tmp_path, more={"i18n.toml": '[site]\nlocales = ["fa"]\n'})
    (folder / "locales/es").rename(folder / "locales/fa")
    path = folder / "locales/fa/LC_MESSAGES/site.po"
    path.write_text(path.read_text("utf-8").replace('"Language: es', '"Language: fa'), "utf-8")
    run(folder, "review", "export", "fa")
    context = browser.new_context(viewport=PHONE, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    show(page, folder / "review-fa.html")
    page.locator(".i18n-mark").first.click()
    page.add_script_tag(content=AXE.read_text("utf-8"))
    result = page.evaluate("() => axe.run()")
    languages = page.evaluate(
        "() => [document.documentElement, document.querySelector('#i18n-article')].map((one) => [one.lang, one.dir])"
    )
    context.close()

    assert [["en", "ltr"], ["fa", "rtl"]] == languages
    assert [] == [one["id"] for one in result["violations"]]


def test_hostile_strings(page: Page, tmp_path: Path) -> None:
    """With every string an attack, no dialog opens, no request leaves, and the file has the elements that it should."""
    garden(tmp_path)
    file = tmp_path / "review-es.html"

    def opened(strings: dict[str, str], plural: str) -> list[str]:
        (tmp_path / ES).write_text(catalog(strings, more=plural), "utf-8")
        assert 0 == run(tmp_path, "review", "export", "es").code
        page.goto(file.as_uri())
        shape: list[str] = page.evaluate(SHAPE)
        for number in range(page.locator("#i18n-page option").count()):
            page.select_option("#i18n-page", str(number))
            page.evaluate("() => { for (const mark of document.querySelectorAll('.i18n-mark')) mark.click(); }")
        return shape

    heard = noise(page, "file://")
    without = opened(STRINGS, PLURAL)
    for attack in ATTACKS:
        escaped = attack.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        strings = {key: f"{string} {attack}" for key, string in STRINGS.items() if key != WAIT}
        found = opened({**strings, WAIT: STRINGS[WAIT]}, PLURAL.replace("minutos", f"minutos {escaped}"))

        assert [] == heard, attack
        assert without == found, attack


def test_the_file_it_makes_is_the_file_that_is_read(page: Page, tmp_path: Path) -> None:
    """What the page writes has the shape that the import asks for, field by field."""
    run(garden(tmp_path), "review", "export", "es")
    show(page, tmp_path / "review-es.html")
    page.locator("#i18n-by").fill("ana")
    page.locator(".i18n-mark").first.tap()
    page.locator("#i18n-approve").tap()
    sent = json.loads(page.locator("#i18n-text").input_value())

    assert {**json.loads(answer(("Front", "approved", ""))), "made": sent["made"]} == sent
    assert pair("Front")[0] == sent["decisions"][0]["src"]
