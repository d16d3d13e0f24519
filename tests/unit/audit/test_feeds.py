"""Words of feeds."""

from __future__ import annotations

import pytest

from i18n.audit import Leak, feed_leaks

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
  <title>⟦Ñéŵš⟧ – Alder</title> <subtitle>Words</subtitle> <id>urn:words</id> <author><name>Ann</name></author>
  <entry><title>⟦Å⟧ &amp; more</title><summary type="html">&lt;p title="One"&gt;⟦Å⟧ &lt;code&gt;x&lt;/code&gt;</summary>
    <content type="xhtml"><div>⟦Ƀ⟧ <b>two</b></div></content><media:title>\u2068555\u2069</media:title></entry>
</feed>"""


def test_feed() -> None:
    """Titles, summaries and contents are read, HTML inside them as HTML."""
    found = feed_leaks(ATOM, values=frozenset({"555"}), autonyms={}, names=frozenset({"Alder"}))

    assert [
        Leak("feed subtitle", "Words", 3, 33),
        Leak("feed title", "& more", 4, 10),
        Leak("feed summary", "One", 4, 39),
        Leak("feed content", "two", 5, 5),
    ] == found


def test_rss() -> None:
    """RSS too."""
    text = "<rss><channel><title>One</title><link>x</link><description><![CDATA[<p>⟦å⟧</p>]]></description></channel>"

    assert ["One"] == [one.text for one in feed_leaks(text, values=frozenset(), autonyms={})]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<a><title>",
        "no xml",
        "<title>⟦å⟧</title><title>One</title>",
        '<!DOCTYPE a [<!ENTITY b "Words">]><a><title>&b;</title></a>',
        "<a>\ud800</a>",
    ],
)
def test_broken(text: str) -> None:
    """What is not well formed, or declares entities, is read as far as it is safe."""
    assert [] == feed_leaks(text, values=frozenset(), autonyms={})
