"""Files with names that change with their content."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest

from i18n.site.assets import Assets, collect, variant, variants

HASH = re.compile(r"\.[0-9a-f]{10}(?=\.|\Z)")


def collected(**files: str | bytes) -> Assets:
    """Files by path, `__` for a slash and `_` for a dot."""
    data = {
        name.replace("__", "/").replace("_", "."): text if isinstance(text, bytes) else text.encode()
        for name, text in files.items()
    }
    return collect(data, lambda path: data[path], "static", "content")


def style(assets: Assets, path: str = "static/css/a.css") -> str:
    return assets.contents[assets.names[path]].decode()


def test_name() -> None:
    """A file lies below `assets`, at its path in its folder, with a part of its hash before the ending."""
    found = collected(static__img__a_png="x", content__room_jpg="y", static__LICENSE="z")

    digest = sha256(b"x").hexdigest()[:10]
    assert f"assets/img/a.{digest}.png" == found.names["static/img/a.png"]
    assert ["assets/LICENSE", "assets/img/a.png", "assets/room.jpg"] == sorted(
        HASH.sub("", name) for name in found.names.values()
    )


def test_content_changes_the_name() -> None:
    """The same bytes have the same name, others another one."""
    first, same, other = (collected(static__a_png=text).names["static/a.png"] for text in ("x", "x", "y"))

    assert first == same != other


ADDRESSES = {
    "url(b.png)": 'url("b.H.png")',
    "url('b.png')": 'url("b.H.png")',
    'url( "b.png" )': 'url("b.H.png")',
    "url(./b.png)": 'url("./b.H.png")',
    "url(../img/c.svg)": 'url("../img/c.H.svg")',
    "url(../img/c.svg#icon)": 'url("../img/c.H.svg#icon")',
    "url('b.png?v=1')": 'url("b.H.png?v=1")',
    "url(none.png)": "url(none.png)",
    "url(#icon)": "url(#icon)",
    "url(/b.png)": "url(/b.png)",
    "url(https://example.org/b.png)": "url(https://example.org/b.png)",
    "url(data:image/png;base64,AA==)": "url(data:image/png;base64,AA==)",
    '@import "z.css";': '@import "z.H.css";',
    "@import 'z.css' print;": '@import "z.H.css" print;',
    "@import url(z.css) print;": '@import url("z.H.css") print;',
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_in_styles(address: str) -> None:
    """A relative address of a file that is there gets its new name and keeps what stands behind; all else stays."""
    found = collected(
        static__css__a_css=f"a {{ {address} }}", static__css__b_png="b", static__img__c_svg="c", static__css__z_css=""
    )

    assert f"a {{ {ADDRESSES[address]} }}" == HASH.sub(".H", style(found))


def test_style_is_hashed_with_what_it_loads() -> None:
    """When a picture changes, the style sheet that shows it and the one that loads that get new names too."""
    sheets = {"static__a_css": "@import 'z.css';", "static__z_css": "url(b.png)"}

    old, new = (collected(**sheets, static__b_png=text).names for text in ("x", "y"))

    assert [] == [path for path in old if old[path] == new[path]]


def test_styles_that_load_each_other() -> None:
    """Two style sheets that load each other are both there."""
    found = collected(static__a_css="@import 'b.css';", static__b_css="@import 'a.css';")

    assert 2 == len(found.contents)
    assert "@import 'a.css';" == style(found, "static/b.css")


def test_bytes_that_are_not_utf8() -> None:
    """A style sheet in another encoding comes through byte for byte, its addresses apart."""
    found = collected(static__css__a_css=b"/* \xe9 */ url(b.png)", static__css__b_png="b")

    data = found.contents[found.names["static/css/a.css"]]
    assert data.startswith(b'/* \xe9 */ url("b.') and data.endswith(b'.png")')


def test_spaces_in_names() -> None:
    """Percent-encoded addresses are found, and written so."""
    files = {"static/a.css": b"url(my%20room.png)", "static/my room.png": b"x"}
    found = collect(files, files.__getitem__, "static", "content")

    assert 'url("my%20room.H.png")' == HASH.sub(".H", style(found, "static/a.css"))


def test_other_files_are_untouched() -> None:
    """Only style sheets are rewritten."""
    found = collected(static__a_js="url(b.png)", static__b_png="b")

    assert b"url(b.png)" == found.contents[found.names["static/a.js"]]


SPELLINGS = {
    "hero.ar.webp": "ar",
    "hero.AR.webp": "ar",
    "hero.pt-BR.webp": "pt-BR",
    "hero.pt_br.webp": "pt-BR",
    "hero.zh_CN.webp": "zh-Hans",
    "hero.iw.webp": "he",
    "hero.sr@latin.webp": "sr-Latn",
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_variant_spelling(name: str) -> None:
    """A file with a language before its ending is that language's, whichever way the language is written."""
    tag = SPELLINGS[name]

    assert {"content/hero.webp": {tag: f"content/{name}"}} == variants(["content/hero.webp", f"content/{name}"], [tag])


NONE = (
    ("hero.ar.webp",),
    ("hero.webp", "hero.fr.webp"),
    ("hero.webp", "hero.ar.png"),
    ("hero.webp", "other/hero.ar.webp"),
    ("hero.webp", "hero.wide.webp"),
    ("hero.webp", "hero..webp"),
    (".webp", ".ar.webp"),
    ("app.js", "app.min.js"),
    ("LICENSE", "LICENSE.ar"),
)


@pytest.mark.parametrize("paths", NONE)
def test_no_variant(paths: tuple[str, ...]) -> None:
    """Without the file itself, or with what is no language of the site before its ending, a file is like any other."""
    assert {} == variants(paths, ["ar", "es"])


def test_two_spellings_of_one_language() -> None:
    """Of two files for one language the first in alphabetical order counts."""
    assert {"a.js": {"pt-BR": "a.pt-BR.js"}} == variants(["a.pt_BR.js", "a.js", "a.pt-BR.js"], ["pt-BR"])


def test_variants_of_two_files() -> None:
    """Each file has its own."""
    found = variants(["a.js", "b.js", "a.ar.js", "b.ar.js", "b.es.js"], ["ar", "es"])

    assert {"a.js": {"ar": "a.ar.js"}, "b.js": {"ar": "b.ar.js", "es": "b.es.js"}} == found


def test_variant_of_a_name_with_dots() -> None:
    """Only the part before the ending is a language."""
    found = variants(["app.min.js", "app.min.ar.js", "app.ar.min.js"], ["ar"])

    assert {"app.min.js": {"ar": "app.min.ar.js"}} == found


def test_variant() -> None:
    """The first language that has a file of its own wins; where none has, and for that file itself, it stays."""
    known = {"a.png": {"pt": "a.pt.png", "en": "a.en.png"}}

    assert "a.pt.png" == variant("a.png", ("pt-BR", "pt"), known)
    assert "a.png" == variant("a.png", ("es",), known)
    assert "a.en.png" == variant("a.en.png", ("pt",), known)
