"""Documents to a template catalog."""

from __future__ import annotations

from i18n.extraction import extract, uses
from i18n.model import MessageKey, Reference
from i18n.sources import data, markdown, templates
from tests.stages import page


def test_one_message_for_one_text() -> None:
    """A text that stands in many places is one message with all its places and kinds."""
    found = extract([page("# Visit\n\n- Visit\n", "a.md"), page("Visit\n", "b.md")], "site").sources

    (source,) = found.values()
    assert ("heading", "item", "paragraph") == source.kinds
    assert (Reference("a.md", "visit"), Reference("b.md")) == source.references


def test_lines_of_references() -> None:
    """A reference has the line in the file that the author edits."""
    (source,) = extract([page("---\ntitle: 1\n---\n\nVisit\n")], "site").sources.values()

    assert [5] == [reference.line for reference in source.references]


def test_same_section_is_one_reference() -> None:
    """Two uses below one heading are one place."""
    sources = extract([page("# Head\n\nVisit\n\nVisit\n", "a.md")], "site").sources

    assert (Reference("a.md", "head"),) == sources[MessageKey(None, "Visit")].references


def test_context_separates() -> None:
    """The same text in another context is another message."""
    found = extract([page("Open\n\n<!-- i18n: context menu -->\nOpen\n")], "site").sources

    assert [MessageKey(None, "Open"), MessageKey("menu", "Open")] == list(found)


def test_critical_somewhere_is_critical() -> None:
    """A message that is critical in one of its places is critical."""
    found = extract([page("Rest\n"), page("<!-- i18n: critical dose -->\nRest\n")], "site").sources

    assert ["dose"] == [source.critical for source in found.values()]


def test_fixed_is_left_out() -> None:
    """What has nothing to translate is no message, what is skipped in one place and not in another is one."""
    assert {} == dict(extract([page("24\n\n`code`\n\n<!-- i18n: skip -->\nName\n")], "site").sources)
    assert 1 == len(extract([page("<!-- i18n: skip -->\nName\n\nName\n")], "site").sources)


def test_order() -> None:
    """Messages stand in the order of pages, fields before the body."""
    text = "---\ndescription: D\ntitle: T\n---\nBody\n"
    found = extract([page(text, "a.md"), page("Next\n", "b.md")], "site").sources

    assert ["T", "D", "Body", "Next"] == [key.id for key in found]


def test_comments_are_collected_once() -> None:
    """The words of all places reach the translator, each once."""
    text = "<!-- i18n: comment a -->\nRest\n\n<!-- i18n: comment b -->\nRest\n\n<!-- i18n: comment a -->\nRest\n"

    assert [("a", "b")] == [source.comments for source in extract([page(text)], "site").sources.values()]


def test_plural_and_singular_are_one() -> None:
    """A text that is used with a plural and without has the plural."""
    marked = templates.parse("{{ _('Hour') }} {{ ngettext('Hour', 'Hours', n) }}", "templates/a.html")

    assert ["Hours"] == [source.plural_id for source in extract([marked], "site").sources.values()]


def test_formats_of_all_uses() -> None:
    """A text of a page and of a template has both formats, and the flag of what stands in the template."""
    marked = templates.parse("{{ _('Hello %(name)s', name=x) }}", "templates/a.html")
    found = extract([page("Hello %(name)s\n"), marked], "site").sources

    assert [(("markdown", "template"), ("python-format",))] == [(one.formats, one.flags) for one in found.values()]


def test_braces_are_no_format() -> None:
    """`{practice.phone}` is never flagged, and `%(name)s` on a page is text."""
    found = extract([page("Call {practice.phone}\n\n%(name)s text\n")], "site").sources

    assert [(), ()] == [source.flags for source in found.values()]


def test_data_file() -> None:
    """The chosen values of a data file are messages, with the class of the whole file."""
    text = 'weekdays = "Monday to Friday"\nopen = "9:00"\nphone = "call"\n'
    document = data.parse(text, "content/_data/hours.toml", ("hours.weekdays", "hours.open"), "rights")

    (source,) = extract([document], "site").sources.values()
    assert ("Monday to Friday", "rights") == (source.key.id, source.critical)


def test_template() -> None:
    """Every way of marking a text, with its context, its plural and the comment above it."""
    text = """\
{# TRANSLATORS: In the menu. #}
{{ _('One') }}
{% trans %}Two{% endtrans %}
{{ pgettext('menu', 'Three') }}
{{ ngettext('Four', 'Fours', n) }}
{% trans count=n %}Five{% pluralize %}Fives{% endtrans %}
{{ npgettext('list', 'Six', 'Sixes', n) }}
{{ gettext(variable) }}
"""
    found = extract([templates.parse(text, "templates/a.html", "rights")], "site").sources

    assert [
        (None, "One", None, ("In the menu.",)),
        (None, "Two", None, ()),
        ("menu", "Three", None, ()),
        (None, "Four", "Fours", ()),
        (None, "Five", "Fives", ()),
        ("list", "Six", "Sixes", ()),
    ] == [(*key, source.plural_id, source.comments) for key, source in found.items()]
    assert {"rights"} == {source.critical for source in found.values()}
    assert [2, 3, 4, 5, 6, 7] == [source.references[0].line for source in found.values()]


def test_value_that_critical_text_shows() -> None:
    """A translatable value that stands in critical text is as critical as the text."""
    text = "<!-- i18n: critical dose -->\nWait {times.long}.\n\nCome {times.short}.\n"
    values = data.parse('long = "one day"\nshort = "at noon"\n', "content/_data/times.toml", ("times.*",))
    template = extract((markdown.parse(text, "content/a.md"), values), "site")

    assert ["dose", None] == [template.sources[MessageKey(None, id)].critical for id in ("one day", "at noon")]


def test_uses() -> None:
    """Every place of a message is told apart, with the texts around it."""
    first = page("---\ntitle: Visit\nnav: Come\n---\nVisit\n\n`code`\n\nVisit\n", "a.md")
    second = page("Visit\n", "b.md")

    found = uses([first, second])

    assert ["Visit", "Come"] == [key.id for key in found]
    assert [
        ("a.md", "title", 2, "", "Come"),
        ("a.md", "", 5, "Come", "`code`"),
        ("a.md", "", 9, "`code`", ""),
        ("b.md", "", 1, "", ""),
    ] == [
        (use.document.path, use.field, use.segment.reference.line, use.before, use.after)
        for use in found[MessageKey(None, "Visit")]
    ]


def test_heading_as_title_is_one_use() -> None:
    """A heading that is the page's title too is one place."""
    ((use,),) = uses([page("# Visit\n")]).values()

    assert ("", "heading") == (use.field, use.segment.kind)


def test_uses_are_those_of_the_template_catalog() -> None:
    """What is listed and what is extracted are the same messages, with the same places."""
    values = data.parse('a = "Visit"\nb = "9:00"\n', "content/_data/hours.toml", ("hours.*",))
    marked = templates.parse("{{ pgettext('menu', 'Visit') }}", "templates/a.html")
    documents = (page("# Visit\n\n<!-- i18n: skip -->\nName\n\n24\n"), values, marked)

    found = uses(documents)

    assert {key: source.references for key, source in extract(documents, "site").sources.items()} == {
        key: tuple(dict.fromkeys(use.segment.reference for use in each)) for key, each in found.items()
    }
