"""What a whole catalog teaches about its strings."""

from __future__ import annotations

from itertools import product

import pytest

from i18n import checks
from i18n.checks import Lexicon, Pair, unlike
from i18n.checks.lexicon import Answer
from i18n.model import Locale, Message, MessageKey, PluralRule, Source

GERMAN = Locale("de", "Deutsch", "ltr", PluralRule(2, "n != 1"))
WHO = {"the nurse": "die Schwester", "the doctor": "der Arzt", "your friend": "dein Freund", "the driver": "der Fahrer"}
DOES = {"brings": "bringt", "watches": "betrachtet", "cleans": "reinigt", "carries": "trägt", "opens": "öffnet"}
WHAT = {
    "the heavy window": "das schwere Fenster",
    "the yellow blanket": "die gelbe Decke",
    "the empty bottle": "die leere Flasche",
    "the broken chair": "den kaputten Stuhl",
    "the small table": "den kleinen Tisch",
    "the wooden bench": "die hölzerne Bank",
    "the quiet corner": "die ruhige Ecke",
    "the round clock": "die runde Uhr",
}


def pair(source, string, context=None, plural=None):
    key = MessageKey(context, source)
    strings = (string,) if plural is None else (string, string)
    return Pair(Source(key, plural, ("markdown",), ("paragraph",), ()), Message(key, plural, strings), GERMAN)


TAUGHT = [
    pair(f"Today {who} {does} {what} again.", f"Heute {wer} {tut} {was} noch einmal.")
    for (who, wer), (does, tut), (what, was) in product(WHO.items(), DOES.items(), WHAT.items())
]


def said(*pairs):
    """The checks that say something, by the index of the pair among those that are added to the taught ones."""
    found = checks.Adviser([*TAUGHT, *pairs]).some((len(TAUGHT), len(TAUGHT) + len(pairs)))
    return {number - len(TAUGHT): [problem.check for problem in problems] for number, problems in found}


def test_nothing_is_said_of_good_pairs():
    """No pair of a consistent catalog is suspected, whatever it teaches."""

    assert [] == checks.Adviser(TAUGHT).some((0, len(TAUGHT)))


@pytest.mark.parametrize(
    ("source", "string", "check"),
    [
        (
            "Tomorrow the nurse cleans the wooden bench again.",
            "Morgen trägt der Fahrer die leere Flasche noch einmal.",
            "language.swapped",
        ),
        (
            "Tomorrow the nurse brings the yellow blanket, carries the empty bottle and cleans the quiet corner.",
            "Morgen bringt die Schwester die gelbe Decke und trägt die leere Flasche.",
            "language.incomplete",
        ),
        (
            "Yesterday a person whom nobody had met before went there, and he said that he would come again.",
            "Gestern ging er hin, eine Person, die niemand kannte, und er sagte, dass er wiederkommt, und er ging "
            "fort und kam wieder und ging fort und kam wieder, und so ging es weiter, bis er nicht mehr kam.",
            "language.length",
        ),
    ],
)
def test_what_the_catalog_teaches(source, string, check):
    """The translation of something else, a string that was cut, and one that is far too long."""

    assert {0: [check]} == said(pair(source, string))


def test_small_catalog_teaches_nothing():
    """From a few strings nothing is learned, so nothing is said."""
    one = pair("Tomorrow the nurse cleans the bench.", "Morgen trägt der Fahrer die Flasche.")

    assert [] == checks.Adviser([*TAUGHT[:20], one]).some((0, 21))


def test_stop_that_all_others_have():
    """In Chinese a sentence may end without a stop, but not where all others of the catalog have one."""
    chinese = Locale("zh-Hans", "简体中文", "ltr", PluralRule(1, "0"))
    taught = [
        one._replace(message=one.message._replace(strings=("护士今天又打开了窗户。",)), locale=chinese)
        for one in TAUGHT
    ]
    source = "Tomorrow everybody brings something else with them."
    wrong = pair(source, "明天每个人都会带别的东西来")._replace(locale=chinese)
    found = dict(checks.Adviser([*taught, wrong]).some((len(taught), len(taught) + 1)))

    assert ["language.end"] == [problem.check for problem in found[len(taught)]]


def test_same_string_for_other_words():
    """A string that already translates something else is a question; nearly the same source is none."""
    string = "Am Abend schläft sie gern."
    found = said(
        pair("She likes to sleep in the evening.", string),
        pair("Bring all your papers along.", string),
        pair("In the evening she likes to sleep.", string),
    )

    assert {1: ["language.shared"]} == found


def test_same_words_with_another_string():
    """Words that differ in case and end marks alone have one string, unless a context parts them."""
    found = said(
        pair("Bring all your papers.", "Bringen Sie alle Unterlagen mit."),
        pair("Bring all your papers", "Alle Papiere mitnehmen"),
        pair("BRING all your papers.", "Bringen Sie alle Unterlagen mit!"),
        pair("Bring all your papers", "Papiere mitnehmen", context="button"),
    )

    assert {1: ["language.inconsistent"]} == found


def test_plural_messages_teach_nothing():
    """Messages with plural forms are left out of what needs one string."""
    plural = pair("Tomorrow the nurse cleans the bench again.", "Morgen trägt der Fahrer die Flasche.", plural="x")

    assert {} == said(plural)


@pytest.mark.parametrize(
    ("text", "tag", "cue"),
    [
        ("Take 0.5 mg per kilogram.", "en", "0.5 mg per kilogram"),
        ("Do not drive for a day.", "en", "Do not drive"),
        ("Call 911.", "en", "Call 911"),
        ("Tell us if you are pregnant.", "en-GB", "pregnant"),
        ("Tell us what you think.", "en", ""),
        ("It takes 40 minutes and costs 20%.", "en", ""),
        ("Nicht fahren, 5 mg.", "de", "5 mg"),
        ("Do not drive.", "de", ""),
    ],
)
def test_text_that_looks_critical(text, tag, cue):
    """Doses in every language, prohibitions and emergencies in English; times and shares are ordinary."""

    assert cue == checks.looks_critical(text, tag)


def test_name_that_goes_over_shows_whose_translation_it_is():
    """A free translation that keeps a rare name of its source is of this source; one in no known words is not."""
    source, free = "Today nurses clean small tables.", "Heute ist {} Putztag."
    answers = {
        word: Answer(frozenset({token}), 0.7, 0.1)
        for word, token in {"nurses": "pfleg", "clean": "reini", "small": "klein", "tables": "tisch"}.items()
    }
    lexicon = Lexicon(answers, frozenset({"putzt"}), 0.0, 0.0, frozenset(), frozenset({"ROOM"}))

    def found(name, string):
        return [one.check for one in unlike(pair(f"{source} {name}", string.format(name)), lexicon)]

    assert [] == found("KX-200", free)
    assert ["language.swapped"] == found("", free)
    assert ["language.swapped"] == found("ROOM", free)
    assert ["language.swapped"] == found("KX-200", "Hodie {} purgatur.")


def test_one_slip_is_said_once():
    """What only follows from a slip is not said beside it: a text of something else has another length and end."""
    string = "Morgen trägt der Fahrer die leere Flasche"
    found = said(pair("Tomorrow the nurse does not clean the wooden bench again, nor the round clock.", string))

    assert {0: ["language.swapped"]} == found
