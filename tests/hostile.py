"""Strings that attack, and a site with a place for each kind of string."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, get_args

from tests.helpers import catalog

SCRIPT = "<script>alert(1)</script>"
LINK = "[x](javascript:alert(1))"
CODE = "{{ 7*7 }}"
FORMAT = "%(x)s"

ATTACKS = (
    SCRIPT,
    LINK,
    CODE,
    FORMAT,
    "{% include '/etc/passwd' %}",
    '"><img src=x onerror=alert(2)>',
    "' onfocus='alert(3)' autofocus='",
    "<svg/onload=alert(4)>",
    "[x](java\tscript:alert(5))",
    "![x](https://evil.example/x.png)",
    "<https://evil.example>",
    "{practice.secret}",
    "{0.secret}",
    "</p></main><h1>owned</h1>",
    "\u202eevil\u202c",
    "\ue000en\ue001owned\ue002",
)

CONTENT = "A quiet *day* with {practice.phone}."
TEMPLATE = "Call %(name)s"

FILES = {
    "i18n.toml": '[site]\ntitle = "Garden"\nlocales = ["es"]\n',
    "content/index.md": "---\ntitle: Front\ndescription: About us\n---\n\n"
    f"## Head\n\n{CONTENT}\n\n- Item\n\n![Alt](a.svg)\n",
    "content/a.svg": "<svg/>",
    "content/_data/practice.toml": 'phone = "555 0100"\n',
    "templates/page.html": "{% extends 'builtin/page.html' %}{% block main %}{{ super() }}"
    "<p title=\"{{ _('Tip') }}\">{% trans name='Ann' %}Call {{ name }}{% endtrans %} {{ _('Label') }}</p>"
    "{% endblock %}",
}
PLACES = {
    "title": ("Front", "Front {}"),
    "description": ("About us", "{} About us"),
    "heading": ("Head", "Head {}"),
    "paragraph": (CONTENT, CONTENT.replace("{", "{{").replace("}", "}}") + " {}"),
    "item": ("Item", "{}"),
    "image": ("![Alt](a.svg)", "![Alt {}](a.svg)"),
    "attribute of a template": ("Tip", "Tip {}"),
    "placeholder of a template": (TEMPLATE, TEMPLATE + " {}"),
    "text of a template": ("Label", "{}"),
}
"""A message of each kind, and a string in which an attack stands."""
ES = "locales/es/LC_MESSAGES/site.po"


Where = Literal["content", "alt", "option", "code", "label", "title"]
"""In the body, an attribute, a list of choices, a comment in code; in a template; a page's title and description."""
Outcome = Literal["refused", "text"]
"""Refused: a finding, and the source text in its place. Text: shown letter for letter."""


class Payload(NamedTuple):
    """A string that attacks, and what becomes of it."""

    number: str
    """Of the requirement."""
    string: str
    outcome: Outcome
    source: str
    where: Where


def _each(
    number: str,
    strings: Iterable[str],
    outcome: Outcome = "refused",
    source: str = "Words",
    where: Where = "content",
) -> Iterable[Payload]:
    return [Payload(number, string, outcome, source, where) for string in strings]


_SEE = "See [it](https://clinic.example:8080/a#b) or [call](tel:5550100), [write](mailto:a@clinic.example)."
_ELEMENTS = (
    SCRIPT,
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<style>*{display:none}</style>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<base href=//evil.example>",
    "<object data=//evil.example></object>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><input></form>",
    "<embed src=x>",
    "<link rel=stylesheet href=//evil.example>",
    "<math><maction xlink:href=javascript:alert(1)>x</maction></math>",
    "<!-- Words -->",
    "<![CDATA[ Words ]]>",
    "<?php Words ?>",
    "<!DOCTYPE x>",
    "a <div> b",
    "a </main> b",
    "</p></main>",
    "<SCRIPT\n>x</SCRIPT>",
    "<a href=x.html>Words</a>",
    "<b>Words</b>",
    "<button autofocus onfocus=alert(1)>x</button>",
    "<details ontoggle=alert(1) open>x",
)
_BREAKING = (
    '"><script>alert(1)</script>',
    "' onfocus='alert(1)' autofocus='",
    '" onfocus="alert(1)" autofocus="',
    "` onfocus=alert(1) `",
    "x onfocus=alert(1)",
    "&quot; onfocus=&quot;alert(1)",
    "&#34;&#62;&#60;img src=x onerror=alert(1)&#62;",
)
_QUIET = tuple(string for string in _BREAKING if "<" not in string)
_BOLD = '<b>Words</b> and <abbr title="Long words">short</abbr> <a href="x.md">ones</a>'
_SCHEMES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "&#1;javascript:alert(1)",
    "<java\tscript:alert(1)>",
    "javascript&colon;alert(1)",
    "data:text/html,x",
    "data:image/svg+xml,x",
    "vbscript:x",
    "blob:x",
    "file:///etc/passwd",
)
_OTHERS = (
    "https://evil.example/a#b",
    "//evil.example",
    "\\\\\\\\evil.example",
    "/\\\\evil.example",
    "https://clinic.example:8080@evil.example/a",
    "https://clinic.example/a#b",
    "https://clinic.example:8080/a#c",
    "https://clinic.example:8080/a",
    "http://clinic.example:8080/a#b",
    "https://cl\u0456nic.example:8080/a#b",
    "https://clinic\u2044.evil.example/a#b",
    "https://clinic.example:8080/a#b\u200b",
)
_INVISIBLE = "\ufeff\u180e\u115f\u1160\u3164\uffa0\U000e0041\ufff9\ufdd0\U0001ffff\ue000\x7f\x85\u2028\u2029\u0378"
_PLAIN: tuple[Where, ...] = ("title", "alt", "option", "label")

PAYLOADS = (
    *_each("S-01", _ELEMENTS),
    *_each("S-01", ("<svg/onload=alert(1)//", "< script>"), "text"),
    *_each(
        "S-02",
        ("</title><script>alert(1)</script>", "</option></select><script>alert(1)</script>"),
        where="title",
    ),
    *(one for where in _PLAIN for one in _each("S-02", _QUIET, "text", where=where)),
    *_each("S-02", [*_ELEMENTS, _BREAKING[0]], where="alt"),
    *_each("S-02", [*_ELEMENTS, "</option></select>"], where="option"),
    *_each("S-02", [*_ELEMENTS, "</textarea></script>"], where="label"),
    *_each(
        "S-03",
        (
            _BOLD.replace("<b>", f"<b {attribute}>")
            for attribute in (
                "class=x",
                "style=color:red",
                "onclick=alert(1)",
                "id=x",
                "href=x",
                "title=Words",
                "hidden",
                "\nonclick=x",
            )
        ),
        source=_BOLD,
    ),
    *_each(
        "S-03",
        (
            _BOLD.replace('title="Long words"', attribute)
            for attribute in (
                'title="x" onclick=alert(1)',
                "",
                'title=""',
                'title="x" title="y"',
                "TITLE=x",
                'alt="x"',
            )
        ),
        source=_BOLD,
    ),
    *_each(
        "S-03",
        (_BOLD.replace("x.md", "javascript:alert(1)"), _BOLD.replace("<a ", "<a target=_top "), _BOLD + "<b></b>"),
        source=_BOLD,
    ),
    *_each("S-04", (_SEE.replace("https://clinic.example:8080/a#b", scheme) for scheme in _SCHEMES), source=_SEE),
    *_each("S-04", (f"![x]({scheme})" for scheme in _SCHEMES)),
    *_each(
        "S-04",
        (f"Words {scheme}" for scheme in ("javascript:alert(1)", "java&Tab;script:alert(1)", "data:text/html,x")),
        where="label",
    ),
    *_each("S-05", (_SEE.replace("https://clinic.example:8080/a#b", address) for address in _OTHERS), source=_SEE),
    *_each(
        "S-05",
        (
            _SEE.replace("5550100", "9001"),
            _SEE.replace("a@clinic", "b@clinic"),
            "See it or call, write.",
            _SEE + " [more](x.md)",
            _SEE + " <https://evil.example>",
            _SEE.replace("[call]", "[](tel:5550100) [call]"),
            _SEE.replace("[it]", "[]"),
        ),
        source=_SEE,
    ),
    *_each(
        "S-06",
        ("See https://\u0430pple.com/", "See //evil.example", "See https://good\u2044.evil.example/"),
        where="label",
    ),
    *_each("S-06", ("See good\u2044.evil.example",), "text"),
    *_each("S-07", (f"Wo{turn}rds" for turn in "\u202a\u202b\u202c\u202d\u202e")),
    *_each("S-07", ("Wo&#x202E;rds", "Wo&#8238;rds")),
    *_each("S-07", (f"Wo{turn}rds" for turn in "\u202a\u202e"), where="alt"),
    *_each("S-07", (f"Wo{turn}rds" for turn in "\u202a\u202e"), where="code"),
    *_each("S-08", ("\u2066Words", "Words\u2069", "\u2069Words\u2066", "Wo&#x2066;rds")),
    *_each("S-09", ("Wo\u200erds", "Wo\u200frds", "Wo\u061crds"), "text"),
    *_each("S-10", ("Wo\u200drds", "Wo\u200crds")),
    *_each("S-11", ("Wo\u200brds",)),
    *_each("S-12", (f"Wo{one}rds" for one in _INVISIBLE)),
    *_each("S-12", ("Wo&#xe000;rds", "Wo&#0;rds", "Wo&#1;rds", "Wo&#27;rds", "Wo&#x2028;rds")),
    *_each("S-13", ("W" + "\u0301" * 9 + "ords",)),
    *_each(
        "S-14", (CODE, "{% include '/etc/passwd' %}", "{{ ''.__class__.__mro__ }}", "{# x #}", "{{ range(99999) }}")
    ),
    *_each("S-14", (CODE, "{% include '/etc/passwd' %}", "{# x #}"), where="label"),
    *_each("S-14", (CODE, "{% if x %}"), where="title"),
    *_each("S-15", ("{0.x}", "{n!r}", "{n:>99999999}", "{page}"), "text"),
    *_each(
        "S-15",
        ("{0.__class__}", "{n!r}", "{n:>99999999}", "{page}", "100%", "%s of"),
        "text",
        where="label",
    ),
    *_each("S-15", ("{page._cfg.token}", "{site.secret}", FORMAT, "%(n)s")),
    *_each("S-16", ("Words", "{a.b} {a.b} words", "{a.c} words", "{a.B} words", "{ a.b } words"), source="{a.b} words"),
    *_each("S-19", ("Words&#13;&#10;X-Evil: 1",)),
    *_each("S-19", ("Words\nX-Evil: 1",), "text", where="title"),
    *_each("S-20", ("</script><script>alert(1)</script>", "]]><script>alert(1)</script>"), where="label"),
    *_each("S-20", ("Words\u2028alert(1)",), where="label"),
    *_each(
        "S-20", (";alert(1)//", "${alert(1)}", "`+alert(1)+`", "'+alert(1)+'", "\\';alert(1)//"), "text", where="label"
    ),
    *_each("S-20", ("*/ alert(1) /*", "Words </script>", "Words\u2028alert(1)", "\\u002a/ alert(1)"), where="code"),
    *_each("S-25", ("[" * 5000, "![" * 3000, "`" * 2000 + "a", "<a " * 3000, "&" * 9000, "* " * 9000 + "a"), "text"),
    *_each("S-29", ("`words` here", "![a](b.svg)", "Words[^1]", "~~Words~~")),
    *_each("S-29", ("Words `other`", "Words code"), source="Words `code`"),
    *_each("S-29", ("![a](b.svg)", "Words", "![](a.svg) words"), source="![Picture](a.svg) words"),
)
"""Strings for S-01 to S-29; what is no string (slugs, headers, files, servers) has tests of its own."""


def marked(number: int, payload: Payload) -> tuple[str, str, str]:
    """Source and string of a payload, made its own by a mark at the end; and the mark."""
    mark = f"(p{number})"
    return f"{payload.source} {mark}", f"{payload.string} {mark}", mark


def payload_site(policy: str = "") -> Mapping[str, str]:
    """A site with a place for every payload; `policy` is the content security policy of its pages."""
    bodies: dict[str, list[str]] = {one: [] for one in get_args(Where)}
    files = {
        "i18n.toml": '[site]\ntitle = "Garden"\nlocales = ["es"]\n\n[policy]\nunrecorded = "show"\n',
        "content/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "content/x.md": "---\ntitle: X\n---\n",
        "content/_data/a.toml": 'b = "555 0100"\nc = "x"\n',
    }
    for number, payload in enumerate(PAYLOADS):
        source, _, _ = marked(number, payload)
        bodies[payload.where].append(source)
        if payload.where == "title":
            files[f"content/title-{number}.md"] = f"---\ntitle: {source}\ndescription: {source}\n---\n"
    labels = "".join(f"<p title=\"{{{{ _('{one}') }}}}\">{{{{ _('{one}') }}}}</p>\n" for one in bodies["label"])
    data = ", ".join(f"\"{{{{ _('{one}') }}}}\"" for one in bodies["label"])
    # A policy of this kind forbids scripts in a page.
    script = (
        ""
        if policy
        else "".join(
            f"<script>[\"{{{{ _('{one}') }}}}\", `{{{{ _('{one}') }}}}`]</script>\n" for one in bodies["label"]
        )
    )
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ""
    return {
        **files,
        "content/index.md": "---\ntitle: Front\n---\n\n" + "\n\n".join(bodies["content"]) + "\n\n[^1]: Note\n",
        "content/code.md": "---\ntitle: Code\ncode: comments\n---\n\n"
        + "\n\n".join(f"```js\n/* {one} */\nf()\n```" for one in bodies["code"]),
        "content/places.html": "---\ntitle: Places\n---\n"
        + "\n".join(f'<img src="a.svg" alt="{one}">' for one in bodies["alt"])
        + f"\n<select>{''.join(f'<option>{one}' for one in bodies['option'])}</select>\n",
        "templates/page.html": "{% extends 'builtin/page.html' %}"
        f"{{% block meta %}}{head}{{{{ super() }}}}{{% endblock %}}"
        f"{{% block main %}}{{{{ super() }}}}{labels}{script}"
        f'<script type="application/ld+json">[{data}]</script>{{% endblock %}}',
    }


def payload_catalog(*, attack: bool) -> str:
    """The Spanish catalog with every payload; or with harmless strings for those that are shown."""
    strings = {}
    for number, payload in enumerate(PAYLOADS):
        source, string, mark = marked(number, payload)
        if attack or payload.outcome == "text":
            strings[source] = string if attack else f"Palabras {mark}"
    return catalog(strings)


SOURCES = (
    "Plain words, 24 of them.",
    "A *quiet* day with {a.b} and {a.c}.",
    "See [the map](map.html) and [the *list*](list.html 'All of it').",
    "Run `make` now, ~~not~~ later.",
    "![A picture](a.png 'Its title') of a garden",
    'A <b>bold</b> word and <a href="x.html" title="To x">a <i>good</i> link</a> here.',
    "<a href=x.html>One <b>two</b></a> and <a href='y.html'>three</a> words",
    '<img src="a.png" alt="First words" title=\'Second "words"\'> beside',
    "<img src=a.png alt=Words> and <img src=b.png alt='More &quot;words&quot; > less'>",
    "<span title='a > b' class=z>held</span> <abbr title=\"Long 'form'\">lf</abbr> words",
    'Press <kbd>Ctrl</kbd>, say <code>make</code>, or <code title="a>b">rm</code> it',
    'Names: <span translate="no">Ann *Lee*</span>, <bdi translate=no title="Kept">Bob</bdi>.',
    '<input type=submit value="Send it"> <input placeholder="Your name" value=x> <button title="Go">Go on</button>',
    "Choose <select><option label='One thing' value=1>One<option value=2>Two</select> of these",
    'Say <textarea placeholder="Words">Some words</textarea> to <b>us</b>',
    "<table><caption>Words</caption><tr><th abbr='Short'>Long<td>Cell <b>bold</b></table>",
    "<ul><li>First <b>item</b><li>Second <a href=z.html>item</a></ul>",
    '<div title="Words"><p>One</p><p lang=la>Two <i>three</i></p></div>',
    "<svg viewBox='0 0 1 1'><title>Sun</title><path d='M0 0'/><a href=s.html><rect x=1 /></a></svg>",
    "<svg viewBox='0 0 1 1'><title>Sun</title><text x=1>Hot <tspan>day</tspan></text><a href=s.html>go</a></svg>",
    "<p>Words <svg><path d='M0 0'/></svg> and <math><mi>x</mi></math> more</p>",
    "<noscript><p>No script, <img src=c.png alt='no picture'></p></noscript>",
    "<style>p > a { color: red }</style><p>Words</p><script>if (a < b) { alert('x') }</script>",
    "<!-- a note --> Words <!-- another --> here <?x y?> and <!D z> there",
    "Text with <script>alert(1 * 2 * 3)</script> inside, and <style>p *a* {}</style>",
    "<details open><summary>More</summary>Words <em>here</em></details>",
    "<template><p>Words</p></template> <object data=o>fall <b>back</b></object> <iframe src=f>old</iframe>",
    "```js\n// say it\nf() /* and this */\n```",
    "```html\n<!-- say it -->\n<b>x</b>\n```",
    "```python\nx = 1  # count it\n'''Say it\ntwice.'''\n```",
    "- item *one*\n- item <b>two</b>",
    "| a | b |\n|---|---|\n| one | <b>two</b> |",
    "## A head <a id=h></a>",
    "Words[^1] and more[^two].\n\n[^1]: A note.\n[^two]: Another <b>note</b>.",
    "<h2 id=a>Head <a href=#b>link</a></h2>",
    "Words <?a > b ?> more <![CDATA[ c > d ]]> and <!-- e --!> f --> end",
    "[One <a href=x>two</a>](y) words <a href=z>and [three](w)</a>",
    "<p>One <p>two <b>three</b> <h3>four <a href=x>five</a>",
    "Words <xmp>a</xmp> and <button>one <a href=x>two</a></button> here",
    "One <font color=red>two <nobr>three</nobr></font> <table><tr><td>four</table> end",
    "One <div title=Two>three <b>four</b></div> five <ruby>six<rt>seven</ruby>",
    "<label>Name <input name=n></label><p>Line<br>break &amp; more &lt;b&gt;</p>",
)
"""Pages of which strings are made, each with some places that a translator fills."""

BROKEN = (
    "<b>One <i>two</b> three</i> four, <u/> five </u>",
    "<p>One <p>two <b>three <h3>four <a href=x>five",
    "</i>One</b> <em>two <b>three</em></p> <img alt=four",
    "One <font color=red>two <div>three</font> four</div>",
    "<a href=x>One <a href=y>two <button>three <button>four",
)
"""Pages whose tags do not nest: browsers make some elements twice, as the words stand."""

PIECES = (
    *r"""< > </ /> " ' = & ; / ` `` * ** _ ~~ [ ]( ! ![ ) \ … x {a.b} {a.c} { } %(x)s alt= ALT= style=x onerror=alert(1)
    &quot; &#34; &#x22; &NewLine; &Tab; &lt; &gt; &amp; &#0; &#60;img/src=x/onerror=alert(1)&#62; translate=yes
    <b> </b> <B> <i> </i> <br> </a> </p> <p> <div> </div> </span> <script> </script> <style> </style> <title> </title>
    <textarea> </textarea> </option> </select> <svg> </svg> <math> <noscript> </noscript> <template> <code> </code>
    <plaintext> <!-- --> --!> <!--> <![CDATA[ ]]> <? ?> <! */ /* // <img/src=x/onerror=alert(1)> *<b>*</b> [^1] [^two]
    "><img/src=x/onerror=alert(1)> [x](javascript:alert(1)) <javascript:alert(1)> <https://evil.example> ```
    ![x](//evil.example/x)""".split(),
    *(" ", "\n", "\\\n", "\t", "\x0c", "\r", "\0", "\u00a0", "\u202e", "\u2066", "\u2069", "\ue000", "\ue005", "    "),
    *("# ", "- ", "> ", "'''", "a *b* c", "<a href=x.html>", " onclick=x", ' alt="y"', " alt=''", " title=y"),
    *("' onfocus='alert(1)' x='", '" onfocus="alert(1)" x="'),
)
"""What a string may be made worse with."""
