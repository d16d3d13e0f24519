"""Where words stand in the sources."""

from __future__ import annotations

from i18n.pipeline.phrases import Phrases, Place, Stream, words_of


def test_exact() -> None:
    """A phrase is found by its words, whatever the punctuation; the same kind of place first."""
    phrases = Phrases()
    phrases.add("Call us – now!", Place("a", 1, "text"))
    phrases.add("Call us now", Place("b", 2, "alt"))
    phrases.add("…", Place("c", 3))

    assert Place("b", 2, "alt") == phrases.exact(words_of("call us, now".capitalize()), "alt")
    assert Place("a", 1, "text") == phrases.exact(("Call", "us", "now"), "title")
    assert None is phrases.exact(("Call", "us"), "text")
    assert None is phrases.exact((), "text")


def test_within() -> None:
    """The longest phrase among the words counts, if it is half of them at least."""
    phrases = Phrases()
    for number, text in enumerate(("Call", "Call us", "us today please", "Call them")):
        phrases.add(text, Place(text, number))

    assert Place("Call us", 1) == phrases.within(words_of("Call us, Ann"), "text")
    assert Place("us today please", 2) == phrases.within(words_of("Call us today, please"), "text")
    assert None is phrases.within(words_of("Please call or Call"), "text")


def test_stream() -> None:
    """Words are found in a file across lines and tags, and inside tags; the line is that of the first."""
    stream = Stream('one\n<b title="In a tag">two</b>\n <i\n>three</i> fo&uuml;r\n')

    assert [1, 2, 4, 2, 0, 0] == [
        stream.line(words_of(text)) for text in ("one two", "two three", "three foür", "In a tag", "two one", "")
    ]
