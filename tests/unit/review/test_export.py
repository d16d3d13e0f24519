"""The file for a reviewer's browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import html5lib
import pytest

from i18n.errors import UsageError
from i18n.model import MessageKey
from i18n.pipeline.reviewing import review
from i18n.review.export import export, html
from i18n.review.pages import Sheet, sheet
from tests.helpers import catalog
from tests.hostile import ATTACKS
from tests.reviewing import ES, LEDGER, PLURAL, STRINGS, WAIT, garden, pair

MADE = datetime(2026, 11, 1, tzinfo=UTC)
OPEN = r'<span class="i18n-s" data-m="\d+">'


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    return sheet(review(garden(tmp_path_factory.mktemp("sheet")), "es"))


def made(folder: Path) -> str:
    found = review(folder, "es")
    return html(found, sheet(found), MADE)


def data(text: str) -> Any:
    found = re.search(r'<script type="application/json" id="i18n-data">(.*?)</script>', text, re.DOTALL)
    assert found
    return json.loads(found[1])


def shape(text: str) -> list[str]:
    """Every element with the names of its attributes, in templates too, but for what says that a text fell back."""
    found = html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)
    fallback = {"data-i18n-fallback", "lang", "dir"}
    names = []
    for one in found.iter():
        fell = "data-i18n-fallback" in one.attrib
        left = set(one.attrib) - fallback if fell else set(one.attrib)
        if left or not (fell and one.tag == "span"):
            names.append(" ".join([str(one.tag), *sorted(left)]))
    return sorted(names)


def test_pages_in_order(whole: Sheet) -> None:
    """The first page comes first, then the menu's order, then templates; each in both languages."""
    assert ["Portada", "Visita", "templates/page.html"] == [page.title for page in whole.pages]
    assert ["Front", "Visit", "templates/page.html"] == [page.title for page in whole.sources]
    assert [page.numbers for page in whole.pages] == [page.numbers for page in whole.sources]


def test_page_as_it_will_look(whole: Sheet) -> None:
    """Title and summary stand above the content; each text has an element, links lead nowhere, pictures are inside."""
    front = whole.pages[0].body

    assert re.search(rf"<h1>{OPEN}Portada</span></h1>\n<p>{OPEN}Sobre nosotros</span></p>", front)
    assert re.search(rf'<p>{OPEN}Un <em>día</em> tranquilo con <a href="#">té</a>\.</span></p>', front)
    assert re.search(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="Una taza" />', front)
    assert re.search(rf"{OPEN}Espere 24 horas .* <bdi dir=\"ltr\">555 0100</bdi>\.</span>", whole.pages[1].body)


def test_texts_that_can_have_no_element(whole: Sheet) -> None:
    """What stands in an attribute or in a button, in a template or in no place of the page, is in a list below."""
    visit, template = whole.pages[1:]

    assert '<button title="Consejo">Pulse</button>' in visit.body
    assert ["Visita", "Consejo", "Pulse"] == re.findall(rf"<li>{OPEN}(.*?)</span></li>", visit.others)
    assert ("", ["%(num)s minuto"]) == (template.body, re.findall(rf"<li>{OPEN}(.*?)</span></li>", template.others))


def test_texts_of_other_kinds(tmp_path: Path) -> None:
    """What nobody translates has no element, a picture that is not there no address, a footnote its number."""
    button = "<button>\n\nRest at home.[^1]\n\n</button>\n\n[^1]: More\n"
    page = f"---\ntitle: Front\n---\n\n24 / 7\n\n![Gone](gone.svg)\n\n{button}"
    more = 'msgid "Rest at home.[^1]"\nmsgstr "Descanse en casa.[^1]"\n'
    garden(tmp_path, more={"content/index.md": page})
    (tmp_path / ES).write_text(catalog(STRINGS, more=more), "utf-8")
    front = sheet(review(tmp_path, "es")).pages[0]

    assert "<p>24 / 7</p>" in front.body
    assert '<img src="data:," alt="Gone" />' in front.body
    assert re.search(rf"<li>{OPEN}Descanse en casa\.<sup .*?>1</a></sup></span></li>", front.others)


def test_everything_that_passes_the_gate_is_there(tmp_path: Path) -> None:
    """A section with unapproved critical text is shown, and so is what stands beside a string that is refused."""
    found = review(garden(tmp_path, {"Rest at home.": "<b>Descanse</b>"}), "es")
    visit = sheet(found).pages[1].body

    assert "Espere 24 horas" in visit
    assert re.search(rf'<p lang="en" dir="ltr" data-i18n-fallback>{OPEN}Rest at home\.</span></p>', visit)


def test_data(tmp_path: Path) -> None:
    """The script is told hashes, states, classes of harm, findings, terms, notes and records."""
    record = {
        "v": 1, "locale": "es", "src": pair(WAIT)[0], "tgt": pair(WAIT)[1], "act": "machine", "by": "nmt",
        "at": "2026-10-01T00:00:00Z", "origin": "machine", "note": "a draft",
    }  # fmt: skip
    text = made(garden(tmp_path, {"Rest at home.": "Descanse en en casa."}, more={LEDGER: json.dumps(record) + "\n"}))
    told = data(text)
    messages = dict(zip(review(tmp_path, "es").items, told["messages"], strict=True))
    wait, back = messages[MessageKey(None, WAIT)], messages[MessageKey(None, "Come back.")]

    assert ("Garden", "es", "2026-11-01T00:00:00Z") == (told["site"], told["locale"], told["made"])
    assert (*pair(WAIT), "machine", "driving", True) == tuple(
        wait[name] for name in ("src", "tgt", "state", "critical", "fit")
    )
    assert ["2026-10-01 machine by nmt (translator): a draft"] == wait["records"]
    assert ["Keep the number."] == wait["notes"]
    assert [["same", "Come back"], ["gone", " soon"], ["same", "."]] == back["previous"]
    assert not back["fit"]
    assert [["tea", "té", "✗ infusión", "The drink"]] == messages[
        MessageKey(None, "A quiet *day* with [tea](visit.md).")
    ]["terms"]
    assert ["language.doubled"] == [one[1] for one in messages[MessageKey(None, "Rest at home.")]["findings"]]
    assert ["%(num)s minuto", "%(num)s minutos"] == messages[MessageKey(None, "%(num)s minute")]["strings"]
    assert ["A cup", "Una taza"] == messages[MessageKey(None, "![A cup](cup.svg)")]["heard"]


def test_policy(tmp_path: Path) -> None:
    """The page forbids every connection and every script and style but its own, which it names by their hashes."""
    text = made(garden(tmp_path))
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    pieces = [re.findall(rf"<{name}>(.*?)</{name}>", text, re.DOTALL) for name in ("script", "style")]
    hashes = [
        f"{name}-src 'sha256-{base64.b64encode(hashlib.sha256(piece.encode()).digest()).decode()}'"
        for name, (piece,) in zip(("script", "style"), pieces, strict=True)
    ]

    assert ["default-src 'none'", *hashes, "img-src data:", "base-uri 'none'", "form-action 'none'"] == policy.replace(
        "&#39;", "'"
    ).split("; ")[:6]
    assert [] == re.findall(r'(?:src|href)="(?!data:|#)', text)
    assert [] == re.findall(r"\son\w+=", text.replace("charset=", ""))


def test_language_of_the_frame(tmp_path: Path) -> None:
    """The frame speaks the reviewer's language where the program does, else English; the pages bear their own."""
    spanish = made(garden(tmp_path / "es"))
    persian = garden(tmp_path / "fa", more={"i18n.toml": '[site]\nlocales = ["fa"]\n'})
    (persian / "locales/es").rename(persian / "locales/fa")
    path = persian / "locales/fa/LC_MESSAGES/site.po"
    path.write_text(path.read_text("utf-8").replace('"Language: es', '"Language: fa'), "utf-8")
    found = review(persian, "fa")
    english = html(found, sheet(found), MADE)

    assert ('<html lang="es" dir="ltr">', True) == (re.search("<html.*?>", spanish)[0], ">Aprobar<" in spanish)  # type: ignore[index]
    assert ('<html lang="en" dir="ltr">', True) == (re.search("<html.*?>", english)[0], ">Approve<" in english)  # type: ignore[index]
    assert '<article id="i18n-article" lang="fa" dir="rtl">' in english


def test_hostile_strings(tmp_path: Path) -> None:
    """With every string an attack, the file has no element and no attribute that it has not without."""
    places = [key for key in STRINGS if key not in ("![A cup](cup.svg)",)]
    without = shape(made(garden(tmp_path)))
    for attack in ATTACKS:
        strings = {key: f"{STRINGS[key]} {attack}" for key in places}
        plural = PLURAL.replace(
            "minutos", f"minutos {attack}".replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        )
        (tmp_path / ES).write_text(catalog({**STRINGS, **strings}, more=plural), "utf-8")

        assert without == shape(made(tmp_path)), attack


def test_written_file(tmp_path: Path) -> None:
    """The file stands in the site's folder, or where it was asked for, and is written anew each time."""
    done = export(garden(tmp_path), "es")
    (tmp_path / "review-es.html").write_text("old")
    again = export(tmp_path, "es")
    other = export(tmp_path, "es", tmp_path / "out/ana.html", pages=("content/visit.md",))

    assert (str(tmp_path / "review-es.html"), 3, 13) == tuple(done) == tuple(again)
    assert (str(tmp_path / "out/ana.html"), 1, 8) == tuple(other)
    part = (tmp_path / "out/ana.html").read_text("utf-8")
    assert (True, False) == ("Su visita" in part, "Sobre nosotros" in part)
    assert pair("Front")[0] not in part
    assert "<!doctype html>" in (tmp_path / "review-es.html").read_text("utf-8")


def test_nothing_to_review(tmp_path: Path) -> None:
    """A language without a finished string has nothing to review; a page without a text is named."""
    garden(tmp_path)
    with pytest.raises(UsageError, match="no text stands in"):
        export(tmp_path, "es", pages=("content/nothing.md",))
    with pytest.raises(UsageError, match="ends in"):
        export(tmp_path, "es", tmp_path / ES)
    (tmp_path / ES).write_text(catalog({}), "utf-8")
    with pytest.raises(UsageError, match="nothing to review"):
        export(tmp_path, "es")
