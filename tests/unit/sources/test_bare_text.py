"""Words of templates that nobody marked."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from i18n.errors import TemplateError
from i18n.model import Severity
from i18n.sources import templates
from i18n.sources.bare_text import bare_text, unseen_blocks


def found(text: str, path: str = "templates/a.html", unseen: frozenset[str] = frozenset()) -> list[tuple[int, str]]:
    """Line and words of each finding, with the attribute where it is one."""
    return [(one.line, one.message.partition(" is no message")[0]) for one in bare_text(text, path, unseen)]


WORDS = {
    "Hello": ["'Hello'"],
    "<p>Hello <b>you</b></p><p>Bye</p>": ["'Hello you'", "'Bye'"],
    "<li>One<li>Two": ["'One'", "'Two'"],
    "Call {{ phone }} now": ["'Call … now'"],
    "{{ title }} – {{ site.title }}": [],
    "{{ a }}{{ b }} &nbsp; &copy; 2026": [],
    "Caf&eacute;": ["'Café'"],
    "one<br>two": ["'one two'"],
    # What is marked
    "{{ _('Hello') }} {{ ngettext('%(num)s day', '%(num)s days', n) }}": [],
    "{% trans n=x %}Hello{% pluralize %}Hellos{% endtrans %}": [],
    "Bare {% trans %}Hello{% endtrans %}": ["'Bare'"],
    # What no one reads
    "{# A remark #}<!-- Another -->": [],
    "<script>Words</script><style>Words</style><code>Words</code><pre>Words</pre>": [],
    "<math><mi>sin</mi></math>": [],
    "Run <code>make all</code> here": ["'Run … here'"],
    "<p translate=no>Alderlight <b>Care</b></p>": [],
    "By <span translate='no'>Alderlight</span> since 1990": ["'By … since 1990'"],
    "<div translate=no>Name <p translate=yes>Words</p></div>": ["'Words'"],
    "<pre><b translate=yes>Words</b></pre>": [],
    "https://example.org/a www.example.org a@example.org": [],
    # Raw text is text
    "{% raw %}{{ Words }}{% endraw %}": ["'{{ Words }}'"],
    # Statements
    "{% for a in b %}Hello{% endfor %}": ["'Hello'"],
    "Dear {% if a %}old{% endif %} friend": ["'Dear … old … friend'"],
    "{% if a %}Good morning{% else %}Good evening{% endif %}": ["'Good morning'", "'Good evening'"],
    "{% if a %}<code>{% else %}<code class=b>{% endif %}x</code>Hello": ["'Hello'"],
    "{% if a %}<code>{% elif b %}<code class=b>{% endif %}x</code>Hello": ["'Hello'"],
    "{% if a %}<p translate=no>{% endif %}Name{% if a %}</p>{% endif %}": [],
    "{% macro a() %}<code>{% endmacro %}Hello": ["'Hello'"],
    "{% set a = 'words' %}{% set b %}Words{% endset %}": ["'Words'"],
    "{% call a() %}Words{% endcall %}{% filter upper %}More{% endfilter %}": ["'Words'", "'More'"],
    "Read {% include 'a.html' %} now": ["'Read … now'"],
    "{% block a %}One{% endblock %}{% block b %}Two{% endblock b %}": ["'One'", "'Two'"],
    # Tags that hold Jinja
    "<a {% if a %}class='b'{% else %}class='c'{% endif %} href=\"{{ url_for('a.md') }}\">Here</a>": ["'Here'"],
    "Read <a {% if a %}class=b{% else %}class=c{% endif %}>this</a> page": ["'Read this page'"],
    "<{{ tag }} class=\"b\">Words</{{ tag }}>": ["'Words'"],
    "<h{{ level }}>One</h{{ level }}>Two": ["'One'", "'Two'"],
    "<p class=\"{{ a > b }}\" title=\"{{ _('a') }}\">": [],
    "<div {{ attributes }}>": [],
    # Attributes
    '<img alt="A red door">': ["'A red door' (alt)"],
    '<img alt="{{ page.title }}">': [],
    '<img alt="Picture of {{ page.title }}">': ["'Picture of' (alt)"],
    '<input type=submit value="Send"><input value="Hidden">': ["'Send' (value)"],
    '<nav aria-label="Pages" data-label="no" class="words">': ["'Pages' (aria-label)"],
    '<img alt="Alderlight" translate="no"><p translate=no><img alt="Care"></p>': [],
    '<meta name="description" content="{{ page.description }}"><img alt="www.example.org">': [],
    '<meta name="description" content="About us">': ["'About us' (meta description)"],
    '<meta property="og:title" content="Title {{ x }}">': ["'Title' (meta og:title)"],
    '<meta property="og:type" content="website"><meta charset=utf-8><meta name=viewport content="a=b">': [],
    '<meta name="description" content="Alderlight" translate="no">': [],
    "<title>A site</title>": ["'A site'"],
    "<textarea>Type here</textarea>": ["'Type here'"],
    # Literals that are printed
    "{{ 'Menu' }}": ["'Menu'"],
    "{{ page.title or 'Home' }}": ["'Home'"],
    "{{ 'Open' if a else 'Closed' }}": ["'Open … Closed'"],
    "{{ a and 'yes' }}{{ 'Only' if b }}": ["'yes … Only'"],
    "{{ 'Hello ' ~ name + '!' }}": ["'Hello … !'"],
    "{{ a|default('Nothing')|upper }}": ["'Nothing'"],
    "{{ 'words'|length }}{{ data['words'] }}{{ a == 'words' }}{{ asset('words.png') }}": [],
    '<p class="{{ \'current\' if a }}" {{ "hidden" if b }} title="{{ \'Words\' }}">': ["'Words' (title)"],
    "{{ 'A <b>\"bold\"</b> word' }}": ["'A <b>\"bold\"</b> word'"],
    # SVG
    "<svg><title>A leaf</title><path d='M0'/><text>One <tspan>two</tspan></text><g>no</g></svg>": [
        "'A leaf'", "'One two'",
    ],
    "<svg><style>.words{}</style></svg>After": ["'After'"],
    "<svg><foreignObject><p>Words</p></foreignObject></svg>": ["'Words'"],
    # Not well formed
    "</b>Hello</p>": ["'Hello'"],
    "Hello <a title='x": ["'Hello'"],
    f"<code>{'<b>' * 200}</code>Words": [],
    "{% if a %}{% endif %}": [],
}  # fmt: skip


@pytest.mark.parametrize("text", WORDS)
def test_words(text: str) -> None:
    """Words that a reader sees or hears, as one for each text; nothing else."""
    assert WORDS[text] == [words for _, words in found(text)]


def test_lines() -> None:
    """A finding stands on the line of its first letter, whatever white space Jinja takes away."""
    text = (
        "{#- one\n two -#}\n\n{%- set a = 1 -%}\n\n<p>\n  {{- b\n  -}}\n  Six\n  <b>words</b>\n</p>\n"
        "{% trans %}\nMarked\n{% endtrans %}\n<img\n  class=x\n  alt='Fourteen'>\n{{ 'A\nB' }}\nLast\n"
    )

    lines = text.split("\n")
    assert [(line, words.split("'")[1].split(" ")[0]) for line, words in found(text)] == [
        (lines.index("  Six") + 1, "Six"),
        (lines.index("  alt='Fourteen'>") + 1, "Fourteen"),
        (lines.index("{{ 'A") + 1, "A"),
    ]


def test_finding() -> None:
    """A finding is a warning that says what to do; long words are cut short."""
    (one,) = bare_text("word " * 30, "templates/a.html")

    assert ("template.bare-text", Severity.WARNING, "templates/a.html", 1) == (
        one.check,
        one.severity,
        one.path,
        one.line,
    )
    assert one.message.startswith("'word word ") and "…' is no message" in one.message
    assert one.message.endswith(
        "it is the same in every language; wrap it in {% trans %} or _(), "
        'or mark its element with translate="no" where it must not change'
    )


FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<rss xmlns:media="x"><channel>
<title>News of {{ site.title }}</title>
<link>words</link><language>en</language>
<item label="no">{% trans %}Marked{% endtrans %}<b/>
<description><![CDATA[<p class="no">Inner</p>]]></description><link/>
<media:title translate="no">Alderlight</media:title></item>
</channel></rss>
"""


@pytest.mark.parametrize("path", ["templates/feed.xml", "templates/feed.xml.j2"])
def test_xml(path: str) -> None:
    """In XML the text of elements counts, but for those that only programs read."""
    assert [(3, "'News of'"), (6, "'Inner'")] == found(FEED, path)


def test_plain_text() -> None:
    """Nothing is found in a template of plain text: it is for programs."""
    assert [] == found("User-agent: all", "templates/robots.txt")


def test_svg_file() -> None:
    """In a drawing of its own, title, description and text count."""
    text = (
        '<svg aria-label="A label"><style>.no{}</style>\n<title>A leaf</title><text>T<tspan>wo</tspan></text>no'
        "<path/></svg>"
    )

    assert [(1, "'A label' (aria-label)"), (2, "'A leaf'"), (2, "'Two'")] == found(text, "templates/leaf.svg")


def test_block_that_is_no_text() -> None:
    """What fills a block in a tag is no text, unless the attribute is one that is seen or heard."""
    base = (
        '<body class="{% block kind %}page{% endblock %}" title="{% block hint %}{% endblock %}">'
        '<meta name=description content="{% block about %}{% endblock %}">'
        "<script>{% block data %}{% endblock %}</script>{% block main %}{% endblock %}"
        "<div id={% block both %}{% endblock %}></div>"
    )
    page = (
        "{% extends 'base.html' %}{% block kind %}home {% block inner %}{% endblock %} page{% endblock %}"
        "{% block main %}Words <p>{% block both %}{% endblock %}</p>{% endblock %}{% block hint %}Hint{% endblock %}"
        "{% block data %}var words{% endblock %}{% block about %}About{% endblock %}"
    )

    unseen = unseen_blocks([base, page, "{% block broken"])

    assert {"kind", "data"} == unseen
    assert ["'Words'", "'Hint'", "'About'"] == [words for _, words in found(page, unseen=unseen)]


def test_parse() -> None:
    """The findings are those of the template's document, where they are asked for."""
    text = "<p>Bare</p>{{ _('Marked') }}"

    document = templates.parse(text, "templates/a.html", unseen=frozenset())

    assert ["Marked"] == [segment.text for segment in document.segments]
    assert ["template.bare-text"] == [one.check for one in document.diagnostics]
    assert () == templates.parse(text, "templates/a.html").diagnostics


def test_template_that_does_not_parse() -> None:
    """A template that does not parse is an error, not a finding."""
    with pytest.raises(TemplateError):
        templates.parse("<p>\n{% if %}", "templates/a.html", unseen=frozenset())


PIECES = st.sampled_from(
    "<p> </p> <b> </b> <code> </code> <svg> <text> </svg> <a\xa0title='x'> <a\xa0title=' ' > < </ word & &amp; <!-- -->"
    " {{\xa0x\xa0}} {{\xa0'w'\xa0}} {%\xa0if\xa0a\xa0%} {%\xa0else\xa0%} {%\xa0endif\xa0%} {%\xa0block\xa0b\xa0%}"
    " {%\xa0endblock\xa0%} {%-\xa0set\xa0c\xa0-%} {%\xa0endset\xa0%} {#x#} <script> </script> <![CDATA[ ]]> \n".split(
        " "
    )
)


@given(st.lists(PIECES, max_size=30), st.sampled_from(["a.html", "a.xml", "a.svg"]))
def test_any_template(pieces: list[str], name: str) -> None:
    """Whatever parses is read, each finding on a line that the file has."""
    text = "".join(pieces).replace("\xa0", " ")
    try:
        Environment().parse(text)
    except Exception:
        unseen_blocks([text])
        return

    assert all(1 <= line <= text.count("\n") + 1 for line, _ in found(text, name, unseen_blocks([text])))


@pytest.mark.parametrize(
    "piece",
    [
        "<b>",
        "<p>word ",
        "{% if a %}<b>{% else %}</i>{% endif %}",
        "{{ 'w' }}",
        "</i>",
        "word@",
        '<a title="w">',
        "<svg>",
    ],
)
def test_time(piece: str) -> None:
    """A file of one piece again and again takes time in proportion to its length."""
    times = []
    for size in (300, 3000):
        text = piece * size
        began = time.process_time()
        bare_text(text, "templates/a.html")
        times.append(time.process_time() - began)

    assert times[1] < max(60 * times[0], 0.5)
