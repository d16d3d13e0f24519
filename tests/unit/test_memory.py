"""The memory finds what a full comparison would find, and looks at little."""

from __future__ import annotations

import re

import pytest

from i18n.memory import Memory, saving
from i18n.model import Message, MessageKey

THINGS = list(enumerate(["apples", "bread", "cushions", "a cushion", "doctors", "eggs"] * 5))


def message(id: str, string: str = "x", *, context: str | None = None, plural: str | None = None) -> Message:
    return Message(MessageKey(context, id), plural, (string,) if plural is None else (string, string))


def found(memory: Memory, text: str, least: float = 0.1, limit: int = 5) -> list[str]:
    return [one.key.id for _, one in memory.similar(text, least=least, limit=limit)]


@pytest.mark.parametrize(
    ("text", "old", "typed"),
    [
        ("Call us today.", "Call us today.", 0),
        ("Call us today.", "Call us.", 1 + len("today ")),
        ("Call us.", "Call us today.", 1 + len("today ")),
        ("Call us today.", "Call us early.", 1 + len("today ")),
        ("Call him today, or her.", "Call us today, or them.", 2 + len("him ") + len("them ")),
        ("Call *us* today.", "Call _us_ today.", 2 + len("**")),
        ("Two appointments.", "Two appointment.", 1 + 1),
        ("Two apointments.", "Two appointments.", 1 + 1),
        ("服用您的药物", "服用药物", 1 + len("您的")),
        ("Send us an email.", "Send us an e-mail.", 1 + 1),
        ("Send us an e-mail.", "Send us an email.", 1 + 1),
        ("Sign in with a key.", "Sign-in with a key.", 1 + 1),
        ("Send your email today.", "Send e-mail today.", 1 + len("your ") + 1),
        ("Call us, or do not.", "Call us.", 1 + len(", or do not")),
        ("Send it tomorrow.", "Send money by post.", 1 + len("money ") + len("tomorrow ") + len("post ")),
    ],
)
def test_saving_is_what_need_not_be_typed(text: str, old: str, typed: int) -> None:
    """Words written or struck out, whichever is more, one keystroke for each place; of a corrected word its letters."""
    assert pytest.approx(1 - typed / len(text)) == saving(text, old)


def test_nothing_is_saved_by_another_text() -> None:
    """What shares only letters, or is far too long, is more work than an empty field."""
    assert saving("Stop.", "Bring your insurance card and a friend.") < 0
    assert saving("Bring your insurance card.", "Wear something warm and light.") < 0.1


def test_saving_of_texts_that_are_not_compared() -> None:
    """An empty text needs no typing; one of a megabyte is the same or another."""
    assert (1.0, 0.0) == (saving("", ""), saving("", "Tea"))
    assert (1.0, 0.0) == (saving("word " * 5000, "word " * 5000), saving("word " * 5000, "word"))


def test_exact_in_any_context() -> None:
    """The same text in all contexts, in the order given; the one with the same plural comes first."""
    one, two, three = message("Tea", context="menu"), message("Tea"), message("Tea", plural="Teas")
    memory = Memory([one, two, message("Coffee"), three])

    assert (one, two, three) == memory.exact("Tea", None)
    assert (three, one, two) == memory.exact("Tea", "Teas")
    assert () == memory.exact("Milk", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bring a friend who can drive you home.", "Bring a friend who can drive."),
        ("Apointments", "Appointments"),
        ("The clinic opens at ten o'clock on Monday", "The clinic opens at nine o'clock on Mondays"),
        (
            "静脉注射前六小时请勿进食或饮水，但可以喝少量清水并服用药物",
            "静脉注射前六小时请勿进食或饮水，但可以喝少量清水并服用您的药物",
        ),
        ("ก่อนการให้ยาทางหลอดเลือดดำห้ามรับประทานอาหาร", "ก่อนการให้ยาทางหลอดเลือดดำห้ามรับประทานอาหารใดๆ"),
    ],
)
def test_similar(text: str, expected: str) -> None:
    """An edited text finds the old one: by its words, by parts of a few words, and without spaces between words."""
    texts = [
        "Bring a friend who can drive.",
        "Appointments",
        "The clinic opens at nine o'clock on Mondays",
        "静脉注射前六小时请勿进食或饮水，但可以喝少量清水并服用您的药物",
        "ก่อนการให้ยาทางหลอดเลือดดำห้ามรับประทานอาหารใดๆ",
        "Something else altogether",
    ]

    assert [expected] == found(Memory(map(message, texts)), text, limit=1)


def test_long_clauses_without_spaces() -> None:
    """Of four clauses one is the same but for a character; what they share is found inside of them."""
    clauses = ["一二三四五六七八九十" * 3 + sign for sign in "甲乙丙丁"]
    old = "，".join(clauses)
    new = old.replace("甲", "戊").replace("一二三", "一二零三", 1)

    assert [old] == found(Memory([message(old), message("Tea")]), new)


def test_unlike_is_not_found() -> None:
    """Below the least saving there is nothing, nor in an empty memory, nor for an empty text."""
    memory = Memory([message("Bring a friend who can drive.")])

    assert [] == found(memory, "Bring your insurance card.", 0.3)
    assert [] == found(memory, "")
    assert [] == found(Memory([]), "Bring a friend who can drive.")


def test_best_first_and_no_more_than_the_limit() -> None:
    """Ordered by what they save; where that is equal, as the memory was given them."""
    memory = Memory([message("one two three sixty"), message("one two three four"), message("one two three eighty")])

    assert ["one two three four", "one two three sixty", "one two three eighty"] == found(memory, "one two three four")
    assert ["one two three four"] == found(memory, "one two three four", limit=1)


def test_text_in_two_contexts_is_found_twice() -> None:
    """Who asks decides which context is the better one."""
    both = [message("Appointment", context="menu"), message("Appointment")]

    assert both == [one for _, one in Memory(both).similar("Appointments")]


def test_common_words_do_not_hide_the_best() -> None:
    """Among thousands of texts that differ in a number only, the one nearest in length and words is found."""
    texts = [f"Step {number} of the infusion takes {number % 7 + 1} minutes." for number in range(3000)]
    memory = Memory(map(message, texts))

    assert ["Step 1234 of the infusion takes 3 minutes."] == found(
        memory, "Step 1234 of an infusion takes 3 minutes.", limit=1
    )


def test_a_text_is_compared_with_few() -> None:
    """The number of comparisons is bounded, whatever the number of messages."""
    memory = Memory(message(f"the same words with another number {number}") for number in range(3000))

    assert 40 == len(memory._near("the same words with another number x", 0.5))


def test_agrees_with_a_full_comparison() -> None:
    """Each edited text finds what comparing it with every message finds."""
    words = re.findall(r"\w+", "Call our nurse before you eat, drive, sleep; take the tablet with water at home.")
    texts = [" ".join(words[(start * step) % 15] for step in range(1, 9)) for start in range(1, 15)]
    memory = Memory(map(message, texts))
    edited = [text.replace(" ", " not ", 1) for text in texts]

    expected = [max(saving(text, one) for one in texts) for text in edited]

    assert expected == [memory.similar(text, least=0.2, limit=1)[0][0] for text in edited]


def test_what_will_be_asked_is_enough_to_know() -> None:
    """A memory that was told the questions has a smaller index and gives the same answers."""
    texts = [f"Step {number} of the infusion takes {number % 7 + 1} minutes, {word}." for number, word in THINGS]
    asked = ["Step 12 of an infusion takes minutes", "Bring a cushion.", "Something else altogether, apples"]
    told, untold = Memory(map(message, texts), asked=asked), Memory(map(message, texts))

    assert [untold.similar(text, least=0.05) for text in asked] == [told.similar(text, least=0.05) for text in asked]
    assert len(told._index) < len(untold._index)
    assert [] == Memory(map(message, texts), asked=[]).similar("Bring a cushion.")


def test_huge_text_is_not_compared() -> None:
    """A text of a megabyte costs nothing."""
    memory = Memory([message("word " * 200_000), message("word")])

    assert [] == found(memory, "word " * 200_001)
    assert ["word"] == found(memory, "word")
