"""From a translated document to a page: strings in templates, marks that become elements, errors with their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from i18n import languages, render
from i18n.errors import TemplateError
from i18n.model import Edition, Locale, Message, MessageKey, PluralRule, State, Verdict
from i18n.render import Templates, Texts, bare, finish, settle, view
from i18n.translate import FSI, PDI, Value
from tests.stages import ARABIC, ENGLISH, LOCALES, ROOT, RUSSIAN, SPANISH, edition, filled, page

BUILTIN = ROOT / "i18n" / "site" / "builtin" / "templates"
VALUES = {
    "practice.phone": Value("+1 555", ""),
    "practice.name": Value("A'der <b>", ""),
    "hours.days": Value("Monday", "en"),
    "hours.here": Value("lunes", "es"),
}
ENGLISH_SPAN = '<span lang="en" dir="ltr">'


def texts(
    strings: Mapping[str, str | tuple[str, ...]],
    locale: Locale = SPANISH,
    *,
    tag: str = "",
    product: Mapping[MessageKey, Message] | None = None,
    rule: PluralRule | None = None,
) -> Texts:
    """What `_()` knows: source text to string or strings, all in one language."""
    verdicts = {
        MessageKey(None, key): Verdict(State.TRANSLATED, (one,) if isinstance(one, str) else one, tag or locale.tag)
        for key, one in strings.items()
    }
    return Texts(Edition(locale, verdicts, {}), ENGLISH, VALUES, product or {}, rule or locale.plurals)


def shown(html: str, locale: Locale = SPANISH) -> str:
    return settle(html, locale, LOCALES)


# Strings in templates

HOSTILE = {
    "<script>alert(1)</script>": "&lt;script&gt;alert(1)&lt;/script&gt;",
    '" onfocus="alert(1)': "&quot; onfocus=&quot;alert(1)",
    "' onfocus='alert(1)": "&#39; onfocus=&#39;alert(1)",
    "{{ 7*7 }} {% include 'x' %} {# y #}": "{{ 7*7 }} {% include &#39;x&#39; %} {# y #}",
    "{0.__class__} {page._cfg} {n!r} {n:>9}": "{0.__class__} {page._cfg} {n!r} {n:&gt;9}",
    "%s %d %(n)999999999s 100% %": "%s %d %(n)999999999s 100% %",
    "</title><script>": "&lt;/title&gt;&lt;script&gt;",
    "a & b &amp; c": "a &amp; b &amp;amp; c",
    "\ue000x\ue001y\ue002\ue003\ue004\ue005": "xy",
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_string_is_data(hostile: str) -> None:
    """A string is escaped for every place of a page, and nothing in it is obeyed (S-02, S-14, S-15)."""
    assert HOSTILE[hostile] == str(texts({"Hello": hostile}).gettext("Hello"))


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("place", ["<p>{}</p>", '<p title="{}">x</p>', "<p title='{}'>x</p>", "<title>{}</title>"])
def test_string_in_a_template(hostile: str, place: str, tmp_path: Path) -> None:
    """The same, through a template, in text and in both kinds of attributes."""
    html = rendered(tmp_path, place.replace("{}", "{{ _('Hello') }}"), texts({"Hello": hostile}))

    assert place.replace("{}", HOSTILE[hostile]) == html


@pytest.mark.parametrize("hostile", HOSTILE)
def test_value_is_data(hostile: str) -> None:
    """What a template puts into a string is escaped too."""
    html = str(texts({"Hello %(name)s": "Hola %(name)s"}).gettext("Hello %(name)s", name=hostile))

    assert f"Hola <bdi>{HOSTILE[hostile]}</bdi>" == shown(html)


@pytest.mark.parametrize(
    ("string", "variables", "expected"),
    [
        ("Hola %(name)s", {"name": "Ana"}, "Hola <bdi>Ana</bdi>"),
        ("%(name)s y %(name)s", {"name": "Ana"}, "<bdi>Ana</bdi> y <bdi>Ana</bdi>"),
        ("%(name)s", {"name": Markup("<b>Ana</b>")}, "<bdi><b>Ana</b></bdi>"),
        ("%(name)s", {"name": 1234.5}, "<bdi>1.234,5</bdi>"),
        ("%(name)s", {"name": True}, "<bdi>True</bdi>"),
        ("%(name)s", {}, "%(name)s"),
        ("%(other)s", {"name": "Ana"}, "%(other)s"),
        ("100%", {}, "100%"),
        ("100%%", {}, "100%"),
        ("100 %% de %(name)s", {"name": "Ana"}, "100 % de <bdi>Ana</bdi>"),
        ("%(a)s%(b)s", {"a": "%(b)s", "b": "x"}, "<bdi>%(b)s</bdi><bdi>x</bdi>"),
        ("Llame al {practice.phone}", {}, "Llame al <bdi>+1 555</bdi>"),
        ("{practice.name}", {}, "<bdi>A&#39;der &lt;b&gt;</bdi>"),
        ("{hours.days}", {}, f"<bdi>{ENGLISH_SPAN}Monday</span></bdi>"),
        ("{hours.here}", {}, "<bdi>lunes</bdi>"),
        ("{no.value} {name}", {}, "{no.value} {name}"),
    ],
)
def test_placeholders(string: str, variables: dict[str, Any], expected: str) -> None:
    """`%(name)s` and `{file.name}` are replaced once and isolated, `%%` is a percent sign, all else stays."""
    numbers = Locale("es", "español", "ltr", PluralRule(2, "n != 1"), cldr="es")

    assert expected == shown(str(texts({"Hello": string}, numbers).gettext("Hello", **variables)))


def test_text_in_another_language() -> None:
    """A string that fell back says so, a value in the page's language inside it does too."""
    html = str(texts({"Open": "Open {hours.here}"}, tag="en").gettext("Open"))

    assert f'{ENGLISH_SPAN}Open <bdi><span lang="es" dir="ltr">lunes</span></bdi></span>' == shown(html)


def test_unknown_text() -> None:
    """A text that is in no catalog is shown as it stands in the template, in its language."""
    assert f"{ENGLISH_SPAN}New &amp; own</span>" == shown(str(texts({}).gettext("New & own")))


def test_product_text() -> None:
    """The program's own texts serve where the site has none of its own."""
    key = MessageKey(None, "Home")
    product = {key: Message(key, strings=("Inicio",))}

    assert "Inicio" == str(texts({}, product=product).gettext("Home"))
    assert "Portada" == str(texts({"Home": "Portada"}, product=product).gettext("Home"))
    fuzzy = {key: Message(key, strings=("Inicio",), flags=("fuzzy",))}
    assert f"{ENGLISH_SPAN}Home</span>" == shown(str(texts({}, product=fuzzy).gettext("Home")))


def test_context() -> None:
    """The same text in a context is another one."""
    verdicts = {
        MessageKey(None, "Open"): Verdict(State.TRANSLATED, ("Abrir",), "es"),
        MessageKey("hours", "Open"): Verdict(State.TRANSLATED, ("Abierto",), "es"),
    }
    found = Texts(Edition(SPANISH, verdicts, {}), ENGLISH, {}, {}, SPANISH.plurals)

    assert ("Abrir", "Abierto") == (str(found.gettext("Open")), str(found.pgettext("hours", "Open")))


PLURALS: list[tuple[Locale, tuple[str, ...], dict[int, str]]] = [
    (
        RUSSIAN,
        ("%(num)s час", "%(num)s часа", "%(num)s часов"),
        {1: "1 час", 2: "2 часа", 5: "5 часов", 21: "21 час", 11: "11 часов", 0: "0 часов"},
    ),
    (ARABIC, ("ا0", "ا1", "ا2", "ا3", "ا11", "ا100"), {0: "ا0", 1: "ا1", 2: "ا2", 7: "ا3", 11: "ا11", 100: "ا100"}),
    (SPANISH, ("una hora", "%(num)s horas"), {1: "una hora", 0: "0 horas", -1: "una hora", -2: "-2 horas"}),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "strings", "expected"), PLURALS, ids=["ru", "ar", "es"])
def test_plural(locale: Locale, strings: tuple[str, ...], expected: dict[int, str]) -> None:
    """The language's rule chooses the string; the number is written as its readers write it."""
    found = texts({"hour": strings}, locale)

    shown_numbers = {
        number: shown(str(found.ngettext("hour", "hours", number)), locale).replace("<bdi>", "").replace("</bdi>", "")
        for number in expected
    }

    assert expected == shown_numbers


def test_plural_that_fell_back() -> None:
    """A source text is chosen by the source language's rule."""
    found = texts({"one": ("one", "%(num)s hours")}, RUSSIAN, tag="en")

    assert f"{ENGLISH_SPAN}<bdi>21</bdi> hours</span>" == shown(str(found.ngettext("one", "many", 21)))


def test_plural_of_the_fallback_chain() -> None:
    """A string of another locale of the chain is chosen by that locale's rule."""
    belarusian = languages.locale("be", source="en")
    found = texts({"one": ("час", "часа", "часов")}, SPANISH, tag=belarusian.tag)

    assert ["часов", "час"] == [bare(found.ngettext("one", "many", number)) for number in (11, 21)]


def test_plural_rule_of_the_file() -> None:
    """The rule of the catalog, by which its strings were made, goes before the language's own."""
    found = texts({"one": ("a", "b")}, SPANISH, rule=PluralRule(2, "n > 1"))

    assert "a" == str(found.ngettext("one", "many", 0))


def test_plural_of_one_form() -> None:
    """A language with one form has one string for all numbers."""
    korean = Locale("ko", "한국어", "ltr", PluralRule(1, "0"))

    assert "시간" == str(texts({"one": "시간"}, korean).ngettext("one", "many", 5))


# Marks


def test_settle_in_text() -> None:
    """Text in another language gets an element with its tag and direction."""
    html = texts({}).mark("Home", "en")

    assert f"<p>{ENGLISH_SPAN}Home</span></p>" == shown(f"<p>{html}</p>")
    assert '<p><span lang="ar" dir="rtl">x</span></p>' == shown(f"<p>{texts({}).mark('x', 'ar')}</p>")


@pytest.mark.parametrize(
    "place",
    [
        '<a title="{}">x</a>',
        "<a title='{}' href=x>x</a>",
        "<a title={}>x</a>",
        '<img alt="> {}">',
        "<title>{}</title>",
        "<TITLE>{}</TITLE>",
        "<textarea>{}</textarea>",
        "<select><option>{}</option></select>",
        '<option value="x" selected>{}</option>',
        "<!-- {} -->",
        '<meta name="description"\n content="{}">',
    ],
)
def test_settle_where_no_element_may_stand(place: str) -> None:
    """In attributes, titles, options and comments marks go, and values are isolated by characters."""
    html = str(texts({"Call": "Call {practice.phone}"}, tag="en").gettext("Call"))

    assert place.replace("{}", f"Call {FSI}+1 555{PDI}") == shown(place.replace("{}", html))


@pytest.mark.parametrize("element", ["script", "style", "SCRIPT"])
def test_settle_in_code(element: str) -> None:
    """In scripts and styles nothing is left of a mark."""
    html = str(texts({"Call": "Call {practice.phone}"}, tag="en").gettext("Call"))

    assert f"<{element}>Call +1 555</{element}>" == shown(f"<{element}>{html}</{element}>")


def test_settle_beside_each_other() -> None:
    """Each place is settled by itself."""
    html = texts({}).mark("x", "en")

    assert f'<a title="x">{ENGLISH_SPAN}x</span></a> {ENGLISH_SPAN}x</span>' == shown(
        f'<a title="{html}">{html}</a> {html}'
    )


def test_settle_behind_tags_of_every_kind() -> None:
    """Where a mark stands does not depend on the tags before it, marked or not, short or with signs in quotes."""
    run = "\ue000en\ue001Hi\ue002"
    tags = """<a href="x">a</a><i title='<b>'>b</i><u title="<b>">c</u><!-- <b> --><br/>"""
    assert f"{tags}{ENGLISH_SPAN}Hi</span>" == shown(f"{tags}{run}")
    assert f'{tags}<b title="Hi">' == shown(f'{tags}<b title="{run}">')
    assert f"{tags}<Title>Hi</tiTle ><optional>{ENGLISH_SPAN}Hi</span>" == shown(
        f"{tags}<Title>{run}</tiTle ><optional>{run}"
    )


def test_settle_mark_that_was_cut_off() -> None:
    """What a template's `truncate` left of a mark takes no element with it."""
    assert f"<p>\ue000e</p><b>{ENGLISH_SPAN}Hi</span></b>" == shown("<p>\ue000e</p><b>\ue000en\ue001Hi\ue002</b>")


def test_settle_unmarked() -> None:
    """A page without marks is the same page."""
    html = '<p title="it\'s">a > b <'

    assert html == shown(html)


def test_bare() -> None:
    """The filter for attributes takes marks off, and escapes what is no text of ours."""
    assert "Home" == bare(texts({}).mark("Home", "en"))
    assert "&lt;&#39;&quot;" == bare("<'\"")


# Templates


def rendered(folder: Path, html: str, found: Texts | None = None, **context: Any) -> str:
    (folder / "page.html").write_text(html, encoding="utf-8")
    found = found or texts({})
    named = {name: getattr(found, name) for name in ("gettext", "ngettext", "pgettext", "npgettext")}
    return Templates(folder, BUILTIN).render("page.html", {**named, "_": found.gettext, **context})


def test_trans_block(tmp_path: Path) -> None:
    """`{% trans %}` is the same as `_()`, with its plural and its variables."""
    found = texts({"Hello %(name)s": "Hola %(name)s", "One": ("Una", "%(count)s más <")})
    html = """\
{% trans name=x %}Hello {{ name }}{% endtrans %}
{% trans count=1 %}One{% pluralize %}{{ count }} more{% endtrans %}
{% trans count=3 %}One{% pluralize %}{{ count }} more{% endtrans %}
"""

    expected = "Hola <bdi>A&lt;</bdi>\nUna\n<bdi>3</bdi> más &lt;\n"
    assert expected == shown(rendered(tmp_path, html, found, x="A<") + "\n")


def test_text_in_a_loop(tmp_path: Path) -> None:
    """Texts are there inside of loops and blocks too, whose own variables they do not get."""
    html = "{% for one in [1, 2] %}{{ one }}{{ _('Hello') }}{% endfor %}{% block end %}{{ _('Hello') }}{% endblock %}"
    assert "1Hola2HolaHola" == rendered(tmp_path, html, texts({"Hello": "Hola"}))


def test_what_is_escaped(tmp_path: Path) -> None:
    """What is HTML stays, any other text is escaped each time; other values say themselves what they are."""

    class Own:
        def __html__(self) -> str:
            return "<i>"

    html = "{{ one }}{{ two }}{{ one }}{{ three }}{{ four }}{{ one ~ two }}"
    html += "{% autoescape false %}{{ one }}{% endautoescape %}"
    shown = rendered(tmp_path, html, one="<a&>", two=Markup("<b>"), three=3, four=Own())
    assert "&lt;a&amp;&gt;<b>&lt;a&amp;&gt;3<i>&lt;a&amp;&gt;<b><a&>" == shown


def test_undefined_value(tmp_path: Path) -> None:
    """A value that the template does not have is empty."""
    found = texts({"Hello %(name)s": "Hola %(name)s"})

    assert "Hola <bdi></bdi>" == shown(rendered(tmp_path, "{{ _('Hello %(name)s', name=nothing) }}", found))


ERRORS = {
    "an expression": ({"page.html": "a\n{{ 1/0 }}"}, "page.html", 2),
    "an unknown name": ({"page.html": "\n\n{{ x.y.z }}"}, "page.html", 3),
    "an unknown function": ({"page.html": "{{ x() }}"}, "page.html", 1),
    "syntax": ({"page.html": "a\n{% if %}"}, "page.html", 2),
    "an unknown filter": ({"page.html": "a\n\n{{ x|nofilter }}"}, "page.html", 3),
    "an unknown tag": ({"page.html": "\n{% nothing %}"}, "page.html", 2),
    "the template above": (
        {"page.html": "{% extends 'base.html' %}{% block a %}{% endblock %}", "base.html": "\n\n{{ 1/0 }}"},
        "base.html",
        3,
    ),
    "a block of the one below": (
        {
            "page.html": "{% extends 'base.html' %}\n{% block a %}\n{{ 1/0 }}{% endblock %}",
            "base.html": "{% block a %}{% endblock %}",
        },
        "page.html",
        3,
    ),
    "an included one": ({"page.html": "\n{% include 'part.html' %}", "part.html": "\n\n\n{{ 1/0 }}"}, "part.html", 4),
    "syntax of an included one": ({"page.html": "{% include 'p.html' %}", "p.html": "\n{% if %}"}, "p.html", 2),
    "a macro": (
        {"page.html": "{% import 'm.html' as m %}\n{{ m.f() }}", "m.html": "{% macro f() %}\n{{ 1/0 }}{% endmacro %}"},
        "m.html",
        2,
    ),
    "a template that is missing": ({"page.html": "a\n{% include 'none.html' %}"}, "page.html", 2),
    "a template above that is missing": (
        {"page.html": "{% extends 'base.html' %}", "base.html": "\n{% extends 'none.html' %}"},
        "base.html",
        2,
    ),
    "a folder": ({"page.html": "{% include 'a/b.html' %}", "a/b.html": "\n{{ 1/0 }}"}, "a/b.html", 2),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS)
def test_error_has_its_place(case: str, tmp_path: Path) -> None:
    """An error names the file and the line in it where the author has to look, however templates are put together."""
    found, path, line = ERRORS[case]
    folder = tmp_path / "templates"
    for name, text in found.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    with pytest.raises(TemplateError) as caught:
        Templates(folder, BUILTIN).render("page.html", {})

    assert (f"templates/{path}", line) == (caught.value.path, caught.value.line)


def test_template_that_is_missing(tmp_path: Path) -> None:
    """A page that names no template of the site is told which."""
    with pytest.raises(TemplateError, match=r"there is no template 'none\.html'"):
        Templates(tmp_path / "templates", BUILTIN).render("none.html", {})


def test_error_is_one_of_ours(tmp_path: Path) -> None:
    """What goes wrong in a value that a template asks for is told as the template's error, with what it was."""
    with pytest.raises(TemplateError, match="ZeroDivisionError"):
        rendered(tmp_path, "{{ 1/0 }}")


def test_own_templates_above_the_builtin_ones(tmp_path: Path) -> None:
    """A site's template extends the built-in one of the same name."""
    html = rendered(
        tmp_path,
        "{% extends 'builtin/404.html' %}{% block main %}Own{% endblock %}",
        page=_view(),
        alternates=[],
        home="/",
        site={},
        nav=[],
        asset=lambda name: name,
    )

    assert "Own" in html


def _view() -> render.View:
    nothing = Markup("")
    return render.View(nothing, nothing, "", SPANISH, "ltr", None, "", {}, (), 0, "", 1.0, True)


# The whole page

SHELL = '<!doctype html>\n<html>\n<head>\n<title>x</title></head>\n<body class="a">\n{}</body></html>'


def finished(html: str = SHELL, **settings: Any) -> str:
    chosen = {"status": "approved", "robots": True, "template": "page.html", **settings}
    return finish(html, settings.pop("body", ""), SPANISH, LOCALES, **{k: v for k, v in chosen.items() if k != "body"})


def test_status_on_the_body() -> None:
    """The body says how far the page is reviewed (H-09)."""
    assert '<body data-review-status="machine" class="a">' in finished(status="machine")


def test_noindex() -> None:
    """A page that is not to be found says so once, whatever else its template says to robots."""
    meta = '<meta name="robots" content="noindex">'

    assert meta not in finished()
    assert 1 == finished(robots=False).count(meta)
    assert 1 == finished(SHELL.replace("<title>", f"{meta}<title>"), robots=False).count(meta)
    assert 1 == finished(SHELL.replace("<title>", '<meta name="robots" content="all"><title>'), robots=False).count(
        meta
    )


def test_watermark() -> None:
    """A draft says what it is before anything else on the page."""
    assert '<body data-review-status="approved" class="a"><p>DRAFT</p>\n' in finished(watermark="<p>DRAFT</p>")


def test_content_is_put_in_as_it_is() -> None:
    """The content stands where the template put it, and nothing in it is touched."""
    body = '<p title="x">{{ 7*7 }} \\1 \\g<0></p>'

    assert f"\n{body}</body>" in finished(SHELL.replace("{}", render.BODY), body=body)


@pytest.mark.parametrize("head", ["<head>", '<head prefix="og: https://ogp.me/ns#">', "<head\n>"])
def test_head_with_attributes(head: str) -> None:
    """A head may have attributes."""
    html = finished(SHELL.replace("<head>", head), robots=False)

    assert f'{head}\n<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize(
    "html", ["", "<p>x</p>", "<html><head></head></html>", "<html><header></header><body></body></html>"]
)
def test_head_and_body_are_needed(html: str) -> None:
    """A template without a head or a body makes no page: its state could not be seen."""
    with pytest.raises(TemplateError, match="`<head>` or `<body` is missing") as caught:
        finished(html)

    assert "templates/page.html" == caught.value.path


# What templates see of a page


def test_view() -> None:
    """Title and description in the page's language, the table of contents, and how much is there."""
    document = page("---\ndescription: All\nauthor: Ana\ndate: 2026-11-22\n---\n# One\n\nTwo\n")
    found = edition(document, {"One": "Uno", "All": "Todo"})
    translated = filled(
        "---\ndescription: All\nauthor: Ana\ndate: 2026-11-22\n---\n# One\n\nTwo\n",
        {"One": "Uno", "All": "Todo"},
        SPANISH,
    )

    view = render.view(translated, Texts(found, ENGLISH, {}, {}, SPANISH.plurals), "/es/", 1, None, None)

    assert ("Uno", "Todo", "Ana", "2026-11-22") == (view.title, view.description, view.data["author"], str(view.date))
    assert ((1, "one", "Uno"),) == view.toc
    assert (True, "partly", 0.75) == (view.titled, view.status, view.coverage)


def test_title_of_code() -> None:
    """A title is text: a heading's markup is gone, its words are there."""
    translated = filled("# Use `make` *now*\n")

    assert "Use make now" == render.view(translated, texts({}, ENGLISH), "/", 1, None, None).title
    assert "make" == render.view(filled("# `make`\n"), texts({}, ENGLISH), "/", 1, None, None).title


def test_title_of_a_page_without_one() -> None:
    """A page without title and headings has its file's name."""
    assert "page" == render.view(filled("Text\n"), texts({}, ENGLISH), "/", 1, None, None).title


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (200, 1), (201, 2)])
def test_minutes(words: int, minutes: int) -> None:
    """A careful reader reads 200 words a minute."""
    assert minutes == render.minutes(page(" ".join(["word"] * words)))


def test_localized_data() -> None:
    """Data has its chosen texts in the page's language, and all else as it was."""
    fields = {"a.0.b": Verdict(State.TRANSLATED, ("Uno",), "es")}

    assert {"a": [{"b": "Uno", "c": 1}], "d": None} == render.localized(
        {"a": [{"b": "One", "c": 1}], "d": None}, fields, texts({})
    )


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("day|date", "22 de noviembre de 2026"),
        ("day|date('short')", "22/11/26"),
        ("''|date", ""),
        ("hour|time", "9:30"),
        ("1234567.5|number", "1.234.567,5"),
        ("0.25|percent", "25\xa0%"),
        ("5|currency", "5,00\xa0US$"),
        ("5|currency('EUR')", "5,00\xa0€"),
        ("['a', 'b', 3]|listed", "a, b y 3"),
        ("_('Home')|attr", "Inicio"),
    ],
)
def test_filters(expression: str, expected: str, tmp_path: Path) -> None:
    """Dates, times, numbers and lists are written as the page's readers write them (W-57)."""
    spanish = languages.locale("es", source="en")
    found = texts({"Home": "Inicio"}, spanish)
    view = _view()._replace(locale=spanish)

    html = rendered(tmp_path, f"{{{{ {expression} }}}}", found, page=view, day=date(2026, 11, 22), hour=time(9, 30))

    assert expected == html


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("day|date('long')", "⟦Ñöṽéɱƀéŕ 22, 2026⟧"),
        ("day|date('short')", "11/22/26"),
        ("hour|time", "⟦9:30\u202fÅṀ⟧"),
        ("1234.5|number", "1,234.5"),
        ("12|currency('CHF')", "⟦ÇĤƑ12.00⟧"),
        ("['a', 'b', 'c']|listed", "a, b⟦, åñð ⟧c"),
        ("['a']|listed", "a"),
        ("[]|listed", ""),
    ],
)
def test_filters_in_a_pseudo_locale(expression: str, expected: str, tmp_path: Path) -> None:
    """The words that CLDR puts in bear the mark, so that a text without one is one that nobody localized."""
    pseudo = languages.locale("en-XA", source="en")
    view = _view()._replace(locale=pseudo)

    html = rendered(
        tmp_path, f"{{{{ {expression} }}}}", texts({}, pseudo), page=view, day=date(2026, 11, 22), hour=time(9, 30)
    )

    assert expected == html


def test_string_cannot_open_a_run() -> None:
    """The private characters of `settle` reach no template from a string, not even from a heading's HTML."""
    html = 'Hola \ue000x" onmouseover="alert(1)\ue001mundo\ue002'
    translated = replace(filled("# Hello\n"), headings=((1, "a", html),))

    assert 'Hola x" onmouseover="alert(1)mundo' == view(translated, texts({}), "/", 1, None, None).toc[0][2]
    assert '<span lang="x&quot; y=&quot;" dir="ltr">a</span>' == settle('\ue000x" y="\ue001a\ue002', ENGLISH, {})
