"""Translated text where no escaping can hold it."""

from __future__ import annotations

import pytest

from i18n.sources import templates
from i18n.sources.misplaced import misplaced


@pytest.mark.parametrize(
    "text",
    [
        "<button onclick=\"f('{{ _('Go') }}')\">",
        "<p title={{ _('Tip') }}>",
        "<p title={{ page.title }}>",
        '<p style="content: {{ data.shop.name }}">',
        "<iframe srcdoc='{% trans %}Words{% endtrans %}'></iframe>",
        '<p\n  ONCLICK=\'{{ ngettext("a", "b", 2) }}\'>',
    ],
)
def test_found(text: str) -> None:
    """Without quotes, and where browsers run or read what stands in quotes, a text is an error."""
    assert [("template.misplaced", "error", 2)] == [
        (one.check, one.severity, one.line)
        for one in misplaced(f"<b>\n</b>{text}".replace("\n  ", " "), "templates/a.html")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<p title=\"{{ _('Tip') }}\">",
        "<p title='{% trans %}Tip{% endtrans %}'>",
        '<p data-words="{{ _(\'Tip\') }}" onclick="f(this.dataset.words)">',
        '<li value={{ loop.index }} style="--n: {{ loop.index }}">',
        "{# <p title={{ _('Tip') }}> #}",
        "{% raw %}<p title={{ x }}>{% endraw %}",
        "<p>{{ _('Text') }}</p>",
    ],
)
def test_not_found(text: str) -> None:
    """In quotes a text is held, and numbers are no text."""
    assert [] == list(misplaced(text, "templates/a.html"))


def test_part_of_a_template() -> None:
    """It is a finding of every template that is read."""
    document = templates.parse("<p title={{ _('Tip') }}>", "templates/a.html")

    assert ["template.misplaced"] == [one.check for one in document.diagnostics]
