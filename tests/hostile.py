"""Strings that attack, and a site with a place for each kind of string."""

from __future__ import annotations

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
